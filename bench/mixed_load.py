"""Many concurrent connections that read and write: there must be no errors and no lost writes."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from attrs import define, field

BASE = "/api/paddleflow/v1"
YAML = "name: {name}\ndocker_env: b\nentry_points: {{a: {{command: 'true'}}}}"
RUNS = 20
"""Number of connections that start a run first; few, as processes are not measured here."""


@define
class Result:
    """The result of a load."""

    connections: int
    seconds: float
    requests: int = 0
    errors: list[str] = field(factory=list)
    pipelines: set[str] = field(factory=set)
    runs: set[str] = field(factory=set)
    lost: set[str] = field(factory=set)

    def text(self) -> str:
        """Return it as a line."""
        return (
            f"{self.connections} connections for {self.seconds:.0f} s: {self.requests} requests, "
            f"{self.requests / self.seconds:.0f} a second, "
            f"{len(self.pipelines)} pipelines and {len(self.runs)} runs made, "
            f"{len(self.errors)} errors, {len(self.lost)} writes lost"
        )


@define
class Connection:
    """A minimal persistent HTTP connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    token: str = ""

    async def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Send a request and return status and body of the response."""
        content = b"" if body is None else json.dumps(body).encode()
        head = f"{method} {BASE}{path} HTTP/1.1\r\nhost: localhost\r\nx-pf-authorization: {self.token}\r\n"
        self.writer.write(f"{head}content-length: {len(content)}\r\n\r\n".encode() + content)
        status = int((await self.reader.readline()).split()[1])
        length = 0
        while (line := await self.reader.readline()).strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        raw = await self.reader.readexactly(length)
        return status, json.loads(raw) if raw else None


@asynccontextmanager
async def connected(address: str, token: str = "") -> AsyncIterator[Connection]:
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        yield Connection(reader, writer, token)
    finally:
        writer.close()


def run_load(address: str, connections: int, seconds: float) -> Result:
    """Put a server under load.

    Args:
        address: Address of the server.
        connections: Number of concurrent connections.
        seconds: How long each sends one request after another.
    """
    return asyncio.run(_load(address, connections, seconds))


async def _load(address: str, connections: int, seconds: float) -> Result:
    result = Result(connections, seconds)
    async with connected(address) as first:
        _, login = await first.ask("POST", "/login", {"username": "root", "password": "paddleflow"})
        token = login["authorization"]
    end = time.monotonic() + seconds
    all_open = asyncio.Barrier(connections)
    numbers = count()
    users = (_use(address, token, number, all_open, end, numbers, result) for number in range(connections))
    for outcome in await asyncio.gather(*users, return_exceptions=True):
        if isinstance(outcome, BaseException):
            result.errors.append(repr(outcome))
    async with connected(address, token) as last:
        result.lost = (result.pipelines | result.runs) - await _listed(last)
    return result


async def _use(
    address: str, token: str, number: int, all_open: asyncio.Barrier, end: float, numbers: count[int], result: Result
) -> None:
    async with connected(address, token) as connection:
        await all_open.wait()
        turn = number
        while time.monotonic() < end or turn == number:
            status, body = await _one(connection, number, turn, numbers)
            turn += 1
            result.requests += 1
            if status >= 400:
                result.errors.append(f"{status} {body}")
            elif status == 201:
                made = result.runs if "runID" in body else result.pipelines
                made.add(body.get("runID") or body["pipelineID"])


async def _one(connection: Connection, number: int, turn: int, numbers: count[int]) -> tuple[int, Any]:
    if number < RUNS and turn == number:
        raw = base64.b64encode(YAML.format(name="load").encode()).decode()
        return await connection.ask("POST", "/run", {"runYamlRaw": raw})
    match turn % 4:
        case 0:
            raw = base64.b64encode(YAML.format(name=f"p{next(numbers)}").encode()).decode()
            return await connection.ask("POST", "/pipeline", {"yamlRaw": raw})
        case 1:
            return await connection.ask("GET", "/run?maxKeys=5")
        case 2:
            return await connection.ask("GET", "/pipeline?maxKeys=5")
        case _:
            return await connection.ask("GET", "/queue?maxKeys=5")


async def _listed(connection: Connection) -> set[str]:
    found: set[str] = set()
    for path, rows, name in (("/pipeline", "pipelineList", "pipelineID"), ("/run", "runList", "runID")):
        marker = ""
        while True:
            _, page = await connection.ask("GET", f"{path}?maxKeys=1000&marker={marker}")
            found |= {row[name] for row in page[rows]}
            if not page["isTruncated"]:
                break
            marker = page["nextMarker"]
    return found


if __name__ == "__main__":
    import sys

    outcome = run_load(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
    print(outcome.text(), *outcome.errors[:10], sep="\n")
    sys.exit(bool(outcome.errors or outcome.lost))
