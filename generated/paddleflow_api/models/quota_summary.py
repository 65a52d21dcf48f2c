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
    from ..models.resource import Resource


T = TypeVar("T", bound="QuotaSummary")


@_attrs_define
class QuotaSummary:
    """Resources of a cluster in sum.

    Attributes:
        total (Resource | Unset): An amount of resources.
        idle (Resource | Unset): An amount of resources.
    """

    total: Resource | Unset = UNSET
    idle: Resource | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "total": "total",
        "idle": "idle",
    }

    def to_dict(self) -> dict[str, Any]:
        total: dict[str, Any] | Unset = UNSET
        if not isinstance(self.total, Unset):
            total = self.total.to_dict()

        idle: dict[str, Any] | Unset = UNSET
        if not isinstance(self.idle, Unset):
            idle = self.idle.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if total is not UNSET:
            field_dict["total"] = total
        if idle is not UNSET:
            field_dict["idle"] = idle

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.resource import Resource  # noqa: PLC0415

        d = dict(src_dict)
        _total = d.pop("total", UNSET)
        _total = UNSET if _total is None else _total
        total: Resource | Unset
        if isinstance(_total, Unset):
            total = UNSET
        else:
            total = Resource.from_dict(_total)

        _idle = d.pop("idle", UNSET)
        _idle = UNSET if _idle is None else _idle
        idle: Resource | Unset
        if isinstance(_idle, Unset):
            idle = UNSET
        else:
            idle = Resource.from_dict(_idle)

        quota_summary = cls(
            total,
            idle,
        )

        quota_summary.additional_properties = d
        return quota_summary

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
