"""What a transport is, and which one a client gets.

A transport takes a `Request` and returns a `Response` or a `NoResponse`. It never raises for what happens on the
network, never repeats a request, never follows a redirect, keeps no cookies, and knows nothing of PaddleFlow. The proxy
is chosen in `_proxies`, the certificates in `_tls`, and a body is decoded by `_http.Body`: no transport decides these
by itself, so that all mean the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from paddleflow._http import FailureKind, NoResponse, Reply, Request

if TYPE_CHECKING:
    from paddleflow.config import Config


class Transport(Protocol):
    """Sends requests, blocking."""

    def send(self, request: Request) -> Reply:
        """Send a request and wait for what comes of it."""
        ...

    def close(self) -> None:
        """Close the connections."""


class AsyncTransport(Protocol):
    """Sends requests in asyncio."""

    async def send(self, request: Request) -> Reply:
        """Send a request and wait for what comes of it."""
        ...

    async def close(self) -> None:
        """Close the connections."""


def blocking_transport(config: Config) -> Transport:
    """Return the transport that the settings ask for."""
    if config.http_client or config.transport == "httpx":
        from paddleflow._httpx_transport import HttpxTransport

        return HttpxTransport(config)
    from paddleflow._socket_transport import SocketTransport

    return SocketTransport(config)


def async_transport(config: Config) -> AsyncTransport:
    """Return the transport that the settings ask for, for the event loop that runs."""
    if config.http_client or config.transport == "httpx":
        from paddleflow._httpx_transport import AsyncHttpxTransport

        return AsyncHttpxTransport(config)
    from paddleflow._asyncio_transport import AsyncioTransport

    return AsyncioTransport(config)


def cannot_be_made(error: Exception) -> NoResponse:
    """Return what comes of a request that no transport can be made for."""
    return NoResponse(FailureKind.UNUSABLE, str(error) or type(error).__name__)
