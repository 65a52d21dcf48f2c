"""The way to a server, and what the transports have in common: no I/O, but for a look whether something came."""

from __future__ import annotations

import select
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeVar
from urllib.parse import urlsplit

from paddleflow import _constants as default
from paddleflow._http import Limits, Reason, Request, Response, TransportError, UnreadableBody
from paddleflow._http11 import HEAD_LIMIT, RoundTrip, message, round_trip
from paddleflow._proxies import proxy_for
from paddleflow._tls import tls_context

if TYPE_CHECKING:
    import socket
    import ssl

    from paddleflow._proxies import Proxy
    from paddleflow.config import Config

CHUNK: Final = 65536
"""Bytes that are read at once."""


class Connection(Protocol):
    """A connection that can be kept for the next request."""

    since: float
    """When it was used the last time."""

    @property
    def is_fresh(self) -> bool:
        """Whether nothing came on it, not even its end."""
        ...

    def close(self) -> None:
        """Close it at once."""
        ...


C = TypeVar("C", bound=Connection)


class Route(NamedTuple):
    """Where requests to an address go, and in what form.

    Attributes:
        origin: What the path of a URL follows: ``http://pf.example:8999``.
        host: The server's name or IP address.
        port: Its port.
        tls: How to speak TLS with it; None for an ``http://`` address.
        proxy: What is in between; None if nothing is.
    """

    origin: str
    host: str
    port: int
    tls: ssl.SSLContext | None
    proxy: Proxy | None

    @classmethod
    def to(cls, config: Config) -> Route:
        """Return the way to the server of some settings."""
        parts = urlsplit(config.address)
        secure = parts.scheme == "https"
        return cls(
            origin=f"{parts.scheme}://{parts.netloc}",
            host=parts.hostname or "",
            port=parts.port or (443 if secure else 80),
            tls=tls_context(config.address, config.ca, config.client_cert) if secure else None,
            proxy=proxy_for(config.address),
        )

    @property
    def peer(self) -> tuple[str, int]:
        """Whom to connect to."""
        if self.proxy is None:
            return self.host, self.port
        parts = urlsplit(self.proxy.url)
        return parts.hostname or "", parts.port or 80

    @property
    def needs_tunnel(self) -> bool:
        """Whether the proxy is to pass on what it cannot read."""
        return self.proxy is not None and self.tls is not None

    def tunnel(self, seconds: float) -> Request:
        """Return the request for a tunnel."""
        target = f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
        headers = {"host": target, **(self.proxy.headers if self.proxy else {})}
        return Request("connect", target, headers, None, Limits(seconds, seconds, seconds, HEAD_LIMIT), seconds)

    def round_trip(self, request: Request, deadline: float) -> RoundTrip:
        """Return the steps from a request to its response."""
        headers, target = request.headers, request.url
        if request.method != "connect":
            headers = {"host": self.origin.partition("://")[2], **headers}
            if self.proxy and not self.tls:
                headers |= self.proxy.headers
            else:
                target = target.removeprefix(self.origin) or "/"
        return round_trip(message(request.method.upper(), target, headers, request.body), request, deadline)

    def check_tunnel(self, response: Response) -> None:
        """Raise ConnectionRefusedError if there is no tunnel."""
        if response.status_code != 200:
            raise ConnectionRefusedError(f"it answered CONNECT with {response.status_code}")


def failure(reason: Reason, error: Exception, proxy: Proxy | None) -> TransportError:
    """Return what came of a request, and name the proxy if it went through one."""
    detail = str(error) or type(error).__name__
    return TransportError(reason, f"through {proxy}: {detail}" if proxy else detail)


def reason(error: Exception) -> Reason:
    """Return why a round trip on a connection failed."""
    if isinstance(error, OSError):
        return Reason.TIMEOUT if isinstance(error, TimeoutError) else Reason.DROPPED
    return Reason.UNREADABLE if isinstance(error, UnreadableBody) else Reason.UNUSABLE


def left(deadline: float) -> float:
    """Return the seconds until then."""
    if (left := deadline - time.monotonic()) <= 0:
        raise TimeoutError("timed out")
    return left


def is_readable(connection: socket.socket) -> bool:
    """Return whether something came: on a connection that waits for nothing, its end."""
    if not hasattr(select, "poll"):
        return bool(select.select([connection], [], [], 0)[0])
    poll = select.poll()
    poll.register(connection, select.POLLIN)
    return bool(poll.poll(0))


def pooled(idle: deque[C]) -> C | None:
    """Return a connection that was kept and that the server has not closed meanwhile."""
    with suppress(IndexError):
        while True:
            connection = idle.pop()
            if time.monotonic() - connection.since < default.IDLE_SECONDS and connection.is_fresh:
                return connection
            connection.close()
    return None


def close_all(idle: deque[C]) -> None:
    """Close the connections that were kept."""
    with suppress(IndexError):  # there are no more, or another thread has taken the last
        while True:
            idle.pop().close()
