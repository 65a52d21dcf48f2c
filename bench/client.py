"""The cost of a call, compared with other clients, as ratios of one run on one machine.

`python bench/client.py [part ...]`; the parts are blocking, async, rows, import, memory.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from typing import Any

import aiohttp
import httpx
import orjson
import requests
from fast_server import fast_server
from server import recorded_page

import paddleflow
from paddleflow._http import Response
from paddleflow.resources.run import RunInfo, run_page

ROUTE = "/api/paddleflow/v1/run"
TRANSPORTS = ("auto", "httpx")


def row(name: str, value: float, unit: str, base: float, goal: str = "") -> None:
    print(f"  {name:<46} {value:>9.1f} {unit:<4} {value / base:>7.2f}  {goal}")


def best(
    calls: dict[str, Callable[[], object]],
    number: int,
    repeats: int = 15,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Return the seconds of one call of each, the best of the repeats; they take turns, under the same load."""
    result = dict.fromkeys(calls, float("inf"))
    for _ in range(repeats):
        for name, call in calls.items():
            start = clock()
            for _ in range(number):
                call()
            result[name] = min(result[name], (clock() - start) / number)
    return result


def client(port: int, transport: str) -> paddleflow.Client:
    return paddleflow.Client("127.0.0.1", paddleflow_server_port=port, token="t", transport=transport)


def blocking() -> None:
    print("One blocking call, 10 rows, read as Info objects (plain httpx.Client + .json() is 1.00; goal 0.95)")
    with fast_server() as port, ExitStack() as stack:
        url = f"http://127.0.0.1:{port}{ROUTE}?maxKeys=10"
        plain = stack.enter_context(httpx.Client())
        ours = {name: stack.enter_context(client(port, name)) for name in TRANSPORTS}
        calls: dict[str, Callable[[], object]] = {
            "httpx.Client + .json()": lambda: plain.get(url).json(),
            "requests, a new connection each, + .json()": lambda: requests.get(url, timeout=9).json(),
        }
        for name, one in ours.items():
            calls[f"paddleflow over {name}"] = lambda one=one: one.list_run(maxsize=10).unwrap()  # type: ignore[misc]
        seconds = best(calls, 100)
    base = seconds["httpx.Client + .json()"]
    for name, value in seconds.items():
        row(name, value * 1e6, "us", base * 1e6)


async def rate(call: Callable[[], Awaitable[object]], at_once: int, seconds: float) -> float:
    """Return the calls per second, with `at_once` at a time."""
    done = 0
    end = time.perf_counter() + seconds

    async def worker() -> None:
        nonlocal done
        while time.perf_counter() < end:
            await call()
            done += 1

    start = time.perf_counter()
    await asyncio.gather(*[worker() for _ in range(at_once)])
    return done / (time.perf_counter() - start)


async def measure_async(port: int) -> None:
    url = f"http://127.0.0.1:{port}{ROUTE}?maxKeys=10"
    for at_once, goal, of in ((20, 5, 0.6), (100, 8, 0.7)):
        print(
            f"{at_once} calls at once on one client, 10 rows "
            f"(plain httpx.AsyncClient is 1.00; goal {goal}, and {of} of aiohttp)"
        )
        async with httpx.AsyncClient() as plain, aiohttp.ClientSession() as session:

            async def by_httpx(plain: httpx.AsyncClient = plain) -> object:
                return (await plain.get(url)).json()

            async def by_aiohttp(session: aiohttp.ClientSession = session) -> object:
                async with session.get(url) as response:
                    return await response.json()

            calls: dict[str, Callable[[], Awaitable[object]]] = {
                "httpx.AsyncClient + .json()": by_httpx,
                "aiohttp + .json()": by_aiohttp,
            }
            ours = {
                name: paddleflow.AsyncClient(
                    "127.0.0.1",
                    paddleflow_server_port=port,
                    token="t",
                    transport=name,
                )
                for name in TRANSPORTS
            }
            for name, one in ours.items():
                calls[f"paddleflow over {name}"] = lambda one=one: one.list_run(maxsize=10)  # type: ignore[misc]
            rates = dict.fromkeys(calls, 0.0)
            for _ in range(3):
                for name, call in calls.items():
                    rates[name] = max(rates[name], await rate(call, at_once, 1.0))
            for one in ours.values():
                await one.close()
        for name, value in rates.items():
            row(name, value, "/s", rates["httpx.AsyncClient + .json()"])


def in_async() -> None:
    with fast_server() as port:
        asyncio.run(measure_async(port))


def by_hand(page: dict[str, Any]) -> list[RunInfo]:
    """Return the same objects, built by hand from the JSON, as without a client library."""
    names = {
        "run_id": "runID", "fs_name": "fsName", "username": "username", "status": "status", "name": "name",
        "description": "description", "update_time": "updateTime", "source": "source", "run_msg": "runMsg",
        "schedule_id": "scheduleID", "scheduled_time": "scheduledTime", "create_time": "createTime",
        "activate_time": "activateTime",
    }  # fmt: skip
    return [RunInfo(**{ours: run[theirs] for ours, theirs in names.items()}) for run in page["runList"]]


def rows() -> None:
    print("1,000 rows read as Info objects, eagerly, processor time (json.loads is 1.00; goal 1.50)")
    answer = Response(200, {}, recorded_page(1000))
    seconds = best(
        {
            "json.loads": lambda: json.loads(answer.content),
            "by hand: json.loads + RunInfo(...)": lambda: by_hand(json.loads(answer.content)),
            "paddleflow, base install": lambda: run_page(json.loads(answer.content)),
            "paddleflow, with the extra fast": lambda: run_page(orjson.loads(answer.content)),
        },
        3,
        30,
        time.process_time,
    )
    for name, value in seconds.items():
        row(name, value * 1e3, "ms", seconds["json.loads"] * 1e3)


def fresh(code: str, repeats: int = 9) -> float:
    """Return the processor seconds of code in a fresh process, without the interpreter's start; the best of some."""
    timed = f"import time\nstart = time.process_time()\n{code}\nprint(time.process_time() - start)"
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    runs = [
        subprocess.run([sys.executable, "-c", timed], env=environ, capture_output=True, text=True, check=True)
        for _ in range(repeats)
    ]
    return min(float(run.stdout) for run in runs)


def imports() -> None:
    print("In a fresh process (import httpx is 1.00; goals 0.06 and 0.60)")
    with fast_server() as port:
        made = f"c = paddleflow.Client('127.0.0.1', paddleflow_server_port={port}, token='t')\nc.list_run().unwrap()"
        base = fresh("import httpx")
        row("import httpx", base * 1e3, "ms", base * 1e3)
        row("import paddleflow", fresh("import paddleflow") * 1e3, "ms", base * 1e3)
        row(
            "... and a Client made and its first call done", fresh(f"import paddleflow\n{made}") * 1e3, "ms", base * 1e3
        )


def memory() -> None:
    import psutil

    print("Memory (goals: under 4 MiB for 100 clients, flat over 100,000 calls)")
    me = psutil.Process()
    with fast_server() as port:
        for transport in TRANSPORTS:

            def use(count: int, transport: str = transport) -> None:
                for _ in range(count):
                    with client(port, transport) as one:
                        one.list_run(maxsize=10).unwrap()

            use(20)
            before = me.memory_info().rss
            use(100)
            print(
                f"  100 clients made and closed over {transport:<12} {(me.memory_info().rss - before) / 2**20:8.2f} MiB"
            )
            with client(port, transport) as one:
                for _ in range(2000):
                    one.list_run(maxsize=10).unwrap()
                marks = []
                for _ in range(5):
                    marks.append(me.memory_info().rss)
                    for _ in range(20_000):
                        one.list_run(maxsize=10).unwrap()
                marks.append(me.memory_info().rss)
            growth = (marks[-1] - marks[0]) / 2**20
            print(f"  100,000 calls over {transport:<26} {growth:8.2f} MiB")


PARTS = {"blocking": blocking, "async": in_async, "rows": rows, "import": imports, "memory": memory}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
