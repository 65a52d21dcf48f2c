"""The blocking transport: plain sockets, so that Ctrl-C, gevent, forks and OpenSSL's certificates mean what they do."""

from __future__ import annotations

import socket
import weakref
from contextlib import suppress
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, Final

from paddleflow import _constants as default
from paddleflow._http import Reply, Request
from paddleflow._pool import Pool, close_all, is_readable, run

if TYPE_CHECKING:
    import ssl

    from paddleflow.config import Config

CHUNK: Final = 65536
"""Bytes that are read at once."""


class _Socket:
    """A connection."""

    def __init__(self, socket: socket.socket) -> None:
        self._socket = socket

    @property
    def is_reusable(self) -> bool:
        return not is_readable(self._socket)

    async def send(self, data: bytes, limit: float) -> None:
        self._socket.settimeout(limit)
        with suppress(ConnectionError):  # it may have answered before it had read all
            self._socket.sendall(data)

    async def receive(self, limit: float) -> bytes:
        self._socket.settimeout(limit)
        return self._socket.recv(CHUNK)

    async def start_tls(self, context: ssl.SSLContext, host: str, limit: float) -> None:
        self._socket.settimeout(limit)
        self._socket = context.wrap_socket(self._socket, server_hostname=host)

    def close(self) -> None:
        with suppress(OSError):
            self._socket.close()


class SocketTransport(Pool[_Socket]):
    """A pool for all threads of one process."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.free = self._free = BoundedSemaphore(default.CONNECTIONS)
        weakref.finalize(self, close_all, self.idle)

    def send(self, request: Request) -> Reply:
        return run(self.reply(request))

    async def acquire(self, limit: float) -> None:
        if not self._free.acquire(timeout=limit):
            raise TimeoutError

    async def open(self, limit: float) -> _Socket:
        host, port = self.route.peer
        # Bytes are taken as they are; a text would be encoded by IDNA, whose tables are slow to import.
        peer: Any = (host.encode() if host.isascii() else host, port)
        connection = socket.create_connection(peer, limit)
        with suppress(OSError):  # it is lost already, which the next step finds out
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return _Socket(connection)

    def close(self) -> None:
        self.closed = True
        close_all(self.idle)
