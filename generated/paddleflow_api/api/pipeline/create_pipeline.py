from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.create_pipeline_request import CreatePipelineRequest
    from ...models.create_pipeline_response import CreatePipelineResponse
    from ...models.error_response import ErrorResponse


def _get_kwargs(
    *,
    body: CreatePipelineRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/paddleflow/v1/pipeline",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CreatePipelineResponse | ErrorResponse | None:
    from ...models.create_pipeline_response import CreatePipelineResponse
    from ...models.error_response import ErrorResponse

    if response.status_code == 201:
        response_201 = CreatePipelineResponse.from_dict(response.json())

        return response_201

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
) -> Response[CreatePipelineResponse | ErrorResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CreatePipelineRequest,
) -> Response[CreatePipelineResponse | ErrorResponse]:
    """Register a pipeline

     Any user; root may name another owner of the file system in `username`. The name comes from the
    YAML. Manual: 工作流模板创建.

    Args:
        body (CreatePipelineRequest): Body of `create_pipeline` and `update_pipeline`. The name of
            the pipeline is that in the YAML and matches `^[A-Za-z_][A-Za-z0-9_-]{0,127}$`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreatePipelineResponse | ErrorResponse]
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
    body: CreatePipelineRequest,
) -> CreatePipelineResponse | ErrorResponse | None:
    """Register a pipeline

     Any user; root may name another owner of the file system in `username`. The name comes from the
    YAML. Manual: 工作流模板创建.

    Args:
        body (CreatePipelineRequest): Body of `create_pipeline` and `update_pipeline`. The name of
            the pipeline is that in the YAML and matches `^[A-Za-z_][A-Za-z0-9_-]{0,127}$`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreatePipelineResponse | ErrorResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreatePipelineRequest,
) -> Response[CreatePipelineResponse | ErrorResponse]:
    """Register a pipeline

     Any user; root may name another owner of the file system in `username`. The name comes from the
    YAML. Manual: 工作流模板创建.

    Args:
        body (CreatePipelineRequest): Body of `create_pipeline` and `update_pipeline`. The name of
            the pipeline is that in the YAML and matches `^[A-Za-z_][A-Za-z0-9_-]{0,127}$`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreatePipelineResponse | ErrorResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreatePipelineRequest,
) -> CreatePipelineResponse | ErrorResponse | None:
    """Register a pipeline

     Any user; root may name another owner of the file system in `username`. The name comes from the
    YAML. Manual: 工作流模板创建.

    Args:
        body (CreatePipelineRequest): Body of `create_pipeline` and `update_pipeline`. The name of
            the pipeline is that in the YAML and matches `^[A-Za-z_][A-Za-z0-9_-]{0,127}$`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreatePipelineResponse | ErrorResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
