from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ScheduleOptions")


@_attrs_define
class ScheduleOptions:
    """Concurrency and catch-up settings.

    Attributes:
        catchup (bool | Unset): Whether missed runs are made up for.
        expire_interval (int | Unset): Seconds after which a missed run is dropped; 0 means never.
        concurrency (int | Unset): How many runs may be active at once; 0 means no limit.
        concurrency_policy (str | Unset): What to do at the concurrency limit: `suspend`, `replace` or `skip`.
    """

    catchup: bool | Unset = UNSET
    expire_interval: int | Unset = UNSET
    concurrency: int | Unset = UNSET
    concurrency_policy: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "catchup": "catchup",
        "expire_interval": "expireInterval",
        "concurrency": "concurrency",
        "concurrency_policy": "concurrencyPolicy",
    }

    def to_dict(self) -> dict[str, Any]:
        catchup = self.catchup

        expire_interval = self.expire_interval

        concurrency = self.concurrency

        concurrency_policy = self.concurrency_policy

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if catchup is not UNSET:
            field_dict["catchup"] = catchup
        if expire_interval is not UNSET:
            field_dict["expireInterval"] = expire_interval
        if concurrency is not UNSET:
            field_dict["concurrency"] = concurrency
        if concurrency_policy is not UNSET:
            field_dict["concurrencyPolicy"] = concurrency_policy

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        catchup = d.pop("catchup", UNSET)

        expire_interval = d.pop("expireInterval", UNSET)

        concurrency = d.pop("concurrency", UNSET)

        concurrency_policy = d.pop("concurrencyPolicy", UNSET)

        schedule_options = cls(
            catchup,
            expire_interval,
            concurrency,
            concurrency_policy,
        )

        schedule_options.additional_properties = d
        return schedule_options

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
