"""Jobs that are not steps of a run: each one process of this machine, with its row written at every change."""

from __future__ import annotations

import asyncio
import logging
import shlex
import shutil
import sqlite3
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from attrs import define, field

from paddleflow.pipeline._rules.spec import Mount
from paddleflow_emulator.engine.interface import Clock, FileSystems, JobSpec, Launcher
from paddleflow_emulator.engine.launch.job import run_job
from paddleflow_emulator.engine.launch.mounts import MountError, find_volumes
from paddleflow_emulator.engine.records import FINAL, Status
from paddleflow_emulator.storage.data_folder import DataFolder
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.session import Session
from paddleflow_emulator.storage.tables import JobRow

_RESTARTED = "the server was restarted while this was running"
_SAVE = (
    "UPDATE jobs SET status = ?, message = ?, updated = ?, process = coalesce(?, process), "
    "activated = coalesce(?, activated), finished = coalesce(?, finished) WHERE id = ?"
)
_RETRY_SECONDS = 1.0  # between attempts to write how a job ended

_log = logging.getLogger("paddleflow_emulator")


@define(eq=False)
class LocalJobs:
    """Runs jobs on the loop it is called on.

    Args:
        database: Has a row for every job before it starts.
        clock: The server's.
        launcher: Starts processes.
        file_systems: Where mounts are looked up.
        data: The server's folder; gets logs and working folders.
    """

    database: Database
    clock: Clock
    launcher: Launcher
    file_systems: FileSystems
    data: DataFolder
    _live: dict[str, tuple[asyncio.Event, asyncio.Task[None]]] = field(init=False, factory=dict)
    _later: dict[str, asyncio.TimerHandle] = field(init=False, factory=dict)

    def start(self, row: JobRow) -> None:
        """Start a stored job."""
        stopped = asyncio.Event()
        task = asyncio.get_running_loop().create_task(self._run(row, stopped))
        self._live[row.id] = (stopped, task)
        task.add_done_callback(lambda _: self._live.pop(row.id, None))

    def stop(self, job_id: str) -> bool:
        """Stop a job: `terminating` is stored when this returns. Returns whether it was alive."""
        if job_id not in self._live:
            return False
        self._live[job_id][0].set()
        self._save(job_id, status="terminating", message="job is terminating.")
        return True

    async def recover(self) -> None:
        """After a restart of the server: end what an earlier process left running, and fail its jobs."""
        with self.database.read() as session:
            left = session.all(JobRow, "WHERE run_id = '' AND status NOT IN ?", [*FINAL])
        for row in left:
            await self.launcher.end_leftovers({row.id: row.process})
            self._finish(row.id, "failed", _RESTARTED)

    async def close(self) -> None:
        """End every job, for the end of the server."""
        live = list(self._live.items())
        for job_id, _ in live:
            try:
                self.stop(job_id)
            except Exception as wrong:
                _log.warning("the end of job %s could not be written: %s", job_id, wrong)
        await asyncio.gather(*(task for _, (_, task) in live), return_exceptions=True)
        for later in self._later.values():  # What still cannot be written is found by the next start.
            later.cancel()

    async def _run(self, row: JobRow, stopped: asyncio.Event) -> None:
        directory = self.data.work / row.id
        try:
            job = self._job(row, directory)
            await run_job(self.launcher, job, partial(self._report, row.id, stopped), stopped, what=f"job[{row.id}]")
        except (OSError, MountError) as wrong:
            self._finish(row.id, "failed", f"start job[{row.id}] failed: [{wrong}]")
        except Exception as wrong:
            _log.exception("job %s failed", row.id)
            self._finish(row.id, "failed", f"start job[{row.id}] failed: [{wrong!r}]")
        finally:
            await asyncio.to_thread(shutil.rmtree, directory, ignore_errors=True)

    def _report(self, job_id: str, stopped: asyncio.Event, status: Status, message: str, process: str) -> None:
        if status in FINAL:
            self._finish(job_id, status, message)
        elif not stopped.is_set():  # Who stops it has written so.
            self._save(job_id, status=status, message=message, process=process, activated=True)

    def _job(self, row: JobRow, directory: Path) -> JobSpec:
        command, args = row.spec["command"], row.spec["args"]
        if args:  # What a container's shell would see as $0, $1, $2: the first one cannot be given here.
            command = f"set -- {' '.join(map(shlex.quote, args[1:]))}\n{command}"
        volumes = find_volumes(map(_mount, _mounts(row.spec)), row.owner, self.file_systems, directory / "copies")
        return JobSpec(
            id=row.id,
            name=row.name or row.id,
            image=row.spec["image"],
            command=command,
            env=row.spec["env"],
            volumes=volumes,
            working_dir=volumes[0].path if volumes else "",
            directory=directory,
            log=self.data.logs / f"{row.id}.log",
        )

    def _finish(self, job_id: str, status: str, message: str) -> None:
        """Write how a job ended: later when it cannot be written now, so that it does not seem to run on."""
        self._later.pop(job_id, None)
        try:
            self._save(job_id, status=status, message=message, process="", finished=True)
        except (sqlite3.Error, OSError) as wrong:
            _log.warning("the end of job %s could not be written, trying again: %s", job_id, wrong)
            again = asyncio.get_running_loop().call_later(_RETRY_SECONDS, self._finish, job_id, status, message)
            self._later[job_id] = again

    def _save(
        self,
        job_id: str,
        *,
        status: str,
        message: str,
        process: str | None = None,
        activated: bool = False,
        finished: bool = False,
    ) -> None:
        now = self.clock.now()
        values = (status, message, now, process, now if activated else None, now if finished else None, job_id)

        def write(session: Session) -> None:
            session.execute(_SAVE, *values)

        self.database.write_soon(write)


def _mounts(spec: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [mount for mount in (spec["fs"], *spec["extraFS"]) if mount.get("name")]


def _mount(wire: Mapping[str, Any]) -> Mount:
    return Mount(wire["id"], wire["name"], wire["mountPath"], wire["subPath"], wire["readOnly"])
