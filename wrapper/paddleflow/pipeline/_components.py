"""Steps, and DAGs of steps."""

from __future__ import annotations

import contextlib
import copy
import difflib
import json
from collections import UserDict
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar, Token
from types import TracebackType
from typing import Any, ClassVar, NoReturn, Self, TypeVar, cast

from paddleflow.pipeline._errors import Location, PipelineDSLError, caller, refuse
from paddleflow.pipeline._names import COMPONENT_NAME, VARIABLE_NAME
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

# The DAG whose `with` block is running: components made there belong to it.
_current: ContextVar[DAG | None] = ContextVar("paddleflow_pipeline_dag", default=None)

# The conditions of the `when` blocks that are running: steps made there run only when all hold.
_conditions: ContextVar[tuple[Condition, ...]] = ContextVar("paddleflow_pipeline_conditions", default=())

V = TypeVar("V")


class _Items(UserDict[str, V]):
    """A dict that checks each value that is set."""

    _KIND: ClassVar[str]

    def __init__(self, owner: Component | None = None) -> None:
        self._owner = owner
        super().__init__()

    def _checked_name(self, key: object) -> str:
        if not isinstance(key, str) or not VARIABLE_NAME.fullmatch(key):
            raise self._refuse(
                f"names of {self._KIND} must consist of letters, digits and underscores, not begin with a digit, "
                f"and have at most 50 characters, not {key!r}"
            )
        return key

    def _refuse(self, message: str) -> PipelineDSLError:
        return refuse(message, dotted_name(self._owner))


class ParameterDict(_Items[Parameter]):
    """Parameters of a step or DAG by name.

    A value is a string, a number, a list, a `Parameter`, or a reference to another component's parameter or to the item
    of a loop.
    """

    _KIND = "parameters"

    def __setitem__(self, key: str, value: object) -> None:
        name, owner = self._checked_name(key), cast("Component", self._owner)
        if isinstance(value, Parameter) and value.component is None:
            parameter = value
        elif isinstance(value, Artifact):
            raise self._refuse(f"parameter {name} cannot be an artifact: give that as an input")
        elif isinstance(value, Reference):
            if value.component is owner and isinstance(value, Parameter):
                raise self._refuse(
                    f"parameter {name} cannot refer to another parameter of the same step or DAG, {value.name}"
                )
            parameter = Parameter.referring(value)
        else:
            parameter = Parameter(plain_value(value, f"parameter {name} of {owner.name}"))
        bind(parameter, owner, name)
        self.data[name] = parameter


class InputArtifactDict(_Items[Artifact]):
    """Inputs of a step or DAG by name: artifacts of others."""

    _KIND = "inputs"

    def __setitem__(self, key: str, value: Artifact) -> None:
        name, owner = self._checked_name(key), cast("Component", self._owner)
        if not isinstance(value, Artifact) or value.component is None or value.component is owner:
            raise self._refuse(
                f"input {name} must be an artifact of another step or DAG, such as make.outputs['words'], not {value!r}"
            )
        artifact = Artifact.referring(value)
        bind(artifact, owner, name)
        self.data[name] = artifact


class OutputArtifactDict(_Items[Artifact]):
    """Outputs by name: of a step ``Artifact()``, of a DAG an output of a component in it."""

    _KIND = "outputs"

    def __setitem__(self, key: str, value: Artifact) -> None:
        name, owner = self._checked_name(key), cast("Component", self._owner)
        if isinstance(owner, DAG):
            if not isinstance(value, Artifact) or value.component is None:
                raise self._refuse(f"output {name} of a DAG must be an output of a step in it, not {value!r}")
            artifact = Artifact.referring(value)
        elif isinstance(value, Artifact) and value.component is None:
            artifact = value
        else:
            raise self._refuse(f"output {name} of a step must be Artifact(), not {value!r}")
        bind(artifact, owner, name)
        self.data[name] = artifact


class EnvDict(_Items[str]):
    """Environment variables by name. A value is a string or a reference, and is stored as a string."""

    _KIND = "environment variables"

    def __setitem__(self, key: str, value: object) -> None:
        name = self._checked_name(key)
        if isinstance(value, Artifact):
            raise self._refuse(f"env {name} cannot be an artifact: use PF_INPUT_ARTIFACT_<NAME>")
        if not isinstance(value, str | Reference):
            raise self._refuse(f"env {name} must be a string or a parameter, not {value!r}: write {str(value)!r}")
        self.data[name] = str(value)


class Component:
    """A step or a DAG."""

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
        # One Parameter or Artifact may be passed to several constructors: each gets a copy.
        self._parameters.update({key: _unbound(value) for key, value in as_mapping(parameters, "parameters").items()})
        self._outputs.update({key: _unbound(value) for key, value in as_mapping(outputs, "outputs").items()})
        self._inputs.update(as_mapping(inputs, "inputs"))
        self.loop_argument = loop_argument
        self.condition = condition

    def __setattr__(self, name: str, value: object) -> None:
        try:
            super().__setattr__(name, value)
        except AttributeError:
            if isinstance(getattr(type(self), name, None), property):
                raise self._refuse(f"{name} cannot be replaced: set its items") from None
            known = [each for each in dir(self) if not each.startswith("_")]
            near = difflib.get_close_matches(name, known, 1)
            hint = f": did you mean {near[0]}?" if near else ""
            raise self._refuse(f"a {self.class_name()} has no attribute {name}{hint}") from None

    def _refuse(self, message: str) -> PipelineDSLError:
        return refuse(message, dotted_name(self))

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
        """Its dotted name, including the DAGs that enclose it."""
        return ".".join(reversed([each._name for each in self._lineage()]))

    def _lineage(self) -> Iterator[Component]:
        """Go over the component and the DAGs that enclose it, from the inside."""
        component: Component | None = self
        while component is not None:
            yield component
            component = component._parent

    @property
    def inputs(self) -> InputArtifactDict:
        """Artifacts of other components that it reads, by the names that they have here."""
        return self._inputs

    @property
    def outputs(self) -> OutputArtifactDict:
        """Artifacts that it writes, by name."""
        return self._outputs

    @property
    def parameters(self) -> ParameterDict:
        """Its parameters by name."""
        return self._parameters

    @property
    def condition(self) -> str | None:
        """When it runs, as a string; None: always."""
        return self._condition

    @condition.setter
    def condition(self, condition: str | Condition | None) -> None:
        if isinstance(condition, Condition):
            condition = str(condition)
        if condition is not None and not isinstance(condition, str):
            raise self._refuse(
                f"condition must be a string such as f\"{{step.parameters['n']}} > 0\", or a comparison of references, "
                f"not {condition!r}"
            )
        self._condition = condition

    @property
    def loop_argument(self) -> LoopArgument:
        """What it is repeated over; None when it is not a loop."""
        return cast("LoopArgument", self._loop_argument)

    @loop_argument.setter
    def loop_argument(self, argument: LoopValue | LoopArgument | None) -> None:
        if isinstance(argument, LoopArgument):
            argument = argument.argument
        self._loop_argument = None if argument is None else LoopArgument(self, _checked_loop(self, argument))

    @property
    def upstream(self) -> tuple[Component, ...]:
        """The components passed to `after`."""
        return tuple(self._upstream)

    def after(self, *upstream: Component) -> Self:
        """Run it after others, of whatever level.

        Args:
            *upstream: Steps and DAGs that have to succeed or be skipped first.

        Returns:
            The component itself.

        Raises:
            PipelineDSLError: An argument is not a step or DAG, or there is none.
        """
        if not upstream:
            raise self._refuse("after() needs the steps or DAGs to wait for")
        for component in upstream:
            if not isinstance(component, Component):
                raise self._refuse(f"after() takes steps and DAGs, not {component!r}")
            if component is self:
                raise self._refuse("a component cannot run after itself")
            if all(component is not each for each in self._upstream):
                self._upstream.append(component)
        return self

    def __rshift__(self, other: object) -> NoReturn:
        raise self._refuse("steps have no >> and <<: write b.after(a)")

    __lshift__ = __rshift__

    @classmethod
    def class_name(cls) -> str:
        """Return the name of its class."""
        return cls.__name__

    def __repr__(self) -> str:
        return f"<{self.class_name()} {self.full_name}>"


class ContainerStep(Component):
    """A step that runs a command in a container.

    Args:
        name: Letters, digits and dashes, at most 30, beginning with a letter; unique among its siblings.
        docker_env: Its image; default: the pipeline's.
        command: The shell command. ``{{name}}`` stands for a parameter, input or output of the step.
        inputs: Artifacts of other components by the names that they have here.
        outputs: ``Artifact()`` by name.
        parameters: Strings, numbers, lists, `Parameter` objects, or parameters of other components, by name.
        env: Environment variables.
        cache_options: When an earlier result is used; default: the pipeline's.
        condition: When it runs; otherwise it is skipped.
        loop_argument: What it is repeated over: a list, the JSON text of one, or a reference to one.
        extra_fs: Further file systems that it can use.
        reference: Name of an entry of the pipeline's ``components`` that it is a copy of. Such a step has only
            parameters and inputs of its own.

    Raises:
        PipelineDSLError: A value is invalid.
    """

    __slots__ = ("_env", "cache_options", "command", "docker_env", "extra_fs", "reference")
    _TYPE = "step"

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
        for each in reversed(_conditions.get()):
            condition = each if condition is None else each & Condition(str(condition))
        super().__init__(name, inputs, outputs, parameters, condition, loop_argument)
        self.cache_options = cache_options
        self.extra_fs: list[ExtraFS] = several(extra_fs, ExtraFS, "extra_fs")
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
            env: Values by name.
        """
        self._env.update(as_mapping(env, "env"))


class DAG(Component):
    """A group of components: those made in its ``with`` block.

    Args:
        name: Letters, digits and dashes, at most 30, beginning with a letter; unique among its siblings.
        condition: When it runs; otherwise it is skipped as a whole.
        loop_argument: What it is repeated over: a list, the JSON text of one, or a reference to one.

    Raises:
        PipelineDSLError: A value is invalid.
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
        """Return a DAG that no other encloses, as the root of a pipeline."""
        token = _current.set(None)
        try:
            return cls(ENTRY_POINT)
        finally:
            _current.reset(token)

    def add(self, component: Component) -> None:
        """Add a component that was made outside.

        Args:
            component: A step or DAG that is in no DAG yet.

        Raises:
            PipelineDSLError: Its name is taken, or it is in a DAG already.
        """
        if not isinstance(component, Component):
            raise self._refuse(f"a DAG consists of steps and DAGs, not {component!r}")
        if any(dag is component for dag in self._lineage()):
            raise self._refuse("a DAG cannot be inside itself")
        if component._parent is not None and component._parent.entry_points.get(component._name) is component:
            raise component._refuse(f"it is in {dotted_name(component._parent) or 'the pipeline'} already")
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
    """Return the DAG whose ``with`` block is running, or the root of the pipeline whose function is running."""
    return _current.get()


def unique_name(base: str) -> str:
    """Return a name that is free in the current DAG."""
    dag = _current.get()
    taken = dag.entry_points if dag is not None else {}
    name, number = base[:30], 1
    while name in taken:
        number += 1
        name = f"{base[: 29 - len(str(number))]}-{number}"
    return name


@contextlib.contextmanager
def conditional(condition: Condition) -> Iterator[None]:
    """Add a condition to each step made in a ``with`` block."""
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
            "the name of a step or DAG must consist of letters, digits and dashes, begin with a letter, and have at "
            f"most 30 characters, not {name!r}"
        )
    return name


def _check_unique(dag: DAG, name: str) -> None:
    if name in dag.entry_points:
        place, other = dotted_name(dag) or "the pipeline", dag.entry_points[name]
        raise refuse(f"{place} already has a {other.type} named {name}, made at {other.location}", name)


def as_mapping(value: Mapping[str, Any] | None, name: str) -> Mapping[str, Any]:
    """Return an argument that is a dict or None as a dict.

    Raises:
        PipelineDSLError: It is something else.
    """
    if value and not isinstance(value, Mapping):
        raise refuse(f"{name} must be a dict, not {value!r}")
    return value or {}


def _unbound(value: Any) -> Any:
    return value.copy() if isinstance(value, Parameter | Artifact) and value.component is None else value


def _checked_loop(component: Component, argument: object) -> LoopValue:
    if isinstance(argument, Reference):
        if argument.component is None:
            raise component._refuse("loop_argument refers to something that belongs to no step or DAG")
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
            raise component._refuse("loop_argument cannot join a reference with other text: give the reference alone")
        try:
            parsed = json.loads(text)
        except ValueError:
            parsed = None
        if isinstance(parsed, list):
            plain_value(parsed, f"an item of the loop of {component.name}")
            return argument
    raise component._refuse(
        "loop_argument must be a list of strings, numbers and lists, the JSON of one, or a reference to one, "
        f"not {argument!r}"
    )
