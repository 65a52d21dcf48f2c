"""What a run is made of on the wire and in the store: steps, DAGs, caches, artifact events (§7, §10, §18, §20)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from paddleflow.pipeline._rules.spec import Json, Mount
from paddleflow_emulator.engine.launch.paths import replace_paths

from .workflow import CacheOptions

Status = Literal[
    "init", "pending", "running", "succeeded", "failed", "terminating", "terminated", "cancelled", "skipped"
]
"""Of a step or a DAG (§18)."""

RunStatus = Literal["initiating", "pending", "running", "terminating", "succeeded", "failed", "terminated", "skipped"]
"""Of a run (§18)."""

FINAL: frozenset[str] = frozenset({"succeeded", "failed", "terminated", "cancelled", "skipped"})
"""States that none of them leaves."""
TIME_FORMAT = "%Y-%m-%d %H:%M:%S"
"""Server-local time on the wire."""


@frozen
class Artifacts:
    """Artifact names with their stored, fs-relative paths (§7)."""

    input: Mapping[str, str] = field(factory=dict)
    output: Mapping[str, str] = field(factory=dict)

    def to_json(self) -> Json:
        """Return `{input, output}`."""
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

    def started_by(self, run_id: str) -> bool:
        """Return whether this run started the step's job: not a cache, and not the run that it is a retry of."""
        return self.job_id.startswith(f"job-{run_id}-")

    def seen_text(self, text: str) -> str:
        """Return the job's output as on the real server: with mount paths in place of local directories."""
        return replace_paths(text, {directory: mount_path for mount_path, directory in self.directories.items()})

    def view(self) -> Json:
        """Return the wire's JobView."""
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
        """Return the record for the store: the view and what the wire does not show."""
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
        """Return the wire's DagView with the views of its children."""
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
        """Return the record for the store: the view, without children, and what the wire does not show."""
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


@frozen
class KeptRecords:
    """What a retry takes over of an earlier run: all that succeeded or was skipped, and the DAGs it is in (§19).

    The post-process step always runs again. An unfinished DAG in which nothing is left to keep begins anew, but a
    DAG's row keeps its id as soon as it had begun.

    They are kept as text: the garbage collector would keep everybody waiting while it looks through 60,000 records.

    Args:
        entry_points_id: The id of the entry points' own DAG, which kept rows name as their parent.
    """

    _texts: Mapping[str, str] = field(factory=dict)
    entry_points_id: str = ""

    @classmethod
    def of(cls, texts: Iterable[str]) -> KeptRecords:
        """Choose them from all of a run, each the JSON text of its `to_json`; many take their time."""
        kept: dict[str, str] = {}
        parents: dict[str, None] = {}
        dags: set[str] = set()
        for text in texts:
            record = json.loads(text)
            done = record["status"] in ("succeeded", "skipped")
            if record["type"] == "dag":
                dags.add(record["id"])
                wanted = done or record["startTime"]
            else:
                wanted = done and not record["post"]
            if wanted:
                kept[record["key"]] = text
                parents[record["parentDagID"]] = None
        return cls(kept, next((parent for parent in parents if parent not in dags), ""))

    def __contains__(self, key: str) -> bool:
        """Return whether there is a record with this key."""
        return key in self._texts

    def __iter__(self) -> Iterator[Record]:
        """Make one record after the other."""
        return (record_from_json(json.loads(text)) for text in self._texts.values())

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return bool(self._texts)

    def get(self, key: str) -> Record | None:
        """Return the record with a key, None if there is none."""
        text = self._texts.get(key)
        return None if text is None else record_from_json(json.loads(text))


def runtime_view(records: Iterable[Record], encode: Callable[[Json], Any] = dict) -> tuple[Json, Json]:
    """Return a run's `runtime` and `postProcess` as the wire nests them (§20).

    Args:
        records: Of one run, in the order first saved. Steps, which can be many, are encoded one by one.
        encode: Returns what takes the place of a view; a DAG's children are encoded before it.

    Returns:
        (component name → list of views, post-process name → one view).
    """
    dags: set[str] = set()
    rows: list[tuple[str, str, Any]] = []
    post: Json = {}
    for record in records:
        if isinstance(record, Dag):
            dags.add(record.id)
            rows.append((record.parent_dag_id, record.dag_name, record))
        elif record.post:
            post[record.step_name] = encode(record.view())
        else:
            rows.append((record.parent_dag_id, record.step_name, encode(record.view())))
    children: dict[str, list[tuple[str, Any]]] = {}
    for parent, name, shown in rows:
        # All rows at the top hang under one hidden DAG, whatever its id was.
        children.setdefault(parent if parent in dags else "", []).append((name, shown))

    def nest(parent: str) -> Json:
        views: Json = {}
        for name, shown in children.get(parent, ()):
            views.setdefault(name, []).append(encode(shown.view(nest(shown.id))) if isinstance(shown, Dag) else shown)
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
class ArtifactRecord:
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


def run_end(failed: str | None, terminated: str, *, stopping: bool) -> tuple[RunStatus, str]:
    """Return the state and the message of a run that did not succeed (§18).

    Args:
        failed: Names of what failed; None when nothing did.
        terminated: Names of what was terminated.
        stopping: Whether the run was asked to stop.
    """
    if failed is not None:
        return "failed", f"update status to failed because some step or dag run failed: {failed}"
    status: RunStatus = "terminated" if stopping else "failed"
    if stopping:
        how = f"terminated after receive termination singal: {terminated}"
        how = how if terminated else "cancelled after receive termination singal."
    else:
        how = f"terminated unexpectedly: {terminated}"
    return status, f"update status to {status} because some step or dag was {how}"


def job_end(name: str, code: int | None) -> tuple[Status, str]:
    """Return the state and the message of a job that ended by itself.

    Args:
        name: Shown as its container's.
        code: Of its exit; negative: the signal that ended it; None when unknown.
    """
    if code is None:
        return "failed", f"job is failed, exit code of container {name} is not known: what looked after it was killed"
    if code == 0:
        return "succeeded", "job is succeeded"
    number = code if code > 0 else 128 - code
    return "failed", f"job is failed, container {name} exited with code: {number}, reason: Error, message: "
