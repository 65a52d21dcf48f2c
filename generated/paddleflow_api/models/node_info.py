from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.integer_map import IntegerMap
    from ..models.node_pod import NodePod
    from ..models.string_map import StringMap


T = TypeVar("T", bound="NodeInfo")


@_attrs_define
class NodeInfo:
    """A node with its pods.

    Attributes:
        node_name (str): Name of the node.
        node_ip (str | Unset): Address of the node.
        pods_count (int | Unset): Number of pods on the node.
        labels (StringMap | Unset): Texts by name.
        used (IntegerMap | Unset): Whole numbers by name.
        capacity (IntegerMap | Unset): Whole numbers by name.
        pods (list[NodePod] | None | Unset): The pods; `null` when there are none.
    """

    node_name: str
    node_ip: str | Unset = UNSET
    pods_count: int | Unset = UNSET
    labels: StringMap | Unset = UNSET
    used: IntegerMap | Unset = UNSET
    capacity: IntegerMap | Unset = UNSET
    pods: list[NodePod] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "node_name": "nodeName",
        "node_ip": "nodeIP",
        "pods_count": "podsCount",
        "labels": "labels",
        "used": "used",
        "capacity": "capacity",
        "pods": "pods",
    }

    def to_dict(self) -> dict[str, Any]:
        node_name = self.node_name

        node_ip = self.node_ip

        pods_count = self.pods_count

        labels: dict[str, Any] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels.to_dict()

        used: dict[str, Any] | Unset = UNSET
        if not isinstance(self.used, Unset):
            used = self.used.to_dict()

        capacity: dict[str, Any] | Unset = UNSET
        if not isinstance(self.capacity, Unset):
            capacity = self.capacity.to_dict()

        pods: list[dict[str, Any]] | None | Unset
        if isinstance(self.pods, Unset):
            pods = UNSET
        elif isinstance(self.pods, list):
            pods = []
            for pods_type_0_item_data in self.pods:
                pods_type_0_item = pods_type_0_item_data.to_dict()
                pods.append(pods_type_0_item)

        else:
            pods = self.pods

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "nodeName": node_name,
            }
        )
        if node_ip is not UNSET:
            field_dict["nodeIP"] = node_ip
        if pods_count is not UNSET:
            field_dict["podsCount"] = pods_count
        if labels is not UNSET:
            field_dict["labels"] = labels
        if used is not UNSET:
            field_dict["used"] = used
        if capacity is not UNSET:
            field_dict["capacity"] = capacity
        if pods is not UNSET:
            field_dict["pods"] = pods

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.integer_map import IntegerMap  # noqa: PLC0415
        from ..models.node_pod import NodePod  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        node_name = d.pop("nodeName")

        node_ip = d.pop("nodeIP", UNSET)

        pods_count = d.pop("podsCount", UNSET)

        _labels = d.pop("labels", UNSET)
        _labels = UNSET if _labels is None else _labels
        labels: StringMap | Unset
        if isinstance(_labels, Unset):
            labels = UNSET
        else:
            labels = StringMap.from_dict(_labels)

        _used = d.pop("used", UNSET)
        _used = UNSET if _used is None else _used
        used: IntegerMap | Unset
        if isinstance(_used, Unset):
            used = UNSET
        else:
            used = IntegerMap.from_dict(_used)

        _capacity = d.pop("capacity", UNSET)
        _capacity = UNSET if _capacity is None else _capacity
        capacity: IntegerMap | Unset
        if isinstance(_capacity, Unset):
            capacity = UNSET
        else:
            capacity = IntegerMap.from_dict(_capacity)

        def _parse_pods(data: object) -> list[NodePod] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                pods_type_0 = []
                _pods_type_0 = data
                for pods_type_0_item_data in _pods_type_0:
                    pods_type_0_item = NodePod.from_dict(pods_type_0_item_data)

                    pods_type_0.append(pods_type_0_item)

                return pods_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[NodePod] | None | Unset", data)

        pods = _parse_pods(d.pop("pods", UNSET))

        node_info = cls(
            node_name,
            node_ip,
            pods_count,
            labels,
            used,
            capacity,
            pods,
        )

        node_info.additional_properties = d
        return node_info

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
