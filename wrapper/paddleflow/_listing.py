"""What is known of a list: the operation that gives one page, and what its markers are worth."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import Enum, auto
from typing import Any, Generic, ParamSpec, TypeVar

from attrs import frozen

from paddleflow._operation import Operation
from paddleflow.info import Page

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


class Markers(Enum):
    """What the markers of a list are."""

    ROWS = auto()
    """Each names a row, and the rows behind it come next."""
    TIMES = auto()
    """Each is a time, in whole seconds on a real server; rows of this time and older ones come next."""
    JOBS = auto()
    """Each names a row. Where the oldest come first, the rows behind it come next; on other servers newer ones do."""


@frozen
class Listing(Generic[P, R, T]):
    """A list operation.

    Attributes
    ----------
    operation : gives one page
    page_of : the page in its result
    key : what tells a row from all others; None for rows that may be alike
    markers : what its markers are
    """

    operation: Operation[P, R]
    page_of: Callable[[R], Page[T]]
    key: Callable[[T], Any] | None
    markers: Markers = Markers.ROWS

    @property
    def name(self) -> str:
        """The name of the operation."""
        return self.operation.function.__name__

    @property
    def size(self) -> str:
        """The name of the parameter with the size of a page."""
        return next(name for name in inspect.signature(self.operation.function).parameters if name.startswith("max"))

    @property
    def doc(self) -> str:
        """The docstring of the method that hands out all rows."""
        where = "``marker`` is not taken" if self.markers is Markers.JOBS else "``marker`` is where to begin"
        return f"""All rows of `{self.name}`, fetched page after page as they are needed.

        Iterating gives each row once. It raises when a page cannot be had, and IncompleteListing when the server does
        not lead to all rows. After the first page it outlasts failures that may pass, for up to ten minutes.

        Parameters
        ----------
        as for `{self.name}`: the size is that of a page, and {where}

        Returns
        -------
        an iterator; its ``next_marker`` is where the page after the current one starts

        Source: the same as `{self.name}`.
        """


def the_page(result: Page[T]) -> Page[T]:
    """The page of a list operation whose result is the page itself."""
    return result
