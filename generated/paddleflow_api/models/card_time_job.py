from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CardTimeJob")


@_attrs_define
class CardTimeJob:
    """Accelerator time of a job.

    Attributes:
        job_id (str): Identifier of the job; `jobId` with a small d, unlike elsewhere.
        card_time (float | Unset): Accelerator hours, rounded down to two decimals.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        start_time (str | Unset): When it started. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        finish_time (str | Unset): When it ended, `0001-01-01 00:00:00` before. Time of the server, `YYYY-MM-DD
            HH:MM:SS`.
        device_count (int | Unset): Number of accelerator cards.
    """

    job_id: str
    card_time: float | Unset = UNSET
    create_time: str | Unset = UNSET
    start_time: str | Unset = UNSET
    finish_time: str | Unset = UNSET
    device_count: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "job_id": "jobId",
        "card_time": "cardTime",
        "create_time": "createTime",
        "start_time": "startTime",
        "finish_time": "finishTime",
        "device_count": "deviceCount",
    }

    def to_dict(self) -> dict[str, Any]:
        job_id = self.job_id

        card_time = self.card_time

        create_time = self.create_time

        start_time = self.start_time

        finish_time = self.finish_time

        device_count = self.device_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "jobId": job_id,
            }
        )
        if card_time is not UNSET:
            field_dict["cardTime"] = card_time
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if start_time is not UNSET:
            field_dict["startTime"] = start_time
        if finish_time is not UNSET:
            field_dict["finishTime"] = finish_time
        if device_count is not UNSET:
            field_dict["deviceCount"] = device_count

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        job_id = d.pop("jobId")

        card_time = d.pop("cardTime", UNSET)

        create_time = d.pop("createTime", UNSET)

        start_time = d.pop("startTime", UNSET)

        finish_time = d.pop("finishTime", UNSET)

        device_count = d.pop("deviceCount", UNSET)

        card_time_job = cls(
            job_id,
            card_time,
            create_time,
            start_time,
            finish_time,
            device_count,
        )

        card_time_job.additional_properties = d
        return card_time_job

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
