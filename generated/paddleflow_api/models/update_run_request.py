from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="UpdateRunRequest")


@_attrs_define
class UpdateRunRequest:
    """Body of `update_run`.

    Attributes:
        stop_force (bool | Unset): Whether to stop a run that is terminating already too, and to skip the post-process.
            Default: `false`.
    """

    stop_force: bool | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "stop_force": "stopForce",
    }

    def to_dict(self) -> dict[str, Any]:
        stop_force = self.stop_force

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if stop_force is not UNSET:
            field_dict["stopForce"] = stop_force

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        stop_force = d.pop("stopForce", UNSET)

        update_run_request = cls(
            stop_force,
        )

        return update_run_request
