"""Parameters: which values there may be, typed ones, and those of a request (§5)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, evolve, field, frozen

from paddleflow.pipeline._rules.go_format import plain_text, type_name
from paddleflow.pipeline._rules.spec import ComponentSpec, PipelineSpec, refuse, walk
from paddleflow.pipeline._rules.templates import templates

_PATH = re.compile(r"[.a-zA-Z0-9/_-]+")


@frozen
class Typed:
    """A parameter written as a map with `type` and `default`."""

    type: str
    default: Any

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Typed:
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


def override(pipeline: PipelineSpec, parameters: Mapping[str, Any]) -> PipelineSpec:
    """Put a request's parameters into a pipeline.

    Args:
        pipeline: as written.
        parameters: `param` (wherever it is found), `step.param`, `dag.param`, `dag.step.param` → value.

    Raises:
        Rejected: InvalidPipeline: nothing has that name, or its type does not fit.

    Source: §5.
    """
    if not parameters:
        return pipeline
    overrides = _Overrides(pipeline)
    for name, value in parameters.items():
        *path, parameter = name.split(".")
        if path:
            overrides.set(overrides.find(path, parameter), parameter, value)
        else:
            owners = overrides.owners.get(parameter)
            if not owners:
                refuse(f"param[{parameter}] not exist")
            for component in owners:
                overrides.set(component, parameter, value)
    return evolve(
        pipeline,
        entry_points=overrides.applied(pipeline.entry_points),
        post_process=overrides.applied(pipeline.post_process),
    )


@define
class _Overrides:
    """What is overridden, gathered first, so that the pipeline is made anew once and not for each parameter."""

    pipeline: PipelineSpec
    owners: dict[str, list[ComponentSpec]] = field(init=False, factory=dict)
    """Parameter → the components that have it."""
    _values: dict[int, dict[str, Any]] = field(init=False, factory=dict)
    """Id of a component → its new values."""

    def __attrs_post_init__(self) -> None:
        for level in (self.pipeline.entry_points, self.pipeline.post_process):
            for _, component in walk(level):
                for parameter in component.parameters:
                    self.owners.setdefault(parameter, []).append(component)

    def find(self, path: Sequence[str], parameter: str) -> ComponentSpec:
        """Return the component of a path."""
        found = self._descend(self.pipeline.entry_points, path) or self._descend(self.pipeline.post_process, path)
        if found is None:
            refuse(f"cannont find component to replace param with [{'.'.join([*path, parameter])}]")
        return found

    @staticmethod
    def _descend(level: Mapping[str, ComponentSpec], path: Sequence[str]) -> ComponentSpec | None:
        for name in path[:-1]:
            if name not in level:
                return None
            inner = level[name].entry_points
            if inner is None:
                refuse(f"replace param by request failed, component [{name}] should be a dag, not step")
            level = inner
        return level.get(path[-1])

    def set(self, component: ComponentSpec, parameter: str, value: Any) -> None:
        """Override a parameter of a component."""
        if parameter not in component.parameters:
            refuse(f"no parameter named [{parameter}] in {component.kind} [{component.name}]")
        values = self._values.setdefault(id(component), {})
        written = values.get(parameter, component.parameters[parameter])
        if isinstance(written, dict):
            Typed.read(written).check(parameter, value)
        values[parameter] = value

    def applied(self, level: Mapping[str, ComponentSpec]) -> dict[str, ComponentSpec]:
        """Return a level with what is overridden in it and below it."""
        return {name: self._component(component) for name, component in level.items()}

    def _component(self, component: ComponentSpec) -> ComponentSpec:
        if values := self._values.get(id(component)):
            component = evolve(component, parameters={**component.parameters, **values})
        if component.entry_points is not None:
            component = evolve(component, entry_points=self.applied(component.entry_points))
        return component
