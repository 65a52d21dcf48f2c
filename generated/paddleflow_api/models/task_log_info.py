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
    from ..models.log_info import LogInfo


T = TypeVar("T", bound="TaskLogInfo")


@_attrs_define
class TaskLogInfo:
    """Log of one task of a job.

    Attributes:
        task_id (str): Identifier of the task: `<podUID>_<container>` for runs, `<pod>_<podUID>/<container>` for jobs.
        log_info (LogInfo | Unset): A page of log lines.
    """

    task_id: str
    log_info: LogInfo | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "task_id": "taskID",
        "log_info": "logInfo",
    }

    def to_dict(self) -> dict[str, Any]:
        task_id = self.task_id

        log_info: dict[str, Any] | Unset = UNSET
        if not isinstance(self.log_info, Unset):
            log_info = self.log_info.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "taskID": task_id,
            }
        )
        if log_info is not UNSET:
            field_dict["logInfo"] = log_info

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.log_info import LogInfo  # noqa: PLC0415

        d = dict(src_dict)
        task_id = d.pop("taskID")

        _log_info = d.pop("logInfo", UNSET)
        _log_info = UNSET if _log_info is None else _log_info
        log_info: LogInfo | Unset
        if isinstance(_log_info, Unset):
            log_info = UNSET
        else:
            log_info = LogInfo.from_dict(_log_info)

        task_log_info = cls(
            task_id,
            log_info,
        )

        task_log_info.additional_properties = d
        return task_log_info

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
