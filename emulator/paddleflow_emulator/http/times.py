"""Times as the wire writes them."""

from __future__ import annotations

from datetime import datetime


def local_text(moment: datetime | None) -> str:
    """Write `YYYY-MM-DD HH:MM:SS`; unset is the empty text."""
    return "" if moment is None else moment.isoformat(" ", "seconds")


def rfc3339_text(moment: datetime) -> str:
    """Write a time with fraction and zone, as users and grants show it: trailing zeros are left out."""
    text = moment.astimezone().isoformat(timespec="microseconds")
    date_time, zone = text[:26].rstrip("0").rstrip("."), text[26:]
    return date_time + ("Z" if zone == "+00:00" else zone)
