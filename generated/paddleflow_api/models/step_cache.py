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
    from ..models.fs_scope import FsScope


T = TypeVar("T", bound="StepCache")


@_attrs_define
class StepCache:
    """Cache settings of a step.

    Attributes:
        enable (bool | Unset): Whether the step may reuse earlier results.
        max_expired_time (str | Unset): Seconds after which a result is no longer used, as a string; `-1` for never.
        fs_scope (list[FsScope] | None | Unset): Paths whose modification invalidates the cache.
    """

    enable: bool | Unset = UNSET
    max_expired_time: str | Unset = UNSET
    fs_scope: list[FsScope] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "enable": "enable",
        "max_expired_time": "maxExpiredTime",
        "fs_scope": "fsScope",
    }

    def to_dict(self) -> dict[str, Any]:
        enable = self.enable

        max_expired_time = self.max_expired_time

        fs_scope: list[dict[str, Any]] | None | Unset
        if isinstance(self.fs_scope, Unset):
            fs_scope = UNSET
        elif isinstance(self.fs_scope, list):
            fs_scope = []
            for fs_scope_type_0_item_data in self.fs_scope:
                fs_scope_type_0_item = fs_scope_type_0_item_data.to_dict()
                fs_scope.append(fs_scope_type_0_item)

        else:
            fs_scope = self.fs_scope

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if enable is not UNSET:
            field_dict["enable"] = enable
        if max_expired_time is not UNSET:
            field_dict["maxExpiredTime"] = max_expired_time
        if fs_scope is not UNSET:
            field_dict["fsScope"] = fs_scope

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fs_scope import FsScope  # noqa: PLC0415

        d = dict(src_dict)
        enable = d.pop("enable", UNSET)

        max_expired_time = d.pop("maxExpiredTime", UNSET)

        def _parse_fs_scope(data: object) -> list[FsScope] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                fs_scope_type_0 = []
                _fs_scope_type_0 = data
                for fs_scope_type_0_item_data in _fs_scope_type_0:
                    fs_scope_type_0_item = FsScope.from_dict(fs_scope_type_0_item_data)

                    fs_scope_type_0.append(fs_scope_type_0_item)

                return fs_scope_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[FsScope] | None | Unset", data)

        fs_scope = _parse_fs_scope(d.pop("fsScope", UNSET))

        step_cache = cls(
            enable,
            max_expired_time,
            fs_scope,
        )

        step_cache.additional_properties = d
        return step_cache

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
