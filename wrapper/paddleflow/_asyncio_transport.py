"""The transport for asyncio: its own protocols and TLS."""

from __future__ import annotations

import asyncio
import functools
import time
import weakref
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TYPE_CHECKING, cast

from paddleflow import _constants as default
from paddleflow._http import Reason, Reply, Request, Response, TransportError, UnreadableBody
from paddleflow._route import Route, close_all, failure, is_readable, left, pooled, reason
from paddleflow._transports import AsyncTransport

if TYPE_CHECKING:
    import ssl

    from paddleflow.config import Config


class AsyncioTransport(AsyncTransport):
    """A pool of connections, for all tasks of one event loop."""

    def __init__(self, config: Config) -> None:
        self._route = Route.to(config)
        self._free = asyncio.Semaphore(default.CONNECTIONS)
        self._idle: deque[_AsyncConnection] = deque()
        self._closed = False
        self._until_the_end = TiedToLoop(self, functools.partial(_close_connections, self._idle))

    async def send(self, request: Request) -> Reply:
        deadline = time.monotonic() + request.seconds
        try:
            if self._free.locked():
                async with asyncio.timeout(request.seconds):
                    await self._free.acquire()
            else:
                await self._free.acquire()
        except TimeoutError:
            return TransportError(Reason.CONNECT_TIMEOUT, "no connection came free")
        try:
            await self._until_the_end.tie()
            return await self._send(request, deadline)
        finally:
            self._free.release()

    async def _send(self, request: Request, deadline: float) -> Reply:
        connection = pooled(self._idle)
        if connection is None:
            try:
                connection = await self._connected(min(request.seconds, request.limits.connect))
            except TimeoutError as error:
                return failure(Reason.CONNECT_TIMEOUT, error, self._route.proxy)
            except (OSError, UnicodeError) as error:
                return failure(Reason.REFUSED, error, self._route.proxy)
        reusable = False
        try:
            response, reusable = await self._round_trip(connection, request, deadline)
        except (OSError, UnreadableBody, UnicodeError) as error:
            return failure(reason(error), error, self._route.proxy)
        finally:
            if reusable and not self._closed:
                connection.since = time.monotonic()
                self._idle.append(connection)
            else:
                connection.close()
        return response

    async def _connected(self, seconds: float) -> _AsyncConnection:
        """Return a new connection: through the proxy if there is one, with TLS if the address asks for it."""
        route, deadline, loop = self._route, time.monotonic() + seconds, asyncio.get_running_loop()
        tls = None if route.needs_tunnel else route.tls
        async with asyncio.timeout(seconds):
            _, connection = await loop.create_connection(lambda: _AsyncConnection(loop), *route.peer, ssl=tls)
            try:
                if route.tls and route.needs_tunnel:
                    route.check_tunnel((await self._round_trip(connection, route.tunnel(seconds), deadline))[0])
                    await connection.start_tls(route.tls, route.host)
            except BaseException:
                connection.close()
                raise
        return connection

    async def _round_trip(
        self, connection: _AsyncConnection, request: Request, deadline: float
    ) -> tuple[Response, bool]:
        steps = self._route.round_trip(request, deadline)
        connection.transport.write(next(steps))
        try:
            while True:
                async with asyncio.timeout(min(request.limits.read, left(deadline))):
                    received = await connection.receive()
                steps.send(received)
        except StopIteration as end:
            result: tuple[Response, bool] = end.value
            return result

    async def close(self) -> None:
        self._closed = True
        await _close_connections(self._idle)


class _AsyncConnection(asyncio.Protocol):
    """An `asyncio.Protocol` that keeps what was received until somebody takes it."""

    transport: asyncio.Transport

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.since = 0.0
        self._loop = loop
        self._received: list[bytes] = []
        self._ended = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None

    @property
    def is_fresh(self) -> bool:
        """Whether nothing came on it, not even its end; the loop may not have looked."""
        return not (self._received or self._ended or is_readable(self.transport.get_extra_info("socket")))

    async def receive(self) -> bytes:
        """Return what came, b"" at the end."""
        if not self._received and not self._ended:
            self._waiter = self._loop.create_future()
            await self._waiter
        if self._error and not self._received:
            raise self._error
        received, self._received = b"".join(self._received), []
        return received

    async def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        """Go on with TLS."""
        transport = await self._loop.start_tls(self.transport, self, context, server_hostname=host)
        assert transport is not None  # noqa: S101 - None only where the connection was lost, which raises
        self.transport = transport

    def close(self) -> None:
        """Close it at once: nobody waits for the farewell of TLS."""
        self.transport.abort()

    # What the loop calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._received.append(data)
        self._wake()

    def eof_received(self) -> None:
        self._ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended, self._error = True, exc
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


async def _close_connections(idle: deque[_AsyncConnection]) -> None:
    close_all(idle)
    await asyncio.sleep(0)  # the loop closes them in its next turn


class TiedToLoop:
    """Closes something when the event loop ends, or when nobody has its owner any more.

    ``asyncio.run`` finishes generators before it closes the loop, and knows no sockets.
    """

    def __init__(self, owner: object, close: Callable[[], Awaitable[None]]) -> None:
        self._generator = _closing(close)
        self._tied = False
        weakref.finalize(owner, _finish, self._generator, asyncio.get_running_loop()).atexit = False

    async def tie(self) -> None:
        """Tie it to the loop that runs, unless that was done."""
        if not self._tied:
            self._tied = True
            await anext(self._generator)


async def _closing(close: Callable[[], Awaitable[None]]) -> AsyncGenerator[None, None]:
    try:
        yield
    finally:
        await close()


def _finish(generator: AsyncGenerator[None, None], loop: asyncio.AbstractEventLoop) -> None:
    """Finish a generator in its loop, unless that is closed, and has finished it."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(lambda: loop.create_task(generator.aclose()))
