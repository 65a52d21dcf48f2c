from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define

from ..models.concurrency_policy import ConcurrencyPolicy
from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateScheduleRequest")


@_attrs_define
class CreateScheduleRequest:
    """Body of `create_schedule`.

    Attributes:
        name (str): Name of the schedule: 2 to 50 characters, no dash.
        pipeline_id (str): Identifier of the pipeline.
        pipeline_version_id (str): Identifier of the version: a decimal number as text.
        crontab (str): Cron expression of five fields, or a descriptor such as `@every 1h` or `@daily`.
        desc (str | Unset): Free text, at most 256 bytes.
        start_time (str | Unset): When it starts; must lie in the future. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        end_time (str | Unset): When it ends; must lie in the future and after `startTime`. Time of the server, `YYYY-
            MM-DD HH:MM:SS`.
        concurrency (int | Unset): How many runs may be active at once; 0 means no limit. Default: `0`.
        concurrency_policy (ConcurrencyPolicy | Unset): What a schedule does at its concurrency limit: wait, stop the
            oldest runs, or leave this one out.
        expire_interval (int | Unset): Seconds after which a missed run is dropped; 0 means never. Default: `0`.
        catchup (bool | Unset): Whether missed runs are made up for. Default: `true`.
        username (str | Unset): Name of the owner of the file systems; only root may name another user.
    """

    name: str
    pipeline_id: str
    pipeline_version_id: str
    crontab: str
    desc: str | Unset = UNSET
    start_time: str | Unset = UNSET
    end_time: str | Unset = UNSET
    concurrency: int | Unset = UNSET
    concurrency_policy: ConcurrencyPolicy | Unset = UNSET
    expire_interval: int | Unset = UNSET
    catchup: bool | Unset = UNSET
    username: str | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "pipeline_id": "pipelineID",
        "pipeline_version_id": "pipelineVersionID",
        "crontab": "crontab",
        "desc": "desc",
        "start_time": "startTime",
        "end_time": "endTime",
        "concurrency": "concurrency",
        "concurrency_policy": "concurrencyPolicy",
        "expire_interval": "expireInterval",
        "catchup": "catchup",
        "username": "username",
    }

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        pipeline_id = self.pipeline_id

        pipeline_version_id = self.pipeline_version_id

        crontab = self.crontab

        desc = self.desc

        start_time = self.start_time

        end_time = self.end_time

        concurrency = self.concurrency

        concurrency_policy: str | Unset = UNSET
        if not isinstance(self.concurrency_policy, Unset):
            concurrency_policy = ConcurrencyPolicy(self.concurrency_policy).value

        expire_interval = self.expire_interval

        catchup = self.catchup

        username = self.username

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "pipelineID": pipeline_id,
                "pipelineVersionID": pipeline_version_id,
                "crontab": crontab,
            }
        )
        if desc is not UNSET:
            field_dict["desc"] = desc
        if start_time is not UNSET:
            field_dict["startTime"] = start_time
        if end_time is not UNSET:
            field_dict["endTime"] = end_time
        if concurrency is not UNSET:
            field_dict["concurrency"] = concurrency
        if concurrency_policy is not UNSET:
            field_dict["concurrencyPolicy"] = concurrency_policy
        if expire_interval is not UNSET:
            field_dict["expireInterval"] = expire_interval
        if catchup is not UNSET:
            field_dict["catchup"] = catchup
        if username is not UNSET:
            field_dict["username"] = username

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        pipeline_id = d.pop("pipelineID")

        pipeline_version_id = d.pop("pipelineVersionID")

        crontab = d.pop("crontab")

        desc = d.pop("desc", UNSET)

        start_time = d.pop("startTime", UNSET)

        end_time = d.pop("endTime", UNSET)

        concurrency = d.pop("concurrency", UNSET)

        _concurrency_policy = d.pop("concurrencyPolicy", UNSET)
        concurrency_policy: ConcurrencyPolicy | Unset
        if isinstance(_concurrency_policy, Unset):
            concurrency_policy = UNSET
        else:
            concurrency_policy = ConcurrencyPolicy(_concurrency_policy)

        expire_interval = d.pop("expireInterval", UNSET)

        catchup = d.pop("catchup", UNSET)

        username = d.pop("username", UNSET)

        create_schedule_request = cls(
            name,
            pipeline_id,
            pipeline_version_id,
            crontab,
            desc,
            start_time,
            end_time,
            concurrency,
            concurrency_policy,
            expire_interval,
            catchup,
            username,
        )

        return create_schedule_request
