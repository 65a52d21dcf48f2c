from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.list_pipeline_response import ListPipelineResponse


def _get_kwargs(
    *,
    user_filter: str | Unset = UNSET,
    name_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["userFilter"] = user_filter

    params["nameFilter"] = name_filter

    params["marker"] = marker

    params["maxKeys"] = max_keys

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/pipeline",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | ListPipelineResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.list_pipeline_response import ListPipelineResponse

    if response.status_code == 200:
        response_200 = ListPipelineResponse.from_dict(response.json())

        return response_200

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
) -> Response[ErrorResponse | ListPipelineResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    user_filter: str | Unset = UNSET,
    name_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | ListPipelineResponse]:
    """List pipelines

     Root sees all, others their own. `isTruncated` is exact here, with filters too. Manual: 工作流模板列表显示.

    Args:
        user_filter (str | Unset): Names of owners, separated by commas; root only.
        name_filter (str | Unset): Names of pipelines, separated by commas.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListPipelineResponse]
    """

    kwargs = _get_kwargs(
        user_filter=user_filter,
        name_filter=name_filter,
        marker=marker,
        max_keys=max_keys,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    user_filter: str | Unset = UNSET,
    name_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | ListPipelineResponse | None:
    """List pipelines

     Root sees all, others their own. `isTruncated` is exact here, with filters too. Manual: 工作流模板列表显示.

    Args:
        user_filter (str | Unset): Names of owners, separated by commas; root only.
        name_filter (str | Unset): Names of pipelines, separated by commas.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListPipelineResponse
    """

    return sync_detailed(
        client=client,
        user_filter=user_filter,
        name_filter=name_filter,
        marker=marker,
        max_keys=max_keys,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    user_filter: str | Unset = UNSET,
    name_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | ListPipelineResponse]:
    """List pipelines

     Root sees all, others their own. `isTruncated` is exact here, with filters too. Manual: 工作流模板列表显示.

    Args:
        user_filter (str | Unset): Names of owners, separated by commas; root only.
        name_filter (str | Unset): Names of pipelines, separated by commas.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListPipelineResponse]
    """

    kwargs = _get_kwargs(
        user_filter=user_filter,
        name_filter=name_filter,
        marker=marker,
        max_keys=max_keys,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    user_filter: str | Unset = UNSET,
    name_filter: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | ListPipelineResponse | None:
    """List pipelines

     Root sees all, others their own. `isTruncated` is exact here, with filters too. Manual: 工作流模板列表显示.

    Args:
        user_filter (str | Unset): Names of owners, separated by commas; root only.
        name_filter (str | Unset): Names of pipelines, separated by commas.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListPipelineResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            user_filter=user_filter,
            name_filter=name_filter,
            marker=marker,
            max_keys=max_keys,
        )
    ).parsed
