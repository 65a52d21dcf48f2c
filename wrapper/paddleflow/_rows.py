"""The rows of all pages of a list: each of them once, or an error that says that some are missing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator, Iterator
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar, cast

from paddleflow._constants import PAGE_SIZE_LIMIT
from paddleflow._exchange import Action, Emit, Runtime, Stream
from paddleflow._listing import Listing, Markers
from paddleflow._operation import Call, Operation
from paddleflow._polling import Polling
from paddleflow.errors import IncompleteListing, InvalidArgument
from paddleflow.info import Page
from paddleflow.result import Result

T = TypeVar("T")

LONGEST_PAUSE: Final = 5.0
"""Seconds between two attempts to get a page at most."""

END_OF_TIME: Final = "9999-12-31 23:59:59"
TIME_FORMAT: Final = "%Y-%m-%d %H:%M:%S"


class _Rows:
    """What the rows of all pages tell of themselves, whoever iterates over them."""

    def __init__(self, rows: Any, pages: Pages) -> None:
        self._rows = rows
        self._pages = pages

    @property
    def next_marker(self) -> str | None:
        """Where the page after the current one starts."""
        return self._pages.next_marker

    def __repr__(self) -> str:
        loop = "for row in rows, or list(rows)" if isinstance(self, Rows) else "async for row in rows"
        return f"<{type(self).__name__} of {self._pages.listing.row.__name__}, fetched as they are needed: {loop}>"


class Rows(_Rows, Iterator[T]):
    """The rows of all pages of a list, fetched as they are needed. Iterating raises when a page cannot be fetched.

    Attributes:
        next_marker: Where the page after the current one starts; pass it as ``marker`` to go on from there later. None
            before the first page and on the last one.
    """

    def __next__(self) -> T:
        return cast("T", next(self._rows))


class AsyncRows(_Rows, AsyncIterator[T]):
    """The asyncio twin of `Rows`, for ``async for``."""

    async def __anext__(self) -> T:
        return cast("T", await anext(self._rows))


def _by_row(pages: Pages, marker: str | None) -> Stream[Any]:
    """Follow markers that name a row. Only the last page is kept, so that a long list needs little memory."""
    asked: set[str | None] = set()
    before: set[str] = set()
    while True:
        page = yield from pages.get(marker)
        keys = {pages.key(row) for row in page} if pages.listing.key else set()
        if keys & before:
            raise pages.incomplete("a page repeats rows of the page before it")
        before = keys
        asked.add(marker)
        marker = page.next_marker if page else None
        again = marker in asked
        pages.next_marker = None if again else marker
        for row in page:
            yield Emit(row)
        if marker is None:
            return
        if again:
            raise pages.incomplete("the marker of the next page is one that was there before")


def _by_time(pages: Pages, marker: str | None) -> Stream[Any]:
    """Follow markers that are times.

    They are in whole seconds while rows differ by less, and the marker of a changed row is the time of its
    change. So each page begins a second earlier and overlaps the one before; rows that come twice are left out. Where
    a page does not lead on, the largest one is asked for.
    """
    begin = END_OF_TIME if marker is None else _overlapping(marker)  # without one the server leaves out this second
    size: int | None = None
    while True:
        page = yield from pages.get(begin, size)
        pages.next_marker = page.next_marker
        yield from pages.new(page)
        if page.next_marker is None:
            return
        if (following := _overlapping(page.next_marker)) < begin:
            begin, size = following, None
        elif size is None:
            size = PAGE_SIZE_LIMIT
        else:
            raise pages.incomplete(f"the server does not lead on from {page.next_marker}")


def _of_jobs(pages: Pages, marker: str | None) -> Stream[Any]:
    """Follow the markers of jobs as far as they lead on.

    Where they lead back, the largest page has the rest. Servers up to v0.14.6 may name a page that is empty.
    """
    if marker is not None:
        text = "begin without a marker: on some servers it leads to jobs that were there before."
        raise InvalidArgument("InvalidMarker", text, method=pages.operation.__name__)
    while True:
        page = yield from pages.get(marker)
        fresh = yield from pages.new(page)
        if marker is not None and fresh < max(1, len(page)):
            break
        if (marker := page.next_marker) is None:
            return
    led_back = bool(page)
    page = yield from pages.get(None, PAGE_SIZE_LIMIT)
    fresh = yield from pages.new(page)
    if page.next_marker is not None and (led_back or fresh):
        raise pages.incomplete(
            f"this server shows {PAGE_SIZE_LIMIT} jobs and does not lead on from there",
            "Ask for fewer, with status, queue, timestamp or start_time.",
        )


class Pages:
    """The pages of what an operation lists, and how far an iteration over them has come."""

    def __init__(self, operation: Operation[..., Any], runtime: Runtime, named: dict[str, Any]) -> None:
        self.operation = operation
        self.listing: Listing = operation.listing
        self.polling = Polling(runtime, operation.__name__, LONGEST_PAUSE)
        self.named = named
        self.next_marker: str | None = None
        self.seen: set[str] | None = None

    def rows(self) -> Stream[Any]:
        """Emit every row, page after page."""
        follow = {Markers.ROWS: _by_row, Markers.TIMES: _by_time, Markers.JOBS: _of_jobs}[self.listing.markers]
        return follow(self, self.named["marker"])

    def get(self, marker: str | None, size: int | None = None) -> Generator[Action, Any, Page[Any]]:
        """Return a page.

        Raises:
            PaddleFlowSDKException: It cannot be fetched.
        """
        named = {**self.named, "marker": marker}
        if size is not None:
            named[next(name for name in self.named if name.startswith("max"))] = size
        call: Call[Any] = self.operation(**named)
        # Before there was a page, there may be no server.
        result: Result[Any] = (yield call) if self.seen is None else (yield from self.polling.ask(call))
        page: Page[Any] | dict[str, Any] = result.unwrap()
        if isinstance(page, dict):  # it has more than the page
            page = next(each for each in page.values() if isinstance(each, Page))
        self.seen = self.seen or set()
        if page and page.truncated and page.next_marker is None:
            raise self.incomplete("it says that more rows follow, and not where")
        return page

    def new(self, page: Page[Any]) -> Generator[Emit[Any], Any, int]:
        """Hand out the rows that were not there before; gives how many."""
        seen = self.seen = self.seen or set()
        known = len(seen)
        for row in page:
            if (key := self.key(row)) not in seen:
                seen.add(key)
                yield Emit(row)
        return len(seen) - known

    def key(self, row: Any) -> str:
        """Return what tells a row from all others, as a string: the server may send anything."""
        return repr([getattr(row, name) for name in self.listing.key.split()])

    def incomplete(self, why: str, advice: str = "A filter that fewer rows match may help.") -> IncompleteListing:
        """Return the error for a list that the server does not lead through."""
        text = f"rows would be missing: {why}."
        return IncompleteListing("IncompleteListing", text, method=self.operation.__name__, hint=advice)


def _overlapping(marker: str) -> str:
    """Return a second later than a time in whole seconds; any other marker as it is."""
    try:
        return (datetime.strptime(marker, TIME_FORMAT) + timedelta(seconds=1)).strftime(TIME_FORMAT)  # noqa: DTZ007 - the zone is the server's
    except (ValueError, TypeError, OverflowError):
        return marker
