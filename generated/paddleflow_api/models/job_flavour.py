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


T = TypeVar("T", bound="JobFlavour")


@_attrs_define
class JobFlavour:
    """Resources of a job. In requests all is optional: with no name, no processors and no memory it is 1 processor and
    `1Gi`.

        Attributes:
            name (str | Unset): Name of a flavour; empty or `customFlavour` for the figures given here.
            cpu (str | Unset): Processors as a Kubernetes quantity, such as `4` or `500m`.
            mem (str | Unset): Memory as a Kubernetes quantity, such as `8Gi`.
            scalar_resources (StringMap | Unset): Texts by name.
    """

    name: str | Unset = UNSET
    cpu: str | Unset = UNSET
    mem: str | Unset = UNSET
    scalar_resources: StringMap | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "cpu": "cpu",
        "mem": "mem",
        "scalar_resources": "scalarResources",
    }

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        cpu = self.cpu

        mem = self.mem

        scalar_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.scalar_resources, Unset):
            scalar_resources = self.scalar_resources.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if cpu is not UNSET:
            field_dict["cpu"] = cpu
        if mem is not UNSET:
            field_dict["mem"] = mem
        if scalar_resources is not UNSET:
            field_dict["scalarResources"] = scalar_resources

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        cpu = d.pop("cpu", UNSET)

        mem = d.pop("mem", UNSET)

        _scalar_resources = d.pop("scalarResources", UNSET)
        _scalar_resources = UNSET if _scalar_resources is None else _scalar_resources
        scalar_resources: StringMap | Unset
        if isinstance(_scalar_resources, Unset):
            scalar_resources = UNSET
        else:
            scalar_resources = StringMap.from_dict(_scalar_resources)

        job_flavour = cls(
            name,
            cpu,
            mem,
            scalar_resources,
        )

        job_flavour.additional_properties = d
        return job_flavour

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
