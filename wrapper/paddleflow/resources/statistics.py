"""Statistics: what jobs use, and how long queues used their cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from paddleflow._arguments import strings
from paddleflow._operation import Call, operation, request
from paddleflow.errors import InvalidArgument
from paddleflow.info import Info, as_datetime, each, field
from paddleflow_api.api import statistics as api


class StatisticsJobInfo(Info, model="JobStatistics"):
    """What a job uses on average (manual: 统计信息获取).

    Attributes:
        metrics_info: Values by name of the metric: ``{"cpu_usage_rate": "25.00%"}``.
    """

    metrics_info: dict[str, str] = field(factory=dict)


class TaskInfo(Info, model="MetricSeries"):
    """One metric of a task over time (manual: 统计信息详情获取).

    Attributes:
        metric: Name of the metric.
        values: List of ``[timestamp in seconds, value]``.
    """

    metric: str
    values: list[list[float]] = field(factory=list, repr=False)


class TaskStatistics(Info, model="TaskStatistics"):
    """The metrics of one task over time (manual: 统计信息详情获取, there called ``Result``).

    Attributes:
        task_name: Name of the task.
        task_info: List of TaskInfo, one a metric.
    """

    task_name: str
    task_info: list[TaskInfo] = field(factory=list, read=each(TaskInfo), repr=False)


class StatisticsJobDetailInfo(Info, model="JobDetailStatistics"):
    """What a job used over time (manual: 统计信息详情获取).

    Attributes:
        result: List of TaskStatistics, one a task.
        truncated: Whether something was left out.
    """

    result: list[TaskStatistics] = field(factory=list, read=each(TaskStatistics))
    truncated: bool = False


class CardTimeJobInfo(Info, model="CardTimeJob"):
    """How long a job used cards.

    Attributes:
        job_id: Identifier.
        card_time: Hours.
        create_time: ``YYYY-MM-DD hh:mm:ss``.
        start_time: ``YYYY-MM-DD hh:mm:ss``.
        finish_time: ``YYYY-MM-DD hh:mm:ss``.
        device_count: Number of cards.
    """

    job_id: str
    card_time: float = 0
    create_time: str = ""
    start_time: str = ""
    finish_time: str = ""
    device_count: int = 0

    create_datetime = as_datetime("create_time")
    start_datetime = as_datetime("start_time")
    finish_datetime = as_datetime("finish_time")


class CardTimeDetail(Info, model="CardTimeUser"):
    """How long a user's jobs used the cards of a queue.

    Attributes:
        user_name: Login name.
        job_info_list: List of CardTimeJobInfo.
        job_count: Number of jobs.
        total_card_time: Hours.
    """

    user_name: str
    job_info_list: list[CardTimeJobInfo] = field(factory=list, read=each(CardTimeJobInfo), repr=False)
    job_count: int = 0
    total_card_time: float = 0


class CardTimeResult(Info, model="CardTimeQueue"):
    """How long the cards of a queue were used.

    Attributes:
        queue_name: Name of the queue.
        card_time: Hours.
        device_type: Kind of card.
        detail: List of CardTimeDetail, one a user.
    """

    queue_name: str
    card_time: float = 0
    device_type: str = ""
    detail: list[CardTimeDetail] = field(factory=list, read=each(CardTimeDetail), repr=False)


class CardTimeInfo(Info, model="CardTimeResponse"):
    """How long the cards of queues were used.

    Attributes:
        data: List of CardTimeResult, one a queue.
    """

    data: list[CardTimeResult] = field(factory=list, read=each(CardTimeResult))


@operation("统计信息获取")
def get_statistics(jobid: str, runid: str | None = None) -> Call[StatisticsJobInfo]:
    """Show what a job uses on average.

    Args:
        jobid: Identifier of the job.
        runid: Not supported by the server: leave it out.

    Returns:
        ``(True, StatisticsJobInfo)``, or ``(False, message)``.
    """
    _no_run(runid)
    return request(api.show_statistics, {"jobid": jobid}).reads(StatisticsJobInfo.from_json)


@operation("统计信息详情获取")
def get_statistics_detail(
    jobid: str, runid: str | None = None, start: int | None = None, end: int | None = None, step: int | None = None
) -> Call[StatisticsJobDetailInfo]:
    """Show what a job used over time.

    Args:
        jobid: Identifier of the job.
        runid: Not supported by the server: leave it out.
        start: Start of the period, in seconds since 1970; default: the start of the job.
        end: End of the period, in seconds since 1970; default: the end of the job.
        step: Seconds between two values; default: 60.

    Returns:
        ``(True, StatisticsJobDetailInfo)``, or ``(False, message)``.
    """
    _no_run(runid)
    sent = {"jobid": jobid, "start": start, "end": end, "step": step}
    call = request(api.show_statistics_detail, sent).reads(StatisticsJobDetailInfo.from_json)
    if start and end and end < start:
        raise InvalidArgument("InvalidEnd", f"end must not be before start, which {end} is.")
    return call


@operation(official_sdk=True)
def get_cardtime_by_queue_name(
    queue_names: Sequence[str] | str, start_time: str | datetime, end_time: str | datetime
) -> Call[CardTimeInfo]:
    """Show how long the cards of queues were used. Queues that do not exist are left out.

    Args:
        queue_names: Names of the queues, a list; or one name.
        start_time: Start of the period, in UTC: ``"2026-01-01 00:00:00"`` or a datetime.
        end_time: End of the period, in UTC: ``"2026-02-01 00:00:00"`` or a datetime.

    Returns:
        ``(True, CardTimeInfo)``, or ``(False, message)``.
    """
    if not strings("queue_names", queue_names):
        raise InvalidArgument("InvalidQueueName", "queue_names must name a queue.")
    return request(api.query_card_time, locals()).reads(CardTimeInfo.from_json)


@operation()
def get_cardtime(queuename: str, start_time: str | datetime, end_time: str | datetime) -> Call[CardTimeInfo]:
    """Show how long the cards of one queue were used.

    Args:
        queuename: Name of the queue.
        start_time: Start of the period, in UTC: ``"2026-01-01 00:00:00"`` or a datetime.
        end_time: End of the period, in UTC: ``"2026-02-01 00:00:00"`` or a datetime.

    Returns:
        ``(True, CardTimeInfo)``, or ``(False, message)``.
    """
    return request(api.show_card_time, locals()).reads(CardTimeInfo.from_json)


def _no_run(runid: str | None) -> None:
    if runid not in (None, ""):
        raise InvalidArgument("InvalidRequest", "runid is not supported by the server yet: give a jobid alone.")
