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
    from ..models.node_quota_info import NodeQuotaInfo
    from ..models.quota_summary import QuotaSummary


T = TypeVar("T", bound="ClusterQuota")


@_attrs_define
class ClusterQuota:
    """Resources of a cluster, node by node.

    Attributes:
        node_list (list[NodeQuotaInfo] | Unset): The nodes.
        summary (QuotaSummary | Unset): Resources of a cluster in sum.
        err_msg (str | Unset): Why the cluster cannot be asked, if so.
    """

    node_list: list[NodeQuotaInfo] | Unset = UNSET
    summary: QuotaSummary | Unset = UNSET
    err_msg: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "node_list": "nodeList",
        "summary": "summary",
        "err_msg": "errMsg",
    }

    def to_dict(self) -> dict[str, Any]:
        node_list: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.node_list, Unset):
            node_list = []
            for node_list_item_data in self.node_list:
                node_list_item = node_list_item_data.to_dict()
                node_list.append(node_list_item)

        summary: dict[str, Any] | Unset = UNSET
        if not isinstance(self.summary, Unset):
            summary = self.summary.to_dict()

        err_msg = self.err_msg

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if node_list is not UNSET:
            field_dict["nodeList"] = node_list
        if summary is not UNSET:
            field_dict["summary"] = summary
        if err_msg is not UNSET:
            field_dict["errMsg"] = err_msg

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.node_quota_info import NodeQuotaInfo  # noqa: PLC0415
        from ..models.quota_summary import QuotaSummary  # noqa: PLC0415

        d = dict(src_dict)
        _node_list = d.pop("nodeList", UNSET)
        _node_list = [] if _node_list is None else _node_list
        node_list: list[NodeQuotaInfo] | Unset = UNSET
        if _node_list is not UNSET:
            node_list = []
            for node_list_item_data in _node_list:
                node_list_item = NodeQuotaInfo.from_dict(node_list_item_data)

                node_list.append(node_list_item)

        _summary = d.pop("summary", UNSET)
        _summary = UNSET if _summary is None else _summary
        summary: QuotaSummary | Unset
        if isinstance(_summary, Unset):
            summary = UNSET
        else:
            summary = QuotaSummary.from_dict(_summary)

        err_msg = d.pop("errMsg", UNSET)

        cluster_quota = cls(
            node_list,
            summary,
            err_msg,
        )

        cluster_quota.additional_properties = d
        return cluster_quota

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
