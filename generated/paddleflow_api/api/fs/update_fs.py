from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.file_system_request import FileSystemRequest
    from ...models.fs_name_id_response import FsNameIDResponse


def _get_kwargs(
    *,
    body: FileSystemRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/paddleflow/v1/fs",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | FsNameIDResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.fs_name_id_response import FsNameIDResponse

    if response.status_code == 201:
        response_201 = FsNameIDResponse.from_dict(response.json())

        return response_201

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
) -> Response[ErrorResponse | FsNameIDResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: FileSystemRequest,
) -> Response[ErrorResponse | FsNameIDResponse]:
    """Replace url and properties of a file system

     The owner, or root naming the owner. The name is in the body, not in the path. A file system that
    does not exist is answered with 201 too, and nothing is stored. Properties left out are cleared to
    `null`; `independentMountProcess` can be switched on but not off. A malformed afs or glusterfs url
    closes the connection without an answer. Not in the manual.

    Args:
        body (FileSystemRequest): Body of `add_fs` and `update_fs`. Secret keys and passwords are
            stored encrypted and shown encrypted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | FsNameIDResponse]
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
    body: FileSystemRequest,
) -> ErrorResponse | FsNameIDResponse | None:
    """Replace url and properties of a file system

     The owner, or root naming the owner. The name is in the body, not in the path. A file system that
    does not exist is answered with 201 too, and nothing is stored. Properties left out are cleared to
    `null`; `independentMountProcess` can be switched on but not off. A malformed afs or glusterfs url
    closes the connection without an answer. Not in the manual.

    Args:
        body (FileSystemRequest): Body of `add_fs` and `update_fs`. Secret keys and passwords are
            stored encrypted and shown encrypted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | FsNameIDResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: FileSystemRequest,
) -> Response[ErrorResponse | FsNameIDResponse]:
    """Replace url and properties of a file system

     The owner, or root naming the owner. The name is in the body, not in the path. A file system that
    does not exist is answered with 201 too, and nothing is stored. Properties left out are cleared to
    `null`; `independentMountProcess` can be switched on but not off. A malformed afs or glusterfs url
    closes the connection without an answer. Not in the manual.

    Args:
        body (FileSystemRequest): Body of `add_fs` and `update_fs`. Secret keys and passwords are
            stored encrypted and shown encrypted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | FsNameIDResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: FileSystemRequest,
) -> ErrorResponse | FsNameIDResponse | None:
    """Replace url and properties of a file system

     The owner, or root naming the owner. The name is in the body, not in the path. A file system that
    does not exist is answered with 201 too, and nothing is stored. Properties left out are cleared to
    `null`; `independentMountProcess` can be switched on but not off. A malformed afs or glusterfs url
    closes the connection without an answer. Not in the manual.

    Args:
        body (FileSystemRequest): Body of `add_fs` and `update_fs`. Secret keys and passwords are
            stored encrypted and shown encrypted.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | FsNameIDResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
