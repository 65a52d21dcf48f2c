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


T = TypeVar("T", bound="Flavour")


@_attrs_define
class Flavour:
    """A named size of a job. The cluster that it is bound to and its owner are not shown.

    Attributes:
        name (str): Name of the flavour.
        id (str | Unset): Identifier of the flavour: `flavour-` and 8 hex digits, or a UUID for the built-in ones on
            SQLite.
        cpu (str | Unset): Processors as a Kubernetes quantity, such as `4` or `500m`.
        mem (str | Unset): Memory as a Kubernetes quantity, such as `8Gi`. The key is `mem` here, unlike in queues.
        scalar_resources (StringMap | Unset): Texts by name.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        update_time (str | Unset): When it was last changed. Time of the server, `YYYY-MM-DD HH:MM:SS`.
    """

    name: str
    id: str | Unset = UNSET
    cpu: str | Unset = UNSET
    mem: str | Unset = UNSET
    scalar_resources: StringMap | Unset = UNSET
    create_time: str | Unset = UNSET
    update_time: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "id": "id",
        "cpu": "cpu",
        "mem": "mem",
        "scalar_resources": "scalarResources",
        "create_time": "createTime",
        "update_time": "updateTime",
    }

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        id = self.id

        cpu = self.cpu

        mem = self.mem

        scalar_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.scalar_resources, Unset):
            scalar_resources = self.scalar_resources.to_dict()

        create_time = self.create_time

        update_time = self.update_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if cpu is not UNSET:
            field_dict["cpu"] = cpu
        if mem is not UNSET:
            field_dict["mem"] = mem
        if scalar_resources is not UNSET:
            field_dict["scalarResources"] = scalar_resources
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if update_time is not UNSET:
            field_dict["updateTime"] = update_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        id = d.pop("id", UNSET)

        cpu = d.pop("cpu", UNSET)

        mem = d.pop("mem", UNSET)

        _scalar_resources = d.pop("scalarResources", UNSET)
        _scalar_resources = UNSET if _scalar_resources is None else _scalar_resources
        scalar_resources: StringMap | Unset
        if isinstance(_scalar_resources, Unset):
            scalar_resources = UNSET
        else:
            scalar_resources = StringMap.from_dict(_scalar_resources)

        create_time = d.pop("createTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        flavour = cls(
            name,
            id,
            cpu,
            mem,
            scalar_resources,
            create_time,
            update_time,
        )

        flavour.additional_properties = d
        return flavour

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
