"""Parameters: their valid values and types, and those of a request (§5)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, evolve, field

from paddleflow.pipeline._rules.go_format import go_type, plain_text
from paddleflow.pipeline._rules.problems import Path, Problem, Report, suggestion
from paddleflow.pipeline._rules.spec import ComponentSpec, PipelineSpec, walk
from paddleflow.pipeline._rules.templates import templates

_PATH = re.compile(r"[.a-zA-Z0-9/_-]+")
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "int": (int,),
    "float": (int, float),
    "path": (str,),
    "list": (list,),
}
_TYPES_ADVICE = "use type string, int, float or path"


def check_typed(written: Mapping[str, Any], name: str, path: Path, report: Report, value: Any = None) -> None:
    """Report a value that does not have the type of its parameter.

    Args:
        written: The parameter, a mapping with `type` and `default`; case and other keys are ignored.
        name: Its name.
        path: Its path in the document.
        report: Called for the problem.
        value: Replaces the default; None and "": the default.
    """
    fields = _lower(written)
    kind, default = fields.get("type"), fields.get("default")
    if kind is not None and not isinstance(kind, str):
        report(Problem(f"invalid dict parameter[{plain_text(dict(written))}]", path, _TYPES_ADVICE))
        return
    if not kind:
        message = f"type[] is not supported for dict param[name: {name}]"
        report(Problem(message, path, f"{_TYPES_ADVICE}, or write the value alone"))
        return
    if value is None or value == "":
        value = default
    if value is None or value == "":
        message = f"invalid value[{plain_text(value)}] in dict param[name: {name}]: it needs a default"
        report(Problem(message, path))
    elif kind not in _TYPES:
        report(Problem(f"type[{kind}] is not supported for dict param[name: {name}]", path, _TYPES_ADVICE))
    elif not _has_type(value, kind):
        message = f"invalid type[{go_type(value)}] for param[{plain_text(value)}]. expect type[{kind}]"
        report(Problem(message, path, f"change the type or the default of {name}"))
    elif kind == "path" and not _PATH.fullmatch(value):
        message = f"invalid path value[{value}] in parameter[{name}]"
        report(Problem(message, path, "use letters, digits, dots, slashes, underscores and dashes"))
    elif kind == "list":
        check_list(value, path, report)


def _has_type(value: Any, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and not isinstance(value, bool)


def check_list(items: list[Any], path: Path, report: Report) -> None:
    """Report items of a list other than numbers, strings without templates, and such lists."""
    for item in items:
        if isinstance(item, list):
            check_list(item, path, report)
        elif isinstance(item, bool) or not isinstance(item, str | int | float):
            message = "list param item can only be int, float, string, list type"
            report(Problem(message, path, f"this one is {go_type(item)}; put y, n, yes, no, on, off in quotes"))
        elif isinstance(item, str) and any(templates(item)):
            report(Problem(f"list param item [{item}] is invalid, each item must not be templete", path))


def default_of(value: Any) -> Any:
    """Return the initial value of a parameter: the default if it is typed, else the value itself."""
    return _lower(value).get("default") if isinstance(value, dict) else value


def _lower(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key.lower(): item for key, item in value.items()}


def override(pipeline: PipelineSpec, parameters: Mapping[str, Any], report: Report) -> PipelineSpec:
    """Apply a request's parameters to a pipeline.

    Args:
        pipeline: As written.
        parameters: `param` (wherever it is found), `step.param`, `dag.param`, `dag.step.param` → value.
        report: Called for unknown names and values of another type, with an empty path.

    Returns:
        The pipeline with the valid values (§5).
    """
    if not parameters:
        return pipeline
    overrides = _Overrides(pipeline, report)
    for name, value in parameters.items():
        *path, parameter = name.split(".")
        if path:
            component = overrides.find(path, parameter)
            if component is not None:
                overrides.set(component, parameter, value)
        elif owners := overrides.owners.get(parameter):
            for component in owners:
                overrides.set(component, parameter, value)
        else:
            report(Problem(f"param[{parameter}] not exist", (), suggestion(parameter, overrides.owners, "there are")))
    return evolve(
        pipeline,
        entry_points=overrides.applied(pipeline.entry_points),
        post_process=overrides.applied(pipeline.post_process),
    )


@define
class _Overrides:
    """All overrides, collected first, so that the pipeline is copied once and not for each parameter."""

    pipeline: PipelineSpec
    report: Report
    owners: dict[str, list[ComponentSpec]] = field(init=False, factory=dict)
    """Parameter → the components that have it."""
    _values: dict[int, dict[str, Any]] = field(init=False, factory=dict)
    """Id of a component → its new values."""

    def __attrs_post_init__(self) -> None:
        for level in (self.pipeline.entry_points, self.pipeline.post_process):
            for _, component in walk(level):
                for parameter in component.parameters:
                    self.owners.setdefault(parameter, []).append(component)

    def find(self, path: Sequence[str], parameter: str) -> ComponentSpec | None:
        """Return the component of a path, if there is one."""
        for level in (self.pipeline.entry_points, self.pipeline.post_process):
            for name in path[:-1]:
                if name not in level:
                    break
                inner = level[name].entry_points
                if inner is None:
                    message = f"replace param by request failed, component [{name}] should be a dag, not step"
                    self.report(Problem(message))
                    return None
                level = inner
            else:
                if path[-1] in level:
                    return level[path[-1]]
        dotted = ".".join([*path, parameter])
        self.report(Problem(f"cannont find component to replace param with [{dotted}]"))
        return None

    def set(self, component: ComponentSpec, parameter: str, value: Any) -> None:
        """Override a parameter of a component."""
        if parameter not in component.parameters:
            message = f"no parameter named [{parameter}] in {component.kind} [{component.name}]"
            self.report(Problem(message, (), suggestion(parameter, component.parameters, "it has")))
            return
        values = self._values.setdefault(id(component), {})
        written = values.get(parameter, component.parameters[parameter])
        if isinstance(written, dict):
            check_typed(written, parameter, (), self.report, value)
        values[parameter] = value

    def applied(self, level: Mapping[str, ComponentSpec]) -> dict[str, ComponentSpec]:
        """Return a level with the overrides in it and below it."""
        return {name: self._component(component) for name, component in level.items()}

    def _component(self, component: ComponentSpec) -> ComponentSpec:
        if values := self._values.get(id(component)):
            component = evolve(component, parameters={**component.parameters, **values})
        if component.entry_points is not None:
            component = evolve(component, entry_points=self.applied(component.entry_points))
        return component
