"""Who carries requests over the network: httpx; or pyreqwest and aiohttp where they are installed, which are faster.

A transport takes a `Request` and returns a `Response` or a `TransportError`. It never raises for what happens on the
network, never repeats a request, never follows a redirect, and knows nothing of PaddleFlow.
"""

from __future__ import annotations

import logging
import time
import weakref
from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from paddleflow._constants import CONNECTIONS
from paddleflow._http import Limits, Reason, Reply, Request, Response, TransportError
from paddleflow._scope import process
from paddleflow._tls import certificate_files, tls_context

if TYPE_CHECKING:
    import httpx
    from pyreqwest.client import SyncClient, SyncClientBuilder
    from pyreqwest.request import SyncRequestBuilder

    from paddleflow.config import Config

T = TypeVar("T")


class Transport(Protocol):
    """Carries requests, blocking."""

    def send(self, request: Request) -> Reply:
        """Send a request and wait for what comes of it."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class AsyncTransport(Protocol):
    """Carries requests for asyncio."""

    async def send(self, request: Request) -> Reply:
        """Send a request and wait for what comes of it."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


def blocking_transport(config: Config) -> Transport:
    """The transport that the settings ask for."""
    return _chosen(config.transport, lambda: _Reqwest(config), lambda: _Httpx(config))


def async_transport(config: Config) -> AsyncTransport:
    """The transport that the settings ask for."""
    return _chosen(config.transport, lambda: _AsyncAiohttp(config), lambda: _AsyncHttpx(config))


def cannot_be_made(error: Exception) -> TransportError:
    """What comes of a request that no transport can be made for. What was wrong with a proxy may show its password."""
    reason = str(error) if isinstance(error, ImportError) else "HTTP_PROXY or HTTPS_PROXY names no proxy"
    return TransportError(Reason.UNUSABLE, reason)


def proxy_from_environment(address: str) -> str | None:
    """The proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name for an address; aiohttp would look anew in each call."""
    from urllib.parse import urlsplit
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(address)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    return None if proxy_bypass(parts.netloc) else proxy


def _chosen(transport: str, fast: Callable[[], T], plain: Callable[[], T]) -> T:
    if transport == "httpx":
        return plain()
    try:
        return fast()
    except ImportError:
        if transport == "fast":
            raise
    except RuntimeError:  # its threads did not survive a fork; httpx has none
        logging.getLogger("paddleflow").info("the fast transport cannot be used after a fork: httpx takes its place")
    return plain()


class _TiedToLoop:
    """Closes something when the event loop ends: ``asyncio.run`` finishes generators, and knows no sockets."""

    def __init__(self, close: Callable[[], Awaitable[None]]) -> None:
        self._close = close
        self._end: AsyncGenerator[None, None] | None = None

    async def tie(self) -> None:
        """Tie it to the loop that runs, unless that was done."""
        if self._end is None:
            self._end = self._until_the_end()
            await anext(self._end)

    async def _until_the_end(self) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            await self._close()


# httpx


class _Httpx(Transport):
    def __init__(self, config: Config) -> None:
        import httpx

        self._http = httpx.Client(**_httpx_arguments(config))
        self._limits = config.limits
        weakref.finalize(self, _close_own, self._http, process())

    def send(self, request: Request) -> Reply:
        import httpx

        deadline = time.monotonic() + request.seconds
        try:
            with self._http.stream(
                request.method,
                request.url,
                headers=request.headers,
                content=request.body,
                timeout=_timeout(self._limits, request),
            ) as response:
                content = bytearray()
                for chunk in response.iter_bytes():
                    content += chunk
                    if time.monotonic() > deadline:
                        return TransportError(Reason.TIMEOUT, "the answer came too slowly")
                return Response(response.status_code, response.headers, bytes(content))
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError, UnicodeError) as error:
            return _failure_of_httpx(error)

    def close(self) -> None:
        self._http.close()


def _close_own(http: httpx.Client, owner: int) -> None:
    """Close the connections of a client that nobody has any more; in a fork they are the parent's."""
    if process() == owner:
        http.close()


class _AsyncHttpx(AsyncTransport):
    def __init__(self, config: Config) -> None:
        import httpx

        self._http = httpx.AsyncClient(**_httpx_arguments(config))
        self._limits = config.limits
        self._loop = _TiedToLoop(self._http.aclose)

    async def send(self, request: Request) -> Reply:
        import asyncio

        import httpx

        await self._loop.tie()
        try:
            async with asyncio.timeout(request.seconds):
                response = await self._http.request(
                    request.method,
                    request.url,
                    headers=request.headers,
                    content=request.body,
                    timeout=_timeout(self._limits, request),
                )
            return Response(response.status_code, response.headers, response.content)
        except TimeoutError:
            return TransportError(Reason.TIMEOUT, "the answer came too slowly")
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError, UnicodeError) as error:
            return _failure_of_httpx(error)

    async def close(self) -> None:
        await self._http.aclose()


def _httpx_arguments(config: Config) -> dict[str, Any]:
    import httpx

    return {
        "verify": tls_context(config),
        "limits": httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
        "follow_redirects": False,
    }


def _timeout(limits: Limits, request: Request) -> httpx.Timeout:
    import httpx

    read = min(limits.read, request.seconds)
    return httpx.Timeout(read, connect=min(limits.connect, request.seconds), pool=request.seconds)


def _failure_of_httpx(error: Exception) -> TransportError:
    import httpx

    # A proxy that cannot connect has not passed the request on; who waited for a connection has not sent it.
    kinds: tuple[tuple[type[Exception], Reason], ...] = (
        (httpx.ConnectTimeout, Reason.CONNECT_TIMEOUT),
        (httpx.PoolTimeout, Reason.CONNECT_TIMEOUT),
        (httpx.ConnectError, Reason.REFUSED),
        (httpx.ProxyError, Reason.REFUSED),
        (httpx.TimeoutException, Reason.TIMEOUT),
        (httpx.LocalProtocolError, Reason.UNUSABLE),
        (httpx.UnsupportedProtocol, Reason.UNUSABLE),
        (httpx.HTTPError, Reason.DROPPED),
    )
    why = next((why for kind, why in kinds if isinstance(error, kind)), Reason.UNUSABLE)
    return TransportError(why, str(error) or type(error).__name__)


# pyreqwest


class _Reqwest(Transport):
    def __init__(self, config: Config) -> None:
        from pyreqwest.client import SyncClientBuilder

        self._client: SyncClient = _configured(SyncClientBuilder(), config).build()

    def send(self, request: Request) -> Reply:
        try:
            response = _prepared(self._client.request(request.method.upper(), request.url), request).build().send()
            return Response(response.status, response.headers, bytes(response.bytes()))
        except Exception as error:
            return _failure_of_reqwest(error)

    def close(self) -> None:
        self._client.close()


def _configured(builder: SyncClientBuilder, config: Config) -> SyncClientBuilder:
    # Its limit for silence also runs while it connects; the other one ends a little earlier, so that one can tell.
    connect = min(config.limits.connect, 0.9 * config.limits.read)
    builder = (
        builder.follow_redirects(False)
        .referer(False)
        .max_connections(CONNECTIONS)
        .connect_timeout(timedelta(seconds=connect))
        .read_timeout(timedelta(seconds=config.limits.read))
    )
    if proxy_from_environment(config.address) is None:  # its own reading of NO_PROXY takes "*" for a name
        builder = builder.no_proxy()
    for file in certificate_files(config.ca):
        for certificate in file.read_bytes().split(b"-----END CERTIFICATE-----")[:-1]:
            builder = builder.add_root_certificate_pem(certificate + b"-----END CERTIFICATE-----\n")
    return builder.identity_pem(config.client_cert.read_bytes()) if config.client_cert else builder


def _prepared(builder: SyncRequestBuilder, request: Request) -> SyncRequestBuilder:
    builder = builder.headers(request.headers).timeout(timedelta(seconds=request.seconds))
    return builder if request.body is None else builder.body_bytes(request.body)


def _failure_of_reqwest(error: Exception) -> TransportError:
    from pyreqwest import exceptions as reqwest

    causes = _causes(error)
    if isinstance(error, reqwest.PoolTimeoutError):
        return TransportError(Reason.CONNECT_TIMEOUT, causes[-1])
    if isinstance(error, reqwest.TransportError):
        # It calls whatever happens before the answer's head a connect error. Only this cause tells that there was no
        # connection, so that the request cannot have arrived; without it, it may have.
        late = isinstance(error, reqwest.RequestTimeoutError)
        if "client error (Connect)" in causes:
            return TransportError(Reason.CONNECT_TIMEOUT if late else Reason.REFUSED, causes[-1])
        return TransportError(Reason.TIMEOUT if late else Reason.DROPPED, causes[-1])
    if isinstance(error, reqwest.BuilderError | reqwest.ClientClosedError):
        return TransportError(Reason.UNUSABLE, causes[-1])
    if isinstance(error, reqwest.RequestError):
        return TransportError(Reason.DROPPED, causes[-1])
    raise error


def _causes(error: Exception) -> list[str]:
    """The reasons, the innermost last: the outer ones only say that something went wrong."""
    causes = (getattr(error, "details", None) or {}).get("causes") or []
    return [str(cause.get("message", "")) for cause in causes] or [str(error)]


# aiohttp


class _AsyncAiohttp(AsyncTransport):
    def __init__(self, config: Config) -> None:
        import aiohttp

        self._limits = config.limits
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=CONNECTIONS, ssl=tls_context(config)),
            proxy=proxy_from_environment(config.address),
        )
        # It would send a PUT or DELETE again by itself when a kept connection turns out to be closed.
        self._session._retry_connection = False
        self._loop = _TiedToLoop(self._session.close)

    async def send(self, request: Request) -> Reply:
        import asyncio

        import aiohttp
        from yarl import URL

        await self._loop.tie()
        # A server may have closed a kept connection while the loop did not run: let the loop see that first.
        await asyncio.sleep(0)
        limits = aiohttp.ClientTimeout(
            total=request.seconds, sock_connect=self._limits.connect, sock_read=min(self._limits.read, request.seconds)
        )
        try:
            async with self._session.request(
                request.method.upper(),
                URL(request.url, encoded=True),
                headers=request.headers,
                data=request.body,
                timeout=limits,
                allow_redirects=False,
            ) as response:
                return Response(response.status, response.headers, await response.read())
        except (aiohttp.ClientError, TimeoutError, RuntimeError, ValueError) as error:
            return _failure_of_aiohttp(error)

    async def close(self) -> None:
        await self._session.close()


def _failure_of_aiohttp(error: Exception) -> TransportError:
    import aiohttp

    kinds: tuple[tuple[type[Exception], Reason], ...] = (
        (aiohttp.ConnectionTimeoutError, Reason.CONNECT_TIMEOUT),
        (aiohttp.ClientConnectorError, Reason.REFUSED),
        (aiohttp.ClientHttpProxyError, Reason.REFUSED),
        (TimeoutError, Reason.TIMEOUT),
        (aiohttp.InvalidURL, Reason.UNUSABLE),
        (aiohttp.ClientError, Reason.DROPPED),
    )
    why = next((why for kind, why in kinds if isinstance(error, kind)), Reason.UNUSABLE)
    return TransportError(why, str(error) or type(error).__name__)
