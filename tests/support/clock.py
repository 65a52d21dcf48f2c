"""Clocks that pass time at once: no test sleeps."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from .inside import set_runtime


class HandClock:
    """A server's clock, which stands still until a test moves it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, time: timedelta) -> None:
        self.moment += time


class Clock:
    """Time that passes by itself and, at once, by as much as something pauses.

    >>> clock = Clock().in_(client)
    >>> clock.pauses            # what was waited for, in seconds
    """

    def __init__(
        self, on_pause: Callable[[float], object] = lambda seconds: None, *, stands_still: bool = False
    ) -> None:
        self.pauses: list[float] = []
        self._on_pause = on_pause
        self._real: Callable[[], float] = (lambda: 0.0) if stands_still else time.monotonic

    def in_(self, client: Any, **runtime: Any) -> Clock:
        """Make a client use it."""
        set_runtime(client, monotonic=self.monotonic, sleep=self.sleep, sleep_async=self.sleep_async, **runtime)
        return self

    def monotonic(self) -> float:
        return self._real() + sum(self.pauses)

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self._on_pause(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)
