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
    from ..models.job_runtime import JobRuntime


T = TypeVar("T", bound="DistributedRuntime")


@_attrs_define
class DistributedRuntime:
    """The pods of a distributed job.

    Attributes:
        name (str | Unset): Name of the runtime.
        namespace (str | Unset): Kubernetes namespace.
        id (str | Unset): Identifier of the runtime.
        status (str | Unset): Status as JSON text.
        runtimes (list[JobRuntime] | Unset): Its pods.
    """

    name: str | Unset = UNSET
    namespace: str | Unset = UNSET
    id: str | Unset = UNSET
    status: str | Unset = UNSET
    runtimes: list[JobRuntime] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "namespace": "namespace",
        "id": "id",
        "status": "status",
        "runtimes": "runtimes",
    }

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        namespace = self.namespace

        id = self.id

        status = self.status

        runtimes: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.runtimes, Unset):
            runtimes = []
            for runtimes_item_data in self.runtimes:
                runtimes_item = runtimes_item_data.to_dict()
                runtimes.append(runtimes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if namespace is not UNSET:
            field_dict["namespace"] = namespace
        if id is not UNSET:
            field_dict["id"] = id
        if status is not UNSET:
            field_dict["status"] = status
        if runtimes is not UNSET:
            field_dict["runtimes"] = runtimes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.job_runtime import JobRuntime  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        namespace = d.pop("namespace", UNSET)

        id = d.pop("id", UNSET)

        status = d.pop("status", UNSET)

        _runtimes = d.pop("runtimes", UNSET)
        _runtimes = [] if _runtimes is None else _runtimes
        runtimes: list[JobRuntime] | Unset = UNSET
        if _runtimes is not UNSET:
            runtimes = []
            for runtimes_item_data in _runtimes:
                runtimes_item = JobRuntime.from_dict(runtimes_item_data)

                runtimes.append(runtimes_item)

        distributed_runtime = cls(
            name,
            namespace,
            id,
            status,
            runtimes,
        )

        distributed_runtime.additional_properties = d
        return distributed_runtime

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
