"""What the engine shows and what it asks for: records, errors, and the protocols of its surroundings.

The engine knows neither HTTP nor SQL. Whoever embeds it gives it a `Store`, a `Queues`, a `FileSystems`, a `Clock`
and a `Launcher`, and reads back `Step` and `Dag` records. Sections (§) are those of the pipeline facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

from attrs import field, frozen

from .workflow import CacheOptions, Json, Mount, Workflow

Status = Literal[
    "init", "pending", "running", "succeeded", "failed", "terminating", "terminated", "cancelled", "skipped"
]
"""Of a step or a DAG (§18)."""

RunStatus = Literal["initiating", "pending", "running", "terminating", "succeeded", "failed", "terminated", "skipped"]
"""Of a run (§18)."""

FINAL: frozenset[str] = frozenset({"succeeded", "failed", "terminated", "cancelled", "skipped"})
TIME_FORMAT = "%Y-%m-%d %H:%M:%S"
"""Server-local time on the wire."""


class Rejected(Exception):  # noqa: N818 - the name says what happened, its code says which error
    """A pipeline, an argument or an action that the server refuses.

    Args:
        code: the wire code, e.g. `InvalidPipeline`, `InvalidArguments`, `InvalidNamePattern`, `ActionNotAllowed`.
        message: what was wrong and where.
    """

    def __init__(self, code: str, message: str) -> None:
        """Keep both parts apart."""
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class Unplaceable(Exception):  # noqa: N818 - as above
    """A queue or flavour that a job cannot have; its text ends up in the step's message (§9)."""


# ---------------------------------------------------------------------------------------------------- file systems


@frozen
class FileSystem:
    """A file system whose files are really in the local directory `root` (§7, local mapping)."""

    owner: str
    name: str
    root: Path

    @property
    def id(self) -> str:
        """`fs-<owner>-<name>`."""
        return f"fs-{self.owner}-{self.name}"


class FileSystems(Protocol):
    """Looks file systems up."""

    def find(self, owner: str, name: str) -> FileSystem | None:
        """Give the file system `name` of user `owner`, or None when it is unknown or not permitted."""
        ...


# --------------------------------------------------------------------------------------------------------- records


@frozen
class Artifacts:
    """Artifact names with their stored, fs-relative paths (§7)."""

    input: Mapping[str, str] = field(factory=dict)
    output: Mapping[str, str] = field(factory=dict)

    def to_json(self) -> Json:
        """Give `{input, output}`."""
        return {"input": dict(self.input), "output": dict(self.output)}


@frozen
class Step:
    """One copy of a step in a run: everything that the wire's JobView shows (§20), and what a restart needs.

    `key` is unique within a run and stays the same while the record changes: save under (run id, key).
    `post` marks the post-process step. `process` names the process group as long as one may be alive.
    `full_name` is the component's, `runtime_name` the copy's (§4). `directories` maps the mount paths that the job was
    told to the local directories it really used.
    """

    key: str
    step_name: str
    name: str
    full_name: str
    runtime_name: str
    parent_dag_id: str
    seq: int = 0
    post: bool = False
    job_id: str = ""
    status: Status = "init"
    message: str = ""
    command: str = ""
    parameters: Mapping[str, str] = field(factory=dict)
    env: Mapping[str, str] = field(factory=dict)
    deps: str = ""
    docker_env: str = ""
    extra_fs: tuple[Mount, ...] = ()
    artifacts: Artifacts = field(factory=Artifacts)
    cache: CacheOptions = field(factory=CacheOptions)
    cache_run_id: str = ""
    cache_job_id: str = ""
    start_time: str = ""
    end_time: str = ""
    process: str = ""
    directories: Mapping[str, str] = field(factory=dict)

    def seen_text(self, text: str) -> str:
        """Give the job's output as on the real server: local directories replaced by the mount paths they stand for."""
        for mount_path, directory in sorted(self.directories.items(), key=lambda item: -len(item[1])):
            text = text.replace(directory, mount_path)
        return text

    def view(self) -> Json:
        """Give the wire's JobView."""
        return {
            "jobID": self.job_id,
            "name": self.name,
            "type": "step",
            "stepName": self.step_name,
            "parentDagID": self.parent_dag_id,
            "command": self.command,
            "parameters": dict(self.parameters),
            "env": dict(self.env),
            "extraFS": [mount.to_json() for mount in self.extra_fs] or None,
            "startTime": self.start_time,
            "endTime": self.end_time,
            "status": self.status,
            "deps": self.deps,
            "dockerEnv": self.docker_env,
            "artifacts": self.artifacts.to_json(),
            "cache": self.cache.to_json(),
            "jobMessage": self.message,
            "cacheRunID": self.cache_run_id,
            "cacheJobID": self.cache_job_id,
        }

    def to_json(self) -> Json:
        """Give the record for the store: the view and what the wire does not show."""
        return self.view() | {
            "key": self.key,
            "fullName": self.full_name,
            "runtimeName": self.runtime_name,
            "seq": self.seq,
            "post": self.post,
            "process": self.process,
            "directories": dict(self.directories),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Step:
        """Read what `to_json` gave."""
        return cls(
            key=data["key"],
            step_name=data["stepName"],
            name=data["name"],
            full_name=data["fullName"],
            runtime_name=data["runtimeName"],
            parent_dag_id=data["parentDagID"],
            seq=data["seq"],
            post=data["post"],
            job_id=data["jobID"],
            status=data["status"],
            message=data["jobMessage"],
            command=data["command"],
            parameters=data["parameters"],
            env=data["env"],
            deps=data["deps"],
            docker_env=data["dockerEnv"],
            extra_fs=tuple(Mount.from_json(mount) for mount in data["extraFS"] or ()),
            artifacts=Artifacts(**data["artifacts"]),
            cache=CacheOptions.from_json(data["cache"]),
            cache_run_id=data["cacheRunID"],
            cache_job_id=data["cacheJobID"],
            start_time=data["startTime"],
            end_time=data["endTime"],
            process=data["process"],
            directories=data["directories"],
        )


@frozen
class Dag:
    """One copy of a DAG in a run: everything that the wire's DagView shows but its children (§20).

    `key` is unique within a run. The outermost DAG, which replies hide, is not a record: its id is only seen as the
    `parent_dag_id` of the rows at the top.
    """

    key: str
    id: str
    dag_name: str
    name: str
    full_name: str
    runtime_name: str
    parent_dag_id: str
    seq: int = 0
    status: Status = "running"
    message: str = ""
    parameters: Mapping[str, str] = field(factory=dict)
    deps: str = ""
    artifacts: Artifacts = field(factory=Artifacts)
    start_time: str = ""
    end_time: str = ""

    def view(self, entry_points: Mapping[str, Sequence[Json]]) -> Json:
        """Give the wire's DagView with the views of its children."""
        return {
            "id": self.id,
            "name": self.name,
            "type": "dag",
            "dagName": self.dag_name,
            "parentDagID": self.parent_dag_id,
            "deps": self.deps,
            "parameters": dict(self.parameters),
            "artifacts": self.artifacts.to_json(),
            "startTime": self.start_time,
            "endTime": self.end_time,
            "status": self.status,
            "message": self.message,
            "entryPoints": {name: list(views) for name, views in entry_points.items()},
        }

    def to_json(self) -> Json:
        """Give the record for the store: the view, without children, and what the wire does not show."""
        return self.view({}) | {
            "key": self.key,
            "fullName": self.full_name,
            "runtimeName": self.runtime_name,
            "seq": self.seq,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Dag:
        """Read what `to_json` gave."""
        return cls(
            key=data["key"],
            id=data["id"],
            dag_name=data["dagName"],
            name=data["name"],
            full_name=data["fullName"],
            runtime_name=data["runtimeName"],
            parent_dag_id=data["parentDagID"],
            seq=data["seq"],
            status=data["status"],
            message=data["message"],
            parameters=data["parameters"],
            deps=data["deps"],
            artifacts=Artifacts(**data["artifacts"]),
            start_time=data["startTime"],
            end_time=data["endTime"],
        )


Record: TypeAlias = Step | Dag


def record_from_json(data: Mapping[str, Any]) -> Record:
    """Read a stored record of either kind."""
    return Step.from_json(data) if data["type"] == "step" else Dag.from_json(data)


def runtime_view(records: Iterable[Record]) -> tuple[Json, Json]:
    """Give a run's `runtime` and `postProcess` as the wire nests them (§20).

    Args:
        records: of one run, in the order first saved.

    Returns:
        (component name → list of views, post-process name → one view).
    """
    rows = list(records)
    dag_ids = {row.id for row in rows if isinstance(row, Dag)}
    children: dict[str, list[Record]] = {}
    post: Json = {}
    for row in rows:
        if isinstance(row, Step) and row.post:
            post[row.step_name] = row.view()
        else:
            # All rows at the top hang under one hidden DAG, whatever its id was.
            parent = row.parent_dag_id if row.parent_dag_id in dag_ids else ""
            children.setdefault(parent, []).append(row)

    def nest(parent: str) -> Json:
        views: Json = {}
        for row in children.get(parent, ()):
            name = row.step_name if isinstance(row, Step) else row.dag_name
            views.setdefault(name, []).append(row.view() if isinstance(row, Step) else row.view(nest(row.id)))
        return views

    return nest(""), post


@frozen
class CacheRecord:
    """A finished fingerprint that later runs may use (§10). `created` counts for the expiry; `id` is the store's."""

    first_fingerprint: str
    second_fingerprint: str
    source: str
    fs_id: str
    fs_name: str
    user: str
    run_id: str
    job_id: str
    step: str
    expired_time: str
    created: datetime
    strategy: str = "conservative"
    id: str = ""


@frozen
class ArtifactEvent:
    """An artifact read or written, as `GET /artifact` lists it (§7)."""

    run_id: str
    fs_id: str
    fs_name: str
    user: str
    path: str
    step: str
    job_id: str
    type: Literal["input", "output"]
    name: str


# ------------------------------------------------------------------------------------------------------------ runs


@frozen
class Run:
    """A run to start.

    Args:
        id: `run-%06d`, already in the store with its owner, text and times.
        workflow: what `check` gave.
        source: the cache's source key (`raw_source` for raw YAML, else pipeline and version, or the path) (§10).
        user: whose file systems are used; seen as PF_USER_NAME. Usually the owner of the run (§8).
        kept: for a retry, the records of the earlier run as they are; the engine keeps what had succeeded or was
            skipped and runs the rest again (§19).
    """

    id: str
    workflow: Workflow
    source: str
    user: str
    kept: Sequence[Record] = ()


class PipelineEngine(Protocol):
    """What the engine offers; `Engine(store=, file_systems=, queues=, log_dir=, ...)` is one.

    All of it is called on the event loop on which the engine's runs live. What is not `async` returns at once, with
    the store already written.
    """

    def submit(self, run: Run) -> None:
        """Start a run: its state is `running` in the store when this returns."""

    def stop(self, run_id: str, *, force: bool = False) -> None:
        """Stop a run: `terminating` in the store when this returns.

        Raises:
            Rejected: ActionNotAllowed when the run is not alive here, or is terminating already and `force` is not set.
        """

    def stop_job(self, job_id: str) -> bool:
        """Stop one job from outside; give whether it was alive. Its run then ends failed (§18)."""
        ...

    def is_active(self, run_id: str) -> bool:
        """Tell whether the run is alive here."""
        ...

    async def wait(self, run_id: str) -> None:
        """Return once the run is not alive here (any more)."""

    def events(self, run_id: str, job_id: str = "") -> Sequence[str]:
        """Give the lines of `submitLog` (§21): the run's, then each job's; with `job_id` only that job's.

        Empty when nothing is known (any more), which the server answers with an error.
        """
        ...

    def note(self, run_id: str, text: str, level: str = "INFO") -> None:
        """Add an event line of the run, e.g. about its creation."""

    def log_path(self, job_id: str) -> Path:
        """Give the file with a job's output, which is there from the job's start."""
        ...

    async def recover(self) -> None:
        """After a restart of the server: end what an earlier process left running, and fail its runs."""

    async def close(self) -> None:
        """End every process and settle every run; for the end of the server."""


# ---------------------------------------------------------------------------------------------------- surroundings


class Store(Protocol):
    """Where the engine writes every change before anybody is told of it. Called on the engine's loop, synchronously."""

    def save_run(self, run_id: str, *, status: RunStatus, message: str = "", activated: datetime | None = None) -> None:
        """Write a run's state. An empty message or an absent time leaves what was there (§18)."""

    def save_record(self, run_id: str, record: Record) -> None:
        """Add the record, or replace the one of the same `key`, which keeps its place in the order."""

    def records(self, run_id: str) -> Sequence[Record]:
        """Give the records of a run, in the order first saved."""
        ...

    def find_job(self, job_id: str) -> Step | None:
        """Give the newest record with this job id (a retry copies records), None when its run was deleted."""
        ...

    def unfinished_runs(self) -> Sequence[str]:
        """Give the ids of the runs whose status is not final; asked once, by `Engine.recover`."""
        ...

    def add_artifact_event(self, event: ArtifactEvent) -> None:
        """Add a row to the artifact events."""

    def add_cache(self, record: CacheRecord) -> None:
        """Add a row to the run caches; the store gives it its id."""

    def find_caches(self, first_fingerprint: str, fs_id: str, source: str) -> Sequence[CacheRecord]:
        """Give the records with this key, newest first."""
        ...

    def add_cached_run(self, source_run_id: str, run_id: str) -> None:
        """Note that `run_id` uses a cache of `source_run_id`: goes into that run's `runCachedIDs`, once."""


@frozen
class JobRequest:
    """What a step asks of the cluster, from its env (§9). Empty text: not named."""

    user: str
    queue: str = ""
    flavour: str = ""
    priority: str = ""


@frozen
class Placement:
    """Where a job goes; the names are shown in env and in the event lines."""

    queue: str
    namespace: str = "default"
    cluster: str = "default-cluster"


class Queues(Protocol):
    """Decides whether a job may be placed."""

    def place(self, request: JobRequest) -> Placement:
        """Give the job's place; raise `Unplaceable` with a message that names what is wrong."""
        ...


class Clock(Protocol):
    """Time, so that tests can own it."""

    def now(self) -> datetime:
        """Give the server's local time."""
        ...


@frozen
class Job:
    """A process to start: `sh -c command` in `directory`, nothing in its environment but `env`."""

    id: str
    name: str
    command: str
    env: Mapping[str, str]
    directory: Path
    log: Path


class Process(Protocol):
    """A started job."""

    identity: str
    """Names the process across a restart of the server, for `Launcher.end_leftover`."""

    async def wait(self) -> int:
        """Wait for its end and give its exit code (negative: the signal that ended it)."""
        ...

    async def end(self, grace: float) -> None:
        """End it and everything it started: asked first, forced after `grace` seconds. `wait` then returns."""


class Launcher(Protocol):
    """Starts jobs."""

    async def start(self, job: Job) -> Process:
        """Start it; raise OSError when the machine cannot."""
        ...

    async def end_leftover(self, identity: str, job_id: str) -> None:
        """End what is still alive of a job that an earlier server process started."""
