"""Jobs as the wire shows them."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping
from datetime import UTC
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from attrs import evolve, frozen

from paddleflow.pipeline._rules.spec import Mount
from paddleflow_api.models import (
    Job,
    JobFileSystem,
    JobFlavour,
    JobMember,
    JobRuntime,
    JobSchedulingPolicy,
    KindGroupVersion,
    StringMap,
)
from paddleflow_api.types import UNSET
from paddleflow_emulator.features.clusters.placement import DEFAULT_FLAVOUR, flavour_views
from paddleflow_emulator.features.file_systems.local import LOCAL
from paddleflow_emulator.features.file_systems.lookup import SqlFileSystems
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.session import Session
from paddleflow_emulator.storage.tables import ClusterRow, JobRow, QueueRow, RunRow

from .step_rows import STANDALONE

NO_FLAVOUR = {"name": "", "cpu": "", "mem": ""}
_NO_FS = {"name": "", "type": ""}
_PHASES = {"succeeded": "Succeeded", "running": "Running", "terminating": "Running"}


@frozen
class ViewContext:
    """What the views of some jobs need beside the jobs themselves."""

    queues: Mapping[str, QueueRow]
    flavours: Mapping[str, Mapping[str, Any]]
    main_fs: Mapping[str, Mapping[str, Any]]
    cluster_ids: Mapping[str, str]
    kinds: Mapping[str, str]
    """The types of file systems, by their ids."""
    directories: Mapping[str, Path]
    """Those behind local file systems, by their ids."""

    @classmethod
    def read(cls, session: Session, rows: Iterable[JobRow], file_systems: SqlFileSystems) -> ViewContext:
        """Read it for jobs of any number of runs."""
        runs = {row.run_id for row in rows}
        found = session.all(RunRow, "WHERE id IN ?", [*runs], without=RunRow.LARGE)
        return cls(
            queues={row.name: row for row in session.all(QueueRow)},
            flavours=flavour_views(session),
            main_fs={str(row.id): row.main_fs for row in found},
            cluster_ids={row.name: row.id for row in session.all(ClusterRow, "ORDER BY pk DESC")},
            kinds=file_systems.kinds(session),
            directories=file_systems.directories(session),
        )

    def file_system(self, wire: Mapping[str, Any]) -> JobFileSystem:
        """Return a file system as a job has it: what the server fills in, and what was said of it."""
        if not wire.get("name"):
            return JobFileSystem.from_dict(_NO_FS)
        found: dict[str, Any] = {"type": self.kinds.get(wire["id"], LOCAL), "mountPath": Mount(wire["id"]).path}
        if wire["id"] in self.directories:
            found["hostPath"] = str(self.directories[wire["id"]])
        return JobFileSystem.from_dict(found | {key: value for key, value in wire.items() if value})


def job_flavour(row: JobRow, flavours: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return what a job asks for: as it was stored, or for a step what the flavour it names is now."""
    flavour: Mapping[str, Any] = row.spec.get("flavour") or DEFAULT_FLAVOUR
    if "cpu" in flavour:
        return flavour
    return flavours.get(flavour["name"], DEFAULT_FLAVOUR)


def view(row: JobRow, context: ViewContext) -> Job:
    """Return a job as lists show it."""
    single = row.framework == STANDALONE
    spec = row.spec if single else {}
    main_fs = context.file_system(spec.get("fs") or context.main_fs.get(row.run_id) or {})
    extra_fs = [context.file_system(mount) for mount in spec.get("extraFS", ())]
    flavour = job_flavour(row, context.flavours) if single else NO_FLAVOUR
    return Job(
        id=row.id,
        name=row.name,
        labels=_map(row.spec.get("labels")),
        annotations=_map(row.spec.get("annotations")),
        scheduling_policy=JobSchedulingPolicy(queue=row.queue, priority=row.priority),
        user_name=row.owner,
        flavour=JobFlavour.from_dict(flavour),
        limit_flavour=JobFlavour.from_dict(spec.get("limitFlavour") or NO_FLAVOUR),
        fs=main_fs,
        extra_fs=extra_fs or None,
        image=spec.get("image", ""),
        env=_map(spec.get("env")),
        command=spec.get("command", ""),
        args=spec.get("args") or None,
        port=spec.get("port", 0),
        extension_template=None,
        framework=row.framework,
        members=[_worker(row, context)] if single else [_member(row, wire, context) for wire in row.spec["members"]],
        status=row.status,
        message=row.message,
        accept_time=local_text(row.accepted),
        start_time=local_text(row.activated),
        finish_time=local_text(row.finished),
    )


def job_detail(row: JobRow, context: ViewContext) -> Job:
    """Return a job with what a pod would be: the process."""
    shown = view(row, context)
    return shown if row.activated is None else evolve(shown, runtime=_runtime(row, context))


def _runtime(row: JobRow, context: ViewContext) -> JobRuntime:
    queue = context.queues.get(row.queue)
    state: dict[str, Any] = {"phase": _PHASES.get(row.status, "Failed"), "hostIP": "127.0.0.1", "podIP": "127.0.0.1"}
    if row.activated:
        state["startTime"] = f"{row.activated.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    namespace = queue.namespace if queue else "default"
    cluster = queue.cluster if queue else ""
    return JobRuntime(
        name=row.id,
        namespace=namespace,
        id=str(uuid5(NAMESPACE_URL, row.id)),
        status=json.dumps(state),
        node_name=platform.node(),
        role="worker",
        index=0,
        log_url=f"/api/paddleflow/v1/log/job?clusterName={cluster}&namespace={namespace}&type=pod&name={row.id}",
    )


def _worker(row: JobRow, context: ViewContext) -> JobMember:
    """Return the one member of a single job: the job itself. Only the one of a step has an id."""
    own = {
        "id": row.id if row.run_id else "",
        "replicas": 1,
        "role": "worker",
        "name": row.name,
        "fs": row.spec.get("fs") or context.main_fs.get(row.run_id),
        "flavour": job_flavour(row, context.flavours),
    }
    return _member(row, row.spec | own, context)


def _member(row: JobRow, wire: Mapping[str, Any], context: ViewContext) -> JobMember:
    queue = context.queues.get(row.queue)
    extra_fs = [context.file_system(mount) for mount in wire.get("extraFS") or ()]
    return JobMember(
        id=wire.get("id", ""),
        replicas=wire["replicas"],
        role=wire["role"],
        name=wire.get("name", ""),
        fs=context.file_system(wire.get("fs") or {}),
        extra_fs=extra_fs or UNSET,
        flavour=JobFlavour.from_dict(wire.get("flavour") or DEFAULT_FLAVOUR),
        limit_flavour=JobFlavour.from_dict(wire.get("limitFlavour") or NO_FLAVOUR),
        priority=row.priority,
        cluster_id=context.cluster_ids.get(queue.cluster, "") if queue else "",
        queue_id=queue.id if queue else "",
        queue_name=row.queue,
        kind_group_version=KindGroupVersion(kind="", group="", api_version=""),
        labels=_map(wire.get("labels")),
        annotations=_map(wire.get("annotations")),
        env=StringMap.from_dict(wire["env"]) if wire.get("env") else UNSET,
        command=wire.get("command") or UNSET,
        image=wire.get("image", ""),
        port=wire.get("port") or UNSET,
        args=wire.get("args") or UNSET,
    )


def _map(texts: Mapping[str, str] | None) -> StringMap | None:
    return StringMap.from_dict(texts) if texts else None
