from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.any_map import AnyMap
    from ..models.failure_options import FailureOptions


T = TypeVar("T", bound="CreateRunRequest")


@_attrs_define
class CreateRunRequest:
    """Body of `create_run`. The workflow comes from `runYamlRaw`, else `pipelineID`, else a file in `fsName`; one of the
    three is needed.

        Attributes:
            fs_name (str | Unset): Name of the main file system.
            username (str | Unset): Name of the owner of the file systems; only root may name another user.
            name (str | Unset): Name of the run, in place of the one in the YAML; one of the two must be there.
            desc (str | Unset): Free text. Answers have it as `description`.
            parameters (AnyMap | Unset): Values of any type by name.
            docker_env (str | Unset): Container image, in place of `docker_env` in the YAML.
            disabled (str | Unset): Names of the components to leave out, separated by commas: one text, not a list.
            failure_options (FailureOptions | Unset): What happens when a step fails.
            run_yaml_raw (str | Unset): Base64 (standard alphabet) of the workflow's YAML. The first choice.
            pipeline_id (str | Unset): Identifier of the pipeline. The second choice.
            pipeline_version_id (str | Unset): Identifier of the version: a decimal number as text. The latest when it is
                left out.
            run_yaml_path (str | Unset): Path of the YAML file inside `fsName`. The third choice. Default: `./run.yaml`.
            schedule_id (str | Unset): Identifier of the schedule. Meant for the scheduler, though any caller may set it.
            scheduled_at (str | Unset): When the schedule was due, `YYYY-MM-DD HH:MM:SS`. Meant for the scheduler, though
                any caller may set it.
    """

    fs_name: str | Unset = UNSET
    username: str | Unset = UNSET
    name: str | Unset = UNSET
    desc: str | Unset = UNSET
    parameters: AnyMap | Unset = UNSET
    docker_env: str | Unset = UNSET
    disabled: str | Unset = UNSET
    failure_options: FailureOptions | Unset = UNSET
    run_yaml_raw: str | Unset = UNSET
    pipeline_id: str | Unset = UNSET
    pipeline_version_id: str | Unset = UNSET
    run_yaml_path: str | Unset = UNSET
    schedule_id: str | Unset = UNSET
    scheduled_at: str | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "fs_name": "fsName",
        "username": "username",
        "name": "name",
        "desc": "desc",
        "parameters": "parameters",
        "docker_env": "dockerEnv",
        "disabled": "disabled",
        "failure_options": "failureOptions",
        "run_yaml_raw": "runYamlRaw",
        "pipeline_id": "pipelineID",
        "pipeline_version_id": "pipelineVersionID",
        "run_yaml_path": "runYamlPath",
        "schedule_id": "scheduleID",
        "scheduled_at": "scheduledAt",
    }

    def to_dict(self) -> dict[str, Any]:
        fs_name = self.fs_name

        username = self.username

        name = self.name

        desc = self.desc

        parameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.parameters, Unset):
            parameters = self.parameters.to_dict()

        docker_env = self.docker_env

        disabled = self.disabled

        failure_options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.failure_options, Unset):
            failure_options = self.failure_options.to_dict()

        run_yaml_raw = self.run_yaml_raw

        pipeline_id = self.pipeline_id

        pipeline_version_id = self.pipeline_version_id

        run_yaml_path = self.run_yaml_path

        schedule_id = self.schedule_id

        scheduled_at = self.scheduled_at

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if fs_name is not UNSET:
            field_dict["fsName"] = fs_name
        if username is not UNSET:
            field_dict["username"] = username
        if name is not UNSET:
            field_dict["name"] = name
        if desc is not UNSET:
            field_dict["desc"] = desc
        if parameters is not UNSET:
            field_dict["parameters"] = parameters
        if docker_env is not UNSET:
            field_dict["dockerEnv"] = docker_env
        if disabled is not UNSET:
            field_dict["disabled"] = disabled
        if failure_options is not UNSET:
            field_dict["failureOptions"] = failure_options
        if run_yaml_raw is not UNSET:
            field_dict["runYamlRaw"] = run_yaml_raw
        if pipeline_id is not UNSET:
            field_dict["pipelineID"] = pipeline_id
        if pipeline_version_id is not UNSET:
            field_dict["pipelineVersionID"] = pipeline_version_id
        if run_yaml_path is not UNSET:
            field_dict["runYamlPath"] = run_yaml_path
        if schedule_id is not UNSET:
            field_dict["scheduleID"] = schedule_id
        if scheduled_at is not UNSET:
            field_dict["scheduledAt"] = scheduled_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.any_map import AnyMap  # noqa: PLC0415
        from ..models.failure_options import FailureOptions  # noqa: PLC0415

        d = dict(src_dict)
        fs_name = d.pop("fsName", UNSET)

        username = d.pop("username", UNSET)

        name = d.pop("name", UNSET)

        desc = d.pop("desc", UNSET)

        _parameters = d.pop("parameters", UNSET)
        _parameters = UNSET if _parameters is None else _parameters
        parameters: AnyMap | Unset
        if isinstance(_parameters, Unset):
            parameters = UNSET
        else:
            parameters = AnyMap.from_dict(_parameters)

        docker_env = d.pop("dockerEnv", UNSET)

        disabled = d.pop("disabled", UNSET)

        _failure_options = d.pop("failureOptions", UNSET)
        _failure_options = UNSET if _failure_options is None else _failure_options
        failure_options: FailureOptions | Unset
        if isinstance(_failure_options, Unset):
            failure_options = UNSET
        else:
            failure_options = FailureOptions.from_dict(_failure_options)

        run_yaml_raw = d.pop("runYamlRaw", UNSET)

        pipeline_id = d.pop("pipelineID", UNSET)

        pipeline_version_id = d.pop("pipelineVersionID", UNSET)

        run_yaml_path = d.pop("runYamlPath", UNSET)

        schedule_id = d.pop("scheduleID", UNSET)

        scheduled_at = d.pop("scheduledAt", UNSET)

        create_run_request = cls(
            fs_name,
            username,
            name,
            desc,
            parameters,
            docker_env,
            disabled,
            failure_options,
            run_yaml_raw,
            pipeline_id,
            pipeline_version_id,
            run_yaml_path,
            schedule_id,
            scheduled_at,
        )

        return create_run_request
