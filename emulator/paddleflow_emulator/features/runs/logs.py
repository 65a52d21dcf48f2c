"""Logs of runs (pipeline format, §21)."""

from __future__ import annotations

from functools import partial
from uuid import NAMESPACE_URL, uuid5

from paddleflow_api.models import GetRunLogResponse, JobLogInfo, LogInfo, LogPosition, TaskLogInfo
from paddleflow_emulator.engine.records import FINAL, Step
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.storage.log_pages import BLOCK, LARGEST, Part, read_lines

from .handlers import find_run, own_steps

_PAGE_SIZE = 100


@handler
async def show_run_log(request: Request) -> GetRunLogResponse:
    """Show what a run's steps printed, and what the server did for them."""
    run_id, job_id = request.path["runID"], request.text("jobID")
    read = _reader(request)
    find_run(request, run_id)
    lines = request.services.engine.events.lines(run_id, job_id)
    named = f"runID[{run_id}]" + (f" jobID[{job_id}]" if job_id else "")
    steps = [step for step in own_steps(request, run_id) if job_id in ("", step.job_id)]
    logs = [(request.services.engine.log_path(step.job_id), step.status not in FINAL) for step in steps]
    largest = max(BLOCK, LARGEST // max(1, len(logs)))
    pages = await in_thread(
        "logs", lambda: [log_info(read(path, largest=largest, growing=growing)) for path, growing in logs]
    )
    return GetRunLogResponse(
        submit_log="\n".join(lines) if lines else f"get trace log failed. {named}",
        run_log=[_job_log(step, page) for step, page in zip(steps, pages, strict=True)],
        run_id=run_id,
    )


def _reader(request: Request) -> partial[Part]:
    """Return what reads the wanted page of a log; pages of the end are counted from the tail, in file order."""
    position = request.text("logFilePosition") or LogPosition.END
    if position not in list(LogPosition):
        raise ApiError("InvalidURI", f"logFilePosition[{position}] is invalid, should be begin or end")
    size = request.number("pageSize", _PAGE_SIZE)
    skipped = (request.number("pageNo", 1) - 1) * size
    return partial(read_lines, skipped=skipped, count=size, from_end=position == LogPosition.END)


def log_info(part: Part) -> LogInfo:
    """Return some lines of a log as answers have them."""
    return LogInfo(log_content=part.text, has_next_page=part.more, truncated=part.cut)


def _job_log(step: Step, page: LogInfo) -> JobLogInfo:
    page.log_content = step.seen_text(page.log_content)
    task = TaskLogInfo(task_id=f"{uuid5(NAMESPACE_URL, step.job_id)}_{step.name}", log_info=page)
    return JobLogInfo(job_id=step.job_id, task_list=[task], name="", type_="", event_list=None)
