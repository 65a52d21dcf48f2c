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
    from ..models.metric_series import MetricSeries


T = TypeVar("T", bound="TaskStatistics")


@_attrs_define
class TaskStatistics:
    """Metrics of one task.

    Attributes:
        task_name (str): Name of the pod.
        task_info (list[MetricSeries] | Unset): Series of the task, one a metric.
    """

    task_name: str
    task_info: list[MetricSeries] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "task_name": "taskName",
        "task_info": "taskInfo",
    }

    def to_dict(self) -> dict[str, Any]:
        task_name = self.task_name

        task_info: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.task_info, Unset):
            task_info = []
            for task_info_item_data in self.task_info:
                task_info_item = task_info_item_data.to_dict()
                task_info.append(task_info_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "taskName": task_name,
            }
        )
        if task_info is not UNSET:
            field_dict["taskInfo"] = task_info

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.metric_series import MetricSeries  # noqa: PLC0415

        d = dict(src_dict)
        task_name = d.pop("taskName")

        _task_info = d.pop("taskInfo", UNSET)
        _task_info = [] if _task_info is None else _task_info
        task_info: list[MetricSeries] | Unset = UNSET
        if _task_info is not UNSET:
            task_info = []
            for task_info_item_data in _task_info:
                task_info_item = MetricSeries.from_dict(task_info_item_data)

                task_info.append(task_info_item)

        task_statistics = cls(
            task_name,
            task_info,
        )

        task_statistics.additional_properties = d
        return task_statistics

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
