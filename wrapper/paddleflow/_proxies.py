"""Which proxy the environment names for an address. Decided here for every transport; none of them looks by itself."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from paddleflow.errors import InvalidArgument


class Proxy(NamedTuple):
    """An HTTP proxy.

    Attributes:
        url: ``http://host:port``, without a user or a password.
        variable: The environment variable that names it.
        username: The user that the variable names, "" if none.
        password: The user's password.
    """

    url: str
    variable: str
    username: str = ""
    password: str = ""

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
    before upper case, and a blank variable counts as none. Loopback is never asked through a proxy, where it would be
    another machine.

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
    if named is None or _is_loopback(host):
        return None
    exceptions = environ.get("no_proxy", "").strip() or environ.get("NO_PROXY", "")
    if _is_exception(host, parts.port or (443 if parts.scheme == "https" else 80), exceptions):
        return None
    return _parsed(named, environ[named].strip())


def _is_loopback(host: str) -> bool:
    ip = _ip(host)
    return ip.is_loopback if ip else host == "localhost" or host.endswith(".localhost")


def _is_exception(host: str, port: int, exceptions: str) -> bool:
    """Return whether a list such as ``example.com, .lab, *.svc, 10.0.0.0/8, [::1]:8999`` names a host."""
    ip = _ip(host)
    for entry in re.split(r"[\s,;]+", exceptions.lower()):
        name, colon, tail = entry.rpartition(":")
        if colon and tail.isdigit() and (":" not in name or name.endswith("]")):
            if int(tail) != port:
                continue
            entry = name
        entry = entry.strip("[]")
        if entry == "*" or (entry == "<local>" and "." not in host and ip is None):
            return True
        try:
            network = ip_network(entry.replace("]", ""), strict=False)
        except ValueError:
            domain = entry.removeprefix("*").strip(".")
            if ip is None and domain and f".{host}".endswith(f".{domain}"):
                return True
        else:
            if ip is not None and ip in network:
                return True
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
    if not host or not value.isprintable() or re.search(r"[\s\[\]%\\^`{|}<>\"]", host):
        raise _unusable(variable, "no proxy")
    if parts.scheme != "http":
        kind = "SOCKS proxy" if parts.scheme.startswith("socks") else f"proxy of the kind {parts.scheme}://"
        raise _unusable(variable, f"a {kind}, which cannot be used")
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    return Proxy(address, variable, unquote(parts.username or ""), unquote(parts.password or ""))


def _unusable(variable: str, what: str) -> InvalidArgument:
    advice = "write http://[user:password@]host[:port], or list the server's host in NO_PROXY"
    return InvalidArgument("InvalidProxy", f"{variable} names {what}: {advice}")
