from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="LogInfo")


@_attrs_define
class LogInfo:
    """A page of log lines.

    Attributes:
        log_content (str): The lines; the text of an error of Kubernetes when the log cannot be opened.
        has_next_page (bool | Unset): Whether another page of log lines follows.
        truncated (bool | Unset): Whether something was left out of the answer.
    """

    log_content: str
    has_next_page: bool | Unset = UNSET
    truncated: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "log_content": "logContent",
        "has_next_page": "hasNextPage",
        "truncated": "truncated",
    }

    def to_dict(self) -> dict[str, Any]:
        log_content = self.log_content

        has_next_page = self.has_next_page

        truncated = self.truncated

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "logContent": log_content,
            }
        )
        if has_next_page is not UNSET:
            field_dict["hasNextPage"] = has_next_page
        if truncated is not UNSET:
            field_dict["truncated"] = truncated

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        log_content = d.pop("logContent")

        has_next_page = d.pop("hasNextPage", UNSET)

        truncated = d.pop("truncated", UNSET)

        log_info = cls(
            log_content,
            has_next_page,
            truncated,
        )

        log_info.additional_properties = d
        return log_info

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
