"""A line of log for each request."""

from __future__ import annotations

import logging
import time

from attrs import frozen
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGGER = "paddleflow_emulator.requests"
_log = logging.getLogger(LOGGER)


@frozen
class RequestLog:
    """Tells the logger `paddleflow_emulator.requests` of each request: method, address, status, milliseconds."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and tell of it."""
        began, status = time.perf_counter(), "no answer"
        query = scope.get("query_string", b"")
        target = (scope.get("raw_path") or scope["path"].encode()) + (b"?" + query if query else b"")

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, watch)
        finally:
            method, took = scope.get("method", "WEBSOCKET"), (time.perf_counter() - began) * 1000
            # What is not ASCII, or could move a terminal's cursor, is escaped.
            _log.info("%s %s %s %.0f ms", method, ascii(target.decode("latin-1"))[1:-1], status, took)
