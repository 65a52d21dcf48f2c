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

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.resource_info import ResourceInfo
    from ..models.string_map import StringMap


T = TypeVar("T", bound="UpdateQueueRequest")


@_attrs_define
class UpdateQueueRequest:
    """Body of `update_queue`. What is left out stays as it is. Name, namespace, cluster and kind of quota cannot be
    changed.

        Attributes:
            max_resources (ResourceInfo | Unset): An amount of resources, as requests spell it (`mem`, not `memory`). On
                creation what is left out counts as zero.
            min_resources (ResourceInfo | Unset): An amount of resources, as requests spell it (`mem`, not `memory`). On
                creation what is left out counts as zero.
            location (StringMap | Unset): Texts by name.
            scheduling_policy (list[str] | Unset): Scheduling policies to add; a `-` at the end removes one. Their order
                afterwards is random.
    """

    max_resources: ResourceInfo | Unset = UNSET
    min_resources: ResourceInfo | Unset = UNSET
    location: StringMap | Unset = UNSET
    scheduling_policy: list[str] | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "max_resources": "maxResources",
        "min_resources": "minResources",
        "location": "location",
        "scheduling_policy": "schedulingPolicy",
    }

    def to_dict(self) -> dict[str, Any]:
        max_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.max_resources, Unset):
            max_resources = self.max_resources.to_dict()

        min_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.min_resources, Unset):
            min_resources = self.min_resources.to_dict()

        location: dict[str, Any] | Unset = UNSET
        if not isinstance(self.location, Unset):
            location = self.location.to_dict()

        scheduling_policy: list[str] | Unset = UNSET
        if not isinstance(self.scheduling_policy, Unset):
            scheduling_policy = self.scheduling_policy

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if max_resources is not UNSET:
            field_dict["maxResources"] = max_resources
        if min_resources is not UNSET:
            field_dict["minResources"] = min_resources
        if location is not UNSET:
            field_dict["location"] = location
        if scheduling_policy is not UNSET:
            field_dict["schedulingPolicy"] = scheduling_policy

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.resource_info import ResourceInfo  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        _max_resources = d.pop("maxResources", UNSET)
        _max_resources = UNSET if _max_resources is None else _max_resources
        max_resources: ResourceInfo | Unset
        if isinstance(_max_resources, Unset):
            max_resources = UNSET
        else:
            max_resources = ResourceInfo.from_dict(_max_resources)

        _min_resources = d.pop("minResources", UNSET)
        _min_resources = UNSET if _min_resources is None else _min_resources
        min_resources: ResourceInfo | Unset
        if isinstance(_min_resources, Unset):
            min_resources = UNSET
        else:
            min_resources = ResourceInfo.from_dict(_min_resources)

        _location = d.pop("location", UNSET)
        _location = UNSET if _location is None else _location
        location: StringMap | Unset
        if isinstance(_location, Unset):
            location = UNSET
        else:
            location = StringMap.from_dict(_location)

        _scheduling_policy = d.pop("schedulingPolicy", UNSET)
        scheduling_policy = cast("list[str]", [] if _scheduling_policy is None else _scheduling_policy)

        update_queue_request = cls(
            max_resources,
            min_resources,
            location,
            scheduling_policy,
        )

        return update_queue_request
