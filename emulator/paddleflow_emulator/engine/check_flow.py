"""The checks of a pipeline's shape: references, order, conditions, loops, what is disabled, post_process (§11-§16)."""

import json
from collections.abc import Mapping
from typing import Any

from .check_component import resolve_reference
from .condition import ConditionError, check_syntax
from .parameters import check_list
from .source import Source, Written, refuse, walk
from .templates import SYSTEM_NAMES, is_own, own_templates, templates, upstream_templates


def check_components(source: Source) -> None:
    """Refuse deps in a component, a reference to nothing, and references in a circle (§14)."""
    for name, component in source.components.items():
        if component.deps:
            refuse(f"components can not have deps: [{name}]")
        _check_acyclic_references(source, component, (name,))


def _check_acyclic_references(source: Source, component: Written, above: tuple[str, ...]) -> None:
    for child in (component.entry_points or {}).values():
        _check_acyclic_references(source, child, above)
    if not component.reference:
        return
    target = source.components.get(component.reference)
    if target is None:
        refuse(f"no component named {component.reference}")
    if component.reference in above:
        refuse("components reference is not acyclic")
    _check_acyclic_references(source, target, (*above, component.reference))


def check_order(level: Mapping[str, Written]) -> None:
    """Refuse deps that go in a circle, on this level and below (§3)."""
    waiting = {name: set(component.deps) & set(level) for name, component in level.items()}
    while waiting:
        ready = [name for name, deps in waiting.items() if not deps]
        if not ready:
            refuse("workflow is not acyclic")
        for name in ready:
            del waiting[name]
        for deps in waiting.values():
            deps.difference_update(ready)
    for component in level.values():
        check_order(component.entry_points or {})


def check_attributes(level: Mapping[str, Written]) -> None:
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


def _check_condition(component: Written) -> None:
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


def _check_loop(component: Written) -> None:
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


def _check_loop_items(component: Written, items: list[Any]) -> None:
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


def check_post_process(source: Source) -> None:
    """Refuse a post_process that is more than one plain step (§16)."""
    if len(source.post_process) > 1:
        refuse("post_process can only has 1 step at most")
    for name, step in source.post_process.items():
        if name in source.entry_points:
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
        if step.reference and resolve_reference(step, source.components).kind == "dag":
            refuse("component in post_process should be a step, not dag")


def disabled_names(text: str) -> tuple[str, ...]:
    """Give the dotted names of a `disabled` field."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def check_disabled(source: Source) -> None:
    """Refuse disabled names that nothing has, and disabled components that others need (§11)."""
    names = disabled_names(source.disabled)
    for position, path in enumerate(names):
        if path in names[:position]:
            refuse(f"disabled component[{path}] is set repeatedly!")
        level = _level_of(source, path)
        if level is None:
            refuse(f"disabled component[{path}] not existed!")
        _check_not_needed(source, path, level, names)


def _level_of(source: Source, path: str) -> Mapping[str, Written] | None:
    """Give the level that holds the component of a dotted name, looking through references."""
    for level in (source.entry_points, source.post_process):
        found = _descend(source, level, path.split("."))
        if found is not None:
            return found
    return None


def _descend(source: Source, level: Mapping[str, Written], path: list[str]) -> Mapping[str, Written] | None:
    component = level.get(path[0])
    if component is None:
        return None
    if len(path) == 1:
        return level
    return _descend(source, resolve_reference(component, source.components).entry_points or {}, path[1:])


def _check_not_needed(source: Source, path: str, level: Mapping[str, Written], disabled: tuple[str, ...]) -> None:
    parent_path, _, name = path.rpartition(".")
    prefix = f"{parent_path}." if parent_path else ""
    for sibling, component in level.items():
        if sibling != name and name in component.deps and prefix + sibling not in disabled:
            texts = [*component.inputs.values(), *component.parameters.values()]
            _refuse_if_refered(path, name, sibling, texts)
    if parent_path and parent_path not in disabled:
        parent_level = _level_of(source, parent_path) or {}
        parent = resolve_reference(parent_level[parent_path.rpartition(".")[2]], source.components)
        _refuse_if_refered(path, name, parent.name, [*parent.outputs.values()])


def _refuse_if_refered(path: str, name: str, by: str, texts: list[Any]) -> None:
    for text in texts:
        if isinstance(text, str) and any(template.component == name for template in upstream_templates(text)):
            refuse(f"disabled component[{path}] is refered by [{by}]")


def tree_of(*levels: Mapping[str, Written]) -> dict[str, Written]:
    """Give the components of some levels and below them by dotted name."""
    return {path: component for level in levels for path, component in walk(level)}
