"""Schedules: pipelines that run by a cron expression. `decide` says what they do, `loop` does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from paddleflow.pipeline._rules.problems import Rejected
from paddleflow_api.models import (
    ConcurrencyPolicy,
    CreateScheduleRequest,
    CreateScheduleResponse,
    GetScheduleResponse,
    ListRunResponse,
    ListScheduleResponse,
    ScheduleBrief,
    ScheduleFsConfig,
    ScheduleOptions,
)
from paddleflow_emulator.engine.workflow import RunOptions
from paddleflow_emulator.features.runs.sources import read_stored_pipeline
from paddleflow_emulator.features.runs.views import brief as run_brief
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import local_text, read_local
from paddleflow_emulator.storage.ids import LARGEST, PIPELINE_ID, SCHEDULE_ID, row_number
from paddleflow_emulator.storage.session import Session, Where, unique
from paddleflow_emulator.storage.tables import PipelineRow, PipelineVersionRow, RunRow, ScheduleRow

from .cron import CronError, parse_cron
from .in_use import RUNNING

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{1,49}")
_LONGEST_DESC = 256  # bytes
_FINAL = ("success", "failed", "terminated")


@handler
async def create_schedule(request: Request) -> CreateScheduleResponse:
    """Create a schedule of a version of a pipeline."""
    policy = request.body.get("concurrencyPolicy") or ConcurrencyPolicy.SUSPEND
    body = CreateScheduleRequest.from_dict({**request.body, "concurrencyPolicy": ConcurrencyPolicy.SUSPEND})
    _check(body, policy)
    now = request.now()
    with request.database.read() as session:
        version = _version(session, body.pipeline_id, body.pipeline_version_id)
    start, end, first = _times(body, now)
    row = ScheduleRow(
        owner=request.user,
        name=body.name,
        desc=body.desc or "",
        pipeline_pk=version.pipeline_pk,
        version=str(version.number),
        fs_user=body.username or "",
        fs_names=await _fs_names(request, body),
        crontab=body.crontab,
        catchup=body.catchup is not False,
        expire_interval=body.expire_interval or 0,
        concurrency=body.concurrency or 0,
        policy=policy,
        start=start,
        end=end,
        next_run=first,
        status=RUNNING,
        created=now,
        updated=now,
    )
    taken = f"CreateSchedule failed: user[{request.user}] already has schedule with name[{row.name}]"
    with unique(ApiError("DuplicatedName", taken)), request.database.write() as session:
        session.add(row)
    return CreateScheduleResponse(SCHEDULE_ID.format(row.pk))


@handler
def list_schedule(request: Request) -> ListScheduleResponse:
    """List schedules; others than root see their own."""
    where = Where.among(
        owner=request.named_owners("schedules"),
        pipeline_pk=_numbers(request, "pplFilter", PIPELINE_ID),
        version=request.names("pplVersionFilter", trim=True),
        pk=_numbers(request, "scheduleFilter", SCHEDULE_ID),
        name=request.names("nameFilter", trim=True),
        status=request.names("statusFilter", trim=True),
    )
    page = request.page(ScheduleRow, where, exact=True)
    return ListScheduleResponse([_brief(row) for row in page.rows], **page.frame)


@handler
def show_schedule(request: Request) -> GetScheduleResponse:
    """Show a schedule and a page of the runs it started or skipped."""
    schedule_id, window = request.path["scheduleID"], request.window()
    with request.database.read() as session:
        row = find_schedule(request, session, schedule_id, f"get schedule[{schedule_id}] failed. err:")
        where = Where.among(
            schedule_id=[schedule_id],
            id=request.names("runFilter", trim=True),
            status=request.names("statusFilter", trim=True),
        )
        page = window.read(session, RunRow, where, exact=True, without=RunRow.LARGE)
    runs = ListRunResponse([run_brief(run) for run in page.rows], **page.frame)
    return GetScheduleResponse.from_dict(_brief(row).to_dict() | {"runs": runs.to_dict()})


@handler
def stop_schedule(request: Request) -> None:
    """Stop a schedule for good. Its runs go on."""
    schedule_id = request.path["scheduleID"]
    with request.database.write() as session:
        row = find_schedule(request, session, schedule_id, f"stop schedule[{schedule_id}] failed. err:")
        if row.status in _FINAL:
            raise ApiError("ActionNotAllowed", f"stop schedule[{schedule_id}] failed, already in status[{row.status}]")
        row.status, row.updated = "terminated", request.now()
        session.update(row)


@handler
def delete_schedule(request: Request) -> None:
    """Delete a schedule that has ended. Its runs stay. One of another user is answered as if it was not there."""
    schedule_id = request.path["scheduleID"]
    with request.database.write() as session:
        row = session.get(ScheduleRow, row_number(SCHEDULE_ID, schedule_id))
        if row is None or not request.may_use(row.owner):
            raise _not_found(schedule_id, f"delete schedule[{schedule_id}] failed. ")
        if row.status not in _FINAL:
            raise ApiError(
                "ActionNotAllowed",
                f"delete schedule[{schedule_id}] in status[{row.status}] failed. "
                f"only schedules in final status: [{' '.join(_FINAL)}] can be deleted",
            )
        session.delete(row)


def _check(body: CreateScheduleRequest, policy: str) -> None:
    """Check what needs nothing but the request."""
    if not _NAME.fullmatch(body.name):
        raise ApiError("InvalidNamePattern", f"schedule name[{body.name}] does not match regex rule[^{_NAME.pattern}$]")
    if len((body.desc or "").encode()) > _LONGEST_DESC:
        raise ApiError("InvalidArguments", f"desc too long, should be less than {_LONGEST_DESC} bytes")
    if policy not in list(ConcurrencyPolicy):
        known = ", ".join(ConcurrencyPolicy)
        raise ApiError("InvalidArguments", f"concurrencyPolicy[{policy}] is not supported, it is one of {known}")
    for name, number in {"concurrency": body.concurrency, "expireInterval": body.expire_interval}.items():
        if not 0 <= (number or 0) <= LARGEST:
            raise ApiError("InvalidArguments", f"{name}[{number}] should not be negative, nor above {LARGEST}")


def _times(body: CreateScheduleRequest, now: datetime) -> tuple[datetime | None, datetime | None, datetime]:
    """Return when a schedule begins, ends and first runs."""
    start = _moment("startTime", body.start_time or "", now)
    end = _moment("endTime", body.end_time or "", now)
    if start and end and end <= start:
        raise ApiError("InvalidArguments", f"endTime[{body.end_time}] should be after startTime[{body.start_time}]")
    try:
        return start, end, parse_cron(body.crontab).after(start or now)
    except CronError as wrong:
        raise ApiError("InvalidArguments", f"check crontab failed in creating schedule. error:{wrong}") from None


def _moment(name: str, text: str, now: datetime) -> datetime | None:
    if not text:
        return None
    try:
        moment = read_local(text)
    except ValueError:
        raise ApiError("InvalidArguments", f"{name}[{text}] is not a time like 2026-01-31 10:20:30") from None
    if moment <= now:
        raise ApiError("InvalidArguments", f"{name}[{text}] should be in the future, now is {local_text(now)}")
    return moment


def _version(session: Session, pipeline_id: str, version_id: str) -> PipelineVersionRow:
    """Return the version, which must be named; its owner is checked later.

    Raises:
        ApiError: PipelineNotFound.
    """
    pipeline = session.get(PipelineRow, row_number(PIPELINE_ID, pipeline_id))
    if pipeline is not None:
        number = row_number("{}", version_id)
        version = session.first(PipelineVersionRow, "WHERE pipeline_pk = ? AND number = ?", pipeline.pk, number)
        if version is not None:
            return version
    raise ApiError("PipelineNotFound", "create schedule failed, get PipelineVersion error:[record not found]")


async def _fs_names(request: Request, body: CreateScheduleRequest) -> list[Any]:
    """Check the pipeline as its runs will be, and return the names of the file systems they use."""
    options = RunOptions(user=request.acting_for(body.username or ""), name=body.name)
    try:
        version = body.pipeline_version_id
        source = await read_stored_pipeline(request.database, request.user, body.pipeline_id, version)
        draft = await request.services.runs.draft(source, options)
    except Rejected as wrong:
        raise ApiError("InvalidArguments", f"create schedule failed, {wrong.message}") from None
    return sorted(set(_mount_names(draft.workflow.to_json())))


def _mount_names(tree: Any) -> Iterator[str]:
    """Find every file system that a workflow names, by the shape of its mounts."""
    if isinstance(tree, dict):
        if "mountPath" in tree and tree.get("name"):
            yield tree["name"]
        tree = list(tree.values())
    if isinstance(tree, list | tuple):
        for item in tree:
            yield from _mount_names(item)


def _numbers(request: Request, name: str, pattern: str) -> list[int] | None:
    ids = request.names(name, trim=True)
    return None if ids is None else [row_number(pattern, identifier) for identifier in ids]


def find_schedule(request: Request, session: Session, schedule_id: str, prefix: str) -> ScheduleRow:
    """Return a schedule that the caller may use.

    Raises:
        ApiError: ScheduleNotFound, its message begins with `prefix`; AccessDenied: of another user.
    """
    row = session.get(ScheduleRow, row_number(SCHEDULE_ID, schedule_id))
    if row is None:
        raise _not_found(schedule_id, prefix)
    request.check_owner(row.owner, "schedule", schedule_id)
    return row


def _not_found(schedule_id: str, prefix: str) -> ApiError:
    return ApiError("ScheduleNotFound", f"{prefix}resouceType[schedule] with ID[{schedule_id}] not found")


def _brief(row: ScheduleRow) -> ScheduleBrief:
    return ScheduleBrief(
        schedule_id=SCHEDULE_ID.format(row.pk),
        name=row.name,
        desc=row.desc,
        pipeline_id=PIPELINE_ID.format(row.pipeline_pk),
        pipeline_version_id=row.version,
        username=row.owner,
        fs_config=ScheduleFsConfig(username=row.fs_user),
        crontab=row.crontab,
        options=ScheduleOptions(
            catchup=row.catchup,
            expire_interval=row.expire_interval,
            concurrency=row.concurrency,
            concurrency_policy=row.policy,
        ),
        start_time=local_text(row.start),
        end_time=local_text(row.end),
        create_time=local_text(row.created),
        update_time=local_text(row.updated),
        next_run_time=local_text(row.next_run),
        schedule_msg=row.message,
        status=row.status,
    )
