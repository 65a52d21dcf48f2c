from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ... import errors
from ...types import UNSET, Response, Unset, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse


def _get_kwargs(
    *,
    username: str | Unset = UNSET,
    fsname: str,
    run_id: str,
    path: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["username"] = username

    params["fsname"] = fsname

    params["runID"] = run_id

    params["path"] = path

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/paddleflow/v1/artifact",
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
    *,
    client: AuthenticatedClient,
    username: str | Unset = UNSET,
    fsname: str,
    run_id: str,
    path: str,
) -> Response[Any | ErrorResponse]:
    """Delete the artifact events of a path in a run

     The owner, or root naming the owner. Having nothing to delete is 200 too. Not in the manual.

    Args:
        username (str | Unset): Name of the owner, by default the caller; only root may name
            another user.
        fsname (str): Name of the file system; the key is all lower case.
        run_id (str): Identifier of the run.
        path (str): Path of the artifact inside the file system.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorResponse]
    """

    kwargs = _get_kwargs(
        username=username,
        fsname=fsname,
        run_id=run_id,
        path=path,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    username: str | Unset = UNSET,
    fsname: str,
    run_id: str,
    path: str,
) -> Any | ErrorResponse | None:
    """Delete the artifact events of a path in a run

     The owner, or root naming the owner. Having nothing to delete is 200 too. Not in the manual.

    Args:
        username (str | Unset): Name of the owner, by default the caller; only root may name
            another user.
        fsname (str): Name of the file system; the key is all lower case.
        run_id (str): Identifier of the run.
        path (str): Path of the artifact inside the file system.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorResponse
    """

    return sync_detailed(
        client=client,
        username=username,
        fsname=fsname,
        run_id=run_id,
        path=path,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    username: str | Unset = UNSET,
    fsname: str,
    run_id: str,
    path: str,
) -> Response[Any | ErrorResponse]:
    """Delete the artifact events of a path in a run

     The owner, or root naming the owner. Having nothing to delete is 200 too. Not in the manual.

    Args:
        username (str | Unset): Name of the owner, by default the caller; only root may name
            another user.
        fsname (str): Name of the file system; the key is all lower case.
        run_id (str): Identifier of the run.
        path (str): Path of the artifact inside the file system.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorResponse]
    """

    kwargs = _get_kwargs(
        username=username,
        fsname=fsname,
        run_id=run_id,
        path=path,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    username: str | Unset = UNSET,
    fsname: str,
    run_id: str,
    path: str,
) -> Any | ErrorResponse | None:
    """Delete the artifact events of a path in a run

     The owner, or root naming the owner. Having nothing to delete is 200 too. Not in the manual.

    Args:
        username (str | Unset): Name of the owner, by default the caller; only root may name
            another user.
        fsname (str): Name of the file system; the key is all lower case.
        run_id (str): Identifier of the run.
        path (str): Path of the artifact inside the file system.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            username=username,
            fsname=fsname,
            run_id=run_id,
            path=path,
        )
    ).parsed
