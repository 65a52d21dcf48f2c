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

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.schedule_fs_config import ScheduleFsConfig
    from ..models.schedule_options import ScheduleOptions


T = TypeVar("T", bound="ScheduleBrief")


@_attrs_define
class ScheduleBrief:
    """A schedule.

    Attributes:
        schedule_id (str): Identifier of the schedule.
        name (str | Unset): Name of the schedule.
        desc (str | Unset): Free text, at most 256 bytes.
        pipeline_id (str | Unset): Identifier of the pipeline.
        pipeline_version_id (str | Unset): Identifier of the version: a decimal number as text.
        username (str | Unset): Login name of the user.
        fs_config (ScheduleFsConfig | Unset): Whose file systems the runs of a schedule use.
        crontab (str | Unset): Cron expression of five fields.
        options (ScheduleOptions | Unset): Concurrency and catch-up settings.
        start_time (str | Unset): When it starts; may be empty. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        end_time (str | Unset): When it ends; may be empty. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        update_time (str | Unset): When it was last changed. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        next_run_time (str | Unset): When the next run is due. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        schedule_msg (str | Unset): Message of the schedule.
        status (str | Unset): Status of a schedule. New values may appear.
    """

    schedule_id: str
    name: str | Unset = UNSET
    desc: str | Unset = UNSET
    pipeline_id: str | Unset = UNSET
    pipeline_version_id: str | Unset = UNSET
    username: str | Unset = UNSET
    fs_config: ScheduleFsConfig | Unset = UNSET
    crontab: str | Unset = UNSET
    options: ScheduleOptions | Unset = UNSET
    start_time: str | Unset = UNSET
    end_time: str | Unset = UNSET
    create_time: str | Unset = UNSET
    update_time: str | Unset = UNSET
    next_run_time: str | Unset = UNSET
    schedule_msg: str | Unset = UNSET
    status: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "schedule_id": "scheduleID",
        "name": "name",
        "desc": "desc",
        "pipeline_id": "pipelineID",
        "pipeline_version_id": "pipelineVersionID",
        "username": "username",
        "fs_config": "fsConfig",
        "crontab": "crontab",
        "options": "options",
        "start_time": "startTime",
        "end_time": "endTime",
        "create_time": "createTime",
        "update_time": "updateTime",
        "next_run_time": "nextRunTime",
        "schedule_msg": "scheduleMsg",
        "status": "status",
    }

    def to_dict(self) -> dict[str, Any]:
        schedule_id = self.schedule_id

        name = self.name

        desc = self.desc

        pipeline_id = self.pipeline_id

        pipeline_version_id = self.pipeline_version_id

        username = self.username

        fs_config: dict[str, Any] | Unset = UNSET
        if not isinstance(self.fs_config, Unset):
            fs_config = self.fs_config.to_dict()

        crontab = self.crontab

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        start_time = self.start_time

        end_time = self.end_time

        create_time = self.create_time

        update_time = self.update_time

        next_run_time = self.next_run_time

        schedule_msg = self.schedule_msg

        status = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "scheduleID": schedule_id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if desc is not UNSET:
            field_dict["desc"] = desc
        if pipeline_id is not UNSET:
            field_dict["pipelineID"] = pipeline_id
        if pipeline_version_id is not UNSET:
            field_dict["pipelineVersionID"] = pipeline_version_id
        if username is not UNSET:
            field_dict["username"] = username
        if fs_config is not UNSET:
            field_dict["fsConfig"] = fs_config
        if crontab is not UNSET:
            field_dict["crontab"] = crontab
        if options is not UNSET:
            field_dict["options"] = options
        if start_time is not UNSET:
            field_dict["startTime"] = start_time
        if end_time is not UNSET:
            field_dict["endTime"] = end_time
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if update_time is not UNSET:
            field_dict["updateTime"] = update_time
        if next_run_time is not UNSET:
            field_dict["nextRunTime"] = next_run_time
        if schedule_msg is not UNSET:
            field_dict["scheduleMsg"] = schedule_msg
        if status is not UNSET:
            field_dict["status"] = status

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.schedule_fs_config import ScheduleFsConfig  # noqa: PLC0415
        from ..models.schedule_options import ScheduleOptions  # noqa: PLC0415

        d = dict(src_dict)
        schedule_id = d.pop("scheduleID")

        name = d.pop("name", UNSET)

        desc = d.pop("desc", UNSET)

        pipeline_id = d.pop("pipelineID", UNSET)

        pipeline_version_id = d.pop("pipelineVersionID", UNSET)

        username = d.pop("username", UNSET)

        _fs_config = d.pop("fsConfig", UNSET)
        _fs_config = UNSET if _fs_config is None else _fs_config
        fs_config: ScheduleFsConfig | Unset
        if isinstance(_fs_config, Unset):
            fs_config = UNSET
        else:
            fs_config = ScheduleFsConfig.from_dict(_fs_config)

        crontab = d.pop("crontab", UNSET)

        _options = d.pop("options", UNSET)
        _options = UNSET if _options is None else _options
        options: ScheduleOptions | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = ScheduleOptions.from_dict(_options)

        start_time = d.pop("startTime", UNSET)

        end_time = d.pop("endTime", UNSET)

        create_time = d.pop("createTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        next_run_time = d.pop("nextRunTime", UNSET)

        schedule_msg = d.pop("scheduleMsg", UNSET)

        status = d.pop("status", UNSET)

        schedule_brief = cls(
            schedule_id,
            name,
            desc,
            pipeline_id,
            pipeline_version_id,
            username,
            fs_config,
            crontab,
            options,
            start_time,
            end_time,
            create_time,
            update_time,
            next_run_time,
            schedule_msg,
            status,
        )

        schedule_brief.additional_properties = d
        return schedule_brief

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
