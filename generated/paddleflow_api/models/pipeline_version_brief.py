from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PipelineVersionBrief")


@_attrs_define
class PipelineVersionBrief:
    """A version of a pipeline.

    Attributes:
        pipeline_version_id (str): Identifier of the version: a decimal number as text.
        pipeline_id (str | Unset): Identifier of the pipeline.
        fs_name (str | Unset): Name of the file system.
        yaml_path (str | Unset): Path of the YAML file inside the file system.
        pipeline_yaml (str | Unset): The whole YAML of the version.
        username (str | Unset): Login name of the user.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        update_time (str | Unset): When it was last changed. Time of the server, `YYYY-MM-DD HH:MM:SS`.
    """

    pipeline_version_id: str
    pipeline_id: str | Unset = UNSET
    fs_name: str | Unset = UNSET
    yaml_path: str | Unset = UNSET
    pipeline_yaml: str | Unset = UNSET
    username: str | Unset = UNSET
    create_time: str | Unset = UNSET
    update_time: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "pipeline_version_id": "pipelineVersionID",
        "pipeline_id": "pipelineID",
        "fs_name": "fsName",
        "yaml_path": "yamlPath",
        "pipeline_yaml": "pipelineYaml",
        "username": "username",
        "create_time": "createTime",
        "update_time": "updateTime",
    }

    def to_dict(self) -> dict[str, Any]:
        pipeline_version_id = self.pipeline_version_id

        pipeline_id = self.pipeline_id

        fs_name = self.fs_name

        yaml_path = self.yaml_path

        pipeline_yaml = self.pipeline_yaml

        username = self.username

        create_time = self.create_time

        update_time = self.update_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pipelineVersionID": pipeline_version_id,
            }
        )
        if pipeline_id is not UNSET:
            field_dict["pipelineID"] = pipeline_id
        if fs_name is not UNSET:
            field_dict["fsName"] = fs_name
        if yaml_path is not UNSET:
            field_dict["yamlPath"] = yaml_path
        if pipeline_yaml is not UNSET:
            field_dict["pipelineYaml"] = pipeline_yaml
        if username is not UNSET:
            field_dict["username"] = username
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if update_time is not UNSET:
            field_dict["updateTime"] = update_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pipeline_version_id = d.pop("pipelineVersionID")

        pipeline_id = d.pop("pipelineID", UNSET)

        fs_name = d.pop("fsName", UNSET)

        yaml_path = d.pop("yamlPath", UNSET)

        pipeline_yaml = d.pop("pipelineYaml", UNSET)

        username = d.pop("username", UNSET)

        create_time = d.pop("createTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        pipeline_version_brief = cls(
            pipeline_version_id,
            pipeline_id,
            fs_name,
            yaml_path,
            pipeline_yaml,
            username,
            create_time,
            update_time,
        )

        pipeline_version_brief.additional_properties = d
        return pipeline_version_brief

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
