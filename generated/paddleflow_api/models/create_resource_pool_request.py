from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define

from ..models.quota_type import QuotaType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.resource_info import ResourceInfo
    from ..models.string_map import StringMap


T = TypeVar("T", bound="CreateResourcePoolRequest")


@_attrs_define
class CreateResourcePoolRequest:
    """Body of `create_resource_pool`.

    Attributes:
        name (str): Name of the pool, a DNS-1123 label.
        namespace (str): Kubernetes namespace, a DNS-1123 label.
        type_ (str | Unset): Type of the pool.
        provider (str | Unset): Who provides it.
        org_id (str | Unset): Organisation it belongs to.
        cluster_name (str | Unset): Name of the cluster. Default: `default-cluster`.
        description (str | Unset): Free text.
        quota_type (QuotaType | Unset): How a quota is enforced.
        total_resources (ResourceInfo | Unset): An amount of resources, as requests spell it (`mem`, not `memory`). On
            creation what is left out counts as zero.
        min_resources (ResourceInfo | Unset): An amount of resources, as requests spell it (`mem`, not `memory`). On
            creation what is left out counts as zero.
        annotations (StringMap | Unset): Texts by name.
        labels (StringMap | Unset): Texts by name.
        is_hybrid (bool | Unset): Whether the pool is hybrid; a number in answers.
    """

    name: str
    namespace: str
    type_: str | Unset = UNSET
    provider: str | Unset = UNSET
    org_id: str | Unset = UNSET
    cluster_name: str | Unset = UNSET
    description: str | Unset = UNSET
    quota_type: QuotaType | Unset = UNSET
    total_resources: ResourceInfo | Unset = UNSET
    min_resources: ResourceInfo | Unset = UNSET
    annotations: StringMap | Unset = UNSET
    labels: StringMap | Unset = UNSET
    is_hybrid: bool | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "namespace": "namespace",
        "type_": "type",
        "provider": "provider",
        "org_id": "orgID",
        "cluster_name": "clusterName",
        "description": "description",
        "quota_type": "quotaType",
        "total_resources": "totalResources",
        "min_resources": "minResources",
        "annotations": "annotations",
        "labels": "labels",
        "is_hybrid": "isHybrid",
    }

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        namespace = self.namespace

        type_ = self.type_

        provider = self.provider

        org_id = self.org_id

        cluster_name = self.cluster_name

        description = self.description

        quota_type: str | Unset = UNSET
        if not isinstance(self.quota_type, Unset):
            quota_type = QuotaType(self.quota_type).value

        total_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.total_resources, Unset):
            total_resources = self.total_resources.to_dict()

        min_resources: dict[str, Any] | Unset = UNSET
        if not isinstance(self.min_resources, Unset):
            min_resources = self.min_resources.to_dict()

        annotations: dict[str, Any] | Unset = UNSET
        if not isinstance(self.annotations, Unset):
            annotations = self.annotations.to_dict()

        labels: dict[str, Any] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels.to_dict()

        is_hybrid = self.is_hybrid

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "namespace": namespace,
            }
        )
        if type_ is not UNSET:
            field_dict["type"] = type_
        if provider is not UNSET:
            field_dict["provider"] = provider
        if org_id is not UNSET:
            field_dict["orgID"] = org_id
        if cluster_name is not UNSET:
            field_dict["clusterName"] = cluster_name
        if description is not UNSET:
            field_dict["description"] = description
        if quota_type is not UNSET:
            field_dict["quotaType"] = quota_type
        if total_resources is not UNSET:
            field_dict["totalResources"] = total_resources
        if min_resources is not UNSET:
            field_dict["minResources"] = min_resources
        if annotations is not UNSET:
            field_dict["annotations"] = annotations
        if labels is not UNSET:
            field_dict["labels"] = labels
        if is_hybrid is not UNSET:
            field_dict["isHybrid"] = is_hybrid

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.resource_info import ResourceInfo  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        namespace = d.pop("namespace")

        type_ = d.pop("type", UNSET)

        provider = d.pop("provider", UNSET)

        org_id = d.pop("orgID", UNSET)

        cluster_name = d.pop("clusterName", UNSET)

        description = d.pop("description", UNSET)

        _quota_type = d.pop("quotaType", UNSET)
        quota_type: QuotaType | Unset
        if isinstance(_quota_type, Unset):
            quota_type = UNSET
        else:
            quota_type = QuotaType(_quota_type)

        _total_resources = d.pop("totalResources", UNSET)
        _total_resources = UNSET if _total_resources is None else _total_resources
        total_resources: ResourceInfo | Unset
        if isinstance(_total_resources, Unset):
            total_resources = UNSET
        else:
            total_resources = ResourceInfo.from_dict(_total_resources)

        _min_resources = d.pop("minResources", UNSET)
        _min_resources = UNSET if _min_resources is None else _min_resources
        min_resources: ResourceInfo | Unset
        if isinstance(_min_resources, Unset):
            min_resources = UNSET
        else:
            min_resources = ResourceInfo.from_dict(_min_resources)

        _annotations = d.pop("annotations", UNSET)
        _annotations = UNSET if _annotations is None else _annotations
        annotations: StringMap | Unset
        if isinstance(_annotations, Unset):
            annotations = UNSET
        else:
            annotations = StringMap.from_dict(_annotations)

        _labels = d.pop("labels", UNSET)
        _labels = UNSET if _labels is None else _labels
        labels: StringMap | Unset
        if isinstance(_labels, Unset):
            labels = UNSET
        else:
            labels = StringMap.from_dict(_labels)

        is_hybrid = d.pop("isHybrid", UNSET)

        create_resource_pool_request = cls(
            name,
            namespace,
            type_,
            provider,
            org_id,
            cluster_name,
            description,
            quota_type,
            total_resources,
            min_resources,
            annotations,
            labels,
            is_hybrid,
        )

        return create_resource_pool_request
