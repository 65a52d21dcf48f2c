"""Where a server is: from what users write to a base URL."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from paddleflow._constants import PORT
from paddleflow.errors import InvalidArgument


def base_url(host: Any, port: Any = None) -> str:
    """The base URL for a host (``127.0.0.1``, ``::1``) or an address (``https://pf.example.com/prefix``).

    Parameters
    ----------
    host : host name, IP address or http(s) address; an address may have a path, and a port that wins over ``port``
    port : number, or text of one; default: 8999 for a host, the scheme's own for an address

    Raises
    ------
    InvalidArgument : neither the one nor the other
    """
    if not isinstance(host, str) or not host.strip():
        raise InvalidArgument(
            "InvalidServer", f"paddleflow_server_host must be a host name or an address, not {host!r}."
        )
    host = host.strip()
    number = None if port is None or port == "" else _port(port)
    if "://" not in host:
        bare = host.strip("[]")
        # An IPv6 address has colons of its own; "name:8999" is a host with a port.
        if bare.count(":") > 1:
            return f"http://[{bare}]:{number or PORT}"
        host = f"http://{host}"
        number = number or PORT
    parts = urlsplit(host)
    try:
        own_port = parts.port
    except ValueError:
        raise InvalidArgument("InvalidServer", f"{host} has a port that is no number from 1 to 65535.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or any(c.isspace() for c in host):
        raise InvalidArgument(
            "InvalidServer", f"{host!r} is no address: write a host name, or http(s)://host[:port][/path]."
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise InvalidArgument("InvalidServer", "An address has no user, password, query or fragment: give those apart.")
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    chosen = own_port or number
    return f"{parts.scheme}://{name}{f':{chosen}' if chosen else ''}{parts.path.rstrip('/')}"


def _port(port: Any) -> int:
    text = str(port)
    if isinstance(port, bool) or not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise InvalidArgument(
            "InvalidServer", f"paddleflow_server_port must be a number from 1 to 65535, not {port!r}."
        )
    return int(text)
