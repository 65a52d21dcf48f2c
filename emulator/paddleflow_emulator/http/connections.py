"""uvicorn's HTTP with bounds: how long a client may take to say what it wants, and how many may be connected."""

from __future__ import annotations

import asyncio
import resource

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS, REQUEST_SECONDS = 15.0, 120.0
"""Seconds in which a request's head has come, since the connection or its first byte; and all of the request."""

RESERVED_DESCRIPTORS = 128
"""Of the process's, for the database, logs and what else the program does. Steps take none."""

ACCEPTED_AT_ONCE = 64
"""Connections that are accepted before they are counted: fewer than descriptors are reserved."""

_MOST_CONNECTIONS = 4096


def most_connections() -> int:
    """Return how many connections the process's limit of descriptors leaves room for."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if limit == resource.RLIM_INFINITY:
        return _MOST_CONNECTIONS
    return min(max(limit - RESERVED_DESCRIPTORS, limit // 2), _MOST_CONNECTIONS)


class BoundedProtocol(H11Protocol):
    """A connection whose client has to say in time what it wants.

    When there are too many, the one ends that has kept the server waiting for longest. (uvicorn itself ends only those
    that are idle after an answer, and refuses who comes last.)
    """

    _deadline: asyncio.TimerHandle | None = None
    _waiting_since = 0.0
    _request: object = h11.IDLE  # how much of the request has come

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Make room for it if need be, and wait for a request."""
        super().connection_made(transport)
        self._wait(HEAD_SECONDS)
        if len(self.connections) > most_connections():
            waiting = [other for other in self.connections if isinstance(other, BoundedProtocol) and other.is_waiting]
            # Who has had an answer already goes last: that is a client with a pool.
            oldest = min(waiting, key=lambda other: (other.cycle is not None, other._waiting_since), default=self)
            self.connections.discard(oldest)
            oldest.transport.abort()

    @property
    def is_waiting(self) -> bool:
        """Whether it is the client's turn."""
        return self._request in (h11.IDLE, h11.SEND_BODY)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Take what has come, and see what is still to come."""
        super().handle_events()
        before, self._request = self._request, self.conn.their_state
        if not self.is_waiting or self.transport.is_closing():
            self._stop_waiting()
        elif self._request is not before:
            self._stop_waiting()
            self._wait(REQUEST_SECONDS if self._request is h11.SEND_BODY else HEAD_SECONDS)
        elif self._deadline is None:  # the first bytes of a further request
            self._wait(HEAD_SECONDS)

    def on_response_complete(self) -> None:
        """Wait for the next request, which uvicorn does."""
        super().on_response_complete()
        if self.conn.their_state is h11.IDLE and not self.conn.trailing_data[0]:
            self._request = h11.IDLE
            self._stop_waiting()
            self._waiting_since = self.loop.time()

    def timeout_keep_alive_handler(self) -> None:
        """End an idle connection, also if the client does not read its answer."""
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            super().timeout_keep_alive_handler()

    def _wait(self, seconds: float) -> None:
        self._waiting_since = self.loop.time()
        self._deadline = self.loop.call_later(seconds, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
