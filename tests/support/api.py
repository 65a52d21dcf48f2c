"""A plain client for the tests, which checks every answer against the spec."""

from __future__ import annotations

import base64
import json
import secrets
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import psutil

from .contract import BASE, Contract

FINAL = ("succeeded", "failed", "terminated")
LONGEST_WAIT = 20.0  # seconds
PASSWORD = "abc12345"
ROOT_PASSWORD = "paddleflow"
NO_AUTHORITIES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # loading those of the machine takes longer than most tests

T = TypeVar("T")


def wait_for(look: Callable[[], T], good: Callable[[T], bool], seconds: float = LONGEST_WAIT) -> T:
    """Look again, ever more seldom, until what is seen is good; fail with what was seen last."""
    never, pause = threading.Event(), 0.02
    end = time.monotonic() + seconds
    while not good(seen := look()):
        assert time.monotonic() < end, f"waited {seconds} s, last seen: {seen}"
        never.wait(pause)
        pause = min(1.5 * pause, 0.2)
    return seen


def encoded(yaml: str) -> str:
    return base64.b64encode(yaml.encode()).decode()


def pipeline_yaml(name: str = "demo", **commands: str) -> str:
    """A pipeline of independent steps; `after_x` waits for `x`."""
    steps = {}
    for step, command in (commands or {"main": "echo hello"}).items():
        deps = {"deps": step.removeprefix("after_")} if step.startswith("after_") else {}
        steps[step.replace("_", "-")] = {"command": command, "docker_env": "busybox:1", **deps}
    return json.dumps({"name": name, "entry_points": steps})


def long_sleep() -> str:
    """A command that takes long and that no other test has: `sleepers` finds its processes."""
    return f"sleep 3000.{secrets.randbelow(10**9)}"


def sleepers(command: str) -> list[psutil.Process]:
    """The living processes of a `long_sleep`."""
    return [process for process in psutil.process_iter() if _runs(process, command)]


def _runs(process: psutil.Process, command: str) -> bool:
    try:
        return process.cmdline() == command.split()
    except psutil.Error:  # It ended meanwhile, or is a zombie already.
        return False


@dataclass(frozen=True)
class Response:
    """What the server said: `body` is the parsed JSON, or "" when there was none."""

    status: int
    body: Any
    headers: httpx.Headers

    @property
    def code(self) -> str:
        """The error code, or what the answer was instead of an error."""
        assert self.status >= 400, self
        return self.body["code"]

    @property
    def ok(self) -> Any:
        """The body of a success."""
        assert 200 <= self.status < 300, self
        return self.body


class Api:
    """A user of one server."""

    def __init__(self, address: str, contract: Contract, token: str = "") -> None:
        self.address = address
        self.contract = contract
        headers = {"x-pf-authorization": token} if token else {}
        self.http = httpx.Client(base_url=address + BASE, headers=headers, timeout=30, verify=NO_AUTHORITIES)

    def send(self, method: str, path: str, *, checked: bool = True, **options: Any) -> Response:
        response = self.http.request(method, path, **options)
        body = response.json() if response.content else ""
        answer = Response(response.status_code, body, response.headers)
        assert response.headers["content-type"] == "application/json"
        if checked:
            self.check(method, path, answer)
        return answer

    def check(self, method: str, path: str, answer: Response) -> None:
        """Hold an answer against the spec."""
        operation = self.contract.find(method, path)
        if operation is None:
            assert list(self.contract.reader("#/components/schemas/ErrorResponse").iter_errors(answer.body)) == []
        else:
            assert self.contract.answer_problems(operation, answer.status, answer.body) == []

    def get(self, path: str, /, **query: Any) -> Response:
        return self.send("GET", path, params=query)

    def post(self, path: str, /, **body: Any) -> Response:
        return self.send("POST", path, json=body)

    def put(self, path: str, /, *, params: dict[str, Any] | None = None, **body: Any) -> Response:
        return self.send("PUT", path, params=params, json=body)

    def delete(self, path: str, /, **query: Any) -> Response:
        return self.send("DELETE", path, params=query)

    def login(self, user: str = "root", password: str = ROOT_PASSWORD) -> Api:
        """Another client of the same server, logged in."""
        token = self.post("/login", username=user, password=password).ok["authorization"]
        return Api(self.address, self.contract, token)

    def add_user(self, name: str) -> Api:
        """A new user's client; this one must be root's."""
        assert self.post("/user", username=name, password=PASSWORD).ok == {"username": name}
        return self.login(name, PASSWORD)

    def start(self, yaml: str, **request: Any) -> str:
        """Start a run and return its id."""
        return self.post("/run", runYamlRaw=encoded(yaml), **request).ok["runID"]

    def run(self, run_id: str) -> dict[str, Any]:
        return self.get(f"/run/{run_id}").ok

    def finished(self, run_id: str) -> dict[str, Any]:
        """The run once it is final."""
        return self.until(run_id, lambda run: run["status"] in FINAL)

    def until(self, run_id: str, good: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        return self.seen(f"/run/{run_id}", good)

    def seen(self, path: str, good: Callable[[Any], bool]) -> Any:
        """What is at a path once it is good; that answer is held against the spec."""
        answer = wait_for(lambda: self.send("GET", path, checked=False), lambda answer: good(answer.ok))
        self.check("GET", path, answer)
        return answer.ok

    def log(self, run_id: str, /, **query: Any) -> str:
        """What the run's jobs printed, one after the other."""
        jobs = self.get(f"/log/run/{run_id}", **query).ok["runLog"]
        return "".join(task["logInfo"]["logContent"] for job in jobs for task in job["taskList"])


@contextmanager
def client(address: str, contract: Contract) -> Iterator[Api]:
    """A client without a login; its connections are closed with the block."""
    api = Api(address, contract)
    with api.http:
        yield api
