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

if TYPE_CHECKING:
    from ..models.dag_view import DagView
    from ..models.job_view import JobView


T = TypeVar("T", bound="ComponentViews")


@_attrs_define
class ComponentViews:
    """Components of a run by name; a list, since a loop makes one copy an item."""

    additional_properties: dict[str, list[DagView | JobView]] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {}

    def to_dict(self) -> dict[str, Any]:
        from ..models.dag_view import DagView  # noqa: PLC0415

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = []
            for additional_property_item_data in prop:
                additional_property_item: dict[str, Any]
                if isinstance(additional_property_item_data, DagView):
                    additional_property_item = additional_property_item_data.to_dict()
                else:
                    additional_property_item = additional_property_item_data.to_dict()

                field_dict[prop_name].append(additional_property_item)

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dag_view import DagView  # noqa: PLC0415
        from ..models.job_view import JobView  # noqa: PLC0415

        d = dict(src_dict)
        component_views = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = []
            _additional_property = prop_dict or []
            for additional_property_item_data in _additional_property:

                def _parse_additional_property_item(data: object) -> DagView | JobView:
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        componentsschemas_run_component_view_type_0 = DagView.from_dict(data)

                        return componentsschemas_run_component_view_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    componentsschemas_run_component_view_type_1 = JobView.from_dict(data)

                    return componentsschemas_run_component_view_type_1

                additional_property_item = _parse_additional_property_item(additional_property_item_data)

                additional_property.append(additional_property_item)

            additional_properties[prop_name] = additional_property

        component_views.additional_properties = additional_properties
        return component_views

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> list[DagView | JobView]:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: list[DagView | JobView]) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
