"""What runs at this moment: jobs, the queues they are in, and what they ask for."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from paddleflow_emulator.engine.records import FINAL
from paddleflow_emulator.features.jobs.views import job_flavour
from paddleflow_emulator.storage.session import Session
from paddleflow_emulator.storage.tables import JobRow

from .capacity import Capacity
from .placement import flavour_capacity, flavour_views


@frozen
class ActiveJob:
    """A job that has not ended."""

    id: str
    queue: str
    takes: Capacity


def active_jobs(session: Session) -> list[ActiveJob]:
    """Return every job that has not ended, of runs and of their own."""
    flavours = flavour_views(session)
    rows = session.all(JobRow, "WHERE status NOT IN ? ORDER BY pk", [*FINAL])
    found = [(row, job_flavour(row, flavours)) for row in rows]
    return [ActiveJob(row.id, row.queue, flavour_capacity(asked)) for row, asked in found]


def used(jobs: Iterable[ActiveJob], queues: Iterable[str]) -> Capacity:
    """Return what the jobs in these queues ask for together."""
    names = set(queues)
    return sum((job.takes for job in jobs if job.queue in names), Capacity())
