"""From a pipeline to a `Workflow`: the shared rules, and what only a server knows: the request, users, file systems."""

from __future__ import annotations

from attrs import evolve, field, frozen

from paddleflow.pipeline._names import PIPELINE_NAME
from paddleflow.pipeline._rules.check import NAME_RULE, check_pipeline, with_request
from paddleflow.pipeline._rules.check_flow import disabled_names
from paddleflow.pipeline._rules.parameters import default_of
from paddleflow.pipeline._rules.problems import Rejected
from paddleflow.pipeline._rules.spec import ComponentSpec, FsScope, Mount, PipelineSpec, map_steps, walk

from .interface import FileSystems
from .workflow import CacheOptions, Component, DagComponent, RunOptions, StepComponent, Workflow

_TEMPLATE = ""  # the dotted name of a component, which nobody can disable


def check(
    pipeline: PipelineSpec, options: RunOptions, file_systems: FileSystems, *, for_pipeline: bool = False
) -> Workflow:
    """Check a pipeline together with what a request changes in it (§1 to §17).

    Args:
        pipeline: What `read_pipeline` gave.
        options: The request's.
        file_systems: Looked up for every mount.
        for_pipeline: The pipeline is to be stored (POST /pipeline), not run: of its file systems only main_fs has to
            be there, and that is looked at before all else.

    Returns:
        The workflow that a `RunRequest` takes.

    Raises:
        Rejected: InvalidPipeline for nearly everything; InvalidNamePattern for the name of a run; InvalidArguments
            for file systems.
    """
    try:
        changed = with_request(
            pipeline,
            name=options.name,
            disabled=options.disabled,
            strategy=options.strategy,
            fs_name=options.fs_name,
        )
        return _checked(changed, options, file_systems, for_pipeline=for_pipeline)
    except RecursionError as error:
        raise Rejected("InvalidPipeline", "the pipeline is nested too deeply") from error


def _checked(pipeline: PipelineSpec, options: RunOptions, file_systems: FileSystems, *, for_pipeline: bool) -> Workflow:
    if for_pipeline:
        _check_permission(pipeline.main_fs, options.user, file_systems)
    elif pipeline.name and not PIPELINE_NAME.fullmatch(pipeline.name):
        raise Rejected(
            "InvalidNamePattern", f"name[{pipeline.name}] for [run] does not compile with regex rule[{NAME_RULE}]"
        )
    checked = check_pipeline(pipeline, parameters=options.parameters or {})
    checked = _with_file_system_ids(checked, options.user)
    if not for_pipeline:
        _check_file_systems(checked, options.user, file_systems)
    return _workflow(checked)


def _with_file_system_ids(source: PipelineSpec, user: str) -> PipelineSpec:
    """Add the id of its file system to every mount and scope (§8)."""
    main_fs = source.main_fs

    def with_ids(step: ComponentSpec) -> ComponentSpec:
        mounts = tuple(evolve(mount, id=_fs_id(user, mount.name)) for mount in step.extra_fs)
        scopes = tuple(FsScope(scope.name, _fs_id(user, scope.name), scope.path) for scope in step.cache.fs_scope)
        return evolve(step, extra_fs=mounts, cache=evolve(step.cache, fs_scope=scopes))

    return evolve(
        source,
        main_fs=evolve(main_fs, id=_fs_id(user, main_fs.name) if main_fs.name else ""),
        entry_points=map_steps(source.entry_points, with_ids),
        components=map_steps(source.components, with_ids),
        post_process=map_steps(source.post_process, with_ids),
    )


def _fs_id(user: str, name: str) -> str:
    return f"fs-{user}-{name}"


def _check_file_systems(source: PipelineSpec, user: str, file_systems: FileSystems) -> None:
    main_fs = source.main_fs
    if main_fs.sub_path:
        main = file_systems.find(user, main_fs.name) if main_fs.name else None
        if main is None:
            raise Rejected(
                "InvalidArguments", f"[sub_path] in [main_fs] needs a file system, fsID[{main_fs.id}] not found"
            )
        # A remote file system is not asked here, which could take long: the step will.
        try:
            is_file = not main.remote and main.is_file(main_fs.sub_path)
        except OSError as wrong:
            raise Rejected("InvalidArguments", f"[sub_path] in [main_fs]: {wrong}") from None
        if is_file:
            raise Rejected("InvalidArguments", f"[sub_path] with id[{main_fs.id}] is not dir")
    _check_permission(main_fs, user, file_systems)
    for level in (source.entry_points, source.components, source.post_process):
        for _, component in walk(level):
            for mount in component.extra_fs:
                _check_permission(mount, user, file_systems)


def _check_permission(mount: Mount, user: str, file_systems: FileSystems) -> None:
    if mount.name and file_systems.find(user, mount.name) is None:
        fs_id = _fs_id(user, mount.name)
        raise Rejected(
            "InvalidArguments",
            f"check permission of user[{user}] fsID[{fs_id}] failed: user {user} has no file system {mount.name}",
        )


def _workflow(source: PipelineSpec) -> Workflow:
    disabled = disabled_names(source.disabled)
    resolver = _Resolver(source, frozenset(disabled))
    children = {name: resolver.component(written, name) for name, written in source.entry_points.items()}
    return Workflow(
        name=source.name,
        root=DagComponent(name="", entry_points=children),
        post_process=next((_post(resolver, step) for step in source.post_process.values()), None),
        main_fs=source.main_fs if source.main_fs.name else None,
        parallelism=min(source.parallelism, 20) if source.parallelism > 0 else 10,
        strategy="continue" if source.strategy == "continue" else "fail_fast",
        disabled=disabled,
        docker_env=source.docker_env,
    )


def _post(resolver: _Resolver, step: ComponentSpec) -> StepComponent:
    component = resolver.component(step, step.name)
    if isinstance(component, DagComponent):
        raise TypeError("a DAG got past check_post_process")
    cache = component.cache if step.reference else _cache(step, post=True)
    # A referenced component's own inputs, condition and loop have no meaning here.
    return evolve(component, cache=evolve(cache, enable=False))


def _cache(step: ComponentSpec, *, post: bool = False) -> CacheOptions:
    scope = (step.cache.fs_scope or None) if post else step.cache.fs_scope
    expired = step.cache.max_expired_time or ("" if post else "-1")
    return CacheOptions(bool(step.cache.enable), expired, scope)


@frozen
class _Resolver:
    """Freezes components, each reference replaced by what it refers to (§14), which is frozen once."""

    source: PipelineSpec
    disabled: frozenset[str]
    _targets: dict[str, Component] = field(init=False, factory=dict)

    def component(self, written: ComponentSpec, path: str) -> Component:
        """Freeze a component.

        Its typed parameters become their defaults; those of a disabled one are never looked at and stay as they are.
        """
        disabled = path in self.disabled
        parameters = {name: value if disabled else default_of(value) for name, value in written.parameters.items()}
        if written.reference:
            target = self._target(written.reference)
            return evolve(
                target,
                name=written.name,
                deps=written.deps,
                parameters={**target.parameters, **parameters},
                inputs={**target.inputs, **written.inputs},
                referenced=parameters,
            )
        if written.entry_points is None:
            return StepComponent(
                name=written.name,
                deps=written.deps,
                parameters=parameters,
                inputs=written.inputs,
                outputs=tuple(written.outputs),
                condition=written.condition,
                loop_argument=written.loop_argument,
                command=written.command,
                env=written.env,
                docker_env=written.docker_env,
                cache=_cache(written),
                extra_fs=written.extra_fs,
            )
        return DagComponent(
            name=written.name,
            deps=written.deps,
            parameters=parameters,
            inputs=written.inputs,
            outputs=written.outputs,
            condition=written.condition,
            loop_argument=written.loop_argument,
            entry_points={
                name: self.component(child, f"{path}.{name}") for name, child in written.entry_points.items()
            },
        )

    def _target(self, name: str) -> Component:
        if name not in self._targets:
            self._targets[name] = self.component(self.source.components[name], _TEMPLATE)
        return self._targets[name]
