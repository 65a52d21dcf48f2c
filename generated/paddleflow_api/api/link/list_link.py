from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.list_link_response import ListLinkResponse


def _get_kwargs(
    fs_name: str,
    *,
    fs_path: str | Unset = UNSET,
    username: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["fsPath"] = fs_path

    params["username"] = username

    params["marker"] = marker

    params["maxKeys"] = max_keys

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/link/{fs_name}".format(
            fs_name=path_part("fs_name", fs_name),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | ListLinkResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.list_link_response import ListLinkResponse

    if response.status_code == 200:
        response_200 = ListLinkResponse.from_dict(response.json())

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
) -> Response[ErrorResponse | ListLinkResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    fs_name: str,
    *,
    client: AuthenticatedClient,
    fs_path: str | Unset = UNSET,
    username: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | ListLinkResponse]:
    """List the links of a file system, or one of them

     The owner, or root naming the owner. With the query `fsPath` the list has that one link. `linkList`
    is `null` when empty. Manual: link详情, link列表.

    Args:
        fs_name (str): Name of the file system.
        fs_path (str | Unset): Path of one link inside the file system, exactly.
        username (str | Unset): Name of the owner; only root may name another user.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before, a plain time
            `YYYY-MM-DD HH:MM:SS`.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListLinkResponse]
    """

    kwargs = _get_kwargs(
        fs_name=fs_name,
        fs_path=fs_path,
        username=username,
        marker=marker,
        max_keys=max_keys,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    fs_name: str,
    *,
    client: AuthenticatedClient,
    fs_path: str | Unset = UNSET,
    username: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | ListLinkResponse | None:
    """List the links of a file system, or one of them

     The owner, or root naming the owner. With the query `fsPath` the list has that one link. `linkList`
    is `null` when empty. Manual: link详情, link列表.

    Args:
        fs_name (str): Name of the file system.
        fs_path (str | Unset): Path of one link inside the file system, exactly.
        username (str | Unset): Name of the owner; only root may name another user.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before, a plain time
            `YYYY-MM-DD HH:MM:SS`.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListLinkResponse
    """

    return sync_detailed(
        fs_name=fs_name,
        client=client,
        fs_path=fs_path,
        username=username,
        marker=marker,
        max_keys=max_keys,
    ).parsed


async def asyncio_detailed(
    fs_name: str,
    *,
    client: AuthenticatedClient,
    fs_path: str | Unset = UNSET,
    username: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | ListLinkResponse]:
    """List the links of a file system, or one of them

     The owner, or root naming the owner. With the query `fsPath` the list has that one link. `linkList`
    is `null` when empty. Manual: link详情, link列表.

    Args:
        fs_name (str): Name of the file system.
        fs_path (str | Unset): Path of one link inside the file system, exactly.
        username (str | Unset): Name of the owner; only root may name another user.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before, a plain time
            `YYYY-MM-DD HH:MM:SS`.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListLinkResponse]
    """

    kwargs = _get_kwargs(
        fs_name=fs_name,
        fs_path=fs_path,
        username=username,
        marker=marker,
        max_keys=max_keys,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    fs_name: str,
    *,
    client: AuthenticatedClient,
    fs_path: str | Unset = UNSET,
    username: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | ListLinkResponse | None:
    """List the links of a file system, or one of them

     The owner, or root naming the owner. With the query `fsPath` the list has that one link. `linkList`
    is `null` when empty. Manual: link详情, link列表.

    Args:
        fs_name (str): Name of the file system.
        fs_path (str | Unset): Path of one link inside the file system, exactly.
        username (str | Unset): Name of the owner; only root may name another user.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before, a plain time
            `YYYY-MM-DD HH:MM:SS`.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListLinkResponse
    """

    return (
        await asyncio_detailed(
            fs_name=fs_name,
            client=client,
            fs_path=fs_path,
            username=username,
            marker=marker,
            max_keys=max_keys,
        )
    ).parsed
