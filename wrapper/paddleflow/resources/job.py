"""Jobs: single pieces of work that are submitted to a queue, without a pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from paddleflow._arguments import words
from paddleflow._listing import Listing, Markers, page_of
from paddleflow._operation import Call, operation, request
from paddleflow.errors import InvalidArgument
from paddleflow.info import Info, Page, as_datetime, field
from paddleflow_api.api import job as api


class SubmittedJobInfo(Info, model="Job"):
    """A piece of work in a queue. The official SDK calls it ``JobInfo`` too, like the step of a run.

    Attributes:
        job_id: Identifier, ``job-`` and 16 hexadecimal digits.
        job_name: Name.
        labels: Labels by name.
        annotations: Annotations by name.
        username: Owner.
        queue: Queue that it is in.
        priority: LOW, NORMAL or HIGH.
        flavour: Size, as a dict.
        fs: File system, as a dict.
        extra_fs_list: Further file systems, as dicts.
        image: Container image.
        env: Environment variables by name.
        command: Shell command.
        args_list: Arguments of the command.
        port: Port that it listens at.
        extension_template: Kubernetes object that it is made from, as a dict.
        framework: Standalone, spark, mpi, tensorflow, pytorch, paddle, mxnet, ray or aitj.
        member_list: Its parts, each a dict.
        status: One of init, pending, running, succeeded, failed, terminating, terminated, cancelled, skipped,
            preempting, preempted.
        message: What it is doing, or how it ended.
        accept_time: When it was accepted, ``YYYY-MM-DD hh:mm:ss`` in the server's zone; empty when there is no time.
        start_time: When it began, ``YYYY-MM-DD hh:mm:ss`` in the server's zone; empty when there is no time.
        finish_time: When it ended, ``YYYY-MM-DD hh:mm:ss`` in the server's zone; empty when there is no time.
        runtime: Where it runs, as a dict; only ``show_job`` fills it.
        distributed_runtime: Where its members run, as a dict; only ``show_job`` fills it.
        workflow_runtime: Where its workflow runs, as a dict; only ``show_job`` fills it.
        limit_flavour: The most that it may use, as a dict.
    """

    job_id: str = field("id")
    job_name: str = field("name", default="")
    labels: dict[str, str] = field(repr=False, factory=dict)
    annotations: dict[str, str] = field(repr=False, factory=dict)
    username: str = field("user_name", default="")
    queue: str = field("scheduling_policy.queue", default="")
    priority: str = field("scheduling_policy.priority", default="", repr=False)
    flavour: dict[str, Any] = field(repr=False, factory=dict)
    fs: dict[str, Any] = field(repr=False, factory=dict)
    extra_fs_list: list[dict[str, Any]] = field("extra_fs", factory=list, repr=False)
    image: str = field(default="", repr=False)
    env: dict[str, str] = field(repr=False, factory=dict)
    command: str = field(default="", repr=False)
    args_list: list[str] = field("args", factory=list, repr=False)
    port: int = field(default=0, repr=False)
    extension_template: dict[str, Any] = field(repr=False, factory=dict)
    framework: str = field(default="", repr=False)
    member_list: list[dict[str, Any]] = field("members", factory=list, repr=False)
    status: str = ""
    message: str = ""
    accept_time: str = ""
    start_time: str = ""
    finish_time: str = ""
    runtime: dict[str, Any] | None = field(default=None, repr=False)
    distributed_runtime: dict[str, Any] | None = field(default=None, repr=False)
    workflow_runtime: dict[str, Any] | None = field(default=None, repr=False)
    limit_flavour: dict[str, Any] = field(repr=False, factory=dict)

    accept_datetime = as_datetime("accept_time")
    start_datetime = as_datetime("start_time")
    finish_datetime = as_datetime("finish_time")


@operation(official_sdk=True)
def create_job(job_type: str, job_request: Mapping[str, Any]) -> Call[str]:
    """Submit a job to a queue.

    Args:
        job_type: ``single`` (one pod), ``distributed`` (several, of a framework) or ``workflow`` (of Argo).
        job_request: Under the server's names, the queue among them:
            ``{"schedulingPolicy": {"queue": "q"}, "image": "busybox", "command": "ls", "flavour": {"name": "small"}}``.

    Returns:
        ``(True, job id)``, or ``(False, message)``.
    """
    types: dict[str, Any] = {
        "single": api.create_single_job,
        "distributed": api.create_distributed_job,
        "workflow": api.create_workflow_job,
    }
    endpoint = types[words("job_type", job_type, known=types, several=False)]
    call = request(endpoint, {"job_request": job_request}, body="job_request")
    if not (job_request.get("schedulingPolicy") or {}).get("queue"):
        raise InvalidArgument("InvalidJobRequest", "job_request must name a queue in its scheduling policy.")
    return call.reads(lambda answer: answer["id"])


@operation(official_sdk=True)
def show_job(jobid: str) -> Call[SubmittedJobInfo]:
    """Show a job.

    Args:
        jobid: Identifier.

    Returns:
        ``(True, SubmittedJobInfo)``, or ``(False, message)``.
    """
    return request(api.show_job, locals()).reads(SubmittedJobInfo.from_json)


@operation(official_sdk=True, listing=Listing("iter_jobs", SubmittedJobInfo, key="job_id", markers=Markers.JOBS))
def list_job(
    status: str | None = None,
    timestamp: int | None = None,
    start_time: str | datetime | None = None,
    queue: str | None = None,
    labels: Mapping[str, str] | None = None,
    maxkeys: int | None = None,
    marker: str | None = None,
) -> Call[Page[SubmittedJobInfo]]:
    """List jobs, steps of runs among them. Root sees all of them, other users their own.

    The newest come first; up to v0.14.6 of the server the oldest do.

    Args:
        status: Only those of this status.
        timestamp: Only those that were last changed at this time or later, as seconds since 1970.
        start_time: Only those that began at this time or later, in UTC: ``"2026-01-01 00:00:00"`` or a datetime.
        queue: Only those of this queue.
        labels: Only those with all of these labels; the server finds none whatever it is asked.
        maxkeys: Rows of the page, 1 to 1000; default: the server's 50.
        marker: Where the page starts; where the newest come first, it leads to newer jobs again: use `iter_jobs`.

    Returns:
        ``(True, list of SubmittedJobInfo with next_marker and truncated)``, or ``(False, message)``.
    """
    return request(api.list_job, locals()).reads(page_of("jobList", SubmittedJobInfo))


@operation(official_sdk=True)
def update_job(
    jobid: str,
    priority: str | None = None,
    labels: Mapping[str, str] | None = None,
    annotations: Mapping[str, str] | None = None,
) -> Call[None]:
    """Change a job that has not ended. What is left out keeps its value.

    Args:
        jobid: Identifier.
        priority: VERY_LOW, LOW, NORMAL, HIGH or VERY_HIGH.
        labels: Labels by name.
        annotations: Annotations by name.
    """
    return request(api.update_job, locals() | {"action": "modify"})


@operation(official_sdk=True)
def stop_job(jobid: str) -> Call[None]:
    """Stop a job.

    Args:
        jobid: Identifier.

    Returns:
        ``(True, None)`` as soon as the server has taken the request, or ``(False, message)``.
    """
    return request(api.update_job, locals() | {"action": "stop"})


@operation(official_sdk=True)
def delete_job(jobid: str) -> Call[None]:
    """Delete a job that has ended.

    Args:
        jobid: Identifier.
    """
    return request(api.delete_job, locals())
