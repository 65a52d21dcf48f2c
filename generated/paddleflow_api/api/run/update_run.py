from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...models.run_action import RunAction
from ...types import UNSET, Response, Unset, build_response, path_part

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.run_id_response import RunIDResponse
    from ...models.update_run_request import UpdateRunRequest


def _get_kwargs(
    run_id: str,
    *,
    body: UpdateRunRequest | Unset = UNSET,
    action: RunAction,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    json_action = RunAction(action).value
    params["action"] = json_action

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/paddleflow/v1/run/{run_id}".format(
            run_id=path_part("run_id", run_id),
        ),
        "params": params,
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | RunIDResponse | None:
    from ...models.error_response import ErrorResponse
    from ...models.run_id_response import RunIDResponse

    if response.status_code == 200:
        response_200 = RunIDResponse.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 403:
        response_403 = ErrorResponse.from_dict(response.json())

        return response_403

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
) -> Response[ErrorResponse | RunIDResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    run_id: str,
    *,
    client: AuthenticatedClient,
    body: UpdateRunRequest | Unset = UNSET,
    action: RunAction,
) -> Response[ErrorResponse | RunIDResponse]:
    """Stop or retry a run

     The owner and root. A retry makes a new run and keeps the old one. If the check of the file system
    fails on a retry, `runID` is empty and the old run becomes failed. Manual: 工作流停止, 工作流重试.

    Args:
        run_id (str): Identifier of the run.
        action (RunAction): What to do with a run.
        body (UpdateRunRequest | Unset): Body of `update_run`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | RunIDResponse]
    """

    kwargs = _get_kwargs(
        run_id=run_id,
        body=body,
        action=action,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    run_id: str,
    *,
    client: AuthenticatedClient,
    body: UpdateRunRequest | Unset = UNSET,
    action: RunAction,
) -> ErrorResponse | RunIDResponse | None:
    """Stop or retry a run

     The owner and root. A retry makes a new run and keeps the old one. If the check of the file system
    fails on a retry, `runID` is empty and the old run becomes failed. Manual: 工作流停止, 工作流重试.

    Args:
        run_id (str): Identifier of the run.
        action (RunAction): What to do with a run.
        body (UpdateRunRequest | Unset): Body of `update_run`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | RunIDResponse
    """

    return sync_detailed(
        run_id=run_id,
        client=client,
        body=body,
        action=action,
    ).parsed


async def asyncio_detailed(
    run_id: str,
    *,
    client: AuthenticatedClient,
    body: UpdateRunRequest | Unset = UNSET,
    action: RunAction,
) -> Response[ErrorResponse | RunIDResponse]:
    """Stop or retry a run

     The owner and root. A retry makes a new run and keeps the old one. If the check of the file system
    fails on a retry, `runID` is empty and the old run becomes failed. Manual: 工作流停止, 工作流重试.

    Args:
        run_id (str): Identifier of the run.
        action (RunAction): What to do with a run.
        body (UpdateRunRequest | Unset): Body of `update_run`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | RunIDResponse]
    """

    kwargs = _get_kwargs(
        run_id=run_id,
        body=body,
        action=action,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    run_id: str,
    *,
    client: AuthenticatedClient,
    body: UpdateRunRequest | Unset = UNSET,
    action: RunAction,
) -> ErrorResponse | RunIDResponse | None:
    """Stop or retry a run

     The owner and root. A retry makes a new run and keeps the old one. If the check of the file system
    fails on a retry, `runID` is empty and the old run becomes failed. Manual: 工作流停止, 工作流重试.

    Args:
        run_id (str): Identifier of the run.
        action (RunAction): What to do with a run.
        body (UpdateRunRequest | Unset): Body of `update_run`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | RunIDResponse
    """

    return (
        await asyncio_detailed(
            run_id=run_id,
            client=client,
            body=body,
            action=action,
        )
    ).parsed
