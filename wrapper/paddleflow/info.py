"""What all Info objects have in common, and how they read what the server sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol, TypeVar, overload

import attrs
from attrs import field, frozen

from paddleflow_api.types import Unset

T = TypeVar("T")


class Model(Protocol):
    """A generated model."""

    def to_dict(self) -> dict[str, Any]:
        """Under the server's names."""
        ...


class StringMapLike(Protocol[T]):
    """A generated model of a free map."""

    additional_properties: dict[str, T]


@frozen(kw_only=True, slots=False)
class Info:
    """Something that the server told: immutable, comparable, picklable, with the manual's attribute names.

    Where it holds lists or dicts, as most do, it cannot be hashed: as a key take what names it, ``run.run_id``.

    Without slots, since a list makes a thousand of them: a frozen object with slots takes twice as long to make.
    """

    model: Model | None = field(default=None, eq=False, repr=False)
    """The answer as the generated client read it."""

    @property
    def raw(self) -> dict[str, Any]:
        """What the server sent, under the server's names; empty for an object that was made by hand."""
        return {} if self.model is None else self.model.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """The documented attributes by name, nested objects as dicts too."""
        return attrs.asdict(self, filter=lambda attribute, _: attribute.name != "model")


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


def as_dict(value: StringMapLike[T] | Unset | None) -> dict[str, T]:
    """The map as a dict; empty when the server left it out or sent null."""
    return {} if value is None or isinstance(value, Unset) else dict(value.additional_properties)
