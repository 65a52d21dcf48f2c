from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    ClassVar,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CardTimeRequest")


@_attrs_define
class CardTimeRequest:
    """Body of `query_card_time`.

    Attributes:
        start_time (str): Start of the time span. UTC, `YYYY-MM-DD HH:MM:SS`.
        end_time (str): End of the time span. UTC, `YYYY-MM-DD HH:MM:SS`.
        queue_names (list[str] | Unset): Names of the queues.
    """

    start_time: str
    end_time: str
    queue_names: list[str] | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "start_time": "startTime",
        "end_time": "endTime",
        "queue_names": "queueNames",
    }

    def to_dict(self) -> dict[str, Any]:
        start_time = self.start_time

        end_time = self.end_time

        queue_names: list[str] | Unset = UNSET
        if not isinstance(self.queue_names, Unset):
            queue_names = self.queue_names

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "startTime": start_time,
                "endTime": end_time,
            }
        )
        if queue_names is not UNSET:
            field_dict["queueNames"] = queue_names

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        start_time = d.pop("startTime")

        end_time = d.pop("endTime")

        _queue_names = d.pop("queueNames", UNSET)
        queue_names = cast("list[str]", [] if _queue_names is None else _queue_names)

        card_time_request = cls(
            start_time,
            end_time,
            queue_names,
        )

        return card_time_request
