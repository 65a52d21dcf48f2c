"""Who a request says that it is for: no web page may talk to this server, by whatever name its site has.

A page of another site can send simple requests here; its `Origin` tells them. A page whose site's name leads to this
machine (DNS rebinding) is of the same origin for its browser; its `Host` tells it. IP addresses need no list: a page
that was loaded from one cannot change what it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, partial
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from .app import answered
from .errors import ApiError
from .websocket import as_request

_LOCALHOST = "localhost"
_NAME = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?")


def check_names(names: Iterable[str]) -> None:
    """Refuse what is not a host name: it would match nothing, or malformed headers.

    Raises:
        ValueError: Says which.
    """
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(
                f"allowed host {name!r} is not a host name; write it like box.example, without scheme, port or path"
            )


class HostCheck:
    """ASGI middleware: requests and websockets for other hosts, or of pages of other origins, are refused.

    Args:
        app: What answers the others.
        names: Host names beside `localhost` that this server answers to.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        self._app = app
        self._names = frozenset({_LOCALHOST, *(name.lower() for name in names)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if (reason := self._refusal(Headers(scope=scope))) is None:
            await self._app(scope, receive, send)
            return
        if scope["type"] == "websocket":
            scope, receive, send = as_request(scope, receive, send)
        response = await answered(Request(scope), partial(_refuse, reason))
        await response(scope, receive, send)

    def _refusal(self, headers: Headers) -> str | None:
        host, origins = headers.get("host", ""), headers.getlist("origin")
        name = _host_name(host)
        if name not in self._names and not _is_ip_address(name):
            return (
                f"Host[{host}] is not one that this server answers to: use its IP address or {_LOCALHOST}, or start it "
                "with this name allowed (--allow-host, serve(allow_hosts=...))"
            )
        if any(_authority(origin) != host.lower() for origin in origins):
            return "requests of web pages of other origins are refused"
        return None


async def _refuse(reason: str) -> Response:
    raise ApiError("AccessDenied", reason)


@lru_cache
def _host_name(host: str) -> str:
    """Return the name in a `Host` header, lower-case and without the port; empty when it is malformed."""
    try:
        parts = urlsplit(f"//{host}")
        parts.port  # noqa: B018 - raises when it is not a number
    except ValueError:
        return ""
    return parts.hostname or "" if parts.netloc == host and "@" not in host else ""


def _authority(origin: str) -> str | None:
    scheme, _, authority = origin.partition("://")
    return authority.lower() if scheme == "http" else None


@lru_cache
def _is_ip_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
