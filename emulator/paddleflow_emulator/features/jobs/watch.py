"""The websocket of job changes: the one route that the spec has in prose only, as OpenAPI has no word for it.

A change is told as soon as it is committed, and changes that come quickly after each other together: a job that
changed twice meanwhile is told once, as it is then.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from secrets import token_hex

from attrs import define, field
from starlette.websockets import WebSocket, WebSocketDisconnect

from paddleflow_emulator.engine.cancel import first_of
from paddleflow_emulator.features.file_systems.lookup import SqlFileSystems
from paddleflow_emulator.http.auth import ROOT
from paddleflow_emulator.http.json_text import encoded
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.tables import JobRow

from .views import ViewContext, job_detail

CLIENT_ID_HEADER = "x-pf-client-id"

_PAUSE = 0.05
"""Seconds between two looks at what changed. The real server looks every 3 seconds."""
MOST_WAITING = 1000
"""Frames that a slow client may be behind, as in the real server; with more its connection is closed."""
_CLOSE_SECONDS = 1.0
"""Time for a client to acknowledge that its connection is closed."""

_REPLACED, _NOT_ALLOWED, _STOPPED, _TOO_SLOW = 1000, 1008, 1012, 1013


@define(eq=False)
class _Watcher:
    """A websocket connection and its pending changes."""

    user: str
    _waiting: deque[str] = field(init=False, factory=deque)
    _more: asyncio.Event = field(init=False, factory=asyncio.Event)
    _ended: asyncio.Future[tuple[int, str]] = field(
        init=False, factory=lambda: asyncio.get_running_loop().create_future()
    )

    def tell(self, text: str) -> None:
        if len(self._waiting) < MOST_WAITING:
            self._waiting.append(text)
            self._more.set()
        else:
            self.end(_TOO_SLOW, f"{MOST_WAITING} changes have not been read")

    def end(self, code: int, reason: str) -> None:
        if not self._ended.done():
            self._ended.set_result((code, reason))

    async def serve(self, websocket: WebSocket) -> None:
        await first_of(self._send(websocket), _echo(websocket), asyncio.shield(self._ended))
        if self._ended.done():
            code, reason = self._ended.result()
            with contextlib.suppress(WebSocketDisconnect, TimeoutError):
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await websocket.close(code, reason)

    async def _send(self, websocket: WebSocket) -> None:
        with contextlib.suppress(WebSocketDisconnect):
            while await self._more.wait():
                while self._waiting:
                    await websocket.send_text(self._waiting.popleft())
                self._more.clear()


async def _echo(websocket: WebSocket) -> None:
    """Send back what the client sends: its heartbeat. Bytes come back as text, as from the real server."""
    with contextlib.suppress(WebSocketDisconnect):
        while (message := await websocket.receive())["type"] == "websocket.receive":
            text: str | None = message.get("text")
            await websocket.send_text(message["bytes"].decode(errors="replace") if text is None else text)


@define(eq=False)
class JobWatch:
    """Tells the open websockets of jobs: root of all, others of their own."""

    database: Database
    file_systems: SqlFileSystems
    _watchers: dict[tuple[str, str], _Watcher] = field(init=False, factory=dict)
    _changed: set[str] = field(init=False, factory=set)
    _next_look: asyncio.Handle | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        """Listen."""
        self.database.on_changed_jobs(self._note)

    async def serve(self, websocket: WebSocket, user: str) -> None:
        """Accept a websocket, and serve it until it is closed. The user's earlier one with its client id is closed."""
        key = user, websocket.headers.get(CLIENT_ID_HEADER) or token_hex(16)
        if (earlier := self._watchers.get(key)) is not None:
            earlier.end(_REPLACED, f"replaced by another connection with this {CLIENT_ID_HEADER}")
        watcher = self._watchers[key] = _Watcher(user)
        try:
            await websocket.accept()
            await watcher.serve(websocket)
        finally:
            if self._watchers.get(key) is watcher:
                del self._watchers[key]

    def end_of(self, user: str, reason: str) -> None:
        """Close the websockets of a user whose tokens have ended."""
        for (owner, _), watcher in self._watchers.items():
            if owner == user:
                watcher.end(_NOT_ALLOWED, reason)

    def close(self) -> None:
        """Close every websocket, for the end of the server."""
        for watcher in self._watchers.values():
            watcher.end(_STOPPED, "the server stops")
        if self._next_look is not None:
            self._next_look.cancel()

    def _note(self, job_ids: frozenset[str]) -> None:
        if self._watchers:
            self._changed |= job_ids
            if self._next_look is None:
                self._next_look = asyncio.get_running_loop().call_soon(self._look)

    def _look(self) -> None:
        self._next_look = None
        if not self._changed:
            return
        self._next_look = asyncio.get_running_loop().call_later(_PAUSE, self._look)
        changed, self._changed = self._changed, set()
        for owner, text in self._texts(changed):
            for watcher in self._watchers.values():
                if watcher.user in (ROOT, owner):
                    watcher.tell(text)

    def _texts(self, job_ids: set[str]) -> list[tuple[str, str]]:
        """Return owner and frame of each job, in the order of the changes."""
        with self.database.read() as session:
            rows = session.all(JobRow, "WHERE id IN ? ORDER BY updated, pk", [*job_ids])
            context = ViewContext.read(session, rows, self.file_systems)
        return [(row.owner, encoded(job_detail(row, context).to_dict()).decode()) for row in rows]
