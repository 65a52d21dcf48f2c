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
    from ..models.card_time_user import CardTimeUser


T = TypeVar("T", bound="CardTimeQueue")


@_attrs_define
class CardTimeQueue:
    """Accelerator time of a queue.

    Attributes:
        queue_name (str): Name of the queue.
        card_time (float | Unset): Accelerator hours.
        device_type (str | Unset): Type of card; always empty.
        detail (list[CardTimeUser] | None | Unset): One row a user; `null` when there is no job.
    """

    queue_name: str
    card_time: float | Unset = UNSET
    device_type: str | Unset = UNSET
    detail: list[CardTimeUser] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "queue_name": "queueName",
        "card_time": "cardTime",
        "device_type": "deviceType",
        "detail": "detail",
    }

    def to_dict(self) -> dict[str, Any]:
        queue_name = self.queue_name

        card_time = self.card_time

        device_type = self.device_type

        detail: list[dict[str, Any]] | None | Unset
        if isinstance(self.detail, Unset):
            detail = UNSET
        elif isinstance(self.detail, list):
            detail = []
            for detail_type_0_item_data in self.detail:
                detail_type_0_item = detail_type_0_item_data.to_dict()
                detail.append(detail_type_0_item)

        else:
            detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "queueName": queue_name,
            }
        )
        if card_time is not UNSET:
            field_dict["cardTime"] = card_time
        if device_type is not UNSET:
            field_dict["deviceType"] = device_type
        if detail is not UNSET:
            field_dict["detail"] = detail

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_time_user import CardTimeUser  # noqa: PLC0415

        d = dict(src_dict)
        queue_name = d.pop("queueName")

        card_time = d.pop("cardTime", UNSET)

        device_type = d.pop("deviceType", UNSET)

        def _parse_detail(data: object) -> list[CardTimeUser] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                detail_type_0 = []
                _detail_type_0 = data
                for detail_type_0_item_data in _detail_type_0:
                    detail_type_0_item = CardTimeUser.from_dict(detail_type_0_item_data)

                    detail_type_0.append(detail_type_0_item)

                return detail_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[CardTimeUser] | None | Unset", data)

        detail = _parse_detail(d.pop("detail", UNSET))

        card_time_queue = cls(
            queue_name,
            card_time,
            device_type,
            detail,
        )

        card_time_queue.additional_properties = d
        return card_time_queue

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
