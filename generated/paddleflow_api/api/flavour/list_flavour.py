from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.list_flavour_response import ListFlavourResponse


def _get_kwargs(
    *,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
    cluster_name: str | Unset = UNSET,
    name: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["marker"] = marker

    params["maxKeys"] = max_keys

    params["clusterName"] = cluster_name

    params["name"] = name

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/flavour",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | ListFlavourResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.list_flavour_response import ListFlavourResponse

    if response.status_code == 200:
        response_200 = ListFlavourResponse.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 500:
        response_500 = ErrorResponse.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorResponse | ListFlavourResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
    cluster_name: str | Unset = UNSET,
    name: str | Unset = UNSET,
) -> Response[ErrorResponse | ListFlavourResponse]:
    """List flavours

     Any user. `flavourList` is `null` when nothing matches. A marker that the server did not give is 500
    with an empty code here, and 400 in the other lists. Manual: flavour列表显示.

    Args:
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.
        cluster_name (str | Unset): Name of a cluster: its flavours and those of no cluster.
            Without it only those of no cluster.
        name (str | Unset): Part of the name.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListFlavourResponse]
    """

    kwargs = _get_kwargs(
        marker=marker,
        max_keys=max_keys,
        cluster_name=cluster_name,
        name=name,
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
    cluster_name: str | Unset = UNSET,
    name: str | Unset = UNSET,
) -> ErrorResponse | ListFlavourResponse | None:
    """List flavours

     Any user. `flavourList` is `null` when nothing matches. A marker that the server did not give is 500
    with an empty code here, and 400 in the other lists. Manual: flavour列表显示.

    Args:
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.
        cluster_name (str | Unset): Name of a cluster: its flavours and those of no cluster.
            Without it only those of no cluster.
        name (str | Unset): Part of the name.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListFlavourResponse
    """

    return sync_detailed(
        client=client,
        marker=marker,
        max_keys=max_keys,
        cluster_name=cluster_name,
        name=name,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
    cluster_name: str | Unset = UNSET,
    name: str | Unset = UNSET,
) -> Response[ErrorResponse | ListFlavourResponse]:
    """List flavours

     Any user. `flavourList` is `null` when nothing matches. A marker that the server did not give is 500
    with an empty code here, and 400 in the other lists. Manual: flavour列表显示.

    Args:
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.
        cluster_name (str | Unset): Name of a cluster: its flavours and those of no cluster.
            Without it only those of no cluster.
        name (str | Unset): Part of the name.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListFlavourResponse]
    """

    kwargs = _get_kwargs(
        marker=marker,
        max_keys=max_keys,
        cluster_name=cluster_name,
        name=name,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
    cluster_name: str | Unset = UNSET,
    name: str | Unset = UNSET,
) -> ErrorResponse | ListFlavourResponse | None:
    """List flavours

     Any user. `flavourList` is `null` when nothing matches. A marker that the server did not give is 500
    with an empty code here, and 400 in the other lists. Manual: flavour列表显示.

    Args:
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.
        cluster_name (str | Unset): Name of a cluster: its flavours and those of no cluster.
            Without it only those of no cluster.
        name (str | Unset): Part of the name.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListFlavourResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            marker=marker,
            max_keys=max_keys,
            cluster_name=cluster_name,
            name=name,
        )
    ).parsed
