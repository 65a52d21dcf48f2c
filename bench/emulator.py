"""The cost of the embedded server: python bench/emulator.py [answers] [diamond] [steps] [runs] [load]; default: all."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import uvicorn
from diamond import TRIALS, seconds
from mixed_load import YAML, Result, connected, run_load

from paddleflow import Client
from paddleflow_emulator import serve

STEPS, PARALLELISM = 1000, 16
RUNS, PAGE = 100_000, 50
CONNECTIONS, LOAD_SECONDS = 1000, 30.0
ANSWERS, ROUNDS = 500, 5


def main() -> None:
    parts: dict[str, Callable[[], None]] = {
        "answers": answers,
        "diamond": diamond,
        "steps": steps,
        "runs": runs,
        "load": load,
    }
    for name in sys.argv[1:] or parts:
        parts[name]()


@contextmanager
def client_of(data: Path | None = None) -> Iterator[Client]:
    with serve(data, password="paddleflow") as address, Client(address, "root", "paddleflow") as client:
        client.login().unwrap()
        yield client


# ------------------------------------------------------------------------------------------------------------ answers


def answers() -> None:
    """Compare responses to sequential requests, in processor time of the server's process."""
    paths = ("/run", "/pipeline", "/queue")
    # The clients run in a process of their own: in this one they would compete for the interpreter.
    with (
        serve(password="paddleflow") as address,
        _bare_uvicorn() as bare,
        ProcessPoolExecutor(1, get_context("spawn")) as clients,
    ):
        token = clients.submit(prepare, str(address.address)).result()
        costs: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for path, asked in (("/queue", bare), *((path, str(address.address)) for path in paths)):
                start = time.process_time()
                clients.submit(repeat_request, asked, path, token).result()
                name = "uvicorn alone" if asked is bare else f"GET {path}"
                costs.setdefault(name, []).append((time.process_time() - start) * 1000 / ANSWERS)
    floor = min(costs["uvicorn alone"])
    for name, taken in costs.items():
        print(f"{name}: {min(taken):.3f} ms of processor an answer, {min(taken) / floor:.2f} times uvicorn alone")


def prepare(address: str) -> str:
    """Fill lists with ten rows, and return a token."""

    async def work() -> str:
        async with connected(address) as connection:
            _, body = await connection.ask("POST", "/login", {"username": "root", "password": "paddleflow"})
            connection.token = body["authorization"]
            for number in range(10):
                yaml = base64.b64encode(YAML.format(name=f"p{number}").encode()).decode()
                await connection.ask("POST", "/pipeline", {"yamlRaw": yaml})
                await connection.ask("POST", "/run", {"runYamlRaw": yaml})
                if number:  # One exists already.
                    amounts = {"maxResources": {"cpu": "1", "mem": "1Gi"}}
                    await connection.ask("POST", "/queue", {"name": f"q{number}", "namespace": "default", **amounts})
            return connection.token

    return asyncio.run(work())


def repeat_request(address: str, path: str, token: str) -> None:
    """Send the same request repeatedly."""

    async def work() -> None:
        async with connected(address, token) as connection:
            for _ in range(ANSWERS):
                status, _ = await connection.ask("GET", path)
                assert status == 200

    asyncio.run(work())


def diamond() -> None:
    with client_of() as client:
        taken = [seconds(client) for _ in range(TRIALS)]
    print(
        f"diamond of 4 steps: best of {TRIALS} {min(taken) * 1000:.0f} ms, "
        f"median {statistics.median(taken) * 1000:.0f} ms"
    )


# -------------------------------------------------------------------------------------------------------------- steps


def steps() -> None:
    bare = asyncio.run(_bare_processes())
    components = {f"s{number}": {"command": "true", "docker_env": "b"} for number in range(STEPS)}
    text = json.dumps({"name": "wide", "parallelism": PARALLELISM, "entry_points": components})
    with client_of() as client:
        start = time.perf_counter()
        run_id = client.create_run(run_yaml_raw=text).unwrap()
        # A poll costs as much as some steps, so there are few.
        while client.list_run(run_id=run_id).unwrap()["runList"][0].status == "running":
            time.sleep(0.1)
        taken = time.perf_counter() - start
        assert client.show_run(run_id).unwrap().status == "succeeded"
    more = (taken - bare) * 1000 / STEPS
    print(
        f"{STEPS} steps, {PARALLELISM} at once: {taken * 1000 / STEPS:.1f} ms a step, "
        f"bare processes {bare * 1000 / STEPS:.1f} ms: {more:.1f} ms more, {taken / bare:.1f} times"
    )


async def _bare_processes() -> float:
    slots = asyncio.Semaphore(PARALLELISM)

    async def one() -> None:
        async with slots:
            process = await asyncio.create_subprocess_exec("sh", "-c", "true", start_new_session=True)
            await process.wait()

    start = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(STEPS)))
    return time.perf_counter() - start


# --------------------------------------------------------------------------------------------------------------- runs


def runs() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        with client_of(data) as client:
            run_id = client.create_run(
                run_yaml_raw="name: x\ndocker_env: b\nentry_points: {a: {command: 'true'}}"
            ).unwrap()
            while client.show_run(run_id).unwrap().status == "running":
                time.sleep(0.01)
        _copy_run(data / "paddleflow-emulator" / "paddleflow.db")
        start = time.perf_counter()
        with client_of(data) as client:
            started = time.perf_counter() - start
            marker, markers = "", []
            first, marker = _page(client, "")
            for _ in range(20):
                taken, marker = _page(client, marker)
                markers.append(taken)
            filtered = _filtered(client)
            one = _timed(lambda: client.show_run("run-000001").unwrap())
    print(
        f"{RUNS} runs: start {started:.2f} s, first page of {PAGE} {first:.1f} ms, next pages median "
        f"{statistics.median(markers):.1f} ms, filtered by state {filtered:.1f} ms, one run {one:.1f} ms"
    )


def _copy_run(path: Path) -> None:
    database = sqlite3.connect(path)
    with database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(runs)") if row[1] not in ("pk", "id")]
        names = ", ".join(columns)
        database.execute(
            "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "  # noqa: S608 - our own names
            f"INSERT INTO runs (pk, id, {names}) "
            f"SELECT n.i, printf('run-%06d', n.i), {names} FROM n, runs WHERE pk = 1",
            (RUNS,),
        )
    database.close()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _page(client: Client, marker: str) -> tuple[float, str]:
    start = time.perf_counter()
    page = client.list_run(maxsize=PAGE, marker=marker or None).unwrap()
    return (time.perf_counter() - start) * 1000, page["nextMarker"] or ""


def _filtered(client: Client) -> float:
    return _timed(lambda: client.list_run(maxsize=PAGE, status="failed").unwrap())


# --------------------------------------------------------------------------------------------------------------- load


def load() -> None:
    with serve(password="paddleflow") as address:
        ours, cost = _under_load(str(address.address))
    with _bare_uvicorn() as address:
        bare, floor = _under_load(address)
    print(ours.text(), *ours.errors[:3], sep="\n")
    print(
        f"an answer costs {cost:.2f} ms of processor, of uvicorn alone {floor:.2f} ms: {cost / floor:.1f} times; "
        f"uvicorn alone answers {bare.requests / bare.seconds:.0f} a second"
    )


def _under_load(address: str) -> tuple[Result, float]:
    """Put a server of this process under load; return the result, and its processor milliseconds per response."""
    # The clients run in a process of their own: in this one they would compete for the interpreter.
    with ProcessPoolExecutor(1, get_context("spawn")) as clients:
        clients.submit(int).result()  # started
        start = time.process_time()
        result = clients.submit(run_load, address, CONNECTIONS, LOAD_SECONDS).result()
        return result, (time.process_time() - start) * 1000 / result.requests


@contextmanager
def _bare_uvicorn() -> Iterator[str]:
    """Serve one small response, which fits every request of the load."""
    content = b'{"authorization": "", "isTruncated": false, "pipelineList": [], "runList": []}'
    head = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(content))]}

    async def app(_scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        await send(head)
        await send({"type": "http.response.body", "body": content})

    config = uvicorn.Config(app, http="h11", ws="none", lifespan="off", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
