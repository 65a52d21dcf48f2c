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
    from ..models.string_map import StringMap


T = TypeVar("T", bound="Link")


@_attrs_define
class Link:
    """A link.

    Attributes:
        fs_path (str): Path of the link inside the file system.
        fs_name (str | Unset): Name of the file system.
        server_address (str | Unset): Address of the storage server.
        type_ (str | Unset): Type of the storage.
        username (str | Unset): Login name of the user.
        sub_path (str | Unset): Directory inside the storage.
        properties (None | StringMap | Unset): Access settings of the storage by name.
    """

    fs_path: str
    fs_name: str | Unset = UNSET
    server_address: str | Unset = UNSET
    type_: str | Unset = UNSET
    username: str | Unset = UNSET
    sub_path: str | Unset = UNSET
    properties: None | StringMap | Unset = _attrs_field(default=UNSET, repr=False)
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "fs_path": "fsPath",
        "fs_name": "fsName",
        "server_address": "serverAddress",
        "type_": "type",
        "username": "username",
        "sub_path": "subPath",
        "properties": "properties",
    }

    def to_dict(self) -> dict[str, Any]:
        from ..models.string_map import StringMap  # noqa: PLC0415

        fs_path = self.fs_path

        fs_name = self.fs_name

        server_address = self.server_address

        type_ = self.type_

        username = self.username

        sub_path = self.sub_path

        properties: dict[str, Any] | None | Unset
        if isinstance(self.properties, Unset):
            properties = UNSET
        elif isinstance(self.properties, StringMap):
            properties = self.properties.to_dict()
        else:
            properties = self.properties

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "fsPath": fs_path,
            }
        )
        if fs_name is not UNSET:
            field_dict["fsName"] = fs_name
        if server_address is not UNSET:
            field_dict["serverAddress"] = server_address
        if type_ is not UNSET:
            field_dict["type"] = type_
        if username is not UNSET:
            field_dict["username"] = username
        if sub_path is not UNSET:
            field_dict["subPath"] = sub_path
        if properties is not UNSET:
            field_dict["properties"] = properties

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        fs_path = d.pop("fsPath")

        fs_name = d.pop("fsName", UNSET)

        server_address = d.pop("serverAddress", UNSET)

        type_ = d.pop("type", UNSET)

        username = d.pop("username", UNSET)

        sub_path = d.pop("subPath", UNSET)

        def _parse_properties(data: object) -> None | StringMap | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                properties_type_0 = StringMap.from_dict(data)

                return properties_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | StringMap | Unset", data)

        properties = _parse_properties(d.pop("properties", UNSET))

        link = cls(
            fs_path,
            fs_name,
            server_address,
            type_,
            username,
            sub_path,
            properties,
        )

        link.additional_properties = d
        return link

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
