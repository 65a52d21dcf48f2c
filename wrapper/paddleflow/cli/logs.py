"""The group `log`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paddleflow.cli.failures import DONE, Failed, Usage
from paddleflow.cli.generic import method_arguments

if TYPE_CHECKING:
    from paddleflow import JobLog, LogInfo, LogInfoByLimit, RunInfo
    from paddleflow.cli.context import Context


def run(context: Context) -> int:
    """Show the logs of all jobs of a run, or of one."""
    arguments, _ = method_arguments(context, context.values)
    run_id, job_id = arguments["runid"], arguments.get("jobid")
    found = context.client.show_run(run_id).unwrap()
    jobs = _jobs(found)
    if job_id is not None and job_id not in jobs:
        known = f"its jobs are {', '.join(jobs)}" if jobs else "it has started none"
        raise Failed(f"Run {run_id} has no job {job_id}: {known}.")
    logs: list[LogInfo] = []
    submitted = ""
    for each in jobs if job_id is None else [job_id]:
        found_log = context.client.show_log(**{**arguments, "jobid": each}).unwrap()
        submitted = "\n".join(dict.fromkeys([*submitted.splitlines(), *found_log.submit_log.splitlines()]))
        logs += list(found_log)
    if context.out.for_programs({"runid": run_id, "submit_log": submitted, "logs": logs}):
        return DONE
    if submitted:
        context.out.line(f"submit log: \t\n{submitted} \t\n \t")
    context.out.line("run log: \t")
    for log in logs:
        _task(context, log, "runid", "jobid", "taskid", "has_next_page", "truncated", "pageno", "pagesize")
    return DONE


def _jobs(run: RunInfo) -> list[str]:
    """Return the ids of the jobs of a run, that of its post_process last."""
    steps = [*run.components(), *(run.post_process or {}).values()]
    return [job for step in steps if (job := getattr(step, "job_id", ""))]


def kube(context: Context) -> int:
    """Show the log of a pod or deployment."""
    arguments, _ = method_arguments(context, context.values)
    what = f"query kubernetes {arguments['type']} log by [{arguments['namespace']}/{arguments['name']}]"
    return _show(context, what, context.client.show_log_by_limit(**arguments).unwrap())


def job(context: Context) -> int:
    """Show the log of a job, by its pod: the server has no answer for jobs.

    The queue of the job says where the pod is.
    """
    client = context.client
    arguments, _ = method_arguments(context, context.values)
    job_id = arguments.pop("job_id")
    arguments.pop("framework", None)
    queue = client.show_queue(client.show_job(job_id).unwrap().queue).unwrap()
    place = {"namespace": queue.namespace, "cluster_name": queue.clusterName, "type": "pod"}
    return _show(
        context,
        f"query logs for job {job_id}",
        client.show_log_by_limit(**{**arguments, "name": job_id, **place}).unwrap(),
    )


def showlimit(context: Context) -> int:
    """Show the log of a job, or of a pod or deployment."""
    values = context.values
    if values.get("jobid"):
        return job(context)
    needed = {"name": "-n", "namespace": "-ns", "clustername": "-c", "type": "-t"}
    if missing := [flag for name, flag in needed.items() if not values.get(name)]:
        raise Usage(f"Give a job (-j), or all of a pod or deployment: {', '.join(missing)} is missing.")
    return kube(context)


def _show(context: Context, what: str, log: JobLog) -> int:
    if context.out.for_programs(log):
        return DONE
    context.out.line(what)
    context.out.line("eventList:" if log["eventList"] else "eventList is None")
    for event in log["eventList"]:
        context.out.line(event)
    context.out.line("logs:")
    for task in log["logs"]:
        name = "name" if task.name else "job_id"
        _task(context, task, name, "task_id", "has_next_page", "line_limit", "size_limit", "truncated")
    return DONE


def _task(context: Context, log: LogInfo | LogInfoByLimit, *attributes: str) -> None:
    """Show the log of one task, as the official command writes it."""
    titles = {"pageno": "page_no", "pagesize": "page_size", "task_id": "taskid", "job_id": "jobid"}
    cells: list[Any] = [f"{titles.get(name, name)}:{getattr(log, name)}" for name in attributes]
    context.out.line(" \t".join(cells))
    context.out.line(log.log_content.rstrip("\n"))
    context.out.line(" \t")
