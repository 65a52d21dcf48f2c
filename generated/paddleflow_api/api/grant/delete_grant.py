from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ... import errors
from ...models.resource_type import ResourceType
from ...types import UNSET, Response, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse


def _get_kwargs(
    *,
    username: str,
    resource_type: ResourceType,
    resource_id: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["username"] = username

    json_resource_type = ResourceType(resource_type).value
    params["resourceType"] = json_resource_type

    params["resourceID"] = resource_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/api/paddleflow/v1/grant",
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
    *,
    client: AuthenticatedClient,
    username: str,
    resource_type: ResourceType,
    resource_id: str,
) -> Response[Any | ErrorResponse]:
    """Take a grant away

     Root only. The grant is named by user and resource, not by its id. Manual: 队列取消授权.

    Args:
        username (str): Login name of the user.
        resource_type (ResourceType): What a grant is about.
        resource_id (str): Name or identifier of the granted resource.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorResponse]
    """

    kwargs = _get_kwargs(
        username=username,
        resource_type=resource_type,
        resource_id=resource_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    username: str,
    resource_type: ResourceType,
    resource_id: str,
) -> Any | ErrorResponse | None:
    """Take a grant away

     Root only. The grant is named by user and resource, not by its id. Manual: 队列取消授权.

    Args:
        username (str): Login name of the user.
        resource_type (ResourceType): What a grant is about.
        resource_id (str): Name or identifier of the granted resource.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | ErrorResponse
    """

    return sync_detailed(
        client=client,
        username=username,
        resource_type=resource_type,
        resource_id=resource_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    username: str,
    resource_type: ResourceType,
    resource_id: str,
) -> Response[Any | ErrorResponse]:
    """Take a grant away

     Root only. The grant is named by user and resource, not by its id. Manual: 队列取消授权.

    Args:
        username (str): Login name of the user.
        resource_type (ResourceType): What a grant is about.
        resource_id (str): Name or identifier of the granted resource.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | ErrorResponse]
    """

    kwargs = _get_kwargs(
        username=username,
        resource_type=resource_type,
        resource_id=resource_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    username: str,
    resource_type: ResourceType,
    resource_id: str,
) -> Any | ErrorResponse | None:
    """Take a grant away

     Root only. The grant is named by user and resource, not by its id. Manual: 队列取消授权.

    Args:
        username (str): Login name of the user.
        resource_type (ResourceType): What a grant is about.
        resource_id (str): Name or identifier of the granted resource.

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
            resource_type=resource_type,
            resource_id=resource_id,
        )
    ).parsed
