"""Runs of a pipeline."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from paddleflow.pipeline._rules.spec import Json, Mount
from paddleflow_api.models import (
    CreateRunRequest,
    DeleteRunRequest,
    ListRunResponse,
    RunAction,
    RunIDResponse,
    UpdateRunRequest,
)
from paddleflow_emulator.engine.interface import RunRequest
from paddleflow_emulator.engine.records import FINAL, KeptRecords, Step
from paddleflow_emulator.engine.runtime import run_folders
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.engine.workflow import RunOptions, Workflow
from paddleflow_emulator.features.schedules.handlers import find_schedule
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import read_local
from paddleflow_emulator.storage.session import Where
from paddleflow_emulator.storage.tables import RunRow

from .service import add_run
from .sources import RunSource, read_json_source, read_source
from .views import RunDetail, brief, run_detail

_RETRIABLE = frozenset({"failed", "terminated"})
_WORKFLOW = frozenset({"workflow"})
_NOT_COPIED = frozenset({"id", "activated", "cached_run_ids"})


@handler
async def create_run(request: Request) -> RunIDResponse:
    """Start a run."""
    body = request.read(CreateRunRequest.from_dict)
    services = request.services
    options = RunOptions(
        user=request.acting_for(body.username or ""),
        name=body.name or "",
        description=body.desc or "",
        parameters=body.parameters.to_dict() if body.parameters else None,
        disabled=body.disabled or "",
        strategy=(body.failure_options.strategy or "") if body.failure_options else None,
        fs_name=body.fs_name or "",
        docker_env=body.docker_env or "",
        schedule_id=body.schedule_id or "",
        scheduled=_scheduled(body.scheduled_at or ""),
    )
    if options.schedule_id:  # The schedule counts the runs that name it, and stops them.
        with services.database.read() as session:
            find_schedule(request, session, options.schedule_id, "create run failed. ")
    source = await read_source(body, services.database, services.file_systems, request.user, options.user)
    return await _launch(request, source, options)


@handler
async def create_run_json(request: Request) -> RunIDResponse:
    """Start a run of a workflow that comes as JSON. Its keys are exact, unlike those of every other body."""
    source = await read_json_source(request.body)
    options = RunOptions(
        user=request.acting_for(_text(request.body, "username")),
        description=_text(request.body, "description"),
        disabled=_text(request.body, "disabled"),
    )
    return await _launch(request, source, options)


def _text(body: Json, key: str) -> str:
    """Return a text that the workflow does not check: anything else counts as left out."""
    value = body.get(key)
    return value if isinstance(value, str) else ""


async def _launch(request: Request, source: RunSource, options: RunOptions) -> RunIDResponse:
    runs = request.services.runs
    draft = await runs.draft(source, options)
    row = draft.row(request.user, request.now())
    number = await runs.number(row, draft.workflow)
    with request.database.write() as session:
        # The user may have been deleted while the YAML was read.
        if session.scalar("SELECT pk FROM users WHERE name = ?", request.user) is None:
            raise ApiError("UserNotExist")
        run_id = add_run(session, row, number)
    runs.start(draft.request(run_id))
    return RunIDResponse(run_id)


@handler
def list_run(request: Request) -> ListRunResponse:
    """List runs; others than root see their own."""
    where = Where.among(
        owner=request.listed_owners(request.names("userFilter")),
        fs_name=request.names("fsFilter"),
        id=request.names("runFilter"),
        name=request.names("nameFilter"),
        status=request.names("statusFilter"),
    )
    page = request.page(RunRow, where, without=RunRow.LARGE)
    return ListRunResponse([brief(row) for row in page.rows], **page.frame)


@handler
def show_run(request: Request) -> RunDetail:
    """Show a run with all its steps."""
    run_id = request.path["runID"]
    return run_detail(find_run(request, run_id), request.services.store.each_record(run_id))


@handler
async def update_run(request: Request) -> RunIDResponse | None:
    """Stop or retry a run."""
    action, run_id = request.text("action"), request.path["runID"]
    if action == RunAction.STOP:
        _stop(request, run_id, force=request.read(UpdateRunRequest.from_dict).stop_force or False)
        return None
    if action == RunAction.RETRY:
        return RunIDResponse(await _retry(request, run_id))
    raise ApiError("InvalidArguments", f"invalid action[{action}] for UpdateRun")


@handler
async def delete_run(request: Request) -> None:
    """Delete a finished run: its artifacts, its logs and its rows. Caches and artifact events stay."""
    run_id, body = request.path["runID"], request.read(DeleteRunRequest.from_dict)
    row = find_run(request, run_id, f"delete run[{run_id}] failed when getting run, ")
    if row.status not in FINAL:
        raise ApiError(
            "ActionNotAllowed",
            f"run[{run_id}] is in status[{row.status}]. "
            "only runs in final status: [failed succeeded terminated skipped] can be deleted",
        )
    if body.check_cache is not False:
        _check_cache_users(request, row)
    logs = [request.services.engine.log_path(step.job_id) for step in own_steps(request, run_id)]
    file_system = request.services.file_systems.find(row.fs_user, row.fs_name) if row.fs_name else None
    await in_thread("files", _remove_logs, logs)
    if file_system is not None:
        main_fs = Mount.from_json(row.main_fs)
        await in_thread("files", run_folders.remove, file_system, main_fs, run_id, request.services.server)
    with request.database.write() as session:
        session.execute("DELETE FROM job_samples WHERE job_id IN (SELECT id FROM jobs WHERE run_id = ?)", run_id)
        session.execute("DELETE FROM jobs WHERE run_id = ?", run_id)
        session.execute("DELETE FROM records WHERE run_id = ?", run_id)
        session.execute("DELETE FROM runs WHERE id = ?", run_id)


def find_run(request: Request, run_id: str, prefix: str = "", *, workflow: bool = False) -> RunRow:
    """Return a run that the caller may use, without its workflow, which is large, unless it is asked for.

    Raises:
        ApiError: RunNotFound, its message begins with `prefix`; AccessDenied: of another user.
    """
    with request.database.read() as session:
        row = session.first(RunRow, "WHERE id = ?", run_id, without=frozenset() if workflow else _WORKFLOW)
    if row is None:
        raise ApiError("RunNotFound", f"{prefix}resouceType[run] with ID[{run_id}] not found")
    request.check_owner(row.owner, "run", run_id)
    return row


def own_steps(request: Request, run_id: str) -> list[Step]:
    """Return the steps whose jobs this run itself started, not those that a cache or a retry took over."""
    steps = (record for record in request.services.store.records(run_id) if isinstance(record, Step))
    return [step for step in steps if step.started_by(run_id)]


def _scheduled(text: str) -> datetime | None:
    try:
        return read_local(text) if text else None
    except ValueError:
        raise ApiError("InternalError", f"scheduledAt[{text}] is not a time like 2026-01-31 10:20:30") from None


def _stop(request: Request, run_id: str, *, force: bool) -> None:
    row = find_run(request, run_id)
    if row.status in FINAL:
        raise ApiError("ActionNotAllowed", f"cannot stop run[{run_id}] as run is already in status[{row.status}]")
    request.services.engine.stop(run_id, force=force)


async def _retry(request: Request, run_id: str) -> str:
    """Start a copy of a run that keeps what had succeeded. The old run stays."""
    row = find_run(request, run_id, workflow=True)
    if row.status not in _RETRIABLE:
        raise ApiError("ActionNotAllowed", f"run[{run_id}] has status[{row.status}], no need to retry")
    kept = await in_thread("texts", lambda: KeptRecords.of(request.services.store.texts(run_id)))
    workflow = await in_thread("texts", lambda: Workflow.from_json(json.loads(row.workflow)))
    copied: Json = {name: getattr(row, name) for name in RunRow.types if name not in _NOT_COPIED}
    copied |= {"status": "initiating", "updated": request.now()}
    number = await request.services.runs.number(row, workflow)
    with request.database.write() as session:
        new_id = add_run(session, RunRow(**copied), number)
    request.services.runs.start(RunRequest(new_id, workflow, source=row.source, user=row.fs_user, kept=kept))
    return new_id


def _check_cache_users(request: Request, row: RunRow) -> None:
    users = [run_id for run_id in row.cached_run_ids.split(",") if run_id]
    with request.database.read() as session:
        alive = session.scalars("SELECT id FROM runs WHERE id IN ? ORDER BY pk", users)
    if alive:
        raise ApiError("ActionNotAllowed", f"run deleting is cached by other Runs[[{' '.join(alive)}]]")


def _remove_logs(logs: list[Path]) -> None:
    for log in logs:
        log.unlink(missing_ok=True)
