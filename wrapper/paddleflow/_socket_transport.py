"""The blocking transport: plain sockets, so that Ctrl-C, gevent, forks and OpenSSL's certificates mean what they do."""

from __future__ import annotations

import socket
import time
import weakref
from collections import deque
from contextlib import suppress
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from paddleflow import _constants as default
from paddleflow._http import Reason, Reply, Request, Response, TransportError, UnreadableBody
from paddleflow._route import CHUNK, Route, close_all, failure, is_readable, left, pooled, reason
from paddleflow._transports import Transport

if TYPE_CHECKING:
    from paddleflow.config import Config


class SocketTransport(Transport):
    """A pool of connections, for all threads of one process."""

    def __init__(self, config: Config) -> None:
        self._route = Route.to(config)
        self._free = BoundedSemaphore(default.CONNECTIONS)
        self._idle: deque[_Connection] = deque()
        self._closed = False
        weakref.finalize(self, close_all, self._idle)

    def send(self, request: Request) -> Reply:
        deadline = time.monotonic() + request.seconds
        if not self._free.acquire(timeout=request.seconds):
            return TransportError(Reason.CONNECT_TIMEOUT, "no connection came free")
        try:
            return self._send(request, deadline)
        finally:
            self._free.release()

    def _send(self, request: Request, deadline: float) -> Reply:
        connection = pooled(self._idle)
        if connection is None:
            try:
                connection = self._connected(min(request.seconds, request.limits.connect))
            except TimeoutError as error:
                return failure(Reason.CONNECT_TIMEOUT, error, self._route.proxy)
            except (OSError, UnicodeError) as error:
                return failure(Reason.REFUSED, error, self._route.proxy)
        reusable = False
        try:
            response, reusable = self._round_trip(connection, request, deadline)
        except (OSError, UnreadableBody, UnicodeError) as error:
            return failure(reason(error), error, self._route.proxy)
        finally:
            if reusable:
                connection.since = time.monotonic()
                self._idle.append(connection)
            else:
                connection.close()
            if self._closed:
                close_all(self._idle)
        return response

    def _connected(self, seconds: float) -> _Connection:
        """Return a new connection: through the proxy if there is one, with TLS if the address asks for it."""
        route, deadline = self._route, time.monotonic() + seconds
        host, port = route.peer
        # Bytes are taken as they are; a text would be encoded by IDNA, whose tables are slow to import.
        peer: Any = (host.encode() if host.isascii() else host, port)
        connection = _Connection(socket.create_connection(peer, seconds))
        try:
            connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if route.needs_tunnel:
                route.check_tunnel(self._round_trip(connection, route.tunnel(seconds), deadline)[0])
            if route.tls:
                connection.socket.settimeout(left(deadline))
                connection.socket = route.tls.wrap_socket(connection.socket, server_hostname=route.host)
        except BaseException:
            connection.close()
            raise
        return connection

    def _round_trip(self, connection: _Connection, request: Request, deadline: float) -> tuple[Response, bool]:
        steps, socket = self._route.round_trip(request, deadline), connection.socket
        outgoing = next(steps)
        socket.settimeout(left(deadline))
        with suppress(ConnectionError):  # it may have answered before it had read all
            socket.sendall(outgoing)
        try:
            while True:
                socket.settimeout(min(request.limits.read, left(deadline)))
                steps.send(socket.recv(CHUNK))
        except StopIteration as end:
            result: tuple[Response, bool] = end.value
            return result

    def close(self) -> None:
        self._closed = True
        close_all(self._idle)


class _Connection:
    since = 0.0
    """When it was used the last time."""

    def __init__(self, socket: socket.socket) -> None:
        self.socket = socket

    @property
    def is_fresh(self) -> bool:
        """Whether nothing came on it, not even its end."""
        return not is_readable(self.socket)

    def close(self) -> None:
        self.socket.close()
