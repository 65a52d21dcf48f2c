"""What jobs used, and how long cards were taken. Measured by `sampler`; there are no GPUs to measure here."""

from __future__ import annotations

import math
import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeAlias

import psutil
from attrs import frozen

from paddleflow_api.models import (
    CardTimeJob,
    CardTimeQueue,
    CardTimeRequest,
    CardTimeResponse,
    CardTimeUser,
    JobDetailStatistics,
    JobStatistics,
    MetricSeries,
    StringMap,
    TaskStatistics,
)
from paddleflow_api.types import Unset
from paddleflow_emulator.features.clusters.placement import flavour_views
from paddleflow_emulator.features.clusters.quantities import amount
from paddleflow_emulator.features.jobs.handlers import find_job
from paddleflow_emulator.features.jobs.step_rows import STANDALONE
from paddleflow_emulator.features.jobs.views import job_flavour
from paddleflow_emulator.http.errors import NO_CODE, ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import local_text, read_utc
from paddleflow_emulator.storage.session import Session
from paddleflow_emulator.storage.tables import JobRow

from .sampler import Sample, Series

METRICS: Mapping[str, str] = {
    "cpu_usage_rate": "%",
    "memory_usage_rate": "%",
    "memory_usage": "(Bytes)",
    "disk_usage": "(Bytes)",
    "net_receive_bytes": "(B/s)",
    "net_send_bytes": "(B/s)",
    "disk_read_rate": "(B/s)",
    "disk_write_rate": "(B/s)",
    "gpu_util": "%",
    "gpu_memory_util": "%",
    "gpu_memory_usage": "(Bytes)",
}
"""Metric to unit. Rates in percent are parts of 1 in series."""

_STEP = 60  # seconds
_SPAN = 600  # seconds of a job that has not ended
_MOST_VALUES = 1000
_GPU = "gpu"  # part of the names of resources that are cards
_UNFINISHED = "0001-01-01 00:00:00"

Flavours: TypeAlias = Mapping[str, Mapping[str, Any]]


@frozen
class _Usage:
    """A job's samples, and what its flavour says that is all of it."""

    series: Series
    cpus: float
    memory: float
    times: Sequence[float]

    def between(self, start: float, end: float) -> dict[str, float]:
        """Return every metric over a time span: the mean of the pieces in which something was measured.

        Args:
            start: Unix seconds; nothing was used where nothing was measured.
            end: Unix seconds.
        """
        covered, sums = 0.0, dict.fromkeys(METRICS, 0.0)
        first, last = bisect_left(self.times, start), bisect_right(self.times, end)
        for before, after in pairwise(self.series.samples[max(0, first - 1) : last + 1]):
            length = min(end, after.time) - max(start, before.time)
            if length > 0:
                covered += length
                for name, value in self._piece(before, after).items():
                    sums[name] += value * length
        return {name: value / covered if covered else 0.0 for name, value in sums.items()}

    def _piece(self, before: Sample, after: Sample) -> dict[str, float]:
        length = after.time - before.time
        return {
            "cpu_usage_rate": (after.cpu - before.cpu) / length / self.cpus,
            "memory_usage_rate": after.memory / self.memory,
            "memory_usage": after.memory,
            "disk_usage": after.disk,
            "net_receive_bytes": (after.received - before.received) / length,
            "net_send_bytes": (after.sent - before.sent) / length,
            "disk_read_rate": (after.read - before.read) / length,
            "disk_write_rate": (after.written - before.written) / length,
        }


@handler
def show_statistics(request: Request) -> JobStatistics:
    """Show what a job used on average; zeros before it has started."""
    row = find_job(request, "AccessDenied")
    means = _usage(request, row).between(0, math.inf)
    return JobStatistics(StringMap.from_dict({name: _text(means[name], unit) for name, unit in METRICS.items()}))


@handler
def show_statistics_detail(request: Request) -> JobDetailStatistics:
    """Show what a job used over time: the mean around every step up to now, 0 where it did not run."""
    start, end, step = request.number("start", 0), request.number("end", 0), request.number("step", _STEP)
    if start > end:
        raise ApiError("InvalidURI", f"start[{start}] is after end[{end}]: a start needs an end")
    row = find_job(request, "AccessDenied")
    if not start:
        if row.activated is None:
            return JobDetailStatistics([], truncated=False)
        start = int(row.activated.timestamp())
    end = end or (math.ceil(row.finished.timestamp()) if row.finished else start + _SPAN)
    end = min(end, math.ceil(request.now().timestamp()))
    moments = range(start, end + 1, step)
    usage = _usage(request, row)
    values = [usage.between(moment - step / 2, moment + step / 2) for moment in moments[:_MOST_VALUES]]
    series = [
        MetricSeries(name, [[moment, value[name]] for moment, value in zip(moments, values, strict=False)])
        for name in METRICS
    ]
    return JobDetailStatistics([TaskStatistics(row.id, series)], truncated=len(moments) > _MOST_VALUES)


@handler
def show_card_time(request: Request) -> CardTimeResponse:
    """Show how long the jobs of a queue took cards; any user may ask."""
    span = _span(request.text("startTime"), request.text("endTime"))
    return _card_time(request, [request.path["queueName"]], span)


@handler
def query_card_time(request: Request) -> CardTimeResponse:
    """Show it for several queues; those that are unknown are left out."""
    body = request.read(CardTimeRequest.from_dict)
    return _card_time(request, body.queue_names or [], _span(body.start_time, body.end_time))


# ------------------------------------------------------------------------------------------------------------- averages


def _usage(request: Request, row: JobRow) -> _Usage:
    """Return a job's samples. Its flavour is the whole, or the machine when it has none that can be read."""
    with request.database.read() as session:
        flavour = job_flavour(row, flavour_views(session)) if row.framework == STANDALONE else {}
    cpus = float(amount(flavour.get("cpu", "")) or 0) or float(os.cpu_count() or 1)
    memory = float(amount(flavour.get("mem", "")) or 0) or float(psutil.virtual_memory().total)
    series = request.services.sampler.series(row.id)
    return _Usage(series, cpus, memory, [sample.time for sample in series.samples])


def _text(value: float, unit: str) -> str:
    return f"{value * 100:.2f}%" if unit == "%" else f"{value:.2f}{unit}"


# ------------------------------------------------------------------------------------------------------------ card time


def _span(start: str, end: str) -> tuple[datetime, datetime]:
    """Read a time span in UTC as server-local times.

    Raises:
        ApiError: 500 without code and message, as the real server answers: missing, malformed, in the wrong order.
    """
    try:
        span = read_utc(start), read_utc(end)
    except (OverflowError, ValueError):
        raise ApiError(NO_CODE, "") from None
    if span[0] >= span[1]:
        raise ApiError(NO_CODE, "")
    return span


def _card_time(request: Request, names: Iterable[str], span: tuple[datetime, datetime]) -> CardTimeResponse:
    with request.database.read() as session:
        known = set(session.scalars("SELECT name FROM queues"))
        flavours = flavour_views(session)
        queues = [
            _queue(name, _jobs(session, name, span), flavours, (*span, request.now()))
            for name in dict.fromkeys(names)
            if name in known
        ]
    return CardTimeResponse(queues or None)


def _jobs(session: Session, queue: str, span: tuple[datetime, datetime]) -> Sequence[JobRow]:
    """Return the jobs of a queue that ran within a time span."""
    start, end = span
    ran = "WHERE queue = ? AND activated < ? AND (finished IS NULL OR finished >= ?) ORDER BY pk"
    return session.all(JobRow, ran, queue, end, start)


def _queue(
    name: str, rows: Sequence[JobRow], flavours: Flavours, span: tuple[datetime, datetime, datetime]
) -> CardTimeQueue:
    by_user: dict[str, list[CardTimeJob]] = {}
    for row in rows:
        by_user.setdefault(row.owner, []).append(_job(row, flavours, span))
    users = [CardTimeUser(user, jobs, len(jobs), _sum(job.card_time for job in jobs)) for user, jobs in by_user.items()]
    return CardTimeQueue(name, _sum(user.total_card_time for user in users), "", users or None)


def _job(row: JobRow, flavours: Flavours, span: tuple[datetime, datetime, datetime]) -> CardTimeJob:
    start, end, now = span
    cards = _cards(row, flavours)
    begun = max(start, row.activated or now)
    seconds = max(0.0, (min(end, row.finished or now) - begun).total_seconds())
    return CardTimeJob(
        job_id=row.id,
        card_time=math.floor(seconds / 3600 * cards * 100) / 100,
        create_time=local_text(row.accepted),
        start_time=local_text(row.activated),
        finish_time=local_text(row.finished) or _UNFINISHED,
        device_count=cards,
    )


def _cards(row: JobRow, flavours: Flavours) -> int:
    """Return how many cards the job's flavour names, whether they are here or not."""
    resources = job_flavour(row, flavours).get("scalarResources") or {}
    return int(sum(amount(text) or 0 for name, text in resources.items() if _GPU in name))


def _sum(hours: Iterable[float | Unset]) -> float:
    return round(sum(float(hour or 0) for hour in hours), 2)
