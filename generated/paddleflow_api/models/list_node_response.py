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
    from ..models.node_info import NodeInfo


T = TypeVar("T", bound="ListNodeResponse")


@_attrs_define
class ListNodeResponse:
    """A page of nodes.

    Attributes:
        node_list (list[NodeInfo] | None): The nodes in random order; `null` when there are none.
        total_count (int | Unset): Number of nodes in all.
    """

    node_list: list[NodeInfo] | None
    total_count: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "node_list": "nodeList",
        "total_count": "totalCount",
    }

    def to_dict(self) -> dict[str, Any]:
        node_list: list[dict[str, Any]] | None
        if isinstance(self.node_list, list):
            node_list = []
            for node_list_type_0_item_data in self.node_list:
                node_list_type_0_item = node_list_type_0_item_data.to_dict()
                node_list.append(node_list_type_0_item)

        else:
            node_list = self.node_list

        total_count = self.total_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "nodeList": node_list,
            }
        )
        if total_count is not UNSET:
            field_dict["totalCount"] = total_count

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.node_info import NodeInfo  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_node_list(data: object) -> list[NodeInfo] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                node_list_type_0 = []
                _node_list_type_0 = data
                for node_list_type_0_item_data in _node_list_type_0:
                    node_list_type_0_item = NodeInfo.from_dict(node_list_type_0_item_data)

                    node_list_type_0.append(node_list_type_0_item)

                return node_list_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[NodeInfo] | None", data)

        node_list = _parse_node_list(d.pop("nodeList"))

        total_count = d.pop("totalCount", UNSET)

        list_node_response = cls(
            node_list,
            total_count,
        )

        list_node_response.additional_properties = d
        return list_node_response

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
