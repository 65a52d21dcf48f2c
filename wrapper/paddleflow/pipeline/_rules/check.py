"""Every rule that the server checks, in its order (§1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from paddleflow.pipeline._names import PIPELINE_NAME
from paddleflow.pipeline._rules.check_component import ComponentChecker, check_component_name, resolve_reference
from paddleflow.pipeline._rules.check_flow import (
    check_attributes,
    check_components,
    check_disabled,
    check_order,
    check_post_process,
    disabled_names,
    tree_of,
)
from paddleflow.pipeline._rules.parameters import override
from paddleflow.pipeline._rules.problems import Path, Problem, Report, reject
from paddleflow.pipeline._rules.spec import ComponentSpec, PipelineSpec, Place, walk

NAME_RULE = f"^{PIPELINE_NAME.pattern}$"


def with_request(
    pipeline: PipelineSpec,
    report: Report = reject,
    *,
    name: str = "",
    disabled: str = "",
    strategy: str | None = None,
    fs_name: str = "",
) -> PipelineSpec:
    """Apply a request to a pipeline, except for its parameters.

    Args:
        pipeline: From `read_pipeline`.
        report: Called if the file system is not the pipeline's.
        name: Replaces the pipeline's.
        disabled: Names, separated by commas; replaces the pipeline's.
        strategy: Of failureOptions; None when the request has none.
        fs_name: Becomes main_fs when the pipeline names none.
    """
    main_fs = pipeline.main_fs
    if fs_name and main_fs.name and fs_name != main_fs.name:
        message = f"[main_fs.name] should be same as fs_name in request: [{main_fs.name}] is not [{fs_name}]"
        report(Problem(message, ("fs_options", "main_fs"), code="InvalidArguments"))
    return evolve(
        pipeline,
        name=name or pipeline.name,
        disabled=disabled or pipeline.disabled,
        strategy=pipeline.strategy if strategy is None else strategy,
        main_fs=evolve(main_fs, name=main_fs.name or fs_name),
    )


def check_pipeline(
    pipeline: PipelineSpec,
    report: Report = reject,
    *,
    parameters: Mapping[str, Any] | None = None,
    any_fs: bool = False,
) -> PipelineSpec:
    """Check a pipeline by every rule that does not depend on file systems and users.

    Args:
        pipeline: From `read_pipeline`, with the changes of the request.
        report: Takes each problem.
        parameters: The request's: `param`, `step.param`, `dag.step.param` → value.
        any_fs: Whether a main file system may come later, from the request, when the pipeline names none.

    Returns:
        The pipeline with the request's parameters.
    """
    check_components(pipeline, report)
    _check_names(pipeline, report)
    check_post_process(pipeline, report)
    pipeline = override(pipeline, parameters or {}, report)
    check_disabled(pipeline, report)
    for level in (pipeline.entry_points, pipeline.components, pipeline.post_process):
        check_attributes(level, report)
    _check_each_component(pipeline, report, has_fs=any_fs or bool(pipeline.main_fs.name))
    _check_cache(pipeline, report)
    if pipeline.strategy not in ("fail_fast", "continue"):
        message = f"failure strategy should be [fail_fast] or [continue], setted by [{pipeline.strategy}]"
        report(Problem(message, ("failure_options", "strategy")))
    _check_mounts(pipeline, report, any_fs=any_fs)
    return pipeline


def _check_names(pipeline: PipelineSpec, report: Report) -> None:
    if not PIPELINE_NAME.fullmatch(pipeline.name):
        message = f"format of run or pipeline name[{pipeline.name}] invalid, should be in {NAME_RULE}"
        report(Problem(message, ("name",), "" if pipeline.name else "give it a name"))
    for level in (pipeline.entry_points, pipeline.post_process, pipeline.components):
        for _, component in walk(level):
            check_component_name(component, report)
    check_order(pipeline.entry_points, report)
    check_order(pipeline.components, report)


def _check_each_component(pipeline: PipelineSpec, report: Report, *, has_fs: bool) -> None:
    disabled = frozenset(disabled_names(pipeline.disabled))
    run_tree = tree_of(pipeline.entry_points, pipeline.post_process)
    checker = ComponentChecker(run_tree, pipeline.components, has_fs, is_template=False, report=report)
    for path, component in run_tree.items():
        if path not in disabled:
            checker.check(path)
        else:  # The server only checks that its reference exists.
            resolve_reference(component, pipeline.components, report)
    template_tree = tree_of(pipeline.components)
    checker = ComponentChecker(template_tree, pipeline.components, has_fs, is_template=True, report=report)
    for path in template_tree:
        checker.check(path)


def _check_cache(pipeline: PipelineSpec, report: Report) -> None:
    def check(owner: str, expired: str, place: Place | None) -> None:
        if not re.fullmatch(r"[+-]?\d+", expired or "-1", re.ASCII):
            message = f"MaxExpiredTime[{expired}] of cache in [{owner}] not correct"
            where = place.path("cache", "max_expired_time") if place else ("cache", "max_expired_time")
            report(Problem(message, where, "write an integer of seconds; -1 means no limit"))

    check("workflow", pipeline.cache.max_expired_time, None)
    for path, component in walk(pipeline.entry_points):
        if not component.reference and component.cache.max_expired_time != pipeline.cache.max_expired_time:
            check(path, component.cache.max_expired_time, component.place)


def _check_mounts(pipeline: PipelineSpec, report: Report, *, any_fs: bool) -> None:
    """Report mounts and scopes that are incomplete (§8)."""
    main_fs = pipeline.main_fs
    where: Path = ("fs_options", "main_fs")
    if main_fs.read_only:
        report(Problem("[read_only] in [main_fs] must be false", where, "it holds the artifacts of the steps"))
    if main_fs.sub_path.startswith("/"):
        message = "[sub_path] in [main_fs] should not start with '/'"
        report(Problem(message, where, "write a path inside the file system"))
    for level in (pipeline.entry_points, pipeline.components, pipeline.post_process):
        for _, component in walk(level):
            if component.entry_points is None:
                _check_mounts_of(component, pipeline, report, any_fs=any_fs)


def _check_mounts_of(step: ComponentSpec, pipeline: PipelineSpec, report: Report, *, any_fs: bool) -> None:
    for mount in step.extra_fs:
        where = ("fs_options", "extra_fs") if mount in pipeline.extra_fs else step.place.path("extra_fs")
        if not mount.name:
            advice = f"step {step.name} mounts a file system without a name"
            report(Problem("[name] in [extra_fs] or [main_fs] must not be empty", where, advice))
        if mount.sub_path.startswith("/"):
            message = "[sub_path] in [extra_fs] should not start with '/'"
            report(Problem(message, where, "write a path inside the file system"))
    mounted = {pipeline.main_fs.name, *(mount.name for mount in step.extra_fs)}
    for scope in step.cache.fs_scope:
        where = step.place.path("cache", "fs_scope")
        if not scope.name:
            report(Problem("[fs_name] in fs_scope must not be empty", where))
        elif scope.name not in mounted and not (any_fs and not pipeline.main_fs.name):
            message = f"fs_name [{scope.name}] in fs_scope must also be in [extra_fs] or [main_fs]"
            report(Problem(message, where, "mount it, or leave it out"))
