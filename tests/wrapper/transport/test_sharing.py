"""One client for threads, tasks, a process and its fork; what is cancelled or forgotten leaves no trace."""

import asyncio
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from paddleflow import AsyncClient, Client, _constants

from ...support.any_client import TRANSPORTS, mostly_auto
from ...support.operations import a_run
from ...support.recorded_server import NEVER, Answer, Request, Server, json

over_every_transport = pytest.mark.parametrize("transport", TRANSPORTS)


@mostly_auto
def test_threads_share_a_client(server: Server, transport: str) -> None:
    threads, calls = 8, 10
    server.respond = a_run
    together = threading.Barrier(threads)

    def work(worker: int) -> list[str]:
        together.wait(10)
        return [client.show_run(f"run-{worker}-{number}").unwrap().run_id for number in range(calls)]

    with (
        Client(server.host, None, None, server.port, token="T", transport=transport) as client,
        ThreadPoolExecutor(threads) as pool,
    ):
        got = list(pool.map(work, range(threads)))
    assert got == [[f"run-{worker}-{number}" for number in range(calls)] for worker in range(threads)]
    assert len(server.requests) == threads * calls
    assert len({request.headers["x-pf-request-id"] for request in server.requests}) == threads * calls
    assert len(server.connections) <= 2 * threads  # One may be made while another is given back.


class Crowd:
    """Answers only when as many requests as there may be connections are waiting for it."""

    def __init__(self, connections: int) -> None:
        self.inside = self.most = 0
        self._lock = threading.Lock()
        self._full = threading.Barrier(connections)

    def respond(self, request: Request) -> Answer:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self._full.wait(10)
        with self._lock:
            self.inside -= 1
        return a_run(request)


@mostly_auto
async def test_tasks_share_a_client_and_its_connections(
    server: Server, transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connections, tasks = 10, 40
    monkeypatch.setattr(_constants, "CONNECTIONS", connections)
    crowd = Crowd(connections)
    server.respond = crowd.respond
    async with AsyncClient(server.host, None, None, server.port, token="T", transport=transport) as client:
        runs = await asyncio.gather(*[client.show_run(f"run-{number}") for number in range(tasks)])
    assert [run.unwrap().run_id for run in runs] == [f"run-{number}" for number in range(tasks)]
    assert len(server.requests) == tasks
    assert crowd.most == connections


@over_every_transport
async def test_a_cancelled_task_gives_its_connection_back(
    server: Server, transport: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_constants, "CONNECTIONS", 2)
    async with AsyncClient(server.host, None, None, server.port, token="T", transport=transport, timeout=5) as client:
        for turn in range(1, 11):
            server.forget()
            server.answer(NEVER, NEVER)
            tasks = [asyncio.create_task(client.list_run()) for _ in range(4)]  # two of them wait for a connection
            await asyncio.to_thread(server.wait, 2)
            for task in tasks[:: 1 if turn % 2 else -1]:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            assert [type(end) for end in ended] == [asyncio.CancelledError] * 4
        server.respond = a_run
        runs = await asyncio.gather(*[client.show_run(f"run-{number}") for number in range(6)])
    assert [run.unwrap().run_id for run in runs] == [f"run-{number}" for number in range(6)]


async def test_a_task_that_is_cancelled_while_it_logs_in_leaves_the_others_to_it(server: Server) -> None:
    server.answer(NEVER)
    async with AsyncClient(server.host, "root", "paddleflow", server.port) as client:
        first, second = (asyncio.create_task(client.list_run()) for _ in range(2))
        await asyncio.to_thread(server.wait, 1)
        first.cancel()
        assert (await second).ok
    assert [request.path for request in server.requests] == ["/login", "/login", "/run"]


IN_A_FORK = """
import os, sys, threading, warnings
from paddleflow import Client

warnings.simplefilter("ignore")  # a fork beside a thread is what this is about
parent, asked, go_on = os.getpid(), threading.Event(), threading.Event()

def token():
    if not expired:
        return "old"
    if os.getpid() == parent:
        asked.set()
        go_on.wait(30)
    return "new"

expired = False
with Client("127.0.0.1", paddleflow_server_port=sys.argv[1], transport=sys.argv[2], token=token) as client:
    client.show_run("run-0").unwrap()
    expired = True
    # A login is under way in another thread, which the child does not have.
    thread = threading.Thread(target=lambda: client.show_run("run-1").unwrap())
    thread.start()
    asked.wait(30)
    child = os.fork()
    if child == 0:
        ok = client.show_run("run-2").ok
        client.close()
        os._exit(0 if ok else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    go_on.set()
    thread.join()
    client.show_run("run-3").unwrap()
"""


@mostly_auto
def test_a_fork_goes_on_with_connections_and_locks_of_its_own(server: Server, transport: str) -> None:
    def respond(request: Request) -> Answer:
        stale = request.path != "/run/run-0" and request.headers["x-pf-authorization"] == "old"
        return json({"code": "AuthInvalidToken", "message": "m", "requestID": "r"}, 400) if stale else a_run(request)

    server.respond = respond
    assert run(IN_A_FORK, server, transport) == (0, "")
    paths = [request.path.removeprefix("/run/") for request in server.requests]
    assert paths == ["run-0", "run-1", "run-2", "run-2", "run-1", "run-3"]


IN_AN_ASYNC_FORK = """
import asyncio, os, sys
from paddleflow import AsyncClient

client = AsyncClient("127.0.0.1", "root", "paddleflow", int(sys.argv[1]), transport=sys.argv[2])

async def call():
    (await client.list_run()).unwrap()

async def last():
    async with client:
        await call()

asyncio.run(call())
child = os.fork()
asyncio.run(last())
if child:
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
"""


@pytest.mark.slow
@mostly_auto
def test_an_asynchronous_client_in_a_fork(server: Server, transport: str) -> None:
    assert run(IN_AN_ASYNC_FORK, server, transport) == (0, "")
    assert sorted(request.path for request in server.requests) == ["/login", "/run", "/run", "/run"]


FORGOTTEN = """
import asyncio, gc, sys
from paddleflow import AsyncClient, Client

port, transport = int(sys.argv[1]), sys.argv[2]

def blocking():
    client = Client("127.0.0.1", "root", "paddleflow", port, transport=transport)
    client.list_run().unwrap()
    client.with_options(timeout=5).list_run().unwrap()
    Client("127.0.0.1", "root", "paddleflow", port, transport=transport)  # never used

async def awaited():
    client = AsyncClient("127.0.0.1", "root", "paddleflow", port, transport=transport)
    (await client.list_run()).unwrap()
    (await client.with_options(timeout=5).list_run()).unwrap()
    AsyncClient("127.0.0.1", "root", "paddleflow", port, transport=transport)

blocking()
gc.collect()
asyncio.run(awaited())
gc.collect()
"""


@mostly_auto
def test_a_client_that_is_forgotten_leaves_no_warning(server: Server, transport: str) -> None:
    assert run(FORGOTTEN, server, transport) == (0, "")


CLOSED = FORGOTTEN.replace("\n    Client(", "\n    client.close()\n    Client(").replace(
    "\n    AsyncClient(", "\n    await client.close()\n    AsyncClient("
)


@pytest.mark.slow
@mostly_auto
def test_a_client_that_is_closed_leaves_no_warning(server: Server, transport: str) -> None:
    assert run(CLOSED, server, transport) == (0, "")


def run(program: str, server: Server, transport: str) -> tuple[int, str]:
    command = [sys.executable, "-W", "error", "-c", program, str(server.port), transport]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stderr
