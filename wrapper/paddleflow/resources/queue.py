"""Queues: shares of a cluster, and who may use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from paddleflow._arguments import path_id, string
from paddleflow._listing import PAGE_SIZE, Listing, page_of
from paddleflow._operation import Call, operation, request
from paddleflow.errors import InvalidArgument, NotSupported
from paddleflow.info import Dated, Info, Page, as_datetime, field
from paddleflow_api.api import grant
from paddleflow_api.api import queue as api


class QueueInfo(Info, model="Queue"):
    """A share of a cluster (manual: 队列列表展示).

    Attributes:
        name: Name.
        status: One of creating, open, updating, closing, closed or unavailable.
        namespace: Namespace of the cluster that its jobs run in.
        mem: Memory that it may use at most, as in ``maxResources``.
        cpu: Processors that it may use at most, as in ``maxResources``.
        clusterName: The cluster.
        createTime: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        updateTime: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        quotaType: ``elasticQuota`` or ``volcanoCapabilityQuota``.
        maxResources: The most that it may use, as a dict.
        minResources: What is guaranteed to it, as a dict.
        usedResources: What is in use, as a dict; only ``show_queue`` fills it.
        idleResources: What is free, as a dict; only ``show_queue`` fills it.
        location: Labels of the nodes that it may use.
        schedulingPolicy: Names of the policies.
        queue_id: Identifier, ``queue-`` and eight hexadecimal digits.
    """

    name: str
    status: str = ""
    namespace: str = ""
    mem: str = field("max_resources.memory", default="")
    cpu: str = field("max_resources.cpu", default="")
    clusterName: str = field("cluster_name", default="")
    createTime: str = field("create_time", default="")
    updateTime: str = field("update_time", default="", repr=False)
    quotaType: str = field("quota_type", default="", repr=False)
    maxResources: dict[str, Any] = field("max_resources", factory=dict, repr=False)
    minResources: dict[str, Any] = field("min_resources", factory=dict, repr=False)
    usedResources: dict[str, Any] | None = field("used_resources", default=None, repr=False)
    idleResources: dict[str, Any] | None = field("idle_resources", default=None, repr=False)
    location: dict[str, str] = field(repr=False, factory=dict)
    schedulingPolicy: list[str] = field("scheduling_policy", factory=list, repr=False)
    queue_id: str = field("id", default="", repr=False)

    create_datetime = as_datetime("createTime")
    update_datetime = as_datetime("updateTime")


@operation("队列列表展示", listing=Listing("iter_queues", QueueInfo, key="name"))
def list_queue(
    maxsize: int = PAGE_SIZE, marker: int | str | None = None, name: str | None = None
) -> Call[Page[QueueInfo]]:
    """List queues. Root sees all, others those that were granted to them.

    Args:
        maxsize: Rows of the page, 1 to 1000.
        marker: Where the page starts: ``next_marker`` of the page before.
        name: Only this one.

    Returns:
        ``(True, list of QueueInfo with next_marker and truncated)``, or ``(False, message)``.
    """
    if isinstance(marker, int) and not isinstance(marker, bool):  # the manual's type; the server's markers are strings
        marker = str(marker)
    return request(api.list_queue, locals()).reads(page_of("queueList", QueueInfo))


@operation("队列详情展示")
def show_queue(queuename: str) -> Call[QueueInfo]:
    """Show a queue, with what is in use and what is free.

    Args:
        queuename: Name of the queue.

    Returns:
        ``(True, QueueInfo)``, or ``(False, message)``.
    """
    return request(api.show_queue, locals()).reads(QueueInfo.from_json)


@operation("队列创建", mem="men", memory="men")
def create_queue(name: str, namespace: str, cpu: str, men: str, clustername: str) -> Call[None]:
    """Create a queue in a cluster. Root only. ``add_queue`` can set more.

    Args:
        name: At most 63 lower-case letters, digits and ``-``.
        namespace: Namespace of the cluster that its jobs run in.
        cpu: The most processors that it may use: ``"4"``.
        men: The most memory that it may use: ``"8Gi"``; the right spelling ``mem`` works too.
        clustername: The cluster.
    """
    max_resources = {"cpu": string("cpu", cpu), "mem": string("men", men)}
    string("clustername", clustername)
    sent = {"name": name, "namespace": namespace, "clustername": clustername, "max_resources": max_resources}
    return request(api.create_queue, sent)


@operation("队列停止")
def stop_queue(queuename: str) -> Call[None]:
    """Stop a queue: no longer possible. The server has no such action, so nothing is sent.

    To keep jobs away from a queue, take its grants away (``ungrant_queue``) or delete it (``del_queue``), which needs
    no stopped queue.

    Args:
        queuename: Name of the queue.

    Returns:
        ``(False, message)``.
    """
    path_id("queuename", queuename)
    raise NotSupported(
        "QueueActionIsNotSupported",
        "this version of the server has no action that stops a queue; nothing was sent. Take its grants away "
        "(ungrant_queue) or delete it (del_queue), which needs no stopped queue.",
    )


@operation("队列删除")
def del_queue(queuename: str) -> Call[None]:
    """Delete a queue that has no unfinished jobs. Root only.

    Args:
        queuename: Name of the queue.
    """
    return request(api.del_queue, locals())


@operation(official_sdk=True)
def add_queue(
    name: str,
    namespace: str,
    clustername: str | None,
    max_resources: Mapping[str, Any],
    min_resources: Mapping[str, Any] | None = None,
    scheduling_policy: Sequence[str] | None = None,
    location: Mapping[str, str] | None = None,
    quota_type: str | None = None,
) -> Call[None]:
    """Create a queue in a cluster. Root only.

    Args:
        name: At most 63 lower-case letters, digits and ``-``.
        namespace: Namespace of the cluster that its jobs run in.
        clustername: The cluster; None where the server has only one.
        max_resources: The most that it may use:
            ``{"cpu": "4", "mem": "8Gi", "scalarResources": {"nvidia.com/gpu": "1"}}``.
        min_resources: Resources that are guaranteed to it, as ``max_resources``.
        scheduling_policy: Names of the policies.
        location: Labels of the nodes that it may use.
        quota_type: ``elasticQuota`` or ``volcanoCapabilityQuota``.
    """
    call = request(api.create_queue, locals())
    if not max_resources or not max_resources.get("cpu") or not max_resources.get("mem"):
        raise InvalidArgument("InvalidQueueMaxResources", "max_resources must say how much cpu and mem.")
    return call


@operation(official_sdk=True, name="queuename")
def update_queue(
    queuename: str,
    max_resources: Mapping[str, Any] | None = None,
    min_resources: Mapping[str, Any] | None = None,
    scheduling_policy: Sequence[str] | None = None,
    location: Mapping[str, str] | None = None,
) -> Call[None]:
    """Change a queue. Root only. What is left out keeps its value.

    Args:
        queuename: Name of the queue.
        max_resources: The most that it may use: ``{"cpu": "4", "mem": "8Gi"}``.
        min_resources: Resources that are guaranteed to it, as ``max_resources``.
        scheduling_policy: Names of the policies.
        location: Labels of the nodes that it may use.
    """
    return request(api.update_queue, locals())


class GrantInfo(Info, Dated, model="Grant"):
    """That a user may use a queue (manual: 队列授权列表展示).

    Attributes:
        username: Login name.
        resourceName: Name of the queue.
        grant_id: Identifier, ``grant-`` and eight hexadecimal digits.
        create_time: RFC 3339 with nanoseconds.
        update_time: RFC 3339 with nanoseconds.
    """

    username: str = field("user_name")
    resourceName: str = field("resource_id")
    grant_id: str = ""
    create_time: str = ""
    update_time: str = ""


@operation("队列授权")
def grant_queue(username: str, queuename: str) -> Call[None]:
    """Let a user use a queue. Root only.

    Args:
        username: Login name of the user.
        queuename: Name of the queue.
    """
    return request(grant.create_grant, locals() | {"resource_type": "queue"}, resource_id="queuename")


@operation("队列取消授权")
def ungrant_queue(username: str, queuename: str) -> Call[None]:
    """No longer let a user use a queue. Root only.

    Args:
        username: Login name of the user.
        queuename: Name of the queue.
    """
    return request(grant.delete_grant, locals() | {"resource_type": "queue"}, resource_id="queuename")


@operation("队列授权列表展示", listing=Listing("iter_queue_grants", GrantInfo, key="username resourceName"))
def show_queue_grant(
    username: str | None = None, maxsize: int = PAGE_SIZE, marker: str | None = None
) -> Call[Page[GrantInfo]]:
    """List who may use which queue. Root only.

    The server's rows that are about users and file systems are left out, so a page may have fewer rows than it could.

    Args:
        username: Only this user's.
        maxsize: Rows of the page, 1 to 1000.
        marker: Where the page starts: ``next_marker`` of the page before.

    Returns:
        ``(True, list of GrantInfo with next_marker and truncated)``, or ``(False, message)``.
    """
    return request(grant.list_grant, locals()).reads(_page)


def _page(answer: dict[str, Any]) -> Page[GrantInfo]:
    page = page_of("grantList", GrantInfo)(answer)
    rows = zip(page, answer["grantList"] or (), strict=True)
    page[:] = [grant for grant, sent in rows if sent.get("resourceType") == "queue"]
    return page
