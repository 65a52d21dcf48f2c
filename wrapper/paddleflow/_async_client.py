"""The asynchronous client."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Generator
from typing import TYPE_CHECKING, Any, Self, TypeVar

from paddleflow._base import BaseClient, advance, made
from paddleflow._constants import LONGEST_SECONDS
from paddleflow._exchange import AcquireLock, Action, AskForToken, Emit, Flow, Pause, Stream
from paddleflow._http import Request
from paddleflow._operation import Call, Operation
from paddleflow._per_process import process_and_loop
from paddleflow._transports import AsyncTransport, async_transport, cannot_be_made
from paddleflow.errors import NotSupported, PaddleFlowSDKException
from paddleflow.result import Result

if TYPE_CHECKING:
    from paddleflow._rows import AsyncRows

T = TypeVar("T")


class AsyncBaseClient(BaseClient[AsyncTransport, asyncio.Lock]):
    """Takes the steps of flows in asyncio: the part of `AsyncClient` that is written by hand."""

    _is_async = True
    _make_transport = staticmethod(async_transport)
    _make_lock = asyncio.Lock
    _owner_key = staticmethod(process_and_loop)

    async def close(self) -> None:
        """Close the connections. Calls after that fail."""
        self._closed = True
        for api in self._opened_apis():
            await api.get_async_httpx_client().aclose()
        try:
            transport = self._transports.pop() if self._parent is None else None
        except RuntimeError:  # without asyncio none was made
            return
        if transport is not None:
            await transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _run(self, name: str, make: Callable[[], Call[T] | Flow[T]]) -> Result[T]:
        return await self._drive(self._flow(name, make))

    async def _stream(self, name: str, make: Callable[[], Stream[T]]) -> AsyncIterator[T]:
        """Return what a stream emits, one after another."""
        stream, answer = made(name, make), None
        while (action := advance(stream, answer, name)) is not None:
            if isinstance(action, Emit):
                yield action.value
                answer = None
            else:
                answer = await self._do(action)

    def _rows(self, name: str, make: Callable[[], Operation[..., Any]], arguments: dict[str, Any]) -> AsyncRows[Any]:
        """Return the rows of all pages of a list."""
        from paddleflow._rows import AsyncRows, Pages

        pages = Pages(made(name, make), self._exchange.runtime, arguments)
        return AsyncRows(self._stream(name, pages.rows), pages)

    async def _drive(self, flow: Generator[Action, Any, T]) -> T:
        """Take the steps of a flow to its end."""
        try:
            action = next(flow)
            while True:
                try:
                    answer = await self._do(action)
                except BaseException as error:  # the flow releases what it holds
                    action = flow.throw(error)
                else:
                    action = flow.send(answer)
        except StopIteration as end:
            result: T = end.value
            return result
        finally:
            flow.close()  # a signal may have come between two steps, and its traceback keeps the flow

    async def _do(self, action: Action) -> Any:
        """Take one step. The one place where the asynchronous client does I/O."""
        if isinstance(action, Request):
            try:
                transport = self._transports.get()
            except Exception as error:  # what the environment says of proxies may be anything
                return cannot_be_made(error)
            return await transport.send(action)
        if isinstance(action, Call):
            return await self._drive(self._call(action))
        if isinstance(action, Pause):
            return await (self._exchange.runtime.sleep_async or asyncio.sleep)(min(action.seconds, LONGEST_SECONDS))
        if isinstance(action, AcquireLock):
            lock = self._login_locks.get()
            try:
                async with asyncio.timeout(action.seconds):
                    await lock.acquire()
            except TimeoutError:
                return None
            return lock
        if isinstance(action, AskForToken):
            token = action.provider()
            return await token if inspect.isawaitable(token) else token
        return await asyncio.to_thread(action.function)

    def _unusable(self) -> PaddleFlowSDKException | None:
        if (error := super()._unusable()) is not None:
            return error
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            text = "AsyncClient works with asyncio, whose event loop does not run here."
            hint = "With trio, use Client in a thread: await trio.to_thread.run_sync(client.list_run)."
            return NotSupported("AsyncioNeeded", text, hint=hint)
        return None
