"""Logs of runs."""

from __future__ import annotations

from functools import partial
from typing import Any, TypedDict

from attrs import evolve

from paddleflow._constants import LOG_LINE_LIMIT, LOG_PAGE_SIZE, LOG_SIZE_LIMIT
from paddleflow._operation import Call, operation, request
from paddleflow.info import Info, field
from paddleflow_api.api import log as api


class LogInfo(Info, model="TaskLogInfo"):
    """A page of the log of one task (manual: 获取run任务下的运行日志).

    Attributes:
        runid: Run.
        jobid: Job in the run.
        taskid: Task in the job.
        has_next_page: Whether another page follows.
        truncated: Whether there is more than the server reads: 500,000 bytes at the beginning, 5,000 lines at the end.
        pagesize: Lines of a page, as asked for.
        pageno: Which page it is, as asked for.
        log_content: The lines; a cluster puts a time before each.
    """

    runid: str = field(None, default="")
    jobid: str = field(None, default="")
    taskid: str = field("task_id", default="")
    has_next_page: bool = field("log_info.has_next_page", default=False)
    truncated: bool = field("log_info.truncated", default=False)
    pagesize: int = field(None, default=LOG_PAGE_SIZE)
    pageno: int = field(None, default=1)
    log_content: str = field("log_info.log_content", default="")


class LogInfoByLimit(Info, model="TaskLogInfo"):
    """The log of one task of a job.

    Attributes:
        job_id: Job.
        task_id: Task in the job.
        name: Namespace and name of what was asked for, empty for a job.
        has_next_page: Whether more follows.
        truncated: Whether something was left out.
        line_limit: Lines at most, as asked for.
        size_limit: Size at most, as asked for.
        log_content: The lines.
    """

    job_id: str = field(None, default="")
    task_id: str = ""
    name: str = field(None, default="")
    has_next_page: bool = field("log_info.has_next_page", default=False)
    truncated: bool = field("log_info.truncated", default=False)
    line_limit: int = field(None, default=LOG_LINE_LIMIT)
    size_limit: str = field(None, default=LOG_SIZE_LIMIT)
    log_content: str = field("log_info.log_content", default="")


class JobLog(TypedDict):
    """What ``show_log_by_limit`` gives."""

    eventList: list[str]
    logs: list[LogInfoByLimit]


class RunLog(list[LogInfo]):
    """What ``show_log`` gives: a list of LogInfo, one a task.

    Attributes:
        submit_log: What the server noted while it submitted the run.
    """

    def __init__(self, tasks: list[LogInfo], submit_log: str = "") -> None:
        super().__init__(tasks)
        self.submit_log = submit_log


@operation("获取run任务下的运行日志")
def show_log(
    runid: str, jobid: str | None = None, pagesize: int = LOG_PAGE_SIZE, pageno: int = 1, logfileposition: str = "end"
) -> Call[RunLog]:
    """Show a page of the logs of a run.

    Args:
        runid: The run.
        jobid: Only this job of it.
        pagesize: Lines of a page, 1 to 100.
        pageno: Which page, from 1.
        logfileposition: Count the pages from the ``end`` (default) or the ``begin``.

    Returns:
        ``(True, list of LogInfo with submit_log)``, or ``(False, message)``.
    """
    pagesize = LOG_PAGE_SIZE if pagesize is None else pagesize
    pageno = 1 if pageno is None else pageno
    logfileposition = "end" if logfileposition in (None, "") else logfileposition
    return request(api.show_run_log, locals()).reads(partial(_run_log, pagesize, pageno))


@operation(official_sdk=True)
def show_log_by_limit(
    job_id: str | None = None,
    name: str | None = None,
    namespace: str | None = None,
    cluster_name: str | None = None,
    read_from_tail: bool | None = None,
    line_limit: int | str | None = None,
    size_limit: str | None = None,
    type: str | None = None,
    framework: str | None = None,
) -> Call[JobLog]:
    """Show logs and events of a job, or of a pod or deployment of a cluster.

    Args:
        job_id: Job; the server answers with nothing yet.
        name: Name of a pod or deployment, instead of a job.
        namespace: Namespace of that.
        cluster_name: The cluster; the server always needs it.
        read_from_tail: Whether the end is kept when there is more than the limits; default: the beginning.
        line_limit: Lines at most, 1 to 1000000; default: 1000.
        size_limit: Bytes at most: ``"100M"`` (default), up to ``"1G"``.
        type: ``pod`` or ``deployment``.
        framework: Framework of the job.

    Returns:
        ``(True, {'eventList': list of strings, 'logs': list of LogInfoByLimit})``, or ``(False, message)``.
    """
    return request(api.show_job_log, locals()).reads(
        partial(_job_log, int(line_limit or LOG_LINE_LIMIT), size_limit or LOG_SIZE_LIMIT)
    )


def _run_log(page_size: int, page_no: int, answer: dict[str, Any]) -> RunLog:
    page = {"runid": answer["runID"], "pagesize": page_size, "pageno": page_no}
    tasks = [
        evolve(LogInfo.from_json(task), jobid=job["jobID"], **page)
        for job in answer["runLog"] or ()
        for task in job.get("taskList") or ()
    ]
    return RunLog(tasks, answer.get("submitLog") or "")


def _job_log(line_limit: int, size_limit: str, answer: dict[str, Any]) -> JobLog:
    job = {"job_id": answer["jobID"], "name": answer.get("name") or ""}
    logs = [
        evolve(LogInfoByLimit.from_json(task), line_limit=line_limit, size_limit=size_limit, **job)
        for task in answer.get("taskList") or ()
    ]
    return {"eventList": list(answer.get("eventList") or ()), "logs": logs}
