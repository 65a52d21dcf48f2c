from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.task_log_info import TaskLogInfo


T = TypeVar("T", bound="JobLogInfo")


@_attrs_define
class JobLogInfo:
    """Log of one job.

    Attributes:
        job_id (str): Identifier of the job.
        task_list (list[TaskLogInfo] | None | Unset): Logs of the tasks of the job.
        name (str | Unset): In `show_job_log` `<namespace>/<name>`, else empty.
        type_ (str | Unset): The `type` of the request.
        event_list (list[str] | None | Unset): One line for each Kubernetes event.
    """

    job_id: str
    task_list: list[TaskLogInfo] | None | Unset = UNSET
    name: str | Unset = UNSET
    type_: str | Unset = UNSET
    event_list: list[str] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "job_id": "jobID",
        "task_list": "taskList",
        "name": "name",
        "type_": "type",
        "event_list": "eventList",
    }

    def to_dict(self) -> dict[str, Any]:
        job_id = self.job_id

        task_list: list[dict[str, Any]] | None | Unset
        if isinstance(self.task_list, Unset):
            task_list = UNSET
        elif isinstance(self.task_list, list):
            task_list = []
            for task_list_type_0_item_data in self.task_list:
                task_list_type_0_item = task_list_type_0_item_data.to_dict()
                task_list.append(task_list_type_0_item)

        else:
            task_list = self.task_list

        name = self.name

        type_ = self.type_

        event_list: list[str] | None | Unset
        if isinstance(self.event_list, Unset):
            event_list = UNSET
        elif isinstance(self.event_list, list):
            event_list = self.event_list

        else:
            event_list = self.event_list

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "jobID": job_id,
            }
        )
        if task_list is not UNSET:
            field_dict["taskList"] = task_list
        if name is not UNSET:
            field_dict["name"] = name
        if type_ is not UNSET:
            field_dict["type"] = type_
        if event_list is not UNSET:
            field_dict["eventList"] = event_list

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.task_log_info import TaskLogInfo  # noqa: PLC0415

        d = dict(src_dict)
        job_id = d.pop("jobID")

        def _parse_task_list(data: object) -> list[TaskLogInfo] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                task_list_type_0 = []
                _task_list_type_0 = data
                for task_list_type_0_item_data in _task_list_type_0:
                    task_list_type_0_item = TaskLogInfo.from_dict(task_list_type_0_item_data)

                    task_list_type_0.append(task_list_type_0_item)

                return task_list_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[TaskLogInfo] | None | Unset", data)

        task_list = _parse_task_list(d.pop("taskList", UNSET))

        name = d.pop("name", UNSET)

        type_ = d.pop("type", UNSET)

        def _parse_event_list(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                event_list_type_0 = cast("list[str]", data)

                return event_list_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[str] | None | Unset", data)

        event_list = _parse_event_list(d.pop("eventList", UNSET))

        job_log_info = cls(
            job_id,
            task_list,
            name,
            type_,
            event_list,
        )

        job_log_info.additional_properties = d
        return job_log_info

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
