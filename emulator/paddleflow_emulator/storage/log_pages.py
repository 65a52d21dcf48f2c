"""Parts of log files by lines, read from where they are: a log can be larger than memory, and many may ask.

As in the real server, a log's empty lines at its end are none of it, and its last line ends with a newline. A line
that fills a whole block of the file is cut where the block ends: so what a line is can be said from near it.
"""

from __future__ import annotations

import bisect
import itertools
import re
import threading
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from attrs import define, field, frozen

BLOCK = 64 * 1024
LARGEST = 8 * 1024 * 1024
"""Bytes of a log that are shown at once."""

STRIDE = 16
"""Blocks between two entries of an index."""
_MOST_INDEXES = 256
CHECKED = 64
"""Bytes before the end of what is indexed, compared to see whether it is still the same file."""


@frozen
class Part:
    """Some lines of a log.

    Args:
        content: Them.
        more: Whether there are others: before these if lines are counted from the end, else after them.
        cut: Whether they are not shown in full.
    """

    content: bytes = b""
    more: bool = False
    cut: bool = False

    @property
    def text(self) -> str:
        """Them as text."""
        return self.content.decode("utf-8", "replace")


def read_lines(
    path: Path, skipped: int, count: int, *, from_end: bool, largest: int = LARGEST, growing: bool = False
) -> Part:
    """Read lines of a log; one that is not there (yet) is empty.

    Args:
        path: Its file.
        skipped: Lines that are passed over, from the beginning or from the end.
        count: Lines to read at most.
        from_end: Which of the two.
        largest: Bytes to read at most, from the same side.
        growing: Whether it is still written: a last line that has no end yet is then left out, as in a cluster.
    """
    with suppress(FileNotFoundError), path.open("rb") as file:
        log = _Log(file, str(path), growing)
        if from_end:
            stop, start = log.end_of_line_from_end(skipped), log.end_of_line_from_end(skipped + count)
        else:
            start, stop = log.end_of_line(skipped), log.end_of_line(skipped + count)
        is_last = stop == log.length and (start < stop or 0 == skipped < log.size)
        cut = stop - start + is_last > largest
        if cut and from_end:
            start = stop + is_last - largest
        elif cut:
            stop, is_last = start + largest, False
        content = log.read(start, stop) + b"\n" * is_last
        return Part(content, start > 0 if from_end else cut or stop < log.length, cut)
    return Part()


@define
class _Log:
    file: BinaryIO
    name: str
    growing: bool
    size: int = field(init=False)
    length: int = field(init=False)
    """Bytes without the newlines at the end."""

    def __attrs_post_init__(self) -> None:
        self.size = self.file.seek(0, 2)
        if self.growing and self.size:
            start = (self.size - 1) // BLOCK * BLOCK
            self.size = start + self.read(start, self.size).rfind(b"\n") + 1
        self.length = self.size
        while self.length:
            start = (self.length - 1) // BLOCK * BLOCK
            rest = len(self.read(start, self.length).rstrip(b"\n"))
            self.length = start + rest
            if rest:
                break

    def read(self, start: int, stop: int) -> bytes:
        self.file.seek(start)
        return self.file.read(stop - start)

    def end_of_line(self, number: int) -> int:
        """Return where the first lines end, so many of them; the log's end when there are fewer."""
        if number == 0:
            return 0
        block, before = _indexes.find(self, number)
        while block * BLOCK < self.length:
            content = self.block(block)
            ends = self.count(block, content)
            if before + ends >= number:
                return block * BLOCK + _nth_end(content, number - before)
            before += ends
            block += 1
        return self.length

    def end_of_line_from_end(self, number: int) -> int:
        """Return where the last lines begin, so many of them; 0 when there are fewer."""
        if number == 0:
            return self.length
        for block in range((self.length - 1) // BLOCK, -1, -1):
            content = self.block(block)
            ends = self.count(block, content)
            if number <= ends:
                return block * BLOCK + _nth_end(content, ends - number + 1)
            number -= ends
        return 0

    def block(self, number: int) -> bytes:
        return self.read(number * BLOCK, min((number + 1) * BLOCK, self.length))

    def count(self, number: int, content: bytes) -> int:
        """Count the line ends in a block, without the end of the log."""
        return content.count(b"\n") or int((number + 1) * BLOCK < self.length)


def _nth_end(content: bytes, number: int) -> int:
    match = next(itertools.islice(re.finditer(b"\n", content), number - 1, None), None)
    return match.end() if match else len(content)


@define
class _Index:
    """How many lines end before every so many blocks of a log, as far as it was looked at."""

    ends: list[int] = field(factory=lambda: [0])
    tail: bytes = b""

    def fits(self, log: _Log) -> bool:
        indexed = (len(self.ends) - 1) * STRIDE * BLOCK
        return indexed < log.length and log.read(indexed - len(self.tail), indexed) == self.tail


@define
class _Indexes:
    """Those of the logs that were asked for last. Logs only grow: what was counted stays right."""

    _known: OrderedDict[str, _Index] = field(factory=OrderedDict)
    _lock: threading.Lock = field(factory=threading.Lock)

    def find(self, log: _Log, number: int) -> tuple[int, int]:
        """Return a block near which a line ends, and how many end before that block."""
        with self._lock:
            index = self._known.pop(log.name, None)
        # It is taken out meanwhile: another reader makes its own.
        if index is None or not index.fits(log):
            index = _Index()
        while index.ends[-1] < number:
            first = (len(index.ends) - 1) * STRIDE
            end = (first + STRIDE) * BLOCK
            if end >= log.length:
                break
            ends = sum(log.count(block, log.block(block)) for block in range(first, first + STRIDE))
            index.ends.append(index.ends[-1] + ends)
            index.tail = log.read(end - CHECKED, end)
        with self._lock:
            self._known[log.name] = index
            if len(self._known) > _MOST_INDEXES:
                self._known.popitem(last=False)
        stride = bisect.bisect_left(index.ends, number) - 1
        return stride * STRIDE, index.ends[stride]


_indexes = _Indexes()
