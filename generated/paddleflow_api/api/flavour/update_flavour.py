from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.flavour import Flavour
    from ...models.update_flavour_request import UpdateFlavourRequest


def _get_kwargs(
    flavour_name: str,
    *,
    body: UpdateFlavourRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/paddleflow/v1/flavour/{flavour_name}".format(
            flavour_name=path_part("flavour_name", flavour_name),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | Flavour | None:
    from ...models.error_response import ErrorResponse
    from ...models.flavour import Flavour

    if response.status_code == 200:
        response_200 = Flavour.from_dict(response.json())

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
) -> Response[ErrorResponse | Flavour]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    flavour_name: str,
    *,
    client: AuthenticatedClient,
    body: UpdateFlavourRequest,
) -> Response[ErrorResponse | Flavour]:
    """Change a flavour

     In effect root only, since the owner of a flavour is not recorded. Not in the manual.

    Args:
        flavour_name (str): Name of the flavour.
        body (UpdateFlavourRequest): Body of `update_flavour`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | Flavour]
    """

    kwargs = _get_kwargs(
        flavour_name=flavour_name,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    flavour_name: str,
    *,
    client: AuthenticatedClient,
    body: UpdateFlavourRequest,
) -> ErrorResponse | Flavour | None:
    """Change a flavour

     In effect root only, since the owner of a flavour is not recorded. Not in the manual.

    Args:
        flavour_name (str): Name of the flavour.
        body (UpdateFlavourRequest): Body of `update_flavour`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | Flavour
    """

    return sync_detailed(
        flavour_name=flavour_name,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    flavour_name: str,
    *,
    client: AuthenticatedClient,
    body: UpdateFlavourRequest,
) -> Response[ErrorResponse | Flavour]:
    """Change a flavour

     In effect root only, since the owner of a flavour is not recorded. Not in the manual.

    Args:
        flavour_name (str): Name of the flavour.
        body (UpdateFlavourRequest): Body of `update_flavour`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | Flavour]
    """

    kwargs = _get_kwargs(
        flavour_name=flavour_name,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    flavour_name: str,
    *,
    client: AuthenticatedClient,
    body: UpdateFlavourRequest,
) -> ErrorResponse | Flavour | None:
    """Change a flavour

     In effect root only, since the owner of a flavour is not recorded. Not in the manual.

    Args:
        flavour_name (str): Name of the flavour.
        body (UpdateFlavourRequest): Body of `update_flavour`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | Flavour
    """

    return (
        await asyncio_detailed(
            flavour_name=flavour_name,
            client=client,
            body=body,
        )
    ).parsed
