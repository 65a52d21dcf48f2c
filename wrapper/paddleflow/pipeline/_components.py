"""Steps, and DAGs of steps."""

from __future__ import annotations

import contextlib
import copy
import difflib
import json
import re
from collections import UserDict
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Any, ClassVar, NoReturn, Self, TypeVar, cast

from paddleflow.pipeline._errors import Location, caller, refuse
from paddleflow.pipeline._options import CacheOptions, ExtraFS, several
from paddleflow.pipeline._references import (
    REFERENCE,
    Artifact,
    Condition,
    LoopArgument,
    LoopValue,
    Parameter,
    Reference,
    bind,
    plain_value,
)

ENTRY_POINT = "PF-ENTRY-POINT"
COMPONENT_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]{0,29}")
VARIABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,49}")

# The DAG whose `with` block is being run: what is made there belongs to it.
_current: ContextVar[DAG | None] = ContextVar("paddleflow_pipeline_dag", default=None)

# The conditions of the `when` blocks that are being run: what is made there runs only when all hold.
_conditions: ContextVar[tuple[Condition, ...]] = ContextVar("paddleflow_pipeline_conditions", default=())

V = TypeVar("V")


class _Items(UserDict[str, V]):
    """A dict that checks each value that is put in, whichever way."""

    _KIND: ClassVar[str]

    def __init__(self, owner: Component | None = None) -> None:
        self._owner = owner
        super().__init__()

    def _checked_name(self, key: object) -> str:
        if not isinstance(key, str) or not VARIABLE_NAME.fullmatch(key):
            raise refuse(
                f"the name of a {self._KIND} has letters, digits and underscores, begins with no digit, "
                f"and is at most 50 long: not {key!r}",
                dotted_name(self._owner),
            )
        return key


class ParameterDict(_Items[Parameter]):
    """Parameters of a step or DAG by name.

    A value is text, a number, a list, a `Parameter`, or a reference: another component's parameter or a loop's item.
    """

    _KIND = "parameter"

    def __setitem__(self, key: str, value: object) -> None:
        name, owner = self._checked_name(key), cast("Component", self._owner)
        if isinstance(value, Parameter) and value.component is None:
            parameter = value
        elif isinstance(value, Artifact):
            raise refuse(f"parameter {name} cannot be an artifact: give that as an input", dotted_name(owner))
        elif isinstance(value, Reference):
            if value.component is owner and isinstance(value, Parameter):
                raise refuse(
                    f"parameter {name} cannot refer to another parameter of the same step or DAG, {value.name}",
                    dotted_name(owner),
                )
            parameter = Parameter.referring(value)
        else:
            parameter = Parameter.plain(plain_value(value, f"parameter {name} of {owner.name}"))
        bind(parameter, owner, name)
        self.data[name] = parameter


class InputArtifactDict(_Items[Artifact]):
    """Inputs of a step or DAG by name: artifacts of others."""

    _KIND = "input"

    def __setitem__(self, key: str, value: Artifact) -> None:
        name, owner = self._checked_name(key), cast("Component", self._owner)
        if not isinstance(value, Artifact) or value.component is None or value.component is owner:
            raise refuse(
                f"input {name} is an artifact of another step or DAG, such as make.outputs['words']; not {value!r}",
                dotted_name(owner),
            )
        artifact = Artifact.referring(value)
        bind(artifact, owner, name)
        self.data[name] = artifact


class OutputArtifactDict(_Items[Artifact]):
    """Outputs by name: of a step ``Artifact()``, of a DAG an output of a component in it."""

    _KIND = "output"

    def __setitem__(self, key: str, value: Artifact) -> None:
        name, owner = self._checked_name(key), cast("Component", self._owner)
        if isinstance(owner, DAG):
            if not isinstance(value, Artifact) or value.component is None:
                raise refuse(f"output {name} of a DAG is an output of a step in it; not {value!r}", dotted_name(owner))
            artifact = Artifact.referring(value)
        elif isinstance(value, Artifact) and value.component is None:
            artifact = value
        else:
            raise refuse(f"output {name} of a step is Artifact(); not {value!r}", dotted_name(owner))
        bind(artifact, owner, name)
        self.data[name] = artifact


class EnvDict(_Items[str]):
    """Environment variables by name. A value is text or a reference, and is kept as text."""

    _KIND = "environment variable"

    def __setitem__(self, key: str, value: object) -> None:
        name = self._checked_name(key)
        if isinstance(value, Artifact):
            raise refuse(f"env {name} cannot be an artifact: use PF_INPUT_ARTIFACT_<NAME>", dotted_name(self._owner))
        if not isinstance(value, str | Reference):
            raise refuse(
                f"env {name} is text or a parameter, not {value!r}: write {str(value)!r}", dotted_name(self._owner)
            )
        self.data[name] = str(value)


class Component:
    """What a pipeline is made of: a step or a DAG."""

    __slots__ = (
        "_condition",
        "_inputs",
        "_loop_argument",
        "_name",
        "_outputs",
        "_parameters",
        "_parent",
        "_upstream",
        "location",
    )
    _TYPE: ClassVar[str]

    def __init__(
        self,
        name: str,
        inputs: Mapping[str, Artifact] | None = None,
        outputs: Mapping[str, Artifact] | None = None,
        parameters: Mapping[str, Any] | None = None,
        condition: str | Condition | None = None,
        loop_argument: LoopValue | None = None,
    ) -> None:
        self.location: Location = caller()
        self._parent: DAG | None = None
        self._name = _checked_component_name(name)
        self._upstream: list[Component] = []
        self._condition: str | None = None
        self._loop_argument: LoopArgument | None = None
        self._inputs = InputArtifactDict(self)
        self._outputs = OutputArtifactDict(self)
        self._parameters = ParameterDict(self)
        # Given to several constructors, one object serves each: all but inputs are copied.
        self._parameters.update({key: _unbound(value) for key, value in _mapping(parameters, "parameters").items()})
        self._outputs.update({key: _unbound(value) for key, value in _mapping(outputs, "outputs").items()})
        self._inputs.update(_mapping(inputs, "inputs"))
        self.loop_argument = loop_argument
        self.condition = condition

    def __setattr__(self, name: str, value: object) -> None:
        try:
            super().__setattr__(name, value)
        except AttributeError:
            if isinstance(getattr(type(self), name, None), property):
                raise refuse(f"{name} cannot be replaced: set its items", dotted_name(self)) from None
            known = [each for each in dir(self) if not each.startswith("_")]
            near = difflib.get_close_matches(name, known, 1)
            hint = f": did you mean {near[0]}?" if near else ""
            raise refuse(f"a {self.class_name()} has no attribute {name}{hint}", dotted_name(self)) from None

    def _register(self) -> None:
        if (dag := _current.get()) is not None:
            dag.add(self)

    @property
    def name(self) -> str:
        """Its name, unique among its siblings."""
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        name = _checked_component_name(name)
        if self._parent is not None and name != self._name:
            siblings = self._parent.entry_points
            _check_unique(self._parent, name)
            items = [(name if each is self else key, each) for key, each in siblings.items()]
            siblings.clear()
            siblings.update(items)
        self._name = name

    @property
    def type(self) -> str:
        """``step`` or ``dag``."""
        return self._TYPE

    @property
    def parent(self) -> DAG | None:
        """The DAG that it is in."""
        return self._parent

    @property
    def full_name(self) -> str:
        """Its name and those of the DAGs around it, joined by dots."""
        names = [self._name]
        dag = self._parent
        while dag is not None:
            names.append(dag._name)
            dag = dag._parent
        return ".".join(reversed(names))

    @property
    def inputs(self) -> InputArtifactDict:
        """Artifacts of others that it takes, by the name that it has for them."""
        return self._inputs

    @property
    def outputs(self) -> OutputArtifactDict:
        """Artifacts that it leaves, by name."""
        return self._outputs

    @property
    def parameters(self) -> ParameterDict:
        """Its parameters by name."""
        return self._parameters

    @property
    def condition(self) -> str | None:
        """When it runs, as text; None for always."""
        return self._condition

    @condition.setter
    def condition(self, condition: str | Condition | None) -> None:
        if isinstance(condition, Condition):
            condition = str(condition)
        if condition is not None and not isinstance(condition, str):
            raise refuse(
                f"condition is a text such as f\"{{step.parameters['n']}} > 0\", or a comparison of references; "
                f"not {condition!r}",
                dotted_name(self),
            )
        self._condition = condition

    @property
    def loop_argument(self) -> LoopArgument:
        """What it is repeated over; None when it is not."""
        return cast("LoopArgument", self._loop_argument)

    @loop_argument.setter
    def loop_argument(self, argument: LoopValue | LoopArgument | None) -> None:
        if isinstance(argument, LoopArgument):
            argument = argument.argument
        self._loop_argument = None if argument is None else LoopArgument(self, _checked_loop(self, argument))

    @property
    def upstream(self) -> tuple[Component, ...]:
        """The components given to `after`."""
        return tuple(self._upstream)

    def after(self, *upstream: Component) -> Self:
        """Run it after others, of whatever level.

        Args:
            *upstream: Steps and DAGs that have to succeed or be skipped first.

        Returns:
            The component itself.

        Raises:
            PipelineDSLError: There is none, or something else among them.
        """
        if not upstream:
            raise refuse("after() takes the steps or DAGs to wait for, and there is none", dotted_name(self))
        for component in upstream:
            if not isinstance(component, Component):
                raise refuse(f"after() takes steps and DAGs, not {component!r}", dotted_name(self))
            if component is self:
                raise refuse("a component cannot run after itself", dotted_name(self))
            if all(component is not each for each in self._upstream):
                self._upstream.append(component)
        return self

    def __rshift__(self, other: object) -> NoReturn:
        raise refuse("steps have no >> and <<: write b.after(a)", dotted_name(self))

    __lshift__ = __rshift__

    @classmethod
    def class_name(cls) -> str:
        """Return the name of its class."""
        return cls.__name__

    def __repr__(self) -> str:
        return f"<{self.class_name()} {self.full_name}>"


class Step(Component):
    """A component that does the work itself. Use `ContainerStep`."""

    __slots__ = ("cache_options", "extra_fs")
    _TYPE = "step"

    def __init__(
        self,
        name: str,
        inputs: Mapping[str, Artifact] | None = None,
        outputs: Mapping[str, Artifact] | None = None,
        parameters: Mapping[str, Any] | None = None,
        cache_options: CacheOptions | None = None,
        condition: str | Condition | None = None,
        loop_argument: LoopValue | None = None,
        extra_fs: ExtraFS | Sequence[ExtraFS] | None = None,
    ) -> None:
        for each in reversed(_conditions.get()):
            condition = each if condition is None else each & Condition(str(condition))
        super().__init__(name, inputs, outputs, parameters, condition, loop_argument)
        self.cache_options = cache_options
        self.extra_fs: list[ExtraFS] = several(extra_fs, ExtraFS, "extra_fs")


class ContainerStep(Step):
    """A step that runs a command in a container.

    Args:
        name: Letters, digits and dashes, at most 30, beginning with a letter; unique among its siblings.
        docker_env: Its image; default: the pipeline's.
        command: The shell command. ``{{name}}`` stands for a parameter, input or output of the step.
        inputs: Artifacts of other components by the name that they have here.
        outputs: ``Artifact()`` by name.
        parameters: Texts, numbers, lists, `Parameter` objects, or parameters of other components, by name.
        env: Environment variables, texts by name.
        cache_options: When an earlier result is used; default: the pipeline's.
        condition: When it runs; otherwise it is skipped.
        loop_argument: What it is repeated over: a list, the JSON text of one, or a reference to one.
        extra_fs: Further file systems that it can use.
        reference: Name of an entry of the pipeline's ``components`` that it is a copy of. Such a step has nothing but
            parameters and inputs of its own.

    Raises:
        PipelineDSLError: A value cannot be right.
    """

    __slots__ = ("_env", "command", "docker_env", "reference")

    def __init__(
        self,
        name: str,
        docker_env: str | None = None,
        command: str | None = None,
        inputs: Mapping[str, Artifact] | None = None,
        outputs: Mapping[str, Artifact] | None = None,
        parameters: Mapping[str, Any] | None = None,
        env: Mapping[str, str | Reference] | None = None,
        cache_options: CacheOptions | None = None,
        condition: str | Condition | None = None,
        loop_argument: LoopValue | None = None,
        extra_fs: ExtraFS | Sequence[ExtraFS] | None = None,
        *,
        reference: str | None = None,
    ) -> None:
        super().__init__(name, inputs, outputs, parameters, cache_options, condition, loop_argument, extra_fs)
        self.docker_env = docker_env
        self.command = command
        self.reference = reference
        self._env = EnvDict(self)
        self.add_env(env)
        self._register()

    @property
    def env(self) -> EnvDict:
        """Its environment variables by name."""
        return self._env

    def add_env(self, env: Mapping[str, str | Reference] | None) -> None:
        """Add environment variables to it.

        Args:
            env: Texts by name.
        """
        self._env.update(_mapping(env, "env"))


class DAG(Component):
    """Components that belong together: all that is made in its ``with`` block.

    Args:
        name: Letters, digits and dashes, at most 30, beginning with a letter; unique among its siblings.
        condition: When it runs; otherwise it is skipped as a whole.
        loop_argument: What it is repeated over: a list, the JSON text of one, or a reference to one.

    Raises:
        PipelineDSLError: A value cannot be right.
    """

    __slots__ = ("_entered", "entry_points")
    _TYPE = "dag"

    def __init__(
        self, name: str, condition: str | Condition | None = None, loop_argument: LoopValue | None = None
    ) -> None:
        super().__init__(name, condition=condition, loop_argument=loop_argument)
        self.entry_points: dict[str, Component] = {}
        self._entered: list[Token[DAG | None]] = []
        self._register()

    @classmethod
    def outermost(cls) -> DAG:
        """Return the DAG of a whole pipeline, which is inside nothing."""
        token = _current.set(None)
        try:
            return cls(ENTRY_POINT)
        finally:
            _current.reset(token)

    def add(self, component: Component) -> None:
        """Take in a component that was made outside.

        Args:
            component: A step or DAG that is in no DAG yet.

        Raises:
            PipelineDSLError: Its name is taken, or it is in a DAG already.
        """
        if not isinstance(component, Component):
            raise refuse(f"a DAG consists of steps and DAGs, not {component!r}", dotted_name(self))
        around: Component | None = self
        while around is not None:
            if around is component:
                raise refuse("a DAG cannot be inside itself", dotted_name(self))
            around = around._parent
        if component._parent is not None and component._parent.entry_points.get(component._name) is component:
            raise refuse(f"it is in {dotted_name(component._parent) or 'the pipeline'} already", dotted_name(component))
        _check_unique(self, component.name)
        component._parent = self
        self.entry_points[component.name] = component

    def __enter__(self) -> Self:
        self._entered.append(_current.set(self))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        _current.reset(self._entered.pop())


def current_dag() -> DAG | None:
    """Return the DAG whose ``with`` block, or the pipeline whose function, is being run."""
    return _current.get()


def unique_name(base: str) -> str:
    """Return a name that nothing in the current DAG has."""
    dag = _current.get()
    taken = dag.entry_points if dag is not None else {}
    name, number = base[:30], 1
    while name in taken:
        number += 1
        name = f"{base[: 29 - len(str(number))]}-{number}"
    return name


@contextlib.contextmanager
def conditional(condition: Condition) -> Iterator[None]:
    """Give each step that is made in a ``with`` block a condition."""
    token = _conditions.set((*_conditions.get(), condition))
    try:
        yield
    finally:
        _conditions.reset(token)


def dotted_name(component: Component | None) -> str:
    return "" if component is None else component.full_name.removeprefix(f"{ENTRY_POINT}.").removeprefix(ENTRY_POINT)


def _checked_component_name(name: object) -> str:
    if not isinstance(name, str) or not COMPONENT_NAME.fullmatch(name):
        raise refuse(
            f"the name of a step or DAG has letters, digits and dashes, begins with a letter, and is at most 30 long: "
            f"not {name!r}"
        )
    return name


def _check_unique(dag: DAG, name: str) -> None:
    if name in dag.entry_points:
        place = dotted_name(dag) or "the pipeline"
        other = dag.entry_points[name].location
        raise refuse(f"there is a {dag.entry_points[name].type} named {name} in {place} already, made at {other}", name)


def _mapping(value: Mapping[str, Any] | None, what: str) -> Mapping[str, Any]:
    if not value:
        return {}
    if not isinstance(value, Mapping):
        raise refuse(f"{what} is a dict, not {value!r}")
    return value


def _unbound(value: Any) -> Any:
    if isinstance(value, Parameter) and value.component is None:
        return value.copy()
    if isinstance(value, Artifact) and value.component is None:
        return value.copy()
    return value


def _checked_loop(component: Component, argument: object) -> LoopValue:
    if isinstance(argument, Reference):
        if argument.component is None:
            raise refuse("loop_argument refers to something that belongs to no step or DAG", dotted_name(component))
        return argument
    if isinstance(argument, tuple | range):
        argument = list(argument)
    if isinstance(argument, list):
        items = plain_value(argument, f"an item of the loop of {component.name}")
        return cast("list[Any]", copy.deepcopy(items))
    if isinstance(argument, str):
        text = argument.strip()
        if REFERENCE.fullmatch(text) or (text.startswith("{{") and text.endswith("}}")):
            return argument
        if REFERENCE.search(text):
            raise refuse(
                "loop_argument cannot join a reference with other text: give the reference alone",
                dotted_name(component),
            )
        try:
            parsed = json.loads(text)
        except ValueError:
            parsed = None
        if isinstance(parsed, list):
            plain_value(parsed, f"an item of the loop of {component.name}")
            return argument
    raise refuse(
        "loop_argument is a list of texts, numbers and lists, the JSON text of one, or a reference to one; "
        f"not {argument!r}",
        dotted_name(component),
    )
