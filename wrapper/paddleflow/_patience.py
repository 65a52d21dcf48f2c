"""Trying again when a look fails: the server restarts, a proxy is away, a node is busy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple, TypeVar

from attrs import evolve

from paddleflow._constants import OUTAGE_SECONDS
from paddleflow._exchange import Flow, Pause, Runtime, log
from paddleflow._operation import Call
from paddleflow._retry import BUSY
from paddleflow.errors import ConnectionFailed, PaddleFlowSDKException
from paddleflow.result import Result

T = TypeVar("T")

FIRST_PAUSE: Final = 0.1
PAUSE_GROWTH: Final = 1.5
LAST_LOOK_SECONDS: Final = 10.0
"""How long a look may take at the end of a wait, when no time is left."""


class Pauses:
    """Pauses between two looks: short ones first, then longer."""

    def __init__(self, longest: float) -> None:
        self.longest = longest
        self.upcoming = FIRST_PAUSE

    def next(self) -> float:
        """Return the seconds of the next pause."""
        pause = min(self.upcoming, self.longest)
        self.upcoming = min(self.upcoming * PAUSE_GROWTH, self.longest)
        return pause

    def start_again(self) -> None:
        """Look more often again, since something happened."""
        self.upcoming = FIRST_PAUSE


class Patience(NamedTuple):
    """Asks again after a failure that may pass.

    Attributes:
        runtime: The clock.
        name: The method that is patient.
        longest: Seconds between two attempts at most.
        deadline: When, on the clock, it is over; None: when it has failed for `OUTAGE_SECONDS` without a break.
        on_error: Called with each failure after which it tries again.
    """

    runtime: Runtime
    name: str
    longest: float
    deadline: float | None = None
    on_error: Callable[[PaddleFlowSDKException], object] | None = None

    def ask(self, call: Call[T]) -> Flow[T]:
        """Return the answer to a call: the last failure if it takes too long, or one that cannot pass, at once."""
        pauses = Pauses(self.longest)
        over, quiet = self.deadline, False
        while True:
            if self.deadline is not None:
                call = evolve(call, seconds=max(self.deadline - self.runtime.monotonic(), LAST_LOOK_SECONDS))
            result: Result[T] = yield call
            if result.error is None or not may_pass(result.error.exception):
                return result
            if over is None:
                over = self.runtime.monotonic() + OUTAGE_SECONDS
            left = over - self.runtime.monotonic()
            if left <= 0:
                return result
            if not quiet and (listened := log()):
                listened.warning("%s goes on after a failure that may pass: %s", self.name, result.error)
            quiet = True
            if self.on_error is not None:
                self.on_error(result.error.exception)
            yield Pause(min(pauses.next(), left))


def may_pass(error: PaddleFlowSDKException) -> bool:
    """Return whether the same request may work later: no answer came, or the server is busy or broken."""
    status: Any = error.http_status
    return isinstance(error, ConnectionFailed) or (status is not None and (status in BUSY or status >= 500))
