"""Reading the log of a job to its end, while it grows and though the server shows only parts of a long one.

A real server shows the first 500,000 bytes of a task's log, or its last 5,000 lines, a hundred lines a page. So a log
is read from its beginning as far as that goes, then from its end back to the line that was read last.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from datetime import datetime
from typing import Any, Final

from attrs import define, field, frozen

from paddleflow._constants import LOG_PAGE_SIZE
from paddleflow._exchange import Action, Emit, Stream
from paddleflow._polling import Polling
from paddleflow.resources.log import LogInfo, RunLog, show_log
from paddleflow.result import Result

_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d))(?: |$)")
"""What Kubernetes puts before each line. Nine digits: what programs write by themselves has fewer."""

_HOLE: Final = "[lines are missing here: the server shows only the beginning and the end of a long log]"
_GONE: Final = "[lines may be missing here: the server has no log of this task any more]"
_NO_LOG: Final = "[lines may be missing here: the server has no log of this job]"


@frozen
class LogLine:
    """A line that a job has written.

    Attributes:
        jobid: The job that wrote it.
        taskid: The task of that job.
        text: The line, without its end and without the time that a cluster puts before it.
        time: When it was written, where the server tells: a cluster does, the embedded server does not.
        missing: Whether this is not a line of the log; its text says that lines are missing here.
        step_name: The step whose job wrote it.
    """

    jobid: str
    taskid: str
    text: str
    time: datetime | None = None
    missing: bool = False
    step_name: str = ""

    @classmethod
    def parse(cls, jobid: str, taskid: str, line: str, step_name: str = "") -> LogLine:
        """Read a line as the server shows it."""
        if found := _TIME.match(line):
            try:
                return cls(jobid, taskid, line[found.end() :], datetime.fromisoformat(found[1]), step_name=step_name)
            except ValueError:  # there is no such day
                pass
        return cls(jobid, taskid, line, step_name=step_name)


@define
class _Task:
    """How far the log of one task has been read."""

    taskid: str
    page: int = 1
    read: int = 0
    """How many lines of that page."""
    last: str | None = None
    """The line that was read last."""
    cut: str | None = None
    """The line at which the server cut off the beginning, perhaps half of it."""
    from_end: bool = False
    """Whether the beginning has been read as far as the server shows it."""


@define
class LogReader:
    """Emits the lines of a job's tasks that are new at each poll."""

    runid: str
    jobid: str
    step_name: str
    polling: Polling
    finished: bool = False
    """Whether the last poll is over."""
    written: bool = False
    """Whether the latest poll has found a new line."""
    _tasks: list[_Task] = field(factory=list)
    _pages: dict[tuple[int, str], dict[str, LogInfo]] = field(factory=dict)
    """What this poll has asked for: each page has lines of all tasks."""

    def read(self, *, ended: bool, has_run: bool) -> Stream[LogLine]:
        """Emit the lines that are new.

        Args:
            ended: Whether the job has ended, so that this is the last poll.
            has_run: Whether the job has run, so that there should be a log.
        """
        self.written = False
        if self.finished:
            return
        self._pages.clear()
        if not self._tasks:
            yield from self._page(1, "begin")
        for task in self._tasks:  # which grows when a page has a new task
            if not task.from_end:
                yield from self._read_beginning(task, ended)
            if task.from_end:
                yield from self._read_end(task, ended)
        if ended and has_run and not self._tasks:
            yield self._gap("", _NO_LOG)
        self.finished = ended

    def _read_beginning(self, task: _Task, ended: bool) -> Stream[LogLine]:
        more = True
        while more and not task.from_end:
            log = (yield from self._page(task.page, "begin")).get(task.taskid)
            if log is None:
                if ended:
                    yield self._gap(task.taskid, _GONE)
                break
            for line in self._new_lines(task, log, ended):
                yield self._line(task.taskid, line)
            more = log.has_next_page
            if more and log.truncated:
                yield self._gap(task.taskid, _HOLE)

    def _new_lines(self, task: _Task, log: LogInfo, ended: bool) -> list[str]:
        lines = _lines(log.log_content)
        if task.read:
            same = len(lines) >= task.read and lines[task.read - 1] == task.last
        else:
            same = bool(lines) or task.page == 1
        if not same:  # the cluster has begun a new log
            task.from_end = True
            return []
        if log.truncated and not log.has_next_page:
            task.from_end = True
            task.cut = lines.pop() if len(lines) > task.read else None
        elif not ended and not log.has_next_page and lines and not log.log_content.endswith("\n"):
            lines.pop()  # perhaps only half of it is written
        new = lines[task.read :]
        task.read = len(lines)
        task.last = lines[-1] if lines else task.last
        if log.has_next_page:
            task.page, task.read = task.page + 1, 0
        return new

    def _read_end(self, task: _Task, ended: bool) -> Stream[LogLine]:
        lines: list[str] = []
        page, more = 1, True
        while more and not (lines and task.last in lines):
            log = (yield from self._page(page, "end")).get(task.taskid)
            if log is None:
                break
            lines = _before(lines, _lines(log.log_content)) + lines
            page, more = page + 1, log.has_next_page
        if not lines:
            if ended:
                yield self._gap(task.taskid, _GONE)
            return
        new, hole = _after(lines, task)
        if hole:
            if task.cut and _TIME.match(task.cut):
                yield self._line(task.taskid, task.cut)
            yield self._gap(task.taskid, _HOLE)
        for line in new:
            yield self._line(task.taskid, line)
        task.last, task.cut = lines[-1], None

    def _line(self, taskid: str, line: str) -> Emit[LogLine]:
        self.written = True
        return Emit(LogLine.parse(self.jobid, taskid, line, self.step_name))

    def _gap(self, taskid: str, text: str) -> Emit[LogLine]:
        """Say that lines are missing."""
        return Emit(LogLine(self.jobid, taskid, text, missing=True, step_name=self.step_name))

    def _page(self, page: int, position: str) -> Generator[Action, Any, dict[str, LogInfo]]:
        """Return a page of each task's log, by task."""
        if (page, position) not in self._pages:
            call = show_log(self.runid, self.jobid, LOG_PAGE_SIZE, page, position).with_strings(
                lambda log: (text for each in log for text in (each.jobid, each.taskid, each.log_content))
            )
            result: Result[RunLog] = yield from self.polling.ask(call)
            shown = {log.taskid: log for log in result.unwrap() if log.jobid == self.jobid}
            self._pages[page, position] = shown
            self._tasks += [_Task(taskid) for taskid in shown if taskid not in {task.taskid for task in self._tasks}]
        return self._pages[page, position]


def _lines(content: str) -> list[str]:
    """Return the lines of a page: line feeds alone end one, as on the server."""
    lines = content.split("\n")
    if not lines[-1]:
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def _before(lines: list[str], page: list[str]) -> list[str]:
    """Return the lines of a page before these: when the log has grown meanwhile, the page has some of these, too."""
    if not lines or not page:
        return page
    if lines[0] in page:
        return page[: page.index(lines[0])]
    first, begin = _TIME.match(page[0]), _TIME.match(lines[0])
    return [] if first and begin and first[1] > begin[1] else page


def _after(lines: list[str], task: _Task) -> tuple[list[str], bool]:
    """Return what follows the line that was read last, and whether lines are missing in between."""
    if task.last in lines:
        place = len(lines) - lines[::-1].index(task.last)
        return lines[place:], False
    if task.cut and _TIME.match(task.cut):
        for place, line in enumerate(lines):
            if line.startswith(task.cut):
                return lines[place:], False
    return lines, True
