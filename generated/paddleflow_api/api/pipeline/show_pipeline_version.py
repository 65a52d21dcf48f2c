from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.get_pipeline_version_response import GetPipelineVersionResponse


def _get_kwargs(
    pipeline_id: str,
    pipeline_version_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/pipeline/{pipeline_id}/{pipeline_version_id}".format(
            pipeline_id=path_part("pipeline_id", pipeline_id),
            pipeline_version_id=path_part("pipeline_version_id", pipeline_version_id),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | GetPipelineVersionResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.get_pipeline_version_response import GetPipelineVersionResponse

    if response.status_code == 200:
        response_200 = GetPipelineVersionResponse.from_dict(response.json())

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
) -> Response[ErrorResponse | GetPipelineVersionResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    pipeline_id: str,
    pipeline_version_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[ErrorResponse | GetPipelineVersionResponse]:
    """Show a version of a pipeline

     The owner and root. Manual: 工作流模板版本查看.

    Args:
        pipeline_id (str): Identifier of the pipeline.
        pipeline_version_id (str): Identifier of the version, a decimal number.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | GetPipelineVersionResponse]
    """

    kwargs = _get_kwargs(
        pipeline_id=pipeline_id,
        pipeline_version_id=pipeline_version_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    pipeline_id: str,
    pipeline_version_id: str,
    *,
    client: AuthenticatedClient,
) -> ErrorResponse | GetPipelineVersionResponse | None:
    """Show a version of a pipeline

     The owner and root. Manual: 工作流模板版本查看.

    Args:
        pipeline_id (str): Identifier of the pipeline.
        pipeline_version_id (str): Identifier of the version, a decimal number.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | GetPipelineVersionResponse
    """

    return sync_detailed(
        pipeline_id=pipeline_id,
        pipeline_version_id=pipeline_version_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    pipeline_id: str,
    pipeline_version_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[ErrorResponse | GetPipelineVersionResponse]:
    """Show a version of a pipeline

     The owner and root. Manual: 工作流模板版本查看.

    Args:
        pipeline_id (str): Identifier of the pipeline.
        pipeline_version_id (str): Identifier of the version, a decimal number.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | GetPipelineVersionResponse]
    """

    kwargs = _get_kwargs(
        pipeline_id=pipeline_id,
        pipeline_version_id=pipeline_version_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    pipeline_id: str,
    pipeline_version_id: str,
    *,
    client: AuthenticatedClient,
) -> ErrorResponse | GetPipelineVersionResponse | None:
    """Show a version of a pipeline

     The owner and root. Manual: 工作流模板版本查看.

    Args:
        pipeline_id (str): Identifier of the pipeline.
        pipeline_version_id (str): Identifier of the version, a decimal number.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | GetPipelineVersionResponse
    """

    return (
        await asyncio_detailed(
            pipeline_id=pipeline_id,
            pipeline_version_id=pipeline_version_id,
            client=client,
        )
    ).parsed
