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
    from ..models.string_map import StringMap


T = TypeVar("T", bound="Resource")


@_attrs_define
class Resource:
    """An amount of resources.

    Attributes:
        cpu (str | Unset): Processors as a Kubernetes quantity, such as `4` or `500m`; `0` when unset.
        memory (str | Unset): Memory as a Kubernetes quantity; `0` when unset. The key is `memory` in answers and `mem`
            in requests.
        storage (str | Unset): Storage as a Kubernetes quantity.
        scalar_resources (StringMap | Unset): Texts by name.
    """

    cpu: str | Unset = UNSET
    memory: str | Unset = UNSET
    storage: str | Unset = UNSET
    scalar_resources: StringMap | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "cpu": "cpu",
        "memory": "memory",
        "storage": "storage",
        "scalar_resources": "scalarResources",
    }

    def to_dict(self) -> dict[str, Any]:
        cpu = self.cpu

        memory = self.memory

        storage = self.storage

        scalar_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.scalar_resources, Unset):
            scalar_resources = self.scalar_resources.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if cpu is not UNSET:
            field_dict["cpu"] = cpu
        if memory is not UNSET:
            field_dict["memory"] = memory
        if storage is not UNSET:
            field_dict["storage"] = storage
        if scalar_resources is not UNSET:
            field_dict["scalarResources"] = scalar_resources

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        cpu = d.pop("cpu", UNSET)

        memory = d.pop("memory", UNSET)

        storage = d.pop("storage", UNSET)

        _scalar_resources = d.pop("scalarResources", UNSET)
        _scalar_resources = UNSET if _scalar_resources is None else _scalar_resources
        scalar_resources: StringMap | Unset
        if isinstance(_scalar_resources, Unset):
            scalar_resources = UNSET
        else:
            scalar_resources = StringMap.from_dict(_scalar_resources)

        resource = cls(
            cpu,
            memory,
            storage,
            scalar_resources,
        )

        resource.additional_properties = d
        return resource

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
