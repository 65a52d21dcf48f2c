from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ... import errors
from ...types import Response, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.fs_cache_request import FsCacheRequest


def _get_kwargs(
    *,
    body: FsCacheRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/paddleflow/v1/fsCache",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | ErrorResponse | None:
    from ...models.error_response import ErrorResponse

    if response.status_code == 201:
        response_201 = cast("Any", None)
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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | ErrorResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: FsCacheRequest,
) -> Response[Any | ErrorResponse]:
    """Set the cache of a file system

     The owner, or root naming the owner. A second call is accepted and adds a row: `show_fs_cache` keeps
    showing the first, `delete_fs_cache` removes all. Kubernetes clusters that are registered must be
    reachable. Not in the manual.

    Args:
        body (FsCacheRequest): Body of `create_fs_cache`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorResponse]
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
    body: FsCacheRequest,
) -> Any | ErrorResponse | None:
    """Set the cache of a file system

     The owner, or root naming the owner. A second call is accepted and adds a row: `show_fs_cache` keeps
    showing the first, `delete_fs_cache` removes all. Kubernetes clusters that are registered must be
    reachable. Not in the manual.

    Args:
        body (FsCacheRequest): Body of `create_fs_cache`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: FsCacheRequest,
) -> Response[Any | ErrorResponse]:
    """Set the cache of a file system

     The owner, or root naming the owner. A second call is accepted and adds a row: `show_fs_cache` keeps
    showing the first, `delete_fs_cache` removes all. Kubernetes clusters that are registered must be
    reachable. Not in the manual.

    Args:
        body (FsCacheRequest): Body of `create_fs_cache`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: FsCacheRequest,
) -> Any | ErrorResponse | None:
    """Set the cache of a file system

     The owner, or root naming the owner. A second call is accepted and adds a row: `show_fs_cache` keeps
    showing the first, `delete_fs_cache` removes all. Kubernetes clusters that are registered must be
    reachable. Not in the manual.

    Args:
        body (FsCacheRequest): Body of `create_fs_cache`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
