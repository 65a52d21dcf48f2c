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
    from ..models.string_map import StringMap


T = TypeVar("T", bound="NodePod")


@_attrs_define
class NodePod:
    """A pod on a node.

    Attributes:
        pod_name (str): Name of the pod.
        status (int | Unset): Status: 0 creating, 1 running, 2 terminating, 3 deleted.
        labels (None | StringMap | Unset): Labels by name.
        resources (IntegerMap | None | Unset): Resources of the pod: processors in milli cores, memory in bytes.
    """

    pod_name: str
    status: int | Unset = UNSET
    labels: None | StringMap | Unset = UNSET
    resources: IntegerMap | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "pod_name": "podName",
        "status": "status",
        "labels": "labels",
        "resources": "resources",
    }

    def to_dict(self) -> dict[str, Any]:
        from ..models.integer_map import IntegerMap  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        pod_name = self.pod_name

        status = self.status

        labels: dict[str, Any] | None | Unset
        if isinstance(self.labels, Unset):
            labels = UNSET
        elif isinstance(self.labels, StringMap):
            labels = self.labels.to_dict()
        else:
            labels = self.labels

        resources: dict[str, Any] | None | Unset
        if isinstance(self.resources, Unset):
            resources = UNSET
        elif isinstance(self.resources, IntegerMap):
            resources = self.resources.to_dict()
        else:
            resources = self.resources

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "podName": pod_name,
            }
        )
        if status is not UNSET:
            field_dict["status"] = status
        if labels is not UNSET:
            field_dict["labels"] = labels
        if resources is not UNSET:
            field_dict["resources"] = resources

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.integer_map import IntegerMap  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        pod_name = d.pop("podName")

        status = d.pop("status", UNSET)

        def _parse_labels(data: object) -> None | StringMap | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                labels_type_0 = StringMap.from_dict(data)

                return labels_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | StringMap | Unset", data)

        labels = _parse_labels(d.pop("labels", UNSET))

        def _parse_resources(data: object) -> IntegerMap | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                resources_type_0 = IntegerMap.from_dict(data)

                return resources_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("IntegerMap | None | Unset", data)

        resources = _parse_resources(d.pop("resources", UNSET))

        node_pod = cls(
            pod_name,
            status,
            labels,
            resources,
        )

        node_pod.additional_properties = d
        return node_pod

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
