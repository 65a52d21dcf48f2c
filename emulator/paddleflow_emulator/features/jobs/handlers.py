"""Jobs: those of steps, and single ones that requests start. This machine runs no distributed jobs and no workflows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from secrets import token_hex
from typing import Any

from paddleflow.pipeline._rules.spec import Json, Mount
from paddleflow_api.models import CreateJobResponse, Job, JobAction, JobFramework, JobRole, ListJobResponse
from paddleflow_emulator.engine.interface import Unplaceable
from paddleflow_emulator.engine.records import FINAL
from paddleflow_emulator.features.clusters.capacity import Capacity
from paddleflow_emulator.features.clusters.placement import (
    DEFAULT_FLAVOUR,
    check_cluster_online,
    check_room,
    find_flavour,
    find_queue,
    flavour_capacity,
    flavour_view,
)
from paddleflow_emulator.features.clusters.quantities import amount
from paddleflow_emulator.http.errors import NO_CODE, ApiError
from paddleflow_emulator.http.request import MARKER, Request, handler
from paddleflow_emulator.http.times import read_utc
from paddleflow_emulator.storage.session import Session, Where, unique
from paddleflow_emulator.storage.tables import JobRow, QueueRow

from .step_rows import DEFAULT_PRIORITY, STANDALONE
from .views import NO_FLAVOUR, ViewContext, job_detail, view

_ID = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_LONGEST_ID, _LONGEST_NAME = 63, 512
_LARGEST_PORT = 65534
_PRIORITIES = ("LOW", "NORMAL", "HIGH")
_ANY_PRIORITY = ("", "VERY_LOW", *_PRIORITIES, "VERY_HIGH")
_CUSTOM_FLAVOUR = "customFlavour"
_OTHER_ROLES = {"pworker": "worker"}
_FAILED = "JobCreateFailed"
_ELSEWHERE = "use PaddleFlow on Kubernetes"
_HAS_LABELS = (
    "NOT EXISTS (SELECT key, value FROM json_each(?) EXCEPT SELECT key, value FROM json_each(spec, '$.labels'))"
)


@handler
def create_single_job(request: Request) -> CreateJobResponse:
    """Start a job: one process of this machine."""
    body = request.body
    if body.get("extensionTemplate"):
        raise ApiError(_FAILED, f"extensionTemplate needs Kubernetes, which is not here: {_ELSEWHERE}, or leave it out")
    with request.database.read() as session:
        row = _common(request, session, STANDALONE)
        row.spec = _spec(request, session, body) | {
            "labels": body.get("labels"),
            "annotations": body.get("annotations"),
        }
        _check_room(session, row.queue, [row.spec | {"replicas": 1}])
        namespace = _queue(session, row.queue).namespace
    row.spec["env"] = {**row.spec["env"], "PF_JOB_MODE": "", "PF_JOB_NAMESPACE": namespace}
    _add(request, row)
    request.services.jobs.start(row)
    return CreateJobResponse(row.id)


@handler
def create_distributed_job(request: Request) -> CreateJobResponse:
    """Take a distributed job, which then fails with a message that says why: a cluster is needed."""
    framework = request.body.get("framework", "")
    if framework not in list(JobFramework):
        raise ApiError(_FAILED, f"framework[{framework}] is invalid, it is one of {', '.join(JobFramework)}")
    with request.database.read() as session:
        row = _common(request, session, framework)
        members = [_member(request, session, row, member) for member in request.body.get("members") or ()]
        _check_room(session, row.queue, members)
    if not members and not request.body.get("extensionTemplate"):
        raise ApiError(_FAILED, "members are empty: a distributed job needs at least one")
    row.spec = {
        "members": members,
        "labels": request.body.get("labels"),
        "annotations": request.body.get("annotations"),
    }
    row.status, row.finished = "failed", row.accepted
    row.message = f"job is failed: one machine runs no distributed job of framework[{framework}], {_ELSEWHERE}"
    _add(request, row)
    return CreateJobResponse(row.id)


@handler
def create_workflow_job(request: Request) -> CreateJobResponse:
    """Refuse a workflow: it is made of Kubernetes objects."""
    with request.database.read() as session:
        _common(request, session, "")
    raise ApiError(_FAILED, f"an Argo workflow needs Kubernetes, which is not here: {_ELSEWHERE}, or start a run")


@handler
def list_job(request: Request) -> ListJobResponse:
    """List jobs, newest first; others than root see their own. The marker leads to older ones."""
    window, where = request.window(), _filter(request)
    if request.text(MARKER):
        where.add("pk < ?", window.after)
    with request.database.read() as session:
        if (queue := request.text("queue")) and find_queue(session, queue) is None:
            raise ApiError("QueueNameNotFound", f"queue[{queue}] not found")
        found = session.all(JobRow, f"{where.sql} ORDER BY pk DESC LIMIT ?", *where.values, window.size + 1)
        rows = found[: window.size]
        context = ViewContext.read(session, rows, request.services.file_systems)
    page = window.page(rows, more=len(found) > len(rows))
    return ListJobResponse([view(row, context) for row in rows], **page.frame)


@handler
def show_job(request: Request) -> Job:
    """Show a job."""
    row = find_job(request, "ActionNotAllowed")
    with request.database.read() as session:
        return job_detail(row, ViewContext.read(session, [row], request.services.file_systems))


@handler
def update_job(request: Request) -> None:
    """Stop or modify a job. As with the real server a modification is taken and seen nowhere."""
    action = request.text("action")
    if action not in list(JobAction):
        raise ApiError("ActionNotAllowed", f"action[{action}] is not supported, it is one of {', '.join(JobAction)}")
    if action == JobAction.MODIFY and not request.body:
        raise ApiError("MalformedJSON")
    row = find_job(request, "ActionNotAllowed")
    if action == JobAction.STOP:
        _stop(request, row)
    else:
        _modify(request, row)


@handler
def delete_job(request: Request) -> None:
    """Delete a job that has ended. A step's log stays with its run."""
    row = find_job(request, "ActionNotAllowed")
    if row.status not in FINAL:
        raise ApiError("ActionNotAllowed", f"job[{row.id}] is in status[{row.status}]: only ended jobs can be deleted")
    if not row.run_id:
        request.services.engine.log_path(row.id).unlink(missing_ok=True)
    with request.database.write() as session:
        session.execute("DELETE FROM job_samples WHERE job_id = ?", row.id)
        session.execute("DELETE FROM jobs WHERE id = ?", row.id)


def find_job(request: Request, denied: str) -> JobRow:
    """Return the job of the path.

    Raises:
        ApiError: JobNotFound; `denied`: of another user.
    """
    job_id = request.path["jobID"]
    with request.database.read() as session:
        row = session.first(JobRow, "WHERE id = ?", job_id)
    if row is None:
        raise ApiError("JobNotFound", f"resouceType[job] with ID[{job_id}] not found")
    request.check_owner(row.owner, "job", job_id, denied)
    return row


# ------------------------------------------------------------------------------------------------------------- creation


def _common(request: Request, session: Session, framework: str) -> JobRow:
    """Check what all kinds of jobs have in common."""
    body = request.body
    policy: Json = body.get("schedulingPolicy") or {}
    queue, name = policy.get("queue", ""), body.get("name", "")
    job_id = body.get("id") or f"job-{token_hex(8)}"
    priority = (policy.get("priority") or DEFAULT_PRIORITY).upper()
    if not queue:
        raise ApiError(_FAILED, "queue is empty")
    _queue(session, queue)
    if priority not in _PRIORITIES:
        raise ApiError(_FAILED, f"priority[{priority}] is invalid, it is one of {', '.join(_PRIORITIES)}")
    if not _ID.fullmatch(job_id) or len(job_id) > _LONGEST_ID:
        raise ApiError(_FAILED, f"id[{job_id}] is invalid: at most {_LONGEST_ID} of a-z, 0-9 and -, not at the ends")
    if len(name) > _LONGEST_NAME:
        raise ApiError(_FAILED, f"name is longer than {_LONGEST_NAME} characters")
    now = request.now()
    return JobRow(
        id=job_id,
        name=name,
        owner=request.user,
        queue=queue,
        priority=priority,
        framework=framework,
        spec={},
        status="init",
        accepted=now,
        updated=now,
    )


def _spec(request: Request, session: Session, body: Json) -> Json:
    """Check what a job or a member of one runs."""
    port = body.get("port", 0)
    if not body.get("image"):
        raise ApiError(_FAILED, "image is empty")
    if not 0 <= port <= _LARGEST_PORT:
        raise ApiError(_FAILED, f"port[{port}] is invalid, it is from 0 to {_LARGEST_PORT}")
    limit = body.get("limitFlavour")
    return {
        "image": body["image"],
        "command": body.get("command", ""),
        "args": body.get("args") or [],
        "env": body.get("env") or {},
        "port": port,
        "flavour": _flavour(session, body.get("flavour") or {}),
        "limitFlavour": _flavour(session, limit) if limit else NO_FLAVOUR,
        "fs": _file_system(request, body.get("fs") or {}),
        "extraFS": [_file_system(request, wire) for wire in body.get("extraFS") or ()],
    }


def _member(request: Request, session: Session, job: JobRow, body: Json) -> Json:
    role, replicas = _OTHER_ROLES.get(body["role"], body["role"]), body["replicas"]
    queue = (body.get("schedulingPolicy") or {}).get("queue") or job.queue
    if role not in list(JobRole):
        raise ApiError(_FAILED, f"role[{role}] is invalid, it is one of {', '.join(JobRole)}")
    if replicas < 1:
        raise ApiError(_FAILED, f"replicas[{replicas}] of role[{role}] should be at least 1")
    if queue != job.queue:
        raise ApiError(_FAILED, f"queue[{queue}] of role[{role}] differs from queue[{job.queue}] of the job")
    names = {key: body.get(key) for key in ("id", "name", "labels", "annotations") if body.get(key)}
    return _spec(request, session, body) | names | {"role": role, "replicas": replicas}


def _flavour(session: Session, wire: Json) -> Mapping[str, Any]:
    name = wire.get("name", "")
    if name not in ("", _CUSTOM_FLAVOUR):
        row = find_flavour(session, name)
        if row is None:
            raise ApiError(_FAILED, f"flavour[{name}] not found")
        return flavour_view(row)
    if not (wire.get("cpu") or wire.get("mem")):
        return DEFAULT_FLAVOUR | {"name": name}
    for key in ("cpu", "mem"):
        if (amount(wire.get(key, "")) or 0) <= 0:
            raise ApiError(_FAILED, f"{key}[{wire.get(key, '')}] of the flavour is not a quantity above 0")
    return {"name": name, **wire}


def _file_system(request: Request, wire: Json) -> Json:
    name = wire.get("name", "")
    if not name:
        return {}
    found = request.services.file_systems.find(request.user, name)
    if found is None:
        raise ApiError(_FAILED, f"fs[{name}] of user[{request.user}] not found")
    mount = Mount(found.id, name, wire.get("mountPath", ""), wire.get("subPath", ""), wire.get("readOnly", False))
    return {**mount.to_json(), "mountPath": mount.path, "type": found.kind}


def _queue(session: Session, name: str) -> QueueRow:
    """Return a queue that the caller may place jobs in, as it is for the steps of runs."""
    row = find_queue(session, name)
    if row is None:
        raise ApiError(_FAILED, f"queue[{name}] not found")
    try:
        check_cluster_online(session, row)
    except Unplaceable as why:
        raise ApiError(_FAILED, str(why)) from None
    return row


def _check_room(session: Session, queue: str, members: Sequence[Json]) -> None:
    """Refuse a job whose members together ask for more than its queue has."""
    wanted = sum((flavour_capacity(member["flavour"]) * member["replicas"] for member in members), Capacity())
    try:
        check_room(_queue(session, queue), wanted)
    except Unplaceable as why:
        raise ApiError(_FAILED, str(why)) from None


def _add(request: Request, row: JobRow) -> None:
    taken = ApiError(_FAILED, f"job[{row.id}] exists already, give another id or none")
    if request.services.store.find_job(row.id) is not None:
        raise taken  # The job of a step that was deleted still has its log.
    with unique(taken), request.database.write() as session:
        session.add(row)


# -------------------------------------------------------------------------------------------------------------- changes


def _stop(request: Request, row: JobRow) -> None:
    if row.status in FINAL:
        raise ApiError(
            NO_CODE, f"stop job failed, err: job {row.id} status is already {row.status}, and job cannot be stopped"
        )
    if row.run_id:
        request.services.engine.stop_job(row.id)
    else:
        request.services.jobs.stop(row.id)


def _modify(request: Request, row: JobRow) -> None:
    priority = request.body.get("priority", "").upper()
    if priority not in _ANY_PRIORITY:
        raise ApiError("InvalidArguments", f"priority[{priority}] is invalid, it is one of {', '.join(_ANY_PRIORITY)}")
    if priority and row.status not in ("init", "pending"):
        raise ApiError(
            "ActionNotAllowed",
            f"update job failed, err: the status of job {row.id} is {row.status}, job priority cannot be updated",
        )


# -------------------------------------------------------------------------------------------------------------- filters


def _filter(request: Request) -> Where:
    where = Where.among(owner=request.listed_owners(None))
    if status := request.text("status"):
        where.add("status = ?", status)
    if queue := request.text("queue"):
        where.add("queue = ?", queue)
    if (seconds := request.number("timestamp", 0)) > 0:
        where.add("updated >= ?", _of_seconds(seconds))
    if text := request.text("startTime"):
        where.add("activated >= ?", _of_utc(text))
    if labels := _labels(request.text("labels")):
        where.add(_HAS_LABELS, labels)
    return where


def _of_seconds(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds)  # noqa: DTZ006 - rows have server-local times
    except (OverflowError, OSError, ValueError):
        raise ApiError("InvalidURI", f"timestamp[{seconds}] is not a moment") from None


def _of_utc(text: str) -> datetime:
    try:
        return read_utc(text)
    except (OverflowError, ValueError):
        raise ApiError("InvalidURI", f"startTime[{text}] is not a time like 2026-01-31 10:20:30") from None


def _labels(text: str) -> Json:
    try:
        labels = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        labels = None
    if not isinstance(labels, dict) or not all(map(_is_text, (*labels.keys(), *labels.values()))):
        raise ApiError("InvalidURI", f'labels[{text}] are not a JSON object of texts such as {{"a":"b"}}')
    return labels


def _is_text(value: Any) -> bool:
    """Return whether it is text that can be searched for, without lone surrogates."""
    return isinstance(value, str) and not re.search("[\ud800-\udfff]", value)
