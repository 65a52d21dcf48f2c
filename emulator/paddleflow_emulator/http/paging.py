"""Pages of lists: opaque markers, page sizes, and when a list says that more follows."""

from __future__ import annotations

import hashlib
import hmac
from typing import Generic, TypedDict, TypeVar

from attrs import frozen

from paddleflow_api.types import UNSET, Unset
from paddleflow_emulator.storage.rows import Row
from paddleflow_emulator.storage.session import Session, Where

from .errors import ApiError

DEFAULT_SIZE = 50

R = TypeVar("R", bound=Row)


@frozen
class Markers:
    """Turns row numbers into markers that nobody can forge, and back."""

    key: bytes

    def write(self, row: int) -> str:
        """Return the marker of a row: 32 hex digits, like the real server's."""
        number = row.to_bytes(8, "big")
        return (number + self._seal(number)).hex()

    def read(self, marker: str) -> int:
        """Return the row of a marker.

        Raises:
            ApiError: InvalidMarker. Any text is safe here; some of them crash the real server.
        """
        try:
            raw = bytes.fromhex(marker) if marker.isascii() else b""
        except ValueError:
            raw = b""
        number, seal = raw[:8], raw[8:]
        if len(number) != 8 or not hmac.compare_digest(seal, self._seal(number)):
            raise ApiError("InvalidMarker")
        return int.from_bytes(number, "big")

    def _seal(self, number: bytes) -> bytes:
        return hmac.digest(self.key, number, hashlib.sha256)[:8]


class Frame(TypedDict):
    """What every list says besides its rows."""

    max_keys: int
    is_truncated: bool
    next_marker: str | Unset


@frozen
class Page(Generic[R]):
    """Some rows, and where the next ones begin."""

    rows: list[R]
    size: int
    next_marker: str | Unset

    @property
    def frame(self) -> Frame:
        """What the answer says besides the rows, e.g. `ListRunResponse(runs, **page.frame)`."""
        more = not isinstance(self.next_marker, Unset)
        return {"max_keys": self.size, "is_truncated": more, "next_marker": self.next_marker}


@frozen
class Window:
    """What a request asks for: at most `size` rows after row number `after`."""

    after: int
    size: int
    markers: Markers

    def read(
        self,
        session: Session,
        cls: type[R],
        where: Where,
        *,
        exact: bool = False,
        without: frozenset[str] = frozenset(),
    ) -> Page[R]:
        """Read the page.

        Args:
            session: An open session.
            cls: The class of the rows.
            where: Which of them the caller may see and asked for.
            exact: Whether a next page is named only if it has rows. If not, one is named, as by the real server, unless
                this page has the last row of the whole table: the next page of a filtered list may be empty.
            without: Columns that the list does not show.
        """
        where.add("pk > ?", self.after)
        clauses = f"{where.sql} ORDER BY pk LIMIT ?"
        found = session.all(cls, clauses, *where.values, self.size + 1, without=without)
        rows = found[: self.size]
        if exact:
            more = len(found) > len(rows)
        else:
            more = bool(rows) and rows[-1].pk < session.scalar(f"SELECT max(pk) FROM {cls.table}")  # noqa: S608 - our own name
        return self.page(rows, more=more)

    def page(self, rows: list[R], *, more: bool) -> Page[R]:
        """Return a page of these rows; `more` says whether others follow."""
        return Page(rows, self.size, self.markers.write(rows[-1].pk) if more else UNSET)
