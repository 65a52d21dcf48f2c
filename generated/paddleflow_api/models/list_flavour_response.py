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
    from ..models.flavour import Flavour


T = TypeVar("T", bound="ListFlavourResponse")


@_attrs_define
class ListFlavourResponse:
    """A page of flavours.

    Attributes:
        flavour_list (list[Flavour] | None): Null when nothing matches.
        max_keys (int | Unset): How many rows a page has at most; always 0 in a list of users.
        is_truncated (bool | Unset): Whether more rows follow. On lists with filters it may be true before an empty
            page.
        next_marker (str | Unset): The `marker` of the next page; absent when `isTruncated` is false.
    """

    flavour_list: list[Flavour] | None
    max_keys: int | Unset = UNSET
    is_truncated: bool | Unset = UNSET
    next_marker: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "flavour_list": "flavourList",
        "max_keys": "maxKeys",
        "is_truncated": "isTruncated",
        "next_marker": "nextMarker",
    }

    def to_dict(self) -> dict[str, Any]:
        flavour_list: list[dict[str, Any]] | None
        if isinstance(self.flavour_list, list):
            flavour_list = []
            for flavour_list_type_0_item_data in self.flavour_list:
                flavour_list_type_0_item = flavour_list_type_0_item_data.to_dict()
                flavour_list.append(flavour_list_type_0_item)

        else:
            flavour_list = self.flavour_list

        max_keys = self.max_keys

        is_truncated = self.is_truncated

        next_marker = self.next_marker

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "flavourList": flavour_list,
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
        from ..models.flavour import Flavour  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_flavour_list(data: object) -> list[Flavour] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                flavour_list_type_0 = []
                _flavour_list_type_0 = data
                for flavour_list_type_0_item_data in _flavour_list_type_0:
                    flavour_list_type_0_item = Flavour.from_dict(flavour_list_type_0_item_data)

                    flavour_list_type_0.append(flavour_list_type_0_item)

                return flavour_list_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[Flavour] | None", data)

        flavour_list = _parse_flavour_list(d.pop("flavourList"))

        max_keys = d.pop("maxKeys", UNSET)

        is_truncated = d.pop("isTruncated", UNSET)

        next_marker = d.pop("nextMarker", UNSET)

        list_flavour_response = cls(
            flavour_list,
            max_keys,
            is_truncated,
            next_marker,
        )

        list_flavour_response.additional_properties = d
        return list_flavour_response

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
