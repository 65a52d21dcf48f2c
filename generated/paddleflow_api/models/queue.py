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
    from ..models.resource import Resource
    from ..models.string_map import StringMap


T = TypeVar("T", bound="Queue")


@_attrs_define
class Queue:
    """A queue.

    Attributes:
        name (str): Name of the queue.
        id (str | Unset): Identifier of the queue: `queue-` and 8 hex digits.
        namespace (str | Unset): Kubernetes namespace.
        cluster_name (str | Unset): Name of the cluster.
        quota_type (str | Unset): How the quota is enforced: `elasticQuota` or `volcanoCapabilityQuota`.
        min_resources (None | Resource | Unset): Guaranteed resources.
        max_resources (None | Resource | Unset): Upper limit of resources.
        location (StringMap | Unset): Texts by name.
        scheduling_policy (list[str] | Unset): Scheduling policies; absent when there are none.
        status (str | Unset): Status of the queue.
        used_resources (Resource | Unset): An amount of resources.
        idle_resources (Resource | Unset): An amount of resources.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        update_time (str | Unset): When it was last changed. Time of the server, `YYYY-MM-DD HH:MM:SS`.
    """

    name: str
    id: str | Unset = UNSET
    namespace: str | Unset = UNSET
    cluster_name: str | Unset = UNSET
    quota_type: str | Unset = UNSET
    min_resources: None | Resource | Unset = UNSET
    max_resources: None | Resource | Unset = UNSET
    location: StringMap | Unset = UNSET
    scheduling_policy: list[str] | Unset = UNSET
    status: str | Unset = UNSET
    used_resources: Resource | Unset = UNSET
    idle_resources: Resource | Unset = UNSET
    create_time: str | Unset = UNSET
    update_time: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "id": "id",
        "namespace": "namespace",
        "cluster_name": "clusterName",
        "quota_type": "quotaType",
        "min_resources": "minResources",
        "max_resources": "maxResources",
        "location": "location",
        "scheduling_policy": "schedulingPolicy",
        "status": "status",
        "used_resources": "usedResources",
        "idle_resources": "idleResources",
        "create_time": "createTime",
        "update_time": "updateTime",
    }

    def to_dict(self) -> dict[str, Any]:
        from ..models.resource import Resource  # noqa: PLC0415

        name = self.name

        id = self.id

        namespace = self.namespace

        cluster_name = self.cluster_name

        quota_type = self.quota_type

        min_resources: dict[str, Any] | None | Unset
        if isinstance(self.min_resources, Unset):
            min_resources = UNSET
        elif isinstance(self.min_resources, Resource):
            min_resources = self.min_resources.to_dict()
        else:
            min_resources = self.min_resources

        max_resources: dict[str, Any] | None | Unset
        if isinstance(self.max_resources, Unset):
            max_resources = UNSET
        elif isinstance(self.max_resources, Resource):
            max_resources = self.max_resources.to_dict()
        else:
            max_resources = self.max_resources

        location: dict[str, Any] | Unset = UNSET
        if not isinstance(self.location, Unset):
            location = self.location.to_dict()

        scheduling_policy: list[str] | Unset = UNSET
        if not isinstance(self.scheduling_policy, Unset):
            scheduling_policy = self.scheduling_policy

        status = self.status

        used_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.used_resources, Unset):
            used_resources = self.used_resources.to_dict()

        idle_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.idle_resources, Unset):
            idle_resources = self.idle_resources.to_dict()

        create_time = self.create_time

        update_time = self.update_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if namespace is not UNSET:
            field_dict["namespace"] = namespace
        if cluster_name is not UNSET:
            field_dict["clusterName"] = cluster_name
        if quota_type is not UNSET:
            field_dict["quotaType"] = quota_type
        if min_resources is not UNSET:
            field_dict["minResources"] = min_resources
        if max_resources is not UNSET:
            field_dict["maxResources"] = max_resources
        if location is not UNSET:
            field_dict["location"] = location
        if scheduling_policy is not UNSET:
            field_dict["schedulingPolicy"] = scheduling_policy
        if status is not UNSET:
            field_dict["status"] = status
        if used_resources is not UNSET:
            field_dict["usedResources"] = used_resources
        if idle_resources is not UNSET:
            field_dict["idleResources"] = idle_resources
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if update_time is not UNSET:
            field_dict["updateTime"] = update_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.resource import Resource  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        id = d.pop("id", UNSET)

        namespace = d.pop("namespace", UNSET)

        cluster_name = d.pop("clusterName", UNSET)

        quota_type = d.pop("quotaType", UNSET)

        def _parse_min_resources(data: object) -> None | Resource | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                min_resources_type_0 = Resource.from_dict(data)

                return min_resources_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | Resource | Unset", data)

        min_resources = _parse_min_resources(d.pop("minResources", UNSET))

        def _parse_max_resources(data: object) -> None | Resource | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                max_resources_type_0 = Resource.from_dict(data)

                return max_resources_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | Resource | Unset", data)

        max_resources = _parse_max_resources(d.pop("maxResources", UNSET))

        _location = d.pop("location", UNSET)
        _location = UNSET if _location is None else _location
        location: StringMap | Unset
        if isinstance(_location, Unset):
            location = UNSET
        else:
            location = StringMap.from_dict(_location)

        _scheduling_policy = d.pop("schedulingPolicy", UNSET)
        scheduling_policy = cast("list[str]", [] if _scheduling_policy is None else _scheduling_policy)

        status = d.pop("status", UNSET)

        _used_resources = d.pop("usedResources", UNSET)
        _used_resources = UNSET if _used_resources is None else _used_resources
        used_resources: Resource | Unset
        if isinstance(_used_resources, Unset):
            used_resources = UNSET
        else:
            used_resources = Resource.from_dict(_used_resources)

        _idle_resources = d.pop("idleResources", UNSET)
        _idle_resources = UNSET if _idle_resources is None else _idle_resources
        idle_resources: Resource | Unset
        if isinstance(_idle_resources, Unset):
            idle_resources = UNSET
        else:
            idle_resources = Resource.from_dict(_idle_resources)

        create_time = d.pop("createTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        queue = cls(
            name,
            id,
            namespace,
            cluster_name,
            quota_type,
            min_resources,
            max_resources,
            location,
            scheduling_policy,
            status,
            used_resources,
            idle_resources,
            create_time,
            update_time,
        )

        queue.additional_properties = d
        return queue

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
