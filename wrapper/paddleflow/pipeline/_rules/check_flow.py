"""The checks of a pipeline's shape: references, order, conditions, loops, what is disabled, post_process (§11-§16)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from attrs import define, field, frozen

from paddleflow.pipeline._rules.check_component import resolve_reference
from paddleflow.pipeline._rules.condition import ConditionError, check_syntax
from paddleflow.pipeline._rules.parameters import check_list
from paddleflow.pipeline._rules.spec import ComponentSpec, PipelineSpec, refuse, text_size, walk
from paddleflow.pipeline._rules.templates import SYSTEM_NAMES, is_own, own_templates, templates, upstream_templates
from paddleflow.pipeline._rules.yaml_text import LARGEST_WRITTEN_OUT

_MOST_LEVELS = 100
_FRAME = 300  # characters that a component has beside its texts, as it is stored


def check_components(pipeline: PipelineSpec) -> None:
    """Refuse deps in a component, a reference to nothing, references in a circle (§14), and what they make too large.

    Whatever refers to a component has it once more: without a bound, 30 lines make a billion of it.
    """
    extents = _Extents(pipeline.components)
    for name, component in pipeline.components.items():
        if component.deps:
            refuse(f"components can not have deps: [{name}]")
        extents.of_target(name)
    if pipeline.components:
        extents.all_known = False
        extents.of_level(pipeline.entry_points)
        extents.of_level(pipeline.post_process)


@frozen
class _Extent:
    """How much there is of a component once its references are followed: characters, and levels."""

    size: int
    height: int


@define
class _Extents:
    """Measures components, each of those that are referred to once."""

    components: Mapping[str, ComponentSpec]
    all_known: bool = True
    """Whether to refuse a reference to nothing; that of a step is refused later, if it is ever to run."""
    _known: dict[str, _Extent | None] = field(factory=dict)
    """None while it is being measured."""

    def of_target(self, name: str) -> _Extent:
        """Measure what a reference names."""
        if name not in self.components:
            refuse(f"no component named {name}")
        if name not in self._known:
            self._known[name] = None
            self._known[name] = self._of(self.components[name])
        extent = self._known[name]
        if extent is None:
            refuse("components reference is not acyclic")
        return extent

    def of_level(self, level: Mapping[str, ComponentSpec]) -> _Extent:
        """Measure some components together."""
        extents = [
            self._of(component)
            for component in level.values()
            if self.all_known or not component.reference or component.reference in self.components
        ]
        size = sum(extent.size for extent in extents)
        if size > LARGEST_WRITTEN_OUT:
            refuse(
                f"with its references written out the pipeline has more than {LARGEST_WRITTEN_OUT} characters: "
                "split it up, or use a loop"
            )
        return _Extent(size, max((extent.height for extent in extents), default=0))

    def _of(self, component: ComponentSpec) -> _Extent:
        inner = self.of_target(component.reference) if component.reference else _Extent(0, 0)
        if component.entry_points:
            inner = self.of_level(component.entry_points)
        if inner.height >= _MOST_LEVELS:
            refuse(f"the pipeline is nested too deeply: {_MOST_LEVELS} DAGs and references in each other are the most")
        texts = [
            component.command,
            component.condition,
            component.deps_text,
            component.docker_env,
            component.loop_argument,
            *(component.parameters, component.inputs, component.outputs, component.env),
            [[mount.name, mount.mount_path, mount.sub_path] for mount in component.extra_fs],
            [[scope.name, scope.path] for scope in component.cache.fs_scope],
        ]
        return _Extent(inner.size + text_size(texts) + _FRAME, inner.height + 1)


def check_order(level: Mapping[str, ComponentSpec]) -> None:
    """Refuse deps that go in a circle, on this level and below (§3)."""
    try:
        TopologicalSorter({name: level.keys() & component.deps for name, component in level.items()}).prepare()
    except CycleError:
        refuse("workflow is not acyclic")
    for component in level.values():
        check_order(component.entry_points or {})


def check_attributes(level: Mapping[str, ComponentSpec]) -> None:
    """Refuse unknown deps, wrong conditions and loops, and tar images, on this level and below."""
    for name, component in level.items():
        for dep in component.deps:
            if dep not in level:
                refuse(f"component [{name}] has an wrong dep [{dep}]")
        _check_condition(component)
        _check_loop(component)
        if component.docker_env.endswith(".tar"):
            refuse("image as tar file is not supported for now")
        check_attributes(component.entry_points or {})


def _check_condition(component: ComponentSpec) -> None:
    condition = component.condition
    known = {*component.parameters, *component.inputs, *SYSTEM_NAMES}
    for template in own_templates(condition):
        if template.name not in known:
            refuse(f"{{{{{template.name}}}}} in condition is not parameter or input artifact or system templete")
    if condition:
        try:
            check_syntax(condition.replace("{{", "").replace("}}", ""))
        except ConditionError as error:
            refuse(f"condition[{condition}] is invalid, error: {error}")


def _check_loop(component: ComponentSpec) -> None:
    loop = component.loop_argument
    if loop is None:
        return
    if isinstance(loop, list):
        _check_loop_items(component, loop)
    elif not isinstance(loop, str):
        refuse("loopArgument can only be string or list type")
    elif found := list(own_templates(loop)):
        if not is_own(loop):
            refuse(f"loopArgument[{loop}] is invalid: it can be one template and nothing else")
        if found[0].name not in {*component.parameters, *component.inputs}:
            refuse(f"loopArgument {{{{{found[0].name}}}}} is not parameter or input artifact")
    else:
        _check_loop_items(component, _json_list(loop))


def _json_list(text: str) -> list[Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        refuse(f"loopArgument [{text}] unmarshal to list failed, error: {error}")
    if not isinstance(value, list):
        refuse(f"loopArgument [{text}] unmarshal to list failed, error: it is no list")
    return value


def _check_loop_items(component: ComponentSpec, items: list[Any]) -> None:
    for item in items:
        if isinstance(item, list):
            check_list(item)
        elif isinstance(item, bool) or not isinstance(item, str | int | float):
            refuse(
                f"[{item}] in loopArgument of component [{component.name}] is invalid, "
                "each one with list type can only have int, float, string, list"
            )
        elif isinstance(item, str) and isinstance(component.loop_argument, list) and any(templates(item)):
            refuse(
                f"[{item}] in loopArgument of component [{component.name}] is invalid, each one must not be templete"
            )


def check_post_process(pipeline: PipelineSpec) -> None:
    """Refuse a post_process that is more than one plain step (§16)."""
    if len(pipeline.post_process) > 1:
        refuse("post_process can only has 1 step at most")
    for name, step in pipeline.post_process.items():
        if name in pipeline.entry_points:
            refuse(f"a step in post_process has name [{name}], which is same to name of a step in entry_points")
        texts = [*step.parameters.values(), *step.env.values(), step.command]
        if any(isinstance(text, str) and any(upstream_templates(text)) for text in texts):
            refuse("step in post_process can not use parameters of steps in entry_points")
        for wrong, what in (
            (step.inputs, "has input artifacts"),
            (step.deps_text, "has deps"),
            (step.cache.enable, "should not use cache"),
            (step.condition, "should not have condition"),
            (step.loop_argument is not None, "should not have loop_argument"),
        ):
            if wrong:
                refuse(f"step [{name}] in post_process {what}")
        if step.reference and resolve_reference(step, pipeline.components).kind == "dag":
            refuse("component in post_process should be a step, not dag")


def disabled_names(text: str) -> tuple[str, ...]:
    """Give the dotted names of a `disabled` field."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def check_disabled(pipeline: PipelineSpec) -> None:
    """Refuse disabled names that nothing has, and disabled components that others need (§11)."""
    names = disabled_names(pipeline.disabled)
    needs = _Needs(pipeline, frozenset(names))
    known: set[str] = set()
    for path in names:
        if path in known:
            refuse(f"disabled component[{path}] is set repeatedly!")
        known.add(path)
        level = _level_of(pipeline, path)
        if level is None:
            refuse(f"disabled component[{path}] not existed!")
        needs.check(path, level)


def _level_of(pipeline: PipelineSpec, path: str) -> Mapping[str, ComponentSpec] | None:
    """Give the level that holds the component of a dotted name, looking through references."""
    for level in (pipeline.entry_points, pipeline.post_process):
        found = _descend(pipeline, level, path.split("."))
        if found is not None:
            return found
    return None


def _descend(
    pipeline: PipelineSpec, level: Mapping[str, ComponentSpec], path: list[str]
) -> Mapping[str, ComponentSpec] | None:
    component = level.get(path[0])
    if component is None:
        return None
    if len(path) == 1:
        return level
    return _descend(pipeline, resolve_reference(component, pipeline.components).entry_points or {}, path[1:])


@define
class _Needs:
    """Who refers to whom, found out once for each level."""

    pipeline: PipelineSpec
    disabled: frozenset[str]
    _users: dict[int, dict[str, list[str]]] = field(init=False, factory=dict)
    """Id of a level → name → those that depend on it and refer to it."""
    _outputs: dict[int, frozenset[str]] = field(init=False, factory=dict)
    """Id of a DAG's outputs → the names that they refer to."""

    def check(self, path: str, level: Mapping[str, ComponentSpec]) -> None:
        """Refuse to disable what a component of the same level refers to, or the outputs of the DAG it is in."""
        parent_path, _, name = path.rpartition(".")
        prefix = f"{parent_path}." if parent_path else ""
        if id(level) not in self._users:
            self._users[id(level)] = _users(level)
        for user in self._users[id(level)].get(name, ()):
            if prefix + user not in self.disabled:
                refuse(f"disabled component[{path}] is refered by [{user}]")
        if parent_path and parent_path not in self.disabled:
            parent_level = _level_of(self.pipeline, parent_path) or {}
            parent = resolve_reference(parent_level[parent_path.rpartition(".")[2]], self.pipeline.components)
            if id(parent.outputs) not in self._outputs:
                self._outputs[id(parent.outputs)] = _referred(parent.outputs.values())
            if name in self._outputs[id(parent.outputs)]:
                refuse(f"disabled component[{path}] is refered by [{parent.name}]")


def _users(level: Mapping[str, ComponentSpec]) -> dict[str, list[str]]:
    users: dict[str, list[str]] = {}
    for user, component in level.items():
        for name in _referred([*component.inputs.values(), *component.parameters.values()]) & {*component.deps}:
            if name != user:
                users.setdefault(name, []).append(user)
    return users


def _referred(texts: Iterable[Any]) -> frozenset[str]:
    return frozenset(
        template.component for text in texts if isinstance(text, str) for template in upstream_templates(text)
    )


def tree_of(*levels: Mapping[str, ComponentSpec]) -> dict[str, ComponentSpec]:
    """Give the components of some levels and below them by dotted name."""
    return {path: component for level in levels for path, component in walk(level)}
