from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ... import errors
from ...types import UNSET, Response, Unset, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse


def _get_kwargs(
    fs_name: str,
    *,
    fs_path: str,
    username: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["fsPath"] = fs_path

    params["username"] = username

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/paddleflow/v1/link/{fs_name}".format(
            fs_name=path_part("fs_name", fs_name),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | ErrorResponse | None:
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        response_200 = cast("Any", None)
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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | ErrorResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    fs_name: str,
    *,
    client: AuthenticatedClient,
    fs_path: str,
    username: str | Unset = UNSET,
) -> Response[Any | ErrorResponse]:
    """Remove a link

     Any user, who can also name another owner here. Manual: 删除link.

    Args:
        fs_name (str): Name of the file system.
        fs_path (str): Path of the link inside the file system.
        username (str | Unset): Name of the owner; on this route any user may name another.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorResponse]
    """

    kwargs = _get_kwargs(
        fs_name=fs_name,
        fs_path=fs_path,
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
    fs_path: str,
    username: str | Unset = UNSET,
) -> Any | ErrorResponse | None:
    """Remove a link

     Any user, who can also name another owner here. Manual: 删除link.

    Args:
        fs_name (str): Name of the file system.
        fs_path (str): Path of the link inside the file system.
        username (str | Unset): Name of the owner; on this route any user may name another.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorResponse
    """

    return sync_detailed(
        fs_name=fs_name,
        client=client,
        fs_path=fs_path,
        username=username,
    ).parsed


async def asyncio_detailed(
    fs_name: str,
    *,
    client: AuthenticatedClient,
    fs_path: str,
    username: str | Unset = UNSET,
) -> Response[Any | ErrorResponse]:
    """Remove a link

     Any user, who can also name another owner here. Manual: 删除link.

    Args:
        fs_name (str): Name of the file system.
        fs_path (str): Path of the link inside the file system.
        username (str | Unset): Name of the owner; on this route any user may name another.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorResponse]
    """

    kwargs = _get_kwargs(
        fs_name=fs_name,
        fs_path=fs_path,
        username=username,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    fs_name: str,
    *,
    client: AuthenticatedClient,
    fs_path: str,
    username: str | Unset = UNSET,
) -> Any | ErrorResponse | None:
    """Remove a link

     Any user, who can also name another owner here. Manual: 删除link.

    Args:
        fs_name (str): Name of the file system.
        fs_path (str): Path of the link inside the file system.
        username (str | Unset): Name of the owner; on this route any user may name another.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorResponse
    """

    return (
        await asyncio_detailed(
            fs_name=fs_name,
            client=client,
            fs_path=fs_path,
            username=username,
        )
    ).parsed
