"""The checks of one component: its names, parameters, artifacts, env and command, and their references (§4-§7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import define, field

from paddleflow.pipeline._names import COMPONENT_NAME, VARIABLE_NAME
from paddleflow.pipeline._rules.go_format import go_type
from paddleflow.pipeline._rules.parameters import check_list, check_typed
from paddleflow.pipeline._rules.problems import Path, Problem, Report, known_names, suggestion
from paddleflow.pipeline._rules.spec import CacheSpec, ComponentSpec
from paddleflow.pipeline._rules.templates import PARENT, SYSTEM_NAMES, Template, is_upstream, templates

Field: TypeAlias = Literal["parameters", "inputArtifacts", "outputArtifacts", "env", "command"]

_ARTIFACT_FIELDS = ("inputArtifacts", "outputArtifacts")


def check_component_name(component: ComponentSpec, report: Report) -> None:
    """Report a component name that breaks the rule (§4)."""
    if not COMPONENT_NAME.fullmatch(component.name):
        message = (
            f"format of component name[{component.name}] invalid, should be in ^[a-zA-Z][a-zA-Z0-9-]*$ "
            'and not start with "PF_"'
        )
        report(Problem(message, component.place.path(), "write at most 30 letters, digits and dashes"))


def resolve_reference(
    component: ComponentSpec, components: Mapping[str, ComponentSpec], report: Report | None = None
) -> ComponentSpec | None:
    """Follow a step's reference, and its target's, to the component that runs.

    Args:
        component: The step.
        components: The components that a reference may name.
        report: Called for a reference to nothing; None where that is checked elsewhere, as cycles are.

    Returns:
        None when there is no such component, or the references form a cycle.
    """
    seen: set[str] = set()
    while component.reference:
        if component.reference not in components and report:
            advice = suggestion(component.reference, components, "components has")
            report(Problem(f"no component named {component.reference}", component.place.path("reference"), advice))
        if component.reference in seen or component.reference not in components:
            return None
        seen.add(component.reference)
        component = components[component.reference]
    return component


@define
class ComponentChecker:
    """Checks the components of one tree.

    Attributes:
        tree: Dotted name → component, of entry_points and post_process, or of components.
        components: The components that a reference may name.
        has_fs: Whether there is a file system for outputs.
        is_template: Whether `tree` is the pipeline's components, whose outermost inputs are open.
        report: Called for each problem.
    """

    tree: Mapping[str, ComponentSpec]
    components: Mapping[str, ComponentSpec]
    has_fs: bool
    is_template: bool
    report: Report
    _deps: dict[str, frozenset[str]] = field(init=False, factory=dict)

    def check(self, path: str) -> None:
        """Check one component."""
        component = self.tree[path]
        self._check_unique_names(path, component)
        self._check_reference(path, component)
        for name, value in component.parameters.items():
            self._check_name(path, "parameters", name, ("parameters", name))
            self._check_parameter(path, name, value)
        self._check_artifacts(path, component)
        for name, text in component.env.items():
            self._check_name(path, "env", name, ("env", name))
            self._check_templates(path, text, "env", ("env", name))
        self._check_templates(path, component.command, "command", ("command",))

    def _refuse(self, path: str, keys: Path, message: str, advice: str = "") -> None:
        self.report(Problem(message, self.tree[path].place.path(*keys), advice))

    def _check_parameter(self, path: str, name: str, value: Any) -> None:
        keys = ("parameters", name)
        if isinstance(value, str):
            self._check_templates(path, value, "parameters", keys)
        elif isinstance(value, list):
            check_list(value, self.tree[path].place.path(*keys), self.report)
        elif isinstance(value, dict):
            check_typed(value, name, self.tree[path].place.path(*keys), self.report)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            message = f"type[{go_type(value)}] is not supported for param[{name}]"
            self._refuse(path, keys, message, "write a text in quotes, a number, or a list")

    def _check_artifacts(self, path: str, component: ComponentSpec) -> None:
        for name, text in component.inputs.items():
            keys = ("artifacts", "input", name)
            self._check_name(path, "inputArtifacts", name, keys)
            if self.is_template and "." not in path:
                continue  # filled in by the step that refers to the component
            if not is_upstream(text):
                message = f"check input artifact [{name}] in component[{path}] failed: {_not_upstream(text)}"
                self._refuse(
                    path,
                    keys,
                    message,
                    "an input must be an output of one of its deps, or an input of the enclosing DAG",
                )
                continue
            self._check_templates(path, text, "inputArtifacts", keys)
        if component.outputs and not self.has_fs:
            message = f"cannot define artifact in component[{path}] with no Fs mounted"
            advice = "outputs need a file system: name it in fs_options.main_fs, or as fs_name of the run"
            self._refuse(path, ("artifacts", "output"), message, advice)
        for name, text in component.outputs.items():
            keys = ("artifacts", "output", name)
            self._check_name(path, "outputArtifacts", name, keys)
            if component.kind == "dag":
                if not is_upstream(text):
                    message = f"check output artifact value [{text}] in dag[{path}] failed: {_not_upstream(text)}"
                    self._refuse(path, keys, message, "an output of a DAG must be an output of a step in it")
                    continue
                self._check_templates(path, text, "outputArtifacts", keys)

    def _check_templates(self, path: str, text: str, where: Field, keys: Path) -> None:
        for template in templates(text):
            if template.component:
                self._check_upstream(path, template, where, keys)
            else:
                self._check_own(path, template.name, text, where, keys)

    def _check_own(self, path: str, name: str, text: str, where: Field, keys: Path) -> None:
        if name in SYSTEM_NAMES:
            return
        component = self.tree[path]
        known: list[str] = []
        kind = "SysParamName"
        if where != "parameters":
            kind = "RefParamName"
            known = [*component.parameters]
            if where == "command":
                known += [*component.inputs, *component.outputs]
        if name not in known:
            message = f"unsupported {kind}[{name}] for param[{text}] of filedType[{where}]"
            advice = suggestion(name, [*known, *SYSTEM_NAMES], f"in {where} of {component.kind} {path} there are")
            if name in component.inputs or name in component.outputs:
                advice = f"{where} cannot use artifacts, the command can"
            elif name in component.parameters:
                advice = "a parameter cannot refer to another of the same component"
            self._refuse(path, keys, message, advice)

    def _check_upstream(self, path: str, template: Template, where: Field, keys: Path) -> None:
        invalid = f"invalid reference param {{{{ {template.component}.{template.name} }}}} in component[{path}]"
        target = self._target(path, template, where, invalid, keys)
        target = target and resolve_reference(target, self.components)
        if target is None:
            return
        if where in _ARTIFACT_FIELDS:
            if target.condition:
                rule = "has condition so its param and output artifacts can't be refered"
                advice = "put the condition on each step that reads it instead"
                self._refuse(path, keys, f"{invalid}: component[{template.component}] {rule}", advice)
            side = "input" if template.component == PARENT else "output"
            names = target.inputs if side == "input" else target.outputs
            if template.name not in names:
                advice = suggestion(template.name, names, f"the {side}s are")
                self._refuse(path, keys, f"{invalid}: {side} artifact[{template.name}] not exist", advice)
        elif template.name == "PF_LOOP_ARGUMENT":
            if target.loop_argument is None:
                self._refuse(path, keys, f"{invalid}: loop_argument not exist", "only a loop has items")
        elif template.name not in target.parameters:
            advice = suggestion(template.name, target.parameters, "the parameters are")
            if template.name in target.outputs:
                advice = f"{template.name} is an artifact: make it an input in artifacts.input"
            self._refuse(path, keys, f"{invalid}: parameter[{template.name}] not exist", advice)

    def _target(self, path: str, template: Template, where: Field, invalid: str, keys: Path) -> ComponentSpec | None:
        """Return what a template refers to."""
        parent, _, _ = path.rpartition(".")
        if template.component == PARENT and not parent:
            self._refuse(path, keys, "PF_PARENT should used by a child component", f"{path} is in no DAG")
            return None
        if where in ("env", "command"):
            rule = (
                "only parameters can use upstream parameters and only input artifacts can use upstream output artifacts"
            )
            message = f"component [{path}] refer [{template.component}.{template.name}] invalid, {rule}"
            self._refuse(path, keys, message, f"make it a parameter or input of {path}, and use the name of that here")
            return None
        if where == "outputArtifacts":
            target = f"{path}.{template.component}"
        elif template.component == PARENT:
            target = parent
        elif template.component not in self._deps_of(path):
            message = f"{invalid}: component[{template.component}] not in deps"
            self._refuse(path, keys, message, f"add it to the deps of {path}")
            return None
        else:
            target = f"{parent}.{template.component}" if parent else template.component
        if target not in self.tree:
            self._refuse(path, keys, f"{invalid}: component[{target}] not exist")
            return None
        return self.tree[target]

    def _deps_of(self, path: str) -> frozenset[str]:
        if path not in self._deps:
            self._deps[path] = frozenset(self.tree[path].deps)
        return self._deps[path]

    def _check_reference(self, path: str, component: ComponentSpec) -> None:
        if not component.reference:
            return

        def refuse(keys: Path, message: str, advice: str = "") -> None:
            self._refuse(path, keys, f"check reference failed: {message}", advice)

        if _has_more_than_reference(component):
            allowed = "deps, parameters, input artifacts, reference"
            refuse(("reference",), f"reference step[{component.name}] can only have {allowed}")
        target = self.components.get(component.reference)
        if target is None:
            message = f"only outer components can be refered, none is named {component.reference}"
            refuse(("reference",), message, suggestion(component.reference, self.components, "components has"))
            return
        for name, value in component.parameters.items():
            written = target.parameters.get(name)
            if name not in target.parameters:
                message = f"parameters in step with reference must be in refered component: [{name}]"
                refuse(("parameters", name), message, suggestion(name, target.parameters, f"{component.reference} has"))
            elif isinstance(written, dict):
                check_typed(written, name, component.place.path("parameters", name), self.report, value)
        if set(component.inputs) != set(target.inputs):
            message = f"input artifacts of step[{component.name}] must be those of refered component"
            advice = f"{component.reference} has {known_names(target.inputs) or 'none'}"
            refuse(("artifacts", "input"), message, advice)

    def _check_unique_names(self, path: str, component: ComponentSpec) -> None:
        seen: set[str] = set()
        for kind, keys, names in (
            ("parameter", ("parameters",), component.parameters),
            ("inputAtf", ("artifacts", "input"), component.inputs),
            ("outputAtf", ("artifacts", "output"), component.outputs),
        ):
            for name in names:
                if name.upper() in seen:
                    message = f"{kind} name[{name}] has already existed in params/artifacts of component[{path}]"
                    message += " (these names are case-insensitive)"
                    self._refuse(path, (*keys, name), message, "rename one of them")
                seen.add(name.upper())

    def _check_name(self, path: str, where: Field, name: str, keys: Path) -> None:
        if not VARIABLE_NAME.fullmatch(name):
            rule = f"should be in ^{VARIABLE_NAME.pattern}$"
            message = (
                f"check {where}[{name}] in component[{path}] failed: format of variable name[{name}] invalid, {rule}"
            )
            self._refuse(path, keys, message, "write at most 50 letters, digits and underscores")


def _has_more_than_reference(component: ComponentSpec) -> bool:
    return bool(
        component.outputs
        or component.command
        or component.condition
        or component.docker_env
        or component.env
        or component.loop_argument is not None
        or component.cache not in (CacheSpec(), CacheSpec(enable=False))
        or component.extra_fs
    )


def _not_upstream(text: str) -> str:
    return f"format of value[{text}] invalid, should be like {{{{XX-XX.XX_XX}}}}"
