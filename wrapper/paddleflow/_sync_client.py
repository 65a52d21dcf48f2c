"""The blocking client."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any, Self, TypeVar

from paddleflow._base import BaseClient, advance, made
from paddleflow._constants import LONGEST_SECONDS
from paddleflow._exchange import AcquireLock, Action, AskForToken, Emit, Flow, Pause, Stream
from paddleflow._http import Request
from paddleflow._operation import Call, Operation
from paddleflow._per_process import process
from paddleflow._transports import Transport, blocking_transport, cannot_be_made
from paddleflow.result import Result

if TYPE_CHECKING:
    from paddleflow._rows import Rows

T = TypeVar("T")


class SyncBaseClient(BaseClient[Transport, threading.Lock]):
    """Takes the steps of flows, blocking: the part of `Client` that is written by hand."""

    _is_async = False
    _make_transport = staticmethod(blocking_transport)
    _make_lock = threading.Lock
    _owner_key = staticmethod(process)

    def close(self) -> None:
        """Close the connections. Calls after that fail."""
        self._closed = True
        for api in self._opened_apis():
            api.get_httpx_client().close()
        if self._parent is None and (transport := self._transports.pop()):
            transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, name: str, make: Callable[[], Call[T] | Flow[T]]) -> Result[T]:
        return self._drive(self._flow(name, make))

    def _stream(self, name: str, make: Callable[[], Stream[T]]) -> Iterator[T]:
        """Return what a stream emits, one after another."""
        stream, answer = made(name, make), None
        while (action := advance(stream, answer, name)) is not None:
            if isinstance(action, Emit):
                yield action.value
                answer = None
            else:
                answer = self._do(action)

    def _rows(self, name: str, make: Callable[[], Operation[..., Any]], arguments: dict[str, Any]) -> Rows[Any]:
        """Return the rows of all pages of a list."""
        from paddleflow._rows import Pages, Rows

        pages = Pages(made(name, make), self._exchange.runtime, arguments)
        return Rows(self._stream(name, pages.rows), pages)

    def _drive(self, flow: Generator[Action, Any, T]) -> T:
        """Take the steps of a flow to its end."""
        try:
            action = next(flow)
            while True:
                try:
                    answer = self._do(action)
                except BaseException as error:  # the flow releases what it holds
                    action = flow.throw(error)
                else:
                    action = flow.send(answer)
        except StopIteration as end:
            result: T = end.value
            return result
        finally:
            flow.close()  # a signal may have come between two steps, and its traceback keeps the flow

    def _do(self, action: Action) -> Any:
        """Take one step. The one place where the blocking client does I/O."""
        if isinstance(action, Request):
            try:
                transport = self._transports.get()
            except Exception as error:  # what the environment says of proxies may be anything
                return cannot_be_made(error)
            return transport.send(action)
        if isinstance(action, Call):
            return self._drive(self._call(action))
        if isinstance(action, Pause):
            return self._exchange.runtime.sleep(min(action.seconds, LONGEST_SECONDS))
        if isinstance(action, AcquireLock):
            lock = self._login_locks.get()
            return lock if lock.acquire(timeout=action.seconds) else None
        return action.provider() if isinstance(action, AskForToken) else action.function()
