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
    from ..models.pipeline_version_page import PipelineVersionPage


T = TypeVar("T", bound="GetPipelineResponse")


@_attrs_define
class GetPipelineResponse:
    """Answer of `show_pipeline`.

    Attributes:
        pipeline (PipelineBrief): A pipeline.
        ppl_versions (PipelineVersionPage): A page of versions.
    """

    pipeline: PipelineBrief
    ppl_versions: PipelineVersionPage
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "pipeline": "pipeline",
        "ppl_versions": "pplVersions",
    }

    def to_dict(self) -> dict[str, Any]:
        pipeline = self.pipeline.to_dict()

        ppl_versions = self.ppl_versions.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pipeline": pipeline,
                "pplVersions": ppl_versions,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pipeline_brief import PipelineBrief  # noqa: PLC0415
        from ..models.pipeline_version_page import PipelineVersionPage  # noqa: PLC0415

        d = dict(src_dict)
        pipeline = PipelineBrief.from_dict(d.pop("pipeline"))

        ppl_versions = PipelineVersionPage.from_dict(d.pop("pplVersions"))

        get_pipeline_response = cls(
            pipeline,
            ppl_versions,
        )

        get_pipeline_response.additional_properties = d
        return get_pipeline_response

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
