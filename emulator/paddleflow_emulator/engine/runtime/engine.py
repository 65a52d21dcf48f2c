"""The engine: starts, stops and finishes runs on the loop it is called on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from attrs import define, evolve, field

from paddleflow.pipeline._rules.go_format import listed
from paddleflow.pipeline._rules.problems import Rejected
from paddleflow_emulator.engine.interface import RunRequest
from paddleflow_emulator.engine.records import FINAL, TIME_FORMAT, Dag, Record, RunStatus, Status, Step, run_end

from .context import EngineContext
from .run import WorkflowRun

ABANDONED = "the server was restarted, or could not write its state, while this was running"
"""The message of what was running when the server lost track of it."""

_log = logging.getLogger("paddleflow_emulator")


@define(eq=False)
class Engine(EngineContext):
    """Runs pipelines; takes the arguments of `EngineContext`, too.

    All of it is called on the event loop on which the runs live. What is not `async` returns at once, with the store
    already written.

    Args:
        closing: Seconds in which `close` writes down what had not begun; rows that take longer are left out.
        patience: Seconds between attempts to write the end of a run when the store does not take it.
    """

    closing: float = 5.0
    patience: float = 1.0
    _later: set[asyncio.Task[None]] = field(init=False, factory=set)
    _active: dict[str, tuple[WorkflowRun, asyncio.Task[None]]] = field(init=False, factory=dict)

    def submit(self, request: RunRequest) -> None:
        """Start a run: its state is `running` in the store when this returns."""
        run = WorkflowRun(request, self)
        run.begin()
        task = asyncio.get_running_loop().create_task(run.main())
        self._active[run.id] = (run, task)
        task.add_done_callback(lambda ended: self._ended(run.id, ended))

    def stop(self, run_id: str, *, force: bool = False) -> None:
        """Stop a run: `terminating` in the store when this returns.

        Raises:
            Rejected: ActionNotAllowed when it is not alive here, or is terminating already and `force` is not set.
        """
        if not self.is_active(run_id):
            raise Rejected("ActionNotAllowed", f"cannot stop run[{run_id}] as it is not running")
        self._active[run_id][0].stop(force=force)

    def stop_job(self, job_id: str) -> bool:
        """Stop one job from outside; return whether it was alive. Its run then ends failed (§18)."""
        scope = self.live_jobs.get(job_id)
        if scope is not None:
            scope.cancel("stop")
        return scope is not None

    def is_active(self, run_id: str) -> bool:
        """Return whether the run is alive here."""
        return run_id in self._active and not self._active[run_id][0].ended.is_set()

    async def wait(self, run_id: str) -> None:
        """Return once the run is not alive here (any more)."""
        if run_id in self._active:
            await self._active[run_id][0].ended.wait()

    async def recover(self) -> None:
        """After a restart of the server: end what an earlier process left running, and bring its runs to an end."""
        for run_id, status in self.store.unfinished_runs().items():
            if not self.is_active(run_id):
                await self._abandon(run_id, stopping=status == "terminating")

    async def _abandon(self, run_id: str, *, stopping: bool) -> None:
        """Bring a run to its end that is not running any more.

        Its unfinished steps are terminated, not failed: a failure would be taken from the cache the next time (§10).
        """
        records = self.store.records(run_id)
        own = [row for row in records if isinstance(row, Step) and row.started_by(run_id)]
        await self.launcher.end_leftovers({row.job_id: row.process for row in own})
        ended = self.clock.now().strftime(TIME_FORMAT)
        dag_status: Status = "terminated" if stopping else "failed"
        for record in records:
            if record.status in FINAL:
                continue
            if isinstance(record, Dag):
                finished: Record = evolve(
                    record, status=dag_status, message=ABANDONED, end_time="" if stopping else ended
                )
            else:
                finished = evolve(record, status="terminated", message=ABANDONED, end_time=ended, process="")
            self.store.save_record(run_id, finished)
        status, message = _summary(self.store.records(run_id), stopping=stopping)
        self.store.save_run(run_id, status=status, message=message)

    def _ended(self, run_id: str, task: asyncio.Task[None]) -> None:
        """Forget a run; one whose end could not be written is written later, so that it does not seem to run on."""
        run, _ = self._active.pop(run_id)
        if task.exception() is None:
            return
        _log.error("the end of run %s could not be written, trying again", run_id, exc_info=task.exception())
        later = asyncio.get_running_loop().create_task(
            self._abandon_later(run_id, stopping=run.status == "terminating")
        )
        self._later.add(later)
        later.add_done_callback(self._later.discard)

    async def _abandon_later(self, run_id: str, *, stopping: bool) -> None:
        while True:
            await asyncio.sleep(self.patience)
            try:
                return await self._abandon(run_id, stopping=stopping)
            except Exception as error:
                _log.warning("the end of run %s could not be written: %s", run_id, error)

    async def close(self) -> None:
        """End every process and finish every run; for the end of the server."""
        active = list(self._active.values())
        until = asyncio.get_running_loop().time() + self.closing
        for run, _ in active:
            if not run.ended.is_set():
                try:
                    run.close(until)
                except Exception as error:
                    _log.warning("the end of run %s could not be written: %s", run.id, error)
        for scope in list(self.live_jobs.values()):  # Also of a run that could not be told to stop.
            scope.cancel("stop")
        ended = [event.wait() for event in self.ended_jobs.values()]
        await asyncio.gather(*(task for _, task in active), *ended, return_exceptions=True)
        # What still cannot be written is found and finished by the next start.
        for later in self._later:
            later.cancel()
        await self.launcher.close()


def _summary(records: Sequence[Record], *, stopping: bool) -> tuple[RunStatus, str]:
    """Return the state and the message of a run that was given up, in the words of one that ended (§18)."""

    def names(status: Status) -> str:
        # Without the run's name, which is the first part.
        steps = (row for row in records if isinstance(row, Step) and row.status == status)
        return listed([row.full_name.partition(".")[2] for row in steps])

    failed, terminated = names("failed"), names("terminated")
    if not (failed or terminated or stopping):
        return "failed", ABANDONED
    return run_end(failed or None, terminated, stopping=stopping)
