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
    from ..models.fs_mount import FsMount
    from ..models.run_json_components import RunJsonComponents
    from ..models.step_cache import StepCache
    from ..models.string_map import StringMap


T = TypeVar("T", bound="RunJsonComponent")


@_attrs_define
class RunJsonComponent:
    """A step or DAG of a JSON workflow; it is a DAG when it has `entryPoints`.

    Attributes:
        command (str | Unset): Shell command. For steps.
        deps (str | Unset): Names of the components it waits for, separated by commas.
        condition (str | Unset): Expression that must be true for the component to run.
        loop_argument (Any | Unset): A list (or text or template of one): the component runs once an item.
        parameters (AnyMap | Unset): Values of any type by name.
        artifacts (AnyMap | Unset): Values of any type by name.
        env (StringMap | Unset): Texts by name.
        docker_env (str | Unset): Container image. For steps.
        cache (StepCache | Unset): Cache settings of a step.
        reference (AnyMap | Unset): Values of any type by name.
        extra_fs (list[FsMount] | Unset): Further file systems. For steps.
        flavour (str | Unset): Name of the flavour. For steps.
        queue (str | Unset): Name of the queue. For steps.
        job_type (str | Unset): Type of job. For steps.
        type_ (str | Unset): Kind of component: `step` or `dag`; may be left out.
        entry_points (RunJsonComponents | Unset): Components by name.
    """

    command: str | Unset = UNSET
    deps: str | Unset = UNSET
    condition: str | Unset = UNSET
    loop_argument: Any | Unset = UNSET
    parameters: AnyMap | Unset = UNSET
    artifacts: AnyMap | Unset = UNSET
    env: StringMap | Unset = UNSET
    docker_env: str | Unset = UNSET
    cache: StepCache | Unset = UNSET
    reference: AnyMap | Unset = UNSET
    extra_fs: list[FsMount] | Unset = UNSET
    flavour: str | Unset = UNSET
    queue: str | Unset = UNSET
    job_type: str | Unset = UNSET
    type_: str | Unset = UNSET
    entry_points: RunJsonComponents | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "command": "command",
        "deps": "deps",
        "condition": "condition",
        "loop_argument": "loopArgument",
        "parameters": "parameters",
        "artifacts": "artifacts",
        "env": "env",
        "docker_env": "dockerEnv",
        "cache": "cache",
        "reference": "reference",
        "extra_fs": "extraFS",
        "flavour": "flavour",
        "queue": "queue",
        "job_type": "jobType",
        "type_": "type",
        "entry_points": "entryPoints",
    }

    def to_dict(self) -> dict[str, Any]:
        command = self.command

        deps = self.deps

        condition = self.condition

        loop_argument = self.loop_argument

        parameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.parameters, Unset):
            parameters = self.parameters.to_dict()

        artifacts: dict[str, Any] | Unset = UNSET
        if not isinstance(self.artifacts, Unset):
            artifacts = self.artifacts.to_dict()

        env: dict[str, Any] | Unset = UNSET
        if not isinstance(self.env, Unset):
            env = self.env.to_dict()

        docker_env = self.docker_env

        cache: dict[str, Any] | Unset = UNSET
        if not isinstance(self.cache, Unset):
            cache = self.cache.to_dict()

        reference: dict[str, Any] | Unset = UNSET
        if not isinstance(self.reference, Unset):
            reference = self.reference.to_dict()

        extra_fs: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.extra_fs, Unset):
            extra_fs = []
            for extra_fs_item_data in self.extra_fs:
                extra_fs_item = extra_fs_item_data.to_dict()
                extra_fs.append(extra_fs_item)

        flavour = self.flavour

        queue = self.queue

        job_type = self.job_type

        type_ = self.type_

        entry_points: dict[str, Any] | Unset = UNSET
        if not isinstance(self.entry_points, Unset):
            entry_points = self.entry_points.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if command is not UNSET:
            field_dict["command"] = command
        if deps is not UNSET:
            field_dict["deps"] = deps
        if condition is not UNSET:
            field_dict["condition"] = condition
        if loop_argument is not UNSET:
            field_dict["loopArgument"] = loop_argument
        if parameters is not UNSET:
            field_dict["parameters"] = parameters
        if artifacts is not UNSET:
            field_dict["artifacts"] = artifacts
        if env is not UNSET:
            field_dict["env"] = env
        if docker_env is not UNSET:
            field_dict["dockerEnv"] = docker_env
        if cache is not UNSET:
            field_dict["cache"] = cache
        if reference is not UNSET:
            field_dict["reference"] = reference
        if extra_fs is not UNSET:
            field_dict["extraFS"] = extra_fs
        if flavour is not UNSET:
            field_dict["flavour"] = flavour
        if queue is not UNSET:
            field_dict["queue"] = queue
        if job_type is not UNSET:
            field_dict["jobType"] = job_type
        if type_ is not UNSET:
            field_dict["type"] = type_
        if entry_points is not UNSET:
            field_dict["entryPoints"] = entry_points

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.any_map import AnyMap  # noqa: PLC0415
        from ..models.fs_mount import FsMount  # noqa: PLC0415
        from ..models.run_json_components import RunJsonComponents  # noqa: PLC0415
        from ..models.step_cache import StepCache  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        command = d.pop("command", UNSET)

        deps = d.pop("deps", UNSET)

        condition = d.pop("condition", UNSET)

        loop_argument = d.pop("loopArgument", UNSET)

        _parameters = d.pop("parameters", UNSET)
        _parameters = UNSET if _parameters is None else _parameters
        parameters: AnyMap | Unset
        if isinstance(_parameters, Unset):
            parameters = UNSET
        else:
            parameters = AnyMap.from_dict(_parameters)

        _artifacts = d.pop("artifacts", UNSET)
        _artifacts = UNSET if _artifacts is None else _artifacts
        artifacts: AnyMap | Unset
        if isinstance(_artifacts, Unset):
            artifacts = UNSET
        else:
            artifacts = AnyMap.from_dict(_artifacts)

        _env = d.pop("env", UNSET)
        _env = UNSET if _env is None else _env
        env: StringMap | Unset
        if isinstance(_env, Unset):
            env = UNSET
        else:
            env = StringMap.from_dict(_env)

        docker_env = d.pop("dockerEnv", UNSET)

        _cache = d.pop("cache", UNSET)
        _cache = UNSET if _cache is None else _cache
        cache: StepCache | Unset
        if isinstance(_cache, Unset):
            cache = UNSET
        else:
            cache = StepCache.from_dict(_cache)

        _reference = d.pop("reference", UNSET)
        _reference = UNSET if _reference is None else _reference
        reference: AnyMap | Unset
        if isinstance(_reference, Unset):
            reference = UNSET
        else:
            reference = AnyMap.from_dict(_reference)

        _extra_fs = d.pop("extraFS", UNSET)
        _extra_fs = [] if _extra_fs is None else _extra_fs
        extra_fs: list[FsMount] | Unset = UNSET
        if _extra_fs is not UNSET:
            extra_fs = []
            for extra_fs_item_data in _extra_fs:
                extra_fs_item = FsMount.from_dict(extra_fs_item_data)

                extra_fs.append(extra_fs_item)

        flavour = d.pop("flavour", UNSET)

        queue = d.pop("queue", UNSET)

        job_type = d.pop("jobType", UNSET)

        type_ = d.pop("type", UNSET)

        _entry_points = d.pop("entryPoints", UNSET)
        _entry_points = UNSET if _entry_points is None else _entry_points
        entry_points: RunJsonComponents | Unset
        if isinstance(_entry_points, Unset):
            entry_points = UNSET
        else:
            entry_points = RunJsonComponents.from_dict(_entry_points)

        run_json_component = cls(
            command,
            deps,
            condition,
            loop_argument,
            parameters,
            artifacts,
            env,
            docker_env,
            cache,
            reference,
            extra_fs,
            flavour,
            queue,
            job_type,
            type_,
            entry_points,
        )

        return run_json_component
