from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.file_system import FileSystem


def _get_kwargs(
    fs_name: str,
    *,
    username: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["username"] = username

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/fs/{fs_name}".format(
            fs_name=path_part("fs_name", fs_name),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | FileSystem | None:
    from ...models.error_response import ErrorResponse
    from ...models.file_system import FileSystem

    if response.status_code == 200:
        response_200 = FileSystem.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorResponse.from_dict(response.json())

        return response_400

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
) -> Response[ErrorResponse | FileSystem]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    fs_name: str,
    *,
    client: AuthenticatedClient,
    username: str | Unset = UNSET,
) -> Response[ErrorResponse | FileSystem]:
    """Show a file system

     The owner; root must name the owner of what is not its own. Manual: 存储详情.

    Args:
        fs_name (str): Name of the file system.
        username (str | Unset): Name of the owner; root must give it for file systems of other
            users.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | FileSystem]
    """

    kwargs = _get_kwargs(
        fs_name=fs_name,
        username=username,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    fs_name: str,
    *,
    client: AuthenticatedClient,
    username: str | Unset = UNSET,
) -> ErrorResponse | FileSystem | None:
    """Show a file system

     The owner; root must name the owner of what is not its own. Manual: 存储详情.

    Args:
        fs_name (str): Name of the file system.
        username (str | Unset): Name of the owner; root must give it for file systems of other
            users.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | FileSystem
    """

    return sync_detailed(
        fs_name=fs_name,
        client=client,
        username=username,
    ).parsed


async def asyncio_detailed(
    fs_name: str,
    *,
    client: AuthenticatedClient,
    username: str | Unset = UNSET,
) -> Response[ErrorResponse | FileSystem]:
    """Show a file system

     The owner; root must name the owner of what is not its own. Manual: 存储详情.

    Args:
        fs_name (str): Name of the file system.
        username (str | Unset): Name of the owner; root must give it for file systems of other
            users.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | FileSystem]
    """

    kwargs = _get_kwargs(
        fs_name=fs_name,
        username=username,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    fs_name: str,
    *,
    client: AuthenticatedClient,
    username: str | Unset = UNSET,
) -> ErrorResponse | FileSystem | None:
    """Show a file system

     The owner; root must name the owner of what is not its own. Manual: 存储详情.

    Args:
        fs_name (str): Name of the file system.
        username (str | Unset): Name of the owner; root must give it for file systems of other
            users.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | FileSystem
    """

    return (
        await asyncio_detailed(
            fs_name=fs_name,
            client=client,
            username=username,
        )
    ).parsed
