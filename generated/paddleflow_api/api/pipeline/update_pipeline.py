from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.create_pipeline_request import CreatePipelineRequest
    from ...models.error_response import ErrorResponse
    from ...models.update_pipeline_response import UpdatePipelineResponse


def _get_kwargs(
    pipeline_id: str,
    *,
    body: CreatePipelineRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/paddleflow/v1/pipeline/{pipeline_id}".format(
            pipeline_id=path_part("pipeline_id", pipeline_id),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | UpdatePipelineResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.update_pipeline_response import UpdatePipelineResponse

    if response.status_code == 201:
        response_201 = UpdatePipelineResponse.from_dict(response.json())

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
) -> Response[ErrorResponse | UpdatePipelineResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    pipeline_id: str,
    *,
    client: AuthenticatedClient,
    body: CreatePipelineRequest,
) -> Response[ErrorResponse | UpdatePipelineResponse]:
    """Add a version to a pipeline

     The owner and root. The name in the YAML must be that of the pipeline. A `desc` that is left out
    becomes empty. A POST that answers 201. Manual: 工作流模板更新（版本创建）.

    Args:
        pipeline_id (str): Identifier of the pipeline.
        body (CreatePipelineRequest): Body of `create_pipeline` and `update_pipeline`. The name of
            the pipeline is that in the YAML and matches `^[A-Za-z_][A-Za-z0-9_-]{0,127}$`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | UpdatePipelineResponse]
    """

    kwargs = _get_kwargs(
        pipeline_id=pipeline_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    pipeline_id: str,
    *,
    client: AuthenticatedClient,
    body: CreatePipelineRequest,
) -> ErrorResponse | UpdatePipelineResponse | None:
    """Add a version to a pipeline

     The owner and root. The name in the YAML must be that of the pipeline. A `desc` that is left out
    becomes empty. A POST that answers 201. Manual: 工作流模板更新（版本创建）.

    Args:
        pipeline_id (str): Identifier of the pipeline.
        body (CreatePipelineRequest): Body of `create_pipeline` and `update_pipeline`. The name of
            the pipeline is that in the YAML and matches `^[A-Za-z_][A-Za-z0-9_-]{0,127}$`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | UpdatePipelineResponse
    """

    return sync_detailed(
        pipeline_id=pipeline_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    pipeline_id: str,
    *,
    client: AuthenticatedClient,
    body: CreatePipelineRequest,
) -> Response[ErrorResponse | UpdatePipelineResponse]:
    """Add a version to a pipeline

     The owner and root. The name in the YAML must be that of the pipeline. A `desc` that is left out
    becomes empty. A POST that answers 201. Manual: 工作流模板更新（版本创建）.

    Args:
        pipeline_id (str): Identifier of the pipeline.
        body (CreatePipelineRequest): Body of `create_pipeline` and `update_pipeline`. The name of
            the pipeline is that in the YAML and matches `^[A-Za-z_][A-Za-z0-9_-]{0,127}$`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | UpdatePipelineResponse]
    """

    kwargs = _get_kwargs(
        pipeline_id=pipeline_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    pipeline_id: str,
    *,
    client: AuthenticatedClient,
    body: CreatePipelineRequest,
) -> ErrorResponse | UpdatePipelineResponse | None:
    """Add a version to a pipeline

     The owner and root. The name in the YAML must be that of the pipeline. A `desc` that is left out
    becomes empty. A POST that answers 201. Manual: 工作流模板更新（版本创建）.

    Args:
        pipeline_id (str): Identifier of the pipeline.
        body (CreatePipelineRequest): Body of `create_pipeline` and `update_pipeline`. The name of
            the pipeline is that in the YAML and matches `^[A-Za-z_][A-Za-z0-9_-]{0,127}$`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | UpdatePipelineResponse
    """

    return (
        await asyncio_detailed(
            pipeline_id=pipeline_id,
            client=client,
            body=body,
        )
    ).parsed
