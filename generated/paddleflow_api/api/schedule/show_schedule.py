from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.get_schedule_response import GetScheduleResponse


def _get_kwargs(
    schedule_id: str,
    *,
    run_filter: str | Unset = UNSET,
    status_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["runFilter"] = run_filter

    params["statusFilter"] = status_filter

    params["marker"] = marker

    params["maxKeys"] = max_keys

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/schedule/{schedule_id}".format(
            schedule_id=path_part("schedule_id", schedule_id),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | GetScheduleResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.get_schedule_response import GetScheduleResponse

    if response.status_code == 200:
        response_200 = GetScheduleResponse.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 403:
        response_403 = ErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ErrorResponse.from_dict(response.json())

        return response_404

    if response.status_code == 500:
        response_500 = ErrorResponse.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorResponse | GetScheduleResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    schedule_id: str,
    *,
    client: AuthenticatedClient,
    run_filter: str | Unset = UNSET,
    status_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | GetScheduleResponse]:
    """Show a schedule and a page of its runs

     The owner and root. `marker` and `maxKeys` page the runs; what they answer is inside `runs`. Manual:
    周期调度查看.

    Args:
        schedule_id (str): Identifier of the schedule.
        run_filter (str | Unset): Identifiers of runs, separated by commas.
        status_filter (str | Unset): Statuses of runs, separated by commas.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | GetScheduleResponse]
    """

    kwargs = _get_kwargs(
        schedule_id=schedule_id,
        run_filter=run_filter,
        status_filter=status_filter,
        marker=marker,
        max_keys=max_keys,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    schedule_id: str,
    *,
    client: AuthenticatedClient,
    run_filter: str | Unset = UNSET,
    status_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | GetScheduleResponse | None:
    """Show a schedule and a page of its runs

     The owner and root. `marker` and `maxKeys` page the runs; what they answer is inside `runs`. Manual:
    周期调度查看.

    Args:
        schedule_id (str): Identifier of the schedule.
        run_filter (str | Unset): Identifiers of runs, separated by commas.
        status_filter (str | Unset): Statuses of runs, separated by commas.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | GetScheduleResponse
    """

    return sync_detailed(
        schedule_id=schedule_id,
        client=client,
        run_filter=run_filter,
        status_filter=status_filter,
        marker=marker,
        max_keys=max_keys,
    ).parsed


async def asyncio_detailed(
    schedule_id: str,
    *,
    client: AuthenticatedClient,
    run_filter: str | Unset = UNSET,
    status_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | GetScheduleResponse]:
    """Show a schedule and a page of its runs

     The owner and root. `marker` and `maxKeys` page the runs; what they answer is inside `runs`. Manual:
    周期调度查看.

    Args:
        schedule_id (str): Identifier of the schedule.
        run_filter (str | Unset): Identifiers of runs, separated by commas.
        status_filter (str | Unset): Statuses of runs, separated by commas.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | GetScheduleResponse]
    """

    kwargs = _get_kwargs(
        schedule_id=schedule_id,
        run_filter=run_filter,
        status_filter=status_filter,
        marker=marker,
        max_keys=max_keys,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    schedule_id: str,
    *,
    client: AuthenticatedClient,
    run_filter: str | Unset = UNSET,
    status_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | GetScheduleResponse | None:
    """Show a schedule and a page of its runs

     The owner and root. `marker` and `maxKeys` page the runs; what they answer is inside `runs`. Manual:
    周期调度查看.

    Args:
        schedule_id (str): Identifier of the schedule.
        run_filter (str | Unset): Identifiers of runs, separated by commas.
        status_filter (str | Unset): Statuses of runs, separated by commas.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | GetScheduleResponse
    """

    return (
        await asyncio_detailed(
            schedule_id=schedule_id,
            client=client,
            run_filter=run_filter,
            status_filter=status_filter,
            marker=marker,
            max_keys=max_keys,
        )
    ).parsed
