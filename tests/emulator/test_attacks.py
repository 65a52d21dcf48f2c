"""Everything that could stop a server, all at once, while another client keeps working.

It takes a minute, so only `make torture` does it; the suite tries each attack by itself.
"""

from __future__ import annotations

import json
import resource
import signal
import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from ..support.api import encoded, wait_for
from ..support.contract import BASE, Contract
from ..support.processes import logged_in, server

pytestmark = pytest.mark.slow

SILENT, LOG_BYTES, ITEMS, STEPS = 1100, 1 << 30, 60_000, 1000
SECONDS = 30.0
GOAL = 1.0
"""Seconds of processor time in which the server must answer `list_run`, under any load."""


def bomb(levels: int) -> str:
    """Aliases of aliases: nine times as many values a level."""
    lines = ["name: t\ndocker_env: i\nentry_points:\n  a:\n    command: echo\n    parameters:"]
    lines += ["      a: &a [x,x,x,x,x,x,x,x,x]"]
    lines += [
        f"      {name}: &{name} [{','.join(['*' + before] * 9)}]"
        for before, name in zip("abcdefgh"[:levels], "bcdefghi", strict=False)
    ]
    return "\n".join(lines)


def steps(**components: dict[str, Any]) -> str:
    rows = {name: {"docker_env": "b", **component} for name, component in components.items()}
    return json.dumps({"name": "t", "parallelism": 4, "entry_points": rows})


TEXTS = [
    bomb(5),
    f"name: t\ndocker_env: i\nentry_points:\n  a: {{command: echo, parameters: {{p: {'[' * 3000}{']' * 3000}}}}}\n",
    f"name: t\ndocker_env: i\nentry_points:\n  a: {{command: 'true {'x' * 1_000_000}'}}\n",
    steps(a={"command": "echo", "condition": f'\'"{"a" * 32}!" =~ "^(a+)+$"\''}),
    steps(a={"command": "true", "loop_argument": list(range(ITEMS))}),
    steps(**{f"s{number}": {"command": "true"} for number in range(STEPS)}),
]


class Attackers:
    """Threads that repeat something until the end."""

    def __init__(self, stack: ExitStack) -> None:
        self.over = threading.Event()
        self._threads: list[threading.Thread] = []
        stack.callback(self.end)

    def add(self, work: Callable[[], object], pause: float = 0.0) -> None:
        """Begin to do it, with seconds between."""
        thread = threading.Thread(target=self._repeat, args=[work, pause], daemon=True)
        self._threads.append(thread)
        thread.start()

    def _repeat(self, work: Callable[[], object], pause: float) -> None:
        while not self.over.is_set():
            with suppress(httpx.HTTPError, OSError):  # It is thrown out, as it deserves.
                work()
            self.over.wait(pause)

    def end(self) -> None:
        self.over.set()
        for thread in self._threads:
            thread.join(60)


@contextmanager
def half_requests(address: str, count: int) -> Iterator[None]:
    """Connections that say nothing, half a head, or half a body."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    head = f"POST {BASE}/login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    with ExitStack() as stack:
        for number in range(count):
            connection = stack.enter_context(socket.create_connection((host, int(port)), timeout=20))
            body = ("1000\r\n\r\n{", "60000\r\n\r\n" + "x" * 50000)[number // 3 % 2]
            said = ("", head, f"{head}Content-Length: {body}")[number % 3]
            try:
                connection.sendall(said.encode())
            except OSError:
                continue
        yield


def processor_seconds(pid: int) -> float:
    """What a process has used: on a machine that does other things as well, the time by the clock says little."""
    used = psutil.Process(pid).cpu_times()
    return used.user + used.system


def test_other_clients_are_served_during_an_attack(contract: Contract, tmp_path: Path) -> None:
    data, go_on = tmp_path / "data", tmp_path / "go"
    with server(data) as process, logged_in(process, contract) as api, ExitStack() as stack:
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (1024, 1024))
        token = {"x-pf-authorization": api.http.headers["x-pf-authorization"]}
        running = api.start(steps(
            first={"command": f"while ! test -e {go_on}; do sleep 0.1; done"},
            then={"deps": "first", "command": "echo through"},
        ))  # fmt: skip
        large = api.start(steps(a={"command": f"yes a line of a log | head -c {LOG_BYTES}"}))
        wait_for(lambda: api.run(large)["status"], lambda status: status == "succeeded", 120)

        attackers = Attackers(stack)
        clients = stack.enter_context(httpx.Client(base_url=api.address + BASE, headers=token, timeout=120))
        for page in range(8):
            query = {"pageNo": 1 + page * 1000, "logFilePosition": "begin" if page % 2 else "end"}
            attackers.add(lambda query=query: clients.get(f"/log/run/{large}", params=query))  # type: ignore[misc]
        for text in TEXTS:
            attackers.add(lambda text=text: clients.post("/run", json={"runYamlRaw": encoded(text)}), 10)  # type: ignore[misc]
        attackers.add(lambda: clients.post("/login", json={"username": "root", "password": "wrong"}), 0.1)

        times: list[float] = []
        spent: list[float] = []
        with half_requests(api.address, SILENT):
            end = time.monotonic() + SECONDS
            while time.monotonic() < end or len(times) < 3:
                started, before = time.monotonic(), processor_seconds(process.pid)
                assert api.get("/run", maxKeys=10).ok["runList"]
                times.append(time.monotonic() - started)
                spent.append(processor_seconds(process.pid) - before)
                attackers.over.wait(0.05)
            go_on.touch()
            wait_for(lambda: api.run(running)["status"], lambda status: status in ("succeeded", "failed"), 120)
        assert api.run(running)["status"] == "succeeded"
        assert api.log(running).endswith("through\n")
        attackers.end()
        process.send_signal(signal.SIGTERM)
        started = time.monotonic()
        assert process.wait(60) == 0
        print(
            f"list_run under attack: {len(times)} times, median {statistics.median(times) * 1000:.0f} ms, "
            f"longest {max(times) * 1000:.0f} ms, of processor time {max(spent) * 1000:.0f} ms; "
            f"stopped in {time.monotonic() - started:.1f} s"
        )
        assert max(spent) < GOAL
