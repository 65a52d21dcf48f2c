from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.kubernetes_object import KubernetesObject


def _get_kwargs(
    cluster_name: str,
    *,
    body: KubernetesObject,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/paddleflow/v1/cluster/{cluster_name}/k8s/object".format(
            cluster_name=path_part("cluster_name", cluster_name),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
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
    body: KubernetesObject,
) -> Response[ErrorResponse | KubernetesObject]:
    """Replace a Kubernetes object

     Any user: no permission is checked. Needs Kubernetes. This path has no DELETE: that is
    `create_kubernetes_object` with `action=delete`. Not in the manual.

    Args:
        cluster_name (str): Name of the cluster.
        body (KubernetesObject): A Kubernetes object as its manifest has it. To delete one, only
            its name, namespace, kind and apiVersion.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | KubernetesObject]
    """

    kwargs = _get_kwargs(
        cluster_name=cluster_name,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    cluster_name: str,
    *,
    client: AuthenticatedClient,
    body: KubernetesObject,
) -> ErrorResponse | KubernetesObject | None:
    """Replace a Kubernetes object

     Any user: no permission is checked. Needs Kubernetes. This path has no DELETE: that is
    `create_kubernetes_object` with `action=delete`. Not in the manual.

    Args:
        cluster_name (str): Name of the cluster.
        body (KubernetesObject): A Kubernetes object as its manifest has it. To delete one, only
            its name, namespace, kind and apiVersion.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | KubernetesObject
    """

    return sync_detailed(
        cluster_name=cluster_name,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    cluster_name: str,
    *,
    client: AuthenticatedClient,
    body: KubernetesObject,
) -> Response[ErrorResponse | KubernetesObject]:
    """Replace a Kubernetes object

     Any user: no permission is checked. Needs Kubernetes. This path has no DELETE: that is
    `create_kubernetes_object` with `action=delete`. Not in the manual.

    Args:
        cluster_name (str): Name of the cluster.
        body (KubernetesObject): A Kubernetes object as its manifest has it. To delete one, only
            its name, namespace, kind and apiVersion.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | KubernetesObject]
    """

    kwargs = _get_kwargs(
        cluster_name=cluster_name,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    cluster_name: str,
    *,
    client: AuthenticatedClient,
    body: KubernetesObject,
) -> ErrorResponse | KubernetesObject | None:
    """Replace a Kubernetes object

     Any user: no permission is checked. Needs Kubernetes. This path has no DELETE: that is
    `create_kubernetes_object` with `action=delete`. Not in the manual.

    Args:
        cluster_name (str): Name of the cluster.
        body (KubernetesObject): A Kubernetes object as its manifest has it. To delete one, only
            its name, namespace, kind and apiVersion.

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
            body=body,
        )
    ).parsed
