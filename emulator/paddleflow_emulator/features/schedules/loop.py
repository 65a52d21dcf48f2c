"""The loop in which schedules fire: looks at the clock, decides, stores what was decided, and starts the runs."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

from attrs import evolve, field, frozen

from paddleflow.pipeline._rules.problems import Rejected
from paddleflow_emulator.engine.interface import Clock, RunRequest
from paddleflow_emulator.engine.records import FINAL
from paddleflow_emulator.engine.runtime.engine import Engine
from paddleflow_emulator.engine.workflow import RunOptions
from paddleflow_emulator.features.runs.service import RunDraft, RunService, add_run
from paddleflow_emulator.features.runs.sources import read_stored_pipeline
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.ids import PIPELINE_ID, SCHEDULE_ID
from paddleflow_emulator.storage.tables import RunRow, ScheduleRow

from .cron import parse_cron
from .decide import Decision, Plan, Skip, Start, decide, pass_over
from .in_use import RUNNING

SKIPPED = "skipped"
"""State of a run that stands for a tick at which none was started."""

_POLL_SECONDS = 0.25
"""Seconds between two looks at the clock, which a test may have moved, and at the runs that suspend a schedule."""

_log = logging.getLogger("paddleflow_emulator")


def plan_of(row: ScheduleRow) -> Plan:
    """Return what decisions need to know of a stored schedule."""
    return Plan(
        id=SCHEDULE_ID.format(row.pk),
        ticks=parse_cron(row.crontab),
        next_run=row.next_run,
        end=row.end,
        concurrency=row.concurrency,
        policy=row.policy,
        expire_interval=row.expire_interval,
    )


@frozen
class Scheduler:
    """Fires the schedules of a server.

    Args:
        database: Has the schedules, the pipelines and the runs.
        clock: The server's.
        engine: Stops runs.
        runs: Starts runs.
    """

    database: Database
    clock: Clock
    engine: Engine
    runs: RunService
    _one_at_a_time: asyncio.Lock = field(init=False, factory=asyncio.Lock)

    async def run(self) -> None:
        """Fire schedules until cancelled. What was missed while no server ran is made up for, or not, first."""
        for row in self._due():
            if not row.catchup:
                await self._try_to_fire(row, decided=pass_over(plan_of(row), self.clock.now()))
        while True:
            await self.fire()
            await asyncio.sleep(_POLL_SECONDS)

    async def fire(self) -> None:
        """Fire what is due."""
        async with self._one_at_a_time:
            for row in self._due():
                await self._try_to_fire(row)
                await asyncio.sleep(0)

    def _due(self) -> Sequence[ScheduleRow]:
        """Return the schedules that have something to decide; none while that could not be stored."""
        now = self.clock.now()
        due = """WHERE status = ? AND (next_run <= ? OR "end" < next_run) ORDER BY next_run"""
        try:
            with self.database.read() as session:
                rows = session.all(ScheduleRow, due, RUNNING, now)
            if rows:
                with self.database.write():
                    pass  # Not while another program has locked it.
        except (sqlite3.Error, OSError, ValueError) as wrong:
            _log.warning("schedules cannot be read and written, trying again: %s", wrong)
            return ()
        return rows

    async def _try_to_fire(self, row: ScheduleRow, decided: Decision | None = None) -> None:
        """Fire a schedule; one that cannot be fired must not hold up the others."""
        try:
            await self._fire(row, decided)
        except Exception:
            _log.exception("schedule %s failed", SCHEDULE_ID.format(row.pk))

    async def _fire(self, row: ScheduleRow, decided: Decision | None) -> None:
        active = self._active(row)
        decision = decided or decide(plan_of(row), len(active), self.clock.now())
        if decision.next_run == row.next_run and decision.status == row.status:
            return  # suspended
        draft, message = await self._draft(row) if decision.ticks else (None, row.message)
        runs = await self._store(row, decision, draft, message)
        if runs is None:
            return
        for run in runs:
            self.runs.start(run)
        for run_id in active[: decision.stop]:
            with suppress(Rejected):  # It is being stopped already, or has ended meanwhile.
                self.engine.stop(run_id)

    def _active(self, row: ScheduleRow) -> list[str]:
        """Return the ids of the schedule's active runs, oldest first."""
        active = "SELECT id FROM runs WHERE schedule_id = ? AND status NOT IN ? ORDER BY pk"
        with self.database.read() as session:
            return session.scalars(active, SCHEDULE_ID.format(row.pk), [*FINAL])

    async def _draft(self, row: ScheduleRow) -> tuple[RunDraft | None, str]:
        """Check the pipeline, once for all ticks. When it cannot run (any more), the schedule goes on and says why."""
        options = RunOptions(
            user=row.fs_user or row.owner,
            name=row.name,
            description=row.desc,
            schedule_id=SCHEDULE_ID.format(row.pk),
        )
        pipeline_id = PIPELINE_ID.format(row.pipeline_pk)
        try:
            source = await read_stored_pipeline(self.database, row.owner, pipeline_id, row.version)
            return await self.runs.draft(source, options), ""
        except (ApiError, Rejected) as wrong:
            _log.warning("schedule %s starts no run: %s", options.schedule_id, wrong)
            return None, f"create run failed: {wrong.message}"

    async def _store(
        self, row: ScheduleRow, decision: Decision, draft: RunDraft | None, message: str
    ) -> list[RunRequest] | None:
        """Write runs and skipped runs together with the schedule, so that no crash loses or doubles a tick.

        Returns:
            The runs to start; None when the schedule is not what it was any more.
        """
        now = self.clock.now()
        runs = await self._runs(row.owner, decision.ticks, draft) if draft else []
        with self.database.write() as session:
            stored = session.get(ScheduleRow, row.pk)
            if stored is None or (stored.status, stored.next_run) != (row.status, row.next_run):
                return None  # Stopped or deleted while its pipeline was read.
            stored.next_run, stored.status = decision.next_run, decision.status
            stored.message, stored.updated = message, now
            session.update(stored)
            ids = [add_run(session, run, number) for run, number in runs]
            started = [run_id for run_id, (run, _) in zip(ids, runs, strict=True) if run.status != SKIPPED]
        return [draft.request(run_id) for run_id in started] if draft else []

    async def _runs(self, owner: str, ticks: Sequence[Start | Skip], draft: RunDraft) -> list[tuple[RunRow, int]]:
        """Return a new run for every tick, and its number."""
        runs = []
        for decided in ticks:
            timed = evolve(draft, options=evolve(draft.options, scheduled=decided.tick))
            run = timed.row(owner, self.clock.now())
            if isinstance(decided, Skip):
                run.status, run.message = SKIPPED, decided.message
                number = self.runs.numbers.next()
            else:
                number = await self.runs.number(run, draft.workflow)
            runs.append((run, number))
        return runs


@asynccontextmanager
async def firing(scheduler: Scheduler) -> AsyncIterator[None]:
    """Fire schedules for the time of a block."""
    task = asyncio.create_task(scheduler.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
