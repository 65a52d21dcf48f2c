"""The group `statistics`."""

from __future__ import annotations

from typing import Any

from paddleflow.cli.command import Table
from paddleflow.cli.failures import DONE, Usage
from paddleflow.cli.generic import method_arguments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from paddleflow import StatisticsJobDetailInfo
    from paddleflow.cli.context import Context


def job(context: Context) -> int:
    """Show what a job uses on average, or over time."""
    if context.values.get("plot"):
        from paddleflow.cli.plots import plot

        return plot(context)
    arguments, _ = method_arguments(context, context.values)
    if not context.values.get("detail"):
        if given := [name for name in ("start", "end", "step") if name in arguments]:
            raise Usage(f"--{given[0]} goes with -d, --detail: an average has no time")
        average = context.client.get_statistics(arguments["jobid"]).unwrap().metrics_info
        if context.out.for_programs(average):
            return DONE
        if average:
            averages = Table(", ".join(f"{metric.replace('_', ' ')}={metric}" for metric in average))
            context.out.rows([average], (averages,), "")
        else:
            context.out.line("no data")
        return DONE
    detail = context.client.get_statistics_detail(**arguments).unwrap()
    if not context.out.for_programs(detail):
        rows, metrics = over_time(detail)
        if rows:
            columns = ["timestamp", *(f"{metric.replace('_', ' ')}={metric}" for metric in metrics)]
            context.out.rows(rows, (Table(", ".join(columns)),), "timestamp")
        else:
            context.out.line("no data")
    if detail.truncated:
        context.out.note("results has been truncated due to server side limitation")
    return DONE


def over_time(detail: StatisticsJobDetailInfo) -> tuple[list[dict[str, Any]], list[str]]:
    """Return a row for each time with the values of the first task, and the names of its metrics."""
    series = detail.result[0].task_info if detail.result else []
    metrics = [each.metric for each in series]
    rows: dict[float, dict[str, Any]] = {}
    for each in series:
        for time, value in each.values:
            rows.setdefault(time, {"timestamp": time, **dict.fromkeys(metrics, "N/A")})[each.metric] = value
    return [rows[time] for time in sorted(rows)], metrics


def card_time(context: Context) -> int:
    """Show how long the cards of queues were used."""
    arguments, _ = method_arguments(context, context.values)
    found = context.client.get_cardtime_by_queue_name(**arguments).unwrap().data
    for name in arguments["queue_names"]:
        if name not in {each.queue_name for each in found}:
            context.client.show_queue(name).unwrap()  # which fails when there is none
    if not found and context.out.for_people:
        context.out.line("no data")
        return DONE
    columns = "queueName=queue_name, cardTime=card_time, deviceType=device_type, detail"
    context.out.rows(found, (Table(columns),), "queue_name")
    return DONE
