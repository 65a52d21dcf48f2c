"""Compiles the objects of a script to the dict that the server reads, without changing them.

A reference to another component's value becomes a parameter or input of the reader, named after the field that uses it
(``command_param_HASH``). A value from outside the reader's DAG is passed down through each DAG in between
(``dsl_param_HASH``, ``dsl_art_HASH``); an artifact inside another DAG is passed up as an output of that DAG.
"""

from __future__ import annotations

import contextlib
import copy
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field, frozen

from paddleflow.pipeline._components import DAG, ENTRY_POINT, Component, ContainerStep, dotted_name
from paddleflow.pipeline._errors import Finding, Location, PipelineDSLError
from paddleflow.pipeline._options import CacheOptions, ExtraFS, Options, several
from paddleflow.pipeline._references import LOOP_ITEM, REFERENCE, Artifact, LoopItem, Parameter, Reference, referents

_POST_PROCESS_RULE = "the post_process runs last, and can neither wait for nor refer to others"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@define(eq=False)
class _Node:
    """A component while it is compiled: its own fields, and those that references add."""

    component: Component
    parent: _Node | None
    children: list[_Node] = field(factory=list)
    deps: dict[str, None] = field(factory=dict)
    parameters: dict[str, Any] = field(factory=dict)
    inputs: dict[str, str] = field(factory=dict)
    outputs: dict[str, str] = field(factory=dict)
    fields: dict[str, Any] = field(factory=dict)

    @property
    def name(self) -> str:
        return self.component.name

    def lineage(self) -> Iterator[_Node]:
        """Go over the node and the DAGs that enclose it, from the inside."""
        node: _Node | None = self
        while node is not None:
            yield node
            node = node.parent


class UnresolvableError(Exception):
    """A reference that cannot be expressed."""


@frozen
class Compiled:
    """The result of compiling.

    Attributes:
        document: The pipeline as a dict.
        findings: All that is wrong with it.
        locations: For each component by its dotted name, the line that made it.
        unresolved: Components by their dotted name, and the fields of them that the findings are about.
    """

    document: dict[str, Any]
    findings: list[Finding]
    locations: dict[str, Location]
    unresolved: set[tuple[str, str]]


class Compiler:
    """Compiles one pipeline, once."""

    def __init__(self, root: DAG, env: dict[str, str], location: Location) -> None:
        self._env = env
        self._location = location
        self.findings: list[Finding] = []
        self.unresolved: set[tuple[str, str]] = set()
        self._nodes: dict[int, _Node] = {}
        self._by_name: dict[str, Component] = {}
        self._root = self._tree(root, None)

    def entry_points(self) -> dict[str, Any]:
        """Return the components of the pipeline."""
        self._resolve_all(self._root)
        return self._children(self._root)

    def post_process(self, step: ContainerStep) -> dict[str, Any]:
        """Return the step that runs at the end."""
        node = _Node(step, None)
        self._nodes[id(step)] = node
        self._resolve(node)
        for component, name in self.unresolved:
            if component == step.name:
                node.inputs.pop(name, None)
        if step.upstream:
            self._report(step, _POST_PROCESS_RULE)
        return {step.name: self._document(node)}

    def components(self, components: dict[str, Component]) -> dict[str, Any]:
        """Return the components that others refer to by name."""
        root = DAG.outermost()
        root.entry_points.update(components)
        tree = self._tree(root, None)
        self._resolve_all(tree)
        return {node.name: self._document(node) for node in tree.children}

    def options(self, options: object, kind: type[Options], name: str) -> dict[str, Any] | None:
        """Return the YAML mapping of the pipeline's options; None when there are none, or they are invalid."""
        if options is None or options is False:
            return None
        try:
            return options_document(options, kind, name)
        except PipelineDSLError as problem:
            for finding in problem.findings:
                self._report(None, finding.message)
            return None

    def locations(self) -> dict[str, Location]:
        """Return the line that made each component, by its dotted name."""
        return {dotted_name(node.component): node.component.location for node in self._nodes.values()}

    # The tree.
    def _tree(self, component: Component, parent: _Node | None) -> _Node:
        top = _Node(component, parent)
        stack = [top]
        while stack:
            node = stack.pop()
            self._nodes[id(node.component)] = node
            self._by_name[node.component.full_name] = node.component
            if isinstance(node.component, DAG):
                for key, child in node.component.entry_points.items():
                    if not isinstance(child, Component) or key != child.name:
                        self._report(node.component, f"entry_points[{key!r}] is not a component of that name")
                        continue
                    node.children.append(_Node(child, node))
                stack.extend(node.children)
        return top

    def _report(self, component: Component | None, message: str) -> None:
        location = component.location if component else self._location
        self.findings.append(Finding(message, dotted_name(component), location))

    # References.
    def _resolve_all(self, root: _Node) -> None:
        """Resolve what is below a root."""
        nodes = [node for node in _preorder(root) if node is not root]
        for node in nodes:
            self._resolve(node)
        for node in nodes:
            self._depend(node)

    def _resolve(self, node: _Node) -> None:
        component = node.component
        if isinstance(component, ContainerStep):
            self._field(node, "command", component.command)
            env = {**component.env, **{key: value for key, value in self._env.items() if key not in component.env}}
            self._field(node, "env", env)
        if component.loop_argument is not None:
            self._loop(node, component.loop_argument.argument)
        self._field(node, "condition", component.condition)
        for name, artifact in component.inputs.items():
            node.inputs[name] = ""
            with self._reporting(node, name):
                template = artifact.template
                node.inputs[name] = self._artifact(node, artifact.ref) if template is None else template
        for name, parameter in component.parameters.items():
            node.parameters[name] = ""
            with self._reporting(node, name):
                node.parameters[name] = self._parameter_value(node, parameter)
        if isinstance(component, DAG):
            for name, artifact in component.outputs.items():
                node.outputs[name] = ""
                with self._reporting(node, name):
                    template = artifact.template
                    node.outputs[name] = self._exported(node, artifact) if template is None else template
        # The names that the user gave come first.
        node.parameters = _first(component.parameters, node.parameters)
        node.inputs = _first(component.inputs, node.inputs)

    @contextlib.contextmanager
    def _reporting(self, node: _Node, name: str) -> Iterator[None]:
        """Report a reference of a node that cannot be resolved."""
        try:
            yield
        except UnresolvableError as problem:
            self._report(node.component, f"{name}: {problem}")
            self.unresolved.add((dotted_name(node.component), name))

    def _field(self, node: _Node, name: str, value: Any) -> None:
        """Resolve the references in a field and keep the result."""
        if value is None:
            return
        if isinstance(value, dict):
            node.fields[name] = {key: self._text(node, name, text, key) for key, text in value.items()}
        elif isinstance(value, str):
            node.fields[name] = self._text(node, name, value)
        else:
            self._report(node.component, f"{name} must be a string, not {value!r}")

    def _text(self, node: _Node, name: str, text: str, key: str = "") -> str:
        def template(match: re.Match[str]) -> str:
            try:
                return self._local(node, name, self._referent(match))
            except UnresolvableError as problem:
                self._report(node.component, f"{name}{f'[{key}]' if key else ''}: {problem}")
                return match[0]

        return REFERENCE.sub(template, text)

    def _loop(self, node: _Node, argument: Any) -> None:
        if isinstance(argument, str) and (match := REFERENCE.fullmatch(argument.strip())):
            with self._reporting(node, "loop_argument"):
                argument = self._referent(match)
        if isinstance(argument, Reference):
            with self._reporting(node, "loop_argument"):
                node.fields["loop_argument"] = self._local(node, "loop", argument)
        else:
            node.fields["loop_argument"] = copy.deepcopy(argument)

    def _referent(self, match: re.Match[str]) -> Reference:
        """Return what the text of a reference stands for in this pipeline."""
        text, kind, full_name = match[0], match[1], match[2]
        candidates = referents(text)
        mine = [each for each in candidates if each.component is not None and id(each.component) in self._nodes]
        if len(mine) > 1:
            mine = [each for each in mine if str(each) == text] or mine
        if len({id(each) for each in mine}) > 1 and not all(isinstance(each, LoopItem) for each in mine):
            raise UnresolvableError(f"{text} is ambiguous, since steps were renamed: write the reference again")
        if mine:
            return mine[0]
        if candidates:
            raise UnresolvableError(f"{text} belongs to a step that is not in this pipeline")
        owner, _, name = full_name.rpartition(".")
        component = self._by_name.get(owner) or self._by_name.get(f"{ENTRY_POINT}.{owner}")
        found = None if component is None else _value_of(component, kind, name)
        if found is None:
            raise UnresolvableError(f"there is no {kind} {full_name} in this pipeline")
        return found

    def _local(self, node: _Node, name: str, ref: Reference) -> str:
        """Return the template for a reference in a field, which knows the component's own names only."""
        if isinstance(ref, Artifact) and name == "env":
            raise UnresolvableError(
                "env cannot refer to an artifact: give it as an input and use PF_INPUT_ARTIFACT_<NAME>"
            )
        if ref.component is node.component:
            if isinstance(ref, LoopItem) and name == "loop":
                raise UnresolvableError("a loop cannot go over its own item")
            return f"{{{{{ref.name}}}}}"
        if isinstance(ref, Artifact):
            own = f"{name}_art_{self._digest(self._source(node, ref))}"
            node.inputs[own] = self._artifact(node, ref)
        else:
            own = f"{name}_param_{self._digest(ref)}"
            node.parameters[own] = self._parameter(node, ref)
        return f"{{{{{own}}}}}"

    def _parameter_value(self, node: _Node, parameter: Parameter) -> Any:
        if parameter.ref is not None:
            return self._parameter(node, parameter.ref)
        default = parameter.default
        if default is None:
            raise UnresolvableError("the parameter has no default: give Parameter(default=...)")
        if isinstance(default, str):
            default = REFERENCE.sub(lambda match: self._parameter(node, self._referent(match)), default)
        if parameter.type in (None, "list"):  # the server has no parameters of type list, but plain ones
            return copy.deepcopy(default)
        return {"default": default, "type": parameter.type}

    def _parameter(self, node: _Node, ref: Reference) -> str:
        """Return the template for a parameter or loop item in the `parameters` of a node."""
        if isinstance(ref, Artifact):
            raise UnresolvableError("a parameter cannot be an artifact: give that as an input")
        if node.parent is None:
            raise UnresolvableError(_POST_PROCESS_RULE)
        owner = self._owner(ref)
        if owner is node:
            raise UnresolvableError("a parameter cannot refer to its own step or DAG")
        if owner is node.parent:
            return f"{{{{PF_PARENT.{ref.name}}}}}"
        if owner.parent is node.parent:
            if isinstance(ref, LoopItem):
                raise UnresolvableError(f"the item of the loop of {owner.name} is available only inside it")
            self._wait(node, owner)
            return f"{{{{{owner.name}.{ref.name}}}}}"
        parent = node.parent
        if parent.parent is None:
            raise UnresolvableError(
                f"{ref.name} of {dotted_name(ref.component)} is inside another DAG, and the platform "
                "passes no parameters out of a DAG: use an artifact"
            )
        name = f"dsl_param_{self._digest(ref)}"
        if name not in parent.parameters:
            parent.parameters[name] = self._parameter(parent, ref)
        return f"{{{{PF_PARENT.{name}}}}}"

    def _source(self, node: _Node, artifact: Artifact) -> Artifact:
        """Return the output behind an input, unless that is the input of a DAG that encloses the node."""
        while True:
            owner = self._owner(artifact)
            if artifact.ref is None or owner.component.outputs.get(artifact.name or "") is artifact:
                return artifact
            if owner is not node and any(owner is each for each in node.lineage()):
                return artifact
            artifact = artifact.ref

    def _artifact(self, node: _Node, artifact: Artifact | None) -> str:
        """Return the template for an artifact in the `inputs` of a node."""
        if artifact is None:
            raise UnresolvableError("the input refers to nothing")
        if node.parent is None:
            raise UnresolvableError(_POST_PROCESS_RULE)
        artifact = self._source(node, artifact)
        owner, parent = self._owner(artifact), node.parent
        is_input = owner.component.inputs.get(artifact.name or "") is artifact
        if is_input and owner is parent:
            return f"{{{{PF_PARENT.{artifact.name}}}}}"
        if not is_input:
            if any(owner is each for each in node.lineage()):
                raise UnresolvableError(f"{artifact.name} is an output of {owner.name}, which encloses it")
            for sibling in owner.lineage():
                if sibling.parent is parent:
                    self._wait(node, sibling)
                    return f"{{{{{sibling.name}.{self._output(sibling, artifact)}}}}}"
        if parent.parent is None:
            raise UnresolvableError(f"{artifact.name} of {dotted_name(owner.component)} is not available here")
        name = f"dsl_art_{self._digest(artifact)}"
        if name not in parent.inputs:
            parent.inputs[name] = self._artifact(parent, artifact)
        return f"{{{{PF_PARENT.{name}}}}}"

    def _output(self, node: _Node, artifact: Artifact) -> str:
        """Return the name of an output of a node for an artifact of it, or of a component in it."""
        if self._owner(artifact) is node:
            return artifact.name or ""
        name = f"dsl_art_{self._digest(artifact)}"
        if name not in node.outputs:
            node.outputs[name] = self._exported(node, artifact)
        return name

    def _exported(self, node: _Node, artifact: Artifact) -> str:
        """Return the template for an artifact in the `outputs` of a DAG."""
        if artifact.ref is not None and self._owner(artifact) is node:
            artifact = artifact.ref
        for child in self._owner(artifact).lineage():
            if child.parent is node:
                source = self._source(child, artifact)
                return f"{{{{{child.name}.{self._output(child, source)}}}}}"
        raise UnresolvableError(f"{artifact.name} of {dotted_name(artifact.component)} is not inside this DAG")

    def _owner(self, ref: Reference) -> _Node:
        node = self._nodes.get(id(ref.component))
        if node is None:
            raise UnresolvableError(f"{ref.name} belongs to {ref.component!r}, which is not in this pipeline")
        return node

    @staticmethod
    def _digest(ref: Reference) -> str:
        text = f"{ref.component.full_name if ref.component else ''}.{ref.name}"
        number = int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16)
        digits = ""
        while number:
            number, digit = divmod(number, 36)
            digits = _DIGITS[digit] + digits
        return digits

    # Order.
    @staticmethod
    def _wait(node: _Node, upstream: _Node) -> None:
        if node is not upstream:
            node.deps[upstream.name] = None

    def _depend(self, node: _Node) -> None:
        """Turn the arguments of after() into an order of siblings."""
        for component in node.component.upstream:
            upstream = self._nodes.get(id(component))
            if upstream is None:
                self._report(node.component, f"it runs after {component!r}, which is not in this pipeline")
                continue
            by_parent = {id(each.parent): each for each in upstream.lineage()}
            for each in node.lineage():
                sibling = by_parent.get(id(each.parent))
                if sibling is each:
                    self._report(
                        node.component, f"it cannot run after {dotted_name(component)}: one is inside the other"
                    )
                elif sibling is not None:
                    self._wait(each, sibling)
                else:
                    continue
                break

    def _ordered(self, parent: _Node) -> list[_Node]:
        """Return the children, each after those that it waits for, otherwise in the order of their making."""
        children = {child.name: child for child in parent.children}
        position = {name: number for number, name in enumerate(children)}
        waiting = {name: [dep for dep in child.deps if dep in children] for name, child in children.items()}
        followers: dict[str, list[str]] = {name: [] for name in children}
        missing = {name: len(deps) for name, deps in waiting.items()}
        for name, deps in waiting.items():
            for dep in deps:
                followers[dep].append(name)
        turn = dict.fromkeys(children, 0)
        ready = [name for name, count in missing.items() if not count]
        while ready:
            name = ready.pop()
            for follower in followers[name]:
                later = turn[name] + (position[name] > position[follower])
                turn[follower] = max(turn[follower], later)
                missing[follower] -= 1
                if not missing[follower]:
                    ready.append(follower)
        return sorted(parent.children, key=lambda child: (turn[child.name], position[child.name]))

    # The document.
    def _children(self, parent: _Node) -> dict[str, Any]:
        return {child.name: self._document(child) for child in self._ordered(parent)}

    def _document(self, node: _Node) -> dict[str, Any]:
        component = node.component
        document: dict[str, Any] = {}
        if node.deps:
            document["deps"] = ",".join(sorted(node.deps))
        for name in ("condition", "loop_argument"):
            if name in node.fields:
                document[name] = node.fields[name]
        document["type"] = component.type
        if node.parameters:
            document["parameters"] = node.parameters
        artifacts: dict[str, Any] = {}
        if node.inputs:
            artifacts["input"] = node.inputs
        if isinstance(component, DAG):
            if node.outputs:
                artifacts["output"] = node.outputs
        elif component.outputs:
            artifacts["output"] = sorted(component.outputs)
        if artifacts:
            document["artifacts"] = artifacts
        if isinstance(component, DAG):
            document["entry_points"] = self._children(node)
        elif isinstance(component, ContainerStep):
            document.update(self._step(component, node))
        return document

    def _step(self, step: ContainerStep, node: _Node) -> dict[str, Any]:
        if step.reference is not None:
            return {"reference": {"component": step.reference}}
        if step.command is None:
            self._report(step, "the step has no command: give command=...")
        given = {"command": node.fields.get("command"), "docker_env": step.docker_env, "env": node.fields.get("env")}
        fields: dict[str, Any] = {name: value for name, value in given.items() if value}
        try:
            if step.cache_options:
                fields["cache"] = options_document(step.cache_options, CacheOptions, "cache_options")
            if step.extra_fs:
                fields["extra_fs"] = [fs.compile() for fs in several(step.extra_fs, ExtraFS, "extra_fs")]
        except PipelineDSLError as problem:
            for finding in problem.findings:
                self._report(step, finding.message)
        return fields


def options_document(options: object, kind: type[Options], what: str) -> dict[str, Any]:
    """Return the YAML mapping of an options object.

    Raises:
        PipelineDSLError: It is something else.
    """
    if not isinstance(options, kind):
        raise PipelineDSLError.of([Finding(f"{what} must be a {kind.__name__}, not {options!r}")])
    return options.compile()


def _value_of(component: Component, kind: str, name: str) -> Reference | None:
    """Return a parameter, artifact or loop item of a component, if it has one of that name."""
    if kind == "parameter":
        return component.parameters.get(name)
    if kind == "artifact":
        return component.outputs.get(name, component.inputs.get(name))
    return component.loop_argument.item if component.loop_argument is not None and name == LOOP_ITEM else None


def _first(names: Iterable[str], values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with those of the given names first."""
    return {**{name: values[name] for name in names if name in values}, **values}


def _preorder(root: _Node) -> Iterator[_Node]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))
