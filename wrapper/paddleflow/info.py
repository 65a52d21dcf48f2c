"""What all Info objects have in common, and how they read what the server sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, Self, TypeVar, overload

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

    An attribute comes from that of the model with the same name, or as its metadata says (`wire`). One that was read
    from an answer reads its attributes when they are looked at first.
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
        info = object.__new__(cls)
        values = info.__dict__
        values["model"] = model
        for name, read in (_READERS.get((cls, type(model))) or readers(cls, type(model))).eager:
            values[name] = read(model)
        return info

    if not TYPE_CHECKING:  # a type checker knows the attributes by their annotations

        def __getattr__(self, name: str) -> Any:
            values = self.__dict__
            model = values.get("model") if self.models else None
            if model is None or name not in (found := readers(type(self), type(model))).lazy:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            found.fill(model, values)
            return values[name]

    @property
    def raw(self) -> dict[str, Any]:
        """What the server sent, under the server's names; empty for an object that was made by hand."""
        return {} if self.model is None else self.model.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """Return the documented attributes by name, nested objects as dicts too."""
        return attrs.asdict(self, filter=lambda attribute, _: attribute.name != "model")


Read = Callable[[Any], Any]


@frozen
class Readers:
    """How the attributes of a class are read from a model.

    Attributes:
        lazy: Those that cannot fail, by name; they are read when one of them is looked at.
        eager: Names and readers of the others, so that an answer of another shape is noticed at once.
        fill: Reads all lazy ones of a model into a dict.
    """

    lazy: dict[str, Read]
    eager: list[tuple[str, Read]]
    fill: Callable[[Any, dict[str, Any]], None]


_READERS: Final[dict[tuple[type[Info], type[Any]], Readers]] = {}


def readers(info: type[Info], model: type[Any]) -> Readers:
    """Return how to read a class from a model.

    Raises:
        TypeError: It is not read from such a model, or has an attribute that none of its models has.
    """
    if (found := _READERS.get((info, model))) is not None:
        return found
    if model.__name__ not in info.models:
        raise TypeError(f"{info.__name__} is read from {' or '.join(info.models)}, not from {model.__name__}")
    lazy: dict[str, Read] = {}
    eager: list[tuple[str, Read]] = []
    for attribute in attrs.fields(info)[1:]:
        name = attribute.metadata.get("name", "")
        source = name or attribute.name
        if name is None or (source not in model.__annotations__ and len(info.models) > 1):
            lazy[attribute.name] = _constant(attribute.default)
        elif source not in model.__annotations__:
            raise TypeError(f"{info.__name__}.{attribute.name}: {model.__name__} has no {source}")
        elif (read := attribute.metadata.get("read")) is not None:
            eager.append((attribute.name, _of(attrgetter(source), read)))
        else:
            lazy[attribute.name] = _reader(source, str(attribute.type))
    made = _READERS[info, model] = Readers(lazy, eager, _filler(lazy))
    return made


def _filler(lazy: dict[str, Read]) -> Callable[[Any, dict[str, Any]], None]:
    """Return a function that reads attributes, written out as attrs writes out an ``__init__``: a loop takes thrice."""
    lines = [getattr(read, "code", f"read[{name!r}](model)") for name, read in lazy.items()]
    body = "".join(f"    values[{name!r}] = {code}\n" for name, code in zip(lazy, lines, strict=True))
    made: dict[str, Any] = {"read": lazy}
    exec(f"def fill(model, values):\n{body}    return None", made)  # noqa: S102 - of names in our classes only
    fill: Callable[[Any, dict[str, Any]], None] = made["fill"]
    return fill


class _Scalar:
    """Reads a text, a number or a flag; what was left out is empty."""

    def __init__(self, source: str, empty: Any) -> None:
        self.get, self.empty = attrgetter(source), empty
        self.code = f"model.{source} or {empty!r}"

    def __call__(self, model: Any) -> Any:
        return self.get(model) or self.empty


def _of(get: Read, read: Read) -> Read:
    return lambda model: read(get(model))


def _constant(value: Any) -> Read:
    def read(_: Any) -> Any:
        return value

    vars(read)["code"] = repr(value)
    return read


def _reader(source: str, kind: str) -> Read:
    """Return how to read an attribute of the model as its type says; what was left out is empty."""
    get: Read = attrgetter(source)
    if kind.endswith("| None"):
        return _of(get, lambda value: _plain(or_none(value)))
    if kind.startswith("dict["):
        return _of(get, lambda value: _plain(or_none(value)) or {})
    if kind.startswith("list["):
        return _of(get, lambda value: [_plain(each) for each in or_empty(value)])
    empty: Any = {"str": "", "int": 0, "float": 0, "bool": False}[kind]
    return _Scalar(source, empty)


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
