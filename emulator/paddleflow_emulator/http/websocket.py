"""Requests for a websocket, which are checked and refused as the GETs that they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket

_WEBSOCKET = "paddleflow.websocket"


def as_request(scope: Scope, receive: Receive, send: Send) -> tuple[Scope, Receive, Send]:
    """Take the request for a websocket as the GET that it is, so that its checks and refusals are the usual ones."""

    async def no_body() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def answer(message: Message) -> None:
        await send({**message, "type": f"websocket.{message['type']}"})

    websocket = WebSocket(scope, receive, send)
    return {**scope, "type": "http", "method": "GET", _WEBSOCKET: websocket}, no_body, answer


class Upgrade(Response):
    """The answer to a request for the websocket: it is opened. Who asked without upgrade headers is told so."""

    def __init__(self, serve: Callable[[WebSocket], Awaitable[None]]) -> None:
        headers = {"sec-websocket-version": "13"}
        super().__init__("Bad Request\n", 400, headers, media_type="text/plain")
        self._serve = serve

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the websocket until it is closed."""
        websocket = scope.get(_WEBSOCKET)
        if websocket is None:
            await super().__call__(scope, receive, send)
        else:
            await self._serve(websocket)
