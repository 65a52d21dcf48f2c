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
    from ..models.grant import Grant


T = TypeVar("T", bound="ListGrantResponse")


@_attrs_define
class ListGrantResponse:
    """A page of grants.

    Attributes:
        grant_list (list[Grant]): Never null.
        max_keys (int | Unset): How many rows a page has at most; always 0 in a list of users.
        is_truncated (bool | Unset): Whether more rows follow. On lists with filters it may be true before an empty
            page.
        next_marker (str | Unset): The `marker` of the next page; absent when `isTruncated` is false.
    """

    grant_list: list[Grant]
    max_keys: int | Unset = UNSET
    is_truncated: bool | Unset = UNSET
    next_marker: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "grant_list": "grantList",
        "max_keys": "maxKeys",
        "is_truncated": "isTruncated",
        "next_marker": "nextMarker",
    }

    def to_dict(self) -> dict[str, Any]:
        grant_list = []
        for grant_list_item_data in self.grant_list:
            grant_list_item = grant_list_item_data.to_dict()
            grant_list.append(grant_list_item)

        max_keys = self.max_keys

        is_truncated = self.is_truncated

        next_marker = self.next_marker

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "grantList": grant_list,
            }
        )
        if max_keys is not UNSET:
            field_dict["maxKeys"] = max_keys
        if is_truncated is not UNSET:
            field_dict["isTruncated"] = is_truncated
        if next_marker is not UNSET:
            field_dict["nextMarker"] = next_marker

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.grant import Grant  # noqa: PLC0415

        d = dict(src_dict)
        _grant_list = d.pop("grantList")
        grant_list = []
        _grant_list = [] if _grant_list is None else _grant_list
        for grant_list_item_data in _grant_list:
            grant_list_item = Grant.from_dict(grant_list_item_data)

            grant_list.append(grant_list_item)

        max_keys = d.pop("maxKeys", UNSET)

        is_truncated = d.pop("isTruncated", UNSET)

        next_marker = d.pop("nextMarker", UNSET)

        list_grant_response = cls(
            grant_list,
            max_keys,
            is_truncated,
            next_marker,
        )

        list_grant_response.additional_properties = d
        return list_grant_response

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
