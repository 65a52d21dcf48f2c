from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CreatePipelineRequest")


@_attrs_define
class CreatePipelineRequest:
    """Body of `create_pipeline` and `update_pipeline`. The name of the pipeline is that in the YAML and matches `^[A-Za-
    z_][A-Za-z0-9_-]{0,127}$`.

        Attributes:
            yaml_raw (str | Unset): Base64 of the YAML; excludes `yamlPath` and `fsName`.
            fs_name (str | Unset): Name of the file system; needed with `yamlPath`.
            yaml_path (str | Unset): Path of the YAML file inside the file system. Default: `./run.yaml`.
            username (str | Unset): Name of the owner of the file system; only root may name another user.
            desc (str | Unset): Free text, at most 256 bytes.
    """

    yaml_raw: str | Unset = UNSET
    fs_name: str | Unset = UNSET
    yaml_path: str | Unset = UNSET
    username: str | Unset = UNSET
    desc: str | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "yaml_raw": "yamlRaw",
        "fs_name": "fsName",
        "yaml_path": "yamlPath",
        "username": "username",
        "desc": "desc",
    }

    def to_dict(self) -> dict[str, Any]:
        yaml_raw = self.yaml_raw

        fs_name = self.fs_name

        yaml_path = self.yaml_path

        username = self.username

        desc = self.desc

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if yaml_raw is not UNSET:
            field_dict["yamlRaw"] = yaml_raw
        if fs_name is not UNSET:
            field_dict["fsName"] = fs_name
        if yaml_path is not UNSET:
            field_dict["yamlPath"] = yaml_path
        if username is not UNSET:
            field_dict["username"] = username
        if desc is not UNSET:
            field_dict["desc"] = desc

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        yaml_raw = d.pop("yamlRaw", UNSET)

        fs_name = d.pop("fsName", UNSET)

        yaml_path = d.pop("yamlPath", UNSET)

        username = d.pop("username", UNSET)

        desc = d.pop("desc", UNSET)

        create_pipeline_request = cls(
            yaml_raw,
            fs_name,
            yaml_path,
            username,
            desc,
        )

        return create_pipeline_request
