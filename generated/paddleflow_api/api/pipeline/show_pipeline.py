from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.get_pipeline_response import GetPipelineResponse


def _get_kwargs(
    pipeline_id: str,
    *,
    fs_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["fsFilter"] = fs_filter

    params["marker"] = marker

    params["maxKeys"] = max_keys

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/pipeline/{pipeline_id}".format(
            pipeline_id=path_part("pipeline_id", pipeline_id),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | GetPipelineResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.get_pipeline_response import GetPipelineResponse

    if response.status_code == 200:
        response_200 = GetPipelineResponse.from_dict(response.json())

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
) -> Response[ErrorResponse | GetPipelineResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    pipeline_id: str,
    *,
    client: AuthenticatedClient,
    fs_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | GetPipelineResponse]:
    """Show a pipeline and a page of its versions

     The owner and root. Manual: 工作流模板详情显示.

    Args:
        pipeline_id (str): Identifier of the pipeline.
        fs_filter (str | Unset): Names of file systems, separated by commas: only versions from
            them.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | GetPipelineResponse]
    """

    kwargs = _get_kwargs(
        pipeline_id=pipeline_id,
        fs_filter=fs_filter,
        marker=marker,
        max_keys=max_keys,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    pipeline_id: str,
    *,
    client: AuthenticatedClient,
    fs_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | GetPipelineResponse | None:
    """Show a pipeline and a page of its versions

     The owner and root. Manual: 工作流模板详情显示.

    Args:
        pipeline_id (str): Identifier of the pipeline.
        fs_filter (str | Unset): Names of file systems, separated by commas: only versions from
            them.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | GetPipelineResponse
    """

    return sync_detailed(
        pipeline_id=pipeline_id,
        client=client,
        fs_filter=fs_filter,
        marker=marker,
        max_keys=max_keys,
    ).parsed


async def asyncio_detailed(
    pipeline_id: str,
    *,
    client: AuthenticatedClient,
    fs_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | GetPipelineResponse]:
    """Show a pipeline and a page of its versions

     The owner and root. Manual: 工作流模板详情显示.

    Args:
        pipeline_id (str): Identifier of the pipeline.
        fs_filter (str | Unset): Names of file systems, separated by commas: only versions from
            them.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | GetPipelineResponse]
    """

    kwargs = _get_kwargs(
        pipeline_id=pipeline_id,
        fs_filter=fs_filter,
        marker=marker,
        max_keys=max_keys,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    pipeline_id: str,
    *,
    client: AuthenticatedClient,
    fs_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | GetPipelineResponse | None:
    """Show a pipeline and a page of its versions

     The owner and root. Manual: 工作流模板详情显示.

    Args:
        pipeline_id (str): Identifier of the pipeline.
        fs_filter (str | Unset): Names of file systems, separated by commas: only versions from
            them.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | GetPipelineResponse
    """

    return (
        await asyncio_detailed(
            pipeline_id=pipeline_id,
            client=client,
            fs_filter=fs_filter,
            marker=marker,
            max_keys=max_keys,
        )
    ).parsed
