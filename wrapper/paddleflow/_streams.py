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


class _Rows:
    """What the rows of all pages tell of themselves, whoever iterates over them."""

    def __init__(self, rows: Any, cursor: Cursor, of: Callable[[], str]) -> None:
        self._rows = rows
        self._cursor = cursor
        self._of = of

    @property
    def next_marker(self) -> str | None:
        """Where the page after the current one starts."""
        return self._cursor.next_marker

    def __repr__(self) -> str:
        loop = "for row in rows, or list(rows)" if isinstance(self, Rows) else "async for row in rows"
        return f"<{type(self).__name__} of {self._of()}, fetched as they are needed: {loop}>"


class Rows(_Rows, Iterator[T]):
    """The rows of all pages of a list, fetched as they are needed. Iterating raises when a page cannot be fetched.

    Attributes:
        next_marker: Where the page after the current one starts; pass it as ``marker`` to go on from there later. None
            before the first page and on the last one.
    """

    def __next__(self) -> T:
        row: T = next(self._rows)
        return row


class AsyncRows(_Rows, AsyncIterator[T]):
    """The asyncio twin of `Rows`, for ``async for``."""

    async def __anext__(self) -> T:
        row: T = await anext(self._rows)
        return row
