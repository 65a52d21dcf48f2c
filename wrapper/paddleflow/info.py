"""What all Info objects have in common, and how they read what the server sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, Final, Protocol, Self, TypeVar, overload

import attrs
from attrs import field, frozen

from paddleflow_api.types import Unset

InfoT = TypeVar("InfoT", bound="Info")
T = TypeVar("T")


class Model(Protocol):
    """A generated model."""

    def to_dict(self) -> dict[str, Any]:
        """Under the server's names."""
        ...


class MapLike(Protocol[T]):
    """A generated model of a free map."""

    additional_properties: dict[str, T]


def wire(name: str = "", *, read: Callable[[Any], Any] | None = None) -> dict[str, Any]:
    """Return the metadata of an attribute that says where it comes from: ``field(metadata=wire("cluster_name"))``.

    Args:
        name: The attribute of the model, where it has another name.
        read: Makes the value of that of the model, where its type does not say how.
    """
    return {"name": name, "read": read}


NOT_SENT: Final[dict[str, Any]] = {"name": None, "read": None}
"""The metadata of an attribute that the server never sends."""


@frozen(kw_only=True, slots=False)
class Info:
    """Something that the server told: immutable, comparable, picklable, with the manual's attribute names.

    Where it holds lists or dicts, as most do, it cannot be hashed: as a key take what names it, ``run.run_id``.

    An attribute comes from that of the model with the same name, or as its metadata says (`wire`).
    """

    models: ClassVar[tuple[str, ...]] = ()
    """The generated models that it is read from."""

    model: Model | None = field(default=None, eq=False, repr=False)
    """The answer as the generated client read it."""

    def __init_subclass__(cls, model: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.models = tuple(model.split())

    @classmethod
    def from_model(cls, model: Model) -> Self:
        """Read what the server sent.

        Args:
            model: The answer as the generated client read it.

        Raises:
            TypeError: It is none of the models that this class is read from.
        """
        made: Self = (_READERS.get((cls, type(model))) or reader(cls, type(model)))(model)
        return made

    @property
    def raw(self) -> dict[str, Any]:
        """What the server sent, under the server's names; empty for an object that was made by hand."""
        return {} if self.model is None else self.model.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """Return the documented attributes by name, nested objects as dicts too."""
        return attrs.asdict(self, filter=lambda attribute, _: attribute.name != "model")


Read = Callable[[Any], Any]
_READERS: Final[dict[tuple[type[Info], type[Any]], Read]] = {}


def reader(info: type[Info], model: type[Any]) -> Read:
    """Return what makes an object of a class of a model.

    It is written out as attrs writes out an ``__init__``: a loop over the attributes takes thrice the time.

    Raises:
        TypeError: It is not read from such a model, or has an attribute that none of its models has.
    """
    if model.__name__ not in info.models:
        raise TypeError(f"{info.__name__} is read from {' or '.join(info.models)}, not from {model.__name__}")
    reads: dict[str, Read] = {}
    values: dict[str, str] = {"model": "model"}
    for attribute in attrs.fields(info)[1:]:
        name = attribute.metadata.get("name", "")
        source = name or attribute.name
        if name is None or (source not in model.__annotations__ and len(info.models) > 1):
            values[attribute.name] = repr(attribute.default)
        elif source not in model.__annotations__:
            raise TypeError(f"{info.__name__}.{attribute.name}: {model.__name__} has no {source}")
        elif (read := attribute.metadata.get("read")) is not None:
            reads[attribute.name] = read
            values[attribute.name] = f"reads[{attribute.name!r}](model.{source})"
        else:
            values[attribute.name] = _value(f"model.{source}", str(attribute.type))
    items = ", ".join(f"{name!r}: {value}" for name, value in values.items())
    names: dict[str, Any] = {
        "reads": reads,
        "plain": _plain,
        "Unset": Unset,
        "kind": info,
        "new": object.__new__,
        "set_attribute": object.__setattr__,
    }
    lines = ["def made(model):", " info = new(kind)", f" set_attribute(info, '__dict__', {{{items}}})", " return info"]
    exec("\n".join(lines), names)  # noqa: S102 - of names in our classes only
    made: Read = names["made"]
    _READERS[info, model] = made
    return made


def _value(source: str, kind: str) -> str:
    """Return the expression for an attribute of the model as its type says; what was left out is empty."""
    if kind.endswith("| None"):
        return f"None if {source} is None or isinstance({source}, Unset) else plain({source})"
    if kind.startswith("dict["):
        return f"plain({source}) if {source} else {{}}"
    if kind.startswith("list["):
        return f"[plain(each) for each in {source}] if {source} else []"
    return f"{source} or { ({'str': '', 'int': 0, 'float': 0, 'bool': False}[kind])!r}"


def _plain(value: Any) -> Any:
    """Return a model as a dict under the server's names; anything else as it is."""
    return value.to_dict() if hasattr(value, "to_dict") else value


def each(info: type[InfoT]) -> Callable[[Any], list[InfoT]]:
    """Return how to read a list of models as a list of Info objects."""
    return lambda models: [*map(info.from_model, or_empty(models))]


class Page(list[T]):
    """The rows of one page of a list: a list that also knows whether and where more rows are.

    Attributes:
        next_marker: Pass it as ``marker`` to get the next page; None on the last one.
        truncated: Whether the server says that more rows follow.
    """

    next_marker: str | None
    truncated: bool

    def __init__(self, rows: list[T], next_marker: str | Unset | None = None, truncated: bool | Unset = False) -> None:
        super().__init__(rows)
        self.next_marker = next_marker or None
        self.truncated = bool(truncated)


class as_datetime:  # noqa: N801 - reads as what it is at the place where it is used, like property
    """A property beside a documented time: the same as a ``datetime``, None when the text is empty or no time.

    The server's local times come without a zone and stay so; RFC 3339 times keep theirs.
    """

    def __init__(self, attribute: str) -> None:
        self.attribute = attribute
        self.__doc__ = f"``{attribute}`` as a datetime, without a zone where the server gives none; or None."

    @overload
    def __get__(self, info: None, owner: type) -> as_datetime: ...
    @overload
    def __get__(self, info: object, owner: type) -> datetime | None: ...
    def __get__(self, info: object, owner: type) -> as_datetime | datetime | None:
        """Read the attribute."""
        from dateutil.parser import isoparse  # only who asks for it pays for its import

        if info is None:
            return self
        try:
            return isoparse(getattr(info, self.attribute) or "")
        except ValueError:
            return None


def or_none(value: T | Unset | None) -> T | None:
    """The value; None when the server left it out."""
    return None if isinstance(value, Unset) else value


def or_empty(value: list[T] | Unset | None) -> list[T]:
    """The list; empty when the server left it out or sent null, as it does for some empty lists."""
    return [] if value is None or isinstance(value, Unset) else value


def as_dict(value: MapLike[T] | Unset | None) -> dict[str, T]:
    """Return a map as a dict; empty when the server left it out or sent null."""
    return {} if value is None or isinstance(value, Unset) else dict(value.additional_properties)


def page_of(rows: str, info: type[InfoT]) -> Callable[[Any], Page[InfoT]]:
    """Return how to read the page of a list from the answer.

    Args:
        rows: The attribute of the answer that has the rows.
        info: What each row is read as.
    """
    read = each(info)

    def page(answer: Any) -> Page[InfoT]:
        truncated = answer.truncated if hasattr(answer, "truncated") else answer.is_truncated
        return Page(read(getattr(answer, rows)), answer.next_marker, truncated)

    return page
