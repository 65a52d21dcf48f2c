"""Rows as objects: the annotations of a class are the columns of its table."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Self, dataclass_transform

JsonText = str
"""JSON that is too large to be read or written on the event loop."""

_DECODER = json.JSONDecoder()


def _json(text: str) -> Any:
    return _DECODER.raw_decode(text)[0]  # A third of what `loads` costs, for text that `dumps` wrote.


_COLUMN_TYPES: Mapping[str, tuple[str, Callable[[Any], Any] | None]] = {
    "int": ("INTEGER", None),
    "str": ("VARCHAR", None),
    "bool": ("BOOLEAN", bool),
    "bytes": ("BLOB", None),
    "datetime": ("DATETIME", datetime.fromisoformat),
    "Json": ("JSON", _json),
    "list[Any]": ("JSON", _json),
    "JsonText": ("JSON", None),
}
"""SQL type by annotation, and what turns a value from SQLite into a Python value, if anything must."""


def to_sqlite(value: object) -> Any:
    """Return a value as SQLite stores it: JSON as text, and times as text that sorts by time.

    Bytes that are not UTF-8, as in names of files, are lone surrogates in Python; in SQLite they are `?`.
    """
    if isinstance(value, str):
        return value if value.isascii() else value.encode(errors="replace").decode()
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds")
    return json.dumps(value) if isinstance(value, (dict, list)) else value


@dataclass_transform(kw_only_default=True, eq_default=False)
class Row:
    """A row of a table.

    A subclass annotates its columns, and names its table, the columns that make a row unique, and those of each index.
    Besides them every table has `pk`, the number of a row.
    """

    table: ClassVar[str]
    types: ClassVar[dict[str, str]]
    """SQL types by column, without `pk`."""
    definitions: ClassVar[Sequence[str]]
    """SQL that creates the table and its indexes where they are missing."""
    _readers: ClassVar[dict[str, Callable[[Any], Any]]]
    """By column, where SQLite has another value."""

    pk: int = 0

    def __init_subclass__(cls, *, table: str, unique: str = "", indexes: Collection[str] = ()) -> None:
        """Read the columns from the annotations, which are text (`from __future__ import annotations`)."""
        columns = []
        cls.table, cls.types, cls._readers = table, {}, {}
        for name, annotation in cls.__annotations__.items():
            python_type = annotation.removesuffix(" | None")
            cls.types[name], read = _COLUMN_TYPES[python_type]
            if read:
                cls._readers[name] = read
            columns.append(f'"{name}" {cls.types[name]}{" NOT NULL" if python_type == annotation else ""}')
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
        """Make a new row of the values of its columns; those with a default may be left out."""
        self.__dict__.update(values)

    @classmethod
    def from_sqlite(cls, names: Sequence[str], values: Sequence[Any]) -> Self:
        """Make a row of what SQLite has for some of its columns, or all."""
        row = cls.__new__(cls)
        state = row.__dict__
        state.update(zip(names, values, strict=True))
        for name, read in cls._readers.items():
            if state.get(name) is not None:
                state[name] = read(state[name])
        return row

    def values(self) -> list[Any]:
        """Return the values of all columns but `pk`, as SQLite stores them."""
        return [to_sqlite(getattr(self, name)) for name in self.types]
