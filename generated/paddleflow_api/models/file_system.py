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


T = TypeVar("T", bound="FileSystem")


@_attrs_define
class FileSystem:
    """A file system. It has no times.

    Attributes:
        name (str): Name of the file system.
        id (str | Unset): Identifier of the file system.
        server_address (str | Unset): Address of the storage server; empty for local and mock.
        type_ (str | Unset): Type of the storage: local, hdfs, hdfsWithKerberos, s3, sftp, mock, cfs, glusterfs, bos or
            afs.
        sub_path (str | Unset): Directory inside the storage.
        username (str | Unset): Login name of the user.
        properties (None | StringMap | Unset): Access settings of the storage by name; `null` when it was registered
            without any.
        independent_mount_process (bool | Unset): Whether mounting uses a process of its own.
    """

    name: str
    id: str | Unset = UNSET
    server_address: str | Unset = UNSET
    type_: str | Unset = UNSET
    sub_path: str | Unset = UNSET
    username: str | Unset = UNSET
    properties: None | StringMap | Unset = _attrs_field(default=UNSET, repr=False)
    independent_mount_process: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "id": "id",
        "server_address": "serverAddress",
        "type_": "type",
        "sub_path": "subPath",
        "username": "username",
        "properties": "properties",
        "independent_mount_process": "independentMountProcess",
    }

    def to_dict(self) -> dict[str, Any]:
        from ..models.string_map import StringMap  # noqa: PLC0415

        name = self.name

        id = self.id

        server_address = self.server_address

        type_ = self.type_

        sub_path = self.sub_path

        username = self.username

        properties: dict[str, Any] | None | Unset
        if isinstance(self.properties, Unset):
            properties = UNSET
        elif isinstance(self.properties, StringMap):
            properties = self.properties.to_dict()
        else:
            properties = self.properties

        independent_mount_process = self.independent_mount_process

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if server_address is not UNSET:
            field_dict["serverAddress"] = server_address
        if type_ is not UNSET:
            field_dict["type"] = type_
        if sub_path is not UNSET:
            field_dict["subPath"] = sub_path
        if username is not UNSET:
            field_dict["username"] = username
        if properties is not UNSET:
            field_dict["properties"] = properties
        if independent_mount_process is not UNSET:
            field_dict["independentMountProcess"] = independent_mount_process

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        id = d.pop("id", UNSET)

        server_address = d.pop("serverAddress", UNSET)

        type_ = d.pop("type", UNSET)

        sub_path = d.pop("subPath", UNSET)

        username = d.pop("username", UNSET)

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

        independent_mount_process = d.pop("independentMountProcess", UNSET)

        file_system = cls(
            name,
            id,
            server_address,
            type_,
            sub_path,
            username,
            properties,
            independent_mount_process,
        )

        file_system.additional_properties = d
        return file_system

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
