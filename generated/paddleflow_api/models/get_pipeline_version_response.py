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
    from ..models.pipeline_brief import PipelineBrief
    from ..models.pipeline_version_brief import PipelineVersionBrief


T = TypeVar("T", bound="GetPipelineVersionResponse")


@_attrs_define
class GetPipelineVersionResponse:
    """Answer of `show_pipeline_version`.

    Attributes:
        pipeline (PipelineBrief): A pipeline.
        pipeline_version (PipelineVersionBrief): A version of a pipeline.
    """

    pipeline: PipelineBrief
    pipeline_version: PipelineVersionBrief
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "pipeline": "pipeline",
        "pipeline_version": "pipelineVersion",
    }

    def to_dict(self) -> dict[str, Any]:
        pipeline = self.pipeline.to_dict()

        pipeline_version = self.pipeline_version.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pipeline": pipeline,
                "pipelineVersion": pipeline_version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pipeline_brief import PipelineBrief  # noqa: PLC0415
        from ..models.pipeline_version_brief import PipelineVersionBrief  # noqa: PLC0415

        d = dict(src_dict)
        pipeline = PipelineBrief.from_dict(d.pop("pipeline"))

        pipeline_version = PipelineVersionBrief.from_dict(d.pop("pipelineVersion"))

        get_pipeline_version_response = cls(
            pipeline,
            pipeline_version,
        )

        get_pipeline_version_response.additional_properties = d
        return get_pipeline_version_response

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
