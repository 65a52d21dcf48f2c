"""What a schedule does at a moment: a decision without clock, database or runs (pipeline format, §22)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from attrs import define, field, frozen

from paddleflow_emulator.http.times import local_text

from .cron import Ticks

MOST_AT_ONCE = 200
"""Ticks that one decision handles, so that a long absence is made up for in portions."""


@frozen
class Plan:
    """A running schedule.

    Args:
        id: For messages.
        ticks: When it is due.
        next_run: The oldest tick that nothing has been decided about.
        end: Ticks after it do not count; None for no end.
        concurrency: How many runs may be active at once; 0 for no limit.
        policy: `suspend`, `replace` or `skip`: what happens at that limit.
        expire_interval: Seconds after which a missed tick is not made up for; 0 for never.
    """

    id: str
    ticks: Ticks
    next_run: datetime
    end: datetime | None = None
    concurrency: int = 0
    policy: str = "suspend"
    expire_interval: int = 0


@frozen
class Start:
    """Start a run for a tick."""

    tick: datetime


@frozen
class Skip:
    """Record a tick that no run is started for."""

    tick: datetime
    message: str


@frozen
class Decision:
    """What to do, in this order: record and start, then stop.

    Args:
        ticks: Every tick that has been decided about, oldest first.
        stop: How many of the oldest active runs to stop.
        next_run: The oldest tick that nothing has been decided about.
        status: Of the schedule.
    """

    ticks: Sequence[Start | Skip]
    stop: int
    next_run: datetime
    status: Literal["running", "success"]


def decide(plan: Plan, active: int, now: datetime) -> Decision:
    """Decide about the ticks that are due, oldest first.

    Args:
        plan: The schedule as it is stored.
        active: How many of its runs are active.
        now: The moment.
    """
    return _Round(plan, active, now).decide()


def pass_over(plan: Plan, now: datetime) -> Decision:
    """Leave out what was missed while no server ran: for a schedule that does not catch up."""
    next_run = plan.next_run
    if _is_due(plan, next_run, now):
        next_run = plan.ticks.later(next_run, now if plan.end is None else min(now, plan.end))
    return Decision((), 0, next_run, _status(plan, next_run))


@define
class _Round:
    plan: Plan
    active: int
    now: datetime
    skips: list[Skip] = field(factory=list)
    starts: list[datetime] = field(factory=list)

    def decide(self) -> Decision:
        plan, next_run = self.plan, self.plan.next_run
        while _is_due(plan, next_run, self.now) and len(self.skips) + len(self.starts) < MOST_AT_ONCE:
            if self._is_expired(next_run):
                self.skips.append(Skip(next_run, self._expired(next_run)))
            elif self._has_room() or plan.policy == "replace":
                self.starts.append(next_run)
            elif plan.policy == "skip":
                self.skips.append(Skip(next_run, self._crowded(next_run)))
            else:
                break  # suspended: this tick waits until a run ends
            next_run = plan.ticks.after(next_run)
        stop = self._make_room(next_run) if plan.policy == "replace" and plan.concurrency else 0
        ticks: list[Start | Skip] = [*self.skips, *map(Start, self.starts)]
        return Decision(sorted(ticks, key=lambda decided: decided.tick), stop, next_run, _status(plan, next_run))

    def _is_expired(self, tick: datetime) -> bool:
        interval = self.plan.expire_interval
        return bool(interval) and self.now - tick > timedelta(seconds=interval)

    def _has_room(self) -> bool:
        return not self.plan.concurrency or self.active + len(self.starts) < self.plan.concurrency

    def _make_room(self, next_run: datetime) -> int:
        """Keep the newest of all runs, active or about to be; return how many of the active ones are too many."""
        limit = self.plan.concurrency
        first_kept = max(0, len(self.starts) - max(0, limit - self._due_later(next_run)))
        self.skips += [Skip(tick, self._crowded(tick)) for tick in self.starts[:first_kept]]
        self.starts = self.starts[first_kept:]
        return max(0, self.active + len(self.starts) - limit) if self.starts else 0

    def _due_later(self, next_run: datetime) -> int:
        """Count, up to the limit, the due ticks that only a later decision handles: they replace this one's."""
        count = 0
        while count < self.plan.concurrency and _is_due(self.plan, next_run, self.now):
            count, next_run = count + 1, self.plan.ticks.after(next_run)
        return count

    def _expired(self, tick: datetime) -> str:
        return (
            f"skip run of schedule[{self.plan.id}] with schedule time[{local_text(tick)}], "
            f"beyond expire interval[{self.plan.expire_interval}] before currentTime[{local_text(self.now)}]"
        )

    def _crowded(self, tick: datetime) -> str:
        return (
            f"skip run of schedule[{self.plan.id}] with schedule time[{local_text(tick)}], "
            f"concurrency already reach[{self.plan.concurrency}] in policy[{self.plan.policy}]"
        )


def _is_due(plan: Plan, tick: datetime, now: datetime) -> bool:
    return tick <= now and (plan.end is None or tick <= plan.end)


def _status(plan: Plan, next_run: datetime) -> Literal["running", "success"]:
    return "success" if plan.end is not None and next_run > plan.end else "running"
