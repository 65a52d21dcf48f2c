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
    from ..models.run_json_components import RunJsonComponents
    from ..models.step_cache import StepCache
    from ..models.string_map import StringMap


T = TypeVar("T", bound="RunJsonRequest")


@_attrs_define
class RunJsonRequest:
    """Body of `create_run_json`. An unknown key is 400 `InvalidPipeline`; there is no key `parameters` at the top.

    Attributes:
        name (str): Name of the run.
        entry_points (RunJsonComponents): Components by name.
        post_process (RunJsonComponents | Unset): Components by name.
        components (RunJsonComponents | Unset): Components by name.
        docker_env (str | Unset): Container image.
        disabled (str | Unset): Names of the components to leave out, separated by commas.
        parallelism (int | Unset): How many steps run at once. Zero or less counts as 10, more than 20 as 20. Default:
            `10`.
        failure_options (FailureOptions | Unset): What happens when a step fails.
        cache (StepCache | Unset): Cache settings of a step.
        fs_options (AnyMap | Unset): Values of any type by name.
        description (str | Unset): Free text. The key is `desc` in `create_run`.
        username (str | Unset): Name of the owner of the file systems; only root may name another user.
        flavour (str | Unset): Name of the flavour for steps that name none.
        queue (str | Unset): Name of the queue for steps that name none.
        job_type (str | Unset): Type of job for steps that name none.
        env (StringMap | Unset): Texts by name.
    """

    name: str
    entry_points: RunJsonComponents
    post_process: RunJsonComponents | Unset = UNSET
    components: RunJsonComponents | Unset = UNSET
    docker_env: str | Unset = UNSET
    disabled: str | Unset = UNSET
    parallelism: int | Unset = UNSET
    failure_options: FailureOptions | Unset = UNSET
    cache: StepCache | Unset = UNSET
    fs_options: AnyMap | Unset = UNSET
    description: str | Unset = UNSET
    username: str | Unset = UNSET
    flavour: str | Unset = UNSET
    queue: str | Unset = UNSET
    job_type: str | Unset = UNSET
    env: StringMap | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "name": "name",
        "entry_points": "entryPoints",
        "post_process": "postProcess",
        "components": "components",
        "docker_env": "dockerEnv",
        "disabled": "disabled",
        "parallelism": "parallelism",
        "failure_options": "failureOptions",
        "cache": "cache",
        "fs_options": "fsOptions",
        "description": "description",
        "username": "username",
        "flavour": "flavour",
        "queue": "queue",
        "job_type": "jobType",
        "env": "env",
    }

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        entry_points = self.entry_points.to_dict()

        post_process: dict[str, Any] | Unset = UNSET
        if not isinstance(self.post_process, Unset):
            post_process = self.post_process.to_dict()

        components: dict[str, Any] | Unset = UNSET
        if not isinstance(self.components, Unset):
            components = self.components.to_dict()

        docker_env = self.docker_env

        disabled = self.disabled

        parallelism = self.parallelism

        failure_options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.failure_options, Unset):
            failure_options = self.failure_options.to_dict()

        cache: dict[str, Any] | Unset = UNSET
        if not isinstance(self.cache, Unset):
            cache = self.cache.to_dict()

        fs_options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.fs_options, Unset):
            fs_options = self.fs_options.to_dict()

        description = self.description

        username = self.username

        flavour = self.flavour

        queue = self.queue

        job_type = self.job_type

        env: dict[str, Any] | Unset = UNSET
        if not isinstance(self.env, Unset):
            env = self.env.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "entryPoints": entry_points,
            }
        )
        if post_process is not UNSET:
            field_dict["postProcess"] = post_process
        if components is not UNSET:
            field_dict["components"] = components
        if docker_env is not UNSET:
            field_dict["dockerEnv"] = docker_env
        if disabled is not UNSET:
            field_dict["disabled"] = disabled
        if parallelism is not UNSET:
            field_dict["parallelism"] = parallelism
        if failure_options is not UNSET:
            field_dict["failureOptions"] = failure_options
        if cache is not UNSET:
            field_dict["cache"] = cache
        if fs_options is not UNSET:
            field_dict["fsOptions"] = fs_options
        if description is not UNSET:
            field_dict["description"] = description
        if username is not UNSET:
            field_dict["username"] = username
        if flavour is not UNSET:
            field_dict["flavour"] = flavour
        if queue is not UNSET:
            field_dict["queue"] = queue
        if job_type is not UNSET:
            field_dict["jobType"] = job_type
        if env is not UNSET:
            field_dict["env"] = env

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.any_map import AnyMap  # noqa: PLC0415
        from ..models.failure_options import FailureOptions  # noqa: PLC0415
        from ..models.run_json_components import RunJsonComponents  # noqa: PLC0415
        from ..models.step_cache import StepCache  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        entry_points = RunJsonComponents.from_dict(d.pop("entryPoints"))

        _post_process = d.pop("postProcess", UNSET)
        _post_process = UNSET if _post_process is None else _post_process
        post_process: RunJsonComponents | Unset
        if isinstance(_post_process, Unset):
            post_process = UNSET
        else:
            post_process = RunJsonComponents.from_dict(_post_process)

        _components = d.pop("components", UNSET)
        _components = UNSET if _components is None else _components
        components: RunJsonComponents | Unset
        if isinstance(_components, Unset):
            components = UNSET
        else:
            components = RunJsonComponents.from_dict(_components)

        docker_env = d.pop("dockerEnv", UNSET)

        disabled = d.pop("disabled", UNSET)

        parallelism = d.pop("parallelism", UNSET)

        _failure_options = d.pop("failureOptions", UNSET)
        _failure_options = UNSET if _failure_options is None else _failure_options
        failure_options: FailureOptions | Unset
        if isinstance(_failure_options, Unset):
            failure_options = UNSET
        else:
            failure_options = FailureOptions.from_dict(_failure_options)

        _cache = d.pop("cache", UNSET)
        _cache = UNSET if _cache is None else _cache
        cache: StepCache | Unset
        if isinstance(_cache, Unset):
            cache = UNSET
        else:
            cache = StepCache.from_dict(_cache)

        _fs_options = d.pop("fsOptions", UNSET)
        _fs_options = UNSET if _fs_options is None else _fs_options
        fs_options: AnyMap | Unset
        if isinstance(_fs_options, Unset):
            fs_options = UNSET
        else:
            fs_options = AnyMap.from_dict(_fs_options)

        description = d.pop("description", UNSET)

        username = d.pop("username", UNSET)

        flavour = d.pop("flavour", UNSET)

        queue = d.pop("queue", UNSET)

        job_type = d.pop("jobType", UNSET)

        _env = d.pop("env", UNSET)
        _env = UNSET if _env is None else _env
        env: StringMap | Unset
        if isinstance(_env, Unset):
            env = UNSET
        else:
            env = StringMap.from_dict(_env)

        run_json_request = cls(
            name,
            entry_points,
            post_process,
            components,
            docker_env,
            disabled,
            parallelism,
            failure_options,
            cache,
            fs_options,
            description,
            username,
            flavour,
            queue,
            job_type,
            env,
        )

        return run_json_request
