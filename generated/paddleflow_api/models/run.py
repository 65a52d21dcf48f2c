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
    from ..models.any_map import AnyMap
    from ..models.component_views import ComponentViews
    from ..models.failure_options import FailureOptions
    from ..models.job_views import JobViews
    from ..models.run_fs_options import RunFsOptions


T = TypeVar("T", bound="Run")


@_attrs_define
class Run:
    """A run with everything about it.

    Attributes:
        run_id (str): Identifier of the run.
        name (str | Unset): Name of the run.
        source (str | Unset): Where the workflow comes from, as in lists.
        username (str | Unset): Login name of the user.
        fs_name (str | Unset): Name of the file system.
        fs_options (RunFsOptions | Unset): File systems of a run.
        description (str | Unset): Free text.
        parameters (AnyMap | None | Unset): Parameters: value by name. `null` when the run was created without any.
        run_yaml (str | Unset): The whole YAML of the workflow.
        runtime (ComponentViews | Unset): Components of a run by name; a list, since a loop makes one copy an item.
        post_process (JobViews | Unset): Steps by name.
        failure_options (FailureOptions | Unset): What happens when a step fails.
        docker_env (str | Unset): Container image.
        disabled (str | Unset): Names of the components left out, separated by commas.
        schedule_id (str | Unset): Identifier of the schedule.
        run_msg (str | Unset): What the run is doing, or how it ended.
        status (str | Unset): Status of a run. New values may appear. Only runs of schedules are `skipped`.
        run_cached_i_ds (str | Unset): Identifiers of the runs whose results were reused, separated by commas: one text,
            not a list.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        activate_time (str | Unset): When it was activated, empty before. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        update_time (str | Unset): When it was last changed. Time of the server, `YYYY-MM-DD HH:MM:SS`.
    """

    run_id: str
    name: str | Unset = UNSET
    source: str | Unset = UNSET
    username: str | Unset = UNSET
    fs_name: str | Unset = UNSET
    fs_options: RunFsOptions | Unset = UNSET
    description: str | Unset = UNSET
    parameters: AnyMap | None | Unset = UNSET
    run_yaml: str | Unset = UNSET
    runtime: ComponentViews | Unset = UNSET
    post_process: JobViews | Unset = UNSET
    failure_options: FailureOptions | Unset = UNSET
    docker_env: str | Unset = UNSET
    disabled: str | Unset = UNSET
    schedule_id: str | Unset = UNSET
    run_msg: str | Unset = UNSET
    status: str | Unset = UNSET
    run_cached_i_ds: str | Unset = UNSET
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
        "fs_options": "fsOptions",
        "description": "description",
        "parameters": "parameters",
        "run_yaml": "runYaml",
        "runtime": "runtime",
        "post_process": "postProcess",
        "failure_options": "failureOptions",
        "docker_env": "dockerEnv",
        "disabled": "disabled",
        "schedule_id": "scheduleID",
        "run_msg": "runMsg",
        "status": "status",
        "run_cached_i_ds": "runCachedIDs",
        "create_time": "createTime",
        "activate_time": "activateTime",
        "update_time": "updateTime",
    }

    def to_dict(self) -> dict[str, Any]:
        from ..models.any_map import AnyMap  # noqa: PLC0415

        run_id = self.run_id

        name = self.name

        source = self.source

        username = self.username

        fs_name = self.fs_name

        fs_options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.fs_options, Unset):
            fs_options = self.fs_options.to_dict()

        description = self.description

        parameters: dict[str, Any] | None | Unset
        if isinstance(self.parameters, Unset):
            parameters = UNSET
        elif isinstance(self.parameters, AnyMap):
            parameters = self.parameters.to_dict()
        else:
            parameters = self.parameters

        run_yaml = self.run_yaml

        runtime: dict[str, Any] | Unset = UNSET
        if not isinstance(self.runtime, Unset):
            runtime = self.runtime.to_dict()

        post_process: dict[str, Any] | Unset = UNSET
        if not isinstance(self.post_process, Unset):
            post_process = self.post_process.to_dict()

        failure_options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.failure_options, Unset):
            failure_options = self.failure_options.to_dict()

        docker_env = self.docker_env

        disabled = self.disabled

        schedule_id = self.schedule_id

        run_msg = self.run_msg

        status = self.status

        run_cached_i_ds = self.run_cached_i_ds

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
        if fs_options is not UNSET:
            field_dict["fsOptions"] = fs_options
        if description is not UNSET:
            field_dict["description"] = description
        if parameters is not UNSET:
            field_dict["parameters"] = parameters
        if run_yaml is not UNSET:
            field_dict["runYaml"] = run_yaml
        if runtime is not UNSET:
            field_dict["runtime"] = runtime
        if post_process is not UNSET:
            field_dict["postProcess"] = post_process
        if failure_options is not UNSET:
            field_dict["failureOptions"] = failure_options
        if docker_env is not UNSET:
            field_dict["dockerEnv"] = docker_env
        if disabled is not UNSET:
            field_dict["disabled"] = disabled
        if schedule_id is not UNSET:
            field_dict["scheduleID"] = schedule_id
        if run_msg is not UNSET:
            field_dict["runMsg"] = run_msg
        if status is not UNSET:
            field_dict["status"] = status
        if run_cached_i_ds is not UNSET:
            field_dict["runCachedIDs"] = run_cached_i_ds
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if activate_time is not UNSET:
            field_dict["activateTime"] = activate_time
        if update_time is not UNSET:
            field_dict["updateTime"] = update_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.any_map import AnyMap  # noqa: PLC0415
        from ..models.component_views import ComponentViews  # noqa: PLC0415
        from ..models.failure_options import FailureOptions  # noqa: PLC0415
        from ..models.job_views import JobViews  # noqa: PLC0415
        from ..models.run_fs_options import RunFsOptions  # noqa: PLC0415

        d = dict(src_dict)
        run_id = d.pop("runID")

        name = d.pop("name", UNSET)

        source = d.pop("source", UNSET)

        username = d.pop("username", UNSET)

        fs_name = d.pop("fsName", UNSET)

        _fs_options = d.pop("fsOptions", UNSET)
        _fs_options = UNSET if _fs_options is None else _fs_options
        fs_options: RunFsOptions | Unset
        if isinstance(_fs_options, Unset):
            fs_options = UNSET
        else:
            fs_options = RunFsOptions.from_dict(_fs_options)

        description = d.pop("description", UNSET)

        def _parse_parameters(data: object) -> AnyMap | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                parameters_type_0 = AnyMap.from_dict(data)

                return parameters_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("AnyMap | None | Unset", data)

        parameters = _parse_parameters(d.pop("parameters", UNSET))

        run_yaml = d.pop("runYaml", UNSET)

        _runtime = d.pop("runtime", UNSET)
        _runtime = UNSET if _runtime is None else _runtime
        runtime: ComponentViews | Unset
        if isinstance(_runtime, Unset):
            runtime = UNSET
        else:
            runtime = ComponentViews.from_dict(_runtime)

        _post_process = d.pop("postProcess", UNSET)
        _post_process = UNSET if _post_process is None else _post_process
        post_process: JobViews | Unset
        if isinstance(_post_process, Unset):
            post_process = UNSET
        else:
            post_process = JobViews.from_dict(_post_process)

        _failure_options = d.pop("failureOptions", UNSET)
        _failure_options = UNSET if _failure_options is None else _failure_options
        failure_options: FailureOptions | Unset
        if isinstance(_failure_options, Unset):
            failure_options = UNSET
        else:
            failure_options = FailureOptions.from_dict(_failure_options)

        docker_env = d.pop("dockerEnv", UNSET)

        disabled = d.pop("disabled", UNSET)

        schedule_id = d.pop("scheduleID", UNSET)

        run_msg = d.pop("runMsg", UNSET)

        status = d.pop("status", UNSET)

        run_cached_i_ds = d.pop("runCachedIDs", UNSET)

        create_time = d.pop("createTime", UNSET)

        activate_time = d.pop("activateTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        run = cls(
            run_id,
            name,
            source,
            username,
            fs_name,
            fs_options,
            description,
            parameters,
            run_yaml,
            runtime,
            post_process,
            failure_options,
            docker_env,
            disabled,
            schedule_id,
            run_msg,
            status,
            run_cached_i_ds,
            create_time,
            activate_time,
            update_time,
        )

        run.additional_properties = d
        return run

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
