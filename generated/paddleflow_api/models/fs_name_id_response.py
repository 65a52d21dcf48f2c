from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FsNameIDResponse")


@_attrs_define
class FsNameIDResponse:
    """Answer of `add_fs` and `update_fs`.

    Attributes:
        fs_name (str): Name of the file system.
        fs_id (str | Unset): Identifier of the file system: `fs-<owner>-<name>`.
    """

    fs_name: str
    fs_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "fs_name": "fsName",
        "fs_id": "fsID",
    }

    def to_dict(self) -> dict[str, Any]:
        fs_name = self.fs_name

        fs_id = self.fs_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "fsName": fs_name,
            }
        )
        if fs_id is not UNSET:
            field_dict["fsID"] = fs_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        fs_name = d.pop("fsName")

        fs_id = d.pop("fsID", UNSET)

        fs_name_id_response = cls(
            fs_name,
            fs_id,
        )

        fs_name_id_response.additional_properties = d
        return fs_name_id_response

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
