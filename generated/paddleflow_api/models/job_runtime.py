from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="JobRuntime")


@_attrs_define
class JobRuntime:
    """A pod of a job.

    Attributes:
        name (str | Unset): Name of the pod.
        namespace (str | Unset): Kubernetes namespace.
        id (str | Unset): UID of the pod.
        status (str | Unset): Status of the pod as JSON text.
        node_name (str | Unset): Name of the node.
        role (str | Unset): Role in the job.
        index (int | Unset): Index in its role.
        accelerator_cards (str | Unset): Accelerator cards in use.
        log_url (str | Unset): Address of the log; it contains a token with a time stamp.
    """

    name: str | Unset = UNSET
    namespace: str | Unset = UNSET
    id: str | Unset = UNSET
    status: str | Unset = UNSET
    node_name: str | Unset = UNSET
    role: str | Unset = UNSET
    index: int | Unset = UNSET
    accelerator_cards: str | Unset = UNSET
    log_url: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "namespace": "namespace",
        "id": "id",
        "status": "status",
        "node_name": "nodeName",
        "role": "role",
        "index": "index",
        "accelerator_cards": "acceleratorCards",
        "log_url": "logURL",
    }

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        namespace = self.namespace

        id = self.id

        status = self.status

        node_name = self.node_name

        role = self.role

        index = self.index

        accelerator_cards = self.accelerator_cards

        log_url = self.log_url

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
        if node_name is not UNSET:
            field_dict["nodeName"] = node_name
        if role is not UNSET:
            field_dict["role"] = role
        if index is not UNSET:
            field_dict["index"] = index
        if accelerator_cards is not UNSET:
            field_dict["acceleratorCards"] = accelerator_cards
        if log_url is not UNSET:
            field_dict["logURL"] = log_url

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        namespace = d.pop("namespace", UNSET)

        id = d.pop("id", UNSET)

        status = d.pop("status", UNSET)

        node_name = d.pop("nodeName", UNSET)

        role = d.pop("role", UNSET)

        index = d.pop("index", UNSET)

        accelerator_cards = d.pop("acceleratorCards", UNSET)

        log_url = d.pop("logURL", UNSET)

        job_runtime = cls(
            name,
            namespace,
            id,
            status,
            node_name,
            role,
            index,
            accelerator_cards,
            log_url,
        )

        job_runtime.additional_properties = d
        return job_runtime

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
