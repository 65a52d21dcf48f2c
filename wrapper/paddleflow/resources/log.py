"""Logs of runs."""

from __future__ import annotations

from attrs import frozen
from paddleflow_api import models
from paddleflow_api.api import log as api
from paddleflow_api.types import Unset

from paddleflow._arguments import choice, optional_text, path_id, whole_number
from paddleflow._constants import LOG_PAGE_SIZE
from paddleflow._operation import Call, operation, request
from paddleflow.info import Info, rows, words


@frozen
class LogInfo(Info):
    """A page of the log of one task (manual: 获取run任务下的运行日志).

    Attributes
    ----------
    runid, jobid, taskid : run, job in it, task in that
    has_next_page : whether another page follows
    truncated : whether something was left out
    pagesize, pageno : lines of a page, and which page it is, as asked for
    log_content : the lines
    """

    runid: str
    jobid: str = ""
    taskid: str = ""
    has_next_page: bool = False
    truncated: bool = False
    pagesize: int = LOG_PAGE_SIZE
    pageno: int = 1
    log_content: str = ""

    @classmethod
    def of(cls, run_id: str, job_id: str, task: models.TaskLogInfo, page_size: int, page_no: int) -> LogInfo:
        """Read what the server sent."""
        log = None if isinstance(task.log_info, Unset) else task.log_info
        return cls(
            runid=run_id,
            jobid=job_id,
            taskid=task.task_id,
            has_next_page=bool(log and log.has_next_page),
            truncated=bool(log and log.truncated),
            pagesize=page_size,
            pageno=page_no,
            log_content=log.log_content if log else "",
            model=task,
        )


class RunLog(list[LogInfo]):
    """What ``show_log`` gives: a list of LogInfo, one a task.

    Attributes
    ----------
    submit_log : what the server noted while it submitted the run
    """

    submit_log: str

    def __init__(self, tasks: list[LogInfo], submit_log: str = "") -> None:
        super().__init__(tasks)
        self.submit_log = submit_log


@operation(run_id="runid", job_id="jobid", page_size="pagesize", page_no="pageno", log_file_position="logfileposition")
def show_log(
    runid: str,
    jobid: str | None = None,
    pagesize: int = LOG_PAGE_SIZE,
    pageno: int = 1,
    logfileposition: str = "end",
) -> Call[RunLog]:
    """Show a page of the logs of a run.

    Parameters
    ----------
    runid : the run
    jobid : only this job of it
    pagesize : lines of a page, 1 to 100
    pageno : which page, from 1
    logfileposition : count the pages from the ``end`` (default) or the ``begin``

    Returns
    -------
    (True, list of LogInfo with ``submit_log``), or (False, message)

    Source: manual 获取run任务下的运行日志; route show_run_log.
    """
    size = whole_number(
        "pagesize", LOG_PAGE_SIZE if pagesize is None else pagesize, "InvalidParam", low=1, high=LOG_PAGE_SIZE
    )
    number = whole_number("pageno", 1 if pageno is None else pageno, "InvalidParam", low=1)
    position = choice("logfileposition", logfileposition or "end", models.LogPosition)

    def read(answer: models.GetRunLogResponse) -> RunLog:
        tasks = [
            LogInfo.of(answer.run_id, job.job_id, task, size, number)
            for job in rows(answer.run_log)
            for task in rows(job.task_list)
        ]
        return RunLog(tasks, words(answer.submit_log))

    return request(
        api.show_run_log,
        path_id("runid", runid, "InvalidRunID"),
        job_id=optional_text("jobid", jobid, "InvalidJobID"),
        page_size=size,
        page_no=number,
        log_file_position=position,
    ).to(read)
