from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FsMount")


@_attrs_define
class FsMount:
    """A file system and where it is mounted.

    Attributes:
        id (str | Unset): Identifier of the file system. The server fills it in and ignores it in requests.
        name (str | Unset): Name of the file system.
        mount_path (str | Unset): Where it is mounted in the step.
        sub_path (str | Unset): Directory inside the storage; must not start with `/` in requests.
        read_only (bool | Unset): Whether it is mounted read-only.
    """

    id: str | Unset = UNSET
    name: str | Unset = UNSET
    mount_path: str | Unset = UNSET
    sub_path: str | Unset = UNSET
    read_only: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "id": "id",
        "name": "name",
        "mount_path": "mountPath",
        "sub_path": "subPath",
        "read_only": "readOnly",
    }

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        mount_path = self.mount_path

        sub_path = self.sub_path

        read_only = self.read_only

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if name is not UNSET:
            field_dict["name"] = name
        if mount_path is not UNSET:
            field_dict["mountPath"] = mount_path
        if sub_path is not UNSET:
            field_dict["subPath"] = sub_path
        if read_only is not UNSET:
            field_dict["readOnly"] = read_only

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id", UNSET)

        name = d.pop("name", UNSET)

        mount_path = d.pop("mountPath", UNSET)

        sub_path = d.pop("subPath", UNSET)

        read_only = d.pop("readOnly", UNSET)

        fs_mount = cls(
            id,
            name,
            mount_path,
            sub_path,
            read_only,
        )

        fs_mount.additional_properties = d
        return fs_mount

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
