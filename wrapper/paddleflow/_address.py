"""Where a server is: from what users write to a base URL."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Any, Final, TypeGuard
from urllib.parse import urlsplit

from paddleflow._constants import PORT
from paddleflow._text import shown
from paddleflow.errors import InvalidArgument

API_PATH: Final = re.compile(r"(/+api/paddleflow/v1)+/*$")
"""What every route begins with: an address may have it, once or more often."""


def base_url(host: Any, port: Any = None) -> str:
    """Return the base URL for a host (``127.0.0.1``, ``::1``) or an address (``https://pf.example.com/prefix``).

    Args:
        host: Host name, IP address or http(s) address; an address may have a path, and a port that wins over ``port``.
        port: Number, or text of one; default: 8999 for a host, the scheme's own for an address.

    Raises:
        InvalidArgument: The host is neither a host name nor an http(s) address, or the port is invalid.
    """
    if not isinstance(host, str) or not host.strip():
        raise _invalid(
            f"paddleflow_server_host (PADDLEFLOW_HOST) must be a host name or an address, not {shown(host)}."
        )
    host = host.strip()
    number = _port(port)
    if "://" not in host:
        bare = host.strip("[]")
        # An IPv6 address has colons of its own; "name:8999" is a host with a port.
        host = f"http://[{bare}]" if bare.count(":") > 1 else f"http://{host}"
        number = number or PORT
    try:
        parts = urlsplit(host)
    except ValueError:
        parts = urlsplit("")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise _invalid("An address must not contain a user, password, query or fragment: pass those separately.")
    try:
        own_port = parts.port
    except ValueError:
        own_port = 0
    if own_port == 0:
        raise _invalid(f"{host} has an invalid port: it must be a number from 1 to 65535.")
    if parts.scheme not in ("http", "https") or not is_host(parts.hostname) or not host.isprintable() or " " in host:
        wrong = host.rpartition("@")[2]
        raise _invalid(f"{wrong!r} is not an address: use a host name, or http(s)://host[:port][/path].")
    return f"{parts.scheme}://{authority(parts.hostname, own_port or number)}{API_PATH.sub('', parts.path).rstrip('/')}"


def authority(host: str, port: int | None) -> str:
    """Return host and port as an address has them: ``[::1]:8999``."""
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port}" if port else name


def is_host(name: str | None) -> TypeGuard[str]:
    """Return whether it can be the name or the IP address of a host."""
    if name is not None and ":" in name:
        try:
            ip_address(name)
        except ValueError:
            return False
    return bool(name) and not any(char.isspace() or char in '[]%\\^`{|}<>"' for char in name or "")


def _port(port: Any) -> int | None:
    if port is None or port == "":
        return None
    if isinstance(port, str) and re.fullmatch(r"\s*[0-9]{1,5}\s*", port):
        port = int(port)
    if type(port) is not int or not 1 <= port <= 65535:
        raise _invalid(f"paddleflow_server_port (PADDLEFLOW_PORT) must be a number from 1 to 65535, not {shown(port)}.")
    return port


def _invalid(text: str) -> InvalidArgument:
    return InvalidArgument("InvalidServer", text)
