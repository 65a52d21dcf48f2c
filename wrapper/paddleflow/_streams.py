"""Flows that hand out one thing after another: the rows of all pages, the changes of a run, the lines of a log.

Like a call, a stream is a generator without I/O that both clients drive. It says what to do next, or emits something
for whoever iterates.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator, Iterator
from typing import Any, Generic, ParamSpec, TypeVar, cast

from attrs import define, frozen

from paddleflow._funnel import Step
from paddleflow._operation import Call, Operation
from paddleflow.info import Page

P = ParamSpec("P")
T = TypeVar("T")


@frozen
class Emit(Generic[T]):
    """Hand this to whoever iterates."""

    value: T


Stream = Generator[Step | Emit[T], Any, Any]


@define
class Cursor:
    """How far an iteration over pages has come."""

    next_marker: str | None = None


class Rows(Iterator[T]):
    """The rows of all pages of a list, fetched as they are needed. Iterating raises when a page cannot be had.

    Attributes
    ----------
    next_marker : where the page after the current one starts; pass it as ``marker`` to go on from there later.
        None before the first page and on the last one
    """

    def __init__(self, rows: Iterator[T], cursor: Cursor) -> None:
        self._rows = rows
        self._cursor = cursor

    @property
    def next_marker(self) -> str | None:
        """Where the page after the current one starts."""
        return self._cursor.next_marker

    def __next__(self) -> T:
        return next(self._rows)


class AsyncRows(AsyncIterator[T]):
    """The asyncio twin of `Rows`, for ``async for``."""

    def __init__(self, rows: AsyncIterator[T], cursor: Cursor) -> None:
        self._rows = rows
        self._cursor = cursor

    @property
    def next_marker(self) -> str | None:
        """Where the page after the current one starts."""
        return self._cursor.next_marker

    async def __anext__(self) -> T:
        return await anext(self._rows)


@frozen
class Listing(Generic[P, T]):
    """A list operation, and where its result has the page.

    Attributes
    ----------
    operation : gives one page
    page_of : the page in its result
    """

    operation: Operation[P, Any]
    page_of: Callable[[Any], Page[T]]

    @property
    def doc(self) -> str:
        """The docstring of the method that hands out all rows."""
        name = self.operation.function.__name__
        return f"""All rows of `{name}`, fetched page after page as they are needed.

        Iterating raises when a page cannot be had.

        Parameters
        ----------
        as for `{name}`: the size is that of a page, and ``marker`` is where to begin

        Returns
        -------
        an iterator; its ``next_marker`` is where the page after the current one starts

        Source: the same as `{name}`.
        """

    def rows(self, args: tuple[Any, ...], kwargs: dict[str, Any], cursor: Cursor) -> Stream[T]:
        """Every row, page after page.

        It ends at the page that names no next one; also at an empty page, and at a marker that was there before, for
        servers give both where nothing follows.
        """
        named = self.operation.named(args, kwargs)
        marker = named.pop("marker", None)
        seen: set[str | None] = set()
        ask = cast("Callable[..., Call[Any]]", self.operation)
        while True:
            page = self.page_of((yield ask(**named, marker=marker)).unwrap())
            seen.add(marker)  # not before it is known to be a text
            marker = cursor.next_marker = page.next_marker
            for row in page:
                yield Emit(row)
            if not page or marker is None or marker in seen:
                cursor.next_marker = None
                return


def pages(operation: Operation[P, Page[T]]) -> Listing[P, T]:
    """A list operation whose result is the page itself."""
    return Listing(operation, lambda page: page)
