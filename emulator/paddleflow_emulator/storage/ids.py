"""Ids made of row numbers, such as `run-000001`."""

from __future__ import annotations

PIPELINE_ID = "ppl-{:06d}"
CACHE_ID = "cch-{:06d}"
SCHEDULE_ID = "schedule-{:06d}"

LARGEST = 2**63 - 1
"""What SQLite can hold."""


def row_number(pattern: str, identifier: str) -> int:
    """Return the row number of an id, 0 (which no row has) for what is not an id in its one spelling.

    Args:
        pattern: How the id is written, e.g. `run-{:06d}`.
        identifier: What a request named.
    """
    digits = identifier.removeprefix(pattern.partition("{")[0])
    number = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 20 else 0
    return number if number <= LARGEST and pattern.format(number) == identifier else 0
