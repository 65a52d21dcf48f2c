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
    from ..models.fs_mount import FsMount


T = TypeVar("T", bound="RunFsOptions")


@_attrs_define
class RunFsOptions:
    """File systems of a run.

    Attributes:
        main_fs (FsMount | Unset): A file system and where it is mounted.
        extra_fs (list[FsMount] | Unset): Further file systems. In practice `show_run` never has them.
    """

    main_fs: FsMount | Unset = UNSET
    extra_fs: list[FsMount] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "main_fs": "mainFS",
        "extra_fs": "extraFS",
    }

    def to_dict(self) -> dict[str, Any]:
        main_fs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.main_fs, Unset):
            main_fs = self.main_fs.to_dict()

        extra_fs: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.extra_fs, Unset):
            extra_fs = []
            for extra_fs_item_data in self.extra_fs:
                extra_fs_item = extra_fs_item_data.to_dict()
                extra_fs.append(extra_fs_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if main_fs is not UNSET:
            field_dict["mainFS"] = main_fs
        if extra_fs is not UNSET:
            field_dict["extraFS"] = extra_fs

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fs_mount import FsMount  # noqa: PLC0415

        d = dict(src_dict)
        _main_fs = d.pop("mainFS", UNSET)
        _main_fs = UNSET if _main_fs is None else _main_fs
        main_fs: FsMount | Unset
        if isinstance(_main_fs, Unset):
            main_fs = UNSET
        else:
            main_fs = FsMount.from_dict(_main_fs)

        _extra_fs = d.pop("extraFS", UNSET)
        _extra_fs = [] if _extra_fs is None else _extra_fs
        extra_fs: list[FsMount] | Unset = UNSET
        if _extra_fs is not UNSET:
            extra_fs = []
            for extra_fs_item_data in _extra_fs:
                extra_fs_item = FsMount.from_dict(extra_fs_item_data)

                extra_fs.append(extra_fs_item)

        run_fs_options = cls(
            main_fs,
            extra_fs,
        )

        run_fs_options.additional_properties = d
        return run_fs_options

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
