"""A method that promises a pair returns one, for all arguments and at any time."""

import asyncio
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from paddleflow import (
    AsyncClient,
    AuthenticationFailed,
    Client,
    ErrorMessage,
    InvalidArgument,
    InvalidResponse,
    NotSupported,
    RequestRefused,
    ServerFailed,
)

from ...support.any_client import TRANSPORTS, AnyClient, mostly_blocking
from ...support.cases import with_each
from ...support.failures import failed
from ...support.recorded_server import Server, json, redirect

over_every_transport = pytest.mark.parametrize("transport", TRANSPORTS)

HUGE = 10**5000  # has more digits than Python prints
EARLIEST = datetime.min.replace(tzinfo=timezone(timedelta(hours=1)))  # before it, in UTC, there is nothing
ROUND: dict[str, Any] = {}
ROUND["again"] = ROUND


def deep() -> list[Any]:
    """Lists in each other, deeper than any stack."""
    made: list[Any] = []
    for _ in range(100_000):
        made = [made]
    return made


class Unprintable:
    def __repr__(self) -> str:
        raise SystemError("no repr")


class Incomparable:
    def __eq__(self, other: object) -> bool:
        raise ValueError("the truth value of an array is ambiguous")

    __hash__ = None  # type: ignore[assignment]


ODD: dict[str, Callable[[AnyClient], Any]] = {
    "a huge number": lambda any_client: any_client.list_run(maxsize=HUGE),
    "a huge number as text": lambda any_client: any_client.list_queue(maxsize="9" * 5000),
    "a huge number inside": lambda any_client: any_client.create_run(fs_name="f", run_yaml_raw="a: b", disabled=HUGE),
    "no repr": lambda any_client: any_client.list_run(maxsize=Unprintable()),
    "a dict in itself": lambda any_client: any_client.create_run_json(ROUND),
    "a deep dict": lambda any_client: any_client.create_run_json({"a": deep()}),
    "the first time there is": lambda any_client: any_client.get_statistics_detail("job-1", EARLIEST, EARLIEST),
    "a marker that is no text": lambda any_client: any_client.list_run(marker=[]),
    "a megabyte": lambda any_client: any_client.show_run(["x" * 1_000_000]),
    "seconds without end": lambda any_client: any_client.wait_for_run("run-1", timeout=-1),
    "seconds without repr": lambda any_client: any_client.wait_for_run("run-1", timeout=Unprintable()),
    "a file system that is not Unicode": lambda any_client: any_client.mount("\ud800", "."),
    "an owner that is an array": lambda any_client: any_client.mount("fs", ".", Incomparable()),
    "a folder with too long a name": lambda any_client: any_client.mount("fs", "x" * 1_000_000),
    "a user that is an array": lambda any_client: any_client.login(Incomparable(), "secret"),
}


@with_each("name", ODD)
def test_an_odd_argument_is_refused(any_client: AnyClient, server: Server, name: str) -> None:
    message = failed(ODD[name](any_client), InvalidArgument)
    assert len(message) < 1000
    assert server.requests == []


@pytest.mark.parametrize("marker", [[], {}, 7, b"x"], ids=repr)
def test_a_marker_of_an_iterator_is_refused(any_client: AnyClient, marker: object) -> None:
    rows = any_client.iter_runs(marker=marker)
    with pytest.raises(InvalidArgument, match="marker must be a string"):
        any_client.loop.run(anext(rows)) if any_client.kind == "async" else next(rows)


@over_every_transport
@pytest.mark.parametrize("host", ["xn--.example", "\u0661\u0662\u0667.0.0.1", "a..example", "a" * 64 + ".example"])
def test_an_odd_host_never_raises_in_a_call(any_clients: AnyClient, host: str) -> None:
    try:
        any_client = any_clients.new(host, token="t", attempts=1, connect_timeout=1)
    except InvalidArgument:
        return
    ok, message = any_client.list_run()
    assert (ok, type(message)) == (False, ErrorMessage)


# At the end of the interpreter.

AT_EXIT = """
import builtins, sys
from paddleflow import Client

class Guard:
    def __init__(self):
        self.client = Client(sys.argv[1], "root", "paddleflow", attempts=1)
        if sys.argv[2]:
            getattr(self.client, sys.argv[2])()
    def __del__(self):
        for call in (self.client.login, self.client.list_run, lambda: self.client.wait_for_run("run-1")):
            ok, message = call()
            print("pair" if ok or "interpreter" in message or "sent" in message else message)

builtins.guard = Guard()
"""


@pytest.mark.parametrize(
    "before", ["login", *(pytest.param(each, marks=pytest.mark.slow) for each in ("", "list_run"))]
)
def test_a_call_during_interpreter_shutdown(server: Server, before: str) -> None:
    done = subprocess.run([sys.executable, "-c", AT_EXIT, server.address, before], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("pair\n" * 3, "")


# Without asyncio.


@over_every_transport
def test_an_asynchronous_call_without_asyncio_says_so(server: Server, transport: str, tmp_path: Path) -> None:
    client = AsyncClient(server.host, "root", "paddleflow", server.port, transport=transport)
    calls: list[Coroutine[Any, Any, Any]] = [client.list_run(), client.login(), client.mount("fs", str(tmp_path))]
    for name, call in zip(("list_run", "login", "mount"), calls, strict=True):
        with pytest.raises(StopIteration) as end:  # as another event loop would begin it
            call.send(None)
        assert failed(end.value.value, NotSupported).startswith(f"{name}: AsyncClient works with asyncio")


# A call that waits for itself.


def getting_a_token(client: Callable[[], Any], how: str) -> Callable[[], Any]:
    """A token callable that asks with its own client, in one of many ways."""

    def function() -> Any:
        return str(client().list_run().unwrap())

    def in_a_thread() -> Any:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(function).result()

    async def coroutine_function() -> Any:
        return str((await client().list_run()).unwrap())

    async def in_a_task() -> Any:
        return await asyncio.create_task(coroutine_function())

    return {"function": function, "thread": in_a_thread, "coroutine function": coroutine_function, "task": in_a_task}[
        how
    ]


@pytest.mark.parametrize(
    ("kind", "how"),
    [("blocking", "function"), ("blocking", "thread"), ("async", "coroutine function"), ("async", "task")],
)
def test_a_token_callable_that_uses_its_own_client_fails(server: Server, kind: str, how: str) -> None:
    with asyncio.Runner() as loop:
        any_client = AnyClient(kind, loop)
        own = any_client.new(
            server.address, token=getting_a_token(lambda: own.client, how), total_timeout=0.2 if how == "thread" else 60
        )
        message = failed(own.list_run(), AuthenticationFailed)
        assert "The callable given as token failed" in message
        assert server.requests == []
        any_client.finish()


def test_a_token_callable_may_log_in_and_may_use_another_client(server: Server) -> None:
    def give() -> str:
        client.login("root", "paddleflow").unwrap()
        with Client(server.host, "root", "paddleflow", server.port) as other:
            other.list_run().unwrap()
        return "T1"

    with Client(server.host, paddleflow_server_port=server.port, token=give) as client:
        assert client.list_run().ok
    assert server.requests[-1].headers["x-pf-authorization"] == "T1"


def test_a_task_that_a_token_callable_started_may_use_the_client_later(server: Server) -> None:
    async def main() -> None:
        later: list[asyncio.Task[Any]] = []
        go = asyncio.Event()

        async def background() -> Any:
            await go.wait()
            server.answer("bad token")  # so that it needs a token too
            return await client.list_run()

        async def give() -> str:
            if not later:  # the task itself gets a token too
                later.append(asyncio.create_task(background()))
            return "T"

        async with AsyncClient(server.address, token=give) as client:
            assert (await client.list_run()).ok
            go.set()
            assert (await later[0]).ok

    asyncio.run(main())


@pytest.mark.skipif(not hasattr(signal, "raise_signal"), reason="signals are as on POSIX")
@pytest.mark.parametrize("call", ["list_run", "login"])
def test_a_signal_handler_that_calls_during_a_login(server: Server, call: str) -> None:
    told: list[Any] = []
    before = signal.signal(signal.SIGTERM, lambda *_: told.append(getattr(client, call)()))

    def give() -> str:
        signal.raise_signal(signal.SIGTERM)
        return "T"

    try:
        with Client(server.host, "root", "paddleflow", server.port, token=give) as client:
            assert client.list_run().ok
    finally:
        signal.signal(signal.SIGTERM, before)
    if call == "login":
        assert told[0].ok
    else:
        assert "is getting a token already" in failed(told[0], AuthenticationFailed)


def test_a_time_limit_that_a_signal_handler_raises_gets_out(server: Server) -> None:
    class TooLateError(Exception):
        pass

    def raises(*_: object) -> None:
        raise TooLateError

    def respond(_: object) -> Any:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)
        return json({"runList": []})

    server.respond = respond
    before = signal.signal(signal.SIGUSR1, raises)
    try:
        client = Client(server.host, paddleflow_server_port=server.port, token="T", transport="httpx")
        with client, pytest.raises(TooLateError):
            client.list_run()
    finally:
        signal.signal(signal.SIGUSR1, before)


# What a server says.

SAID = "bad\x1b[2J\x07\u202e news\r\n" + "x" * 1_000_000 + " the end"


@mostly_blocking
@pytest.mark.parametrize("status", [400, 500])
def test_a_message_is_short_and_harmless(any_client: AnyClient, server: Server, status: int) -> None:
    server.answer(
        json({"code": "Bad\x1b]0;" + "y" * 1_000_000, "message": SAID, "requestID": "r\x1b" * 100_000}, status)
    )
    message = failed(any_client.list_run(), RequestRefused if status == 400 else ServerFailed)
    error = message.exception
    assert "bad\\x1b[2J\\x07\\u202e news\n" in message
    assert len(message) < 6000
    for text in (message, error.code, error.request_id, *error.args):
        assert text is not None
        assert len(text) < 6000
        assert text.replace("\n", "").isprintable()
        text.encode()


def test_a_long_redirect_address_is_shortened_in_the_message(any_client: AnyClient, server: Server) -> None:
    server.answer(redirect("http://x/" + "z" * 5_000))
    message = failed(any_client.list_run(), InvalidResponse)
    assert "http://x/z" in message
    assert len(message) < 4500
    assert message.replace("\n", "").isprintable()
