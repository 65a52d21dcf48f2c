"""A server on real sockets whose every answer is a fault, or good; between two attempts it becomes another."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Sequence
from enum import Enum
from typing import Self

RUN = b'{"runID": "run-1"}'
HTML = b"<html>Bad gateway</html>"


def answer(status: int, body: bytes, kind: str = "application/json", *headers: str) -> bytes:
    head = [f"HTTP/1.1 {status} Whatever", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(head).encode() + body


class Fault(Enum):
    """What becomes of one attempt."""

    REFUSED = "nobody listens"
    UNREAD = "closed before the request is read"
    READ = "closed once the request is read"
    HALF = "closed in the middle of the answer"
    SILENT = "read, and never answered"
    BUSY = answer(503, b'{"code": "Busy", "message": "busy", "requestID": "r"}')
    GATEWAY = answer(502, HTML, "text/html")
    LATER = answer(429, b"{}", "application/json", "Retry-After: 7")
    MUCH_LATER = answer(429, b"{}", "application/json", "Retry-After: 3600")
    LATER_THAN_THAT = answer(503, b"{}", "application/json", "Retry-After: nonsense")
    GOOD = answer(200, RUN)
    LAST = answer(200, RUN, "application/json", "Connection: close")

    @property
    def good(self) -> bool:
        return self in (Fault.GOOD, Fault.LAST)


class Faulty:
    """The server: it goes through a schedule, one step for each attempt of the client, which says when (`advance`)."""

    def __init__(self, schedule: Sequence[Fault]) -> None:
        self.schedule = list(schedule)
        self.received: list[str] = []
        """The methods of the requests that were read, in order."""
        self.step = -1
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        with socket.create_server(("127.0.0.1", 0)) as first:
            self.port: int = first.getsockname()[1]

    @property
    def fault(self) -> Fault:
        return self.schedule[min(self.step, len(self.schedule) - 1)]

    def advance(self, _: float = 0) -> None:
        """Before the next attempt: refuse or accept its connection."""
        self.step += 1
        if self.fault is Fault.REFUSED:
            self._stop()
        elif self._listener is None:
            # An address that a connection was closed on can be listened on at once with SO_REUSEADDR.
            self._listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
            self._start(self._accept, self._listener)

    def __enter__(self) -> Self:
        self.advance()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    @property
    def open(self) -> int:
        """Connections that the client has not closed."""
        return len(self._open)

    def wait_until_closed(self) -> None:
        """Wait until the client has closed every connection."""
        for thread in list(self._threads):
            if thread.name == "connection":
                thread.join(10)
                assert not thread.is_alive()

    def _start(self, work: object, sock: socket.socket, name: str = "listener") -> None:
        thread = threading.Thread(target=work, args=(sock,), name=name)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _stop(self) -> None:
        if self._listener is not None:
            listener, self._listener = self._listener, None
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self.wait_until_closed()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._open.add(connection)
            self._start(self._serve, connection, "connection")

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            while self._answered(connection):
                pass
        with self._lock:
            self._open.discard(connection)

    def _answered(self, connection: socket.socket) -> bool:
        """Whether the connection stays open."""
        if not connection.recv(1, socket.MSG_PEEK) or self.fault is Fault.UNREAD:
            return False
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := connection.recv(65536)):
                return False
            head += more
        top, _, body = head.partition(b"\r\n\r\n")
        length = next((int(line[15:]) for line in top.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
        while len(body) < length:
            body += connection.recv(65536)
        self.received.append(top.split(b" ", 1)[0].decode())
        match self.fault:
            case Fault.READ | Fault.REFUSED:
                return False
            case Fault.SILENT:
                connection.recv(1)  # until the client gives up
                return False
            case Fault.HALF:
                connection.sendall(answer(200, RUN)[:-5])
                return False
            case fault:
                created = fault.good and self.received[-1] == "POST"
                connection.sendall(fault.value.replace(b" 200 ", b" 201 ") if created else fault.value)
                return fault is not Fault.LAST


class Drip:
    """A server that answers so slowly that it never ends: one byte of head or body every few milliseconds.

    The head is of `length` bytes more than it must, and so is the body.
    """

    def __init__(self, *, body: bool, length: int = 20_000) -> None:
        self._body, self._length = body, length
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.ended = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)
        self._listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                with connection, contextlib.suppress(OSError):
                    connection.recv(65536)
                    padding = "X-Padding: " + "x" * (0 if self._body else self._length)
                    whole = answer(200, b" " * self._length, "application/json", padding)
                    slow = whole.index(b"\r\n\r\n") + 4 if self._body else 9
                    connection.sendall(whole[:slow])
                    for place in range(slow, len(whole)):
                        if not self.ended.wait(0.02):
                            connection.sendall(whole[place : place + 1])
