"""A minimal, fast server: it answers every list of runs with 10 or 1,000 recorded rows.

`python bench/server.py` prints its port and serves until its standard input is closed.
"""

from __future__ import annotations

import asyncio
import json
import sys
from itertools import cycle, islice
from pathlib import Path

RECORDINGS = Path(__file__).parent.parent / "tests" / "recordings"


def recorded_page(rows: int) -> bytes:
    """Return a page of runs as the real server sent it, its recorded rows repeated to the given number."""
    recordings = json.loads((RECORDINGS / "run.json").read_text(encoding="utf-8"))
    body = next(recording["response"]["body"] for recording in recordings if recording["name"] == "list runs")
    page = {**body, "runList": list(islice(cycle(body["runList"]), rows))}
    return json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode()


def answer(rows: int) -> bytes:
    """Return the whole response with its head."""
    body = recorded_page(rows)
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Server(asyncio.Protocol):
    """Reads heads only: no request here has a body."""

    few, many = answer(10), answer(1000)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.received = b""

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, _, self.received = self.received.partition(b"\r\n\r\n")
            self.transport.write(self.many if b"maxKeys=1000" in head else self.few)


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Server, "127.0.0.1", 0, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
