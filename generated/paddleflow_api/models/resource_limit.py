from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ResourceLimit")


@_attrs_define
class ResourceLimit:
    """Resource limits of a mount process.

    Attributes:
        cpu_limit (str | Unset): Limit of processors; in requests above 0 and at most 2.
        memory_limit (str | Unset): Limit of memory; in requests above 0 and at most `8Gi`.
    """

    cpu_limit: str | Unset = UNSET
    memory_limit: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "cpu_limit": "cpuLimit",
        "memory_limit": "memoryLimit",
    }

    def to_dict(self) -> dict[str, Any]:
        cpu_limit = self.cpu_limit

        memory_limit = self.memory_limit

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if cpu_limit is not UNSET:
            field_dict["cpuLimit"] = cpu_limit
        if memory_limit is not UNSET:
            field_dict["memoryLimit"] = memory_limit

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cpu_limit = d.pop("cpuLimit", UNSET)

        memory_limit = d.pop("memoryLimit", UNSET)

        resource_limit = cls(
            cpu_limit,
            memory_limit,
        )

        resource_limit.additional_properties = d
        return resource_limit

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
