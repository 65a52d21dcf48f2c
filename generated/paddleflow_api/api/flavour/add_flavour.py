from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.create_flavour_request import CreateFlavourRequest
    from ...models.create_flavour_response import CreateFlavourResponse
    from ...models.error_response import ErrorResponse


def _get_kwargs(
    *,
    body: CreateFlavourRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/paddleflow/v1/flavour",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CreateFlavourResponse | ErrorResponse | None:
    from ...models.create_flavour_response import CreateFlavourResponse
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        response_200 = CreateFlavourResponse.from_dict(response.json())

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
) -> Response[CreateFlavourResponse | ErrorResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateFlavourRequest,
) -> Response[CreateFlavourResponse | ErrorResponse]:
    """Create a flavour

     Any user; only root can change or delete it afterwards. Not in the manual.

    Args:
        body (CreateFlavourRequest): Body of `add_flavour`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateFlavourResponse | ErrorResponse]
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
    body: CreateFlavourRequest,
) -> CreateFlavourResponse | ErrorResponse | None:
    """Create a flavour

     Any user; only root can change or delete it afterwards. Not in the manual.

    Args:
        body (CreateFlavourRequest): Body of `add_flavour`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateFlavourResponse | ErrorResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: CreateFlavourRequest,
) -> Response[CreateFlavourResponse | ErrorResponse]:
    """Create a flavour

     Any user; only root can change or delete it afterwards. Not in the manual.

    Args:
        body (CreateFlavourRequest): Body of `add_flavour`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CreateFlavourResponse | ErrorResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: CreateFlavourRequest,
) -> CreateFlavourResponse | ErrorResponse | None:
    """Create a flavour

     Any user; only root can change or delete it afterwards. Not in the manual.

    Args:
        body (CreateFlavourRequest): Body of `add_flavour`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CreateFlavourResponse | ErrorResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
