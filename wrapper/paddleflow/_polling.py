"""Asking again: until something has happened, and when a poll fails in a way that may pass.

The server may restart, a proxy may be away, a node may be busy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf
from typing import Any, Final, TypeVar

from attrs import define, evolve, field

from paddleflow._arguments import seconds
from paddleflow._constants import OUTAGE_SECONDS
from paddleflow._exchange import Flow, Pause, Runtime, log
from paddleflow._operation import Call
from paddleflow._retry import BUSY
from paddleflow.errors import ConnectionFailed, PaddleFlowSDKException
from paddleflow.result import Result

T = TypeVar("T")

FIRST_PAUSE: Final = 0.1
PAUSE_GROWTH: Final = 1.5
LAST_POLL_SECONDS: Final = 10.0
"""How long a poll may take at the end of a wait, when no time is left."""


def backoff(longest: float) -> Iterator[float]:
    """Yield the seconds of the pauses between polls: short ones first, then longer."""
    pause = FIRST_PAUSE
    while True:
        yield min(pause, longest)
        pause = min(pause * PAUSE_GROWTH, longest)


@define
class Polling:
    """Asks, and asks again after a transient failure.

    Attributes:
        runtime: The clock.
        name: The method that polls.
        interval: Seconds between two polls at most.
        timeout: Seconds after which it is over; None: when polls have failed for `OUTAGE_SECONDS` without a break.
        on_error: Called with each failure after which it tries again.
        deadline: When, on the clock, it is over.

    Raises:
        InvalidArgument: interval or timeout is not a number above 0.
    """

    runtime: Runtime
    name: str
    interval: float
    timeout: float | None = None
    on_error: Callable[[PaddleFlowSDKException], object] | None = None
    deadline: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        seconds("interval", self.interval)
        end = inf if self.timeout is None else seconds("timeout", self.timeout)
        self.deadline = self.runtime.monotonic() + end

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.deadline - self.runtime.monotonic()

    def ask(self, call: Call[T]) -> Flow[T]:
        """Return the answer to a call: the last failure if it takes too long, or one that is not transient, at once."""
        pauses = backoff(self.interval)
        deadline, warned = self.deadline, False
        while True:
            if self.timeout is not None:
                call = evolve(call, seconds=max(self.left, LAST_POLL_SECONDS))
            result: Result[T] = yield call
            if result.error is None or not is_transient(result.error.exception):
                return result
            if deadline == inf:
                deadline = self.runtime.monotonic() + OUTAGE_SECONDS
            if (left := deadline - self.runtime.monotonic()) <= 0:
                return result
            if not warned and (logger := log()):
                logger.warning("%s retries after a transient failure: %s", self.name, result.error)
            warned = True
            if self.on_error is not None:
                self.on_error(result.error.exception)
            yield Pause(min(next(pauses), left))


def is_transient(error: PaddleFlowSDKException) -> bool:
    """Return whether the same request may work later: no answer came, or the server is busy or broken."""
    status: Any = error.http_status
    return isinstance(error, ConnectionFailed) or (status is not None and (status in BUSY or status >= 500))
