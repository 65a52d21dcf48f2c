"""What all Info classes have in common, and how they read what the server sent."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Self, TypeVar, cast, dataclass_transform

import attrs
from attrs import frozen

import paddleflow_api.models as generated

InfoT = TypeVar("InfoT", bound="Info")
T = TypeVar("T")

Sent = dict[str, Any]
"""A JSON object as the server sent it."""


def field(name: str | None = "", *, read: Callable[[Any], Any] | None = None, repr: bool = True, **options: Any) -> Any:
    """Return an attribute of an Info that has more than a default.

    >>> updatetime: str = field("update_time", default="", repr=False)

    Args:
        name: The attribute of the model, where it has another name; one inside another is ``max_resources.cpu``. None
            for what the server never sends.
        read: Makes the value from what the server sent, or from None where it left that out. Default: by type.
        repr: Whether ``repr`` and tables show it.
        options: Of `attrs.field`: default, factory, alias.
    """
    return attrs.field(repr=repr, metadata={"name": name, "read": read}, **options)


class Shown:
    """What people see as text or, in notebooks, as HTML: without secrets, an Info with a line for each attribute."""

    def __str__(self) -> str:
        from paddleflow import _view

        return _view.info_text(self)

    def _repr_html_(self) -> str | None:
        from paddleflow import _view

        return _view.result_html(self)


@dataclass_transform(frozen_default=True, field_specifiers=(field, attrs.field))
@frozen(kw_only=True, slots=False, eq=False, repr=False)
class Info(Shown):
    """What the server says of something: immutable, comparable, picklable, with the manual's attribute names.

    One that holds lists or dicts, as most do, cannot be hashed: use its id as a key, ``run.run_id``.

    An attribute comes from that of the model with the same name, or as `field` says.
    """

    models: ClassVar[tuple[str, ...]] = ()
    """The generated models that it is read from; the one in lists comes first."""

    _sent: Sent | None = attrs.field(default=None, alias="sent", repr=False)
    _sent_as: str = attrs.field(default="", alias="sent_as", repr=False)

    def __init_subclass__(cls, model: str = "", **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.models = tuple(model.split())
        frozen(slots=False, eq=False, repr=False)(cls)  # to write out those methods would take as long as all the rest

    def _values(self) -> Sent:
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self._values().items()))

    def __repr__(self) -> str:
        shown = (f"{each.name}={getattr(self, each.name)!r}" for each in attrs.fields(type(self)) if each.repr)
        return f"{type(self).__name__}({', '.join(shown)})"

    @classmethod
    def from_json(cls, sent: Sent, model: str = "") -> Self:
        """Read what the server sent.

        Args:
            sent: The JSON object.
            model: The generated model of it; default: the first of `models`.

        Raises:
            KeyError: A required field is missing.
            TypeError: It has another shape, or this class is not read from that model.
            ValueError: It has another shape.
        """
        return cls.reader(model)(sent)

    @classmethod
    def reader(cls, model: str = "") -> Callable[[Sent], Self]:
        """Return `from_json` for one model, to read many objects with."""
        return _reader(cast("type", cls), model or cls.models[0])

    @property
    def model(self) -> Any:
        """The answer as the generated client reads it; None for an object that was made by hand."""
        return None if self._sent is None else getattr(generated, self._sent_as).from_dict(self._sent)

    @property
    def raw(self) -> Sent:
        """What the server sent, under the server's names; empty for an object that was made by hand."""
        return deepcopy(self._sent or {})

    def to_dict(self) -> dict[str, Any]:
        """Return the documented attributes by name, nested objects as dicts too."""
        return attrs.asdict(self, filter=lambda attribute, _: not attribute.name.startswith("_"))


Converter = Callable[[Any], Any]


@cache
def _reader(info: type[Info], model: str) -> Converter:
    """Return a function that makes an Info from what the server sent.

    Its code is generated, as attrs generates an ``__init__``: a loop over the attributes takes three times as long. It
    sets them on an object of an open class, and then changes its class: writing to a frozen one takes twice as long.

    Raises:
        TypeError: The class is not read from that model, or has an attribute that none of its models has.
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
        outer, _, inner = (source or "").partition(".")
        if outer in wire_names:
            sent, kind = f"sent[{wire_names[outer]!r}]", kinds[outer]
            if inner:
                inner_kinds, inner_names = _fields(_model_in(kind))
                sent, kind = f"({sent} or {{}}).get({inner_names[inner]!r})", inner_kinds[inner]
            names[f"read_{attribute.name}"] = attribute.metadata.get("read") or _normalizer(kind)
            value = _value(attribute, sent, kind)
        elif source is None or len(info.models) > 1:
            value = repr(attribute.default)
        else:
            raise TypeError(f"{info.__name__}.{attribute.name}: {model} has no {source}")
        lines.append(f"  info.{attribute.name} = {value}")
    # What a server once left out is filled in from then on: it is likely to leave it out again.
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
    return cast("Converter", names["read"])


def _value(attribute: attrs.Attribute[Any], sent: str, annotation: str) -> str:
    """Return the expression for the value of an attribute; what was left out is empty.

    Args:
        attribute: The attribute.
        sent: The expression for what the server sent.
        annotation: The annotation of the model's attribute.
    """
    kind, read = str(attribute.type), f"read_{attribute.name}"
    if attribute.metadata.get("read"):
        return f"{read}({sent})"
    if _normalizer(annotation) is not None:
        sent = f"(None if (value := {sent}) is None else {read}(value))" if " | " in annotation else f"{read}({sent})"
    empty: dict[str, Any] = {"str": "", "int": 0, "float": 0, "bool": False, "dict": {}, "list": []}
    return sent if kind.endswith("| None") else f"{sent} or {empty[kind.partition('[')[0]]!r}"


def _model_in(annotation: str) -> str:
    """Return an annotation without what stands for nothing."""
    (inner,) = {*annotation.split(" | ")} - {"None", "Unset"}
    return inner


def _fields(model: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the annotations of a generated model by attribute, and the server's names."""
    kind: Any = getattr(generated, model)
    return kind.__annotations__, kind.wire_names


@cache
def _normalizer(annotation: str) -> Converter | None:
    """Return a function that makes a value what its model would write; None where it is that already.

    Args:
        annotation: That of an attribute of a generated model. The value is not null.
    """
    inner = _model_in(annotation)
    read: Converter
    if inner.startswith("list["):
        item = _normalizer(inner[5:-1])
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

    return tried if "None" in annotation else read  # what may be null may have another shape, too


def _dict_reader(model: str) -> Converter:
    """Return a function that makes a dict of a JSON object, as a generated model would write it."""
    kinds, wire_names = _fields(model)
    required = [wire for name, wire in wire_names.items() if "Unset" not in kinds[name]]
    nested = [(wire, kinds[name], read) for name, wire in wire_names.items() if (read := _normalizer(kinds[name]))]

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
    """Return how to read a list of Info objects; null, which the server sends for some empty lists, is one too."""
    return lambda rows: [] if rows is None else [*map(info.reader(), rows)]


class Page(Shown, list[T]):
    """The rows of one page of a list: a list that also knows whether and where more rows are.

    Attributes:
        next_marker: Pass it as ``marker`` to get the next page; None on the last one.
        truncated: Whether the server says that more rows follow.
    """

    def __init__(self, rows: list[T], next_marker: str | None = None, truncated: bool | None = False) -> None:
        super().__init__(rows)
        self.next_marker = next_marker or None
        self.truncated = bool(truncated)


def as_datetime(attribute: str) -> datetime | None:
    """Return a property beside a documented time: the same as a ``datetime``; None when it is empty or not a time.

    The server's local times come without a zone and stay so; RFC 3339 times keep theirs.
    """

    def read(info: Info) -> datetime | None:
        from dateutil.parser import isoparse  # only who asks for it pays for its import

        try:
            return isoparse(getattr(info, attribute) or "")
        except ValueError:
            return None

    doc = f"``{attribute}`` as a datetime, without a zone where the server gives none; or None."
    return cast("datetime | None", property(read, doc=doc))


def same_as(attribute: str) -> str:
    """Return a property that has the value of an attribute under another name."""
    return cast("str", property(attrgetter(attribute), doc=f"The same as ``{attribute}``."))


class Dated:
    """Beside ``create_time`` and ``update_time``, which many classes have, the same as datetimes."""

    create_datetime = as_datetime("create_time")
    update_datetime = as_datetime("update_time")
