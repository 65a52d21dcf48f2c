"""Waiting for what takes a while, and following it meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator
from typing import Any, Final, TypeVar

from attrs import evolve, frozen

from paddleflow._arguments import integer, path_id, string
from paddleflow._exchange import Emit, Exchange, Flow, Pause, Stream
from paddleflow._log_reader import LogLine, LogReader
from paddleflow._operation import Call, operation
from paddleflow._polling import Polling, backoff, is_transient
from paddleflow._statuses import JOB_FINAL, RUN_FINAL, SCHEDULE_FINAL
from paddleflow.errors import PaddleFlowSDKException, TimedOut
from paddleflow.resources.job import SubmittedJobInfo, show_job
from paddleflow.resources.run import DagInfo, JobInfo, RunInfo, named_components, show_run, steps
from paddleflow.resources.schedule import ScheduleInfo, show_schedule
from paddleflow.result import Failure

T = TypeVar("T")
Waited = TypeVar("Waited", RunInfo, SubmittedJobInfo, ScheduleInfo)

_HAS_RUN: Final = frozenset({"succeeded", "failed", "terminated"})


@frozen
class Change:
    """A run, or a component of one, has another state than before.

    Attributes:
        run_id: The run.
        name: The component: names from the outermost DAG on, with dots, ``-1`` and so on for the later copies of a
            loop; empty for the run itself.
        before: The state before; None for what is new.
        status: The state now.
        message: What it says about it.
        what: The RunInfo, DagInfo or JobInfo.
    """

    run_id: str
    name: str
    before: str | None
    status: str
    message: str
    what: RunInfo | DagInfo | JobInfo


@operation()
def wait_for_run(
    exchange: Exchange,
    run_id: str,
    timeout: float | None = None,
    interval: float = 5.0,
    callback: Callable[[RunInfo], object] | None = None,
    on_error: Callable[[PaddleFlowSDKException], object] | None = None,
) -> Flow[RunInfo]:
    """Wait until a run has ended, in whatever way.

    Args:
        exchange: That of the client.
        run_id: Identifier.
        timeout: Seconds to wait at most; default: no limit, unless the server is unavailable for ten minutes.
        interval: Longest interval between polls, in seconds; the first polls come sooner.
        callback: Called with the RunInfo after the first poll and whenever its status changes.
        on_error: Called with each failure after which it tries again: no answer came, or the server is busy or broken.

    Returns:
        ``(True, RunInfo)`` of the ended run, whose ``status`` says how; or ``(False, message)`` when it cannot be
            read, or has not ended in time.
    """
    polling = Polling(exchange.runtime, "wait_for_run", interval, timeout, on_error)
    return _wait(polling, show_run(run_id), RUN_FINAL, callback)


@operation()
def wait_for_job(
    exchange: Exchange,
    job_id: str,
    timeout: float | None = None,
    interval: float = 5.0,
    callback: Callable[[SubmittedJobInfo], object] | None = None,
    on_error: Callable[[PaddleFlowSDKException], object] | None = None,
) -> Flow[SubmittedJobInfo]:
    """Wait until a job has ended, in whatever way.

    Args:
        exchange: That of the client.
        job_id: Identifier.
        timeout: Seconds to wait at most; default: no limit, unless the server is unavailable for ten minutes.
        interval: Longest interval between polls, in seconds; the first polls come sooner.
        callback: Called with the job after the first poll and whenever its status changes.
        on_error: Called with each failure after which it tries again: no answer came, or the server is busy or broken.

    Returns:
        ``(True, SubmittedJobInfo)`` of the ended job, whose ``status`` says how; or ``(False, message)`` when it cannot
            be read, or has not ended in time.
    """
    polling = Polling(exchange.runtime, "wait_for_job", interval, timeout, on_error)
    return _wait(polling, show_job(job_id), JOB_FINAL, callback)


@operation()
def wait_for_schedule(
    exchange: Exchange,
    schedule_id: str,
    timeout: float | None = None,
    interval: float = 5.0,
    callback: Callable[[ScheduleInfo], object] | None = None,
    on_error: Callable[[PaddleFlowSDKException], object] | None = None,
) -> Flow[ScheduleInfo]:
    """Wait until a schedule has ended: it has no further run, or was stopped.

    Args:
        exchange: That of the client.
        schedule_id: Identifier.
        timeout: Seconds to wait at most; default: no limit, unless the server is unavailable for ten minutes.
        interval: Longest interval between polls, in seconds; the first polls come sooner.
        callback: Called with the schedule after the first poll and whenever its status changes.
        on_error: Called with each failure after which it tries again: no answer came, or the server is busy or broken.

    Returns:
        ``(True, ScheduleInfo)`` of the ended schedule; or ``(False, message)`` when it cannot be read, or has not ended
            in time.
    """
    call = show_schedule(schedule_id, max_keys=1).reads(ScheduleInfo.reader("GetScheduleResponse"))
    polling = Polling(exchange.runtime, "wait_for_schedule", interval, timeout, on_error)
    return _wait(polling, call, SCHEDULE_FINAL, callback)


@operation()
def watch_run(
    exchange: Exchange,
    run_id: str,
    interval: float = 2.0,
    on_error: Callable[[PaddleFlowSDKException], object] | None = None,
) -> Stream[Change]:
    """Follow a run: each new state of it and of its components, until it has ended.

    Transient failures are retried for up to ten minutes; any other one is raised.

    Args:
        exchange: That of the client.
        run_id: Identifier.
        interval: Longest interval between polls, in seconds; shorter while things change.
        on_error: Called with each failure after which it tries again: no answer came, or the server is busy or broken.

    Returns:
        An iterator over Change.
    """
    call = show_run(run_id).with_strings(
        lambda run: (text for each in states(run) for text in (each.name, each.status))
    )
    return _watch(Polling(exchange.runtime, "watch_run", interval, on_error=on_error), call)


def _watch(polling: Polling, call: Call[RunInfo]) -> Stream[Change]:
    known: dict[str, str] = {}
    pauses = backoff(polling.interval)
    while True:
        run = (yield from polling.ask(call)).unwrap()
        changes = [change for change in states(run) if known.get(change.name) != change.status]
        for change in changes:
            yield Emit(evolve(change, before=known.get(change.name)))
            known[change.name] = change.status
        if run.status in RUN_FINAL:
            return
        if changes:
            pauses = backoff(polling.interval)
        yield Pause(next(pauses))


@operation()
def follow_log(
    exchange: Exchange,
    runid: str,
    jobid: str | None = None,
    interval: float = 2.0,
    on_error: Callable[[PaddleFlowSDKException], object] | None = None,
    tail_lines: int | None = None,
    follow: bool = True,
) -> Stream[LogLine]:
    """Follow what the jobs of a run write, line by line, until it has ended.

    Transient failures are retried for up to ten minutes; any other one is raised. A server shows
    only the beginning and the end of a long log: where lines are missing, a LogLine with ``missing`` says so.

    Args:
        exchange: That of the client.
        runid: The run.
        jobid: Only this job of it.
        interval: Longest interval between polls, in seconds; shorter while lines arrive.
        on_error: Called with each failure after which it tries again: no answer came, or the server is busy or broken.
        tail_lines: Of what each job has written so far, only this many lines, the last ones; default: all.
        follow: Whether to go on until the run has ended; else this ends with what has been written so far.

    Returns:
        An iterator over LogLine; lines of one task come in their order.
    """
    path_id("runid", runid)
    only = None if jobid in (None, "") else string("jobid", jobid)
    tail = None if tail_lines is None else integer("tail_lines", tail_lines)
    polling = Polling(exchange.runtime, "follow_log", interval, on_error=on_error)
    return _follow(polling, runid, only, tail, follow=follow)


def _follow(polling: Polling, runid: str, only: str | None, tail: int | None, *, follow: bool) -> Stream[LogLine]:
    call = show_run(runid).with_strings(
        lambda run: (run.status, *(text for each in steps(run) for text in (each.jobId, each.status)))
    )
    readers: dict[str, LogReader] = {}
    pauses = backoff(polling.interval)
    while True:
        run = (yield from polling.ask(call)).unwrap()
        written, over = False, run.status in RUN_FINAL
        for step in steps(run):
            if not step.jobId or only not in (step.jobId, None):
                continue
            reader = readers.setdefault(step.jobId, LogReader(runid, step.jobId, step.step_name, polling))
            has_run = step.status in _HAS_RUN and bool(step.start_time) and not step.cache_run_id
            lines = reader.read(ended=over or step.status in JOB_FINAL, has_run=has_run)
            yield from lines if tail is None else _last(lines, tail)
            written |= reader.written
        if over or not follow:
            return
        tail = None
        if written:
            pauses = backoff(polling.interval)
        yield Pause(next(pauses))


def _last(stream: Stream[T], count: int) -> Stream[T]:
    """Emit only the last values of a stream."""
    values: deque[Emit[T]] = deque(maxlen=count)
    answer: Any = None
    while True:
        try:
            action = stream.send(answer)
        except StopIteration:
            yield from values
            return
        answer = None
        if isinstance(action, Emit):
            values.append(action)
        else:
            answer = yield action


def _wait(
    polling: Polling, call: Call[Waited], final: Collection[str], callback: Callable[[Waited], object] | None
) -> Flow[Waited]:
    call = call.with_strings(lambda waited: (waited.status,))
    pauses = backoff(polling.interval)
    known: str | None = None
    while True:
        result = yield from polling.ask(call)
        if result.error is not None:
            if polling.timeout is None or not is_transient(result.error.exception):
                return result
            text = f"the server is still unavailable after {polling.timeout:g} seconds: {result.error}"
            return Failure(TimedOut("Timeout", text))
        waited = result.unwrap()
        if callback is not None and waited.status != known:
            callback(waited)
        known = waited.status
        if known in final:
            return result
        if (left := polling.left) <= 0:
            text = f"it is still {known} after {polling.timeout:g} seconds, and goes on. timeout sets how long to wait."
            return Failure(TimedOut("Timeout", text))
        yield Pause(min(next(pauses), left))


def states(run: RunInfo) -> Iterator[Change]:
    """Return the state of each component of a run, and at last its own."""
    for name, component in named_components(run):
        message = component.message if isinstance(component, DagInfo) else component.job_message
        yield Change(run.run_id, name, None, component.status, message, component)
    yield Change(run.run_id, "", None, run.status, run.run_msg, run)
