"""Renewal of a login: a client with a password gets one new token when the old one is refused, and goes on."""

import asyncio
import os
import threading
from collections.abc import Callable
from typing import Any

import pytest

from paddleflow import AsyncClient, AuthenticationFailed, Client, ErrorMessage, InvalidResponse, Result

from ...support.any_client import TRANSPORTS, AnyClient, mostly_auto
from ...support.failures import failed
from ...support.inside import wrap_login_lock
from ...support.recorded_server import EMPTY, Answer, Request, Server, from_recordings, html, json, recorded

over_every_transport = pytest.mark.parametrize("transport", TRANSPORTS)
THREADS, TASKS = (100, 200) if "PADDLEFLOW_TORTURE" in os.environ else (25, 50)
STALE = ["AuthInvalidToken", "AuthFailed", "AuthWithoutToken"]


class Gate:
    """A server where only the newest token is good; counts the logins."""

    def __init__(self, server: Server, code: str = "AuthInvalidToken") -> None:
        self.server = server
        self.good = "T0"
        self.code = code
        self.login: Callable[[], Answer] = self.renewed
        self.lock = threading.Lock()
        server.respond = self.respond

    @property
    def logins(self) -> int:
        return sum(request.path == "/login" for request in self.server.requests)

    @property
    def calls(self) -> int:
        return len(self.server.requests) - self.logins

    def expire(self) -> None:
        self.good = "nobody's"
        self.server.forget()
        self.server.respond = self.respond

    def renewed(self) -> Answer:
        with self.lock:
            self.good = f"T{self.logins}"
        return json({"authorization": self.good})

    def respond(self, request: Request) -> Answer:
        if request.path == "/login":
            return self.login()
        if request.headers.get("x-pf-authorization") != self.good:
            return json({"code": self.code, "message": "invalid token", "requestID": "r"}, 400)
        return EMPTY if request.method == "DELETE" else from_recordings(request)


@pytest.fixture
def gate(server: Server) -> Gate:
    return Gate(server)


def knowing(any_clients: AnyClient, server: Server, **settings: Any) -> AnyClient:
    """A client that knows its password."""
    return any_clients.new(server.host, "root", "paddleflow", server.port, **{"attempts": 1, **settings})


@over_every_transport
def test_a_client_with_a_password_logs_in_by_itself_before_its_first_call(any_clients: AnyClient, gate: Gate) -> None:
    any_client = knowing(any_clients, gate.server)
    assert any_client.list_run().ok
    assert any_client.list_run().ok
    assert [request.path for request in gate.server.requests] == ["/login", "/run", "/run"]


@mostly_auto
@pytest.mark.parametrize("code", STALE)
@pytest.mark.parametrize("write", [False, True], ids=["read", "write"])
def test_a_token_has_expired(any_clients: AnyClient, server: Server, code: str, write: bool) -> None:
    gate = Gate(server, code)
    any_client = knowing(any_clients, server)
    assert any_client.list_run().ok
    gate.expire()
    assert (any_client.delete_run("run-1") if write else any_client.list_run()).ok
    path = "/run/run-1" if write else "/run"
    assert [request.path for request in server.requests] == [path, "/login", path]
    first, _, again = server.requests
    assert first.headers["x-pf-request-id"] == again.headers["x-pf-request-id"]


def test_the_user_who_logged_in_last_is_logged_in_again(any_clients: AnyClient, gate: Gate) -> None:
    any_client = knowing(any_clients, gate.server)
    any_client.login("alice", "hers").unwrap()
    gate.expire()
    assert any_client.list_run().ok
    assert gate.server.requests[1].json == {"username": "alice", "password": "hers"}


@over_every_transport
def test_renewal_gives_up_when_every_token_is_rejected(any_clients: AnyClient, gate: Gate) -> None:
    any_client = knowing(any_clients, gate.server, attempts=3)
    gate.login = lambda: json({"authorization": "never good"})
    message = failed(any_client.list_run(), AuthenticationFailed)
    assert "Log in again: client.login(user_name, password)." in message
    assert (gate.logins, gate.calls) == (2, 2)  # the first because there was no token


REFUSED = {
    "wrong password": (recorded("login wrong password"), AuthenticationFailed),
    "nothing": (EMPTY, InvalidResponse),
    "html": (html(), InvalidResponse),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_failed_renewal_is_reported(any_clients: AnyClient, gate: Gate, kind: str) -> None:
    any_client = knowing(any_clients, gate.server)
    any_client.login().unwrap()
    gate.expire()
    answer, error = REFUSED[kind]
    gate.login = lambda: answer
    message = failed(any_client.list_run(), error)
    assert message.startswith("list_run: login: ")
    assert (gate.logins, gate.calls) == (1, 1)


@over_every_transport
@pytest.mark.parametrize("code", STALE)
def test_a_client_that_knows_nothing_says_to_log_in(any_clients: AnyClient, server: Server, code: str) -> None:
    gate = Gate(server, code)
    any_client = any_clients.new(server.host, paddleflow_server_port=server.port, token="old", attempts=3)
    message = failed(any_client.list_run(), AuthenticationFailed)
    assert "log in" in message.lower()
    assert (gate.logins, gate.calls) == (0, 1)


# A callable that gives tokens.


@pytest.fixture(params=["function", "coroutine function"])
def provide(request: pytest.FixtureRequest, any_clients: AnyClient) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Makes a token callable of either kind; the blocking client knows one."""
    if request.param == "function" or any_clients.kind == "blocking":
        return lambda give: give

    def coroutine_function(give: Callable[[], Any]) -> Callable[[], Any]:
        async def later() -> Any:
            await asyncio.sleep(0)
            return give()

        return later

    return coroutine_function


@mostly_auto
def test_a_callable_gives_the_token_and_the_next(any_clients: AnyClient, gate: Gate, provide: Any) -> None:
    given = iter(["T0", "T1"])
    any_client = any_clients.new(
        "127.0.0.1", paddleflow_server_port=gate.server.port, token=provide(lambda: next(given))
    )
    assert any_client.list_run().ok
    gate.good = "T1"
    assert any_client.list_run().ok
    assert any_client.list_run().ok
    assert [request.headers["x-pf-authorization"] for request in gate.server.requests] == ["T0", "T0", "T1", "T1"]
    assert gate.logins == 0


def oh_no() -> str:
    raise OSError("marker-xyzzy")


@pytest.mark.parametrize(
    ("give", "text"),
    [
        (oh_no, "The callable given as token failed: OSError."),
        (lambda: None, "returned NoneType; it must"),
        (lambda: b"marker-xyzzy", "returned bytes; it must"),
        (lambda: "", "returned str; it must"),
    ],
)
def test_a_callable_that_gives_no_token_is_named_in_the_failure(
    any_clients: AnyClient, gate: Gate, provide: Any, give: Any, text: str
) -> None:
    any_client = any_clients.new("127.0.0.1", paddleflow_server_port=gate.server.port, token=provide(give))
    message = failed(any_client.list_run(), AuthenticationFailed)
    assert text in message
    assert "xyzzy" not in message
    assert gate.server.requests == []


def test_a_blocking_client_refuses_a_coroutine_as_token(gate: Gate) -> None:
    async def give() -> str:
        return "T0"

    with Client("127.0.0.1", paddleflow_server_port=gate.server.port, token=give) as client:
        assert "returned coroutine; it must" in failed(client.list_run(), AuthenticationFailed)


@mostly_auto
@pytest.mark.parametrize("token", ["T\r\nx: y", " T", "T ", "T\t", "词", "\x7f"], ids=ascii)
def test_a_token_that_no_header_can_hold_is_not_shown(any_clients: AnyClient, gate: Gate, token: str) -> None:
    for any_client in (
        any_clients.new("127.0.0.1", paddleflow_server_port=gate.server.port, token=f"xyzzy{token}xyzzy{token}"),
        any_clients.new("127.0.0.1", paddleflow_server_port=gate.server.port, token=lambda: f"{token}xyzzy{token}"),
    ):
        ret, message = any_client.list_run()
        if not ret:
            assert isinstance(message, ErrorMessage)
            assert "xyzzy" not in message + repr(message.exception.args)


# Many find out together.


class Counting:
    """A lock that reports when a number of threads wait for it."""

    def __init__(self, lock: Any, full: Callable[[], None], size: int) -> None:
        self.lock, self.full, self.left = lock, full, size
        self.guard = threading.Lock()

    def come(self) -> None:
        with self.guard:
            self.left -= 1
            if self.left == 0:
                self.full()

    def acquire(self, **limit: float) -> Any:
        self.come()
        return self.lock.acquire(**limit)

    def release(self) -> None:
        self.lock.release()


class Crowd:
    """Many callers of one client, all of whom find that its token is refused.

    All first answers wait until every request is there, and the answer to the login until every caller wants one.
    """

    def __init__(self, gate: Gate, size: int, *, copies: bool) -> None:
        self.gate, self.size, self.copies = gate, size, copies
        self.all_asked, self.all_wait = threading.Barrier(size), threading.Event()
        self.after = False
        respond = gate.respond

        def together(request: Request) -> Answer:
            if request.path == "/login":
                assert self.all_wait.wait(30)
            elif request.headers["x-pf-authorization"] == "old":
                self.all_asked.wait(30)
            return respond(request)

        gate.server.respond = together

    def watch(self, client: Any) -> None:
        wrap_login_lock(client, lambda lock: Counting(lock, self.all_wait.set, self.size))

    def each(self, client: Any, number: int) -> Any:
        """Every second caller has a copy with limits of its own."""
        return client.with_options(attempts=2) if self.copies and number % 2 else client

    def blocking(self) -> list[Result[Any]]:
        server = self.gate.server
        results: list[Any] = [None] * self.size
        with Client(server.host, "root", "paddleflow", server.port, token="old", transport="httpx") as client:
            self.watch(client)

            def work(number: int) -> None:
                results[number] = self.each(client, number).list_run()

            threads = [threading.Thread(target=work, args=(number,)) for number in range(self.size)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        return results

    async def awaited(self, transport: str) -> list[Result[Any]]:
        server = self.gate.server
        async with AsyncClient(
            server.host, "root", "paddleflow", server.port, token="old", transport=transport, total_timeout=60
        ) as client:
            self.watch(client)
            return await asyncio.gather(*[self.each(client, number).list_run() for number in range(self.size)])


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many connections as there are callers, for all are to ask before one is answered."""
    monkeypatch.setattr("paddleflow._constants.CONNECTIONS", 250)


@pytest.mark.usefixtures("many")
def test_many_threads_with_a_stale_token_log_in_once(gate: Gate) -> None:
    assert [result.ok for result in Crowd(gate, THREADS, copies=False).blocking()] == [True] * THREADS
    assert (gate.logins, gate.calls) == (1, 2 * THREADS)


@pytest.mark.usefixtures("many")
async def test_many_tasks_with_a_stale_token_log_in_once(gate: Gate, transport: str) -> None:
    assert [result.ok for result in await Crowd(gate, TASKS, copies=False).awaited(transport)] == [True] * TASKS
    assert (gate.logins, gate.calls) == (1, 2 * TASKS)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("copies", [False, True], ids=["one client", "copies too"])
def test_many_threads_share_a_login_that_fails(gate: Gate, copies: bool) -> None:
    gate.login = lambda: recorded("login wrong password")
    crowd = Crowd(gate, THREADS, copies=copies)
    for result in crowd.blocking():
        assert failed(result, AuthenticationFailed).startswith("list_run: login: ")
    assert (gate.logins, gate.calls) == (1, THREADS)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("copies", [False, True], ids=["one client", "copies too"])
async def test_many_tasks_share_a_login_that_fails(gate: Gate, transport: str, copies: bool) -> None:
    gate.login = lambda: recorded("login wrong password")
    for result in await Crowd(gate, TASKS, copies=copies).awaited(transport):
        assert failed(result, AuthenticationFailed).startswith("list_run: login: ")
    assert (gate.logins, gate.calls) == (1, TASKS)
