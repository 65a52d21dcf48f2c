"""Who carries requests over the network: httpx, or pyreqwest where it is installed, several times as fast.

A carrier takes a `Wire` and gives an `Answer` or a `Lost`; it never raises for what happens on the network, never
repeats a request, never follows a redirect, and knows nothing of PaddleFlow.
"""

from __future__ import annotations

import os
import time
from collections.abc import AsyncGenerator, Callable, Hashable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from paddleflow._constants import CONNECTIONS
from paddleflow._wire import Answer, Limits, Loss, Lost, Reply, Wire

if TYPE_CHECKING:
    import asyncio
    import ssl
    from pathlib import Path

    import httpx
    from pyreqwest.client import Client as ReqwestClient
    from pyreqwest.client import SyncClient as SyncReqwestClient

    from paddleflow.config import Config

T = TypeVar("T")


class Carrier(Protocol):
    """Carries requests, blocking."""

    def send(self, wire: Wire) -> Reply:
        """Send a request and wait for what comes of it."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class AsyncCarrier(Protocol):
    """Carries requests for asyncio."""

    async def send(self, wire: Wire) -> Reply:
        """Send a request and wait for what comes of it."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


class PerScope(Generic[T]):
    """Something made once for each scope, such as a process: after a fork the child makes its own.

    What was made in another scope is left alone there, neither used nor closed, since a child shares its sockets with
    the parent. There is no lock, for a fork could happen while another thread holds it: of two threads that make one at
    the same time one wins, and the other's has done nothing yet.
    """

    def __init__(self, make: Callable[[], T], scope: Callable[[], Hashable]) -> None:
        self._make = make
        self._scope = scope
        self._made: dict[Hashable, T] = {}

    def get(self) -> T:
        """That of this scope."""
        scope = self._scope()
        return self._made.get(scope) or self._made.setdefault(scope, self._make())

    def pop(self) -> T | None:
        """Forget that of this scope, and give it."""
        return self._made.pop(self._scope(), None)


def process() -> int:
    """The scope of a blocking carrier."""
    return os.getpid()


def process_and_loop() -> tuple[int, asyncio.AbstractEventLoop]:
    """The scope of an asynchronous carrier."""
    import asyncio

    return os.getpid(), asyncio.get_running_loop()


def blocking_carrier(config: Config) -> Carrier:
    """The carrier that the settings ask for."""
    return _chosen(config.transport, lambda: _Reqwest(config), lambda: _Httpx(config))


def async_carrier(config: Config) -> AsyncCarrier:
    """The carrier that the settings ask for."""
    return _chosen(config.transport, lambda: _AsyncReqwest(config), lambda: _AsyncHttpx(config))


def _chosen(transport: str, fast: Callable[[], T], plain: Callable[[], T]) -> T:
    if transport == "httpx":
        return plain()
    try:
        return fast()
    except ImportError:
        if transport == "pyreqwest":
            raise
    except RuntimeError:  # its threads did not survive a fork; httpx has none
        pass
    return plain()


# httpx


class _Httpx(Carrier):
    def __init__(self, config: Config) -> None:
        import httpx

        self._http = httpx.Client(**_httpx_arguments(config))
        self._limits = config.limits

    def send(self, wire: Wire) -> Reply:
        import httpx

        deadline = time.monotonic() + wire.seconds
        try:
            with self._http.stream(
                wire.method, wire.url, headers=wire.headers, content=wire.body, timeout=_timeout(self._limits, wire)
            ) as response:
                content = bytearray()
                for chunk in response.iter_bytes():
                    content += chunk
                    if time.monotonic() > deadline:
                        return Lost(Loss.TIMEOUT, "the answer came too slowly")
                return Answer(response.status_code, response.headers, bytes(content))
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError, UnicodeError) as error:
            return _lost_by_httpx(error)

    def close(self) -> None:
        self._http.close()


class _AsyncHttpx(AsyncCarrier):
    def __init__(self, config: Config) -> None:
        import httpx

        self._http = httpx.AsyncClient(**_httpx_arguments(config))
        self._limits = config.limits
        self._end: AsyncGenerator[None, None] | None = None

    async def send(self, wire: Wire) -> Reply:
        import asyncio

        import httpx

        if self._end is None:
            self._end = self._closed_with_the_loop()
            await anext(self._end)
        try:
            async with asyncio.timeout(wire.seconds):
                response = await self._http.request(
                    wire.method, wire.url, headers=wire.headers, content=wire.body, timeout=_timeout(self._limits, wire)
                )
            return Answer(response.status_code, response.headers, response.content)
        except TimeoutError:
            return Lost(Loss.TIMEOUT, "the answer came too slowly")
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError, UnicodeError) as error:
            return _lost_by_httpx(error)

    async def close(self) -> None:
        await self._http.aclose()

    async def _closed_with_the_loop(self) -> AsyncGenerator[None, None]:
        """Close the connections when the event loop ends: ``asyncio.run`` finishes generators, and knows no sockets."""
        try:
            yield
        finally:
            await self.close()


def _httpx_arguments(config: Config) -> dict[str, Any]:
    import httpx

    return {
        "verify": tls_context(config),
        "limits": httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
        "follow_redirects": False,
    }


def tls_context(config: Config) -> ssl.SSLContext:
    """The TLS settings of an httpx client.

    Reading the machine's certificates takes 17 ms, and an http:// address never needs them: there, an empty context
    costs nothing and, should TLS ever be tried with it, trusts nobody.
    """
    import ssl

    if not config.address.startswith("https:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.create_default_context()
    for file in certificate_files(config.ca):
        context.load_verify_locations(cafile=file)
    if config.client_cert:
        context.load_cert_chain(config.client_cert)
    return context


def certificate_files(ca: Path | None) -> list[Path]:
    """The files that a CA file or folder names."""
    if ca is None:
        return []
    return sorted(file for file in ca.iterdir() if file.suffix in (".pem", ".crt", ".cer")) if ca.is_dir() else [ca]


def _timeout(limits: Limits, wire: Wire) -> httpx.Timeout:
    import httpx

    read = min(limits.read, wire.seconds)
    return httpx.Timeout(read, connect=min(limits.connect, wire.seconds), pool=wire.seconds)


def _lost_by_httpx(error: Exception) -> Lost:
    import httpx

    # A proxy that cannot connect has not passed the request on; who waited for a connection has not sent it.
    kinds: tuple[tuple[type[Exception], Loss], ...] = (
        (httpx.ConnectTimeout, Loss.CONNECT_TIMEOUT),
        (httpx.PoolTimeout, Loss.CONNECT_TIMEOUT),
        (httpx.ConnectError, Loss.REFUSED),
        (httpx.ProxyError, Loss.REFUSED),
        (httpx.TimeoutException, Loss.TIMEOUT),
        (httpx.LocalProtocolError, Loss.UNUSABLE),
        (httpx.UnsupportedProtocol, Loss.UNUSABLE),
        (httpx.HTTPError, Loss.DROPPED),
    )
    why = next((why for kind, why in kinds if isinstance(error, kind)), Loss.UNUSABLE)
    return Lost(why, str(error) or type(error).__name__)


# pyreqwest


class _Reqwest(Carrier):
    def __init__(self, config: Config) -> None:
        from pyreqwest.client import SyncClientBuilder

        self._client: SyncReqwestClient = _configured(SyncClientBuilder(), config).build()

    def send(self, wire: Wire) -> Reply:
        try:
            response = _prepared(self._client.request(wire.method.upper(), wire.url), wire).build().send()
            return Answer(response.status, response.headers, bytes(response.bytes()))
        except Exception as error:
            return _lost_by_reqwest(error)

    def close(self) -> None:
        self._client.close()


class _AsyncReqwest(AsyncCarrier):
    def __init__(self, config: Config) -> None:
        from pyreqwest.client import ClientBuilder

        self._client: ReqwestClient = _configured(ClientBuilder(), config).build()

    async def send(self, wire: Wire) -> Reply:
        try:
            response = await _prepared(self._client.request(wire.method.upper(), wire.url), wire).build().send()
            return Answer(response.status, response.headers, bytes(await response.bytes()))
        except Exception as error:
            return _lost_by_reqwest(error)

    async def close(self) -> None:
        await self._client.close()


def _configured(builder: Any, config: Config) -> Any:
    # Its limit for silence also runs while it connects; the other one ends a little earlier, so that one can tell.
    connect = min(config.limits.connect, 0.9 * config.limits.read)
    builder = (
        builder.follow_redirects(False)
        .referer(False)
        .max_connections(CONNECTIONS)
        .connect_timeout(timedelta(seconds=connect))
        .read_timeout(timedelta(seconds=config.limits.read))
    )
    for file in certificate_files(config.ca):
        for certificate in file.read_bytes().split(b"-----END CERTIFICATE-----")[:-1]:
            builder = builder.add_root_certificate_pem(certificate + b"-----END CERTIFICATE-----\n")
    return builder.identity_pem(config.client_cert.read_bytes()) if config.client_cert else builder


def _prepared(builder: Any, wire: Wire) -> Any:
    builder = builder.headers(wire.headers).timeout(timedelta(seconds=wire.seconds))
    return builder if wire.body is None else builder.body_bytes(wire.body)


def _lost_by_reqwest(error: Exception) -> Lost:
    from pyreqwest import exceptions as reqwest

    kinds: tuple[tuple[type[Exception], Loss], ...] = (
        (reqwest.ConnectTimeoutError, Loss.CONNECT_TIMEOUT),
        (reqwest.PoolTimeoutError, Loss.CONNECT_TIMEOUT),
        (reqwest.ConnectError, Loss.REFUSED),
        (reqwest.RequestTimeoutError, Loss.TIMEOUT),
        (reqwest.BuilderError, Loss.UNUSABLE),
        (reqwest.ClientClosedError, Loss.UNUSABLE),
        (reqwest.RequestError, Loss.DROPPED),
    )
    causes = _causes(error)
    for kind, why in kinds:
        if isinstance(error, kind):
            # Whatever happens before the answer's headers are there it calls a connect error; only the causes tell
            # whether there was a connection, and so whether the request may have arrived.
            if why in (Loss.REFUSED, Loss.CONNECT_TIMEOUT) and "client error (SendRequest)" in causes:
                why = Loss.DROPPED
            elif isinstance(error, reqwest.ConnectTimeoutError) and "client error (Connect)" not in causes:
                why = Loss.TIMEOUT
            return Lost(why, causes[-1])
    raise error


def _causes(error: Exception) -> list[str]:
    """The reasons, the innermost last: the outer ones only say that something went wrong."""
    causes = (getattr(error, "details", None) or {}).get("causes") or []
    return [str(cause.get("message", "")) for cause in causes] or [str(error)]
