"""A PaddleFlow server that answers from the recordings, says what it was sent, and fails on demand.

A real HTTP/1.1 server on loopback with keep-alive; conftest.py has it as the fixture `server`.

>>> server.answer("show run unknown")              # the next answer, by the name of a recording
>>> server.answer(html(502), DROP, EMPTY)          # the next three, by what they are
>>> server.respond = lambda request: json({...})   # every answer, from the request
>>> server.requests[-1].target                     # what was asked, as it was sent
"""

from __future__ import annotations

import contextlib
import json as _json
import socket
import socketserver
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from enum import Enum, auto
from functools import cache
from http.server import BaseHTTPRequestHandler
from itertools import count
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from attrs import evolve, field, frozen

RECORDINGS = Path(__file__).resolve().parents[1] / "recordings"
BASE = "/api/paddleflow/v1"
JSON = "application/json"


class Way(Enum):
    """How an answer goes out."""

    WHOLE = auto()
    TRUNCATED = auto()  # half of the body, then the connection is closed
    DROPPED_UNREAD = auto()  # closed as soon as a request arrives, before it is read
    DROPPED = auto()  # closed once the request is read
    NEVER = auto()  # read, and no answer until the test ends
    SLOW_HEADERS = auto()  # one byte of the headers every `PACE` seconds


PACE = 0.02


@frozen
class Request:
    """A request, as it was sent."""

    method: str
    target: str
    """Path with query, nothing decoded."""
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes
    connection: int
    """The same number: the same connection."""

    @property
    def path(self) -> str:
        """Path below the base path, nothing decoded."""
        return self.target.partition("?")[0].removeprefix(BASE)

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def json(self) -> Any:
        """The body; None when there is none."""
        return _json.loads(self.body) if self.body else None


@frozen
class Answer:
    """An answer. `json`, `html` and the constants below make the usual ones, `recorded` those of the real server."""

    status: int = 200
    body: bytes = b""
    content_type: str = JSON
    headers: Mapping[str, str] = field(factory=dict)
    way: Way = Way.WHOLE

    @property
    def json(self) -> Any:
        return _json.loads(self.body)

    def but(self, **fields: Any) -> Answer:
        """The same JSON object with these fields instead."""
        return evolve(self, body=_json.dumps({**self.json, **fields}).encode())

    def without(self, *names: str) -> Answer:
        """The same JSON object without these fields."""
        return evolve(self, body=_json.dumps({k: v for k, v in self.json.items() if k not in names}).encode())

    def wire(self) -> tuple[bytes, bytes]:
        """Headers and body, as they are sent."""
        head = {"Content-Type": self.content_type, "Content-Length": str(len(self.body)), **self.headers}
        lines = [f"HTTP/1.1 {self.status} Whatever", *(f"{name}: {value}" for name, value in head.items()), "", ""]
        return "\r\n".join(lines).encode(), self.body


def json(value: Any, status: int = 200, **headers: str) -> Answer:
    """A JSON answer."""
    return Answer(status, _json.dumps(value).encode(), headers=headers)


def html(status: int = 200, text: str = "<html><body>Welcome to the proxy</body></html>") -> Answer:
    """What a proxy, a login page or another server says."""
    return Answer(status, text.encode(), "text/html; charset=utf-8")


def redirect(to: str = "http://127.0.0.1:9/login", status: int = 302) -> Answer:
    """Somewhere else."""
    return Answer(status, headers={"Location": to})


EMPTY = Answer()
NULL = json(None)
LIST = json([])
INVALID_JSON = Answer(body=b'{"runID": ')
TRUNCATED = evolve(json({"runList": []}), way=Way.TRUNCATED)
DROPPED_UNREAD = Answer(way=Way.DROPPED_UNREAD)
DROPPED = Answer(way=Way.DROPPED)
NEVER = Answer(way=Way.NEVER)
SLOW_HEADERS = evolve(json({"runList": []}), way=Way.SLOW_HEADERS)


@frozen
class Recording:
    """One recorded request and its answer."""

    name: str
    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    authorized: bool
    answer: Answer

    def likeness(self, request: Request) -> tuple[bool, int, bool] | None:
        """How well it fits a request, to be compared; None when it does not."""
        if (request.method, unquote(request.path)) != (self.method, self.path):
            return None
        if (
            "x-pf-authorization" in request.headers
        ) != self.authorized or not self.query.items() <= request.query.items():
            return None
        return (self.body or None) == request.json, len(self.query), 200 <= self.answer.status < 300


@cache
def recordings() -> Mapping[str, Recording]:
    """Every recording by its name; pipelines.json holds runs of pipelines instead."""
    return {
        one["name"]: Recording(
            one["name"],
            one["request"]["method"],
            one["request"]["path"],
            {name: str(value) for name, value in one["request"]["query"].items()},
            one["request"]["body"],
            one["request"]["authorized"],
            _answer(**one["response"]),
        )
        for file in sorted(RECORDINGS.glob("*.json"))
        if file.name != "pipelines.json"
        for one in _json.loads(file.read_text(encoding="utf-8"))
    }


def _answer(status: int, content_type: str, body: Any) -> Answer:
    if status == 0:  # the real server crashed
        return DROPPED
    return Answer(status, body.encode() if isinstance(body, str) else _json.dumps(body).encode(), content_type)


def recorded(name: str) -> Answer:
    """The answer of a recording."""
    return recordings()[name].answer


def from_recordings(request: Request) -> Answer:
    """The answer of the recording that fits best: same route; then same body, most of the query, accepted."""
    fitting = [(likeness, one) for one in recordings().values() if (likeness := one.likeness(request)) is not None]
    return max(fitting, key=lambda pair: pair[0])[1].answer if fitting else recorded("unknown route")


class Server:
    """The server. Use it in a ``with``, or the fixture."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        """Everything that was asked, in the order of arrival."""
        self.respond: Callable[[Request], Answer] = from_recordings
        """What answers when nothing is programmed with `answer`."""
        self.arrived = threading.Condition()
        """Notified of every request: `wait` uses it."""
        self.closing = threading.Event()
        self.failures: list[BaseException] = []
        self._next: deque[Answer] = deque()
        self._listener = _Listener(self)
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.01,), name="recorded server")

    host = "127.0.0.1"

    @property
    def port(self) -> int:
        return self._listener.server_address[1]

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}"

    def answer(self, *answers: str | Answer) -> None:
        """What to answer next, before anything else: names of recordings, or answers."""
        self._next.extend(recorded(each) if isinstance(each, str) else each for each in answers)

    def forget(self) -> None:
        """Forget what was asked, and what was programmed."""
        self.requests.clear()
        self._next.clear()
        self.respond = from_recordings

    def wait(self, requests: int = 1, seconds: float = 10) -> None:
        """Wait until that many requests are there."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.requests) >= requests, seconds)

    @property
    def connections(self) -> set[int]:
        """The connections that requests came over."""
        return {request.connection for request in self.requests}

    @property
    def open_connections(self) -> int:
        """How many connections are open."""
        return len(self._listener.open)

    def hangs_up(self) -> bool:
        """Whether the connection is to be closed without reading the request."""
        if self._next and self._next[0].way is Way.DROPPED_UNREAD:
            self._next.popleft()
            return True
        return False

    def received(self, request: Request) -> Answer:
        """Note a request, and say what to answer."""
        with self.arrived:
            self.requests.append(request)
            self.arrived.notify_all()
            answer = self._next.popleft() if self._next else None
        return self.respond(request) if answer is None else answer

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()
        assert not self.failures


class _Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False  # server_close() waits for every one of them
    request_queue_size = 256

    def __init__(self, owner: Server) -> None:
        self.owner = owner
        self.open: set[socket.socket] = set()
        self.numbers: Iterator[int] = count(1)
        super().__init__((owner.host, 0), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, ConnectionError):  # a client may go when it likes
            self.owner.failures.append(error)

    def server_close(self) -> None:
        for connection in list(self.open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Listener  # pyright: ignore[reportIncompatibleVariableOverride] # ours, not just any

    def setup(self) -> None:
        super().setup()
        self.number = next(self.server.numbers)

    def handle_one_request(self) -> None:
        owner = self.server.owner
        self.close_connection = True
        if not self.connection.recv(1, socket.MSG_PEEK) or owner.hangs_up():
            return
        self.raw_requestline = self.rfile.readline()
        if not self.parse_request():
            return
        method, target, _ = self.requestline.split(" ")  # self.path would have leading slashes folded
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        self.send(owner.received(Request(method, target, headers, body, self.number)))

    def send(self, answer: Answer) -> None:
        head, body = answer.wire()
        match answer.way:
            case Way.WHOLE:
                self.connection.sendall(head + body)
                return
            case Way.TRUNCATED:
                self.connection.sendall(head + body[: len(body) // 2])
            case Way.NEVER:
                self.server.owner.closing.wait()
            case Way.SLOW_HEADERS:
                for place in range(len(head)):
                    if self.server.owner.closing.wait(PACE):
                        break
                    self.connection.sendall(head[place : place + 1])
                self.connection.sendall(body)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        pass
