"""What clusters have. Each is this machine: one node, whose jobs are its pods."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import ceil
from typing import Any

from paddleflow_api.models import (
    AnyMapByNode,
    ClusterNodeResources,
    ClusterNodeResourcesByCluster,
    ClusterQuota,
    ClusterQuotas,
    ClusterResourcesRequest,
    ClusterStatus,
    IntegerMap,
    ListNodeResponse,
    NodeInfo,
    NodePod,
    NodeQuotaInfo,
    QuotaSummary,
    StringMap,
    StringMapByNode,
)
from paddleflow_api.types import UNSET
from paddleflow_emulator.http.errors import NO_CODE, ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.storage.session import Session, Where
from paddleflow_emulator.storage.tables import ClusterRow

from .capacity import Capacity
from .handlers import find_cluster, is_single
from .host import node, node_name
from .placement import DEFAULT_CLUSTER, find_queue
from .usage import ActiveJob, active_jobs, used

_LOOPBACK = "127.0.0.1"
_RUNNING = 1  # of a pod; 0 is creating, 2 terminating, 3 deleted
_READY = "Ready"


@handler
def list_cluster_resource(request: Request) -> ClusterQuotas:
    """Show what the clusters that are online have and what of it no job's flavour takes."""
    request.check_root()
    names = request.names("clusterNames", trim=True)
    with request.database.read() as session:
        found = _online(session, names)
        jobs = {name: _jobs(session, name) for name in found}
    if names is not None and not found:
        raise ApiError(NO_CODE, "no cluster of these names is online")
    quotas = ClusterQuotas()
    quotas.additional_properties = {name: _quota(jobs[name]) for name in found}
    return quotas


@handler
def query_cluster_resource(request: Request) -> ClusterNodeResourcesByCluster:
    """Show the node of each cluster; its labels can be asked for."""
    body = request.read(ClusterResourcesRequest.from_dict)
    request.check_root()
    names, queue_name = body.cluster_names or None, body.queue_name or ""
    with request.database.read() as session:
        if names is None and queue_name:
            queue = find_queue(session, queue_name)
            if queue is None:
                raise ApiError(NO_CODE, f"queue[{queue_name}] not found")
            found = _online(session, [queue.cluster])
        else:
            queue_name = ""
            found = _online(session, names) if _has_labels(body.labels or "") else {}
        jobs = {name: _jobs(session, name) for name in found}
    first_page = (body.page_no or 1) <= 1
    answer = ClusterNodeResourcesByCluster()
    answer.additional_properties = {
        name: _resources(row, queue_name, jobs[name]) for name, row in found.items() if first_page
    }
    return answer


@handler
def list_cluster_node(request: Request) -> ListNodeResponse:
    """List the node of a cluster; one that is not known has none."""
    request.check_root()
    with request.database.read() as session:
        name = request.path["clusterName"]
        cluster = find_cluster(session, name)
        if cluster is None:
            return ListNodeResponse(total_count=0, node_list=None)
        jobs = _jobs(session, name)
    first_page = request.number("pageNo", 1) <= 1
    return ListNodeResponse(total_count=1, node_list=[_node(jobs)] if first_page else None)


def _online(session: Session, names: Collection[str] | None) -> dict[str, ClusterRow]:
    """Return the clusters that are online, by name. Without names: those that a list of clusters has."""
    where = Where.among(name=names)
    if names is None and not is_single(session):
        where.add("name != ?", DEFAULT_CLUSTER)
    rows = session.all(ClusterRow, f"{where.sql} ORDER BY pk DESC", *where.values)
    first = {row.name: row for row in rows}  # The first of a name is kept.
    return {name: row for name, row in reversed(first.items()) if row.status == ClusterStatus.ONLINE}


def _jobs(session: Session, cluster: str) -> list[ActiveJob]:
    queues = set(session.scalars("SELECT name FROM queues WHERE cluster = ?", cluster))
    return [job for job in active_jobs(session) if job.queue in queues]


def _taken(jobs: Collection[ActiveJob]) -> Capacity:
    return used(jobs, {job.queue for job in jobs})


def _idle(jobs: Collection[ActiveJob]) -> Capacity:
    """Return what is free on the node, never below 0: flavours may promise more than there is."""
    left = node() - _taken(jobs)
    scalar = {name: max(number, 0 * number) for name, number in left.scalar.items()}
    return Capacity(max(left.cpu, 0 * left.cpu), max(left.memory, 0 * left.memory), scalar)


def _quota(jobs: Collection[ActiveJob]) -> ClusterQuota:
    total, idle = node().to_wire(), _idle(jobs).to_wire()
    return ClusterQuota(
        node_list=[NodeQuotaInfo(node_name=node_name(), schedulable=True, total=total, idle=idle)],
        summary=QuotaSummary(total=total, idle=idle),
        err_msg="",
    )


def _labels() -> dict[str, str]:
    return {
        "kubernetes.io/hostname": node_name(),
        "paddleflow/node-status": _READY,
        "paddleflow/card-type": "",
    }


def _has_labels(text: str) -> bool:
    """Return whether the node has the label of a filter such as `key=value` or `key!=value`."""
    if not text:
        return True
    key, separator, value = text.partition("=")
    if not separator:
        raise ApiError(NO_CODE, f"labels[{text}] should be key=value or key!=value")
    wanted = not key.endswith("!")
    return (_labels().get(key.removesuffix("!").strip()) == value.lstrip("=").strip()) is wanted


def _resources(row: ClusterRow, queue_name: str, jobs: Collection[ActiveJob]) -> ClusterNodeResources:
    name = node_name()
    return ClusterNodeResources(
        allocatable=AnyMapByNode.from_dict({name: _texts(_idle(jobs))}),
        capacity=StringMapByNode.from_dict({name: _texts(node())}),
        labels=StringMapByNode.from_dict({name: _labels()}),
        cluster_name=row.name,
        cluster_source=row.source or UNSET,
        queue_name=queue_name or UNSET,
    )


def _texts(capacity: Capacity) -> dict[str, Any]:
    wire = capacity.to_wire().to_dict()
    scalar: Mapping[str, str] = wire.pop("scalarResources", {})
    return {**wire, **scalar}


def _numbers(capacity: Capacity) -> IntegerMap:
    scalar = {name: ceil(number) for name, number in capacity.scalar.items()}
    return IntegerMap.from_dict({"cpu": ceil(capacity.cpu * 1000), "memory": ceil(capacity.memory), **scalar})


def _node(jobs: Collection[ActiveJob]) -> NodeInfo:
    pods = [NodePod(pod_name=job.id, status=_RUNNING, labels=None, resources=_numbers(job.takes)) for job in jobs]
    return NodeInfo(
        node_name=node_name(),
        node_ip=_LOOPBACK,
        pods_count=len(pods),
        labels=StringMap.from_dict(_labels()),
        used=_numbers(_taken(jobs)),
        capacity=_numbers(node()),
        pods=pods or None,
    )
