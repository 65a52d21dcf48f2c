"""Cron expressions: five fields, or a descriptor such as `@daily` or `@every 1h30m` (pipeline format, §22)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Protocol

from attrs import frozen
from cronsim import CronSim, CronSimError

_DESCRIPTORS: Mapping[str, str] = MappingProxyType(
    {
        "@yearly": "0 0 1 1 *",
        "@annually": "0 0 1 1 *",
        "@monthly": "0 0 1 * *",
        "@weekly": "0 0 * * 0",
        "@daily": "0 0 * * *",
        "@midnight": "0 0 * * *",
        "@hourly": "0 * * * *",
    }
)
_EVERY = "@every "
_UNITS: Mapping[str, Fraction] = MappingProxyType(
    {
        "ns": Fraction(1, 10**9),
        "us": Fraction(1, 10**6),
        "µs": Fraction(1, 10**6),
        "ms": Fraction(1, 1000),
        "s": Fraction(1),
        "m": Fraction(60),
        "h": Fraction(3600),
    }
)
_AMOUNT = r"(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)"
_DURATION = re.compile(rf"\+?(?:{_AMOUNT})+", re.ASCII)
_LONGEST = timedelta(days=365 * 290)  # what the real server's durations can hold


class CronError(ValueError):
    """A text that is not a cron expression; the message says what is wrong with it."""


class Ticks(Protocol):
    """The moments that an expression names."""

    def after(self, tick: datetime) -> datetime:
        """Return the first one after a tick, or after the moment that a schedule begins."""
        ...

    def later(self, tick: datetime, moment: datetime) -> datetime:
        """Return the first one after a moment, counted from an earlier tick."""
        ...


@frozen
class Calendar:
    """Moments of the calendar."""

    fields: str

    def after(self, tick: datetime) -> datetime:
        """Return the first one after any moment."""
        try:
            return next(CronSim(self.fields, tick))
        except (StopIteration, OverflowError):
            raise CronError(f"it never comes: [{self.fields}]") from None

    def later(self, tick: datetime, moment: datetime) -> datetime:
        """Return the first one after a moment."""
        return self.after(max(tick, moment))


@frozen
class Interval:
    """Moments that lie the same time apart."""

    length: timedelta

    def after(self, tick: datetime) -> datetime:
        """Return the next one, in whole seconds."""
        try:
            return tick.replace(microsecond=0) + self.length
        except OverflowError:
            raise CronError(f"it never comes: {self.length} after {tick}") from None

    def later(self, tick: datetime, moment: datetime) -> datetime:
        """Return the first one after a moment that is a whole number of lengths away from a tick."""
        return self.after(tick + (max(moment, tick) - tick) // self.length * self.length)


def parse_cron(text: str) -> Ticks:
    """Read an expression.

    Raises:
        CronError: Not five fields, a value out of bounds, an unknown descriptor, or no moment at all.
    """
    if text.startswith(_EVERY):
        return Interval(_duration(text.removeprefix(_EVERY)))
    if text.startswith("@"):
        if text not in _DESCRIPTORS:
            raise CronError(f"unrecognized descriptor: {text}")
        return Calendar(_DESCRIPTORS[text])
    fields = text.split()
    if len(fields) != 5:
        raise CronError(f"expected exactly 5 fields, found {len(fields)}: [{text}]")
    calendar = Calendar(" ".join("*" if field == "?" else field for field in fields))
    try:
        calendar.after(datetime(2000, 1, 1))  # noqa: DTZ001 - only whether there is one
    except CronSimError as wrong:
        raise CronError(f"{wrong}: [{text}]") from None
    return calendar


def _duration(text: str) -> timedelta:
    """Read a duration such as `1h30m`: whole seconds, at least one."""
    if not _DURATION.fullmatch(text):
        raise CronError(f"failed to parse duration @every {text}: write it like 10s, 5m or 1h30m")
    seconds = sum((Fraction(number) * _UNITS[unit] for number, unit in re.findall(_AMOUNT, text, re.ASCII)), Fraction())
    if seconds > _LONGEST.total_seconds():
        raise CronError(f"failed to parse duration @every {text}: too long")
    return timedelta(seconds=max(1, int(seconds)))
