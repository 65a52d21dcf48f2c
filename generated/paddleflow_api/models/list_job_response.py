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
    from ..models.job import Job


T = TypeVar("T", bound="ListJobResponse")


@_attrs_define
class ListJobResponse:
    """A page of jobs.

    Attributes:
        job_list (list[Job]): Never null.
        max_keys (int | Unset): How many rows a page has at most; always 0 in a list of users.
        is_truncated (bool | Unset): Whether more rows follow. On lists with filters it may be true before an empty
            page.
        next_marker (str | Unset): The `marker` of the next page; absent when `isTruncated` is false.
    """

    job_list: list[Job]
    max_keys: int | Unset = UNSET
    is_truncated: bool | Unset = UNSET
    next_marker: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "job_list": "jobList",
        "max_keys": "maxKeys",
        "is_truncated": "isTruncated",
        "next_marker": "nextMarker",
    }

    def to_dict(self) -> dict[str, Any]:
        job_list = []
        for job_list_item_data in self.job_list:
            job_list_item = job_list_item_data.to_dict()
            job_list.append(job_list_item)

        max_keys = self.max_keys

        is_truncated = self.is_truncated

        next_marker = self.next_marker

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "jobList": job_list,
            }
        )
        if max_keys is not UNSET:
            field_dict["maxKeys"] = max_keys
        if is_truncated is not UNSET:
            field_dict["isTruncated"] = is_truncated
        if next_marker is not UNSET:
            field_dict["nextMarker"] = next_marker

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.job import Job  # noqa: PLC0415

        d = dict(src_dict)
        _job_list = d.pop("jobList")
        job_list = []
        _job_list = [] if _job_list is None else _job_list
        for job_list_item_data in _job_list:
            job_list_item = Job.from_dict(job_list_item_data)

            job_list.append(job_list_item)

        max_keys = d.pop("maxKeys", UNSET)

        is_truncated = d.pop("isTruncated", UNSET)

        next_marker = d.pop("nextMarker", UNSET)

        list_job_response = cls(
            job_list,
            max_keys,
            is_truncated,
            next_marker,
        )

        list_job_response.additional_properties = d
        return list_job_response

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
