"""Parameters: which values there may be, typed ones, and those of a request (§5)."""

import re
from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from .gotext import plain_text, type_name
from .source import Source, Written, refuse
from .templates import templates

_PATH = re.compile(r"[.a-zA-Z0-9/_-]+")


@frozen
class Typed:
    """A parameter written as a map with `type` and `default`."""

    type: str
    default: Any

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "Typed":
        """Read the map; the letter case of its keys does not matter, other keys are ignored."""
        fields = _lower(value)
        kind = fields.get("type")
        if kind is not None and not isinstance(kind, str):
            refuse(f"invalid dict parameter[{plain_text(dict(value))}]")
        return cls(kind or "", fields.get("default"))

    def check(self, name: str, value: Any = None) -> None:
        """Refuse a value that is not of this type; None and "" stand for the default."""
        if not self.type:
            refuse(f"type[] is not supported for dict param[name: {name}]")
        if value is None or value == "":
            value = self.default
        if value is None or value == "":
            refuse(f"invalid value[{plain_text(value)}] in dict param[name: {name}]: it needs a default")
        if self.type not in ("string", "int", "float", "path", "list"):
            refuse(f"type[{self.type}] is not supported for dict param[name: {name}]")
        if not _is_of_type(value, self.type):
            refuse(f"invalid type[{type_name(value)}] for param[{plain_text(value)}]. expect type[{self.type}]")
        if self.type == "path" and not _PATH.fullmatch(value):
            refuse(f"invalid path value[{value}] in parameter[{name}]")
        if self.type == "list":
            check_list(value)


def _is_of_type(value: Any, kind: str) -> bool:
    match kind:
        case "string" | "path":
            return isinstance(value, str)
        case "int":
            return isinstance(value, int) and not isinstance(value, bool)
        case "float":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return isinstance(value, list)


def check_list(items: list[Any]) -> None:
    """Refuse a list with anything but numbers, text without templates, and such lists."""
    for item in items:
        if isinstance(item, list):
            check_list(item)
        elif isinstance(item, bool) or not isinstance(item, str | int | float):
            refuse("list param item can only be int, float, string, list type")
        elif isinstance(item, str) and any(templates(item)):
            refuse(f"list param item [{item}] is invalid, each item must not be templete")


def default_of(value: Any) -> Any:
    """Give the value a parameter starts with: a typed one's default, else itself."""
    return _lower(value).get("default") if isinstance(value, dict) else value


def _lower(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key.lower(): item for key, item in value.items()}


def override(source: Source, parameters: Mapping[str, Any]) -> Source:
    """Put a request's parameters into a pipeline.

    Args:
        source: as written.
        parameters: `param` (wherever it is found), `step.param`, `dag.param`, `dag.step.param` → value.

    Raises:
        Rejected: InvalidPipeline: nothing has that name, or its type does not fit.

    Source: §5.
    """
    for name, value in parameters.items():
        *path, parameter = name.split(".")
        if path:
            source = _override_one(source, path, parameter, value)
        else:
            source = _override_everywhere(source, parameter, value)
    return source


def _override_one(source: Source, path: list[str], parameter: str, value: Any) -> Source:
    entry_points = _replaced(source.entry_points, path, parameter, value)
    if entry_points is not None:
        return evolve(source, entry_points=entry_points)
    post_process = _replaced(source.post_process, path, parameter, value)
    if post_process is None:
        refuse(f"cannont find component to replace param with [{'.'.join([*path, parameter])}]")
    return evolve(source, post_process=post_process)


def _replaced(level: Mapping[str, Written], path: list[str], parameter: str, value: Any) -> dict[str, Written] | None:
    """Give the level with the parameter replaced, None when the path leads nowhere."""
    component = level.get(path[0])
    if component is None:
        return None
    if len(path) == 1:
        return {**level, path[0]: _with_parameter(component, parameter, value)}
    if component.entry_points is None:
        refuse(f"replace param by request failed, component [{path[0]}] should be a dag, not step")
    children = _replaced(component.entry_points, path[1:], parameter, value)
    return None if children is None else {**level, path[0]: evolve(component, entry_points=children)}


def _with_parameter(component: Written, parameter: str, value: Any) -> Written:
    if parameter not in component.parameters:
        refuse(f"no parameter named [{parameter}] in {component.kind} [{component.name}]")
    written = component.parameters[parameter]
    if isinstance(written, dict):
        Typed.read(written).check(parameter, value)
    return evolve(component, parameters={**component.parameters, parameter: value})


def _override_everywhere(source: Source, parameter: str, value: Any) -> Source:
    found = False

    def level(components: Mapping[str, Written]) -> dict[str, Written]:
        return {name: component_with(component) for name, component in components.items()}

    def component_with(component: Written) -> Written:
        nonlocal found
        if parameter in component.parameters:
            found = True
            component = _with_parameter(component, parameter, value)
        if component.entry_points is not None:
            component = evolve(component, entry_points=level(component.entry_points))
        return component

    changed = evolve(source, entry_points=level(source.entry_points), post_process=level(source.post_process))
    if not found:
        refuse(f"param[{parameter}] not exist")
    return changed
