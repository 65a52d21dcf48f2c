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
    from ..models.user import User


T = TypeVar("T", bound="ListUserResponse")


@_attrs_define
class ListUserResponse:
    """A page of users.

    Attributes:
        user_list (list[User] | None): Null when there is no user other than root; root itself is never listed.
        max_keys (int | Unset): How many rows a page has at most; always 0 in a list of users.
        is_truncated (bool | Unset): Whether more rows follow. On lists with filters it may be true before an empty
            page.
        next_marker (str | Unset): The `marker` of the next page; absent when `isTruncated` is false.
    """

    user_list: list[User] | None
    max_keys: int | Unset = UNSET
    is_truncated: bool | Unset = UNSET
    next_marker: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "user_list": "userList",
        "max_keys": "maxKeys",
        "is_truncated": "isTruncated",
        "next_marker": "nextMarker",
    }

    def to_dict(self) -> dict[str, Any]:
        user_list: list[dict[str, Any]] | None
        if isinstance(self.user_list, list):
            user_list = []
            for user_list_type_0_item_data in self.user_list:
                user_list_type_0_item = user_list_type_0_item_data.to_dict()
                user_list.append(user_list_type_0_item)

        else:
            user_list = self.user_list

        max_keys = self.max_keys

        is_truncated = self.is_truncated

        next_marker = self.next_marker

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "userList": user_list,
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
        from ..models.user import User  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_user_list(data: object) -> list[User] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                user_list_type_0 = []
                _user_list_type_0 = data
                for user_list_type_0_item_data in _user_list_type_0:
                    user_list_type_0_item = User.from_dict(user_list_type_0_item_data)

                    user_list_type_0.append(user_list_type_0_item)

                return user_list_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[User] | None", data)

        user_list = _parse_user_list(d.pop("userList"))

        max_keys = d.pop("maxKeys", UNSET)

        is_truncated = d.pop("isTruncated", UNSET)

        next_marker = d.pop("nextMarker", UNSET)

        list_user_response = cls(
            user_list,
            max_keys,
            is_truncated,
            next_marker,
        )

        list_user_response.additional_properties = d
        return list_user_response

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
