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
    from ..models.string_map import StringMap


T = TypeVar("T", bound="FileSystemRequest")


@_attrs_define
class FileSystemRequest:
    """Body of `add_fs` and `update_fs`. Secret keys and passwords are stored encrypted and shown encrypted.

    Attributes:
        name (str): Name of the file system; together with the name of the owner at most 59 characters.
        url (str): Where it is: the scheme hdfs, local, s3, sftp, mock, cfs, glusterfs, bos or afs, such as in
            `local://mnt/data`, `hdfs://host:9000/dir`, `s3://bucket/dir` or `cfs://host/dir`.
        properties (StringMap | Unset): Texts by name.
        username (str | Unset): Name of the owner, by default the caller; only root may name another user.
        independent_mount_process (bool | Unset): Whether mounting uses a process of its own. Default: `false`.
    """

    name: str
    url: str
    properties: StringMap | Unset = _attrs_field(default=UNSET, repr=False)
    username: str | Unset = UNSET
    independent_mount_process: bool | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "url": "url",
        "properties": "properties",
        "username": "username",
        "independent_mount_process": "independentMountProcess",
    }

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        url = self.url

        properties: dict[str, Any] | Unset = UNSET
        if not isinstance(self.properties, Unset):
            properties = self.properties.to_dict()

        username = self.username

        independent_mount_process = self.independent_mount_process

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "url": url,
            }
        )
        if properties is not UNSET:
            field_dict["properties"] = properties
        if username is not UNSET:
            field_dict["username"] = username
        if independent_mount_process is not UNSET:
            field_dict["independentMountProcess"] = independent_mount_process

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        url = d.pop("url")

        _properties = d.pop("properties", UNSET)
        _properties = UNSET if _properties is None else _properties
        properties: StringMap | Unset
        if isinstance(_properties, Unset):
            properties = UNSET
        else:
            properties = StringMap.from_dict(_properties)

        username = d.pop("username", UNSET)

        independent_mount_process = d.pop("independentMountProcess", UNSET)

        file_system_request = cls(
            name,
            url,
            properties,
            username,
            independent_mount_process,
        )

        return file_system_request
