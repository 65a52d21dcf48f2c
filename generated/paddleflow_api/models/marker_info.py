from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MarkerInfo")


@_attrs_define
class MarkerInfo:
    """Where a page of a list ends.

    Attributes:
        max_keys (int | Unset): How many rows a page has at most; always 0 in a list of users.
        is_truncated (bool | Unset): Whether more rows follow. On lists with filters it may be true before an empty
            page.
        next_marker (str | Unset): The `marker` of the next page; absent when `isTruncated` is false.
    """

    max_keys: int | Unset = UNSET
    is_truncated: bool | Unset = UNSET
    next_marker: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "max_keys": "maxKeys",
        "is_truncated": "isTruncated",
        "next_marker": "nextMarker",
    }

    def to_dict(self) -> dict[str, Any]:
        max_keys = self.max_keys

        is_truncated = self.is_truncated

        next_marker = self.next_marker

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if max_keys is not UNSET:
            field_dict["maxKeys"] = max_keys
        if is_truncated is not UNSET:
            field_dict["isTruncated"] = is_truncated
        if next_marker is not UNSET:
            field_dict["nextMarker"] = next_marker

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        max_keys = d.pop("maxKeys", UNSET)

        is_truncated = d.pop("isTruncated", UNSET)

        next_marker = d.pop("nextMarker", UNSET)

        marker_info = cls(
            max_keys,
            is_truncated,
            next_marker,
        )

        marker_info.additional_properties = d
        return marker_info

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
