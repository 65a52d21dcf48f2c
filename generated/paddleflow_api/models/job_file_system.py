from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="JobFileSystem")


@_attrs_define
class JobFileSystem:
    """A file system of a job. Requests name it; the server fills in identifier, type and path on the host, and does not
    check the owner of an identifier that is given.

        Attributes:
            id (str | Unset): Identifier of the file system.
            name (str | Unset): Name of the file system.
            type_ (str | Unset): Type of the storage.
            host_path (str | Unset): Path on the host.
            mount_path (str | Unset): Where it is mounted in the step. Default: `/home/paddleflow/storage/mnt/<fsID>`.
            sub_path (str | Unset): Directory inside the storage.
            read_only (bool | Unset): Whether it is mounted read-only.
    """

    id: str | Unset = UNSET
    name: str | Unset = UNSET
    type_: str | Unset = UNSET
    host_path: str | Unset = UNSET
    mount_path: str | Unset = UNSET
    sub_path: str | Unset = UNSET
    read_only: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "id": "id",
        "name": "name",
        "type_": "type",
        "host_path": "hostPath",
        "mount_path": "mountPath",
        "sub_path": "subPath",
        "read_only": "readOnly",
    }

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        type_ = self.type_

        host_path = self.host_path

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
        if type_ is not UNSET:
            field_dict["type"] = type_
        if host_path is not UNSET:
            field_dict["hostPath"] = host_path
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

        type_ = d.pop("type", UNSET)

        host_path = d.pop("hostPath", UNSET)

        mount_path = d.pop("mountPath", UNSET)

        sub_path = d.pop("subPath", UNSET)

        read_only = d.pop("readOnly", UNSET)

        job_file_system = cls(
            id,
            name,
            type_,
            host_path,
            mount_path,
            sub_path,
            read_only,
        )

        job_file_system.additional_properties = d
        return job_file_system

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
