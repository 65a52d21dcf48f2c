"""What jobs use: the processes of each one measured about once a second, kept in bounded memory, stored at its end.

Nothing is measured, and no thread is used, while no job runs.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil
from attrs import define, evolve, field, fields, frozen

from paddleflow_emulator.engine.interface import Clock, JobSpec, Launcher, Process
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.tables import JobSamplesRow

from .net_counters import Traffic, add_up, read_own_network, read_traffic, total

_LEAST_PAUSE, _MOST_PAUSE = 0.2, 1.0
"""Seconds between measurements: a young job is looked at more often, so that a short one is seen at all."""
_FIRST_PAUSE = 0.1
_MOST_SAMPLES = 600
"""Of one job; when it has more, every second one is dropped, so that a long job has coarser ones."""
_MOST_FILES = 10_000
"""Files of a working folder that are looked at."""


@frozen
class Sample:
    """A measurement of a job's process tree. All but `memory` and `disk` only grow.

    Args:
        time: Unix seconds.
        cpu: Seconds of processor time.
        memory: Resident bytes.
        disk: Bytes in its working folder.
        read, written: bytes from and to disks.
        received, sent: bytes over TCP; in a container, over its network.
    """

    time: float
    cpu: float = 0.0
    memory: float = 0.0
    disk: float = 0.0
    read: float = 0.0
    written: float = 0.0
    received: float = 0.0
    sent: float = 0.0


_log = logging.getLogger("paddleflow_emulator")

_NAMES = tuple(attribute.name for attribute in fields(Sample))
_COUNTERS = ("cpu", "read", "written", "received", "sent")


@frozen
class Series:
    """The samples of a job, oldest first; the first one is its start."""

    samples: Sequence[Sample] = ()

    def to_json(self) -> dict[str, Any]:
        """Return it for the store: one row of numbers a sample."""
        return {
            "names": _NAMES,
            "rows": [[round(getattr(sample, name), 3) for name in _NAMES] for sample in self.samples],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Series:
        """Read what `to_json` gave."""
        return cls([Sample(**dict(zip(data["names"], row, strict=True))) for row in data["rows"]])

    def with_sample(self, sample: Sample) -> Series:
        """Add a sample; counters never go back, also when a process that had counted is gone."""
        last = self.samples[-1] if self.samples else Sample(sample.time)
        grown = evolve(sample, **{name: max(getattr(last, name), getattr(sample, name)) for name in _COUNTERS})
        samples = [*self.samples, grown]
        if len(samples) > _MOST_SAMPLES:
            samples = [*samples[:-1:2], samples[-1]]
        return Series(samples)


@define
class _Watched:
    pid: int
    directory: Path
    begun: float  # on the loop's clock
    series: Series
    traffic: Traffic = field(factory=dict)


@define(eq=False)
class Sampler:
    """Measures the jobs that are alive."""

    database: Database
    clock: Clock
    _watched: dict[str, _Watched] = field(init=False, factory=dict)
    _ended: dict[str, Series] = field(init=False, factory=dict)
    _family: Family = field(init=False, factory=lambda: Family())
    _task: asyncio.Task[None] | None = field(init=False, default=None)
    _new: asyncio.Event = field(init=False, factory=asyncio.Event)

    def watch(self, job: JobSpec, process: Process) -> None:
        """Begin to measure a job that has started."""
        if not process.pid:
            return
        loop = asyncio.get_running_loop()
        self._watched[job.id] = _Watched(process.pid, job.directory, loop.time(), Series([Sample(self._now())]))
        self._new.set()
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._measure())

    def forget(self, job_id: str) -> None:
        """Stop measuring a job that has ended; what was measured is stored soon."""
        watched = self._watched.pop(job_id, None)
        if watched is not None and len(watched.series.samples) > 1:
            self._ended[job_id] = watched.series

    def series(self, job_id: str) -> Series:
        """Return what was measured of a job; empty when nothing was."""
        if job_id in self._watched:
            return self._watched[job_id].series
        if job_id in self._ended:
            return self._ended[job_id]
        with self.database.read() as session:
            row = session.first(JobSamplesRow, "WHERE job_id = ?", job_id)
        return Series.from_json(row.data) if row else Series()

    async def close(self) -> None:
        """Stop, and store what is left."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        for job_id in list(self._watched):
            self.forget(job_id)
        self._try_to_store()

    async def _measure(self) -> None:
        """Measure until no job is left."""
        self._family = Family()  # Numbers of processes may have been given anew since the last job.
        await asyncio.sleep(_FIRST_PAUSE)
        while self._watched:
            await self._try_to_measure()
            self._try_to_store()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._new.wait(), self._pause() - _LEAST_PAUSE)
            self._new.clear()
            await asyncio.sleep(_LEAST_PAUSE)
        self._try_to_store()

    def _pause(self) -> float:
        """Return the age of the youngest job, within bounds."""
        begun = max((watched.begun for watched in self._watched.values()), default=0.0)
        return min(_MOST_PAUSE, max(_LEAST_PAUSE, asyncio.get_running_loop().time() - begun))

    def _now(self) -> float:
        return self.clock.now().timestamp()

    async def _try_to_measure(self) -> None:
        try:
            samples = await asyncio.to_thread(_measure_trees, dict(self._watched), self._family, self._now())
        except Exception:
            _log.exception("jobs could not be measured")  # They run on.
            return
        for job_id, sample in samples.items():
            if (watched := self._watched.get(job_id)) is not None:
                watched.series = watched.series.with_sample(sample)

    def _try_to_store(self) -> None:
        """Store; what cannot be written, e.g. to a full disk, is tried again and must not stop a job."""
        try:
            self._store()
        except (sqlite3.Error, OSError) as wrong:
            _log.warning("what jobs used could not be stored: %s", wrong)

    def _store(self) -> None:
        """Write the jobs that have ended, but not those that have been deleted already."""
        if not self._ended:
            return
        with self.database.write() as session:
            there = "SELECT id FROM jobs WHERE id IN ?"
            for job_id in session.scalars(there, [*self._ended]):
                session.execute("DELETE FROM job_samples WHERE job_id = ?", job_id)
                session.add(JobSamplesRow(job_id=job_id, data=self._ended[job_id].to_json()))
        self._ended.clear()


@frozen
class SampledLauncher:
    """Starts jobs with another launcher, and has them measured as long as they live."""

    launcher: Launcher
    sampler: Sampler

    def remark(self, image: str) -> str:
        """Return what is added to a job's messages."""
        return self.launcher.remark(image)

    async def start(self, job: JobSpec) -> Process:
        """Start a job; raise OSError when the machine cannot."""
        process = await self.launcher.start(job)
        self.sampler.watch(job, process)
        return _SampledProcess(process.identity, process.pid, process, job.id, self.sampler)

    async def end_leftovers(self, jobs: Mapping[str, str]) -> None:
        """End what is left of some jobs."""
        await self.launcher.end_leftovers(jobs)

    async def close(self) -> None:
        """End every job that is left."""
        await self.launcher.close()


@define
class _SampledProcess:
    identity: str
    pid: int
    _process: Process
    _job_id: str
    _sampler: Sampler

    async def wait(self) -> int | None:
        try:
            return await self._process.wait()
        finally:
            self._sampler.forget(self._job_id)

    async def end(self, grace: float) -> None:
        await self._process.end(grace)


# ---------------------------------------------------------------------------------------------------------- measurement


def _measure_trees(jobs: Mapping[str, _Watched], family: Family, now: float) -> dict[str, Sample]:
    """Measure the process trees of some jobs; those whose processes are gone are left out."""
    members = family.members({watched.pid: job_id for job_id, watched in jobs.items()})
    traffic = read_traffic({job_id: [process.pid for process in processes] for job_id, processes in members.items()})
    found: dict[str, Sample] = {}
    for job_id, processes in members.items():
        watched = jobs[job_id]
        watched.traffic = add_up(watched.traffic, traffic[job_id])
        received, sent = read_own_network(watched.pid) or total(watched.traffic)
        sample = Sample(now, disk=_disk_usage(watched.directory), received=float(received), sent=float(sent))
        for process in processes:
            sample = _plus(sample, process)
        found[job_id] = sample
    return found


@define
class Family:
    """Knows which process belongs to which job: each is looked at once, when it is new."""

    jobs: dict[int, str | None] = field(factory=dict)

    def members(self, roots: Mapping[int, str]) -> dict[str, list[psutil.Process]]:
        """Find the processes of every job: its session, and what descends from its first process.

        Args:
            roots: The first process of every job.
        """
        alive = psutil.pids()
        if any(self.jobs.get(pid) is None for pid in roots):
            # Processes of a new job may have been seen, as those of no job, before it was known.
            self.jobs = {pid: job_id for pid, job_id in self.jobs.items() if job_id is not None}
        known = {pid: job_id for pid in alive if (job_id := self.jobs.get(pid, "")) != ""} | dict(roots)
        for pid in alive:
            if pid not in known:
                self._add(pid, known)
        self.jobs = known
        found: dict[str, list[psutil.Process]] = {}
        for pid, job_id in known.items():
            if job_id is not None and job_id in roots.values():
                with contextlib.suppress(psutil.Error):
                    found.setdefault(job_id, []).append(psutil.Process(pid))
        return found

    @staticmethod
    def _add(pid: int, known: dict[int, str | None]) -> None:
        """Find the job of a new process, and with it those of its ancestors that are new as well."""
        line: list[int] = []
        job_id: str | None = None
        while pid and pid not in known and pid not in line:
            line.append(pid)
            with contextlib.suppress(OSError):
                if (job_id := known.get(os.getsid(pid))) is not None:
                    break
            pid = _parent(pid)
        job_id = job_id or known.get(pid)
        known.update(dict.fromkeys(line, job_id))


def _parent(pid: int) -> int:
    try:
        return psutil.Process(pid).ppid()
    except psutil.Error:
        return 0


def _plus(sample: Sample, process: psutil.Process) -> Sample:
    """Add a process, with what its children that have ended had used."""
    with contextlib.suppress(psutil.Error), process.oneshot():
        cpu = process.cpu_times()
        memory = process.memory_info().rss
        sample = evolve(
            sample,
            cpu=sample.cpu + cpu.user + cpu.system + cpu.children_user + cpu.children_system,
            memory=sample.memory + memory,
        )
        if hasattr(process, "io_counters"):  # not on macOS
            io = process.io_counters()
            sample = evolve(sample, read=sample.read + io.read_bytes, written=sample.written + io.write_bytes)
    return sample


def _disk_usage(directory: Path) -> float:
    """Return the bytes that a folder's files take, as far as they are looked at."""
    used, left = 0, _MOST_FILES
    folders: list[Path | str] = [directory]
    while folders and left:
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in _first(entries, left):
                left -= 1
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    used += entry.stat(follow_symlinks=False).st_blocks * 512
    return float(used)


def _first(entries: Iterable[os.DirEntry[str]], count: int) -> Iterable[os.DirEntry[str]]:
    for number, entry in enumerate(entries):
        if number >= count:
            return
        yield entry
