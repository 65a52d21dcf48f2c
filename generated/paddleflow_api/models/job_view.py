from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.artifacts import Artifacts
    from ..models.fs_mount import FsMount
    from ..models.step_cache import StepCache
    from ..models.string_map import StringMap


T = TypeVar("T", bound="JobView")


@_attrs_define
class JobView:
    """A step of a run. Its `type` is `step`.

    Attributes:
        job_id (str): Identifier of the job; may be empty.
        name (str | Unset): Name of the component.
        type_ (str | Unset): Always `step`.
        step_name (str | Unset): Name of the step in the pipeline.
        parent_dag_id (str | Unset): Identifier of the enclosing DAG.
        command (str | Unset): Shell command.
        parameters (StringMap | Unset): Texts by name.
        env (StringMap | Unset): Texts by name.
        extra_fs (list[FsMount] | None | Unset): Further file systems; `null` when there are none.
        start_time (str | Unset): When it started, empty before. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        end_time (str | Unset): When it ended: empty unless `failed`, `succeeded` or `terminated`. Time of the server,
            `YYYY-MM-DD HH:MM:SS`.
        status (str | Unset): Status of a job, step or DAG. New values may appear.
        deps (str | Unset): Names of the components it waits for, separated by commas.
        docker_env (str | Unset): Container image.
        artifacts (Artifacts | Unset): Artifacts of a step or DAG: path by name.
        cache (StepCache | Unset): Cache settings of a step.
        job_message (str | Unset): What the job is doing, or how it ended.
        cache_run_id (str | Unset): Identifier of the run whose result was reused, or empty.
        cache_job_id (str | Unset): Identifier of the job whose result was reused, or empty.
    """

    job_id: str
    name: str | Unset = UNSET
    type_: str | Unset = UNSET
    step_name: str | Unset = UNSET
    parent_dag_id: str | Unset = UNSET
    command: str | Unset = UNSET
    parameters: StringMap | Unset = UNSET
    env: StringMap | Unset = UNSET
    extra_fs: list[FsMount] | None | Unset = UNSET
    start_time: str | Unset = UNSET
    end_time: str | Unset = UNSET
    status: str | Unset = UNSET
    deps: str | Unset = UNSET
    docker_env: str | Unset = UNSET
    artifacts: Artifacts | Unset = UNSET
    cache: StepCache | Unset = UNSET
    job_message: str | Unset = UNSET
    cache_run_id: str | Unset = UNSET
    cache_job_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "job_id": "jobID",
        "name": "name",
        "type_": "type",
        "step_name": "stepName",
        "parent_dag_id": "parentDagID",
        "command": "command",
        "parameters": "parameters",
        "env": "env",
        "extra_fs": "extraFS",
        "start_time": "startTime",
        "end_time": "endTime",
        "status": "status",
        "deps": "deps",
        "docker_env": "dockerEnv",
        "artifacts": "artifacts",
        "cache": "cache",
        "job_message": "jobMessage",
        "cache_run_id": "cacheRunID",
        "cache_job_id": "cacheJobID",
    }

    def to_dict(self) -> dict[str, Any]:
        job_id = self.job_id

        name = self.name

        type_ = self.type_

        step_name = self.step_name

        parent_dag_id = self.parent_dag_id

        command = self.command

        parameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.parameters, Unset):
            parameters = self.parameters.to_dict()

        env: dict[str, Any] | Unset = UNSET
        if not isinstance(self.env, Unset):
            env = self.env.to_dict()

        extra_fs: list[dict[str, Any]] | None | Unset
        if isinstance(self.extra_fs, Unset):
            extra_fs = UNSET
        elif isinstance(self.extra_fs, list):
            extra_fs = []
            for extra_fs_type_0_item_data in self.extra_fs:
                extra_fs_type_0_item = extra_fs_type_0_item_data.to_dict()
                extra_fs.append(extra_fs_type_0_item)

        else:
            extra_fs = self.extra_fs

        start_time = self.start_time

        end_time = self.end_time

        status = self.status

        deps = self.deps

        docker_env = self.docker_env

        artifacts: dict[str, Any] | Unset = UNSET
        if not isinstance(self.artifacts, Unset):
            artifacts = self.artifacts.to_dict()

        cache: dict[str, Any] | Unset = UNSET
        if not isinstance(self.cache, Unset):
            cache = self.cache.to_dict()

        job_message = self.job_message

        cache_run_id = self.cache_run_id

        cache_job_id = self.cache_job_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "jobID": job_id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if type_ is not UNSET:
            field_dict["type"] = type_
        if step_name is not UNSET:
            field_dict["stepName"] = step_name
        if parent_dag_id is not UNSET:
            field_dict["parentDagID"] = parent_dag_id
        if command is not UNSET:
            field_dict["command"] = command
        if parameters is not UNSET:
            field_dict["parameters"] = parameters
        if env is not UNSET:
            field_dict["env"] = env
        if extra_fs is not UNSET:
            field_dict["extraFS"] = extra_fs
        if start_time is not UNSET:
            field_dict["startTime"] = start_time
        if end_time is not UNSET:
            field_dict["endTime"] = end_time
        if status is not UNSET:
            field_dict["status"] = status
        if deps is not UNSET:
            field_dict["deps"] = deps
        if docker_env is not UNSET:
            field_dict["dockerEnv"] = docker_env
        if artifacts is not UNSET:
            field_dict["artifacts"] = artifacts
        if cache is not UNSET:
            field_dict["cache"] = cache
        if job_message is not UNSET:
            field_dict["jobMessage"] = job_message
        if cache_run_id is not UNSET:
            field_dict["cacheRunID"] = cache_run_id
        if cache_job_id is not UNSET:
            field_dict["cacheJobID"] = cache_job_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.artifacts import Artifacts  # noqa: PLC0415
        from ..models.fs_mount import FsMount  # noqa: PLC0415
        from ..models.step_cache import StepCache  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        job_id = d.pop("jobID")

        name = d.pop("name", UNSET)

        type_ = d.pop("type", UNSET)

        step_name = d.pop("stepName", UNSET)

        parent_dag_id = d.pop("parentDagID", UNSET)

        command = d.pop("command", UNSET)

        _parameters = d.pop("parameters", UNSET)
        _parameters = UNSET if _parameters is None else _parameters
        parameters: StringMap | Unset
        if isinstance(_parameters, Unset):
            parameters = UNSET
        else:
            parameters = StringMap.from_dict(_parameters)

        _env = d.pop("env", UNSET)
        _env = UNSET if _env is None else _env
        env: StringMap | Unset
        if isinstance(_env, Unset):
            env = UNSET
        else:
            env = StringMap.from_dict(_env)

        def _parse_extra_fs(data: object) -> list[FsMount] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                extra_fs_type_0 = []
                _extra_fs_type_0 = data
                for extra_fs_type_0_item_data in _extra_fs_type_0:
                    extra_fs_type_0_item = FsMount.from_dict(extra_fs_type_0_item_data)

                    extra_fs_type_0.append(extra_fs_type_0_item)

                return extra_fs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[FsMount] | None | Unset", data)

        extra_fs = _parse_extra_fs(d.pop("extraFS", UNSET))

        start_time = d.pop("startTime", UNSET)

        end_time = d.pop("endTime", UNSET)

        status = d.pop("status", UNSET)

        deps = d.pop("deps", UNSET)

        docker_env = d.pop("dockerEnv", UNSET)

        _artifacts = d.pop("artifacts", UNSET)
        _artifacts = UNSET if _artifacts is None else _artifacts
        artifacts: Artifacts | Unset
        if isinstance(_artifacts, Unset):
            artifacts = UNSET
        else:
            artifacts = Artifacts.from_dict(_artifacts)

        _cache = d.pop("cache", UNSET)
        _cache = UNSET if _cache is None else _cache
        cache: StepCache | Unset
        if isinstance(_cache, Unset):
            cache = UNSET
        else:
            cache = StepCache.from_dict(_cache)

        job_message = d.pop("jobMessage", UNSET)

        cache_run_id = d.pop("cacheRunID", UNSET)

        cache_job_id = d.pop("cacheJobID", UNSET)

        job_view = cls(
            job_id,
            name,
            type_,
            step_name,
            parent_dag_id,
            command,
            parameters,
            env,
            extra_fs,
            start_time,
            end_time,
            status,
            deps,
            docker_env,
            artifacts,
            cache,
            job_message,
            cache_run_id,
            cache_job_id,
        )

        job_view.additional_properties = d
        return job_view

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
