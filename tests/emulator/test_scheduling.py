"""What schedules decide: no clock, no server, so that a year passes at once."""
# ruff: noqa: DTZ001 - the wire and the server have no time zones

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from attrs import define, evolve, field
from hypothesis import given
from hypothesis import strategies as st

from paddleflow_emulator.features.schedules.cron import Calendar, CronError, Interval, Ticks, parse_cron
from paddleflow_emulator.features.schedules.decide import MOST_AT_ONCE, Decision, Plan, Skip, Start, decide, pass_over

from ..support.cases import with_each

BEGIN = datetime(2026, 1, 1)
HOUR = timedelta(hours=1)
POLICIES = ("suspend", "replace", "skip")


def plan(crontab: str = "0 * * * *", **options: object) -> Plan:
    ticks = parse_cron(crontab)
    return evolve(Plan("schedule-000001", ticks, ticks.after(BEGIN)), **options)


def started(decision: Decision) -> list[datetime]:
    return [decided.tick for decided in decision.ticks if isinstance(decided, Start)]


def skipped(decision: Decision) -> list[datetime]:
    return [decided.tick for decided in decision.ticks if isinstance(decided, Skip)]


def hours(*numbers: int) -> list[datetime]:
    return [BEGIN + number * HOUR for number in numbers]


# ---------------------------------------------------------------------------------------------------- cron expressions


@with_each(
    "crontab, first",
    [
        ("0 3 * * *", datetime(2026, 1, 1, 3)),
        ("*/7 * * * *", datetime(2026, 1, 1, 0, 7)),
        ("5/15 * * * *", datetime(2026, 1, 1, 0, 5)),
        ("0 0 ? * MON-FRI", datetime(2026, 1, 2)),
        ("0 0 29 2 *", datetime(2028, 2, 29)),
        ("0 0 13 * 5", datetime(2026, 1, 2)),  # the 13th or a Friday
        ("@hourly", datetime(2026, 1, 1, 1)),
        ("@daily", datetime(2026, 1, 2)),
        ("@midnight", datetime(2026, 1, 2)),
        ("@weekly", datetime(2026, 1, 4)),
        ("@monthly", datetime(2026, 2, 1)),
        ("@yearly", datetime(2027, 1, 1)),
        ("@annually", datetime(2027, 1, 1)),
        ("@every 10s", datetime(2026, 1, 1, 0, 0, 10)),
        ("@every 1h30m", datetime(2026, 1, 1, 1, 30)),
        ("@every 1.5h", datetime(2026, 1, 1, 1, 30)),
        ("@every 100ms", datetime(2026, 1, 1, 0, 0, 1)),  # a second at least
    ],
)
def test_five_fields_and_descriptors(crontab: str, first: datetime) -> None:
    assert parse_cron(crontab).after(BEGIN) == first


@with_each(
    "crontab",
    [
        *("", "whenever", "* * * *", "* * * * * *", "60 * * * *", "0 0 30 2 *", "a b c d e"),
        *("@often", "@every", "@every 10", "@every x", "@every -1s", "@every 999999999999h"),
    ],
)
def test_invalid_cron_expressions_are_refused(crontab: str) -> None:
    with pytest.raises(CronError):
        parse_cron(crontab)


@with_each("crontab", ["@yearly", "@every 1h"])
def test_a_schedule_beyond_year_9999_never_comes(crontab: str) -> None:
    with pytest.raises(CronError, match="never comes"):
        parse_cron(crontab).after(datetime(9999, 12, 31, 23, 59, 59))


# ------------------------------------------------------------------------------------------------------------ decisions


def test_nothing_is_decided_before_a_tick() -> None:
    schedule = plan()
    assert decide(schedule, 0, BEGIN + timedelta(minutes=59)) == Decision([], 0, schedule.next_run, "running")


def test_missed_ticks_are_made_up_for_oldest_first() -> None:
    decision = decide(plan(), 0, BEGIN + 3 * HOUR)
    assert (started(decision), decision.next_run) == (hours(1, 2, 3), BEGIN + 4 * HOUR)


def test_a_tick_older_than_the_expire_interval_is_recorded_as_skipped() -> None:
    decision = decide(plan(expire_interval=3600), 0, BEGIN + 3 * HOUR)
    assert (skipped(decision), started(decision)) == (hours(1), hours(2, 3))
    assert [decided.message for decided in decision.ticks if isinstance(decided, Skip)] == [
        "skip run of schedule[schedule-000001] with schedule time[2026-01-01 01:00:00], "
        "beyond expire interval[3600] before currentTime[2026-01-01 03:00:00]"
    ]


def test_suspend_waits_with_the_missed_tick() -> None:
    schedule = plan(concurrency=1)
    decision = decide(schedule, 1, BEGIN + 3 * HOUR)
    assert decision == Decision([], 0, BEGIN + HOUR, "running")
    decision = decide(schedule, 0, BEGIN + 3 * HOUR)
    assert (started(decision), decision.next_run) == (hours(1), BEGIN + 2 * HOUR)


def test_skip_records_what_finds_no_room() -> None:
    decision = decide(plan(concurrency=2, policy="skip"), 1, BEGIN + 3 * HOUR)
    assert (started(decision), skipped(decision), decision.stop) == (hours(1), hours(2, 3), 0)
    assert decision.ticks[1] == Skip(
        BEGIN + 2 * HOUR,
        "skip run of schedule[schedule-000001] with schedule time[2026-01-01 02:00:00], "
        "concurrency already reach[2] in policy[skip]",
    )


@with_each(
    "limit, active, due, start, stop",
    [
        (1, 0, 3, [3], 0),
        (1, 1, 1, [1], 1),
        (1, 1, 3, [3], 1),
        (2, 2, 1, [1], 1),
        (2, 1, 1, [1], 0),
        (3, 2, 2, [1, 2], 1),
        (2, 2, 3, [2, 3], 2),
    ],
)
def test_replace_keeps_the_newest_runs(limit: int, active: int, due: int, start: list[int], stop: int) -> None:
    decision = decide(plan(concurrency=limit, policy="replace"), active, BEGIN + due * HOUR)
    assert (started(decision), decision.stop) == (hours(*start), stop)
    assert skipped(decision) == hours(*(number for number in range(1, due + 1) if number not in start))


def test_replace_starts_nothing_that_the_next_portion_replaces() -> None:
    schedule = plan("@every 1m", concurrency=2, policy="replace")
    first = decide(schedule, 2, BEGIN + timedelta(minutes=MOST_AT_ONCE + 1))
    assert (started(first), len(skipped(first)), first.stop) == ([BEGIN + timedelta(minutes=200)], 199, 1)
    second = decide(evolve(schedule, next_run=first.next_run), 3, BEGIN + timedelta(minutes=MOST_AT_ONCE + 1))
    assert (started(second), second.stop) == ([BEGIN + timedelta(minutes=201)], 2)


def test_a_schedule_ends_with_its_last_tick() -> None:
    schedule = plan(end=BEGIN + 2 * HOUR)
    assert decide(schedule, 0, BEGIN + HOUR).status == "running"
    decision = decide(schedule, 0, BEGIN + 9 * HOUR)
    assert (started(decision), decision.status, decision.next_run) == (hours(1, 2), "success", BEGIN + 3 * HOUR)


def test_a_suspended_schedule_outlives_its_end_until_its_ticks_have_run() -> None:
    assert decide(plan(end=BEGIN + 2 * HOUR, concurrency=1), 1, BEGIN + 9 * HOUR).status == "running"


@with_each("crontab, next_run", [("0 * * * *", BEGIN + 4 * HOUR), ("@every 25m", BEGIN + timedelta(minutes=200))])
def test_without_catch_up_what_was_missed_is_passed_over(crontab: str, next_run: datetime) -> None:
    now = BEGIN + 3 * HOUR + timedelta(minutes=10)
    assert pass_over(plan(crontab), now) == Decision((), 0, next_run, "running")
    ended = pass_over(plan(crontab, end=BEGIN + 2 * HOUR), now)
    assert (ended.ticks, ended.status) == ((), "success")
    early = plan(crontab)
    assert pass_over(early, BEGIN) == Decision((), 0, early.next_run, "running")


@pytest.mark.slow
@with_each("crontab, count", [("0 * * * *", 8760), ("@daily", 365), ("@every 2h", 4380)])
def test_a_year_passes_in_a_second(crontab: str, count: int) -> None:
    begun = time.process_time()
    schedule, now, runs = plan(crontab, concurrency=1, policy="replace"), BEGIN, 0
    while now < BEGIN + timedelta(days=365):
        now = schedule.next_run
        decision = decide(schedule, min(runs, 1), now)
        runs += len(started(decision))
        schedule = evolve(schedule, next_run=decision.next_run)
    assert runs == count
    assert time.process_time() - begun < 1


# ----------------------------------------------------------------------------------------------------------- properties


@define
class World:
    """A schedule whose runs last as long as a test says."""

    plan: Plan
    now: datetime = BEGIN
    active: list[datetime] = field(factory=list)
    stopping: set[datetime] = field(factory=set)
    decided: list[Start | Skip] = field(factory=list)

    def look(self) -> Decision:
        """What the loop does: decide until there is nothing more to decide."""
        while True:
            before = self.plan.next_run
            decision = decide(self.plan, len(self.active), self.now)
            assert decision.next_run >= before
            assert (decision.next_run == before) == (not decision.ticks)
            assert decision.stop <= len(self.active)
            self.stopping |= set(self.active[: decision.stop])
            self.active += started(decision)
            self.decided += decision.ticks
            self.plan = evolve(self.plan, next_run=decision.next_run)
            if decision.next_run == before:
                return decision

    def end_runs(self, count: int) -> None:
        for run in self.active[:count]:
            self.stopping.discard(run)
        del self.active[:count]


def ticks_between(ticks: Ticks, first: datetime, end: datetime) -> Iterator[datetime]:
    while first < end:
        yield first
        first = ticks.after(first)


plans = st.builds(
    evolve,
    st.sampled_from(["0 * * * *", "*/20 * * * *", "@every 7m", "30 */5 * * 1-5", "@daily"]).map(plan),
    end=st.none() | st.integers(0, 400).map(lambda count: BEGIN + count * HOUR),
    concurrency=st.integers(0, 4),
    policy=st.sampled_from(POLICIES),
    expire_interval=st.sampled_from([0, 1, 1200, 3600, 86400]),
)
moves = st.lists(st.tuples(st.integers(0, 48 * 60).map(lambda count: timedelta(minutes=count)), st.integers(0, 5)))


@given(plans, moves)
def test_every_tick_is_decided_once_and_no_run_is_too_many(schedule: Plan, moves: list[tuple[timedelta, int]]) -> None:
    world = World(schedule)
    for pause, ended in moves:
        world.now += pause
        world.end_runs(ended)
        decision = world.look()
        limit = world.plan.concurrency
        assert not limit or len(set(world.active) - world.stopping) <= limit
        assert world.plan.policy == "replace" or not world.stopping
        waits = world.plan.next_run <= min(world.now, schedule.end or world.now)
        assert not waits or (world.plan.policy == "suspend" and len(world.active) >= limit > 0)
        assert (decision.status == "success") == (schedule.end is not None and world.plan.next_run > schedule.end)
    # Each tick up to the next one was started or skipped, exactly once and in order; the rest is to come or waits.
    ticks = list(ticks_between(schedule.ticks, schedule.next_run, world.plan.next_run))
    assert [decided.tick for decided in world.decided] == ticks
    assert all(tick <= world.now and (schedule.end is None or tick <= schedule.end) for tick in ticks)


@given(plans, moves)
def test_only_what_expired_or_found_no_room_is_skipped(schedule: Plan, moves: list[tuple[timedelta, int]]) -> None:
    world = World(schedule)
    for pause, ended in moves:
        world.now += pause
        world.end_runs(ended)
        before = len(world.decided)
        world.look()
        for decided in world.decided[before:]:
            late = schedule.expire_interval > 0 and world.now - decided.tick > timedelta(
                seconds=schedule.expire_interval
            )
            if isinstance(decided, Start):
                assert not late
            else:
                assert late or (schedule.concurrency > 0 and schedule.policy != "suspend")


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(0, 10**6))
def test_later_is_the_first_tick_after_a_moment(tick: datetime, seconds: int) -> None:
    tick = tick.replace(microsecond=0)
    moment = tick + timedelta(seconds=seconds)
    interval = Interval(timedelta(seconds=977))
    assert interval.later(tick, moment) == next(
        found for found in ticks_between(interval, tick, moment + interval.length * 2) if found > moment
    )
    assert Calendar("*/5 * * * *").later(tick, moment) > moment
