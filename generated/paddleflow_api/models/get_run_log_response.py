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
    from ..models.job_log_info import JobLogInfo


T = TypeVar("T", bound="GetRunLogResponse")


@_attrs_define
class GetRunLogResponse:
    """Answer of `show_run_log`.

    Attributes:
        run_log (list[JobLogInfo]): The logs, one entry a job; an empty list when the run has none.
        run_id (str): Identifier of the run.
        submit_log (str | Unset): Lines of the server about the run, separated by line breaks, or a sentence that there
            are none.
    """

    run_log: list[JobLogInfo]
    run_id: str
    submit_log: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "run_log": "runLog",
        "run_id": "runID",
        "submit_log": "submitLog",
    }

    def to_dict(self) -> dict[str, Any]:
        run_log = []
        for run_log_item_data in self.run_log:
            run_log_item = run_log_item_data.to_dict()
            run_log.append(run_log_item)

        run_id = self.run_id

        submit_log = self.submit_log

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "runLog": run_log,
                "runID": run_id,
            }
        )
        if submit_log is not UNSET:
            field_dict["submitLog"] = submit_log

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.job_log_info import JobLogInfo  # noqa: PLC0415

        d = dict(src_dict)
        _run_log = d.pop("runLog")
        run_log = []
        _run_log = [] if _run_log is None else _run_log
        for run_log_item_data in _run_log:
            run_log_item = JobLogInfo.from_dict(run_log_item_data)

            run_log.append(run_log_item)

        run_id = d.pop("runID")

        submit_log = d.pop("submitLog", UNSET)

        get_run_log_response = cls(
            run_log,
            run_id,
            submit_log,
        )

        get_run_log_response.additional_properties = d
        return get_run_log_response

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
