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
    from ..models.any_map import AnyMap


T = TypeVar("T", bound="KubernetesObject")


@_attrs_define
class KubernetesObject:
    """A Kubernetes object as its manifest has it. To delete one, only its name, namespace, kind and apiVersion.

    Attributes:
        api_version (str | Unset): API version: `group/version` or `version`.
        kind (str | Unset): Kubernetes kind.
        name (str | Unset): Name of the object to delete.
        namespace (str | Unset): Namespace of the object to delete, for kinds that have one.
        metadata (AnyMap | Unset): Values of any type by name.
    """

    api_version: str | Unset = UNSET
    kind: str | Unset = UNSET
    name: str | Unset = UNSET
    namespace: str | Unset = UNSET
    metadata: AnyMap | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "api_version": "apiVersion",
        "kind": "kind",
        "name": "name",
        "namespace": "namespace",
        "metadata": "metadata",
    }

    def to_dict(self) -> dict[str, Any]:
        api_version = self.api_version

        kind = self.kind

        name = self.name

        namespace = self.namespace

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if api_version is not UNSET:
            field_dict["apiVersion"] = api_version
        if kind is not UNSET:
            field_dict["kind"] = kind
        if name is not UNSET:
            field_dict["name"] = name
        if namespace is not UNSET:
            field_dict["namespace"] = namespace
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.any_map import AnyMap  # noqa: PLC0415

        d = dict(src_dict)
        api_version = d.pop("apiVersion", UNSET)

        kind = d.pop("kind", UNSET)

        name = d.pop("name", UNSET)

        namespace = d.pop("namespace", UNSET)

        _metadata = d.pop("metadata", UNSET)
        _metadata = UNSET if _metadata is None else _metadata
        metadata: AnyMap | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = AnyMap.from_dict(_metadata)

        kubernetes_object = cls(
            api_version,
            kind,
            name,
            namespace,
            metadata,
        )

        kubernetes_object.additional_properties = d
        return kubernetes_object

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
