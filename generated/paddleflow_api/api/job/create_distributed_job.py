from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.create_distributed_job_request import CreateDistributedJobRequest
    from ...models.create_job_response import CreateJobResponse
    from ...models.error_response import ErrorResponse


def _get_kwargs(
    *,
    body: CreateDistributedJobRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/paddleflow/v1/job/distributed",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CreateJobResponse | ErrorResponse | None:
    from ...models.create_job_response import CreateJobResponse
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        response_200 = CreateJobResponse.from_dict(response.json())

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
) -> Response[CreateJobResponse | ErrorResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateDistributedJobRequest,
) -> Response[CreateJobResponse | ErrorResponse]:
    """Submit a distributed job

     Any user. Needs an open queue. Not in the manual.

    Args:
        body (CreateDistributedJobRequest): Body of `create_distributed_job`. With paddle,
            tensorflow, pytorch, mxnet and aitj a job has one worker or more besides a pserver or
            master, else two or more; with spark a driver; with mpi and ray a master and a worker.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateJobResponse | ErrorResponse]
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
    body: CreateDistributedJobRequest,
) -> CreateJobResponse | ErrorResponse | None:
    """Submit a distributed job

     Any user. Needs an open queue. Not in the manual.

    Args:
        body (CreateDistributedJobRequest): Body of `create_distributed_job`. With paddle,
            tensorflow, pytorch, mxnet and aitj a job has one worker or more besides a pserver or
            master, else two or more; with spark a driver; with mpi and ray a master and a worker.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateJobResponse | ErrorResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateDistributedJobRequest,
) -> Response[CreateJobResponse | ErrorResponse]:
    """Submit a distributed job

     Any user. Needs an open queue. Not in the manual.

    Args:
        body (CreateDistributedJobRequest): Body of `create_distributed_job`. With paddle,
            tensorflow, pytorch, mxnet and aitj a job has one worker or more besides a pserver or
            master, else two or more; with spark a driver; with mpi and ray a master and a worker.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateJobResponse | ErrorResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreateDistributedJobRequest,
) -> CreateJobResponse | ErrorResponse | None:
    """Submit a distributed job

     Any user. Needs an open queue. Not in the manual.

    Args:
        body (CreateDistributedJobRequest): Body of `create_distributed_job`. With paddle,
            tensorflow, pytorch, mxnet and aitj a job has one worker or more besides a pserver or
            master, else two or more; with spark a driver; with mpi and ray a master and a worker.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateJobResponse | ErrorResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
