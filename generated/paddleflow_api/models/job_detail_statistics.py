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
    from ..models.task_statistics import TaskStatistics


T = TypeVar("T", bound="JobDetailStatistics")


@_attrs_define
class JobDetailStatistics:
    """Resource use of a job over time.

    Attributes:
        result (list[TaskStatistics]): One row a task; never `null`.
        truncated (bool | Unset): Whether something was left out of the answer.
    """

    result: list[TaskStatistics]
    truncated: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "result": "result",
        "truncated": "truncated",
    }

    def to_dict(self) -> dict[str, Any]:
        result = []
        for result_item_data in self.result:
            result_item = result_item_data.to_dict()
            result.append(result_item)

        truncated = self.truncated

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "result": result,
            }
        )
        if truncated is not UNSET:
            field_dict["truncated"] = truncated

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.task_statistics import TaskStatistics  # noqa: PLC0415

        d = dict(src_dict)
        _result = d.pop("result")
        result = []
        _result = [] if _result is None else _result
        for result_item_data in _result:
            result_item = TaskStatistics.from_dict(result_item_data)

            result.append(result_item)

        truncated = d.pop("truncated", UNSET)

        job_detail_statistics = cls(
            result,
            truncated,
        )

        job_detail_statistics.additional_properties = d
        return job_detail_statistics

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
