"""What a test can make a request meet: no answer, another one, half of one, a late one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, ClassVar, TypeAlias
from weakref import WeakValueDictionary

from attrs import frozen
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from paddleflow_emulator.http.connections import BoundedProtocol


class DroppableProtocol(BoundedProtocol):
    """uvicorn's HTTP, with connections that can be cut."""

    # Weak: a connection that became a websocket is another protocol's, which does not report its end.
    _transports: ClassVar[WeakValueDictionary[tuple[Any, Any], asyncio.Transport]] = WeakValueDictionary()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Remember the connection."""
        super().connection_made(transport)
        self._transports[self.server, self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        super().connection_lost(exc)
        self._transports.pop((self.server, self.client), None)

    @classmethod
    def cut(cls, scope: Scope) -> None:
        """Cut the connection of a request."""
        cls._transports[scope["server"], scope["client"]].abort()


@frozen
class Drop:
    """Drops the connection without a response."""

    async def apply(self, scope: Scope, receive: Receive, send: Send, answer: ASGIApp) -> None:
        """Answer a request, by `answer` if at all."""
        DroppableProtocol.cut(scope)
        await _disconnected(receive)


async def _disconnected(receive: Receive) -> None:
    while not (await receive())["type"].endswith(".disconnect"):
        pass


@frozen
class Fail:
    """An answer that is not the API's."""

    status: int
    headers: Mapping[str, str]
    body: str

    async def apply(self, scope: Scope, receive: Receive, send: Send, answer: ASGIApp) -> None:
        """Answer a request, by `answer` if at all."""
        response = Response(self.body, self.status, {"content-type": "application/json", **self.headers})
        await response(scope, receive, send)


@frozen
class Cut:
    """Cuts the connection in the middle of the response."""

    async def apply(self, scope: Scope, receive: Receive, send: Send, answer: ASGIApp) -> None:
        """Answer a request, by `answer` if at all."""
        head: list[Message] = []

        async def send_half(message: Message) -> None:
            if message["type"] == "http.response.start":
                head.append(message)
            elif head:
                if body := message.get("body", b""):
                    await send(head[0])
                    await send({**message, "body": body[: len(body) // 2], "more_body": True})
                head.clear()
                DroppableProtocol.cut(scope)

        await answer(scope, receive, send_half)
        await _disconnected(receive)


@frozen
class Delay:
    """Delays the response."""

    seconds: float

    async def apply(self, scope: Scope, receive: Receive, send: Send, answer: ASGIApp) -> None:
        """Answer a request, by `answer` if at all."""
        await asyncio.sleep(self.seconds)
        await answer(scope, receive, send)


Fault: TypeAlias = Drop | Fail | Cut | Delay
