from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.string_map import StringMap


T = TypeVar("T", bound="UpdateFlavourRequest")


@_attrs_define
class UpdateFlavourRequest:
    """Body of `update_flavour`.

    Attributes:
        cpu (str | Unset): Processors as a Kubernetes quantity above zero, such as `4` or `500m`.
        mem (str | Unset): Memory as a Kubernetes quantity above zero, such as `8Gi`.
        scalar_resources (StringMap | Unset): Texts by name.
        cluster_name (str | Unset): To be left out: any name but an empty one is 500 with an empty code.
    """

    cpu: str | Unset = UNSET
    mem: str | Unset = UNSET
    scalar_resources: StringMap | Unset = UNSET
    cluster_name: str | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "cpu": "cpu",
        "mem": "mem",
        "scalar_resources": "scalarResources",
        "cluster_name": "clusterName",
    }

    def to_dict(self) -> dict[str, Any]:
        cpu = self.cpu

        mem = self.mem

        scalar_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.scalar_resources, Unset):
            scalar_resources = self.scalar_resources.to_dict()

        cluster_name = self.cluster_name

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if cpu is not UNSET:
            field_dict["cpu"] = cpu
        if mem is not UNSET:
            field_dict["mem"] = mem
        if scalar_resources is not UNSET:
            field_dict["scalarResources"] = scalar_resources
        if cluster_name is not UNSET:
            field_dict["clusterName"] = cluster_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        cpu = d.pop("cpu", UNSET)

        mem = d.pop("mem", UNSET)

        _scalar_resources = d.pop("scalarResources", UNSET)
        _scalar_resources = UNSET if _scalar_resources is None else _scalar_resources
        scalar_resources: StringMap | Unset
        if isinstance(_scalar_resources, Unset):
            scalar_resources = UNSET
        else:
            scalar_resources = StringMap.from_dict(_scalar_resources)

        cluster_name = d.pop("clusterName", UNSET)

        update_flavour_request = cls(
            cpu,
            mem,
            scalar_resources,
            cluster_name,
        )

        return update_flavour_request
