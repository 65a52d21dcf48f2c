from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.kubernetes_object import KubernetesObject


def _get_kwargs(
    cluster_name: str,
    *,
    name: str,
    namespace: str | Unset = UNSET,
    kind: str,
    api_version: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["name"] = name

    params["namespace"] = namespace

    params["kind"] = kind

    params["apiVersion"] = api_version

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/cluster/{cluster_name}/k8s/object".format(
            cluster_name=path_part("cluster_name", cluster_name),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | KubernetesObject | None:
    from ...models.error_response import ErrorResponse
    from ...models.kubernetes_object import KubernetesObject

    if response.status_code == 200:
        response_200 = KubernetesObject.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 403:
        response_403 = ErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 500:
        response_500 = ErrorResponse.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorResponse | KubernetesObject]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    cluster_name: str,
    *,
    client: AuthenticatedClient,
    name: str,
    namespace: str | Unset = UNSET,
    kind: str,
    api_version: str,
) -> Response[ErrorResponse | KubernetesObject]:
    """Show a Kubernetes object

     Any user: no permission is checked. Needs Kubernetes. Not in the manual.

    Args:
        cluster_name (str): Name of the cluster.
        name (str): Name of the object.
        namespace (str | Unset): Kubernetes namespace.
        kind (str): Kubernetes kind.
        api_version (str): API version: `group/version` or `version`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | KubernetesObject]
    """

    kwargs = _get_kwargs(
        cluster_name=cluster_name,
        name=name,
        namespace=namespace,
        kind=kind,
        api_version=api_version,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    cluster_name: str,
    *,
    client: AuthenticatedClient,
    name: str,
    namespace: str | Unset = UNSET,
    kind: str,
    api_version: str,
) -> ErrorResponse | KubernetesObject | None:
    """Show a Kubernetes object

     Any user: no permission is checked. Needs Kubernetes. Not in the manual.

    Args:
        cluster_name (str): Name of the cluster.
        name (str): Name of the object.
        namespace (str | Unset): Kubernetes namespace.
        kind (str): Kubernetes kind.
        api_version (str): API version: `group/version` or `version`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | KubernetesObject
    """

    return sync_detailed(
        cluster_name=cluster_name,
        client=client,
        name=name,
        namespace=namespace,
        kind=kind,
        api_version=api_version,
    ).parsed


async def asyncio_detailed(
    cluster_name: str,
    *,
    client: AuthenticatedClient,
    name: str,
    namespace: str | Unset = UNSET,
    kind: str,
    api_version: str,
) -> Response[ErrorResponse | KubernetesObject]:
    """Show a Kubernetes object

     Any user: no permission is checked. Needs Kubernetes. Not in the manual.

    Args:
        cluster_name (str): Name of the cluster.
        name (str): Name of the object.
        namespace (str | Unset): Kubernetes namespace.
        kind (str): Kubernetes kind.
        api_version (str): API version: `group/version` or `version`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | KubernetesObject]
    """

    kwargs = _get_kwargs(
        cluster_name=cluster_name,
        name=name,
        namespace=namespace,
        kind=kind,
        api_version=api_version,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    cluster_name: str,
    *,
    client: AuthenticatedClient,
    name: str,
    namespace: str | Unset = UNSET,
    kind: str,
    api_version: str,
) -> ErrorResponse | KubernetesObject | None:
    """Show a Kubernetes object

     Any user: no permission is checked. Needs Kubernetes. Not in the manual.

    Args:
        cluster_name (str): Name of the cluster.
        name (str): Name of the object.
        namespace (str | Unset): Kubernetes namespace.
        kind (str): Kubernetes kind.
        api_version (str): API version: `group/version` or `version`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | KubernetesObject
    """

    return (
        await asyncio_detailed(
            cluster_name=cluster_name,
            client=client,
            name=name,
            namespace=namespace,
            kind=kind,
            api_version=api_version,
        )
    ).parsed
