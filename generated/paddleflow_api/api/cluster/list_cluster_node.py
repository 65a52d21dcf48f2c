from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.list_node_response import ListNodeResponse


def _get_kwargs(
    cluster_name: str,
    *,
    page_no: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["pageNo"] = page_no

    params["pageSize"] = page_size

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/cluster/{cluster_name}/nodeInfos".format(
            cluster_name=path_part("cluster_name", cluster_name),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | ListNodeResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.list_node_response import ListNodeResponse

    if response.status_code == 200:
        response_200 = ListNodeResponse.from_dict(response.json())

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
) -> Response[ErrorResponse | ListNodeResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    cluster_name: str,
    *,
    client: AuthenticatedClient,
    page_no: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> Response[ErrorResponse | ListNodeResponse]:
    """List the nodes of a cluster with their pods

     Root only. Only nodes that are Ready are listed, while `totalCount` counts all. An unknown cluster
    returns 200 with no nodes. The data comes from watching Kubernetes. Not in the manual.

    Args:
        cluster_name (str): Name of the cluster.
        page_no (int | Unset): Number of the page; 0 counts as 1. Default: `1`.
        page_size (int | Unset): Rows of a page, at most 100; 0 counts as 100. Default: `100`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListNodeResponse]
    """

    kwargs = _get_kwargs(
        cluster_name=cluster_name,
        page_no=page_no,
        page_size=page_size,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    cluster_name: str,
    *,
    client: AuthenticatedClient,
    page_no: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> ErrorResponse | ListNodeResponse | None:
    """List the nodes of a cluster with their pods

     Root only. Only nodes that are Ready are listed, while `totalCount` counts all. An unknown cluster
    returns 200 with no nodes. The data comes from watching Kubernetes. Not in the manual.

    Args:
        cluster_name (str): Name of the cluster.
        page_no (int | Unset): Number of the page; 0 counts as 1. Default: `1`.
        page_size (int | Unset): Rows of a page, at most 100; 0 counts as 100. Default: `100`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListNodeResponse
    """

    return sync_detailed(
        cluster_name=cluster_name,
        client=client,
        page_no=page_no,
        page_size=page_size,
    ).parsed


async def asyncio_detailed(
    cluster_name: str,
    *,
    client: AuthenticatedClient,
    page_no: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> Response[ErrorResponse | ListNodeResponse]:
    """List the nodes of a cluster with their pods

     Root only. Only nodes that are Ready are listed, while `totalCount` counts all. An unknown cluster
    returns 200 with no nodes. The data comes from watching Kubernetes. Not in the manual.

    Args:
        cluster_name (str): Name of the cluster.
        page_no (int | Unset): Number of the page; 0 counts as 1. Default: `1`.
        page_size (int | Unset): Rows of a page, at most 100; 0 counts as 100. Default: `100`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListNodeResponse]
    """

    kwargs = _get_kwargs(
        cluster_name=cluster_name,
        page_no=page_no,
        page_size=page_size,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    cluster_name: str,
    *,
    client: AuthenticatedClient,
    page_no: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
) -> ErrorResponse | ListNodeResponse | None:
    """List the nodes of a cluster with their pods

     Root only. Only nodes that are Ready are listed, while `totalCount` counts all. An unknown cluster
    returns 200 with no nodes. The data comes from watching Kubernetes. Not in the manual.

    Args:
        cluster_name (str): Name of the cluster.
        page_no (int | Unset): Number of the page; 0 counts as 1. Default: `1`.
        page_size (int | Unset): Rows of a page, at most 100; 0 counts as 100. Default: `100`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListNodeResponse
    """

    return (
        await asyncio_detailed(
            cluster_name=cluster_name,
            client=client,
            page_no=page_no,
            page_size=page_size,
        )
    ).parsed
