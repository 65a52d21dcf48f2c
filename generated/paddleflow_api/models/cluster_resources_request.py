from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    ClassVar,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ClusterResourcesRequest")


@_attrs_define
class ClusterResourcesRequest:
    """Body of `query_cluster_resource`.

    Attributes:
        cluster_names (list[str] | Unset): Names of the clusters: a list here, a string in `list_cluster_resource`.
        queue_name (str | Unset): Name of the queue. Only looked at when `clusterNames` is empty, and then in place of
            `labels`.
        labels (str | Unset): One filter, `key=value` or `key!=value`.
        node_status (str | Unset): Ignored: only nodes that are Ready are shown.
        page_no (int | Unset): Number of the page; zero or less counts as 1. Default: `1`.
        page_size (int | Unset): Rows of a page; zero or less counts as 1000, there is no upper limit. Default: `1000`.
    """

    cluster_names: list[str] | Unset = UNSET
    queue_name: str | Unset = UNSET
    labels: str | Unset = UNSET
    node_status: str | Unset = UNSET
    page_no: int | Unset = UNSET
    page_size: int | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "cluster_names": "clusterNames",
        "queue_name": "queueName",
        "labels": "labels",
        "node_status": "nodeStatus",
        "page_no": "pageNo",
        "page_size": "pageSize",
    }

    def to_dict(self) -> dict[str, Any]:
        cluster_names: list[str] | Unset = UNSET
        if not isinstance(self.cluster_names, Unset):
            cluster_names = self.cluster_names

        queue_name = self.queue_name

        labels = self.labels

        node_status = self.node_status

        page_no = self.page_no

        page_size = self.page_size

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if cluster_names is not UNSET:
            field_dict["clusterNames"] = cluster_names
        if queue_name is not UNSET:
            field_dict["queueName"] = queue_name
        if labels is not UNSET:
            field_dict["labels"] = labels
        if node_status is not UNSET:
            field_dict["nodeStatus"] = node_status
        if page_no is not UNSET:
            field_dict["pageNo"] = page_no
        if page_size is not UNSET:
            field_dict["pageSize"] = page_size

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _cluster_names = d.pop("clusterNames", UNSET)
        cluster_names = cast("list[str]", [] if _cluster_names is None else _cluster_names)

        queue_name = d.pop("queueName", UNSET)

        labels = d.pop("labels", UNSET)

        node_status = d.pop("nodeStatus", UNSET)

        page_no = d.pop("pageNo", UNSET)

        page_size = d.pop("pageSize", UNSET)

        cluster_resources_request = cls(
            cluster_names,
            queue_name,
            labels,
            node_status,
            page_no,
            page_size,
        )

        return cluster_resources_request
