"""Flows that hand out one thing after another: the rows of all pages, the changes of a run, the lines of a log.

Like a call, a stream is a generator without I/O that both clients drive. It says what to do next, or emits something
for whoever iterates.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from paddleflow._exchange import Action

T = TypeVar("T")


class Emit(NamedTuple, Generic[T]):
    """Hand this to whoever iterates."""

    value: T


Stream = Generator[Action | Emit[T], Any, Any]


class Cursor:
    """How far an iteration over pages has come."""

    next_marker: str | None = None


class Rows(Iterator[T]):
    """The rows of all pages of a list, fetched as they are needed. Iterating raises when a page cannot be had.

    Attributes:
        next_marker: Where the page after the current one starts; pass it as ``marker`` to go on from there later. None
            before the first page and on the last one.
    """

    def __init__(self, rows: Iterator[T], cursor: Cursor, of: Callable[[], str]) -> None:
        self._rows = rows
        self._cursor = cursor
        self._of = of

    @property
    def next_marker(self) -> str | None:
        """Where the page after the current one starts."""
        return self._cursor.next_marker

    def __next__(self) -> T:
        return next(self._rows)

    def __repr__(self) -> str:
        return f"<Rows of {self._of()}, fetched as they are needed: for row in rows, or list(rows)>"


class AsyncRows(AsyncIterator[T]):
    """The asyncio twin of `Rows`, for ``async for``."""

    def __init__(self, rows: AsyncIterator[T], cursor: Cursor, of: Callable[[], str]) -> None:
        self._rows = rows
        self._cursor = cursor
        self._of = of

    @property
    def next_marker(self) -> str | None:
        """Where the page after the current one starts."""
        return self._cursor.next_marker

    async def __anext__(self) -> T:
        return await anext(self._rows)

    def __repr__(self) -> str:
        return f"<AsyncRows of {self._of()}, fetched as they are needed: async for row in rows>"
