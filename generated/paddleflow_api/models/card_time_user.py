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
    from ..models.card_time_job import CardTimeJob


T = TypeVar("T", bound="CardTimeUser")


@_attrs_define
class CardTimeUser:
    """Accelerator time of a user.

    Attributes:
        user_name (str): Login name of the user.
        job_info_list (list[CardTimeJob] | Unset): Jobs of the user.
        job_count (int | Unset): Number of jobs.
        total_card_time (float | Unset): Accelerator hours in all.
    """

    user_name: str
    job_info_list: list[CardTimeJob] | Unset = UNSET
    job_count: int | Unset = UNSET
    total_card_time: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "user_name": "userName",
        "job_info_list": "jobInfoList",
        "job_count": "jobCount",
        "total_card_time": "totalCardTime",
    }

    def to_dict(self) -> dict[str, Any]:
        user_name = self.user_name

        job_info_list: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.job_info_list, Unset):
            job_info_list = []
            for job_info_list_item_data in self.job_info_list:
                job_info_list_item = job_info_list_item_data.to_dict()
                job_info_list.append(job_info_list_item)

        job_count = self.job_count

        total_card_time = self.total_card_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "userName": user_name,
            }
        )
        if job_info_list is not UNSET:
            field_dict["jobInfoList"] = job_info_list
        if job_count is not UNSET:
            field_dict["jobCount"] = job_count
        if total_card_time is not UNSET:
            field_dict["totalCardTime"] = total_card_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_time_job import CardTimeJob  # noqa: PLC0415

        d = dict(src_dict)
        user_name = d.pop("userName")

        _job_info_list = d.pop("jobInfoList", UNSET)
        _job_info_list = [] if _job_info_list is None else _job_info_list
        job_info_list: list[CardTimeJob] | Unset = UNSET
        if _job_info_list is not UNSET:
            job_info_list = []
            for job_info_list_item_data in _job_info_list:
                job_info_list_item = CardTimeJob.from_dict(job_info_list_item_data)

                job_info_list.append(job_info_list_item)

        job_count = d.pop("jobCount", UNSET)

        total_card_time = d.pop("totalCardTime", UNSET)

        card_time_user = cls(
            user_name,
            job_info_list,
            job_count,
            total_card_time,
        )

        card_time_user.additional_properties = d
        return card_time_user

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
