"""Time as it is, also while a test has put another one in the place of `time.monotonic` and `datetime.now`.

Libraries such as freezegun do that in the whole program, and the embedded server runs in the test's. They do not touch
`time.clock_gettime`, nor `time.localtime` of a given moment. A test that wants the server to have another time gives it
a `clock`.
"""

from __future__ import annotations

import asyncio
import time
from datetime import datetime


class SystemClock:
    """The machine's local time."""

    def now(self) -> datetime:
        """Return the time, without a time zone: the wire has none either."""
        seconds, nanoseconds = divmod(time.clock_gettime_ns(time.CLOCK_REALTIME), 10**9)
        moment = time.localtime(seconds)
        return datetime(*moment[:5], min(moment.tm_sec, 59), nanoseconds // 1000)  # noqa: DTZ001 - as on the wire


class RealTimeLoop(asyncio.SelectorEventLoop):
    """An event loop whose timers do not depend on what a test does to the clock."""

    def time(self) -> float:
        """Return the time that timers go by, in seconds."""
        return time.clock_gettime(time.CLOCK_MONOTONIC)
