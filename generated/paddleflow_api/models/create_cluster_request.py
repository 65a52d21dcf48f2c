from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    ClassVar,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.cluster_status import ClusterStatus
from ..models.cluster_type import ClusterType
from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateClusterRequest")


@_attrs_define
class CreateClusterRequest:
    """Body of `create_cluster`. `endpoint` and `clusterType` are needed too, and `version` for `Kubernetes`. Blanks around
    strings are removed.

        Attributes:
            cluster_name (str): Name of the cluster.
            cluster_id (str | Unset): Ignored.
            description (str | Unset): Free text.
            endpoint (str | Unset): Address of the cluster.
            source (str | Unset): Where the cluster comes from. Default: `OnPremise`.
            cluster_type (ClusterType | Unset): Type of a cluster. `Local` on creation closes the connection without an
                answer.
            version (str | Unset): Version of the cluster software.
            status (ClusterStatus | Unset): Whether a cluster takes work.
            credential (str | Unset): Base64 of a kubeconfig; empty for the cluster that the server itself runs in.
            setting (str | Unset): Free text.
            namespace_list (list[str] | Unset): Namespaces that may be used, DNS-1123 labels; empty for any.
    """

    cluster_name: str
    cluster_id: str | Unset = UNSET
    description: str | Unset = UNSET
    endpoint: str | Unset = UNSET
    source: str | Unset = UNSET
    cluster_type: ClusterType | Unset = UNSET
    version: str | Unset = UNSET
    status: ClusterStatus | Unset = UNSET
    credential: str | Unset = _attrs_field(default=UNSET, repr=False)
    setting: str | Unset = UNSET
    namespace_list: list[str] | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "cluster_name": "clusterName",
        "cluster_id": "clusterId",
        "description": "description",
        "endpoint": "endpoint",
        "source": "source",
        "cluster_type": "clusterType",
        "version": "version",
        "status": "status",
        "credential": "credential",
        "setting": "setting",
        "namespace_list": "namespaceList",
    }

    def to_dict(self) -> dict[str, Any]:
        cluster_name = self.cluster_name

        cluster_id = self.cluster_id

        description = self.description

        endpoint = self.endpoint

        source = self.source

        cluster_type: str | Unset = UNSET
        if not isinstance(self.cluster_type, Unset):
            cluster_type = ClusterType(self.cluster_type).value

        version = self.version

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = ClusterStatus(self.status).value

        credential = self.credential

        setting = self.setting

        namespace_list: list[str] | Unset = UNSET
        if not isinstance(self.namespace_list, Unset):
            namespace_list = self.namespace_list

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "clusterName": cluster_name,
            }
        )
        if cluster_id is not UNSET:
            field_dict["clusterId"] = cluster_id
        if description is not UNSET:
            field_dict["description"] = description
        if endpoint is not UNSET:
            field_dict["endpoint"] = endpoint
        if source is not UNSET:
            field_dict["source"] = source
        if cluster_type is not UNSET:
            field_dict["clusterType"] = cluster_type
        if version is not UNSET:
            field_dict["version"] = version
        if status is not UNSET:
            field_dict["status"] = status
        if credential is not UNSET:
            field_dict["credential"] = credential
        if setting is not UNSET:
            field_dict["setting"] = setting
        if namespace_list is not UNSET:
            field_dict["namespaceList"] = namespace_list

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cluster_name = d.pop("clusterName")

        cluster_id = d.pop("clusterId", UNSET)

        description = d.pop("description", UNSET)

        endpoint = d.pop("endpoint", UNSET)

        source = d.pop("source", UNSET)

        _cluster_type = d.pop("clusterType", UNSET)
        cluster_type: ClusterType | Unset
        if isinstance(_cluster_type, Unset):
            cluster_type = UNSET
        else:
            cluster_type = ClusterType(_cluster_type)

        version = d.pop("version", UNSET)

        _status = d.pop("status", UNSET)
        status: ClusterStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = ClusterStatus(_status)

        credential = d.pop("credential", UNSET)

        setting = d.pop("setting", UNSET)

        _namespace_list = d.pop("namespaceList", UNSET)
        namespace_list = cast("list[str]", [] if _namespace_list is None else _namespace_list)

        create_cluster_request = cls(
            cluster_name,
            cluster_id,
            description,
            endpoint,
            source,
            cluster_type,
            version,
            status,
            credential,
            setting,
            namespace_list,
        )

        return create_cluster_request
