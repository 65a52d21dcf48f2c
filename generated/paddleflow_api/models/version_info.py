from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="VersionInfo")


@_attrs_define
class VersionInfo:
    """Build information.

    Attributes:
        git_version (str | Unset): Version tag.
        git_commit (str | Unset): Commit it was built from.
        git_branch (str | Unset): Branch it was built from.
        build_date (str | Unset): When it was built.
        go_version (str | Unset): Version of Go.
        compiler (str | Unset): Compiler that built it.
        platform (str | Unset): Operating system and processor.
    """

    git_version: str | Unset = UNSET
    git_commit: str | Unset = UNSET
    git_branch: str | Unset = UNSET
    build_date: str | Unset = UNSET
    go_version: str | Unset = UNSET
    compiler: str | Unset = UNSET
    platform: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "git_version": "gitVersion",
        "git_commit": "gitCommit",
        "git_branch": "gitBranch",
        "build_date": "buildDate",
        "go_version": "goVersion",
        "compiler": "compiler",
        "platform": "platform",
    }

    def to_dict(self) -> dict[str, Any]:
        git_version = self.git_version

        git_commit = self.git_commit

        git_branch = self.git_branch

        build_date = self.build_date

        go_version = self.go_version

        compiler = self.compiler

        platform = self.platform

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if git_version is not UNSET:
            field_dict["gitVersion"] = git_version
        if git_commit is not UNSET:
            field_dict["gitCommit"] = git_commit
        if git_branch is not UNSET:
            field_dict["gitBranch"] = git_branch
        if build_date is not UNSET:
            field_dict["buildDate"] = build_date
        if go_version is not UNSET:
            field_dict["goVersion"] = go_version
        if compiler is not UNSET:
            field_dict["compiler"] = compiler
        if platform is not UNSET:
            field_dict["platform"] = platform

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        git_version = d.pop("gitVersion", UNSET)

        git_commit = d.pop("gitCommit", UNSET)

        git_branch = d.pop("gitBranch", UNSET)

        build_date = d.pop("buildDate", UNSET)

        go_version = d.pop("goVersion", UNSET)

        compiler = d.pop("compiler", UNSET)

        platform = d.pop("platform", UNSET)

        version_info = cls(
            git_version,
            git_commit,
            git_branch,
            build_date,
            go_version,
            compiler,
            platform,
        )

        version_info.additional_properties = d
        return version_info

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
