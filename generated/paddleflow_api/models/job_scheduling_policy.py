from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="JobSchedulingPolicy")


@_attrs_define
class JobSchedulingPolicy:
    """Queue and priority of a job.

    Attributes:
        queue (str | Unset): Name of the queue. May be left out only where the server has a default queue
            (`isSingleCluster`).
        priority (str | Unset): `LOW`, `NORMAL` or `HIGH` in requests, in any letter case; upper case in answers.
            Default: `NORMAL`.
    """

    queue: str | Unset = UNSET
    priority: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "queue": "queue",
        "priority": "priority",
    }

    def to_dict(self) -> dict[str, Any]:
        queue = self.queue

        priority = self.priority

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if queue is not UNSET:
            field_dict["queue"] = queue
        if priority is not UNSET:
            field_dict["priority"] = priority

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        queue = d.pop("queue", UNSET)

        priority = d.pop("priority", UNSET)

        job_scheduling_policy = cls(
            queue,
            priority,
        )

        job_scheduling_policy.additional_properties = d
        return job_scheduling_policy

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
