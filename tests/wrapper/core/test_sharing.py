"""One client for many calls, processes and event loops; and what closing it means."""

import asyncio
import inspect
import subprocess
import sys

import pytest

from paddleflow import AsyncClient, Client, InvalidArgument

from ...support.any_client import TRANSPORTS, AnyClient, mostly_auto
from ...support.api import wait_for
from ...support.cases import with_each
from ...support.failures import failed
from ...support.operations import TRIALS, a_run
from ...support.recorded_server import DROPPED, Server

over_every_transport = pytest.mark.parametrize("transport", TRANSPORTS)


@mostly_auto
def test_many_calls_use_one_connection(any_client: AnyClient, server: Server) -> None:
    server.respond = a_run
    for number in range(50):
        assert any_client.show_run(f"run-{number}").unwrap().run_id == f"run-{number}"
    for _ in range(3):  # failures do not cost the connection
        server.answer("show run unknown")
        assert not any_client.show_run("run-1").ok
    assert len(server.requests) == 53
    assert len(server.connections) == 1


@mostly_auto
def test_a_connection_that_was_dropped_is_made_again(any_client: AnyClient, server: Server) -> None:
    assert any_client.list_run().ok
    server.answer(DROPPED)
    assert not any_client.list_run().ok
    assert any_client.list_run().ok
    assert len(server.connections) == 2


def test_a_signal_between_two_steps_of_a_login_leaves_no_lock(any_clients: AnyClient, server: Server) -> None:
    """A traceback that is kept, as a notebook keeps the last one, keeps the flow of the call that was interrupted."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    def token() -> str:
        caller = inspect.currentframe()
        while caller is not None and caller.f_code.co_name != "_drive":
            caller = caller.f_back
        if caller is not None and not interrupted:
            interrupted.append(True)
            caller.f_trace = interrupt
            sys.settrace(lambda *_: None)
        return "T"

    interrupted: list[bool] = []
    client = any_clients.new(server.host, None, None, server.port, token=token, total_timeout=0.5)
    with pytest.raises(KeyboardInterrupt) as kept:
        client.list_run()
    assert client.list_run().ok
    del kept


FORKED = """
import os, sys
from paddleflow import Client

def calls(client, who):
    return all(client.show_run(f"run-{who}-{n}").unwrap().run_id == f"run-{who}-{n}" for n in range(20))

with Client("127.0.0.1", None, None, int(sys.argv[1]), token="T", transport=sys.argv[2]) as client:
    client.show_run("run-before").unwrap()
    child = os.fork()
    if child == 0:
        os._exit(0 if calls(client, "child") else 1)
    right = calls(client, "parent")
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert right
"""


@pytest.mark.slow
@mostly_auto
def test_a_fork_gets_a_connection_of_its_own(server: Server, transport: str) -> None:
    server.respond = a_run
    command = [sys.executable, "-W", "error", "-c", FORKED, str(server.port), transport]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    of = {who: {r.connection for r in server.requests if who in r.path} for who in ("before", "parent", "child")}
    assert len(server.requests) == 41
    assert of["before"] == of["parent"]
    assert len(of["child"]) == 1
    assert not of["child"] & of["parent"]


@over_every_transport
def test_an_asynchronous_client_lives_through_several_event_loops(server: Server, transport: str) -> None:
    server.respond = a_run
    client = AsyncClient(server.host, None, None, server.port, token="T", transport=transport)

    async def call(run_id: str, *, last: bool) -> str:
        try:
            return (await client.show_run(run_id)).unwrap().run_id
        finally:
            if last:
                await client.close()

    assert [asyncio.run(call(f"run-{n}", last=n == 2)) for n in range(3)] == ["run-0", "run-1", "run-2"]


@mostly_auto
def test_after_close_every_call_says_so(any_client: AnyClient, server: Server) -> None:
    assert any_client.list_run().ok
    server.forget()
    any_client.close()
    for trial in TRIALS:
        assert "the client is closed; make a new one" in failed(trial.on(any_client), InvalidArgument).lower()
    assert "the client is closed" in failed(any_client.login("root", "paddleflow"), InvalidArgument).lower()
    assert server.requests == []
    any_client.close()  # again: nothing happens


@over_every_transport
def test_close_ends_the_connections_that_were_kept(any_client: AnyClient, server: Server) -> None:
    assert any_client.list_run().ok
    assert server.open_connections == 1
    any_client.close()
    wait_for(lambda: server.open_connections, lambda count: count == 0)


@over_every_transport
def test_a_client_that_was_never_used_can_be_closed(any_clients: AnyClient, server: Server) -> None:
    any_clients.new(server.host, paddleflow_server_port=server.port).close()
    assert server.requests == []


@over_every_transport
def test_with_closes_the_client(server: Server, transport: str) -> None:
    with Client(server.host, None, None, server.port, token="T", transport=transport) as client:
        assert client.list_run().ok
    failed(client.list_run(), InvalidArgument)


@over_every_transport
async def test_async_with_closes_the_client(server: Server, transport: str) -> None:
    async with AsyncClient(server.host, None, None, server.port, token="T", transport=transport) as client:
        assert (await client.list_run()).ok
    failed(await client.list_run(), InvalidArgument)


def test_with_closes_the_client_after_an_error_too(server: Server) -> None:
    with pytest.raises(ZeroDivisionError), Client(server.host, None, None, server.port, token="T") as client:
        _ = 1 / 0
    failed(client.list_run(), InvalidArgument)


def test_limits_have_defaults() -> None:
    limits = Client("127.0.0.1").config.limits
    assert (limits.connect, limits.read, limits.total, limits.size) == (5, 60, 180, 256 * 2**20)


@with_each("name", ["timeout", "connect_timeout", "total_timeout"])
@with_each("value", [0, -1, "x", float("nan"), -float("inf"), True, [], "0"])
def test_an_invalid_limit_is_refused_at_once(any_clients: AnyClient, name: str, value: object) -> None:
    with pytest.raises(InvalidArgument, match=f"{name} .PADDLEFLOW_{name.upper()}. must be a number"):
        any_clients.new("127.0.0.1", **{name: value})
