"""Sends a pipeline to a server, with a given client or one made for the call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from paddleflow.errors import PaddleFlowSDKException
from paddleflow.result import Failure, Result

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    from paddleflow import Client
    from paddleflow.resources.pipeline import CreatedPipeline, UpdatedPipeline

    # What a method of a client returns: a pair, or, of an AsyncClient, an awaitable of one. Without a client, a pair.
    RunSent = TypeVar("RunSent", default=Result[str], covariant=True)
    PipelineSent = TypeVar("PipelineSent", default=Result[CreatedPipeline], covariant=True)
    VersionSent = TypeVar("VersionSent", default=Result[UpdatedPipeline], covariant=True)

    class SendsRun(Protocol[RunSent]):
        """A `Client` or `AsyncClient`."""

        def create_run(self, *args: Any, **kwargs: Any) -> RunSent: ...

    class SendsPipeline(Protocol[PipelineSent]):
        """A `Client` or `AsyncClient`."""

        def create_pipeline(self, *args: Any, **kwargs: Any) -> PipelineSent: ...

    class SendsVersion(Protocol[VersionSent]):
        """A `Client` or `AsyncClient`."""

        def update_pipeline(self, *args: Any, **kwargs: Any) -> VersionSent: ...


_ARGUMENTS = {"host": "paddleflow_server_host", "port": "paddleflow_server_port"}


def send(method: str, prepare: Callable[[], dict[str, Any]], client: object, config: str | Path | None) -> Any:
    """Call a method of a client.

    Args:
        method: Its name.
        prepare: Returns its arguments, or raises `PipelineDSLError`.
        client: The client; None: one made for this call.
        config: Settings file of the client made for this call; None: the usual settings.

    Returns:
        The pair, to be awaited when the client is asynchronous.
    """
    from paddleflow import AsyncClient

    try:
        arguments = prepare()
        if client is None:
            with _own_client(config) as own:
                return getattr(own, method)(**arguments)
    except PaddleFlowSDKException as problem:
        refused = Failure(problem)
        return _awaitable(refused) if isinstance(client, AsyncClient) else refused
    return getattr(client, method)(**arguments)


async def _awaitable(result: Failure) -> Failure:
    return result


def _own_client(config: str | Path | None) -> Client:
    from paddleflow import Client
    from paddleflow.config import read_settings_file

    if config is None:
        return Client()
    stored = read_settings_file(Path(config))
    return Client(**{_ARGUMENTS.get(name, name): value for name, value in stored.items()})
