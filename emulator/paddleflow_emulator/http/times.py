"""Times as the wire writes them."""

from __future__ import annotations

from datetime import UTC, datetime

from paddleflow_emulator.engine.records import TIME_FORMAT


def local_text(moment: datetime | None) -> str:
    """Write `YYYY-MM-DD HH:MM:SS`; unset is the empty text."""
    return "" if moment is None else moment.isoformat(" ", "seconds")


def read_local(text: str) -> datetime:
    """Read `YYYY-MM-DD HH:MM:SS`; raise ValueError for anything else."""
    return datetime.strptime(text, TIME_FORMAT)  # noqa: DTZ007 - the wire has no zones


def read_utc(text: str) -> datetime:
    """Read such a time in UTC as one of the server; raise ValueError or OverflowError for anything else."""
    return read_local(text).replace(tzinfo=UTC).astimezone().replace(tzinfo=None)


def rfc3339_text(moment: datetime) -> str:
    """Write a time with fraction and zone, as users and grants show it: trailing zeros are left out."""
    text = moment.astimezone().isoformat(timespec="microseconds")
    date_time, zone = text[:26].rstrip("0").rstrip("."), text[26:]
    return date_time + ("Z" if zone == "+00:00" else zone)
