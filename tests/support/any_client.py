"""Both kinds of client behind one interface: a test is written once, and runs on each of them."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from paddleflow import AsyncClient, Client

KINDS: dict[str, type[Client] | type[AsyncClient]] = {"blocking": Client, "async": AsyncClient}
TRANSPORTS = ["auto", "httpx"]

MOSTLY_BLOCKING = ["blocking", pytest.param("async", marks=pytest.mark.slow)]

mostly_blocking = pytest.mark.parametrize("any_clients", MOSTLY_BLOCKING, indirect=True)
"""For what both kinds of client do by the same code: `make torture` tries the asynchronous one, too."""

mostly_auto = pytest.mark.parametrize("transport", ["auto", pytest.param("httpx", marks=pytest.mark.slow)])
"""For what does not depend on the transport: `make torture` tries httpx, which takes long to import, too."""


class AnyClient:
    """A client whose methods return the pair directly; those of an asynchronous one run in a loop kept for that.

    ``any_client.show_run("run-000001")``; ``any_client.client`` is the client itself. Everything made with
    `new` is closed at the end.
    """

    def __init__(self, kind: str, loop: asyncio.Runner, **settings: Any) -> None:
        self.kind = kind
        self.settings = settings
        self.loop = loop
        self.made: list[AnyClient] = []
        self.client: Any = None

    def new(self, *args: Any, **kwargs: Any) -> AnyClient:
        """Another client of the same kind, made with these arguments; not logged in."""
        other = AnyClient(self.kind, self.loop)
        other.client = KINDS[self.kind](*args, **{**self.settings, **kwargs})
        self.made.append(other)
        return other

    def finish(self) -> None:
        """Close every client."""
        for other in self.made:
            other.finish()
        if self.client is not None:
            self.close()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self.client, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            answer = method(*args, **kwargs)
            return self.loop.run(answer) if inspect.iscoroutine(answer) else answer

        return call


@contextmanager
def clients(kind: str, **settings: Any) -> Iterator[AnyClient]:
    """Make clients of a kind, with the same settings, and close them at the end."""
    with asyncio.Runner() as loop:
        maker = AnyClient(kind, loop, **settings)
        yield maker
        maker.finish()


def taken(any_client: AnyClient, rows: Any, most: int = 10_000) -> list[Any]:
    """The rows of an iterator of either kind, at most `most`."""

    async def awaited() -> list[Any]:
        got: list[Any] = []
        async for row in rows:
            got.append(row)
            if len(got) == most:
                break
        return got

    if hasattr(rows, "__aiter__"):
        return any_client.loop.run(awaited())
    return [row for _, row in zip(range(most), rows, strict=False)]
