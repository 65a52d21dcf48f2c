"""What our own transports have in common: a pool of connections, and how a request gets its response on one of them.

It is written once, as coroutines. In asyncio the event loop runs them. On sockets nothing in them ever waits for an
event loop, so `run` takes one to its end in a single step.
"""

from __future__ import annotations

import select
import time
from collections import deque
from collections.abc import Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from paddleflow import _constants as default
from paddleflow._http import FailureKind, NoResponse, Reply, Request, Response, UnreadableBody
from paddleflow._http11 import read_response
from paddleflow._route import Route, failure

if TYPE_CHECKING:
    import asyncio
    import socket
    import ssl
    import threading

    from paddleflow.config import Config

T = TypeVar("T")


class Connection(Protocol):
    """A connection to a server, or to the proxy before it. Time limits are in seconds."""

    @property
    def is_reusable(self) -> bool:
        """Whether nothing came on it, not even its end."""
        ...

    async def send(self, data: bytes, limit: float) -> None:
        """Send all of it."""

    async def receive(self, limit: float) -> bytes:
        """Return the bytes that were received, b"" at the end of the connection."""
        ...

    async def start_tls(self, context: ssl.SSLContext, host: str, limit: float) -> None:
        """Go on with TLS."""

    def close(self) -> None:
        """Close it at once."""


C = TypeVar("C", bound=Connection)


class Pool(Generic[C]):
    """Connections to one server, for all threads of a process or all tasks of an event loop."""

    free: threading.Semaphore | asyncio.Semaphore
    """How many more may be in use."""

    def __init__(self, config: Config) -> None:
        self.route = Route.to(config)
        self.idle: deque[tuple[C, float]] = deque()
        """Connections that nobody uses, and since when."""
        self.closed = False

    async def acquire(self, limit: float) -> None:
        """Acquire `free`; raises TimeoutError."""
        raise NotImplementedError

    async def open(self, limit: float) -> C:
        """Return a new connection to the peer of the route."""
        raise NotImplementedError

    async def reply(self, request: Request) -> Reply:
        """Send a request and return what came of it."""
        deadline = time.monotonic() + request.seconds
        try:
            await self.acquire(request.seconds)
        except TimeoutError:
            return NoResponse(FailureKind.CONNECT_TIMEOUT, "no connection came free")
        connection, reusable = None, False
        try:
            connection = self._kept() or await self._connected(min(_left(deadline), request.limits.connect))
            response, reusable = await self._round_trip(connection, request, deadline)
        except (OSError, UnicodeError, UnreadableBody) as error:
            return failure(_kind(error, connected=connection is not None), error, self.route.proxy)
        finally:
            if reusable and connection:
                self.idle.append((connection, time.monotonic()))
            elif connection:
                connection.close()
            if self.closed:
                close_all(self.idle)
            self.free.release()
        return response

    def _kept(self) -> C | None:
        """Return a connection that was kept and that the server has not closed meanwhile."""
        try:
            while True:
                connection, since = self.idle.pop()
                if time.monotonic() - since < default.IDLE_SECONDS and connection.is_reusable:
                    return connection
                connection.close()
        except IndexError:
            return None

    async def _connected(self, limit: float) -> C:
        """Return a new connection: through the proxy if there is one, with TLS if the address asks for it."""
        tls, deadline = self.route.tls, time.monotonic() + limit
        connection = await self.open(limit)
        try:
            if tls and self.route.proxy:
                answer, _ = await self._round_trip(connection, self.route.tunnel(limit), deadline)
                self.route.check_tunnel(answer)
            if tls:
                await connection.start_tls(tls, self.route.host, _left(deadline))
        except BaseException:
            connection.close()
            raise
        return connection

    async def _round_trip(self, connection: C, request: Request, deadline: float) -> tuple[Response, bool]:
        await connection.send(self.route.message(request), _left(deadline))
        return await read_response(
            lambda: connection.receive(min(request.limits.read, _left(deadline))), request, deadline
        )


def close_all(idle: deque[tuple[C, float]]) -> None:
    """Close connections."""
    with suppress(IndexError):  # there are no more, or another thread has taken the last
        while True:
            idle.pop()[0].close()


def is_readable(connection: socket.socket) -> bool:
    """Return whether something came: on a connection that waits for nothing, its end."""
    if not hasattr(select, "poll"):
        return bool(select.select([connection], [], [], 0)[0])
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that waits for no event loop."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    raise RuntimeError("it waits for an event loop")


def _kind(error: Exception, *, connected: bool) -> FailureKind:
    """Return why there is no response, by the phase in which it failed: what was not connected has not arrived."""
    if isinstance(error, TimeoutError):
        return FailureKind.TIMEOUT if connected else FailureKind.CONNECT_TIMEOUT
    if not connected:
        return FailureKind.REFUSED
    if isinstance(error, OSError):
        return FailureKind.DROPPED
    return FailureKind.UNREADABLE if isinstance(error, UnreadableBody) else FailureKind.UNUSABLE


def _left(deadline: float) -> float:
    """Return the seconds until then."""
    if (left := deadline - time.monotonic()) <= 0:
        raise TimeoutError("timed out")
    return left
