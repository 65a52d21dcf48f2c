from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.cluster_node_resources_by_cluster import (
        ClusterNodeResourcesByCluster,
    )
    from ...models.cluster_resources_request import ClusterResourcesRequest
    from ...models.error_response import ErrorResponse


def _get_kwargs(
    *,
    body: ClusterResourcesRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/paddleflow/v1/cluster/resource",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ClusterNodeResourcesByCluster | ErrorResponse | None:
    from ...models.cluster_node_resources_by_cluster import (
        ClusterNodeResourcesByCluster,
    )
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        response_200 = ClusterNodeResourcesByCluster.from_dict(response.json())

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
) -> Response[ClusterNodeResourcesByCluster | ErrorResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ClusterResourcesRequest,
) -> Response[ClusterNodeResourcesByCluster | ErrorResponse]:
    """Show node resources by cluster, queue or label

     Root only. Only reads, although it is a POST. For a logical queue `queueName` selects the nodes
    labelled `paddleflow.baidu.com/quota=public`, for a physical one those labelled with its name. The
    data comes from watching Kubernetes. Not in the manual.

    Args:
        body (ClusterResourcesRequest): Body of `query_cluster_resource`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ClusterNodeResourcesByCluster | ErrorResponse]
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
    body: ClusterResourcesRequest,
) -> ClusterNodeResourcesByCluster | ErrorResponse | None:
    """Show node resources by cluster, queue or label

     Root only. Only reads, although it is a POST. For a logical queue `queueName` selects the nodes
    labelled `paddleflow.baidu.com/quota=public`, for a physical one those labelled with its name. The
    data comes from watching Kubernetes. Not in the manual.

    Args:
        body (ClusterResourcesRequest): Body of `query_cluster_resource`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ClusterNodeResourcesByCluster | ErrorResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ClusterResourcesRequest,
) -> Response[ClusterNodeResourcesByCluster | ErrorResponse]:
    """Show node resources by cluster, queue or label

     Root only. Only reads, although it is a POST. For a logical queue `queueName` selects the nodes
    labelled `paddleflow.baidu.com/quota=public`, for a physical one those labelled with its name. The
    data comes from watching Kubernetes. Not in the manual.

    Args:
        body (ClusterResourcesRequest): Body of `query_cluster_resource`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ClusterNodeResourcesByCluster | ErrorResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ClusterResourcesRequest,
) -> ClusterNodeResourcesByCluster | ErrorResponse | None:
    """Show node resources by cluster, queue or label

     Root only. Only reads, although it is a POST. For a logical queue `queueName` selects the nodes
    labelled `paddleflow.baidu.com/quota=public`, for a physical one those labelled with its name. The
    data comes from watching Kubernetes. Not in the manual.

    Args:
        body (ClusterResourcesRequest): Body of `query_cluster_resource`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ClusterNodeResourcesByCluster | ErrorResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
