from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.distributed_runtime import DistributedRuntime


T = TypeVar("T", bound="WorkflowRuntime")


@_attrs_define
class WorkflowRuntime:
    """The nodes of a workflow job.

    Attributes:
        name (str | Unset): Name of the workflow.
        namespace (str | Unset): Kubernetes namespace.
        id (str | Unset): Identifier of the workflow.
        status (str | Unset): Status as JSON text, such as `{}`.
        nodes (list[DistributedRuntime] | Unset): Its nodes.
    """

    name: str | Unset = UNSET
    namespace: str | Unset = UNSET
    id: str | Unset = UNSET
    status: str | Unset = UNSET
    nodes: list[DistributedRuntime] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "namespace": "namespace",
        "id": "id",
        "status": "status",
        "nodes": "nodes",
    }

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        namespace = self.namespace

        id = self.id

        status = self.status

        nodes: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.nodes, Unset):
            nodes = []
            for nodes_item_data in self.nodes:
                nodes_item = nodes_item_data.to_dict()
                nodes.append(nodes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if namespace is not UNSET:
            field_dict["namespace"] = namespace
        if id is not UNSET:
            field_dict["id"] = id
        if status is not UNSET:
            field_dict["status"] = status
        if nodes is not UNSET:
            field_dict["nodes"] = nodes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.distributed_runtime import DistributedRuntime  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        namespace = d.pop("namespace", UNSET)

        id = d.pop("id", UNSET)

        status = d.pop("status", UNSET)

        _nodes = d.pop("nodes", UNSET)
        _nodes = [] if _nodes is None else _nodes
        nodes: list[DistributedRuntime] | Unset = UNSET
        if _nodes is not UNSET:
            nodes = []
            for nodes_item_data in _nodes:
                nodes_item = DistributedRuntime.from_dict(nodes_item_data)

                nodes.append(nodes_item)

        workflow_runtime = cls(
            name,
            namespace,
            id,
            status,
            nodes,
        )

        workflow_runtime.additional_properties = d
        return workflow_runtime

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
