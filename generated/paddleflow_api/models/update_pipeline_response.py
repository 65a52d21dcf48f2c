from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="UpdatePipelineResponse")


@_attrs_define
class UpdatePipelineResponse:
    """Answer of `update_pipeline`.

    Attributes:
        pipeline_id (str): Identifier of the pipeline.
        pipeline_version_id (str): Identifier of the version: a decimal number as text.
    """

    pipeline_id: str
    pipeline_version_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "pipeline_id": "pipelineID",
        "pipeline_version_id": "pipelineVersionID",
    }

    def to_dict(self) -> dict[str, Any]:
        pipeline_id = self.pipeline_id

        pipeline_version_id = self.pipeline_version_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pipelineID": pipeline_id,
                "pipelineVersionID": pipeline_version_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pipeline_id = d.pop("pipelineID")

        pipeline_version_id = d.pop("pipelineVersionID")

        update_pipeline_response = cls(
            pipeline_id,
            pipeline_version_id,
        )

        update_pipeline_response.additional_properties = d
        return update_pipeline_response

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
