"""What is done with a database in one transaction: rows are found, added, changed and deleted."""

# ruff: noqa: S608 - SQL is made of names of our own tables and columns

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from attrs import define, field

from .rows import Row, to_sqlite

_IN_LIST = "IN (SELECT value FROM json_each(?))"

R = TypeVar("R", bound=Row)


@define
class Where:
    """A WHERE clause: conditions that must all hold, and their values."""

    _conditions: list[str] = field(factory=list)
    values: list[object] = field(factory=list)

    @classmethod
    def among(cls, **columns: Collection[object] | None) -> Where:
        """Return the condition that each column has one of some values; None allows any."""
        where = cls()
        for name, allowed in columns.items():
            if allowed is not None:
                where.add(f"{name} IN ({_marks(allowed)})", *allowed)
        return where

    def add(self, condition: str, *values: object) -> None:
        """Add a condition, with a value for each `?` in it."""
        self._conditions.append(condition)
        self.values.extend(values)

    @property
    def sql(self) -> str:
        """The clause; empty without conditions."""
        return f"WHERE {' AND '.join(self._conditions)}" if self._conditions else ""


@define
class Session:
    """A connection for the time of a block.

    SQL has `?` for each value, which may be a time or JSON; `IN ?` takes a list of values, however many.
    """

    _connection: sqlite3.Connection

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        """Execute a statement."""
        return self._connection.execute(sql.replace("IN ?", _IN_LIST), [to_sqlite(value) for value in values])

    def scalars(self, sql: str, *values: object) -> list[Any]:
        """Return the first column of every row that a statement finds."""
        return [row[0] for row in self.execute(sql, *values)]

    def scalar(self, sql: str, *values: object) -> Any:
        """Return the first column of the first row that a statement finds, None if there is none."""
        row = self.execute(sql, *values).fetchone()
        return None if row is None else row[0]

    def all(self, cls: type[R], clauses: str = "", *values: object, without: frozenset[str] = frozenset()) -> list[R]:
        """Return rows of a table.

        Args:
            cls: The class of the rows.
            clauses: What follows `SELECT ... FROM table`, such as `WHERE name = ? ORDER BY pk`.
            values: Of `clauses`, one for each `?`.
            without: Columns that are large and not needed; the rows do not have them.
        """
        names = ["pk", *(name for name in cls.types if name not in without)]
        found = self.execute(f"SELECT {_quoted(names)} FROM {cls.table} {clauses}", *values).fetchall()
        return [cls.from_sqlite(names, row) for row in found]  # After `fetchall`: an error leaves no statement open.

    def first(self, cls: type[R], clauses: str, *values: object, without: frozenset[str] = frozenset()) -> R | None:
        """Return the first of the rows that `all` finds, None if there is none."""
        return next(iter(self.all(cls, f"{clauses} LIMIT 1", *values, without=without)), None)

    def get(self, cls: type[R], pk: int) -> R | None:
        """Return a row by its number, None if there is none."""
        return self.first(cls, "WHERE pk = ?", pk)

    def add(self, row: Row) -> None:
        """Add a new row, and give it the next number if it has none."""
        names = ["pk", *row.types]
        sql = f"INSERT INTO {row.table} ({_quoted(names)}) VALUES ({_marks(names)})"
        row.pk = self._connection.execute(sql, [row.pk or None, *row.values()]).lastrowid or 0

    def update(self, row: Row) -> None:
        """Write a row that was read and changed."""
        sql = f"UPDATE {row.table} SET ({_quoted(row.types)}) = ({_marks(row.types)}) WHERE pk = ?"
        self._connection.execute(sql, [*row.values(), row.pk])

    def delete(self, row: Row) -> None:
        """Delete a row that was read."""
        self._connection.execute(f"DELETE FROM {row.table} WHERE pk = ?", [row.pk])


@contextmanager
def unique(refusal: Exception) -> Iterator[None]:
    """Raise `refusal` when the block adds a row that is there already."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise refusal from None


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
