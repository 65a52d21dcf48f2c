"""Times as the wire writes them (server facts, "Requests and answers in general")."""

from __future__ import annotations

import asyncio
from datetime import datetime

from .engine.interface import TIME_FORMAT


class SystemClock:
    """The machine's clock. The embedded server and its engine read time here only, so a test can own it."""

    def now(self) -> datetime:
        """Give the local time, without a zone as everywhere on this wire."""
        return datetime.now()  # noqa: DTZ005 - the wire has no zones

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


def local_text(moment: datetime | None) -> str:
    """Write `YYYY-MM-DD HH:MM:SS`; unset is the empty text."""
    return "" if moment is None else moment.strftime(TIME_FORMAT)


def rfc3339_text(moment: datetime) -> str:
    """Write a time with fraction and zone, as users and grants show it: trailing zeros are left out."""
    text = moment.astimezone().isoformat(timespec="microseconds")
    date_time, zone = text[:26].rstrip("0").rstrip("."), text[26:]
    return date_time + ("Z" if zone == "+00:00" else zone)
