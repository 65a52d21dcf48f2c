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
    from ..models.file_system import FileSystem


T = TypeVar("T", bound="ListFileSystemResponse")


@_attrs_define
class ListFileSystemResponse:
    """A page of file systems. It has no `maxKeys` and no `isTruncated`.

    Attributes:
        fs_list (list[FileSystem] | None): The file systems; `null` when there are none.
        marker (str | Unset): The marker of the request.
        truncated (bool | Unset): Whether more rows follow (`isTruncated` in other lists).
        next_marker (str | Unset): The `marker` of the next page, empty at the end. Time of the server, `YYYY-MM-DD
            HH:MM:SS`.
    """

    fs_list: list[FileSystem] | None
    marker: str | Unset = UNSET
    truncated: bool | Unset = UNSET
    next_marker: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "fs_list": "fsList",
        "marker": "marker",
        "truncated": "truncated",
        "next_marker": "nextMarker",
    }

    def to_dict(self) -> dict[str, Any]:
        fs_list: list[dict[str, Any]] | None
        if isinstance(self.fs_list, list):
            fs_list = []
            for fs_list_type_0_item_data in self.fs_list:
                fs_list_type_0_item = fs_list_type_0_item_data.to_dict()
                fs_list.append(fs_list_type_0_item)

        else:
            fs_list = self.fs_list

        marker = self.marker

        truncated = self.truncated

        next_marker = self.next_marker

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "fsList": fs_list,
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
        from ..models.file_system import FileSystem  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_fs_list(data: object) -> list[FileSystem] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                fs_list_type_0 = []
                _fs_list_type_0 = data
                for fs_list_type_0_item_data in _fs_list_type_0:
                    fs_list_type_0_item = FileSystem.from_dict(fs_list_type_0_item_data)

                    fs_list_type_0.append(fs_list_type_0_item)

                return fs_list_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[FileSystem] | None", data)

        fs_list = _parse_fs_list(d.pop("fsList"))

        marker = d.pop("marker", UNSET)

        truncated = d.pop("truncated", UNSET)

        next_marker = d.pop("nextMarker", UNSET)

        list_file_system_response = cls(
            fs_list,
            marker,
            truncated,
            next_marker,
        )

        list_file_system_response.additional_properties = d
        return list_file_system_response

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
