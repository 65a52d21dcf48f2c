"""An engine with its whole environment in memory, and helpers in the terms of the API."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve, field

from paddleflow.pipeline._rules.reader import read_pipeline
from paddleflow.pipeline._rules.yaml_text import parse_yaml
from paddleflow_emulator.engine.check import check
from paddleflow_emulator.engine.interface import FileSystem, Placement, RunRequest, Unplaceable
from paddleflow_emulator.engine.records import (
    ArtifactRecord,
    CacheRecord,
    KeptRecords,
    Record,
    Step,
    record_from_json,
    runtime_view,
)
from paddleflow_emulator.engine.runtime.engine import Engine
from paddleflow_emulator.engine.workflow import RunOptions, Workflow
from paddleflow_emulator.features.file_systems.local import LocalFileSystem


@define
class MemoryStore:
    """Keeps records as JSON text, as a database would."""

    runs: dict[str, dict[str, Any]] = field(factory=dict)
    rows: dict[str, dict[str, str]] = field(factory=dict)
    history: list[tuple[str, str]] = field(factory=list)
    artifact_events: list[ArtifactRecord] = field(factory=list)
    caches: list[CacheRecord] = field(factory=list)
    cached_runs: dict[str, list[str]] = field(factory=dict)
    changed: asyncio.Event = field(factory=asyncio.Event)
    refused: asyncio.Semaphore = field(factory=lambda: asyncio.Semaphore(0))
    full: bool = False
    writes: int = 0
    """Transactions with records."""

    def _check(self) -> None:
        if self.full:
            self.refused.release()
            raise OSError("no space left on device")

    def save_run(self, run_id: str, *, status: str, message: str = "", activated: datetime | None = None) -> None:
        self._check()
        run = self.runs.setdefault(run_id, {"status": "", "message": "", "activated": None})
        run["status"] = status
        run["message"] = message or run["message"]
        run["activated"] = activated or run["activated"]
        self.changed.set()

    def save_record(self, run_id: str, record: Record) -> None:
        self._check()
        self.rows.setdefault(run_id, {})[record.key] = json.dumps(record.to_json())
        self.history.append((record.key, record.status))
        self.writes += 1
        self.changed.set()

    def save_records(self, run_id: str, records: Sequence[Record]) -> None:
        for record in records:
            self.save_record(run_id, record)
        self.writes += 1 - len(records)

    def records(self, run_id: str) -> Sequence[Record]:
        return [record_from_json(json.loads(text)) for text in self.rows.get(run_id, {}).values()]

    def find_job(self, job_id: str) -> Step | None:
        found = [row for run_id in self.rows for row in self.records(run_id) if isinstance(row, Step)]
        return next((row for row in reversed(found) if row.job_id == job_id), None)

    def unfinished_runs(self) -> Mapping[str, Any]:
        states = {run_id: run["status"] for run_id, run in self.runs.items()}
        return {run_id: status for run_id, status in states.items() if status in ("running", "terminating")}

    def add_artifact_event(self, event: ArtifactRecord) -> None:
        self.artifact_events.append(event)

    def add_cache(self, record: CacheRecord) -> None:
        self.caches.insert(0, evolve(record, id=f"cch-{len(self.caches) + 1:06}"))

    def find_caches(self, first_fingerprint: str, fs_id: str, source: str) -> Sequence[CacheRecord]:
        wanted = (first_fingerprint, fs_id, source)
        return [row for row in self.caches if (row.first_fingerprint, row.fs_id, row.source) == wanted]

    def add_cached_run(self, source_run_id: str, run_id: str) -> None:
        self.cached_runs.setdefault(source_run_id, []).append(run_id)


@define
class OneQueue:
    """Knows the recordings' queue and flavour; without a queue's name it takes the default one."""

    def place(self, queue: str, flavour: str) -> Placement:
        if queue not in ("", "heldq"):
            raise Unplaceable(f"get queue failed when creating job, err=queue[{queue}] not found")
        if flavour not in ("", "flavour1"):
            raise Unplaceable(f"flavour[{flavour}] not found")
        return Placement(queue or "default-queue")


@define
class Folders:
    """File systems of root that are folders."""

    folders: dict[str, Path]

    def find(self, owner: str, name: str) -> FileSystem | None:
        if owner != "root" or name not in self.folders:
            return None
        return LocalFileSystem(owner, name, self.folders[name])


@define
class Lab:
    """Runs pipelines and shows what came of them."""

    engine: Engine
    store: MemoryStore
    file_systems: Folders
    started: int = 0

    def check(self, text: str, **request: Any) -> Workflow:
        tree = parse_yaml(text, unique_keys=True)
        return check(read_pipeline(tree), RunOptions("root", **request), self.file_systems)

    def submit(self, text: str, *, source: str = "", kept: Sequence[Record] | None = None, **request: Any) -> str:
        self.started += 1
        run_id = f"run-{self.started:06}"
        source = source or hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
        taken_over = None if kept is None else KeptRecords.of(json.dumps(record.to_json()) for record in kept)
        self.engine.submit(RunRequest(run_id, self.check(text, **request), source, "root", taken_over))
        return run_id

    async def run(self, text: str, **request: Any) -> str:
        run_id = self.submit(text, **request)
        await self.wait(run_id)
        return run_id

    async def wait(self, run_id: str) -> None:
        await asyncio.wait_for(self.engine.wait(run_id), timeout=30)

    async def until(self, run_id: str, condition: Callable[[Sequence[Record]], bool]) -> None:
        async with asyncio.timeout(20):
            while not condition(self.store.records(run_id)):
                self.store.changed.clear()
                await self.store.changed.wait()

    async def until_running(self, run_id: str, step: str) -> Step:
        await self.until(
            run_id, lambda rows: any(isinstance(row, Step) and row.step_name == step and row.process for row in rows)
        )
        return self.step(run_id, step)

    def status(self, run_id: str) -> str:
        return str(self.store.runs[run_id]["status"])

    def message(self, run_id: str) -> str:
        return str(self.store.runs[run_id]["message"])

    def steps(self, run_id: str, name: str) -> list[Step]:
        return [row for row in self.store.records(run_id) if isinstance(row, Step) and row.step_name == name]

    def step(self, run_id: str, name: str) -> Step:
        (found,) = self.steps(run_id, name)
        return found

    def states(self, run_id: str) -> dict[str, str]:
        """State by place, e.g. `d/s` for the first copies, `d#1/s#2` for later ones."""
        rows = self.store.records(run_id)
        return {row.key.removeprefix("entry_points/").replace("#0", ""): row.status for row in rows}

    def runtime(self, run_id: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        return runtime_view(self.store.records(run_id))

    def log(self, run_id: str, *, seen: bool = True) -> list[str]:
        """All lines that the run's own jobs wrote, in the order of the jobs."""
        lines = []
        for row in self.store.records(run_id):
            if isinstance(row, Step) and row.job_id.startswith(f"job-{run_id}-"):
                text = self.engine.log_path(row.job_id).read_text()
                lines += (row.seen_text(text) if seen else text).splitlines()
        return lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The file system `heldfs`."""
    path = tmp_path / "heldfs"
    path.mkdir()
    return path


@pytest.fixture
async def lab(tmp_path: Path, folder: Path) -> AsyncIterator[Lab]:
    other = tmp_path / "otherfs"
    other.mkdir()
    file_systems = Folders({"heldfs": folder, "otherfs": other})
    store = MemoryStore()
    engine = Engine(store, file_systems, OneQueue(), tmp_path / "logs", grace=1.0)
    yield Lab(engine, store, file_systems)
    await engine.close()


@pytest.fixture
def new_store() -> Callable[[], MemoryStore]:
    return MemoryStore


@pytest.fixture
def no_file_systems() -> Folders:
    return Folders({})
