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
    from ..models.any_map import AnyMap
    from ..models.string_map import StringMap


T = TypeVar("T", bound="ResourcePool")


@_attrs_define
class ResourcePool:
    """A resource pool.

    Attributes:
        name (str): Name of the pool.
        id (str | Unset): Identifier of the pool: `rp-` and 8 hex digits.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        update_time (str | Unset): When it was last changed. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        namespace (str | Unset): Kubernetes namespace.
        type_ (str | Unset): Type of the pool.
        provider (str | Unset): Who provides it.
        org_id (str | Unset): Organisation it belongs to.
        creator (str | Unset): Always empty.
        description (str | Unset): Free text.
        cluster_name (str | Unset): Always empty.
        quota_type (str | Unset): How the quota is enforced: `elasticQuota` or `volcanoCapabilityQuota`.
        min_resources (AnyMap | Unset): Values of any type by name.
        total_resources (AnyMap | Unset): Values of any type by name.
        labels (None | StringMap | Unset): Labels by name.
        annotations (None | StringMap | Unset): Annotations by name.
        status (str | Unset): Status of the pool.
        is_hybrid (int | Unset): Whether the pool is hybrid: 0 or 1; a boolean in requests.
    """

    name: str
    id: str | Unset = UNSET
    create_time: str | Unset = UNSET
    update_time: str | Unset = UNSET
    namespace: str | Unset = UNSET
    type_: str | Unset = UNSET
    provider: str | Unset = UNSET
    org_id: str | Unset = UNSET
    creator: str | Unset = UNSET
    description: str | Unset = UNSET
    cluster_name: str | Unset = UNSET
    quota_type: str | Unset = UNSET
    min_resources: AnyMap | Unset = UNSET
    total_resources: AnyMap | Unset = UNSET
    labels: None | StringMap | Unset = UNSET
    annotations: None | StringMap | Unset = UNSET
    status: str | Unset = UNSET
    is_hybrid: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "id": "id",
        "create_time": "createTime",
        "update_time": "updateTime",
        "namespace": "namespace",
        "type_": "type",
        "provider": "provider",
        "org_id": "orgID",
        "creator": "creator",
        "description": "description",
        "cluster_name": "clusterName",
        "quota_type": "quotaType",
        "min_resources": "minResources",
        "total_resources": "totalResources",
        "labels": "labels",
        "annotations": "annotations",
        "status": "status",
        "is_hybrid": "isHybrid",
    }

    def to_dict(self) -> dict[str, Any]:
        from ..models.string_map import StringMap  # noqa: PLC0415

        name = self.name

        id = self.id

        create_time = self.create_time

        update_time = self.update_time

        namespace = self.namespace

        type_ = self.type_

        provider = self.provider

        org_id = self.org_id

        creator = self.creator

        description = self.description

        cluster_name = self.cluster_name

        quota_type = self.quota_type

        min_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.min_resources, Unset):
            min_resources = self.min_resources.to_dict()

        total_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.total_resources, Unset):
            total_resources = self.total_resources.to_dict()

        labels: dict[str, Any] | None | Unset
        if isinstance(self.labels, Unset):
            labels = UNSET
        elif isinstance(self.labels, StringMap):
            labels = self.labels.to_dict()
        else:
            labels = self.labels

        annotations: dict[str, Any] | None | Unset
        if isinstance(self.annotations, Unset):
            annotations = UNSET
        elif isinstance(self.annotations, StringMap):
            annotations = self.annotations.to_dict()
        else:
            annotations = self.annotations

        status = self.status

        is_hybrid = self.is_hybrid

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if update_time is not UNSET:
            field_dict["updateTime"] = update_time
        if namespace is not UNSET:
            field_dict["namespace"] = namespace
        if type_ is not UNSET:
            field_dict["type"] = type_
        if provider is not UNSET:
            field_dict["provider"] = provider
        if org_id is not UNSET:
            field_dict["orgID"] = org_id
        if creator is not UNSET:
            field_dict["creator"] = creator
        if description is not UNSET:
            field_dict["description"] = description
        if cluster_name is not UNSET:
            field_dict["clusterName"] = cluster_name
        if quota_type is not UNSET:
            field_dict["quotaType"] = quota_type
        if min_resources is not UNSET:
            field_dict["minResources"] = min_resources
        if total_resources is not UNSET:
            field_dict["totalResources"] = total_resources
        if labels is not UNSET:
            field_dict["labels"] = labels
        if annotations is not UNSET:
            field_dict["annotations"] = annotations
        if status is not UNSET:
            field_dict["status"] = status
        if is_hybrid is not UNSET:
            field_dict["isHybrid"] = is_hybrid

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.any_map import AnyMap  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        id = d.pop("id", UNSET)

        create_time = d.pop("createTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        namespace = d.pop("namespace", UNSET)

        type_ = d.pop("type", UNSET)

        provider = d.pop("provider", UNSET)

        org_id = d.pop("orgID", UNSET)

        creator = d.pop("creator", UNSET)

        description = d.pop("description", UNSET)

        cluster_name = d.pop("clusterName", UNSET)

        quota_type = d.pop("quotaType", UNSET)

        _min_resources = d.pop("minResources", UNSET)
        _min_resources = UNSET if _min_resources is None else _min_resources
        min_resources: AnyMap | Unset
        if isinstance(_min_resources, Unset):
            min_resources = UNSET
        else:
            min_resources = AnyMap.from_dict(_min_resources)

        _total_resources = d.pop("totalResources", UNSET)
        _total_resources = UNSET if _total_resources is None else _total_resources
        total_resources: AnyMap | Unset
        if isinstance(_total_resources, Unset):
            total_resources = UNSET
        else:
            total_resources = AnyMap.from_dict(_total_resources)

        def _parse_labels(data: object) -> None | StringMap | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                labels_type_0 = StringMap.from_dict(data)

                return labels_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | StringMap | Unset", data)

        labels = _parse_labels(d.pop("labels", UNSET))

        def _parse_annotations(data: object) -> None | StringMap | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                annotations_type_0 = StringMap.from_dict(data)

                return annotations_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | StringMap | Unset", data)

        annotations = _parse_annotations(d.pop("annotations", UNSET))

        status = d.pop("status", UNSET)

        is_hybrid = d.pop("isHybrid", UNSET)

        resource_pool = cls(
            name,
            id,
            create_time,
            update_time,
            namespace,
            type_,
            provider,
            org_id,
            creator,
            description,
            cluster_name,
            quota_type,
            min_resources,
            total_resources,
            labels,
            annotations,
            status,
            is_hybrid,
        )

        resource_pool.additional_properties = d
        return resource_pool

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
