from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.job_detail_statistics import JobDetailStatistics


def _get_kwargs(
    job_id: str,
    *,
    start: int | Unset = UNSET,
    end: int | Unset = UNSET,
    step: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["start"] = start

    params["end"] = end

    params["step"] = step

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/statistics/jobDetail/{job_id}".format(
            job_id=path_part("job_id", job_id),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | JobDetailStatistics | None:
    from ...models.error_response import ErrorResponse
    from ...models.job_detail_statistics import JobDetailStatistics

    if response.status_code == 200:
        response_200 = JobDetailStatistics.from_dict(response.json())

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
) -> Response[ErrorResponse | JobDetailStatistics]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    job_id: str,
    *,
    client: AuthenticatedClient,
    start: int | Unset = UNSET,
    end: int | Unset = UNSET,
    step: int | Unset = UNSET,
) -> Response[ErrorResponse | JobDetailStatistics]:
    """Show the resource use of a job over time

     The owner and root. Needs Prometheus. A job that never started has an empty `result` when `start` is
    not given. A sample that is not a number makes the body of the 200 empty. Manual: 统计信息详情获取.

    Args:
        job_id (str): Identifier of the job.
        start (int | Unset): First moment, in Unix seconds; 0 or absent for when the job was
            activated. Default: `0`.
        end (int | Unset): Last moment, in Unix seconds; 0 or absent for when the job ended, or
            600 seconds after the start. Default: `0`.
        step (int | Unset): Seconds from one sample to the next. Default: `60`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | JobDetailStatistics]
    """

    kwargs = _get_kwargs(
        job_id=job_id,
        start=start,
        end=end,
        step=step,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    job_id: str,
    *,
    client: AuthenticatedClient,
    start: int | Unset = UNSET,
    end: int | Unset = UNSET,
    step: int | Unset = UNSET,
) -> ErrorResponse | JobDetailStatistics | None:
    """Show the resource use of a job over time

     The owner and root. Needs Prometheus. A job that never started has an empty `result` when `start` is
    not given. A sample that is not a number makes the body of the 200 empty. Manual: 统计信息详情获取.

    Args:
        job_id (str): Identifier of the job.
        start (int | Unset): First moment, in Unix seconds; 0 or absent for when the job was
            activated. Default: `0`.
        end (int | Unset): Last moment, in Unix seconds; 0 or absent for when the job ended, or
            600 seconds after the start. Default: `0`.
        step (int | Unset): Seconds from one sample to the next. Default: `60`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | JobDetailStatistics
    """

    return sync_detailed(
        job_id=job_id,
        client=client,
        start=start,
        end=end,
        step=step,
    ).parsed


async def asyncio_detailed(
    job_id: str,
    *,
    client: AuthenticatedClient,
    start: int | Unset = UNSET,
    end: int | Unset = UNSET,
    step: int | Unset = UNSET,
) -> Response[ErrorResponse | JobDetailStatistics]:
    """Show the resource use of a job over time

     The owner and root. Needs Prometheus. A job that never started has an empty `result` when `start` is
    not given. A sample that is not a number makes the body of the 200 empty. Manual: 统计信息详情获取.

    Args:
        job_id (str): Identifier of the job.
        start (int | Unset): First moment, in Unix seconds; 0 or absent for when the job was
            activated. Default: `0`.
        end (int | Unset): Last moment, in Unix seconds; 0 or absent for when the job ended, or
            600 seconds after the start. Default: `0`.
        step (int | Unset): Seconds from one sample to the next. Default: `60`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | JobDetailStatistics]
    """

    kwargs = _get_kwargs(
        job_id=job_id,
        start=start,
        end=end,
        step=step,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    job_id: str,
    *,
    client: AuthenticatedClient,
    start: int | Unset = UNSET,
    end: int | Unset = UNSET,
    step: int | Unset = UNSET,
) -> ErrorResponse | JobDetailStatistics | None:
    """Show the resource use of a job over time

     The owner and root. Needs Prometheus. A job that never started has an empty `result` when `start` is
    not given. A sample that is not a number makes the body of the 200 empty. Manual: 统计信息详情获取.

    Args:
        job_id (str): Identifier of the job.
        start (int | Unset): First moment, in Unix seconds; 0 or absent for when the job was
            activated. Default: `0`.
        end (int | Unset): Last moment, in Unix seconds; 0 or absent for when the job ended, or
            600 seconds after the start. Default: `0`.
        step (int | Unset): Seconds from one sample to the next. Default: `60`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | JobDetailStatistics
    """

    return (
        await asyncio_detailed(
            job_id=job_id,
            client=client,
            start=start,
            end=end,
            step=step,
        )
    ).parsed
