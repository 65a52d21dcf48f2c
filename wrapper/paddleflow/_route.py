"""The way to a server: whom to connect to, and what requests look like on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from paddleflow._address import authority
from paddleflow._http import FailureKind, Limits, NoResponse, Request, Response
from paddleflow._http11 import HEAD_LIMIT, message
from paddleflow._proxies import proxy_for
from paddleflow._tls import tls_context

if TYPE_CHECKING:
    import ssl

    from paddleflow._proxies import Proxy
    from paddleflow.config import Config


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
        return (self.proxy.host, self.proxy.port) if self.proxy else (self.host, self.port)

    def tunnel(self, seconds: float) -> Request:
        """Return the request for a tunnel."""
        target = authority(self.host, self.port)
        headers = {"host": target, **(self.proxy.headers if self.proxy else {})}
        return Request("connect", target, headers, None, Limits(seconds, seconds, seconds, HEAD_LIMIT), seconds)

    def message(self, request: Request) -> bytes:
        """Return a request as it is sent."""
        headers, target = request.headers, request.url
        if request.method != "connect":
            headers = {"host": self.origin.partition("://")[2], **headers}
            if self.proxy and not self.tls:
                headers |= self.proxy.headers
            else:
                target = target.removeprefix(self.origin) or "/"
        return message(request.method.upper(), target, headers, request.body)

    def check_tunnel(self, answer: Response) -> None:
        """Raise ConnectionRefusedError if the proxy makes no tunnel."""
        if answer.status_code != 200:
            raise ConnectionRefusedError(f"it answered CONNECT with {answer.status_code}")


def failure(kind: FailureKind, error: Exception, proxy: Proxy | None) -> NoResponse:
    """Return why a request has no response, and name the proxy if it went through one."""
    detail = str(error) or type(error).__name__
    return NoResponse(kind, f"through {proxy}: {detail}" if proxy else detail)
