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


T = TypeVar("T", bound="CreateFlavourRequest")


@_attrs_define
class CreateFlavourRequest:
    """Body of `add_flavour`.

    Attributes:
        name (str): Name of the flavour. It has no pattern, but one with a slash can never be asked for again.
        cpu (str): Processors as a Kubernetes quantity above zero, such as `4` or `500m`.
        mem (str): Memory as a Kubernetes quantity above zero, such as `8Gi`.
        scalar_resources (StringMap | Unset): Texts by name.
        cluster_name (str | Unset): Name of a cluster, which must exist: the flavour is for that cluster only.
    """

    name: str
    cpu: str
    mem: str
    scalar_resources: StringMap | Unset = UNSET
    cluster_name: str | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "cpu": "cpu",
        "mem": "mem",
        "scalar_resources": "scalarResources",
        "cluster_name": "clusterName",
    }

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        cpu = self.cpu

        mem = self.mem

        scalar_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.scalar_resources, Unset):
            scalar_resources = self.scalar_resources.to_dict()

        cluster_name = self.cluster_name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "cpu": cpu,
                "mem": mem,
            }
        )
        if scalar_resources is not UNSET:
            field_dict["scalarResources"] = scalar_resources
        if cluster_name is not UNSET:
            field_dict["clusterName"] = cluster_name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        cpu = d.pop("cpu")

        mem = d.pop("mem")

        _scalar_resources = d.pop("scalarResources", UNSET)
        _scalar_resources = UNSET if _scalar_resources is None else _scalar_resources
        scalar_resources: StringMap | Unset
        if isinstance(_scalar_resources, Unset):
            scalar_resources = UNSET
        else:
            scalar_resources = StringMap.from_dict(_scalar_resources)

        cluster_name = d.pop("clusterName", UNSET)

        create_flavour_request = cls(
            name,
            cpu,
            mem,
            scalar_resources,
            cluster_name,
        )

        return create_flavour_request
