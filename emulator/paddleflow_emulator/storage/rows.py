"""Rows as objects: the annotations of a class are the columns of its table."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Self, dataclass_transform

Json = dict[str, Any]
JsonText = str
"""JSON that is too large to be read or written on the event loop."""

_OPTIONAL = " | None"
_DECODER = json.JSONDecoder()


def _json(text: str) -> Any:
    return _DECODER.raw_decode(text)[0]  # A third of what `loads` costs, for text that `dumps` wrote.


_KINDS: Mapping[str, tuple[str, Callable[[Any], Any] | None]] = {
    "int": ("INTEGER", None),
    "str": ("VARCHAR", None),
    "bool": ("BOOLEAN", bool),
    "bytes": ("BLOB", None),
    "datetime": ("DATETIME", datetime.fromisoformat),
    "Json": ("JSON", _json),
    "list[Any]": ("JSON", _json),
    "JsonText": ("JSON", None),
}
"""Annotation to SQL type, and how what SQLite has is read."""


def stored(value: object) -> Any:
    """Return a value as SQLite has it: JSON is text, and so are times, which then sort as they should."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds")
    return json.dumps(value) if isinstance(value, (dict, list)) else value


@dataclass_transform(kw_only_default=True, eq_default=False)
class Row:
    """A row of a table, by its number. A new one is made of its columns' values; those with a default may be left out.

    A subclass names its table and which columns make a row unique, and for each index the columns it is of.
    """

    table: ClassVar[str]
    types: ClassVar[dict[str, str]]
    """Column to SQL type, of all but the number."""
    definitions: ClassVar[Sequence[str]]
    """SQL that makes the table and its indexes where they are missing."""
    _readers: ClassVar[dict[str, Callable[[Any], Any]]]

    pk: int = 0

    def __init_subclass__(cls, *, table: str, unique: str = "", indexes: Collection[str] = ()) -> None:
        """Read the columns. Annotations are text, as they are imported from the future."""
        columns = []
        cls.table, cls.types, cls._readers = table, {}, {}
        for name, annotation in cls.__annotations__.items():
            kind = annotation.removesuffix(_OPTIONAL)
            cls.types[name], read = _KINDS[kind]
            if read:
                cls._readers[name] = read
            columns.append(f'"{name}" {cls.types[name]}{" NOT NULL" if kind == annotation else ""}')
        columns.append("pk INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT")
        if unique:
            columns.append(f"UNIQUE ({unique})")
        cls.definitions = [
            f"CREATE TABLE IF NOT EXISTS {table} ({', '.join(columns)})",
            *(
                f"CREATE INDEX IF NOT EXISTS ix_{table}_{index.replace(', ', '_')} ON {table} ({index})"
                for index in indexes
            ),
        ]

    def __init__(self, **values: Any) -> None:
        """Make a new row."""
        self.__dict__.update(values)

    @classmethod
    def read(cls, names: Sequence[str], values: Sequence[Any]) -> Self:
        """Make a row of what SQLite has, maybe not of all columns."""
        row = cls.__new__(cls)
        state = row.__dict__
        state.update(zip(names, values, strict=True))
        for name, read in cls._readers.items():
            if state.get(name) is not None:
                state[name] = read(state[name])
        return row

    def values(self) -> list[Any]:
        """Return the values of all columns but the number, as SQLite has them."""
        return [stored(getattr(self, name)) for name in self.types]
