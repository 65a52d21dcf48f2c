from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="DeleteRunRequest")


@_attrs_define
class DeleteRunRequest:
    """Body of `delete_run`.

    Attributes:
        check_cache (bool | Unset): Whether to refuse while other runs use its cache. Default: `true`.
    """

    check_cache: bool | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "check_cache": "checkCache",
    }

    def to_dict(self) -> dict[str, Any]:
        check_cache = self.check_cache

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if check_cache is not UNSET:
            field_dict["checkCache"] = check_cache

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        check_cache = d.pop("checkCache", UNSET)

        delete_run_request = cls(
            check_cache,
        )

        return delete_run_request
