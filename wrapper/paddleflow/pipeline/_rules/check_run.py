"""Pipelines that the server accepts, but whose run fails, never ends, or may surprise (§5, §9, §12, §13, §17)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

from attrs import define, evolve, field

from paddleflow.pipeline._rules.check_component import resolve_reference
from paddleflow.pipeline._rules.check_flow import disabled_names, tree_of
from paddleflow.pipeline._rules.condition import ConditionError, is_true
from paddleflow.pipeline._rules.go_format import command_text, plain_text
from paddleflow.pipeline._rules.parameters import default_of
from paddleflow.pipeline._rules.problems import Kind, Path, Problem, Report
from paddleflow.pipeline._rules.spec import ComponentSpec, PipelineSpec
from paddleflow.pipeline._rules.templates import PARENT, is_own, own_templates, templates

LONGEST_COMMAND = 131_071
"""Bytes of one argument of a process: Linux takes no more."""

LARGEST_COLUMN = 65_535
"""Bytes of a `text` column: the real server keeps a pipeline's YAML and a step's command in one, on MySQL."""

_MOST_ITEMS = 100  # of a loop, for which its condition is computed
_MOST_STEPS_BACK = 1000  # from a parameter to where its value is written

_UNKNOWN = object()
_PRIORITIES = ("", "LOW", "NORMAL", "HIGH")
_JOB_TYPES = ("", "single", "vcjob", "distributed")


def check_run(pipeline: PipelineSpec, report: Report) -> None:
    """Report what the server accepts although the run fails, and what it changes silently.

    Args:
        pipeline: One that passed `check_pipeline`; otherwise problems are repeated.
        report: Called for each problem.
    """
    if pipeline.parallelism > 20:
        message = f"parallelism {pipeline.parallelism} is more than the server allows"
        report(Problem(message, ("parallelism",), "the maximum is 20", "warning"))
    if not pipeline.entry_points:
        report(Problem("the pipeline has no steps", ("entry_points",), "its run would never end", "fails"))
    tree = tree_of(pipeline.entry_points, pipeline.post_process)
    disabled = set(disabled_names(pipeline.disabled))
    checker = _Checker(tree, pipeline, report)
    for path, component in tree.items():
        parts = path.split(".")
        if not any(".".join(parts[:end]) in disabled for end in range(1, len(parts) + 1)):
            checker.check(path, component)
    for step in pipeline.post_process.values():
        for name, value in step.parameters.items():
            if isinstance(value, str) and any(templates(value)):
                message = f"parameters of a post_process are not resolved: {name} stays {value}"
                path_of = step.place.path("parameters", name)
                report(Problem(message, path_of, "use the template in env or command", "warning"))


class _Refuse(Protocol):
    """Reports a problem of one component."""

    def __call__(self, message: str, keys: Path, advice: str = "", kind: Kind = "refused") -> None: ...


@define
class _Checker:
    """Checks what each component will do when it runs, as far as that is known."""

    tree: Mapping[str, ComponentSpec]
    pipeline: PipelineSpec
    report: Report
    _resolved: dict[str, ComponentSpec | None] = field(init=False, factory=dict)

    def check(self, path: str, written: ComponentSpec) -> None:
        component = self._component(path)
        if component is None:
            return

        def refuse(message: str, keys: Path, advice: str = "", kind: Kind = "refused") -> None:
            self.report(Problem(message, written.place.path(*keys), advice, kind))

        for name, value in component.parameters.items():
            if isinstance(value, dict) and {key.lower(): item for key, item in value.items()}.get("type") == "list":
                advice = "write the list alone"
                refuse(f"the real server does not accept parameters of type list: {name}", ("parameters", name), advice)
        items = self._check_loop(path, component, refuse)
        self._check_condition(path, component, items, refuse)
        if component.entry_points is None:
            self._check_step(path, component, refuse)
        elif not component.entry_points:
            refuse("the DAG has no steps", ("entry_points",), "its run would never end", "fails")

    def _check_step(self, path: str, step: ComponentSpec, refuse: _Refuse) -> None:
        if not step.docker_env:
            advice = "set docker_env for it, or for the whole pipeline"
            refuse("the step has no image", ("docker_env",), advice, "fails")
        for keys, text in ((("command",), step.command), *((("env", name), text) for name, text in step.env.items())):
            if any("\ud800" <= character <= "\udfff" for character in text):
                refuse(f"{keys[-1]} is not valid Unicode: it contains a lone surrogate", keys)
            if "\0" in text:
                refuse(f"{keys[-1]} contains a NUL character, which no process can take", keys, "", "fails")
        size = len(step.command.encode(errors="replace"))
        if size > LONGEST_COMMAND:
            advice = f"the maximum is {LONGEST_COMMAND}: put it in a file"
            refuse(f"the command has {size} bytes", ("command",), advice, "fails")
        elif size > LARGEST_COLUMN:
            advice = f"a server with MySQL takes at most {LARGEST_COLUMN}: put it in a file"
            refuse(f"the command has {size} bytes", ("command",), advice, "warning")
        for name, allowed in (("PF_JOB_PRIORITY", _PRIORITIES), ("PF_JOB_TYPE", _JOB_TYPES)):
            value = self._filled(path, step, step.env.get(name, ""))
            if isinstance(value, str) and (value.upper() if name == "PF_JOB_PRIORITY" else value) not in allowed:
                refuse(f"{name} is {value}", ("env", name), f"use one of {', '.join(filter(None, allowed))}", "fails")
        for mount in step.extra_fs:
            if mount.mount_path in ("/", ".", ".."):
                refuse(f"{mount.name} cannot be mounted at {mount.mount_path}", ("extra_fs",), "", "fails")

    # Loops.
    def _check_loop(self, path: str, component: ComponentSpec, refuse: _Refuse) -> list[Any] | None:
        """Check the items of a loop, and return them when they are known."""
        loop = component.loop_argument
        if loop is None:
            return None
        if isinstance(loop, str) and is_own(loop):
            name = next(own_templates(loop)).name
            loop = self._parameter(path, name) if name in component.parameters else _UNKNOWN
            if isinstance(loop, str):
                loop = _json_or_text(loop)
        elif isinstance(loop, str):
            loop = _json_or_text(loop)
        keys = ("loop_argument",)
        if loop is _UNKNOWN:
            return None
        if not isinstance(loop, list):
            refuse(f"the loop goes over {plain_text(loop)}", keys, "it needs a list, or the JSON of one", "fails")
            return None
        if not loop:
            refuse("the loop goes over an empty list", keys, "give it at least one item", "fails")
        return loop

    # Conditions.
    def _check_condition(self, path: str, component: ComponentSpec, items: list[Any] | None, refuse: _Refuse) -> None:
        if not component.condition:
            return
        for item in items[:_MOST_ITEMS] if items else [_UNKNOWN if component.loop_argument is not None else ""]:
            filled = self._filled(path, component, component.condition, item)
            if not isinstance(filled, str):
                return
            try:
                is_true(filled)
            except ImportError:  # Patterns need re2, which comes with the embedded server.
                return
            except ConditionError as error:
                advice = 'quote a template that is a string, as in "{{name}}" == "a b"'
                refuse(f"the condition fails when it runs: {error}", ("condition",), advice, "fails")
                return

    # Values.
    def _component(self, path: str) -> ComponentSpec | None:
        """Return a component with its reference expanded."""
        if path not in self._resolved:
            written = self.tree.get(path)
            target = written and resolve_reference(written, self.pipeline.components)
            if written and target and target is not written:
                target = evolve(target, parameters={**target.parameters, **written.parameters})
            self._resolved[path] = target
        return self._resolved[path]

    def _filled(self, path: str, component: ComponentSpec, text: str, item: object = _UNKNOWN) -> object:
        """Return a field with its templates filled in, or `_UNKNOWN`."""
        known = {"PF_RUN_ID": "run-000001", "PF_STEP_NAME": component.name, "PF_LOOP_ARGUMENT": item}
        for template in list(templates(text)):
            value = known.get(template.name, _UNKNOWN)
            if template.name in component.parameters:
                value = self._parameter(path, template.name)
            if template.component or value is _UNKNOWN:
                return _UNKNOWN
            text = text.replace(template.text, command_text(value))
        return text

    def _parameter(self, path: str, name: str) -> object:
        """Return the value of a parameter without overrides, or `_UNKNOWN`."""
        for _ in range(_MOST_STEPS_BACK):
            component = self._component(path)
            if component is None or name not in component.parameters:
                return _UNKNOWN
            value: object = default_of(component.parameters[name])
            found = list(templates(value)) if isinstance(value, str) else []
            if not found:
                return value
            if found[0].text != value or not found[0].component:
                return _UNKNOWN
            parent, _, _ = path.rpartition(".")
            other, name = found[0].component, found[0].name
            path = parent if other == PARENT else f"{parent}.{other}" if parent else other
        return _UNKNOWN


def _json_or_text(text: str) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value
