"""Jobs: single pieces of work that are submitted to a queue, without a pipeline."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, Final

from attrs import field, frozen

from paddleflow._arguments import (
    filled,
    optional_number,
    optional_page_size,
    optional_text,
    optional_time,
    optional_words,
    path_id,
    text_map,
)
from paddleflow._constants import JOB_STATUSES
from paddleflow._listing import Listing, Markers, the_page
from paddleflow._operation import Call, operation, request
from paddleflow._text import shown
from paddleflow.errors import InvalidArgument
from paddleflow.info import Info, Model, Page, entries, moment, rows
from paddleflow_api import models
from paddleflow_api.api import job as api
from paddleflow_api.types import UNSET, Unset


@frozen(slots=False)
class SubmittedJobInfo(Info):
    """A piece of work in a queue. The present SDK calls it ``JobInfo`` too, like the step of a run.

    Attributes
    ----------
    job_id, job_name : identifier, ``job-`` and 16 hexadecimal digits, and name
    labels, annotations : texts by name
    username : owner
    queue, priority : where it is, and LOW, NORMAL or HIGH
    flavour, fs, extra_fs_list : size, file system and further ones, as dicts
    image, env, command, args_list, port : what runs
    extension_template : Kubernetes object that it is made from, as a dict
    framework : standalone, spark, mpi, tensorflow, pytorch, paddle, mxnet, ray or aitj
    member_list : its parts, each a dict
    status : init, pending, running, succeeded, failed, terminating, terminated, cancelled, skipped, ...
    message : what it is doing, or how it ended
    accept_time, start_time, finish_time : ``YYYY-MM-DD hh:mm:ss`` in the server's zone, empty when there is none
    runtime, distributed_runtime, workflow_runtime : where it runs, as a dict; only ``show_job`` tells
    limit_flavour : the most that it may use, as a dict
    """

    job_id: str
    job_name: str = ""
    labels: dict[str, str] = field(factory=dict)
    annotations: dict[str, str] = field(factory=dict)
    username: str = ""
    queue: str = ""
    priority: str = ""
    flavour: dict[str, Any] = field(factory=dict)
    fs: dict[str, Any] = field(factory=dict)
    extra_fs_list: list[dict[str, Any]] = field(factory=list)
    image: str = ""
    env: dict[str, str] = field(factory=dict)
    command: str = ""
    args_list: list[str] = field(factory=list)
    port: int = 0
    extension_template: dict[str, Any] = field(factory=dict)
    framework: str = ""
    member_list: list[dict[str, Any]] = field(factory=list)
    status: str = ""
    message: str = ""
    accept_time: str = ""
    start_time: str = ""
    finish_time: str = ""
    runtime: dict[str, Any] | None = None
    distributed_runtime: dict[str, Any] | None = None
    workflow_runtime: dict[str, Any] | None = None
    limit_flavour: dict[str, Any] = field(factory=dict)

    accept_datetime = moment("accept_time")
    start_datetime = moment("start_time")
    finish_datetime = moment("finish_time")

    @classmethod
    def of(cls, job: models.Job) -> SubmittedJobInfo:
        """Read what the server sent: a row of a list, or a whole job."""
        policy = job.scheduling_policy or models.JobSchedulingPolicy()
        return cls(
            job_id=job.id,
            job_name=job.name or "",
            labels=entries(job.labels),
            annotations=entries(job.annotations),
            username=job.user_name or "",
            queue=policy.queue or "",
            priority=policy.priority or "",
            flavour=_plain(job.flavour) or {},
            fs=_plain(job.fs) or {},
            extra_fs_list=[fs.to_dict() for fs in rows(job.extra_fs)],
            image=job.image or "",
            env=entries(job.env),
            command=job.command or "",
            args_list=list(rows(job.args)),
            port=job.port or 0,
            extension_template=entries(job.extension_template),
            framework=job.framework or "",
            member_list=[member.to_dict() for member in rows(job.members)],
            status=job.status or "",
            message=job.message or "",
            accept_time=job.accept_time or "",
            start_time=job.start_time or "",
            finish_time=job.finish_time or "",
            runtime=_plain(job.runtime),
            distributed_runtime=_plain(job.distributed_runtime),
            workflow_runtime=_plain(job.workflow_runtime),
            limit_flavour=_plain(job.limit_flavour) or {},
            model=job,
        )


@operation(jobtype="job_type")
def create_job(job_type: str, job_request: Mapping[str, Any]) -> Call[str]:
    """Submit a job to a queue.

    Parameters
    ----------
    job_type : ``single`` (one pod), ``distributed`` (several, of a framework) or ``workflow`` (of Argo)
    job_request : under the server's names, the queue among them:
        ``{"schedulingPolicy": {"queue": "q"}, "image": "busybox:1", "command": "echo", "flavour": {"name": "small"}}``

    Returns
    -------
    (True, job id), or (False, message)

    Source: present SDK create_job; route create_single_job, create_distributed_job, create_workflow_job.
    """
    if job_type == "single":
        single = filled("job_request", job_request, models.CreateSingleJobRequest, "InvalidJobRequest")
        _queue(single.scheduling_policy)
        return request(api.create_single_job, body=single).to(lambda answer: answer.id)
    if job_type == "distributed":
        distributed = filled("job_request", job_request, models.CreateDistributedJobRequest, "InvalidJobRequest")
        _queue(distributed.scheduling_policy)
        return request(api.create_distributed_job, body=distributed).to(lambda answer: answer.id)
    if job_type == "workflow":
        workflow = filled("job_request", job_request, models.CreateWorkflowJobRequest, "InvalidJobRequest")
        _queue(workflow.scheduling_policy)
        return request(api.create_workflow_job, body=workflow).to(lambda answer: answer.id)
    raise InvalidArgument("InvalidJobType", f"job_type must be single, distributed or workflow, not {shown(job_type)}.")


@operation(job_id="jobid")
def show_job(jobid: str) -> Call[SubmittedJobInfo]:
    """Show a job.

    Parameters
    ----------
    jobid : identifier

    Returns
    -------
    (True, SubmittedJobInfo), or (False, message)

    Source: present SDK show_job; route show_job.
    """
    return request(api.show_job, path_id("jobid", jobid, "InvalidJobID")).to(SubmittedJobInfo.of)


@operation(max_keys="maxkeys", maxsize="maxkeys")
def list_job(
    status: str | None = None,
    timestamp: int | None = None,
    start_time: str | datetime | None = None,
    queue: str | None = None,
    labels: Mapping[str, str] | None = None,
    maxkeys: int | None = None,
    marker: str | None = None,
) -> Call[Page[SubmittedJobInfo]]:
    """List jobs, steps of runs among them. Root sees everybody's, others their own.

    The newest come first; up to v0.14.6 of the server the oldest do.

    Parameters
    ----------
    status : only those of this status
    timestamp : only those that were last changed at this time or later, as seconds since 1970
    start_time : only those that began at this time or later, in UTC: ``"2026-01-01 00:00:00"`` or a datetime
    queue : only those of this queue
    labels : only those with all of these labels; the server finds none whatever it is asked
    maxkeys : rows of the page, 1 to 1000; default: the server's 50
    marker : where the page starts; where the newest come first, it leads to newer jobs again: use `iter_jobs`

    Returns
    -------
    (True, list of SubmittedJobInfo with ``next_marker`` and ``truncated``), or (False, message)

    Source: present SDK list_job; route list_job.
    """
    wanted = text_map("labels", labels)
    return request(
        api.list_job,
        status=optional_words("status", status, JOB_STATUSES, several=False),
        timestamp=optional_number("timestamp", timestamp),
        start_time=optional_time("start_time", start_time, zone=UTC),
        queue=optional_text("queue", queue, "InvalidQueueName"),
        labels=UNSET if isinstance(wanted, Unset) else json.dumps(wanted.to_dict(), ensure_ascii=False),
        max_keys=optional_page_size("maxkeys", maxkeys),
        marker=optional_text("marker", marker),
    ).to(_page)


@operation(job_id="jobid")
def update_job(
    jobid: str,
    priority: str | None = None,
    labels: Mapping[str, str] | None = None,
    annotations: Mapping[str, str] | None = None,
) -> Call[None]:
    """Change a job that has not ended. What is None stays.

    Parameters
    ----------
    jobid : identifier
    priority : VERY_LOW, LOW, NORMAL, HIGH or VERY_HIGH
    labels, annotations : texts by name

    Returns
    -------
    (True, None), or (False, message)

    Source: present SDK update_job; route update_job.
    """
    return request(
        api.update_job,
        path_id("jobid", jobid, "InvalidJobID"),
        action=models.JobAction.MODIFY,
        body=models.UpdateJobRequest(
            priority=optional_text("priority", priority),
            labels=text_map("labels", labels),
            annotations=text_map("annotations", annotations),
        ),
    ).done()


@operation(job_id="jobid")
def stop_job(jobid: str) -> Call[None]:
    """Stop a job.

    Parameters
    ----------
    jobid : identifier

    Returns
    -------
    (True, None) as soon as the server has taken the request, or (False, message)

    Source: present SDK stop_job; route update_job.
    """
    return request(api.update_job, path_id("jobid", jobid, "InvalidJobID"), action=models.JobAction.STOP).done()


@operation(job_id="jobid")
def delete_job(jobid: str) -> Call[None]:
    """Delete a job that has ended.

    Parameters
    ----------
    jobid : identifier

    Returns
    -------
    (True, None), or (False, message)

    Source: present SDK delete_job; route delete_job.
    """
    return request(api.delete_job, path_id("jobid", jobid, "InvalidJobID")).done()


def _queue(policy: models.JobSchedulingPolicy | Unset) -> None:
    if isinstance(policy, Unset) or not policy.queue:
        raise InvalidArgument("InvalidJobRequest", "job_request must name a queue in its scheduling policy.")


def _plain(model: Model | Unset) -> dict[str, Any] | None:
    return None if isinstance(model, Unset) else model.to_dict()


def _page(answer: models.ListJobResponse) -> Page[SubmittedJobInfo]:
    return Page([SubmittedJobInfo.of(row) for row in answer.job_list], answer.next_marker, answer.is_truncated)


JOBS: Final = Listing(list_job, the_page, attrgetter("job_id"), Markers.JOBS)
