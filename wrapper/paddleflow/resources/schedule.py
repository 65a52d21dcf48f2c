"""Schedules: pipelines that run periodically."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict

from paddleflow._listing import Listing, named_page_of
from paddleflow._operation import Call, operation, request
from paddleflow.info import Dated, Info, Page, as_datetime, field
from paddleflow.resources.run import RunInfo, RunPage, run_page
from paddleflow_api.api import schedule as api


class ScheduleInfo(Info, Dated, model="ScheduleBrief GetScheduleResponse"):
    """A pipeline that runs periodically (manual: 周期调度列表查看).

    Attributes:
        crontab: Minute, hour, day of the month, month, day of the week.
        fs_config: Owner of the file systems that its runs use, as a dict.
        username: Owner.
        pipeline_id: Pipeline that runs.
        pipeline_version_id: Version of it that runs.
        desc: Free text.
        name: Name.
        schedule_id: Identifier, ``schedule-`` and six digits.
        options: Settings of catching up and of runs at the same time, as a dict.
        start_time: When it starts; ``YYYY-MM-DD hh:mm:ss`` in the server's zone like every time here, empty when
            there is none.
        end_time: When it ends; ``YYYY-MM-DD hh:mm:ss`` in the server's zone like every time here, empty when
            there is none.
        create_time: When it was made.
        update_time: When it was last changed.
        next_run_time: When it is due.
        message: What it is doing, or how it ended.
        status: One of running, success, failed or terminated.
    """

    crontab: str
    fs_config: dict[str, Any] = field(repr=False, factory=dict)
    username: str = ""
    pipeline_id: str = ""
    pipeline_version_id: str = ""
    desc: str = field(default="", repr=False)
    name: str = ""
    schedule_id: str = ""
    options: dict[str, Any] = field(repr=False, factory=dict)
    start_time: str = ""
    end_time: str = ""
    create_time: str = ""
    update_time: str = field(default="", repr=False)
    next_run_time: str = ""
    message: str = field("schedule_msg", default="")
    status: str = ""

    start_datetime = as_datetime("start_time")
    end_datetime = as_datetime("end_time")
    next_run_datetime = as_datetime("next_run_time")


class SchedulePage(TypedDict):
    """What ``list_schedule`` gives (manual: 周期调度列表查看)."""

    scheduleList: Page[ScheduleInfo]
    nextMarker: str | None


class ScheduleDetail(RunPage):
    """What ``show_schedule`` gives (manual: 周期调度查看)."""

    scheduleInfo: ScheduleInfo


@operation("周期调度创建")
def create_schedule(
    name: str,
    pipeline_id: str,
    pipeline_version_id: str,
    crontab: str,
    desc: str | None = None,
    start_time: str | datetime | None = None,
    end_time: str | datetime | None = None,
    concurrency: int | None = None,
    concurrency_policy: str | None = None,
    expire_interval: int | None = None,
    catchup: bool | None = None,
    username: str | None = None,
) -> Call[str]:
    """Create a schedule that runs a pipeline periodically.

    Args:
        name: Name, 2 to 50 letters, digits and ``_``.
        pipeline_id: Pipeline that runs.
        pipeline_version_id: Version of it that runs.
        crontab: Minute, hour, day of the month, month, day of the week: ``"* */3 * * *"``.
        desc: Free text, at most 256 bytes.
        start_time: When it starts, in the server's zone: ``"2030-01-01 00:00:00"`` (the manual's
            ``"2030-01-01 00-00-00"`` works too) or a datetime without a zone; default: at once.
        end_time: When it ends, in the server's zone: ``"2030-01-01 00:00:00"`` (the manual's
            ``"2030-01-01 00-00-00"`` works too) or a datetime without a zone; default: never.
        concurrency: How many of its runs may be active at once; 0, the default, is any number.
        concurrency_policy: What happens at that limit: ``suspend`` (default), ``replace`` or ``skip``.
        expire_interval: Seconds after which a missed run is not made up for; 0, the default, is never.
        catchup: Whether missed runs are made up for; default: the server's, which is True.
        username: Owner; only root may name another user.

    Returns:
        ``(True, schedule id)``, or ``(False, message)``.
    """
    return request(api.create_schedule, locals()).reads(lambda answer: answer["scheduleID"])


@operation("周期调度列表查看", listing=Listing("iter_schedules", ScheduleInfo, key="schedule_id"))
def list_schedule(
    user_filter: str | None = None,
    ppl_filter: str | None = None,
    ppl_version_filter: str | None = None,
    schedule_filter: str | None = None,
    name_filter: str | None = None,
    status_filter: str | None = None,
    marker: str | None = None,
    max_keys: int | str | None = None,
) -> Call[SchedulePage]:
    """List schedules. Root sees all of them, other users their own.

    Args:
        user_filter: Only schedules of these users, separated by commas.
        ppl_filter: Only of these pipeline ids, separated by commas.
        ppl_version_filter: Only of these version ids, separated by commas.
        schedule_filter: Only these schedule ids, separated by commas.
        name_filter: Only schedules of these names, separated by commas.
        status_filter: Only schedules of these statuses, separated by commas.
        marker: Where the page starts: ``nextMarker`` of the page before.
        max_keys: Rows of the page, 1 to 1000; default: the server's 50.

    Returns:
        ``(True, {'scheduleList': list of ScheduleInfo, 'nextMarker': str or None})``, or ``(False, message)``.
    """
    return request(api.list_schedule, locals()).reads(named_page_of("scheduleList", ScheduleInfo))


@operation("周期调度查看", listing=Listing("iter_schedule_runs", RunInfo, key="run_id"))
def show_schedule(
    schedule_id: str,
    run_filter: str | None = None,
    status_filter: str | None = None,
    marker: str | None = None,
    max_keys: int | str | None = None,
) -> Call[ScheduleDetail]:
    """Show a schedule and a page of its runs.

    Args:
        schedule_id: Identifier.
        run_filter: Only these run ids, separated by commas.
        status_filter: Only runs of these statuses, separated by commas.
        marker: Where the page of runs starts: ``nextMarker`` of the page before.
        max_keys: Runs of the page, 1 to 1000; default: the server's 50.

    Returns:
        ``(True, {'scheduleInfo': ScheduleInfo, 'runList': list of RunInfo, 'nextMarker': str or None})``, or
            ``(False, message)``.
    """
    return request(api.show_schedule, locals()).reads(
        lambda answer: {
            "scheduleInfo": ScheduleInfo.from_json(answer, "GetScheduleResponse"),
            **run_page(answer["runs"]),  # with the marker of its page, which is not beside it
        }
    )


@operation("停止周期调度")
def stop_schedule(schedule_id: str) -> Call[None]:
    """Stop a schedule for good; runs that it has started go on.

    Args:
        schedule_id: Identifier.
    """
    return request(api.stop_schedule, locals())


@operation("删除周期调度")
def delete_schedule(schedule_id: str) -> Call[None]:
    """Delete a schedule that has ended or was stopped; its runs stay.

    Args:
        schedule_id: Identifier.
    """
    return request(api.delete_schedule, locals())
