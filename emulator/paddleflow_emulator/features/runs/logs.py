"""Logs of runs (pipeline format, §21)."""

from __future__ import annotations

from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from attrs import frozen

from paddleflow_api.models import GetRunLogResponse, JobLogInfo, LogInfo, LogPosition, TaskLogInfo
from paddleflow_emulator.engine.records import FINAL, Step
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.storage.log_pages import BLOCK, LARGEST, read_lines

from .handlers import find_run, own_steps

_PAGE_SIZE = 100


@frozen
class _LogPage:
    """Which lines of a log: page `number` of `size` lines, counted from its beginning or from its end."""

    number: int
    size: int
    position: LogPosition


@handler
async def show_run_log(request: Request) -> GetRunLogResponse:
    """Show what a run's steps printed, and what the server did for them."""
    run_id, job_id = request.path["runID"], request.text("jobID")
    wanted = _wanted(request)
    find_run(request, run_id)
    lines = request.services.engine.events.lines(run_id, job_id)
    named = f"runID[{run_id}]" + (f" jobID[{job_id}]" if job_id else "")
    steps = [step for step in own_steps(request, run_id) if job_id in ("", step.job_id)]
    logs = [(request.services.engine.log_path(step.job_id), step.status not in FINAL) for step in steps]
    largest = max(BLOCK, LARGEST // max(1, len(logs)))
    pages = await in_thread("logs", lambda: [_page(path, wanted, largest, growing) for path, growing in logs])
    return GetRunLogResponse(
        submit_log="\n".join(lines) if lines else f"get trace log failed. {named}",
        run_log=[_job_log(step, page) for step, page in zip(steps, pages, strict=True)],
        run_id=run_id,
    )


def _wanted(request: Request) -> _LogPage:
    position = request.text("logFilePosition") or LogPosition.END
    if position not in list(LogPosition):
        raise ApiError("InvalidURI", f"logFilePosition[{position}] is invalid, should be begin or end")
    return _LogPage(request.number("pageNo", 1), request.number("pageSize", _PAGE_SIZE), LogPosition(position))


def _page(path: Path, wanted: _LogPage, largest: int, growing: bool) -> LogInfo:
    """Read one page of a log; pages of the end are counted from the tail, in file order."""
    from_end = wanted.position is LogPosition.END
    skipped = (wanted.number - 1) * wanted.size
    part = read_lines(path, skipped, wanted.size, from_end=from_end, largest=largest, growing=growing)
    return LogInfo(log_content=part.text, has_next_page=part.more, truncated=part.cut)


def _job_log(step: Step, page: LogInfo) -> JobLogInfo:
    page.log_content = step.seen_text(page.log_content)
    task = TaskLogInfo(task_id=f"{uuid5(NAMESPACE_URL, step.job_id)}_{step.name}", log_info=page)
    return JobLogInfo(job_id=step.job_id, task_list=[task], name="", type_="", event_list=None)
