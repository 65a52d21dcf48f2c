"""The transport for asyncio: its own protocols and TLS."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncGenerator, Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from paddleflow import _constants as default
from paddleflow._http import Reply, Request
from paddleflow._pool import Pool, close_all, is_readable, run

if TYPE_CHECKING:
    import ssl
    from collections import deque

    from paddleflow.config import Config


class _Protocol(asyncio.Protocol):
    """A connection: it keeps what was received until somebody takes it."""

    transport: asyncio.Transport

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._received: list[bytes] = []
        self._ended = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None

    @property
    def is_reusable(self) -> bool:  # the loop may not have looked
        return not (self._received or self._ended or is_readable(self.transport.get_extra_info("socket")))

    async def send(self, data: bytes, limit: float) -> None:
        self.transport.write(data)

    async def receive(self, limit: float) -> bytes:
        if not self._received and not self._ended:
            self._waiter = self._loop.create_future()
            async with asyncio.timeout(limit):
                await self._waiter
        if self._error and not self._received:
            raise self._error
        received, self._received = b"".join(self._received), []
        return received

    async def start_tls(self, context: ssl.SSLContext, host: str, limit: float) -> None:
        async with asyncio.timeout(limit):
            transport = await self._loop.start_tls(self.transport, self, context, server_hostname=host)
        assert transport is not None  # noqa: S101 - None only where the connection was lost, which raises
        self.transport = transport

    def close(self) -> None:
        self.transport.abort()  # without waiting for TLS's close_notify

    # Callbacks of asyncio.Protocol.

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


class AsyncioTransport(Pool[_Protocol]):
    """A pool for all tasks of one event loop."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.free = self._free = asyncio.Semaphore(default.CONNECTIONS)
        close_with(self, partial(_close, self.idle))

    async def send(self, request: Request) -> Reply:
        return await self.reply(request)

    async def acquire(self, limit: float) -> None:
        if not self._free.locked():  # most often: a timer takes longer than all else here
            await self._free.acquire()
            return
        async with asyncio.timeout(limit):
            await self._free.acquire()

    async def open(self, limit: float) -> _Protocol:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(limit):
            _, connection = await loop.create_connection(lambda: _Protocol(loop), *self.route.peer)
        return connection

    async def close(self) -> None:
        self.closed = True
        await _close(self.idle)


async def _close(idle: deque[tuple[_Protocol, float]]) -> None:
    close_all(idle)
    await asyncio.sleep(0)  # the loop closes them in its next turn


def close_with(owner: object, close: Callable[[], Awaitable[None]]) -> None:
    """Call `close` when nobody has the owner any more, or when the event loop that runs ends.

    A generator waits for it: asyncio finishes those in both cases, and knows no sockets.
    """

    async def waiting() -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            await close()

    generator = waiting()
    run(anext(generator))
    weakref.finalize(owner, list.clear, [generator]).atexit = False  # it is let go with its owner
