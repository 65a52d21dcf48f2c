"""Resource pools: shares of a cluster that queues can be made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paddleflow._listing import PAGE_SIZE, Listing, page_of
from paddleflow._operation import Call, operation, request
from paddleflow.info import Dated, Info, Page, field
from paddleflow_api.api import resource_pool as api


class ResourcePoolInfo(Info, Dated, model="ResourcePool"):
    """A share of a cluster.

    Attributes:
        name: Name.
        namespace: Namespace of the cluster.
        status: One of creating, open or closed.
        clustername: The cluster.
        type: Free text of whoever made it.
        provider: Free text.
        org_id: Free text.
        creator: Login name.
        description: Free text.
        quota_type: ``elasticQuota`` or ``volcanoCapabilityQuota``.
        total_resources: The most that it may use, as a dict.
        min_resources: What is guaranteed to it, as a dict.
        labels: Labels by name.
        annotations: Annotations by name.
        is_hybrid: Whether it is shared with other kinds of work.
        pool_id: Identifier, ``rp-`` and eight hexadecimal digits.
        create_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        update_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
    """

    name: str
    namespace: str = ""
    status: str = ""
    clustername: str = field("cluster_name", default="")
    type: str = field("type_", default="")
    provider: str = field(default="", repr=False)
    org_id: str = field(default="", repr=False)
    creator: str = ""
    description: str = field(default="", repr=False)
    quota_type: str = field(default="", repr=False)
    total_resources: dict[str, Any] = field(repr=False, factory=dict)
    min_resources: dict[str, Any] = field(repr=False, factory=dict)
    labels: dict[str, str] = field(repr=False, factory=dict)
    annotations: dict[str, str] = field(repr=False, factory=dict)
    is_hybrid: bool = field(default=False, repr=False)
    pool_id: str = field("id", default="", repr=False)
    create_time: str = ""
    update_time: str = field(default="", repr=False)


@operation()
def create_resource_pool(
    name: str,
    namespace: str,
    clustername: str | None = None,
    total_resources: Mapping[str, Any] | None = None,
    min_resources: Mapping[str, Any] | None = None,
    quota_type: str | None = None,
    type: str | None = None,
    provider: str | None = None,
    org_id: str | None = None,
    description: str | None = None,
    labels: Mapping[str, str] | None = None,
    annotations: Mapping[str, str] | None = None,
    is_hybrid: bool | None = None,
) -> Call[None]:
    """Create a resource pool. Root only.

    Args:
        name: At most 63 lower-case letters, digits and ``-``.
        namespace: Namespace of the cluster.
        clustername: The cluster.
        total_resources: The most that it may use: ``{"cpu": "4", "mem": "8Gi"}``.
        min_resources: Resources that are guaranteed to it, as ``total_resources``.
        quota_type: ``elasticQuota`` or ``volcanoCapabilityQuota``.
        type: Free text.
        provider: Free text.
        org_id: Free text.
        description: Free text.
        labels: Labels by name.
        annotations: Annotations by name.
        is_hybrid: Whether it is shared with other kinds of work.
    """
    return request(api.create_resource_pool, locals())


@operation(listing=Listing("iter_resource_pools", ResourcePoolInfo, key="name"))
def list_resource_pool(maxsize: int = PAGE_SIZE, marker: str | None = None) -> Call[Page[ResourcePoolInfo]]:
    """List resource pools.

    Args:
        maxsize: Rows of the page, 1 to 1000.
        marker: Where the page starts: ``next_marker`` of the page before.

    Returns:
        ``(True, list of ResourcePoolInfo with next_marker and truncated)``, or ``(False, message)``.
    """
    return request(api.list_resource_pool, locals()).reads(page_of("resourcePoolList", ResourcePoolInfo))


@operation()
def show_resource_pool(name: str) -> Call[ResourcePoolInfo]:
    """Show a resource pool. Root only.

    Args:
        name: Name.

    Returns:
        ``(True, ResourcePoolInfo)``, or ``(False, message)``.
    """
    return request(api.show_resource_pool, locals()).reads(ResourcePoolInfo.from_json)


@operation()
def update_resource_pool(
    name: str,
    total_resources: Mapping[str, Any] | None = None,
    annotations: Mapping[str, str] | None = None,
    status: str | None = None,
) -> Call[ResourcePoolInfo]:
    """Change a resource pool. Root only. What is left out keeps its value.

    Args:
        name: Name.
        total_resources: The most that it may use: ``{"cpu": "4", "mem": "8Gi"}``.
        annotations: Annotations by name; only for a pool that has some.
        status: ``open`` or ``closed``.

    Returns:
        ``(True, ResourcePoolInfo)``, or ``(False, message)``.
    """
    return request(api.update_resource_pool, locals()).reads(ResourcePoolInfo.from_json)


@operation()
def delete_resource_pool(name: str) -> Call[None]:
    """Delete a resource pool. Root only.

    Args:
        name: Name.
    """
    return request(api.delete_resource_pool, locals())
