"""Lists: how a page is read, and what leads from one page to the next."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Any, Final, NamedTuple, TypeVar

from paddleflow.info import Info, Page, Sent, each

RowT = TypeVar("RowT", bound=Info)

PAGE_SIZE: Final = 100
"""Rows of a page (manual: maxsize, default=100)."""

PIPELINE_PAGE_SIZE: Final = 50
"""Rows of a page of pipelines or clusters (manual: maxsize, default=50)."""


class Markers(Enum):
    """What the markers of a list are."""

    ROWS = auto()
    """Each names a row, and the rows behind it come next."""
    TIMES = auto()
    """Each is a time, in whole seconds on a real server; rows of this time and older ones come next."""
    JOBS = auto()
    """Each names a row. Where the oldest come first, the rows behind it come next; on other servers newer ones do."""


class Listing(NamedTuple):
    """What an operation lists.

    Attributes:
        iterator: The method that gives the rows of all pages.
        row: The class of its rows.
        key: The attributes that tell a row from all others; empty for rows that may be alike.
        markers: What its markers are.
    """

    iterator: str
    row: type[Info]
    key: str = ""
    markers: Markers = Markers.ROWS


def page_of(rows: str, info: type[RowT]) -> Callable[[Sent], Page[RowT]]:
    """Return how to read the page of a list from the answer.

    Args:
        rows: The server's name of the rows.
        info: What each row is read as.
    """
    read = each(info)

    def page(answer: Sent) -> Page[RowT]:
        marker = answer.get("nextMarker")
        if not isinstance(marker, str | None):
            raise TypeError("no marker")
        return Page(read(answer[rows]), marker, answer.get("truncated", answer.get("isTruncated")))

    return page


def named_page_of(name: str, info: type[RowT], rows: str = "") -> Callable[[Sent], Any]:
    """Return how to read a page into a dict, which the manual has it in, beside the marker of the next page.

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
