from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.list_cluster_response import ListClusterResponse


def _get_kwargs(
    *,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
    cluster_names: str | Unset = UNSET,
    cluster_status: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["marker"] = marker

    params["maxKeys"] = max_keys

    params["clusterNames"] = cluster_names

    params["clusterStatus"] = cluster_status

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/cluster",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | ListClusterResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.list_cluster_response import ListClusterResponse

    if response.status_code == 200:
        response_200 = ListClusterResponse.from_dict(response.json())

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
) -> Response[ErrorResponse | ListClusterResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
    cluster_names: str | Unset = UNSET,
    cluster_status: str | Unset = UNSET,
) -> Response[ErrorResponse | ListClusterResponse]:
    """List clusters

     Root only. Credentials are included in clear. `clusterList` is `null` when empty. Manual: 集群列表显示.

    Args:
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.
        cluster_names (str | Unset): Names of the clusters, separated by commas; blanks around
            them are ignored.
        cluster_status (str | Unset): Status: `online` or `offline`; an unknown one is not
            refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListClusterResponse]
    """

    kwargs = _get_kwargs(
        marker=marker,
        max_keys=max_keys,
        cluster_names=cluster_names,
        cluster_status=cluster_status,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
    cluster_names: str | Unset = UNSET,
    cluster_status: str | Unset = UNSET,
) -> ErrorResponse | ListClusterResponse | None:
    """List clusters

     Root only. Credentials are included in clear. `clusterList` is `null` when empty. Manual: 集群列表显示.

    Args:
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.
        cluster_names (str | Unset): Names of the clusters, separated by commas; blanks around
            them are ignored.
        cluster_status (str | Unset): Status: `online` or `offline`; an unknown one is not
            refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListClusterResponse
    """

    return sync_detailed(
        client=client,
        marker=marker,
        max_keys=max_keys,
        cluster_names=cluster_names,
        cluster_status=cluster_status,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
    cluster_names: str | Unset = UNSET,
    cluster_status: str | Unset = UNSET,
) -> Response[ErrorResponse | ListClusterResponse]:
    """List clusters

     Root only. Credentials are included in clear. `clusterList` is `null` when empty. Manual: 集群列表显示.

    Args:
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.
        cluster_names (str | Unset): Names of the clusters, separated by commas; blanks around
            them are ignored.
        cluster_status (str | Unset): Status: `online` or `offline`; an unknown one is not
            refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListClusterResponse]
    """

    kwargs = _get_kwargs(
        marker=marker,
        max_keys=max_keys,
        cluster_names=cluster_names,
        cluster_status=cluster_status,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
    cluster_names: str | Unset = UNSET,
    cluster_status: str | Unset = UNSET,
) -> ErrorResponse | ListClusterResponse | None:
    """List clusters

     Root only. Credentials are included in clear. `clusterList` is `null` when empty. Manual: 集群列表显示.

    Args:
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.
        cluster_names (str | Unset): Names of the clusters, separated by commas; blanks around
            them are ignored.
        cluster_status (str | Unset): Status: `online` or `offline`; an unknown one is not
            refused.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListClusterResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            marker=marker,
            max_keys=max_keys,
            cluster_names=cluster_names,
            cluster_status=cluster_status,
        )
    ).parsed
