from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import Response, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.run_id_response import RunIDResponse
    from ...models.run_json_request import RunJsonRequest


def _get_kwargs(
    *,
    body: RunJsonRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/paddleflow/v1/runjson",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | RunIDResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.run_id_response import RunIDResponse

    if response.status_code == 201:
        response_201 = RunIDResponse.from_dict(response.json())

        return response_201

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
) -> Response[ErrorResponse | RunIDResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: RunJsonRequest,
) -> Response[ErrorResponse | RunIDResponse]:
    """Start a run from a JSON workflow

     Any user; root may name another owner of the file systems in `username`. Unlike in every other
    request, unknown keys are refused. Not in the manual.

    Args:
        body (RunJsonRequest): Body of `create_run_json`. An unknown key is 400 `InvalidPipeline`;
            there is no key `parameters` at the top.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | RunIDResponse]
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
    body: RunJsonRequest,
) -> ErrorResponse | RunIDResponse | None:
    """Start a run from a JSON workflow

     Any user; root may name another owner of the file systems in `username`. Unlike in every other
    request, unknown keys are refused. Not in the manual.

    Args:
        body (RunJsonRequest): Body of `create_run_json`. An unknown key is 400 `InvalidPipeline`;
            there is no key `parameters` at the top.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | RunIDResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: RunJsonRequest,
) -> Response[ErrorResponse | RunIDResponse]:
    """Start a run from a JSON workflow

     Any user; root may name another owner of the file systems in `username`. Unlike in every other
    request, unknown keys are refused. Not in the manual.

    Args:
        body (RunJsonRequest): Body of `create_run_json`. An unknown key is 400 `InvalidPipeline`;
            there is no key `parameters` at the top.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | RunIDResponse]
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: RunJsonRequest,
) -> ErrorResponse | RunIDResponse | None:
    """Start a run from a JSON workflow

     Any user; root may name another owner of the file systems in `username`. Unlike in every other
    request, unknown keys are refused. Not in the manual.

    Args:
        body (RunJsonRequest): Body of `create_run_json`. An unknown key is 400 `InvalidPipeline`;
            there is no key `parameters` at the top.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | RunIDResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
