"""Whether to ask again, and when: a pure decision, without sleeping, randomness or a clock."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime
from threading import RLock
from typing import Any, Final, NamedTuple

from paddleflow._http import Reply, Response
from paddleflow._per_process import PerProcess, process

SAFE_METHODS: Final = frozenset({"get", "head"})
BUSY: Final = frozenset({408, 429, 502, 503, 504})
"""Statuses that say "not now": asking again may help."""


class Policy(NamedTuple):
    """How patient a client is.

    Attributes:
        attempts: Maximum number of attempts; 1 means never again.
        base: Seconds of the longest first pause; it doubles each time.
        cap: Seconds of the longest pause of all.
        retry_after_cap: Seconds that a server may ask to wait; one that asks for more is not asked again.
    """

    attempts: int
    base: float
    cap: float
    retry_after_cap: float


def pause(
    policy: Policy, method: str, attempt: int, reply: Reply, *, now: datetime, random: Callable[[], float]
) -> float | None:
    """Return the seconds to wait before the next attempt; None when there shall be none.

    A safe method is asked again after a loss and when the server is busy. Anything else only when the request cannot
    have reached the server, so that no write happens twice.

    Args:
        policy: How patient the client is.
        method: HTTP method.
        attempt: How often it was sent, from 1.
        reply: The outcome of the attempt.
        now: The time, for a ``Retry-After`` that is a date.
        random: Gives numbers from 0 to 1; full jitter keeps many clients from asking at the same moment.
    """
    if attempt >= policy.attempts or not _worth_another(method, reply):
        return None
    if isinstance(reply, Response) and (asked := retry_after(reply.headers.get("retry-after"), now)) is not None:
        return asked if asked <= policy.retry_after_cap else None
    return random() * min(policy.cap, policy.base * 2.0 ** min(attempt - 1, 60))  # a float holds no 2 ** 1024


def _worth_another(method: str, reply: Reply) -> bool:
    if isinstance(reply, Response):
        return method in SAFE_METHODS and reply.status_code in BUSY
    return reply.is_retryable and (method in SAFE_METHODS or not reply.may_have_arrived)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds of a ``Retry-After`` header, a number or a date: None if it is neither, 0 if past."""
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        from email.utils import parsedate_to_datetime  # few servers send a date

        try:
            when = parsedate_to_datetime(value)
        except (TypeError, ValueError, OverflowError):
            return None
        seconds = ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None


class Budget:
    """How many repeated attempts a client may make, against a retry storm when a server is down.

    A repeated attempt costs, a good answer earns back.
    """

    def __init__(self, size: float, cost: float) -> None:
        self.size = self.left = size
        self.cost = cost
        # A signal handler may make calls of its own while the call below it has the lock.
        self._locks: PerProcess[Any] = PerProcess(RLock, process)

    def spend(self) -> bool:
        """Pay for another attempt; False when there is too little left."""
        with self._locks.get():
            if self.left < self.cost:
                return False
            self.left -= self.cost
            return True

    def earn(self) -> None:
        """Count a good answer."""
        with self._locks.get():
            self.left = min(self.size, self.left + 1)
