"""Logs of jobs by the name of their pod, which is the id of the job."""

from __future__ import annotations

from functools import partial
from uuid import NAMESPACE_URL, uuid5

from paddleflow_api.models import JobLogInfo, TaskLogInfo
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.features.clusters.handlers import find_cluster
from paddleflow_emulator.features.clusters.quantities import amount
from paddleflow_emulator.features.runs.logs import log_info
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.storage.log_pages import LARGEST, Part, read_lines

_POD, _DEPLOYMENT = "pod", "deployment"
_FRAMEWORKS = frozenset(["standalone", "spark", "paddle", "tensorflow", "pytorch", "mxnet", "ray"])
_LINES, _MOST_LINES = 1000, 1_000_000
_SIZE, _MOST_SIZE = 100_000_000, 1_000_000_000
_BOOLEANS = {"": False, "true": True, "True": True, "1": True, "false": False, "False": False, "0": False}


@handler
async def show_job_log(request: Request) -> JobLogInfo:
    """Show the log of a pod. With `jobID` the answer is empty, as in the real server."""
    cluster, job_id, read = request.text("clusterName"), request.text("jobID"), _reader(request)
    with request.database.read() as session:
        if find_cluster(session, cluster) is None:
            raise ApiError("InvalidURI", f"cluster[{cluster}] not found")
    if job_id:
        if _namespace(request, job_id, cluster) is None:
            raise ApiError("InvalidURI", f"job[{job_id}] of cluster[{cluster}] not found")
        if request.text("framework") not in _FRAMEWORKS:
            raise ApiError("InvalidArguments", f"framework[{request.text('framework')}] is not supported")
        return JobLogInfo(job_id="", task_list=None, name="", type_="", event_list=None)
    name, namespace, kind = request.text("name"), request.text("namespace"), request.text("type")
    if not name or not namespace:
        raise ApiError("InternalError", "name and namespace should not be empty")
    if kind not in (_POD, _DEPLOYMENT):
        raise ApiError("InternalError", f"type[{kind}] is not supported, it is pod or deployment")
    if kind != _POD or _namespace(request, name, cluster) != namespace:
        raise ApiError("InternalError", f"get k8s logs {name} failed. err: {kind} {namespace}/{name} not found")
    log = await in_thread("logs", lambda: log_info(read(request.services.engine.log_path(name))))
    if (step := request.services.store.find_job(name)) is not None:
        log.log_content = step.seen_text(log.log_content)
    task = TaskLogInfo(task_id=f"{name}_{uuid5(NAMESPACE_URL, name)}/{name}", log_info=log)
    return JobLogInfo(job_id="", task_list=[task], name=f"{namespace}/{name}", type_=kind, event_list=[])


def _reader(request: Request) -> partial[Part]:
    """Return what reads the wanted lines of a log, from its beginning or from its end."""
    lines, size, tail = request.text("lineLimit"), request.text("sizeLimit"), request.text("readFromTail")
    most = amount(size or str(_SIZE))
    if (lines and not (lines.isascii() and lines.isdecimal())) or most is None or tail not in _BOOLEANS:
        raise ApiError("InvalidURI", "lineLimit should have digits, sizeLimit a quantity, readFromTail true or false")
    count = int(lines) if len(lines) in range(1, 10) else 0
    return partial(
        read_lines,
        skipped=0,
        count=count if 1 <= count <= _MOST_LINES else _LINES,
        largest=min(int(most) if 1 <= most <= _MOST_SIZE else _SIZE, LARGEST),
        from_end=_BOOLEANS[tail],
    )


def _namespace(request: Request, job_id: str, cluster: str) -> str | None:
    """Return the namespace of a job of this cluster, None if the caller may not see it; in the real server all may."""
    with request.database.read() as session:
        found = session.execute(
            "SELECT jobs.owner, queues.namespace FROM jobs JOIN queues ON queues.name = jobs.queue "
            "WHERE jobs.id = ? AND queues.cluster = ?",
            *(job_id, cluster),
        ).fetchone()
    return found[1] if found and request.may_use(found[0]) else None
