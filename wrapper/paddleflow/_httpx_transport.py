"""The transports over httpx: over a client of the user's, or one of ours that goes the way of the other transports."""

from __future__ import annotations

import asyncio
import time
import weakref
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, Final

import httpx

from paddleflow import _constants as default
from paddleflow._asyncio_transport import close_with
from paddleflow._http import Body, FailureKind, NoResponse, Reply, Request, Response, UnreadableBody, header_text
from paddleflow._per_process import process
from paddleflow._proxies import proxy_for
from paddleflow._route import failure
from paddleflow._tls import tls_context
from paddleflow._transports import AsyncTransport, Transport

if TYPE_CHECKING:
    from paddleflow._proxies import Proxy
    from paddleflow.config import Config


_KINDS: Final[dict[FailureKind, tuple[type[Exception], ...]]] = {
    FailureKind.UNREADABLE: (UnreadableBody,),
    # A proxy that cannot connect has not passed the request on; a request that waited for a connection was not sent.
    FailureKind.CONNECT_TIMEOUT: (httpx.ConnectTimeout, httpx.PoolTimeout),
    FailureKind.REFUSED: (httpx.ConnectError, httpx.ProxyError),
    FailureKind.TIMEOUT: (httpx.TimeoutException, TimeoutError),
    FailureKind.UNUSABLE: (
        *(httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.InvalidURL),
        *(OSError, RuntimeError, ValueError),
    ),
    FailureKind.DROPPED: (httpx.HTTPError,),
}
"""Why a round trip failed, the first that has the error's class."""

_ERRORS: Final = tuple(each for classes in _KINDS.values() for each in classes)


def httpx_route(address: str) -> dict[str, Any]:
    """Return the arguments that make an httpx client go the way that the other transports go."""
    proxy = proxy_for(address)
    return {
        "proxy": proxy and httpx.Proxy(proxy.url, auth=(proxy.username, proxy.password) if proxy.username else None),
        "trust_env": False,
        "limits": httpx.Limits(
            max_connections=default.CONNECTIONS,
            max_keepalive_connections=20,  # httpx's own: with more, its pool costs more than new connections
            keepalive_expiry=default.IDLE_SECONDS,
        ),
    }


def _settings(config: Config) -> dict[str, Any]:
    return {
        "verify": tls_context(config.address, config.ca, config.client_cert),
        "cookies": CookieJar(DefaultCookiePolicy(allowed_domains=())),
        **httpx_route(config.address),
    }


class HttpxTransport(Transport):
    """An httpx client: the user's, which stays open, or one of our own."""

    def __init__(self, config: Config) -> None:
        self._http: httpx.Client = config.http_client or httpx.Client(**_settings(config))
        self._own = config.http_client is None
        self._proxy = proxy_for(config.address) if self._own else None
        if self._own:
            weakref.finalize(self, _close_own, self._http, process())

    def send(self, request: Request) -> Reply:
        deadline = time.monotonic() + request.seconds
        try:
            with self._http.stream(**_arguments(request)) as response:
                headers, body = _begun(response, request, deadline)
                for chunk in [response.content] if response.is_stream_consumed else response.iter_raw():
                    body.add(chunk)
                return Response(response.status_code, headers, body.whole())
        except _ERRORS as error:
            return _failure(error, self._proxy)

    def close(self) -> None:
        if self._own:
            self._http.close()


def _close_own(http: httpx.Client, owner: int) -> None:
    """Close the connections of a client that nobody has any more; in a fork they are the parent's."""
    if process() == owner:
        http.close()


class AsyncHttpxTransport(AsyncTransport):
    """The same for asyncio."""

    def __init__(self, config: Config) -> None:
        self._http: httpx.AsyncClient = config.http_client or httpx.AsyncClient(**_settings(config))
        self._own = config.http_client is None
        self._proxy = proxy_for(config.address) if self._own else None
        if self._own:
            close_with(self, self._http.aclose)

    async def send(self, request: Request) -> Reply:
        try:
            async with asyncio.timeout(request.seconds):
                return await self._round_trip(request)
        except _ERRORS as error:
            return _failure(error, self._proxy)

    async def _round_trip(self, request: Request) -> Response:
        async with self._http.stream(**_arguments(request)) as response:
            headers, body = _begun(response, request, time.monotonic() + request.seconds)
            if response.is_stream_consumed:
                body.add(response.content)
            else:
                async for chunk in response.aiter_raw():
                    body.add(chunk)
            return Response(response.status_code, headers, body.whole())

    async def close(self) -> None:
        if self._own:
            await self._http.aclose()


def _arguments(request: Request) -> dict[str, Any]:
    limits, seconds = request.limits, request.seconds
    return {
        "method": request.method,
        "url": request.url,
        "headers": request.headers,
        "content": request.body,
        "timeout": httpx.Timeout(min(limits.read, seconds), connect=min(limits.connect, seconds), pool=seconds),
        "follow_redirects": False,
    }


def _begun(response: httpx.Response, request: Request, deadline: float) -> tuple[dict[str, str], Body]:
    """Return the headers, and what collects the body; a hook of the user's may have read and decoded that."""
    headers = {name.decode("ascii").lower(): header_text(value) for name, value in response.headers.raw}
    encoding = None if response.is_stream_consumed else headers.get("content-encoding")
    return headers, Body(encoding, request.limits.size, deadline)


def _failure(error: Exception, proxy: Proxy | None) -> NoResponse:
    return failure(next(kind for kind, classes in _KINDS.items() if isinstance(error, classes)), error, proxy)
