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
    from ..models.link import Link


T = TypeVar("T", bound="ListLinkResponse")


@_attrs_define
class ListLinkResponse:
    """A page of links.

    Attributes:
        link_list (list[Link] | None): The links; `null` when there are none.
        marker (str | Unset): The marker of the request.
        truncated (bool | Unset): Whether more rows follow (`isTruncated` in other lists).
        next_marker (str | Unset): The `marker` of the next page, empty at the end. Time of the server, `YYYY-MM-DD
            HH:MM:SS`.
    """

    link_list: list[Link] | None
    marker: str | Unset = UNSET
    truncated: bool | Unset = UNSET
    next_marker: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "link_list": "linkList",
        "marker": "marker",
        "truncated": "truncated",
        "next_marker": "nextMarker",
    }

    def to_dict(self) -> dict[str, Any]:
        link_list: list[dict[str, Any]] | None
        if isinstance(self.link_list, list):
            link_list = []
            for link_list_type_0_item_data in self.link_list:
                link_list_type_0_item = link_list_type_0_item_data.to_dict()
                link_list.append(link_list_type_0_item)

        else:
            link_list = self.link_list

        marker = self.marker

        truncated = self.truncated

        next_marker = self.next_marker

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "linkList": link_list,
            }
        )
        if marker is not UNSET:
            field_dict["marker"] = marker
        if truncated is not UNSET:
            field_dict["truncated"] = truncated
        if next_marker is not UNSET:
            field_dict["nextMarker"] = next_marker

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.link import Link  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_link_list(data: object) -> list[Link] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                link_list_type_0 = []
                _link_list_type_0 = data
                for link_list_type_0_item_data in _link_list_type_0:
                    link_list_type_0_item = Link.from_dict(link_list_type_0_item_data)

                    link_list_type_0.append(link_list_type_0_item)

                return link_list_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[Link] | None", data)

        link_list = _parse_link_list(d.pop("linkList"))

        marker = d.pop("marker", UNSET)

        truncated = d.pop("truncated", UNSET)

        next_marker = d.pop("nextMarker", UNSET)

        list_link_response = cls(
            link_list,
            marker,
            truncated,
            next_marker,
        )

        list_link_response.additional_properties = d
        return list_link_response

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
