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

from ..types import UNSET, Unset

T = TypeVar("T", bound="ClusterInfo")


@_attrs_define
class ClusterInfo:
    """A cluster.

    Attributes:
        cluster_name (str): Name of the cluster; the key is `clusterName`, not `name`.
        id (str | Unset): Identifier of the cluster: `cluster-` and 8 hex digits, or a UUID for the default cluster.
        description (str | Unset): Free text.
        endpoint (str | Unset): Address of the cluster.
        source (str | Unset): Where the cluster comes from.
        cluster_type (str | Unset): Type of the cluster: `Kubernetes`, `K3S` or `Local`.
        version (str | Unset): Version of the cluster software.
        status (str | Unset): Status of the cluster.
        credential (str | Unset): Base64 of the kubeconfig, in clear.
        setting (str | Unset): Free text.
        namespace_list (list[str] | None | Unset): Namespaces that may be used; `null` for any.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        update_time (str | Unset): When it was last changed. Time of the server, `YYYY-MM-DD HH:MM:SS`.
    """

    cluster_name: str
    id: str | Unset = UNSET
    description: str | Unset = UNSET
    endpoint: str | Unset = UNSET
    source: str | Unset = UNSET
    cluster_type: str | Unset = UNSET
    version: str | Unset = UNSET
    status: str | Unset = UNSET
    credential: str | Unset = _attrs_field(default=UNSET, repr=False)
    setting: str | Unset = UNSET
    namespace_list: list[str] | None | Unset = UNSET
    create_time: str | Unset = UNSET
    update_time: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "cluster_name": "clusterName",
        "id": "id",
        "description": "description",
        "endpoint": "endpoint",
        "source": "source",
        "cluster_type": "clusterType",
        "version": "version",
        "status": "status",
        "credential": "credential",
        "setting": "setting",
        "namespace_list": "namespaceList",
        "create_time": "createTime",
        "update_time": "updateTime",
    }

    def to_dict(self) -> dict[str, Any]:
        cluster_name = self.cluster_name

        id = self.id

        description = self.description

        endpoint = self.endpoint

        source = self.source

        cluster_type = self.cluster_type

        version = self.version

        status = self.status

        credential = self.credential

        setting = self.setting

        namespace_list: list[str] | None | Unset
        if isinstance(self.namespace_list, Unset):
            namespace_list = UNSET
        elif isinstance(self.namespace_list, list):
            namespace_list = self.namespace_list

        else:
            namespace_list = self.namespace_list

        create_time = self.create_time

        update_time = self.update_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "clusterName": cluster_name,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
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
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if update_time is not UNSET:
            field_dict["updateTime"] = update_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cluster_name = d.pop("clusterName")

        id = d.pop("id", UNSET)

        description = d.pop("description", UNSET)

        endpoint = d.pop("endpoint", UNSET)

        source = d.pop("source", UNSET)

        cluster_type = d.pop("clusterType", UNSET)

        version = d.pop("version", UNSET)

        status = d.pop("status", UNSET)

        credential = d.pop("credential", UNSET)

        setting = d.pop("setting", UNSET)

        def _parse_namespace_list(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                namespace_list_type_0 = cast("list[str]", data)

                return namespace_list_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[str] | None | Unset", data)

        namespace_list = _parse_namespace_list(d.pop("namespaceList", UNSET))

        create_time = d.pop("createTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        cluster_info = cls(
            cluster_name,
            id,
            description,
            endpoint,
            source,
            cluster_type,
            version,
            status,
            credential,
            setting,
            namespace_list,
            create_time,
            update_time,
        )

        cluster_info.additional_properties = d
        return cluster_info

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
