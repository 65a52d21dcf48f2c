from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.card_time_response import CardTimeResponse
    from ...models.error_response import ErrorResponse


def _get_kwargs(
    queue_name: str,
    *,
    start_time: str,
    end_time: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["startTime"] = start_time

    params["endTime"] = end_time

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/statistics/cardTime/{queue_name}".format(
            queue_name=path_part("queue_name", queue_name),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CardTimeResponse | ErrorResponse | None:
    from ...models.card_time_response import CardTimeResponse
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        response_200 = CardTimeResponse.from_dict(response.json())

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
) -> Response[CardTimeResponse | ErrorResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    queue_name: str,
    *,
    client: AuthenticatedClient,
    start_time: str,
    end_time: str,
) -> Response[CardTimeResponse | ErrorResponse]:
    """Show the accelerator hours of a queue

     Any user; no permission is checked. An unknown queue returns 200 with `data` `null`. Not in the
    manual.

    Args:
        queue_name (str): Name of the queue.
        start_time (str): Start of the time span. UTC, `YYYY-MM-DD HH:MM:SS`.
        end_time (str): End of the time span. UTC, `YYYY-MM-DD HH:MM:SS`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CardTimeResponse | ErrorResponse]
    """

    kwargs = _get_kwargs(
        queue_name=queue_name,
        start_time=start_time,
        end_time=end_time,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    queue_name: str,
    *,
    client: AuthenticatedClient,
    start_time: str,
    end_time: str,
) -> CardTimeResponse | ErrorResponse | None:
    """Show the accelerator hours of a queue

     Any user; no permission is checked. An unknown queue returns 200 with `data` `null`. Not in the
    manual.

    Args:
        queue_name (str): Name of the queue.
        start_time (str): Start of the time span. UTC, `YYYY-MM-DD HH:MM:SS`.
        end_time (str): End of the time span. UTC, `YYYY-MM-DD HH:MM:SS`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CardTimeResponse | ErrorResponse
    """

    return sync_detailed(
        queue_name=queue_name,
        client=client,
        start_time=start_time,
        end_time=end_time,
    ).parsed


async def asyncio_detailed(
    queue_name: str,
    *,
    client: AuthenticatedClient,
    start_time: str,
    end_time: str,
) -> Response[CardTimeResponse | ErrorResponse]:
    """Show the accelerator hours of a queue

     Any user; no permission is checked. An unknown queue returns 200 with `data` `null`. Not in the
    manual.

    Args:
        queue_name (str): Name of the queue.
        start_time (str): Start of the time span. UTC, `YYYY-MM-DD HH:MM:SS`.
        end_time (str): End of the time span. UTC, `YYYY-MM-DD HH:MM:SS`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CardTimeResponse | ErrorResponse]
    """

    kwargs = _get_kwargs(
        queue_name=queue_name,
        start_time=start_time,
        end_time=end_time,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    queue_name: str,
    *,
    client: AuthenticatedClient,
    start_time: str,
    end_time: str,
) -> CardTimeResponse | ErrorResponse | None:
    """Show the accelerator hours of a queue

     Any user; no permission is checked. An unknown queue returns 200 with `data` `null`. Not in the
    manual.

    Args:
        queue_name (str): Name of the queue.
        start_time (str): Start of the time span. UTC, `YYYY-MM-DD HH:MM:SS`.
        end_time (str): End of the time span. UTC, `YYYY-MM-DD HH:MM:SS`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CardTimeResponse | ErrorResponse
    """

    return (
        await asyncio_detailed(
            queue_name=queue_name,
            client=client,
            start_time=start_time,
            end_time=end_time,
        )
    ).parsed
