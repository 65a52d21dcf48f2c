"""The checks of one component: its names, parameters, artifacts, env and command, and what they refer to (§4-§7)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from paddleflow.pipeline._rules.go_format import type_name
from paddleflow.pipeline._rules.parameters import Typed, check_list
from paddleflow.pipeline._rules.spec import CacheSpec, ComponentSpec, refuse
from paddleflow.pipeline._rules.templates import PARENT, SYSTEM_NAMES, Template, is_upstream, templates

Field: TypeAlias = Literal["parameters", "inputArtifacts", "outputArtifacts", "env", "command"]

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,49}")
_COMPONENT = re.compile(r"[a-zA-Z][a-zA-Z0-9-]{0,29}")


def check_component_name(name: str) -> None:
    """Refuse a component name that breaks the rule (§4)."""
    if not _COMPONENT.fullmatch(name):
        refuse(
            f'format of component name[{name}] invalid, should be in ^[a-zA-Z][a-zA-Z0-9-]*$ and not start with "PF_"'
        )


def resolve_reference(component: ComponentSpec, components: Mapping[str, ComponentSpec]) -> ComponentSpec:
    """Follow a step's reference, and its target's, to what is really run; circles were refused before."""
    while component.reference:
        target = components.get(component.reference)
        if target is None:
            refuse(f"no component named {component.reference}")
        component = target
    return component


@frozen
class ComponentChecker:
    """Checks the components of one tree.

    Args:
        tree: dotted name → component, of entry_points and post_process, or of components.
        components: what a reference may name.
        has_fs: whether outputs have a file system to go to.
        is_template: whether `tree` is the pipeline's components, whose outermost inputs are open.
    """

    tree: Mapping[str, ComponentSpec]
    components: Mapping[str, ComponentSpec]
    has_fs: bool
    is_template: bool
    _deps: dict[str, frozenset[str]] = field(init=False, factory=dict)

    def check(self, path: str) -> None:
        """Check one component; raise Rejected with code InvalidPipeline."""
        component = self.tree[path]
        _check_unique_names(path, component)
        self._check_reference(component)
        for name, value in component.parameters.items():
            _check_name(path, "parameters", name)
            self._check_parameter(path, name, value)
        self._check_artifacts(path, component)
        for name, text in component.env.items():
            _check_name(path, "env", name)
            self._check_templates(path, text, "env")
        self._check_templates(path, component.command, "command")

    def _check_parameter(self, path: str, name: str, value: Any) -> None:
        if isinstance(value, str):
            self._check_templates(path, value, "parameters")
        elif isinstance(value, list):
            check_list(value)
        elif isinstance(value, dict):
            Typed.read(value).check(name)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            refuse(f"type[{type_name(value)}] is not supported for param[{name}]")

    def _check_artifacts(self, path: str, component: ComponentSpec) -> None:
        for name, text in component.inputs.items():
            _check_name(path, "inputArtifacts", name)
            if self.is_template and "." not in path:
                continue  # filled in by the step that refers to the component
            if not is_upstream(text):
                refuse(f"check input artifact [{name}] in component[{path}] failed: {_not_upstream(text)}")
            self._check_templates(path, text, "inputArtifacts")
        if component.outputs and not self.has_fs:
            refuse(f"cannot define artifact in component[{path}] with no Fs mounted")
        for name, text in component.outputs.items():
            _check_name(path, "outputArtifacts", name)
            if component.kind == "dag":
                if not is_upstream(text):
                    refuse(f"check output artifact value [{text}] in dag[{path}] failed: {_not_upstream(text)}")
                self._check_templates(path, text, "outputArtifacts")

    def _check_templates(self, path: str, text: str, where: Field) -> None:
        for template in templates(text):
            if template.component:
                self._check_upstream(path, template, where)
            else:
                self._check_own(path, template.name, text, where)

    def _check_own(self, path: str, name: str, text: str, where: Field) -> None:
        if name in SYSTEM_NAMES:
            return
        if where == "parameters":
            refuse(f"unsupported SysParamName[{name}] for param[{text}] of filedType[{where}]")
        component = self.tree[path]
        artifact = where == "command" and (name in component.inputs or name in component.outputs)
        if name not in component.parameters and not artifact:
            refuse(f"unsupported RefParamName[{name}] for param[{text}] of filedType[{where}]")

    def _check_upstream(self, path: str, template: Template, where: Field) -> None:
        invalid = f"invalid reference param {{{{ {template.component}.{template.name} }}}} in component[{path}]"
        target = resolve_reference(self._target(path, template, where, invalid), self.components)
        if where in ("inputArtifacts", "outputArtifacts"):
            if target.condition:
                refuse(
                    f"{invalid}: component[{template.component}] has condition "
                    "so its param and output artifacts can't be refered"
                )
            side = "input" if template.component == PARENT else "output"
            if template.name not in (target.inputs if side == "input" else target.outputs):
                refuse(f"{invalid}: {side} artifact[{template.name}] not exist")
        elif template.name == "PF_LOOP_ARGUMENT":
            if target.loop_argument is None:
                refuse(f"{invalid}: loop_argument not exist")
        elif template.name not in target.parameters:
            refuse(f"{invalid}: parameter[{template.name}] not exist")

    def _target(self, path: str, template: Template, where: Field, invalid: str) -> ComponentSpec:
        parent, _, _ = path.rpartition(".")
        if template.component == PARENT and not parent:
            refuse("PF_PARENT should used by a child component")
        if where in ("env", "command"):
            refuse(
                f"component [{path}] refer [{template.component}.{template.name}] invalid, only parameters can use "
                "upstream parameters and only input artifacts can use upstream output artifacts"
            )
        if where == "outputArtifacts":
            target = f"{path}.{template.component}"
        elif template.component == PARENT:
            target = parent
        elif template.component not in self._deps_of(path):
            refuse(f"{invalid}: component[{template.component}] not in deps")
        else:
            target = f"{parent}.{template.component}" if parent else template.component
        if target not in self.tree:
            refuse(f"{invalid}: component[{target}] not exist")
        return self.tree[target]

    def _deps_of(self, path: str) -> frozenset[str]:
        if path not in self._deps:
            self._deps[path] = frozenset(self.tree[path].deps)
        return self._deps[path]

    def _check_reference(self, component: ComponentSpec) -> None:
        if not component.reference:
            return
        if _has_more_than_reference(component):
            refuse(
                f"check reference failed: reference step[{component.name}] can only have "
                "deps, parameters, input artifacts, reference"
            )
        target = self.components.get(component.reference)
        if target is None:
            refuse(f"check reference failed: only outer components can be refered, none is named {component.reference}")
        for name, value in component.parameters.items():
            if name not in target.parameters:
                refuse(
                    f"check reference failed: parameters in step with reference must be in refered component: [{name}]"
                )
            written = target.parameters[name]
            if isinstance(written, dict):
                Typed.read(written).check(name, value)
        if set(component.inputs) != set(target.inputs):
            refuse(
                f"check reference failed: input artifacts of step[{component.name}] must be those of refered component"
            )


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


def _check_unique_names(path: str, component: ComponentSpec) -> None:
    seen: set[str] = set()
    for kind, names in (
        ("parameter", component.parameters),
        ("inputAtf", component.inputs),
        ("outputAtf", component.outputs),
    ):
        for name in names:
            if name.upper() in seen:
                refuse(
                    f"{kind} name[{name}] has already existed in params/artifacts of component[{path}] "
                    "(these names are case-insensitive)"
                )
            seen.add(name.upper())


def _check_name(path: str, where: Field, name: str) -> None:
    if not _VARIABLE.fullmatch(name):
        refuse(
            f"check {where}[{name}] in component[{path}] failed: format of variable name[{name}] invalid, "
            "should be in ^[A-Za-z_][A-Za-z0-9_]{0,49}$"
        )


def _not_upstream(text: str) -> str:
    return f"format of value[{text}] invalid, should be like {{{{XX-XX.XX_XX}}}}"
