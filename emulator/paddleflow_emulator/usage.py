"""What runs at this moment: jobs, the queues they are in, and what their flavours say that they take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import frozen
from sqlalchemy import select
from sqlalchemy.orm import Session

from .capacity import Capacity
from .places import DEFAULT_QUEUE
from .store import FINAL_RUN
from .tables import FlavourRow, RecordRow, RunRow

_ACTIVE = ("init", "pending", "running", "terminating")


@frozen
class ActiveJob:
    """A job that has not ended."""

    id: str
    queue: str
    takes: Capacity


def active_jobs(session: Session) -> list[ActiveJob]:
    """Give every job that has not ended."""
    flavours = {row.name: _capacity(row) for row in session.scalars(select(FlavourRow))}
    chosen = (
        select(RecordRow.job_id, RecordRow.data["env"])
        .join(RunRow, RunRow.id == RecordRow.run_id)
        .where(RunRow.status.not_in(FINAL_RUN), RecordRow.job_id != "")
        .where(RecordRow.data["status"].as_string().in_(_ACTIVE))
        .order_by(RecordRow.pk)
    )
    return [_job(job_id, env, flavours) for job_id, env in session.execute(chosen)]


def used(jobs: Iterable[ActiveJob], queues: Iterable[str]) -> Capacity:
    """Give what the jobs in these queues take together."""
    names = set(queues)
    return sum((job.takes for job in jobs if job.queue in names), Capacity())


def _job(job_id: str, env: dict[str, Any], flavours: dict[str, Capacity]) -> ActiveJob:
    takes = flavours.get(env.get("PF_JOB_FLAVOUR", ""), Capacity())
    return ActiveJob(job_id, env.get("PF_JOB_QUEUE_NAME") or DEFAULT_QUEUE, takes)


def _capacity(row: FlavourRow) -> Capacity:
    return Capacity.read(row.cpu, row.mem, row.scalar_resources)
