"""The part of a run that is stopped together: the entry points, or the post-process step (§15, §19)."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Literal

from attrs import define, field

from .interface import Job, Launcher, Process

Reason = Literal["stop", "failure"]


@define
class Scope:
    """Tells everything in it when it is to stop: because of a request, or because something failed (fail_fast)."""

    reason: Reason | None = None
    halted: asyncio.Event = field(factory=asyncio.Event)
    _listeners: dict[Callable[[], None], None] = field(factory=dict)

    def halt(self, reason: Reason) -> None:
        """Stop; the first reason counts. Nothing starts any more; whoever has something to cancel does it now."""
        if self.reason is not None:
            return
        self.reason = reason
        self.halted.set()
        for listener in list(self._listeners):
            listener()

    def on_halt(self, listener: Callable[[], None]) -> None:
        """Have something called when it stops."""
        self._listeners[listener] = None

    def forget(self, listener: Callable[[], None]) -> None:
        """Undo `on_halt`."""
        self._listeners.pop(listener, None)


async def first_of(*waits: object) -> None:
    """Wait until one of some awaitables is done, and drop the others."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]  # type: ignore[call-overload]  # coroutines and futures alike
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


async def start_unless_halted(launcher: Launcher, job: Job, *halted: asyncio.Event) -> Process | None:
    """Start a job, or give None when it is to stop before it has started, e.g. while its image is fetched.

    Raises:
        OSError: it cannot be started.
    """
    starting = asyncio.ensure_future(launcher.start(job))
    await first_of(asyncio.shield(starting), *(event.wait() for event in halted))
    if not starting.done():
        starting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        return await starting
    return None
