from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.any_map_by_node import AnyMapByNode
    from ..models.string_map_by_node import StringMapByNode


T = TypeVar("T", bound="ClusterNodeResources")


@_attrs_define
class ClusterNodeResources:
    """Resources of the nodes of a cluster.

    Attributes:
        allocatable (AnyMapByNode | Unset): Resources by node name.
        capacity (StringMapByNode | Unset): Texts by node name.
        labels (StringMapByNode | Unset): Texts by node name.
        cluster_name (str | Unset): Name of the cluster.
        cluster_source (str | Unset): Source of the cluster.
        queue_name (str | Unset): Name of the queue.
    """

    allocatable: AnyMapByNode | Unset = UNSET
    capacity: StringMapByNode | Unset = UNSET
    labels: StringMapByNode | Unset = UNSET
    cluster_name: str | Unset = UNSET
    cluster_source: str | Unset = UNSET
    queue_name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "allocatable": "allocatable",
        "capacity": "capacity",
        "labels": "labels",
        "cluster_name": "clusterName",
        "cluster_source": "clusterSource",
        "queue_name": "queueName",
    }

    def to_dict(self) -> dict[str, Any]:
        allocatable: dict[str, Any] | Unset = UNSET
        if not isinstance(self.allocatable, Unset):
            allocatable = self.allocatable.to_dict()

        capacity: dict[str, Any] | Unset = UNSET
        if not isinstance(self.capacity, Unset):
            capacity = self.capacity.to_dict()

        labels: dict[str, Any] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels.to_dict()

        cluster_name = self.cluster_name

        cluster_source = self.cluster_source

        queue_name = self.queue_name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if allocatable is not UNSET:
            field_dict["allocatable"] = allocatable
        if capacity is not UNSET:
            field_dict["capacity"] = capacity
        if labels is not UNSET:
            field_dict["labels"] = labels
        if cluster_name is not UNSET:
            field_dict["clusterName"] = cluster_name
        if cluster_source is not UNSET:
            field_dict["clusterSource"] = cluster_source
        if queue_name is not UNSET:
            field_dict["queueName"] = queue_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.any_map_by_node import AnyMapByNode  # noqa: PLC0415
        from ..models.string_map_by_node import StringMapByNode  # noqa: PLC0415

        d = dict(src_dict)
        _allocatable = d.pop("allocatable", UNSET)
        _allocatable = UNSET if _allocatable is None else _allocatable
        allocatable: AnyMapByNode | Unset
        if isinstance(_allocatable, Unset):
            allocatable = UNSET
        else:
            allocatable = AnyMapByNode.from_dict(_allocatable)

        _capacity = d.pop("capacity", UNSET)
        _capacity = UNSET if _capacity is None else _capacity
        capacity: StringMapByNode | Unset
        if isinstance(_capacity, Unset):
            capacity = UNSET
        else:
            capacity = StringMapByNode.from_dict(_capacity)

        _labels = d.pop("labels", UNSET)
        _labels = UNSET if _labels is None else _labels
        labels: StringMapByNode | Unset
        if isinstance(_labels, Unset):
            labels = UNSET
        else:
            labels = StringMapByNode.from_dict(_labels)

        cluster_name = d.pop("clusterName", UNSET)

        cluster_source = d.pop("clusterSource", UNSET)

        queue_name = d.pop("queueName", UNSET)

        cluster_node_resources = cls(
            allocatable,
            capacity,
            labels,
            cluster_name,
            cluster_source,
            queue_name,
        )

        cluster_node_resources.additional_properties = d
        return cluster_node_resources

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
