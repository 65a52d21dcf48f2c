"""The checks of a pipeline's shape: references, order, conditions, loops, disabled steps, post_process (§11-§16)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from attrs import define, field, frozen

from paddleflow.pipeline._rules.check_component import resolve_reference
from paddleflow.pipeline._rules.condition import ConditionError, check_syntax
from paddleflow.pipeline._rules.parameters import check_list
from paddleflow.pipeline._rules.problems import Problem, Report, suggestion
from paddleflow.pipeline._rules.spec import LARGEST_WRITTEN_OUT, ComponentSpec, PipelineSpec, text_size, walk
from paddleflow.pipeline._rules.templates import SYSTEM_NAMES, is_own, own_templates, templates, upstream_templates

_MOST_LEVELS = 100
_MOST_IN_CIRCLE = 20
_CONDITION_ADVICE = 'write a comparison, such as {{score}} > 0.9 or "{{word}}" == "a b"'
_FRAME = 300  # characters of a stored component beside its strings


def check_components(pipeline: PipelineSpec, report: Report) -> None:
    """Report deps of a component, references to nothing, cycles (§14), and pipelines that references make too large.

    Each reference repeats its component: without a bound, 30 lines expand to a billion components.
    """
    extents = _Extents(pipeline.components, report)
    for name, component in pipeline.components.items():
        if component.deps:
            report(Problem(f"components can not have deps: [{name}]", component.place.path("deps")))
        extents.of_target(name, component)
    if pipeline.components:
        extents.all_known = False
        extents.of_level(pipeline.entry_points)
        extents.of_level(pipeline.post_process)


@frozen
class _Extent:
    """The size of a component with its references expanded: characters, and levels."""

    size: int = 0
    height: int = 0


@define
class _Extents:
    """Measures components; a component with references to it is measured once."""

    components: Mapping[str, ComponentSpec]
    report: Report
    all_known: bool = True
    """Whether to report a reference to nothing; that of a step is reported later, if it is to run."""
    _known: dict[str, _Extent | None] = field(factory=dict)
    """None while it is being measured."""

    def of_target(self, name: str, source: ComponentSpec) -> _Extent:
        """Measure the target of a component's reference."""
        if name not in self.components:
            advice = suggestion(name, self.components, "components has")
            self.report(Problem(f"no component named {name}", source.place.path("reference"), advice))
            return _Extent()
        if name not in self._known:
            self._known[name] = None
            self._known[name] = self._of(self.components[name])
        extent = self._known[name]
        if extent is None:
            self.report(Problem("components reference is not acyclic", source.place.path("reference")))
            return _Extent()
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
            message = f"with its references expanded the pipeline has more than {LARGEST_WRITTEN_OUT} characters"
            self.report(Problem(message, (), "split it up, or use a loop"))
        return _Extent(size, max((extent.height for extent in extents), default=0))

    def _of(self, component: ComponentSpec) -> _Extent:
        inner = self.of_target(component.reference, component) if component.reference else _Extent()
        if component.entry_points:
            inner = self.of_level(component.entry_points)
        if inner.height >= _MOST_LEVELS:
            message = f"the pipeline is nested too deeply: at most {_MOST_LEVELS} levels of DAGs and references"
            self.report(Problem(message, component.place.path()))
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


def check_order(level: Mapping[str, ComponentSpec], report: Report) -> None:
    """Report cycles of deps, on this level and below (§3)."""
    try:
        TopologicalSorter({name: level.keys() & component.deps for name, component in level.items()}).prepare()
    except CycleError as error:
        # graphlib lists a cycle from the dependency to the dependent.
        circle: list[str] = list(reversed(error.args[1]))
        advice = f"each waits for the next: {' -> '.join(circle[:_MOST_IN_CIRCLE])}"
        report(Problem("workflow is not acyclic", level[circle[0]].place.path("deps"), advice))
    for component in level.values():
        check_order(component.entry_points or {}, report)


def check_attributes(level: Mapping[str, ComponentSpec], report: Report) -> None:
    """Report unknown deps, wrong conditions and loops, and tar images, on this level and below."""
    for name, component in level.items():
        for dep in component.deps:
            if dep not in level:
                message = f"component [{name}] has an wrong dep [{dep}]"
                advice = suggestion(dep, level.keys() - {name}, "its siblings are")
                report(Problem(message, component.place.path("deps"), advice))
        _check_condition(component, report)
        _check_loop(component, report)
        if component.docker_env.endswith(".tar"):
            message = "image as tar file is not supported for now"
            report(Problem(message, component.place.path("docker_env"), "push it to a registry and write its name"))
        check_attributes(component.entry_points or {}, report)


def _check_condition(component: ComponentSpec, report: Report) -> None:
    condition = component.condition
    known = {*component.parameters, *component.inputs, *SYSTEM_NAMES}
    for template in own_templates(condition):
        if template.name not in known:
            message = f"{{{{{template.name}}}}} in condition is not parameter or input artifact or system templete"
            advice = suggestion(template.name, known, f"{component.name} has")
            report(Problem(message, component.place.path("condition"), advice))
    if condition:
        try:
            check_syntax(condition.replace("{{", "").replace("}}", ""))
        except ConditionError as error:
            message = f"condition[{condition}] is invalid, error: {error}"
            advice = "make upstream values parameters of the component" if any(upstream_templates(condition)) else ""
            report(Problem(message, component.place.path("condition"), advice or _CONDITION_ADVICE))


def _check_loop(component: ComponentSpec, report: Report) -> None:
    loop = component.loop_argument
    if loop is None:
        return

    def refuse(message: str, advice: str = "") -> None:
        report(Problem(message, component.place.path("loop_argument"), advice))

    if isinstance(loop, list):
        _check_loop_items(component, loop, report)
    elif not isinstance(loop, str):
        advice = f"write a list for {component.name}: [1, 2, 3], the JSON of one, or one parameter or input"
        refuse("loopArgument can only be string or list type", advice)
    elif found := list(own_templates(loop)):
        if not is_own(loop):
            refuse(f"loopArgument[{loop}] is invalid: it can be one template and nothing else")
        elif (name := found[0].name) not in (known := [*component.parameters, *component.inputs]):
            advice = suggestion(name, known, f"{component.name} has")
            refuse(f"loopArgument {{{{{name}}}}} is not parameter or input artifact", advice)
    else:
        items: Any = None
        problem: object = "it is not a list"
        try:
            items = json.loads(loop)
        except (ValueError, RecursionError) as error:
            problem = error
        if isinstance(items, list):
            _check_loop_items(component, items, report)
        else:
            advice = "write a list: [1, 2, 3]"
            if any(upstream_templates(loop)):
                advice = "make it a parameter or input of the component, and use the name of that"
            refuse(f"loopArgument [{loop}] unmarshal to list failed, error: {problem}", advice)


def _check_loop_items(component: ComponentSpec, items: list[Any], report: Report) -> None:
    for item in items:
        if isinstance(item, list):
            check_list(item, component.place.path("loop_argument"), report)
            continue
        rule = advice = ""
        if isinstance(item, bool) or not isinstance(item, str | int | float):
            rule = "each one with list type can only have int, float, string, list"
            advice = "put y, n, yes, no, on, off in quotes" if isinstance(item, bool) else ""
        elif isinstance(item, str) and isinstance(component.loop_argument, list) and any(templates(item)):
            rule = "each one must not be templete"
        if rule:
            message = f"[{item}] in loopArgument of component [{component.name}] is invalid, {rule}"
            report(Problem(message, component.place.path("loop_argument"), advice))


def check_post_process(pipeline: PipelineSpec, report: Report) -> None:
    """Report a post_process that is more than one plain step (§16)."""
    if len(pipeline.post_process) > 1:
        report(Problem("post_process can only has 1 step at most", ("post_process",)))
    for name, step in pipeline.post_process.items():
        path = step.place.path()
        if name in pipeline.entry_points:
            message = f"a step in post_process has name [{name}], which is same to name of a step in entry_points"
            report(Problem(message, path, "rename one of them"))
        texts = [*step.parameters.values(), *step.env.values(), step.command]
        if any(isinstance(text, str) and any(upstream_templates(text)) for text in texts):
            message = "step in post_process can not use parameters of steps in entry_points"
            report(Problem(message, path, "it can use {{PF_RUN_ID}} and its own parameters"))
        for wrong, key, what in (
            (step.inputs, "artifacts", "has input artifacts"),
            (step.deps_text, "deps", "has deps"),
            (step.cache.enable, "cache", "should not use cache"),
            (step.condition, "condition", "should not have condition"),
            (step.loop_argument is not None, "loop_argument", "should not have loop_argument"),
        ):
            if wrong:
                report(Problem(f"step [{name}] in post_process {what}", (*path, key)))
        if step.reference:
            target = resolve_reference(step, pipeline.components, report)
            if target is not None and target.kind == "dag":
                report(Problem("component in post_process should be a step, not dag", (*path, "reference")))


def disabled_names(text: str) -> tuple[str, ...]:
    """Return the dotted names of a `disabled` field."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def check_disabled(pipeline: PipelineSpec, report: Report) -> None:
    """Report disabled names that nothing has, and disabled components that others need (§11)."""
    names = disabled_names(pipeline.disabled)
    needs = _Needs(pipeline, frozenset(names), report)
    known: set[str] = set()
    for name in names:
        level = _level_of(pipeline, name, report)
        if name in known:
            report(Problem(f"disabled component[{name}] is set repeatedly!", ("disabled",)))
        elif level is None:
            message = f"disabled component[{name}] not existed!"
            report(Problem(message, ("disabled",), suggestion(name, _paths(pipeline), "there are")))
        else:
            needs.check(name, level)
        known.add(name)


def _paths(pipeline: PipelineSpec) -> list[str]:
    return [name for level in (pipeline.entry_points, pipeline.post_process) for name, _ in walk(level)]


def _level_of(pipeline: PipelineSpec, name: str, report: Report) -> Mapping[str, ComponentSpec] | None:
    """Return the level that holds the component of a dotted name, following references."""
    for level in (pipeline.entry_points, pipeline.post_process):
        found = _descend(pipeline, level, name.split("."), report)
        if found is not None:
            return found
    return None


def _descend(
    pipeline: PipelineSpec, level: Mapping[str, ComponentSpec], names: list[str], report: Report
) -> Mapping[str, ComponentSpec] | None:
    component = level.get(names[0])
    if component is None:
        return None
    if len(names) == 1:
        return level
    target = resolve_reference(component, pipeline.components, report)
    return _descend(pipeline, (target and target.entry_points) or {}, names[1:], report)


@define
class _Needs:
    """The references between components, collected once for each level."""

    pipeline: PipelineSpec
    disabled: frozenset[str]
    report: Report
    _users: dict[int, dict[str, list[str]]] = field(init=False, factory=dict)
    """Id of a level → name → those that depend on it and refer to it."""
    _outputs: dict[int, frozenset[str]] = field(init=False, factory=dict)
    """Id of a DAG's outputs → the names that they refer to."""

    def check(self, path: str, level: Mapping[str, ComponentSpec]) -> None:
        """Report references to a disabled component from the same level or the enclosing DAG."""
        parent_path, _, name = path.rpartition(".")
        prefix = f"{parent_path}." if parent_path else ""
        if id(level) not in self._users:
            self._users[id(level)] = _users(level)
        for user in self._users[id(level)].get(name, ()):
            if prefix + user not in self.disabled:
                self._refuse(path, user)
        if parent_path and parent_path not in self.disabled:
            parent_level = _level_of(self.pipeline, parent_path, self.report) or {}
            parent = resolve_reference(parent_level[parent_path.rpartition(".")[2]], self.pipeline.components)
            if parent is None:
                return
            if id(parent.outputs) not in self._outputs:
                self._outputs[id(parent.outputs)] = _referred(parent.outputs.values())
            if name in self._outputs[id(parent.outputs)]:
                self._refuse(path, parent.name)

    def _refuse(self, path: str, user: str) -> None:
        message = f"disabled component[{path}] is refered by [{user}]"
        self.report(Problem(message, ("disabled",), "disable that one as well"))


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
    """Return the components of levels, and all below them, by dotted name."""
    return {path: component for level in levels for path, component in walk(level)}
