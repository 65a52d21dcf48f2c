"""Statistics: what jobs use, and how long queues used their cards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import field, frozen

from paddleflow._arguments import optional_number, path_id, texts, utc_time
from paddleflow._operation import Call, operation, request
from paddleflow.errors import InvalidArgument
from paddleflow.info import Info, entries, moment, rows
from paddleflow_api import models
from paddleflow_api.api import statistics as api


@frozen(slots=False)
class StatisticsJobInfo(Info):
    """What a job uses on average (manual: 统计信息获取).

    Attributes
    ----------
    metrics_info : texts by name of the metric: ``{"cpu_usage_rate": "25.00%"}``
    """

    metrics_info: dict[str, str] = field(factory=dict)

    @classmethod
    def of(cls, statistics: models.JobStatistics) -> StatisticsJobInfo:
        """Read what the server sent."""
        return cls(entries(statistics.metrics_info), model=statistics)


@frozen(slots=False)
class TaskInfo(Info):
    """One metric of a task over time (manual: 统计信息详情获取).

    Attributes
    ----------
    metric : name of the metric
    values : list of ``[timestamp in seconds, value]``
    """

    metric: str
    values: list[list[float]] = field(factory=list)

    @classmethod
    def of(cls, series: models.MetricSeries) -> TaskInfo:
        """Read what the server sent."""
        return cls(series.metric, [list(sample) for sample in rows(series.values)], model=series)


@frozen(slots=False)
class TaskStatistics(Info):
    """The metrics of one task over time (manual: 统计信息详情获取, there called ``Result``).

    Attributes
    ----------
    task_name : name of the task
    task_info : list of TaskInfo, one a metric
    """

    task_name: str
    task_info: list[TaskInfo] = field(factory=list)

    @classmethod
    def of(cls, task: models.TaskStatistics) -> TaskStatistics:
        """Read what the server sent."""
        return cls(task.task_name, [TaskInfo.of(series) for series in rows(task.task_info)], model=task)


@frozen(slots=False)
class StatisticsJobDetailInfo(Info):
    """What a job used over time (manual: 统计信息详情获取).

    Attributes
    ----------
    result : list of TaskStatistics, one a task
    truncated : whether something was left out
    """

    result: list[TaskStatistics] = field(factory=list)
    truncated: bool = False

    @classmethod
    def of(cls, statistics: models.JobDetailStatistics) -> StatisticsJobDetailInfo:
        """Read what the server sent."""
        return cls(
            [TaskStatistics.of(task) for task in statistics.result], bool(statistics.truncated), model=statistics
        )


@frozen(slots=False)
class CardTimeJobInfo(Info):
    """How long a job used cards.

    Attributes
    ----------
    job_id : identifier
    card_time : hours
    create_time, start_time, finish_time : ``YYYY-MM-DD hh:mm:ss``
    device_count : number of cards
    """

    job_id: str
    card_time: float = 0
    create_time: str = ""
    start_time: str = ""
    finish_time: str = ""
    device_count: int = 0

    create_datetime = moment("create_time")
    start_datetime = moment("start_time")
    finish_datetime = moment("finish_time")

    @classmethod
    def of(cls, job: models.CardTimeJob) -> CardTimeJobInfo:
        """Read what the server sent."""
        return cls(
            job_id=job.job_id,
            card_time=job.card_time or 0,
            create_time=job.create_time or "",
            start_time=job.start_time or "",
            finish_time=job.finish_time or "",
            device_count=job.device_count or 0,
            model=job,
        )


@frozen(slots=False)
class CardTimeDetail(Info):
    """How long a user's jobs used the cards of a queue.

    Attributes
    ----------
    user_name : login name
    job_info_list : list of CardTimeJobInfo
    job_count : number of jobs
    total_card_time : hours
    """

    user_name: str
    job_info_list: list[CardTimeJobInfo] = field(factory=list)
    job_count: int = 0
    total_card_time: float = 0

    @classmethod
    def of(cls, user: models.CardTimeUser) -> CardTimeDetail:
        """Read what the server sent."""
        return cls(
            user_name=user.user_name,
            job_info_list=[CardTimeJobInfo.of(job) for job in rows(user.job_info_list)],
            job_count=user.job_count or 0,
            total_card_time=user.total_card_time or 0,
            model=user,
        )


@frozen(slots=False)
class CardTimeResult(Info):
    """How long the cards of a queue were used.

    Attributes
    ----------
    queue_name : name of the queue
    card_time : hours
    device_type : kind of card
    detail : list of CardTimeDetail, one a user
    """

    queue_name: str
    card_time: float = 0
    device_type: str = ""
    detail: list[CardTimeDetail] = field(factory=list)

    @classmethod
    def of(cls, queue: models.CardTimeQueue) -> CardTimeResult:
        """Read what the server sent."""
        return cls(
            queue_name=queue.queue_name,
            card_time=queue.card_time or 0,
            device_type=queue.device_type or "",
            detail=[CardTimeDetail.of(user) for user in rows(queue.detail)],
            model=queue,
        )


@frozen(slots=False)
class CardTimeInfo(Info):
    """How long the cards of queues were used.

    Attributes
    ----------
    data : list of CardTimeResult, one a queue
    """

    data: list[CardTimeResult] = field(factory=list)

    @classmethod
    def of(cls, answer: models.CardTimeResponse) -> CardTimeInfo:
        """Read what the server sent."""
        return cls([CardTimeResult.of(queue) for queue in rows(answer.data)], model=answer)


@operation(job_id="jobid", run_id="runid")
def get_statistics(jobid: str, runid: str | None = None) -> Call[StatisticsJobInfo]:
    """Show what a job uses on average.

    Parameters
    ----------
    jobid : identifier of the job
    runid : not supported by the server: leave it out

    Returns
    -------
    (True, StatisticsJobInfo), or (False, message)

    Source: manual 统计信息获取; route show_statistics.
    """
    _no_run(runid)
    return request(api.show_statistics, path_id("jobid", jobid, "InvalidJobID")).to(StatisticsJobInfo.of)


@operation(job_id="jobid", run_id="runid")
def get_statistics_detail(
    jobid: str,
    runid: str | None = None,
    start: int | None = None,
    end: int | None = None,
    step: int | None = None,
) -> Call[StatisticsJobDetailInfo]:
    """Show what a job used over time.

    Parameters
    ----------
    jobid : identifier of the job
    runid : not supported by the server: leave it out
    start, end : from when until when, as seconds since 1970; default: the time of the job
    step : seconds between two values; default: 60

    Returns
    -------
    (True, StatisticsJobDetailInfo), or (False, message)

    Source: manual 统计信息详情获取; route show_statistics_detail.
    """
    _no_run(runid)
    begin = optional_number("start", start, "InvalidStart")
    finish = optional_number("end", end, "InvalidEnd")
    if begin and finish and finish < begin:
        raise InvalidArgument("InvalidEnd", f"end must not be before start, which {end} is.")
    return request(
        api.show_statistics_detail,
        path_id("jobid", jobid, "InvalidJobID"),
        start=begin,
        end=finish,
        step=optional_number("step", step, "InvalidStep", low=1),
    ).to(StatisticsJobDetailInfo.of)


@operation(queuenames="queue_names")
def get_cardtime_by_queue_name(
    queue_names: Sequence[str] | str, start_time: str | datetime, end_time: str | datetime
) -> Call[CardTimeInfo]:
    """Show how long the cards of queues were used. Queues that do not exist are left out.

    Parameters
    ----------
    queue_names : names of the queues, a list; or one name
    start_time, end_time : from when until when, in UTC: ``"2026-01-01 00:00:00"`` or a datetime

    Returns
    -------
    (True, CardTimeInfo), or (False, message)

    Source: present SDK get_cardtime_by_queue_name; route query_card_time.
    """
    names = texts("queue_names", queue_names, "InvalidQueueName")
    if not names:
        raise InvalidArgument("InvalidQueueName", "queue_names must name a queue.")
    return request(
        api.query_card_time,
        body=models.CardTimeRequest(
            queue_names=names,
            start_time=utc_time("start_time", start_time, "InvalidStart"),
            end_time=utc_time("end_time", end_time, "InvalidEnd"),
        ),
    ).to(CardTimeInfo.of)


@operation(queue_name="queuename")
def get_cardtime(queuename: str, start_time: str | datetime, end_time: str | datetime) -> Call[CardTimeInfo]:
    """Show how long the cards of one queue were used.

    Parameters
    ----------
    queuename : name of the queue
    start_time, end_time : from when until when, in UTC: ``"2026-01-01 00:00:00"`` or a datetime

    Returns
    -------
    (True, CardTimeInfo), or (False, message)

    Source: not in the manual; route show_card_time.
    """
    return request(
        api.show_card_time,
        path_id("queuename", queuename, "InvalidQueueName"),
        start_time=utc_time("start_time", start_time, "InvalidStart"),
        end_time=utc_time("end_time", end_time, "InvalidEnd"),
    ).to(CardTimeInfo.of)


def _no_run(runid: str | None) -> None:
    if runid:
        raise InvalidArgument("InvalidRequest", "runid is not supported by the server yet: give a jobid alone.")
