from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define

from ..models.resource_pool_status import ResourcePoolStatus
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.resource_info import ResourceInfo
    from ..models.string_map import StringMap


T = TypeVar("T", bound="UpdateResourcePoolRequest")


@_attrs_define
class UpdateResourcePoolRequest:
    """Body of `update_resource_pool`.

    Attributes:
        total_resources (ResourceInfo | Unset): An amount of resources, as requests spell it (`mem`, not `memory`). On
            creation what is left out counts as zero.
        annotations (StringMap | Unset): Texts by name.
        status (ResourcePoolStatus | Unset): Whether a resource pool takes work.
    """

    total_resources: ResourceInfo | Unset = UNSET
    annotations: StringMap | Unset = UNSET
    status: ResourcePoolStatus | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "total_resources": "totalResources",
        "annotations": "annotations",
        "status": "status",
    }

    def to_dict(self) -> dict[str, Any]:
        total_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.total_resources, Unset):
            total_resources = self.total_resources.to_dict()

        annotations: dict[str, Any] | Unset = UNSET
        if not isinstance(self.annotations, Unset):
            annotations = self.annotations.to_dict()

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = ResourcePoolStatus(self.status).value

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if total_resources is not UNSET:
            field_dict["totalResources"] = total_resources
        if annotations is not UNSET:
            field_dict["annotations"] = annotations
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.resource_info import ResourceInfo  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        _total_resources = d.pop("totalResources", UNSET)
        _total_resources = UNSET if _total_resources is None else _total_resources
        total_resources: ResourceInfo | Unset
        if isinstance(_total_resources, Unset):
            total_resources = UNSET
        else:
            total_resources = ResourceInfo.from_dict(_total_resources)

        _annotations = d.pop("annotations", UNSET)
        _annotations = UNSET if _annotations is None else _annotations
        annotations: StringMap | Unset
        if isinstance(_annotations, Unset):
            annotations = UNSET
        else:
            annotations = StringMap.from_dict(_annotations)

        _status = d.pop("status", UNSET)
        status: ResourcePoolStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = ResourcePoolStatus(_status)

        update_resource_pool_request = cls(
            total_resources,
            annotations,
            status,
        )

        return update_resource_pool_request
