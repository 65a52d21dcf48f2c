from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.cluster_info import ClusterInfo
    from ...models.create_cluster_request import CreateClusterRequest
    from ...models.error_response import ErrorResponse


def _get_kwargs(
    *,
    body: CreateClusterRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/paddleflow/v1/cluster",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ClusterInfo | ErrorResponse | None:
    from ...models.cluster_info import ClusterInfo
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        response_200 = ClusterInfo.from_dict(response.json())

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
) -> Response[ClusterInfo | ErrorResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateClusterRequest,
) -> Response[ClusterInfo | ErrorResponse]:
    """Register a cluster

     Root only. Nothing is contacted: the credential only has to decode to a kubeconfig, and a cluster
    that cannot be reached is stored as online and fails later. A name that exists is not refused on
    SQLite. `clusterType` `Local` closes the connection without an answer. Manual: 集群创建.

    Args:
        body (CreateClusterRequest): Body of `create_cluster`. `endpoint` and `clusterType` are
            needed too, and `version` for `Kubernetes`. Blanks around strings are removed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ClusterInfo | ErrorResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: CreateClusterRequest,
) -> ClusterInfo | ErrorResponse | None:
    """Register a cluster

     Root only. Nothing is contacted: the credential only has to decode to a kubeconfig, and a cluster
    that cannot be reached is stored as online and fails later. A name that exists is not refused on
    SQLite. `clusterType` `Local` closes the connection without an answer. Manual: 集群创建.

    Args:
        body (CreateClusterRequest): Body of `create_cluster`. `endpoint` and `clusterType` are
            needed too, and `version` for `Kubernetes`. Blanks around strings are removed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ClusterInfo | ErrorResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateClusterRequest,
) -> Response[ClusterInfo | ErrorResponse]:
    """Register a cluster

     Root only. Nothing is contacted: the credential only has to decode to a kubeconfig, and a cluster
    that cannot be reached is stored as online and fails later. A name that exists is not refused on
    SQLite. `clusterType` `Local` closes the connection without an answer. Manual: 集群创建.

    Args:
        body (CreateClusterRequest): Body of `create_cluster`. `endpoint` and `clusterType` are
            needed too, and `version` for `Kubernetes`. Blanks around strings are removed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ClusterInfo | ErrorResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreateClusterRequest,
) -> ClusterInfo | ErrorResponse | None:
    """Register a cluster

     Root only. Nothing is contacted: the credential only has to decode to a kubeconfig, and a cluster
    that cannot be reached is stored as online and fails later. A name that exists is not refused on
    SQLite. `clusterType` `Local` closes the connection without an answer. Manual: 集群创建.

    Args:
        body (CreateClusterRequest): Body of `create_cluster`. `endpoint` and `clusterType` are
            needed too, and `version` for `Kubernetes`. Blanks around strings are removed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ClusterInfo | ErrorResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
