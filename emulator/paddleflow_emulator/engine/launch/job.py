"""One job from its start to its end: brings its files in, watches its process, and brings its files back."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import TypeAlias

from paddleflow_emulator.engine.cancel import first_of
from paddleflow_emulator.engine.interface import JobSpec, Launcher, Process
from paddleflow_emulator.engine.records import Status, job_end

from .mounts import bring_back, bring_in

GRACE = 2.0
"""Seconds between SIGTERM and SIGKILL."""

Report: TypeAlias = Callable[[Status, str, str], None]
"""Called with a job's new status, its message, and the identity of its process as long as one may be alive."""


async def run_job(
    launcher: Launcher, job: JobSpec, report: Report, *cancelled: asyncio.Event, what: str, grace: float = GRACE
) -> None:
    """Run a job to its end.

    Args:
        launcher: Starts it.
        job: What to run.
        report: Told of each change, at last of a final status.
        *cancelled: End the job as soon as one of them is set.
        what: Names the job in the message when it cannot be started.
        grace: Seconds between SIGTERM and SIGKILL.
    """
    try:
        await bring_in(job.volumes, *cancelled)
        process = await _start(launcher, job, *cancelled)
    except OSError as error:
        report("failed", f"start {what} failed: [{error}]", "")
        return
    if process is None:
        report("terminated", "job is terminated", "")
        return
    try:
        await _watch(process, launcher.remark(job.image), job, report, cancelled, grace)
    except BaseException:
        # An internal error, e.g. of the database: the process would be left to itself.
        await process.end(grace=0)
        raise


async def _start(launcher: Launcher, job: JobSpec, *cancelled: asyncio.Event) -> Process | None:
    """Start a job; return None when it is cancelled before it has started, e.g. while its image is fetched.

    Raises:
        OSError: It cannot be started.
    """
    starting = asyncio.ensure_future(launcher.start(job))
    await first_of(asyncio.shield(starting), *(event.wait() for event in cancelled))
    if not starting.done():
        starting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        return await starting
    return None


async def _watch(
    process: Process, remark: str, job: JobSpec, report: Report, cancelled: tuple[asyncio.Event, ...], grace: float
) -> None:
    if not any(event.is_set() for event in cancelled):
        report("running", f"job is running{remark}", process.identity)
    waiting = asyncio.ensure_future(process.wait())
    await first_of(asyncio.shield(waiting), *(event.wait() for event in cancelled))
    if waiting.done():
        status, message = job_end(job.name, waiting.result())
    else:
        report("terminating", f"job is terminating.{remark}", process.identity)
        await process.end(grace)
        await waiting
        status, message = "terminated", "job is terminated"
    status, message = await bring_back(job.volumes, status, f"{message}{remark}")
    report(status, message, "")
