from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RunBrief")


@_attrs_define
class RunBrief:
    """A run, as lists show it.

    Attributes:
        run_id (str): Identifier of the run.
        name (str | Unset): Name of the run.
        source (str | Unset): Where the workflow comes from: the MD5 of the YAML, `<pipelineID>-<versionID>` (ending in
            a bare `-` when the version was left out), or the path of the file.
        username (str | Unset): Login name of the user.
        fs_name (str | Unset): Name of the file system.
        description (str | Unset): Free text.
        schedule_id (str | Unset): Identifier of the schedule; empty for a run that no schedule started.
        run_msg (str | Unset): What the run is doing, or how it ended.
        status (str | Unset): Status of a run. New values may appear. Only runs of schedules are `skipped`.
        scheduled_time (str | Unset): When the schedule was due, empty for a run that no schedule started; only in
            lists. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        activate_time (str | Unset): When it was activated, empty before. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        update_time (str | Unset): When it was last changed. Time of the server, `YYYY-MM-DD HH:MM:SS`.
    """

    run_id: str
    name: str | Unset = UNSET
    source: str | Unset = UNSET
    username: str | Unset = UNSET
    fs_name: str | Unset = UNSET
    description: str | Unset = UNSET
    schedule_id: str | Unset = UNSET
    run_msg: str | Unset = UNSET
    status: str | Unset = UNSET
    scheduled_time: str | Unset = UNSET
    create_time: str | Unset = UNSET
    activate_time: str | Unset = UNSET
    update_time: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "run_id": "runID",
        "name": "name",
        "source": "source",
        "username": "username",
        "fs_name": "fsName",
        "description": "description",
        "schedule_id": "scheduleID",
        "run_msg": "runMsg",
        "status": "status",
        "scheduled_time": "scheduledTime",
        "create_time": "createTime",
        "activate_time": "activateTime",
        "update_time": "updateTime",
    }

    def to_dict(self) -> dict[str, Any]:
        run_id = self.run_id

        name = self.name

        source = self.source

        username = self.username

        fs_name = self.fs_name

        description = self.description

        schedule_id = self.schedule_id

        run_msg = self.run_msg

        status = self.status

        scheduled_time = self.scheduled_time

        create_time = self.create_time

        activate_time = self.activate_time

        update_time = self.update_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "runID": run_id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if source is not UNSET:
            field_dict["source"] = source
        if username is not UNSET:
            field_dict["username"] = username
        if fs_name is not UNSET:
            field_dict["fsName"] = fs_name
        if description is not UNSET:
            field_dict["description"] = description
        if schedule_id is not UNSET:
            field_dict["scheduleID"] = schedule_id
        if run_msg is not UNSET:
            field_dict["runMsg"] = run_msg
        if status is not UNSET:
            field_dict["status"] = status
        if scheduled_time is not UNSET:
            field_dict["scheduledTime"] = scheduled_time
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if activate_time is not UNSET:
            field_dict["activateTime"] = activate_time
        if update_time is not UNSET:
            field_dict["updateTime"] = update_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        run_id = d.pop("runID")

        name = d.pop("name", UNSET)

        source = d.pop("source", UNSET)

        username = d.pop("username", UNSET)

        fs_name = d.pop("fsName", UNSET)

        description = d.pop("description", UNSET)

        schedule_id = d.pop("scheduleID", UNSET)

        run_msg = d.pop("runMsg", UNSET)

        status = d.pop("status", UNSET)

        scheduled_time = d.pop("scheduledTime", UNSET)

        create_time = d.pop("createTime", UNSET)

        activate_time = d.pop("activateTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        run_brief = cls(
            run_id,
            name,
            source,
            username,
            fs_name,
            description,
            schedule_id,
            run_msg,
            status,
            scheduled_time,
            create_time,
            activate_time,
            update_time,
        )

        run_brief.additional_properties = d
        return run_brief

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
