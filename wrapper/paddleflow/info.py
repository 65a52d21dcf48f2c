"""What all Info objects have in common, and how they read what the server sent."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Final, Protocol, Self, TypeVar, cast, dataclass_transform, overload

import attrs
from attrs import field, frozen

import paddleflow_api.models as generated
from paddleflow_api.types import Unset

InfoT = TypeVar("InfoT", bound="Info")
T = TypeVar("T")

Sent = dict[str, Any]
"""A JSON object as the server sent it."""


class Model(Protocol):
    """A generated model."""

    def to_dict(self) -> Sent:
        """Under the server's names."""
        ...


class MapLike(Protocol[T]):
    """A generated model of a free map."""

    additional_properties: dict[str, T]


def wire(name: str = "", *, read: Callable[[Any], Any] | None = None) -> dict[str, Any]:
    """Return the metadata of an attribute that says where it comes from: ``field(metadata=wire("cluster_name"))``.

    Args:
        name: The attribute of the model, where it has another name.
        read: Makes the value of what the server sent, None for what it left out, where its type does not say how.
    """
    return {"name": name, "read": read}


NOT_SENT: Final[dict[str, Any]] = {"name": None, "read": None}
"""The metadata of an attribute that the server never sends."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
@frozen(kw_only=True, slots=False)
class Info:
    """Something that the server told: immutable, comparable, picklable, with the manual's attribute names.

    Where it holds lists or dicts, as most do, it cannot be hashed: as a key take what names it, ``run.run_id``.

    An attribute comes from that of the model with the same name, or as its metadata says (`wire`).
    """

    models: ClassVar[tuple[str, ...]] = ()
    """The generated models whose answers it is read from; that of a list comes first."""

    _sent: Sent | None = field(default=None, alias="sent", eq=False, repr=False)
    _sent_as: str = field(default="", alias="sent_as", eq=False, repr=False)

    def __init_subclass__(cls, model: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.models = tuple(model.split())
        frozen(slots=False)(cls)

    @classmethod
    def from_json(cls, sent: Sent, model: str = "") -> Self:
        """Read what the server sent.

        Args:
            sent: The JSON object.
            model: The generated model of it; default: the first that this class is read from.

        Raises:
            KeyError: A field is missing that each of them has.
            TypeError: It has another shape, or this class is not read from such a model.
            ValueError: It has another shape.
        """
        return cls.reader(model)(sent)

    @classmethod
    def reader(cls, model: str = "") -> Callable[[Sent], Self]:
        """Return `from_json` for one model: for many objects."""
        return _reader(cast("type", cls), model or cls.models[0])

    @classmethod
    def from_model(cls, model: Model) -> Self:
        """Read what the generated client has read.

        Args:
            model: The answer as the generated client read it.

        Raises:
            TypeError: It is none of the models that this class is read from.
        """
        return cls.from_json(model.to_dict(), type(model).__name__)

    @property
    def model(self) -> Any:
        """The answer as the generated client reads it; None for an object that was made by hand."""
        return None if self._sent is None else getattr(generated, self._sent_as).from_dict(self._sent)

    @property
    def raw(self) -> Sent:
        """What the server sent, under the server's names; empty for an object that was made by hand."""
        return deepcopy(self._sent or {})

    def __str__(self) -> str:
        """All attributes but secrets and what is empty, a line for each; ``repr`` is the one short line."""
        from paddleflow import _view

        return _view.text(self)

    def _repr_html_(self) -> str:
        """The same for notebooks."""
        from paddleflow import _view

        return _view.html(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the documented attributes by name, nested objects as dicts too."""
        return attrs.asdict(self, filter=lambda attribute, _: not attribute.name.startswith("_"))


Read = Callable[[Any], Any]


@cache
def _reader(info: type[Info], model: str) -> Read:
    """Return what makes an object of a class of what the server sent.

    It is written out as attrs writes out an ``__init__``: a loop over the attributes takes thrice the time. And it sets
    the attributes of an object of an open class, which takes half as long as going round a frozen one.

    Raises:
        TypeError: It is not read from such a model, or has an attribute that none of its models has.
    """
    if model not in info.models:
        raise TypeError(f"{info.__name__} is read from {' or '.join(info.models)}, not from {model}")
    kinds, wire_names = _fields(model)
    optional = {wire for name, wire in wire_names.items() if "Unset" in kinds[name]}
    names: dict[str, Any] = {"kind": info, "Open": type("Open", (), {}), "optional": optional, "left_out": {}}
    lines = []
    for attribute in attrs.fields(info)[2:]:
        source = attribute.metadata.get("name", "")
        source = attribute.name if source == "" else source
        if source in wire_names:
            names[f"read_{attribute.name}"] = attribute.metadata.get("read") or plain(kinds[source])
            value = _value(attribute, f"sent[{wire_names[source]!r}]", kinds[source])
        elif source is None or len(info.models) > 1:
            value = repr(attribute.default)
        else:
            raise TypeError(f"{info.__name__}.{attribute.name}: {model} has no {source}")
        lines.append(f"  info.{attribute.name} = {value}")
    # What a server leaves out is remembered, and filled in at once in what it sends later.
    text = f"""
def read(sent):
 info = Open()
 info._sent = sent
 info._sent_as = {model!r}
 if left_out:
  sent = {{**left_out, **sent}}
 try:
{chr(10).join(lines)}
 except KeyError as missing:
  if missing.args[0] in left_out or missing.args[0] not in optional: raise
  left_out[missing.args[0]] = None
  return read(info._sent)
 info.__class__ = kind
 return info
"""
    exec(text, names)  # noqa: S102 - of names in our classes only
    return cast("Read", names["read"])


def _value(attribute: attrs.Attribute[Any], sent: str, sent_as: str) -> str:
    """Return the expression for an attribute, of that for what was sent and its type; what was left out is empty."""
    kind, read = str(attribute.type), f"read_{attribute.name}"
    if attribute.metadata.get("read"):
        return f"{read}({sent})"
    if plain(sent_as) is not None:
        sent = f"(None if (value := {sent}) is None else {read}(value))" if " | " in sent_as else f"{read}({sent})"
    empty: dict[str, Any] = {"str": "", "int": 0, "float": 0, "bool": False, "dict": {}, "list": []}
    return sent if kind.endswith("| None") else f"{sent} or {empty[kind.partition('[')[0]]!r}"


def _fields(model: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the annotations of a generated model, and the server's names, by attribute."""
    kind: Any = getattr(generated, model)
    return kind.__annotations__, kind.wire_names


@cache
def plain(kind: str) -> Read | None:
    """Return what makes dicts and lists of a value as its model would write it; None where that is the value itself.

    Args:
        kind: The annotation of an attribute of a generated model. The value is not null.
    """
    parts = kind.split(" | ")
    (inner,) = {*parts} - {"None", "Unset"}
    read: Read
    if inner.startswith("list["):
        item = plain(inner[5:-1])
        read = list if item is None else lambda values: [*map(item, values)]
    elif hasattr(getattr(generated, inner, None), "wire_names"):
        read = _dict_reader(inner)
    else:
        return None
    shape = list if inner.startswith("list[") else dict

    def tried(value: Any) -> Any:
        try:
            return read(value) if isinstance(value, shape) else value
        except (TypeError, ValueError, AttributeError, KeyError):
            return value

    return tried if "None" in parts else read  # what may be null is taken in another shape, too


def _dict_reader(model: str) -> Read:
    """Return what makes a dict of what the server sent as a generated model would write it."""
    kinds, wire_names = _fields(model)
    required = [wire for name, wire in wire_names.items() if "Unset" not in kinds[name]]
    nested = [(wire, kinds[name], read) for name, wire in wire_names.items() if (read := plain(kinds[name]))]

    def read_dict(sent: Any) -> Sent:
        made = dict(sent)
        for name, kind, read in nested:
            if (value := made.get(name)) is not None:
                made[name] = read(value)
            elif name in made and "None" not in kind:  # null is an empty list, or as if it were left out
                del made[name]
                if kind.startswith("list["):
                    made[name] = []
        for name in required:
            made[name]
        return made

    return read_dict if required or nested else dict


def each(info: type[InfoT]) -> Callable[[Any], list[InfoT]]:
    """Return how to read a list as a list of Info objects; null, which the server sends for some, is an empty one."""
    return lambda rows: [] if rows is None else [*map(info.reader(), rows)]


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

    def __str__(self) -> str:
        """The rows as a table."""
        from paddleflow import _view

        return _view.table(self)

    def _repr_html_(self) -> str | None:
        """The same for notebooks."""
        from paddleflow import _view

        return _view.result_html(self)


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


def or_empty(value: list[T] | Unset | None) -> list[T]:
    """The list; empty when the server left it out or sent null, as it does for some empty lists."""
    return [] if value is None or isinstance(value, Unset) else value


def as_dict(value: MapLike[T] | Unset | None) -> dict[str, T]:
    """Return a map as a dict; empty when the server left it out or sent null."""
    return {} if value is None or isinstance(value, Unset) else dict(value.additional_properties)


def page_of(rows: str, info: type[InfoT]) -> Callable[[Sent], Page[InfoT]]:
    """Return how to read the page of a list from the answer.

    Args:
        rows: The server's name of the rows.
        info: What each row is read as.
    """
    read = each(info)

    def page(answer: Sent) -> Page[InfoT]:
        truncated = answer["truncated"] if "truncated" in answer else answer.get("isTruncated")
        return Page(read(answer[rows]), answer.get("nextMarker"), bool(truncated))

    return page


def named_page_of(name: str, info: type[InfoT], rows: str = "") -> Callable[[Sent], Any]:
    """Return how to read a page where the manual has it in a dict, beside the marker of the next one.

    Args:
        name: The page's name in that dict.
        info: What each row is read as.
        rows: The server's name of the rows, where it is another.
    """
    read = page_of(rows or name, info)

    def page(answer: Sent) -> dict[str, Any]:
        found = read(answer)
        return {name: found, "nextMarker": found.next_marker}

    return page
