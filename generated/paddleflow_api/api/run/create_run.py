from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.create_run_request import CreateRunRequest
    from ...models.error_response import ErrorResponse
    from ...models.run_id_response import RunIDResponse


def _get_kwargs(
    *,
    body: CreateRunRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/paddleflow/v1/run",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | RunIDResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.run_id_response import RunIDResponse

    if response.status_code == 201:
        response_201 = RunIDResponse.from_dict(response.json())

        return response_201

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
) -> Response[ErrorResponse | RunIDResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateRunRequest,
) -> Response[ErrorResponse | RunIDResponse]:
    """Start a run

     Any user; root may name another owner of the file systems in `username`. A failure to start the
    workflow is only logged once the run is stored: the answer is 201 all the same. Without a Kubernetes
    cluster the steps stay in `init`. Manual: 工作流创建.

    Args:
        body (CreateRunRequest): Body of `create_run`. The workflow comes from `runYamlRaw`, else
            `pipelineID`, else a file in `fsName`; one of the three is needed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | RunIDResponse]
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
    body: CreateRunRequest,
) -> ErrorResponse | RunIDResponse | None:
    """Start a run

     Any user; root may name another owner of the file systems in `username`. A failure to start the
    workflow is only logged once the run is stored: the answer is 201 all the same. Without a Kubernetes
    cluster the steps stay in `init`. Manual: 工作流创建.

    Args:
        body (CreateRunRequest): Body of `create_run`. The workflow comes from `runYamlRaw`, else
            `pipelineID`, else a file in `fsName`; one of the three is needed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | RunIDResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateRunRequest,
) -> Response[ErrorResponse | RunIDResponse]:
    """Start a run

     Any user; root may name another owner of the file systems in `username`. A failure to start the
    workflow is only logged once the run is stored: the answer is 201 all the same. Without a Kubernetes
    cluster the steps stay in `init`. Manual: 工作流创建.

    Args:
        body (CreateRunRequest): Body of `create_run`. The workflow comes from `runYamlRaw`, else
            `pipelineID`, else a file in `fsName`; one of the three is needed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | RunIDResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreateRunRequest,
) -> ErrorResponse | RunIDResponse | None:
    """Start a run

     Any user; root may name another owner of the file systems in `username`. A failure to start the
    workflow is only logged once the run is stored: the answer is 201 all the same. Without a Kubernetes
    cluster the steps stay in `init`. Manual: 工作流创建.

    Args:
        body (CreateRunRequest): Body of `create_run`. The workflow comes from `runYamlRaw`, else
            `pipelineID`, else a file in `fsName`; one of the three is needed.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | RunIDResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
