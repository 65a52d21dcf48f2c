"""A PaddleFlow server behind TLS, and a proxy, both real and both on loopback."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import trustme

from ...support.recorded_server import Server


class Certificates:
    """An authority, what it has signed, and an untrusted authority, as files in PEM form."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authority, self.stranger = trustme.CA(), trustme.CA()
        self.server = self.authority.issue_cert("127.0.0.1", "localhost", "pf.example")
        self.ca = self._written("ca.pem", self.authority.cert_pem)
        self.client = self._written(
            "client.pem", self.authority.issue_cert("alice@example").private_key_and_cert_chain_pem
        )
        self.forged = self._written(
            "forged.pem", self.stranger.issue_cert("alice@example").private_key_and_cert_chain_pem
        )
        self.other_ca = self._written("other-ca.pem", self.stranger.cert_pem)

    def _written(self, name: str, what: trustme.Blob) -> Path:
        what.write_to_path(self.folder / name)
        return self.folder / name


class Secure(Server):
    """The server of the recordings behind TLS; whoever asks must show a certificate, if ``mutual``.

    ``own`` is a certificate with its key that it shows instead of the one that the authority has signed.
    """

    def __init__(
        self,
        certificates: Certificates,
        *,
        mutual: bool = False,
        version: ssl.TLSVersion | None = None,
        own: Path | None = None,
    ) -> None:
        super().__init__()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if own:
            context.load_cert_chain(own)
        else:
            certificates.server.configure_cert(context)
        if mutual:
            context.verify_mode = ssl.CERT_REQUIRED
            certificates.authority.configure_trust(context)
        if version:
            context.maximum_version = version
        listener: Any = self._listener
        plain = listener.get_request

        def accept() -> tuple[Any, Any]:
            connection, peer = plain()
            # The handshake is left to the thread of the connection.
            return context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), peer

        listener.get_request = accept
        handler = listener.RequestHandlerClass

        class Shaking(handler):
            def handle_one_request(self) -> None:
                try:
                    self.connection.do_handshake()
                    # Nobody can look at what TLS has not read yet.
                    first = self.connection.recv(1)
                except OSError:
                    self.close_connection = True
                    return
                self.connection.recv = _peeked(self.connection.recv, first)
                self.rfile = _Prepended(first, self.rfile)
                super().handle_one_request()

        listener.RequestHandlerClass = Shaking

    @property
    def address(self) -> str:
        return f"https://{self.host}:{self.port}"


def _peeked(recv: Callable[..., bytes], first: bytes) -> Callable[..., bytes]:
    return lambda size, flags=0: first if flags & socket.MSG_PEEK else recv(size)


class _Prepended:
    """A file with something before it."""

    def __init__(self, first: bytes, rest: Any) -> None:
        self.first, self.rest = first, rest

    def readline(self, *limit: int) -> bytes:
        first, self.first = self.first, b""
        return first + self.rest.readline(*limit)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rest, name)


class Proxy:
    """A forwarding proxy: passes requests for ``http://`` addresses on, and tunnels with CONNECT.

    It finds every host on loopback, where no client would ask it for one.
    """

    def __init__(self, *, refuses: int | None = None, page: bytes = b"", encoding: str = "identity") -> None:
        self.lines: list[str] = []
        """The first lines of what it was asked, in order."""
        self.authorizations: list[str | None] = []
        head = f"HTTP/1.1 {refuses} No\r\nContent-Length: {len(page)}\r\nContent-Encoding: {encoding}\r\n"
        self.refusal = f"{head}Connection: close\r\n\r\n".encode() + page if refuses else None
        self._server = _ProxyServer(("127.0.0.1", 0), _Forwarding)
        self._server.owner = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        for connection in list(self._server.open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._server.server_close()


class _ProxyServer(socketserver.ThreadingTCPServer):
    owner: Proxy
    daemon_threads = False

    def __init__(self, *args: Any) -> None:
        self.open: set[socket.socket] = set()
        super().__init__(*args)

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a client or a server may go when it likes


class _Forwarding(socketserver.BaseRequestHandler):
    server: _ProxyServer  # pyright: ignore[reportIncompatibleVariableOverride] # ours, not just any

    def handle(self) -> None:
        client: socket.socket = self.request
        self.server.open.add(client)
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := client.recv(65536)):
                return
            head += more
        top, _, rest = head.partition(b"\r\n\r\n")
        line, *headers = top.decode().split("\r\n")
        names = {name.lower(): value.strip() for name, _, value in (header.partition(":") for header in headers)}
        owner = self.server.owner
        owner.lines.append(line)
        owner.authorizations.append(names.get("proxy-authorization"))
        if owner.refusal:
            client.sendall(owner.refusal)
            return
        method, target, version = line.split(" ")
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        try:
            upstream = socket.create_connection(("127.0.0.1", parts.port), 5)
        except OSError:
            client.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        with upstream:
            self.server.open.add(upstream)
            if method == "CONNECT":
                client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            else:
                while len(rest) < int(names.get("content-length", 0)):
                    rest += client.recv(65536)
                path = target.removeprefix(f"{parts.scheme}://{parts.netloc}")
                kept = [h for h in headers if not h.lower().startswith(("proxy-", "connection:"))]
                lines = [f"{method} {path} {version}", *kept, "Connection: close", "", ""]
                upstream.sendall("\r\n".join(lines).encode() + rest)
                # The answer ends with the connection, and says so.
                client.sendall(upstream.recv(65536).replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
            back = threading.Thread(target=_pipe, args=(upstream, client))
            back.start()
            _pipe(client, upstream)
            back.join()


def _pipe(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for each in (source, target):
        with contextlib.suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
