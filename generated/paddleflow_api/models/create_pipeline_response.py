from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CreatePipelineResponse")


@_attrs_define
class CreatePipelineResponse:
    """Answer of `create_pipeline`.

    Attributes:
        pipeline_id (str): Identifier of the pipeline: `ppl-` and 6 digits.
        pipeline_version_id (str): Identifier of the version: a decimal number as text, starting at 1.
        name (str | Unset): Name of the pipeline.
    """

    pipeline_id: str
    pipeline_version_id: str
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "pipeline_id": "pipelineID",
        "pipeline_version_id": "pipelineVersionID",
        "name": "name",
    }

    def to_dict(self) -> dict[str, Any]:
        pipeline_id = self.pipeline_id

        pipeline_version_id = self.pipeline_version_id

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pipelineID": pipeline_id,
                "pipelineVersionID": pipeline_version_id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pipeline_id = d.pop("pipelineID")

        pipeline_version_id = d.pop("pipelineVersionID")

        name = d.pop("name", UNSET)

        create_pipeline_response = cls(
            pipeline_id,
            pipeline_version_id,
            name,
        )

        create_pipeline_response.additional_properties = d
        return create_pipeline_response

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
