from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.string_map import StringMap


T = TypeVar("T", bound="UpdateJobRequest")


@_attrs_define
class UpdateJobRequest:
    """Body of `update_job`.

    Attributes:
        priority (str | Unset): `VERY_LOW`, `LOW`, `NORMAL`, `HIGH` or `VERY_HIGH`, in any letter case.
        labels (StringMap | Unset): Texts by name.
        annotations (StringMap | Unset): Texts by name.
    """

    priority: str | Unset = UNSET
    labels: StringMap | Unset = UNSET
    annotations: StringMap | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "priority": "priority",
        "labels": "labels",
        "annotations": "annotations",
    }

    def to_dict(self) -> dict[str, Any]:
        priority = self.priority

        labels: dict[str, Any] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels.to_dict()

        annotations: dict[str, Any] | Unset = UNSET
        if not isinstance(self.annotations, Unset):
            annotations = self.annotations.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if priority is not UNSET:
            field_dict["priority"] = priority
        if labels is not UNSET:
            field_dict["labels"] = labels
        if annotations is not UNSET:
            field_dict["annotations"] = annotations

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        priority = d.pop("priority", UNSET)

        _labels = d.pop("labels", UNSET)
        _labels = UNSET if _labels is None else _labels
        labels: StringMap | Unset
        if isinstance(_labels, Unset):
            labels = UNSET
        else:
            labels = StringMap.from_dict(_labels)

        _annotations = d.pop("annotations", UNSET)
        _annotations = UNSET if _annotations is None else _annotations
        annotations: StringMap | Unset
        if isinstance(_annotations, Unset):
            annotations = UNSET
        else:
            annotations = StringMap.from_dict(_annotations)

        update_job_request = cls(
            priority,
            labels,
            annotations,
        )

        return update_job_request
