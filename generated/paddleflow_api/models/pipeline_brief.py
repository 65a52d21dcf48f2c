from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PipelineBrief")


@_attrs_define
class PipelineBrief:
    """A pipeline.

    Attributes:
        pipeline_id (str): Identifier of the pipeline.
        name (str | Unset): Name of the pipeline.
        desc (str | Unset): Free text, at most 256 bytes.
        username (str | Unset): Login name of the user.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        update_time (str | Unset): When it was last changed. Time of the server, `YYYY-MM-DD HH:MM:SS`.
    """

    pipeline_id: str
    name: str | Unset = UNSET
    desc: str | Unset = UNSET
    username: str | Unset = UNSET
    create_time: str | Unset = UNSET
    update_time: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "pipeline_id": "pipelineID",
        "name": "name",
        "desc": "desc",
        "username": "username",
        "create_time": "createTime",
        "update_time": "updateTime",
    }

    def to_dict(self) -> dict[str, Any]:
        pipeline_id = self.pipeline_id

        name = self.name

        desc = self.desc

        username = self.username

        create_time = self.create_time

        update_time = self.update_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pipelineID": pipeline_id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if desc is not UNSET:
            field_dict["desc"] = desc
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
        pipeline_id = d.pop("pipelineID")

        name = d.pop("name", UNSET)

        desc = d.pop("desc", UNSET)

        username = d.pop("username", UNSET)

        create_time = d.pop("createTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        pipeline_brief = cls(
            pipeline_id,
            name,
            desc,
            username,
            create_time,
            update_time,
        )

        pipeline_brief.additional_properties = d
        return pipeline_brief

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
