from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.list_user_response import ListUserResponse
    from ...models.user import User


def _get_kwargs(
    *,
    user: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["user"] = user

    params["marker"] = marker

    params["maxKeys"] = max_keys

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/user",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | ListUserResponse | User | None:
    from ...models.error_response import ErrorResponse
    from ...models.list_user_response import ListUserResponse
    from ...models.user import User

    if response.status_code == 200:

        def _parse_response_200(data: object) -> ListUserResponse | User:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = ListUserResponse.from_dict(data)

                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_200_type_1 = User.from_dict(data)

            return response_200_type_1

        response_200 = _parse_response_200(response.json())

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
) -> Response[ErrorResponse | ListUserResponse | User]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    user: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | ListUserResponse | User]:
    """List users, or fetch one

     Root only. `root` itself is not listed; `maxKeys` in the answer is always 0. With the query `user`
    the answer is that one `User`; if there is no such user, or the caller is not root, the server then
    closes the connection without an answer. Manual: 用户列表展示.

    Args:
        user (str | Unset): Name of one user: the answer is then a `User`, and `marker` and
            `maxKeys` are not looked at.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListUserResponse | User]
    """

    kwargs = _get_kwargs(
        user=user,
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
    user: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | ListUserResponse | User | None:
    """List users, or fetch one

     Root only. `root` itself is not listed; `maxKeys` in the answer is always 0. With the query `user`
    the answer is that one `User`; if there is no such user, or the caller is not root, the server then
    closes the connection without an answer. Manual: 用户列表展示.

    Args:
        user (str | Unset): Name of one user: the answer is then a `User`, and `marker` and
            `maxKeys` are not looked at.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListUserResponse | User
    """

    return sync_detailed(
        client=client,
        user=user,
        marker=marker,
        max_keys=max_keys,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    user: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> Response[ErrorResponse | ListUserResponse | User]:
    """List users, or fetch one

     Root only. `root` itself is not listed; `maxKeys` in the answer is always 0. With the query `user`
    the answer is that one `User`; if there is no such user, or the caller is not root, the server then
    closes the connection without an answer. Manual: 用户列表展示.

    Args:
        user (str | Unset): Name of one user: the answer is then a `User`, and `marker` and
            `maxKeys` are not looked at.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | ListUserResponse | User]
    """

    kwargs = _get_kwargs(
        user=user,
        marker=marker,
        max_keys=max_keys,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    user: str | Unset = UNSET,
    marker: str | Unset = UNSET,
    max_keys: int | Unset = UNSET,
) -> ErrorResponse | ListUserResponse | User | None:
    """List users, or fetch one

     Root only. `root` itself is not listed; `maxKeys` in the answer is always 0. With the query `user`
    the answer is that one `User`; if there is no such user, or the caller is not root, the server then
    closes the connection without an answer. Manual: 用户列表展示.

    Args:
        user (str | Unset): Name of one user: the answer is then a `User`, and `marker` and
            `maxKeys` are not looked at.
        marker (str | Unset): Where the page starts: `nextMarker` of the page before; empty or
            absent for the first page.
        max_keys (int | Unset): How many rows a page has at most. Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | ListUserResponse | User
    """

    return (
        await asyncio_detailed(
            client=client,
            user=user,
            marker=marker,
            max_keys=max_keys,
        )
    ).parsed
