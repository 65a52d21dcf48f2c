"""The part of a run that is stopped together: the entry points, or the post-process step (§15, §19)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Literal

from attrs import define, field

Reason = Literal["stop", "failure"]


@define
class CancelScope:
    """Work that is cancelled together: because of a request, or because something failed (fail_fast).

    Attributes:
        reason: Why it was cancelled; None as long as it was not.
        cancelled: Set when it is.
    """

    reason: Reason | None = None
    cancelled: asyncio.Event = field(factory=asyncio.Event)
    _listeners: dict[Callable[[], None], None] = field(factory=dict)

    def cancel(self, reason: Reason) -> None:
        """Cancel it: nothing starts any more, and the listeners are called. Only the first reason counts."""
        if self.reason is not None:
            return
        self.reason = reason
        self.cancelled.set()
        for listener in list(self._listeners):
            listener()

    def on_cancel(self, listener: Callable[[], None]) -> None:
        """Have something called when it is cancelled."""
        self._listeners[listener] = None

    def forget(self, listener: Callable[[], None]) -> None:
        """Undo `on_cancel`."""
        self._listeners.pop(listener, None)


async def first_of(*waits: object) -> None:
    """Wait until one of some awaitables is done, and drop the others."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]  # type: ignore[call-overload]  # coroutines and futures alike
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
