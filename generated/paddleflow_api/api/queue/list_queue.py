from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.list_queue_response import ListQueueResponse


def _get_kwargs(
    *,
    name: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["name"] = name

    params["marker"] = marker

    params["maxKeys"] = max_keys

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/queue",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | ListQueueResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.list_queue_response import ListQueueResponse

    if response.status_code == 200:
        response_200 = ListQueueResponse.from_dict(response.json())

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
) -> Response[ErrorResponse | ListQueueResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    name: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | ListQueueResponse]:
    """List queues

     Root sees all queues, others those that were granted to them. Used and idle resources are only in
    `show_queue`. A queue whose cluster is gone is not listed. When the database fails the answer is 200
    with an empty list. Manual: 队列列表展示.

    Args:
        name (str | Unset): Name of one queue, exactly.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListQueueResponse]
    """

    kwargs = _get_kwargs(
        name=name,
        marker=marker,
        max_keys=max_keys,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    name: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | ListQueueResponse | None:
    """List queues

     Root sees all queues, others those that were granted to them. Used and idle resources are only in
    `show_queue`. A queue whose cluster is gone is not listed. When the database fails the answer is 200
    with an empty list. Manual: 队列列表展示.

    Args:
        name (str | Unset): Name of one queue, exactly.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListQueueResponse
    """

    return sync_detailed(
        client=client,
        name=name,
        marker=marker,
        max_keys=max_keys,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    name: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | ListQueueResponse]:
    """List queues

     Root sees all queues, others those that were granted to them. Used and idle resources are only in
    `show_queue`. A queue whose cluster is gone is not listed. When the database fails the answer is 200
    with an empty list. Manual: 队列列表展示.

    Args:
        name (str | Unset): Name of one queue, exactly.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListQueueResponse]
    """

    kwargs = _get_kwargs(
        name=name,
        marker=marker,
        max_keys=max_keys,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    name: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | ListQueueResponse | None:
    """List queues

     Root sees all queues, others those that were granted to them. Used and idle resources are only in
    `show_queue`. A queue whose cluster is gone is not listed. When the database fails the answer is 200
    with an empty list. Manual: 队列列表展示.

    Args:
        name (str | Unset): Name of one queue, exactly.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListQueueResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            name=name,
            marker=marker,
            max_keys=max_keys,
        )
    ).parsed
