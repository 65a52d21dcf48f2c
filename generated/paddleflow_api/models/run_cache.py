from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RunCache")


@_attrs_define
class RunCache:
    """A result that later runs may reuse.

    Attributes:
        cache_id (str): Identifier of the run cache: `cch-` and 6 digits.
        first_fp (str | Unset): Fingerprint of command, parameters, environment and artifacts.
        second_fp (str | Unset): Fingerprint of the modification times of the inputs and scopes.
        run_id (str | Unset): Identifier of the run.
        source (str | Unset): Where the workflow comes from.
        job_id (str | Unset): Identifier of the job.
        fsname (str | Unset): Name of the file system; the key is all lower case.
        username (str | Unset): Login name of the user.
        expired_time (str | Unset): Seconds after which it is no longer used, as a string; `-1` by default.
        strategy (str | Unset): How results are compared: always `conservative`.
        custom (str | Unset): Not used.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        update_time (str | Unset): When it was last changed. Time of the server, `YYYY-MM-DD HH:MM:SS`.
    """

    cache_id: str
    first_fp: str | Unset = UNSET
    second_fp: str | Unset = UNSET
    run_id: str | Unset = UNSET
    source: str | Unset = UNSET
    job_id: str | Unset = UNSET
    fsname: str | Unset = UNSET
    username: str | Unset = UNSET
    expired_time: str | Unset = UNSET
    strategy: str | Unset = UNSET
    custom: str | Unset = UNSET
    create_time: str | Unset = UNSET
    update_time: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "cache_id": "cacheID",
        "first_fp": "firstFp",
        "second_fp": "secondFp",
        "run_id": "runID",
        "source": "source",
        "job_id": "jobID",
        "fsname": "fsname",
        "username": "username",
        "expired_time": "expiredTime",
        "strategy": "strategy",
        "custom": "custom",
        "create_time": "createTime",
        "update_time": "updateTime",
    }

    def to_dict(self) -> dict[str, Any]:
        cache_id = self.cache_id

        first_fp = self.first_fp

        second_fp = self.second_fp

        run_id = self.run_id

        source = self.source

        job_id = self.job_id

        fsname = self.fsname

        username = self.username

        expired_time = self.expired_time

        strategy = self.strategy

        custom = self.custom

        create_time = self.create_time

        update_time = self.update_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "cacheID": cache_id,
            }
        )
        if first_fp is not UNSET:
            field_dict["firstFp"] = first_fp
        if second_fp is not UNSET:
            field_dict["secondFp"] = second_fp
        if run_id is not UNSET:
            field_dict["runID"] = run_id
        if source is not UNSET:
            field_dict["source"] = source
        if job_id is not UNSET:
            field_dict["jobID"] = job_id
        if fsname is not UNSET:
            field_dict["fsname"] = fsname
        if username is not UNSET:
            field_dict["username"] = username
        if expired_time is not UNSET:
            field_dict["expiredTime"] = expired_time
        if strategy is not UNSET:
            field_dict["strategy"] = strategy
        if custom is not UNSET:
            field_dict["custom"] = custom
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if update_time is not UNSET:
            field_dict["updateTime"] = update_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cache_id = d.pop("cacheID")

        first_fp = d.pop("firstFp", UNSET)

        second_fp = d.pop("secondFp", UNSET)

        run_id = d.pop("runID", UNSET)

        source = d.pop("source", UNSET)

        job_id = d.pop("jobID", UNSET)

        fsname = d.pop("fsname", UNSET)

        username = d.pop("username", UNSET)

        expired_time = d.pop("expiredTime", UNSET)

        strategy = d.pop("strategy", UNSET)

        custom = d.pop("custom", UNSET)

        create_time = d.pop("createTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        run_cache = cls(
            cache_id,
            first_fp,
            second_fp,
            run_id,
            source,
            job_id,
            fsname,
            username,
            expired_time,
            strategy,
            custom,
            create_time,
            update_time,
        )

        run_cache.additional_properties = d
        return run_cache

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
