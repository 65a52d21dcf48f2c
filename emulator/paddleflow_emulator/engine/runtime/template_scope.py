"""Templates at run time: what each field may see, and what it becomes (§6, §12, §13)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, Protocol

from attrs import evolve, frozen

from paddleflow.pipeline._rules.spec import Mount
from paddleflow.pipeline._rules.templates import LONGEST, PARENT, SolveError, Template, fill, fill_text, templates
from paddleflow_emulator.engine.interface import FileSystem
from paddleflow_emulator.engine.launch.mounts import seen_paths
from paddleflow_emulator.engine.workflow import Component

_CONDITION_LIMIT = 1024
_LOOP_LIMIT = 1024 * 1024


class Copy(Protocol):
    """A started copy of a component, as its siblings see it."""

    @property
    def component(self) -> Component:
        """The component, with its parameters and inputs resolved."""
        ...

    @property
    def outputs(self) -> Mapping[str, str]:
        """Output name → stored paths; "" when it never ran."""
        ...


@frozen
class DagScope:
    """What the components of one DAG copy can see.

    Args:
        component: The DAG's own, resolved.
        system: The DAG's system variables.
        loop_item: The DAG's loop item, of its own type.
        copies: The children started so far, by name.
    """

    component: Component
    system: Mapping[str, str]
    loop_item: Any
    copies: Mapping[str, Sequence[Copy]]

    def resolve(self, component: Component) -> Component:
        """Fill in a child's parameters and inputs, once it is ready; raise SolveError."""
        parameters: dict[str, Any] = {
            name: fill(value, self._parameter) if isinstance(value, str) else value
            for name, value in component.parameters.items()
        }
        inputs = {name: self.artifact(text) for name, text in component.inputs.items()}
        return evolve(component, parameters=parameters, inputs=inputs)

    def artifact(self, text: str) -> str:
        """Return the stored paths that `{{child.output}}` or `{{PF_PARENT.input}}` stands for."""
        template = next(templates(text), None)
        if template is None:
            raise SolveError(f"cannot find any template in the value of artifact: {text}")
        if template.component == PARENT:
            if template.name not in self.component.inputs:
                _no_value(template)
            return self.component.inputs[template.name]
        paths = ",".join(copy.outputs.get(template.name, "") for copy in self._children(template))
        if len(paths) > LONGEST:
            raise SolveError(
                f"the paths of artifact[{template.text}] have more than {LONGEST} characters: use fewer loop items"
            )
        return paths

    def _parameter(self, template: Template) -> object:
        if not template.component:
            source: Mapping[str, object] = self.system
        elif template.component == PARENT:
            source = {"PF_LOOP_ARGUMENT": self.loop_item, **self.component.parameters}
        else:
            source = self._children(template)[0].component.parameters
        if template.name not in source:
            _no_value(template)
        return source[template.name]

    def _children(self, template: Template) -> Sequence[Copy]:
        copies = self.copies.get(template.component)
        if not copies:
            _no_value(template)
        return copies


@frozen
class ComponentScope:
    """What a component's own fields can see.

    Args:
        component: Resolved.
        system: Its system variables; empty while its loop is computed.
        outputs: Output name → stored path; None leaves output templates as they are, for the fingerprint.
        main_fs: Its mount.
        main: The file system itself.
    """

    component: Component
    system: Mapping[str, str]
    main_fs: Mount | None
    main: FileSystem | None
    outputs: Mapping[str, str] | None = None

    def env(self, env: Mapping[str, str]) -> dict[str, str]:
        """Fill in env values: system variables and parameters."""
        return {name: fill_text(text, self._value) for name, text in env.items()}

    def command(self, command: str) -> str:
        """Fill in the command: also artifacts, by the paths that the process sees."""
        return fill_text(command, self._value_or_path)

    def condition(self, condition: str) -> str:
        """Fill in the condition: also inputs, by their content."""
        return fill_text(condition, lambda template: self._value_or_content(template, _CONDITION_LIMIT))

    def loop_items(self) -> list[Any] | None:
        """Return the items of the loop, None when there is none."""
        loop: Any = self.component.loop_argument
        if isinstance(loop, str):
            value = fill(loop, lambda template: self._value_or_content(template, _LOOP_LIMIT))
            loop = _json(value) if isinstance(value, str) else value
        if loop is not None and not isinstance(loop, list):
            raise SolveError("the value of loop_argument should be an list or json list")
        return loop

    def _value(self, template: Template) -> object:
        if template.name in self.system:
            return self.system[template.name]
        if template.name not in self.component.parameters:
            _no_value(template)
        return self.component.parameters[template.name]

    def _value_or_path(self, template: Template) -> object:
        if template.name in self.system or template.name in self.component.parameters:
            return self._value(template)
        if template.name in self.component.inputs:
            return seen_paths(self.main_fs, self.component.inputs[template.name])
        if template.name not in self.component.outputs:
            _no_value(template)
        if self.outputs is None:
            return template.text
        return seen_paths(self.main_fs, self.outputs[template.name])

    def _value_or_content(self, template: Template, limit: int) -> object:
        if template.name in self.system or template.name in self.component.parameters:
            return self._value(template)
        if template.name not in self.component.inputs:
            _no_value(template)
        return self._content(template, self.component.inputs[template.name], limit)

    def _content(self, template: Template, stored: str, limit: int) -> str:
        problem: object = "no file system is mounted"
        try:
            if self.main is not None:
                content = self.main.read(stored, limit)
                if content is not None:
                    return content.decode(errors="replace")
                problem = f"it is not a file, or too large[>= {limit}]"
        except OSError as error:
            problem = error
        raise SolveError(f"cannot read the content of artifact[{template.name}], path[{stored}]: {problem}")


def _json(text: str) -> Any:
    """Read JSON as the real server does: every number is a float."""
    try:
        return json.loads(text, parse_int=float, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise SolveError(f"the value of loop_argument should be an list or json list, and now is: {text}") from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _no_value(template: Template) -> NoReturn:
    raise SolveError(f"cannot resolve template[{template.text}]: nothing of that name has a value here")
