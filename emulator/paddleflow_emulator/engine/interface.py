"""What the engine asks for: the protocols of what it works with, and the data that goes through them.

The engine knows neither HTTP nor SQL. Its user gives it a `Store`, a `Queues`, a `FileSystems`, a `Clock`
and a `Launcher`, and reads back `Step` and `Dag` records. Sections (§) are those of docs/pipeline-format.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from attrs import frozen

from paddleflow._files import open_private
from paddleflow.pipeline._rules.spec import Mount

from .records import (
    ArtifactRecord,
    CacheRecord,
    KeptRecords,
    Record,
    RunStatus,
    Step,
)
from .workflow import Workflow


class Unplaceable(Exception):
    """A queue or flavour that a job cannot have; its text ends up in the step's message (§9)."""


# ---------------------------------------------------------------------------------------------------- file systems


class FileSystem(Protocol):
    """Where artifacts and mounts are (§7). Paths are relative to its top, a leading slash counts for nothing.

    Everything but the properties may raise OSError, which says what is wrong in words for the user, and may take
    as long as the network does when it is `remote`: call it in a thread then.
    """

    @property
    def owner(self) -> str:
        """Whose it is."""
        ...

    @property
    def name(self) -> str:
        """What its owner calls it."""
        ...

    @property
    def id(self) -> str:
        """`fs-<owner>-<name>`."""
        ...

    @property
    def kind(self) -> str:
        """Its type on the wire, such as `local`."""
        ...

    @property
    def remote(self) -> bool:
        """Whether it is reached over a network."""
        ...

    def is_file(self, path: str) -> bool:
        """Return whether a file, and no directory, is there."""
        ...

    def read(self, path: str, limit: int) -> bytes | None:
        """Return a file's content, None when it is not a file or has `limit` bytes or more."""
        ...

    def changed(self, path: str) -> int:
        """Return the time of the newest change at or below a path, in ns; raise OSError if nothing is there."""
        ...

    def folders(self, directory: str) -> Sequence[str]:
        """Return the names of the directories in a directory, none when that is not there."""
        ...

    def claim(self, directory: str, mark: str, content: bytes) -> bool:
        """Make a directory with one file in it; do nothing, and return False, when there is such a directory."""
        ...

    def make_outputs(self, directory: str, names: Iterable[str]) -> None:
        """Make a directory, with nothing in it by these names."""
        ...

    def remove_tree(self, top: str, directory: str) -> None:
        """Delete a directory below `top` with all that is in it; none there is fine."""
        ...

    def volume(self, mount: Mount, folder: Path) -> Volume:
        """Return the part of it that a job mounts.

        Args:
            mount: The job's.
            folder: Not there yet, for a copy that the job works on when the files are not on this machine.
        """
        ...


class Staging(Protocol):
    """A copy of files for one job, in a folder of this machine."""

    def bring_in(self, stopped: Callable[[], bool]) -> None:
        """Copy the files; end early, with an OSError, when `stopped` says so. Raises OSError."""
        ...

    def bring_back(self) -> None:
        """Write back what the job changed, made and deleted. Raises OSError."""
        ...


class FileSystems(Protocol):
    """Looks file systems up."""

    def find(self, owner: str, name: str) -> FileSystem | None:
        """Return the file system `name` of user `owner`, or None when it is unknown or not permitted."""
        ...


# ------------------------------------------------------------------------------------------------------------ runs


@frozen
class RunRequest:
    """A run to start.

    Args:
        id: `run-%06d`, already in the store with its owner, text and times.
        workflow: What `check` gave.
        source: The cache's source key (`raw_source` for raw YAML, else pipeline and version, or the path) (§10).
        user: Whose file systems are used; seen as PF_USER_NAME. Usually the owner of the run (§8).
        kept: For a retry, what had succeeded or was skipped; the rest runs again (§19). Else None.
    """

    id: str
    workflow: Workflow
    source: str
    user: str
    kept: KeptRecords | None = None


# --------------------------------------------------------------------------------------- what the engine works with


class Store(Protocol):
    """Where the engine writes every change before it is published. Called on the engine's loop, synchronously."""

    def save_run(self, run_id: str, *, status: RunStatus, message: str = "", activated: datetime | None = None) -> None:
        """Write a run's state. An empty message or an absent time leaves what was there (§18)."""

    def save_record(self, run_id: str, record: Record) -> None:
        """Add the record, or replace the one of the same `key`, which keeps its place in the order."""

    def save_records(self, run_id: str, records: Sequence[Record]) -> None:
        """Save several records at once."""

    def records(self, run_id: str) -> Sequence[Record]:
        """Return the records of a run, in the order first saved."""
        ...

    def find_job(self, job_id: str) -> Step | None:
        """Return the newest record with this job id (a retry copies records), None when its run was deleted."""
        ...

    def unfinished_runs(self) -> Mapping[str, RunStatus]:
        """Return the runs whose status is not final, by id; asked once, by `Engine.recover`."""
        ...

    def add_artifact_event(self, event: ArtifactRecord) -> None:
        """Add a row to the artifact events."""

    def add_cache(self, record: CacheRecord) -> None:
        """Add a row to the run caches; the store gives it its id."""

    def find_caches(self, first_fingerprint: str, fs_id: str, source: str) -> Sequence[CacheRecord]:
        """Return the records with this key, newest first."""
        ...

    def add_cached_run(self, source_run_id: str, run_id: str) -> None:
        """Note that `run_id` uses a cache of `source_run_id`: goes into that run's `runCachedIDs`, once."""


@frozen
class Placement:
    """Where a job goes; the names are shown in env and in the event lines."""

    queue: str
    namespace: str = "default"
    cluster: str = "default-cluster"


class Queues(Protocol):
    """Decides whether a job may be placed."""

    def place(self, queue: str, flavour: str) -> Placement:
        """Return a job's place, by the names that its env has (§9), empty for none; raise `Unplaceable`."""
        ...


class Clock(Protocol):
    """Time, so that tests can own it."""

    def now(self) -> datetime:
        """Return the server's local time."""
        ...


@frozen
class Volume:
    """A directory of this machine that a job sees under a mount path of its own."""

    path: str
    directory: Path
    read_only: bool = False
    staging: Staging | None = None


@frozen
class JobSpec:
    """What a container would be given: all paths in it are mount paths.

    Args:
        id: Also names its container, if it gets one.
        name: Shown in messages.
        image: The container image that it asks for.
        command: For `sh -c`.
        env: Its own variables.
        volumes: What it has mounted.
        working_dir: The mount path in which the command begins; empty for wherever a container of its image begins.
        directory: A folder of its own, for a process that has no mount path to begin in.
        log: The file that gets its output.
    """

    id: str
    name: str
    image: str
    command: str
    env: Mapping[str, str]
    volumes: Sequence[Volume]
    working_dir: str
    directory: Path
    log: Path

    def open_log(self) -> BinaryIO:
        """Open its log to add to; its owner alone may read it."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        return open(self.log, "ab", opener=open_private)


class Process(Protocol):
    """A started job."""

    @property
    def identity(self) -> str:
        """Names the process across a restart of the server, for `Launcher.end_leftovers`."""
        ...

    @property
    def pid(self) -> int:
        """Process id of its first process on this machine; 0 when unknown."""
        ...

    async def wait(self) -> int | None:
        """Wait for its end and return its exit code (negative: the signal that ended it), None if unknown."""
        ...

    async def end(self, grace: float) -> None:
        """End it and everything it started: asked first, forced after `grace` seconds. `wait` then returns."""


class Launcher(Protocol):
    """Starts jobs."""

    def remark(self, image: str) -> str:
        """Return what is added to a job's messages: where it runs if that is not its image, else nothing."""
        ...

    async def start(self, job: JobSpec) -> Process:
        """Start it; raise OSError when the machine cannot."""
        ...

    async def end_leftovers(self, jobs: Mapping[str, str]) -> None:
        """End what is still alive of jobs that an earlier server process started.

        Args:
            jobs: Id → identity of its process, empty when that is not known.
        """

    async def close(self) -> None:
        """End every job that is left, and what starts them."""
