from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="KindGroupVersion")


@_attrs_define
class KindGroupVersion:
    """A Kubernetes kind.

    Attributes:
        kind (str | Unset): Kubernetes kind.
        group (str | Unset): API group.
        api_version (str | Unset): API version: `group/version` or `version`.
    """

    kind: str | Unset = UNSET
    group: str | Unset = UNSET
    api_version: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "kind": "kind",
        "group": "group",
        "api_version": "apiVersion",
    }

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        group = self.group

        api_version = self.api_version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if kind is not UNSET:
            field_dict["kind"] = kind
        if group is not UNSET:
            field_dict["group"] = group
        if api_version is not UNSET:
            field_dict["apiVersion"] = api_version

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = d.pop("kind", UNSET)

        group = d.pop("group", UNSET)

        api_version = d.pop("apiVersion", UNSET)

        kind_group_version = cls(
            kind,
            group,
            api_version,
        )

        kind_group_version.additional_properties = d
        return kind_group_version

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
