"""Values that are known only when the pipeline runs: parameters, artifacts, loop items, and conditions on them.

The string of a reference, as in an f-string, is ``{{parameter: FULL.NAME}}``, ``{{artifact: FULL.NAME}}`` or
``{{loop: FULL.PF_LOOP_ARGUMENT}}``. Compiling replaces it by the template that the server understands.
"""

from __future__ import annotations

import json
import math
import re
import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NoReturn, TypeAlias

from paddleflow.pipeline._errors import caller, refuse

if TYPE_CHECKING:
    from paddleflow.pipeline._components import Component

LOOP_ITEM = "PF_LOOP_ARGUMENT"
REFERENCE = re.compile(r"\{\{\s*(parameter|artifact|loop)\s*:\s*([A-Za-z_][\w.-]*)\s*\}\}")

# Each string of a reference, and the references that it may mean: names can change, and two pipelines share them.
_by_string: dict[str, weakref.WeakValueDictionary[int, Reference]] = {}

_NO_BOOL = (
    "is known only when the pipeline runs, so Python's `if`, `and`, `or`, `not` cannot use it: write "
    "`with when(condition):` or condition=..., and combine conditions by &, | and ~"
)

PlainValue: TypeAlias = "str | int | float | list[Any]"


class Reference:
    """A value that exists only while the pipeline runs.

    Comparing one makes a `Condition`: ``step.parameters["n"] > 0``. In an f-string it becomes a template.
    """

    __slots__ = ("__weakref__", "_component", "_name", "location")
    _KIND: ClassVar[str]

    def __init__(self) -> None:
        self.location = caller()
        self._component: Component | None = None
        self._name: str | None = None

    @property
    def component(self) -> Component | None:
        """The step or DAG that it belongs to."""
        return self._component

    @property
    def name(self) -> str | None:
        """Its name there."""
        return self._name

    @property
    def is_text(self) -> bool:
        """Whether its value is known to be a string, so that comparisons quote it."""
        return False

    @property
    def quotes_itself(self) -> bool:
        """Whether strings in it are already quoted."""
        return False

    def __str__(self) -> str:
        if self._component is None:
            kind = type(self).__name__
            raise refuse(f"this {kind} belongs to no step or DAG, so it cannot be referred to: give it to one first")
        text = f"{{{{{self._KIND}: {self._component.full_name}.{self._name}}}}}"
        _by_string.setdefault(text, weakref.WeakValueDictionary())[id(self)] = self
        return text

    def __format__(self, spec: str) -> str:
        if spec:
            raise refuse(f"a value of the run cannot be formatted here (:{spec}): format it in the step's command")
        return str(self)

    def __bool__(self) -> NoReturn:
        raise refuse(f"the value {_NO_BOOL}")

    def __iter__(self) -> Iterator[Any]:
        raise refuse("the value is known only when the pipeline runs: write `with loop(items) as item:` to go over it")

    def __eq__(self, other: object) -> Condition:  # type: ignore[override]
        return Condition.compare(self, "==", other)

    def __ne__(self, other: object) -> Condition:  # type: ignore[override]
        return Condition.compare(self, "!=", other)

    def __lt__(self, other: object) -> Condition:
        return Condition.compare(self, "<", other)

    def __le__(self, other: object) -> Condition:
        return Condition.compare(self, "<=", other)

    def __gt__(self, other: object) -> Condition:
        return Condition.compare(self, ">", other)

    def __ge__(self, other: object) -> Condition:
        return Condition.compare(self, ">=", other)

    __hash__ = object.__hash__


class Condition:
    """When a step or DAG runs: comparisons of references, combined by ``&``, ``|`` and ``~``."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    @classmethod
    def compare(cls, left: Reference, operator: str, right: object) -> Condition:
        """Return the condition that compares a reference with a value or another reference."""
        quoted = isinstance(right, str) or left.is_text or (isinstance(right, Reference) and right.is_text)
        return cls(f"{_operand(left, quoted)} {operator} {_operand(right, quoted)}")

    def __str__(self) -> str:
        return self._text

    def __and__(self, other: Condition) -> Condition:
        return Condition(f"({self}) && ({other})")

    def __or__(self, other: Condition) -> Condition:
        return Condition(f"({self}) || ({other})")

    def __invert__(self) -> Condition:
        return Condition(f"!({self})")

    def __bool__(self) -> NoReturn:
        raise refuse(f"the condition {_NO_BOOL}")


def _operand(value: object, quoted: bool) -> str:
    if isinstance(value, Reference):
        return f"'{value}'" if quoted and not value.quotes_itself else str(value)
    if isinstance(value, str):
        return "'" + re.sub(r"(['\"\\])", r"\\\1", value) + "'"
    if isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return format(value, ".17f").rstrip("0").rstrip(".") if "e" in repr(value) else repr(value)
    raise refuse(
        f"a value of the run can be compared with strings, numbers, booleans and other such values, not {value!r}"
    )


TypeName: TypeAlias = Literal["string", "int", "float", "list", "path"]
ParameterType: TypeAlias = "type[str] | type[int] | type[float] | type[list[Any]] | TypeName"


_TYPE_NAMES: dict[object, str] = {str: "string", int: "int", float: "float", list: "list"}
_CONVERTERS: dict[str, type] = {"string": str, "int": int, "float": float, "list": list, "path": str}


class Parameter(Reference):
    """A parameter of a step or DAG.

    Args:
        default: Its value when the run gives none: a string, number or list.
        type: ``str``, ``int``, ``float``, ``list``, or one of ``"string"``, ``"int"``, ``"float"``, ``"list"``,
            ``"path"``. The default is converted to it. Without a type the value is kept as it is.

    Raises:
        PipelineDSLError: The type is unknown, or the default cannot be converted to it.
    """

    __slots__ = ("_default", "_ref", "_type")
    _KIND = "parameter"

    def __init__(self, default: PlainValue | Reference | None = None, type: ParameterType | None = None) -> None:
        super().__init__()
        self._type = _type_name(type)
        self._ref: Reference | None = default if isinstance(default, Reference) else None
        self._default: PlainValue | None = None if isinstance(default, Reference) else _converted(default, self._type)

    @classmethod
    def referring(cls, ref: Reference) -> Parameter:
        """Return a parameter that takes the value of another, or of a loop's item."""
        self = cls()
        self._ref = ref
        return self

    @property
    def type(self) -> str | None:
        """``string``, ``int``, ``float``, ``list``, ``path``, or None."""
        return self._type

    @property
    def ref(self) -> Reference | None:
        """The reference that it takes its value from, if there is one."""
        return self._ref

    @property
    def default(self) -> PlainValue | None:
        """Its value when the run gives none. Setting it replaces a reference."""
        return self._default

    @default.setter
    def default(self, value: PlainValue | Reference | None) -> None:
        if isinstance(value, Reference):
            self._ref, self._default = value, None
        else:
            self._ref, self._default = None, _converted(value, self._type)

    @property
    def is_text(self) -> bool:
        """Whether its value is known to be a string."""
        if self._ref is not None:
            return self._ref.is_text
        return self._type in ("string", "path") or (self._type is None and isinstance(self._default, str))

    def copy(self) -> Parameter:
        """Return an unbound copy."""
        other = Parameter()
        other.location = self.location
        other._type, other._ref, other._default = self._type, self._ref, self._default
        return other

    def __repr__(self) -> str:
        value = f"ref={self._ref!r}" if self._ref is not None else f"default={self._default!r}"
        return f"Parameter(name={self._name!r}, {value}, type={self._type!r})"


class Artifact(Reference):
    """A file or folder that a step writes for other steps.

    As an output it is ``Artifact()``. As an input it refers to another step's output: ``make.outputs["words"]``.
    """

    __slots__ = ("_ref", "template")
    _KIND = "artifact"

    def __init__(self) -> None:
        super().__init__()
        self._ref: Artifact | None = None
        self.template: str | None = None

    @classmethod
    def referring(cls, ref: Artifact) -> Artifact:
        """Return an input, or an output of a DAG, that refers to another component's artifact."""
        self = cls()
        self._ref = ref
        return self

    @classmethod
    def literal(cls, component: Component, name: str, template: str) -> Artifact:
        """Return an artifact that is written as a template, which is kept as it is."""
        self = cls()
        self._component, self._name, self.template = component, name, template
        return self

    @property
    def ref(self) -> Artifact | None:
        """The artifact that it refers to, if there is one."""
        return self._ref

    def copy(self) -> Artifact:
        """Return an unbound copy."""
        return Artifact()

    def __repr__(self) -> str:
        ref = "" if self._ref is None else f", ref={self._ref!r}"
        return f"{type(self).__name__}(name={self._name!r}{ref})"


class LoopItem(Reference):
    """The item that a copy of a loop works on."""

    __slots__ = ("_argument", "item_type")
    _KIND = "loop"

    def __init__(self, component: Component, argument: LoopValue) -> None:
        super().__init__()
        self._component = component
        self._name = LOOP_ITEM
        self._argument = argument
        self.item_type: Any = Any

    @property
    def is_text(self) -> bool:
        """Whether all items are known to be strings."""
        argument = self._argument
        if isinstance(argument, list):
            return all(isinstance(item, str) for item in argument)
        return self.item_type is str

    def __repr__(self) -> str:
        return f"LoopItem({self._component!r})"


LoopValue: TypeAlias = "list[Any] | str | Reference"


class LoopArgument:
    """What a step or DAG is repeated over.

    Attributes:
        argument: A list, the JSON of one, a template, or a reference to a list.
        item: The item of the copy that runs, for commands, env, conditions and parameters.
    """

    __slots__ = ("argument", "item")

    def __init__(self, component: Component, argument: LoopValue) -> None:
        self.argument = argument
        self.item = LoopItem(component, argument)


def referents(text: str) -> list[Reference]:
    """Return the references whose string this is or once was."""
    return list(_by_string[text].values()) if text in _by_string else []


def bind(reference: Reference, component: Component, name: str) -> None:
    """Set the owner and name of a reference."""
    reference._component, reference._name = component, name


def _type_name(type_: object) -> str | None:
    if type_ is None or (isinstance(type_, str) and type_ in _CONVERTERS):
        return type_
    try:
        return _TYPE_NAMES[type_]
    except (KeyError, TypeError):
        allowed = ", ".join(["str", "int", "float", "list", *(repr(name) for name in _CONVERTERS)])
        raise refuse(f"the type of a parameter must be one of {allowed}, not {type_!r}") from None


def _converted(value: object, type_: str | None) -> PlainValue | None:
    if value is None:
        return None
    if type_ is None or isinstance(value, bool):
        return plain_value(value)
    try:
        converted: PlainValue = _CONVERTERS[type_](value)
    except (TypeError, ValueError):
        raise refuse(f"the default {value!r} of a parameter cannot be converted to its type, {type_}") from None
    return plain_value(converted)


def plain_value(value: object, what: str = "a parameter") -> PlainValue:
    """Return a plain value of a pipeline.

    Args:
        value: A string, number or list.
        what: What it is for, as the message names it.

    Raises:
        PipelineDSLError: It is not a string, finite number, or list of these.
    """
    match value:
        case bool():
            raise refuse(f"{what} cannot be {value}: the server has no such type; use a string, or 0 and 1")
        case str():
            return str.__str__(value)
        case int():
            return int(value)
        case float() if math.isfinite(value):
            return float(value)
        case list():
            return [plain_value(item, what) for item in value]
        case _:
            raise refuse(
                f"{what} must be a string, a number, a list of these, or a reference, not {value!r} "
                f"({type(value).__name__})"
            )
