from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.list_job_response import ListJobResponse


def _get_kwargs(
    *,
    status: str | Unset = UNSET,
    timestamp: int | Unset = UNSET,
    start_time: str | Unset = UNSET,
    queue: str | Unset = UNSET,
    labels: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["status"] = status

    params["timestamp"] = timestamp

    params["startTime"] = start_time

    params["queue"] = queue

    params["labels"] = labels

    params["marker"] = marker

    params["maxKeys"] = max_keys

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/job",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | ListJobResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.list_job_response import ListJobResponse

    if response.status_code == 200:
        response_200 = ListJobResponse.from_dict(response.json())

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
) -> Response[ErrorResponse | ListJobResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    status: str | Unset = UNSET,
    timestamp: int | Unset = UNSET,
    start_time: str | Unset = UNSET,
    queue: str | Unset = UNSET,
    labels: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | ListJobResponse]:
    """List jobs

     Root sees all, others their own. Steps of runs are listed too; the runtime fields are only in
    `show_job`. Newest first, but the marker selects newer rows: following `nextMarker` does not lead to
    the older jobs. A filter by `labels` always returns an empty list. Not in the manual.

    Args:
        status (str | Unset): One status, exactly; an unknown one is not refused.
        timestamp (int | Unset): Only jobs updated then or later, in Unix seconds.
        start_time (str | Unset): Only jobs activated then or later. UTC, `YYYY-MM-DD HH:MM:SS`.
        queue (str | Unset): Name of the queue.
        labels (str | Unset): Labels that all must match, a JSON object as text, such as
            `{"a":"b"}`.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListJobResponse]
    """

    kwargs = _get_kwargs(
        status=status,
        timestamp=timestamp,
        start_time=start_time,
        queue=queue,
        labels=labels,
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
    status: str | Unset = UNSET,
    timestamp: int | Unset = UNSET,
    start_time: str | Unset = UNSET,
    queue: str | Unset = UNSET,
    labels: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | ListJobResponse | None:
    """List jobs

     Root sees all, others their own. Steps of runs are listed too; the runtime fields are only in
    `show_job`. Newest first, but the marker selects newer rows: following `nextMarker` does not lead to
    the older jobs. A filter by `labels` always returns an empty list. Not in the manual.

    Args:
        status (str | Unset): One status, exactly; an unknown one is not refused.
        timestamp (int | Unset): Only jobs updated then or later, in Unix seconds.
        start_time (str | Unset): Only jobs activated then or later. UTC, `YYYY-MM-DD HH:MM:SS`.
        queue (str | Unset): Name of the queue.
        labels (str | Unset): Labels that all must match, a JSON object as text, such as
            `{"a":"b"}`.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListJobResponse
    """

    return sync_detailed(
        client=client,
        status=status,
        timestamp=timestamp,
        start_time=start_time,
        queue=queue,
        labels=labels,
        marker=marker,
        max_keys=max_keys,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    status: str | Unset = UNSET,
    timestamp: int | Unset = UNSET,
    start_time: str | Unset = UNSET,
    queue: str | Unset = UNSET,
    labels: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | ListJobResponse]:
    """List jobs

     Root sees all, others their own. Steps of runs are listed too; the runtime fields are only in
    `show_job`. Newest first, but the marker selects newer rows: following `nextMarker` does not lead to
    the older jobs. A filter by `labels` always returns an empty list. Not in the manual.

    Args:
        status (str | Unset): One status, exactly; an unknown one is not refused.
        timestamp (int | Unset): Only jobs updated then or later, in Unix seconds.
        start_time (str | Unset): Only jobs activated then or later. UTC, `YYYY-MM-DD HH:MM:SS`.
        queue (str | Unset): Name of the queue.
        labels (str | Unset): Labels that all must match, a JSON object as text, such as
            `{"a":"b"}`.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListJobResponse]
    """

    kwargs = _get_kwargs(
        status=status,
        timestamp=timestamp,
        start_time=start_time,
        queue=queue,
        labels=labels,
        marker=marker,
        max_keys=max_keys,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    status: str | Unset = UNSET,
    timestamp: int | Unset = UNSET,
    start_time: str | Unset = UNSET,
    queue: str | Unset = UNSET,
    labels: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | ListJobResponse | None:
    """List jobs

     Root sees all, others their own. Steps of runs are listed too; the runtime fields are only in
    `show_job`. Newest first, but the marker selects newer rows: following `nextMarker` does not lead to
    the older jobs. A filter by `labels` always returns an empty list. Not in the manual.

    Args:
        status (str | Unset): One status, exactly; an unknown one is not refused.
        timestamp (int | Unset): Only jobs updated then or later, in Unix seconds.
        start_time (str | Unset): Only jobs activated then or later. UTC, `YYYY-MM-DD HH:MM:SS`.
        queue (str | Unset): Name of the queue.
        labels (str | Unset): Labels that all must match, a JSON object as text, such as
            `{"a":"b"}`.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListJobResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            status=status,
            timestamp=timestamp,
            start_time=start_time,
            queue=queue,
            labels=labels,
            marker=marker,
            max_keys=max_keys,
        )
    ).parsed
