"""Which proxy the environment names for an address. Decided here for every transport; none of them looks by itself."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from paddleflow._address import authority, is_host
from paddleflow.errors import InvalidArgument

LOOPBACK: Final = "localhost, 127.0.0.0/8, ::1"
"""Never asked through a proxy, where it would be another machine."""


class Proxy(NamedTuple):
    """An HTTP proxy.

    Attributes:
        host: Its name or IP address.
        port: Its port.
        variable: The environment variable that names it.
        username: The user that the variable names, "" if none.
        password: The user's password.
    """

    host: str
    port: int
    variable: str
    username: str = ""
    password: str = ""

    @property
    def url(self) -> str:
        """Its address, without user and password."""
        return f"http://{authority(self.host, self.port)}"

    @property
    def headers(self) -> dict[str, str]:
        """What tells the proxy who asks."""
        if not self.username:
            return {}
        from base64 import b64encode

        return {"proxy-authorization": "Basic " + b64encode(f"{self.username}:{self.password}".encode()).decode()}

    def __repr__(self) -> str:
        return f"the proxy {self.url} ({self.variable})"


def proxy_for(address: str, environ: Mapping[str, str] = os.environ) -> Proxy | None:
    """Return the proxy for an address, None if it is asked directly.

    ``http_proxy`` or ``https_proxy`` names it, then ``all_proxy``; ``no_proxy`` lists exceptions. Lower case comes
    before upper case, and a blank variable counts as none.

    Args:
        address: An ``http://`` or ``https://`` URL.
        environ: The environment.

    Raises:
        InvalidArgument: The variable names something else than an HTTP proxy. The message never holds its password.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").rstrip(".")
    names = [f"{parts.scheme}_proxy", f"{parts.scheme.upper()}_PROXY", "all_proxy", "ALL_PROXY"]
    if "REQUEST_METHOD" in environ:  # in a CGI script HTTP_PROXY is the header "Proxy" of whoever asks
        names = [name for name in names if name != "HTTP_PROXY"]
    named = next((name for name in names if environ.get(name, "").strip()), None)
    exceptions = f"{LOOPBACK} {environ.get('no_proxy', '').strip() or environ.get('NO_PROXY', '')}"
    if named is None or _is_exception(host, parts.port or (443 if parts.scheme == "https" else 80), exceptions):
        return None
    return _parsed(named, environ[named].strip())


def _is_exception(host: str, port: int, exceptions: str) -> bool:
    """Return whether a list such as ``example.com, .lab, *.svc, 10.0.0.0/8, [::1]:8999`` names a host."""
    return any(_names(entry, host, port) for entry in re.split(r"[\s,;]+", exceptions.lower()))


def _names(entry: str, host: str, port: int) -> bool:
    name, colon, tail = entry.rpartition(":")
    if colon and tail.isdigit() and (":" not in name or name.endswith("]")):
        return int(tail) == port and _names(name, host, port)
    if entry == "*" or (entry == "<local>" and "." not in host and ":" not in host):
        return True
    if (ip := _ip(host)) is None:
        domain = entry.removeprefix("*").strip(".")
        return f".{host}".endswith(f".{domain}") if domain else False
    with suppress(ValueError):
        return ip in ip_network(re.sub(r"[\[\]]", "", entry), strict=False)
    return False


def _ip(host: str) -> IPv4Address | IPv6Address | None:
    try:
        ip = ip_address(host)
    except ValueError:
        return None
    return getattr(ip, "ipv4_mapped", None) or ip


def _parsed(variable: str, value: str) -> Proxy:
    try:
        parts = urlsplit(value if "://" in value else f"http://{value}")
        host, port = parts.hostname or "", parts.port or 80
    except ValueError:
        raise _unusable(variable, "no proxy") from None
    if not is_host(host) or not value.isprintable():
        raise _unusable(variable, "no proxy")
    if parts.scheme != "http":
        kind = "SOCKS proxy" if parts.scheme.startswith("socks") else f"proxy of the kind {parts.scheme}://"
        raise _unusable(variable, f"a {kind}, which cannot be used")
    return Proxy(host, port, variable, unquote(parts.username or ""), unquote(parts.password or ""))


def _unusable(variable: str, what: str) -> InvalidArgument:
    advice = "write http://[user:password@]host[:port], or list the server's host in NO_PROXY"
    return InvalidArgument("InvalidProxy", f"{variable} names {what}: {advice}")
