"""Sends a pipeline to a server, by a client that is given or by one of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paddleflow.errors import PaddleFlowSDKException
from paddleflow.result import Failure, Result

if TYPE_CHECKING:
    from paddleflow import AsyncClient, Client

_ARGUMENTS = {"host": "paddleflow_server_host", "port": "paddleflow_server_port"}


def send(
    method: str,
    prepare: Callable[[], dict[str, Any]],
    client: Client | AsyncClient | None,
    config: str | Path | None,
) -> Result[Any] | Awaitable[Result[Any]]:
    """Call a method of a client.

    Args:
        method: Its name.
        prepare: Returns its arguments, or raises what is wrong with the pipeline.
        client: The client; None for one that is made for this call.
        config: The settings file of the client that is made; None for the usual settings.

    Returns:
        The pair, to be awaited when the client is asynchronous.
    """
    from paddleflow import AsyncClient

    try:
        arguments = prepare()
        if client is None:
            with _made(config) as own:
                result: Result[Any] = getattr(own, method)(**arguments)
                return result
    except PaddleFlowSDKException as problem:
        refused = Failure(problem)
        return _awaitable(refused) if isinstance(client, AsyncClient) else refused
    sent: Result[Any] | Awaitable[Result[Any]] = getattr(client, method)(**arguments)
    return sent


async def _awaitable(result: Result[Any]) -> Result[Any]:
    return result


def _made(config: str | Path | None) -> Client:
    from paddleflow import Client
    from paddleflow.config import read_settings_file

    if config is None:
        return Client()
    stored = read_settings_file(Path(config))
    return Client(**{_ARGUMENTS.get(name, name): value for name, value in stored.items()})
