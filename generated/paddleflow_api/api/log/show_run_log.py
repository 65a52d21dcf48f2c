from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...models.log_position import LogPosition
from ...types import UNSET, Response, Unset, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.get_run_log_response import GetRunLogResponse


def _get_kwargs(
    run_id: str,
    *,
    job_id: str | Unset = UNSET,
    page_no: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
    log_file_position: LogPosition | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["jobID"] = job_id

    params["pageNo"] = page_no

    params["pageSize"] = page_size

    json_log_file_position: str | Unset = UNSET
    if not isinstance(log_file_position, Unset):
        json_log_file_position = LogPosition(log_file_position).value

    params["logFilePosition"] = json_log_file_position

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/log/run/{run_id}".format(
            run_id=path_part("run_id", run_id),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | GetRunLogResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.get_run_log_response import GetRunLogResponse

    if response.status_code == 200:
        response_200 = GetRunLogResponse.from_dict(response.json())

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
) -> Response[ErrorResponse | GetRunLogResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    run_id: str,
    *,
    client: AuthenticatedClient,
    job_id: str | Unset = UNSET,
    page_no: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
    log_file_position: LogPosition | Unset = UNSET,
) -> Response[ErrorResponse | GetRunLogResponse]:
    """Show the logs of a run

     The owner and root. Needs Kubernetes when the run has jobs. The lines of `submitLog` live in the
    memory of one server process; elsewhere there is a sentence that they were not found. Manual:
    获取run任务下的运行日志.

    Args:
        run_id (str): Identifier of the run.
        job_id (str | Unset): Identifier of one job.
        page_no (int | Unset): Number of the page; 0 counts as 1, a negative one closes the
            connection without an answer. Default: `1`.
        page_size (int | Unset): Lines of a page, at most 100; 0 counts as 100. Default: `100`.
        log_file_position (LogPosition | Unset): From which end a log is read.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | GetRunLogResponse]
    """

    kwargs = _get_kwargs(
        run_id=run_id,
        job_id=job_id,
        page_no=page_no,
        page_size=page_size,
        log_file_position=log_file_position,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    run_id: str,
    *,
    client: AuthenticatedClient,
    job_id: str | Unset = UNSET,
    page_no: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
    log_file_position: LogPosition | Unset = UNSET,
) -> ErrorResponse | GetRunLogResponse | None:
    """Show the logs of a run

     The owner and root. Needs Kubernetes when the run has jobs. The lines of `submitLog` live in the
    memory of one server process; elsewhere there is a sentence that they were not found. Manual:
    获取run任务下的运行日志.

    Args:
        run_id (str): Identifier of the run.
        job_id (str | Unset): Identifier of one job.
        page_no (int | Unset): Number of the page; 0 counts as 1, a negative one closes the
            connection without an answer. Default: `1`.
        page_size (int | Unset): Lines of a page, at most 100; 0 counts as 100. Default: `100`.
        log_file_position (LogPosition | Unset): From which end a log is read.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | GetRunLogResponse
    """

    return sync_detailed(
        run_id=run_id,
        client=client,
        job_id=job_id,
        page_no=page_no,
        page_size=page_size,
        log_file_position=log_file_position,
    ).parsed


async def asyncio_detailed(
    run_id: str,
    *,
    client: AuthenticatedClient,
    job_id: str | Unset = UNSET,
    page_no: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
    log_file_position: LogPosition | Unset = UNSET,
) -> Response[ErrorResponse | GetRunLogResponse]:
    """Show the logs of a run

     The owner and root. Needs Kubernetes when the run has jobs. The lines of `submitLog` live in the
    memory of one server process; elsewhere there is a sentence that they were not found. Manual:
    获取run任务下的运行日志.

    Args:
        run_id (str): Identifier of the run.
        job_id (str | Unset): Identifier of one job.
        page_no (int | Unset): Number of the page; 0 counts as 1, a negative one closes the
            connection without an answer. Default: `1`.
        page_size (int | Unset): Lines of a page, at most 100; 0 counts as 100. Default: `100`.
        log_file_position (LogPosition | Unset): From which end a log is read.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | GetRunLogResponse]
    """

    kwargs = _get_kwargs(
        run_id=run_id,
        job_id=job_id,
        page_no=page_no,
        page_size=page_size,
        log_file_position=log_file_position,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    run_id: str,
    *,
    client: AuthenticatedClient,
    job_id: str | Unset = UNSET,
    page_no: int | Unset = UNSET,
    page_size: int | Unset = UNSET,
    log_file_position: LogPosition | Unset = UNSET,
) -> ErrorResponse | GetRunLogResponse | None:
    """Show the logs of a run

     The owner and root. Needs Kubernetes when the run has jobs. The lines of `submitLog` live in the
    memory of one server process; elsewhere there is a sentence that they were not found. Manual:
    获取run任务下的运行日志.

    Args:
        run_id (str): Identifier of the run.
        job_id (str | Unset): Identifier of one job.
        page_no (int | Unset): Number of the page; 0 counts as 1, a negative one closes the
            connection without an answer. Default: `1`.
        page_size (int | Unset): Lines of a page, at most 100; 0 counts as 100. Default: `100`.
        log_file_position (LogPosition | Unset): From which end a log is read.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | GetRunLogResponse
    """

    return (
        await asyncio_detailed(
            run_id=run_id,
            client=client,
            job_id=job_id,
            page_no=page_no,
            page_size=page_size,
            log_file_position=log_file_position,
        )
    ).parsed
