from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.list_file_system_response import ListFileSystemResponse


def _get_kwargs(
    *,
    fs_name: str | Unset = UNSET,
    username: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["fsName"] = fs_name

    params["username"] = username

    params["marker"] = marker

    params["maxKeys"] = max_keys

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/fs",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | ListFileSystemResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.list_file_system_response import ListFileSystemResponse

    if response.status_code == 200:
        response_200 = ListFileSystemResponse.from_dict(response.json())

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
) -> Response[ErrorResponse | ListFileSystemResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    fs_name: str | Unset = UNSET,
    username: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | ListFileSystemResponse]:
    """List file systems

     Root sees those of all users unless it names one, others their own. Newest first. Only what was
    registered at or before the marker is listed (by default now, in whole seconds), so one made in the
    current second is missing; on SQLite the next page can lose rows of the same second. `fsList` is
    `null` when empty. Manual: 存储列表.

    Args:
        fs_name (str | Unset): Name of one file system, exactly.
        username (str | Unset): Name of an owner, for root: only the file systems of that user.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before, a plain time
            `YYYY-MM-DD HH:MM:SS`.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListFileSystemResponse]
    """

    kwargs = _get_kwargs(
        fs_name=fs_name,
        username=username,
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
    fs_name: str | Unset = UNSET,
    username: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | ListFileSystemResponse | None:
    """List file systems

     Root sees those of all users unless it names one, others their own. Newest first. Only what was
    registered at or before the marker is listed (by default now, in whole seconds), so one made in the
    current second is missing; on SQLite the next page can lose rows of the same second. `fsList` is
    `null` when empty. Manual: 存储列表.

    Args:
        fs_name (str | Unset): Name of one file system, exactly.
        username (str | Unset): Name of an owner, for root: only the file systems of that user.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before, a plain time
            `YYYY-MM-DD HH:MM:SS`.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListFileSystemResponse
    """

    return sync_detailed(
        client=client,
        fs_name=fs_name,
        username=username,
        marker=marker,
        max_keys=max_keys,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    fs_name: str | Unset = UNSET,
    username: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | ListFileSystemResponse]:
    """List file systems

     Root sees those of all users unless it names one, others their own. Newest first. Only what was
    registered at or before the marker is listed (by default now, in whole seconds), so one made in the
    current second is missing; on SQLite the next page can lose rows of the same second. `fsList` is
    `null` when empty. Manual: 存储列表.

    Args:
        fs_name (str | Unset): Name of one file system, exactly.
        username (str | Unset): Name of an owner, for root: only the file systems of that user.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before, a plain time
            `YYYY-MM-DD HH:MM:SS`.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListFileSystemResponse]
    """

    kwargs = _get_kwargs(
        fs_name=fs_name,
        username=username,
        marker=marker,
        max_keys=max_keys,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    fs_name: str | Unset = UNSET,
    username: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | ListFileSystemResponse | None:
    """List file systems

     Root sees those of all users unless it names one, others their own. Newest first. Only what was
    registered at or before the marker is listed (by default now, in whole seconds), so one made in the
    current second is missing; on SQLite the next page can lose rows of the same second. `fsList` is
    `null` when empty. Manual: 存储列表.

    Args:
        fs_name (str | Unset): Name of one file system, exactly.
        username (str | Unset): Name of an owner, for root: only the file systems of that user.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before, a plain time
            `YYYY-MM-DD HH:MM:SS`.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListFileSystemResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            fs_name=fs_name,
            username=username,
            marker=marker,
            max_keys=max_keys,
        )
    ).parsed
