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


T = TypeVar("T", bound="CreateLinkRequest")


@_attrs_define
class CreateLinkRequest:
    """Body of `add_link`.

    Attributes:
        fs_name (str): Name of the file system.
        fs_path (str): Path of the link inside the file system; the directory must be empty or not exist.
        url (str): Where the other storage is: the scheme hdfs, local, s3, sftp or cfs.
        properties (StringMap | Unset): Texts by name.
        username (str | Unset): Login name of the user.
    """

    fs_name: str
    fs_path: str
    url: str
    properties: StringMap | Unset = _attrs_field(default=UNSET, repr=False)
    username: str | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "fs_name": "fsName",
        "fs_path": "fsPath",
        "url": "url",
        "properties": "properties",
        "username": "username",
    }

    def to_dict(self) -> dict[str, Any]:
        fs_name = self.fs_name

        fs_path = self.fs_path

        url = self.url

        properties: dict[str, Any] | Unset = UNSET
        if not isinstance(self.properties, Unset):
            properties = self.properties.to_dict()

        username = self.username

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "fsName": fs_name,
                "fsPath": fs_path,
                "url": url,
            }
        )
        if properties is not UNSET:
            field_dict["properties"] = properties
        if username is not UNSET:
            field_dict["username"] = username

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        fs_name = d.pop("fsName")

        fs_path = d.pop("fsPath")

        url = d.pop("url")

        _properties = d.pop("properties", UNSET)
        _properties = UNSET if _properties is None else _properties
        properties: StringMap | Unset
        if isinstance(_properties, Unset):
            properties = UNSET
        else:
            properties = StringMap.from_dict(_properties)

        username = d.pop("username", UNSET)

        create_link_request = cls(
            fs_name,
            fs_path,
            url,
            properties,
            username,
        )

        return create_link_request
