from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ... import errors
from ...types import Response, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.update_user_request import UpdateUserRequest


def _get_kwargs(
    username: str,
    *,
    body: UpdateUserRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/paddleflow/v1/user/{username}".format(
            username=path_part("username", username),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | ErrorResponse | None:
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        response_200 = cast("Any", None)
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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | ErrorResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    username: str,
    *,
    client: AuthenticatedClient,
    body: UpdateUserRequest,
) -> Response[Any | ErrorResponse]:
    """Change a password

     Root may change every password, others their own. The old password is not asked for. All tokens
    issued before stop working (400 `AuthFailed`). Manual: 用户密码更新.

    Args:
        username (str): Login name of the user.
        body (UpdateUserRequest): Body of `update_password`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorResponse]
    """

    kwargs = _get_kwargs(
        username=username,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    username: str,
    *,
    client: AuthenticatedClient,
    body: UpdateUserRequest,
) -> Any | ErrorResponse | None:
    """Change a password

     Root may change every password, others their own. The old password is not asked for. All tokens
    issued before stop working (400 `AuthFailed`). Manual: 用户密码更新.

    Args:
        username (str): Login name of the user.
        body (UpdateUserRequest): Body of `update_password`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorResponse
    """

    return sync_detailed(
        username=username,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    username: str,
    *,
    client: AuthenticatedClient,
    body: UpdateUserRequest,
) -> Response[Any | ErrorResponse]:
    """Change a password

     Root may change every password, others their own. The old password is not asked for. All tokens
    issued before stop working (400 `AuthFailed`). Manual: 用户密码更新.

    Args:
        username (str): Login name of the user.
        body (UpdateUserRequest): Body of `update_password`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorResponse]
    """

    kwargs = _get_kwargs(
        username=username,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    username: str,
    *,
    client: AuthenticatedClient,
    body: UpdateUserRequest,
) -> Any | ErrorResponse | None:
    """Change a password

     Root may change every password, others their own. The old password is not asked for. All tokens
    issued before stop working (400 `AuthFailed`). Manual: 用户密码更新.

    Args:
        username (str): Login name of the user.
        body (UpdateUserRequest): Body of `update_password`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorResponse
    """

    return (
        await asyncio_detailed(
            username=username,
            client=client,
            body=body,
        )
    ).parsed
