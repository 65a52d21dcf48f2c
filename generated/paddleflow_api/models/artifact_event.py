from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ArtifactEvent")


@_attrs_define
class ArtifactEvent:
    """A file that a step read or wrote. An event has no identifier.

    Attributes:
        run_id (str): Identifier of the run.
        artifact_path (str): Path of the artifact inside the file system.
        fsname (str | Unset): Name of the file system; the key is all lower case.
        username (str | Unset): Login name of the user.
        step (str | Unset): Name of the step.
        job_id (str | Unset): Identifier of the job.
        type_ (str | Unset): Whether the step read or wrote it: `input` or `output`.
        artifact_name (str | Unset): Name of the artifact.
        meta (str | Unset): Not used.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        update_time (str | Unset): When it was last changed. Time of the server, `YYYY-MM-DD HH:MM:SS`.
    """

    run_id: str
    artifact_path: str
    fsname: str | Unset = UNSET
    username: str | Unset = UNSET
    step: str | Unset = UNSET
    job_id: str | Unset = UNSET
    type_: str | Unset = UNSET
    artifact_name: str | Unset = UNSET
    meta: str | Unset = UNSET
    create_time: str | Unset = UNSET
    update_time: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "run_id": "runID",
        "artifact_path": "artifactPath",
        "fsname": "fsname",
        "username": "username",
        "step": "step",
        "job_id": "jobID",
        "type_": "type",
        "artifact_name": "artifactName",
        "meta": "meta",
        "create_time": "createTime",
        "update_time": "updateTime",
    }

    def to_dict(self) -> dict[str, Any]:
        run_id = self.run_id

        artifact_path = self.artifact_path

        fsname = self.fsname

        username = self.username

        step = self.step

        job_id = self.job_id

        type_ = self.type_

        artifact_name = self.artifact_name

        meta = self.meta

        create_time = self.create_time

        update_time = self.update_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "runID": run_id,
                "artifactPath": artifact_path,
            }
        )
        if fsname is not UNSET:
            field_dict["fsname"] = fsname
        if username is not UNSET:
            field_dict["username"] = username
        if step is not UNSET:
            field_dict["step"] = step
        if job_id is not UNSET:
            field_dict["jobID"] = job_id
        if type_ is not UNSET:
            field_dict["type"] = type_
        if artifact_name is not UNSET:
            field_dict["artifactName"] = artifact_name
        if meta is not UNSET:
            field_dict["meta"] = meta
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if update_time is not UNSET:
            field_dict["updateTime"] = update_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        run_id = d.pop("runID")

        artifact_path = d.pop("artifactPath")

        fsname = d.pop("fsname", UNSET)

        username = d.pop("username", UNSET)

        step = d.pop("step", UNSET)

        job_id = d.pop("jobID", UNSET)

        type_ = d.pop("type", UNSET)

        artifact_name = d.pop("artifactName", UNSET)

        meta = d.pop("meta", UNSET)

        create_time = d.pop("createTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        artifact_event = cls(
            run_id,
            artifact_path,
            fsname,
            username,
            step,
            job_id,
            type_,
            artifact_name,
            meta,
            create_time,
            update_time,
        )

        artifact_event.additional_properties = d
        return artifact_event

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
