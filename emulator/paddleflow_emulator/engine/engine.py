"""The engine: starts, stops and settles runs on the loop it is called on."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from attrs import define, evolve, field

from .events import Events
from .execution import Execution
from .interface import (
    FINAL,
    TIME_FORMAT,
    Clock,
    Dag,
    FileSystems,
    Launcher,
    Queues,
    Record,
    Rejected,
    Run,
    Store,
)
from .place import Surroundings
from .processes import LocalLauncher

_RESTARTED = "the server was restarted while this was running"


class SystemClock:
    """The machine's local time."""

    def now(self) -> datetime:
        """Give it, without a time zone: the wire has none either."""
        return datetime.now()  # noqa: DTZ005 - server-local time is what the wire has


@define(eq=False)
class Engine:
    """Runs pipelines; see `interface.PipelineEngine` for what each method promises.

    Args:
        store: written before anybody is told of a change.
        file_systems: where mounts are looked up.
        queues: decides whether a job may be placed.
        log_dir: gets `<job id>.log` for each job.
        work_dir: gets a folder for each job while it runs; default: `work` beside `log_dir`.
        launcher: default: processes on this machine.
        clock: default: the machine's.
        grace: seconds between SIGTERM and SIGKILL when something is stopped.
    """

    store: Store
    file_systems: FileSystems
    queues: Queues
    log_dir: Path
    work_dir: Path | None = None
    launcher: Launcher = field(factory=LocalLauncher)
    clock: Clock = field(factory=SystemClock)
    grace: float = 2.0
    _active: dict[str, tuple[Execution, asyncio.Task[None]]] = field(init=False, factory=dict)
    _around: Surroundings = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Gather what the runs share."""
        self._around = Surroundings(
            store=self.store,
            file_systems=self.file_systems,
            queues=self.queues,
            launcher=self.launcher,
            clock=self.clock,
            events=Events(self.clock),
            log_dir=self.log_dir,
            work_dir=self.work_dir or self.log_dir.parent / "work",
            grace=self.grace,
        )

    def submit(self, run: Run) -> None:
        """Start a run: its state is `running` in the store when this returns."""
        execution = Execution(run, self._around)
        execution.begin()
        task = asyncio.get_running_loop().create_task(execution.main())
        self._active[run.id] = (execution, task)
        task.add_done_callback(lambda _: self._active.pop(run.id, None))

    def stop(self, run_id: str, *, force: bool = False) -> None:
        """Stop a run: `terminating` in the store when this returns.

        Raises:
            Rejected: ActionNotAllowed when it is not alive here, or is terminating already and `force` is not set.
        """
        if not self.is_active(run_id):
            raise Rejected("ActionNotAllowed", f"cannot stop run[{run_id}] as it is not running")
        self._active[run_id][0].stop(force=force)

    def stop_job(self, job_id: str) -> bool:
        """Stop one job from outside; give whether it was alive. Its run then ends failed (§18)."""
        scope = self._around.live_jobs.get(job_id)
        if scope is not None:
            scope.halt("stop")
        return scope is not None

    def is_active(self, run_id: str) -> bool:
        """Tell whether the run is alive here."""
        return run_id in self._active and not self._active[run_id][0].ended.is_set()

    async def wait(self, run_id: str) -> None:
        """Return once the run is not alive here (any more)."""
        if run_id in self._active:
            await self._active[run_id][0].ended.wait()

    def events(self, run_id: str, job_id: str = "") -> Sequence[str]:
        """Give the lines of `submitLog` (§21)."""
        return self._around.events.lines(run_id, job_id)

    def note(self, run_id: str, text: str, level: str = "INFO") -> None:
        """Add an event line of the run."""
        self._around.events.add(run_id, run_id, text, level)

    def log_path(self, job_id: str) -> Path:
        """Give the file with a job's output, which is there from the job's start."""
        return self._around.log_dir / f"{job_id}.log"

    async def recover(self) -> None:
        """After a restart of the server: end what an earlier process left running, and fail its runs."""
        for run_id in self.store.unfinished_runs():
            if self.is_active(run_id):
                continue
            unfinished = [record for record in self.store.records(run_id) if record.status not in FINAL]
            for record in unfinished:
                await self._abandon(run_id, record)
            # Without the run's name, which is the first part.
            names = ",".join(record.full_name.partition(".")[2] for record in unfinished if not isinstance(record, Dag))
            message = f"update status to failed because some step or dag run failed: {names}" if names else _RESTARTED
            self.store.save_run(run_id, status="failed", message=message)

    async def _abandon(self, run_id: str, record: Record) -> None:
        ended = self.clock.now().strftime(TIME_FORMAT)
        if isinstance(record, Dag):
            self.store.save_record(run_id, evolve(record, status="failed", message=_RESTARTED, end_time=ended))
            return
        if record.job_id:
            await self.launcher.end_leftover(record.process, record.job_id)
        stopped = evolve(record, status="failed", message=_RESTARTED, end_time=ended, process="")
        self.store.save_record(run_id, stopped)

    async def close(self) -> None:
        """End every process and settle every run; for the end of the server."""
        active = list(self._active.values())
        for execution, _ in active:
            if not execution.ended.is_set():
                execution.stop(force=True)
        await asyncio.gather(*(task for _, task in active))
