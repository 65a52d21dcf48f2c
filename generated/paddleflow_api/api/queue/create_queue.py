from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.create_queue_request import CreateQueueRequest
    from ...models.create_queue_response import CreateQueueResponse
    from ...models.error_response import ErrorResponse


def _get_kwargs(
    *,
    body: CreateQueueRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/paddleflow/v1/queue",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CreateQueueResponse | ErrorResponse | None:
    from ...models.create_queue_response import CreateQueueResponse
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        response_200 = CreateQueueResponse.from_dict(response.json())

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
) -> Response[CreateQueueResponse | ErrorResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateQueueRequest,
) -> Response[CreateQueueResponse | ErrorResponse]:
    """Create a queue in a cluster

     Root only. Needs the cluster to be reachable. Manual: 队列创建.

    Args:
        body (CreateQueueRequest): Body of `create_queue`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateQueueResponse | ErrorResponse]
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
    body: CreateQueueRequest,
) -> CreateQueueResponse | ErrorResponse | None:
    """Create a queue in a cluster

     Root only. Needs the cluster to be reachable. Manual: 队列创建.

    Args:
        body (CreateQueueRequest): Body of `create_queue`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateQueueResponse | ErrorResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateQueueRequest,
) -> Response[CreateQueueResponse | ErrorResponse]:
    """Create a queue in a cluster

     Root only. Needs the cluster to be reachable. Manual: 队列创建.

    Args:
        body (CreateQueueRequest): Body of `create_queue`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateQueueResponse | ErrorResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreateQueueRequest,
) -> CreateQueueResponse | ErrorResponse | None:
    """Create a queue in a cluster

     Root only. Needs the cluster to be reachable. Manual: 队列创建.

    Args:
        body (CreateQueueRequest): Body of `create_queue`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateQueueResponse | ErrorResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
