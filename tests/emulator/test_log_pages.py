"""Parts of log files: the same lines from both ends, read without the rest of the file."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paddleflow_emulator.storage import log_pages
from paddleflow_emulator.storage.log_pages import BLOCK, read_lines

SMALL = 8
_numbers = count()


def lines_of(content: bytes) -> list[bytes]:
    """What the module says that lines are, in the plainest way, for blocks of `SMALL` bytes."""
    kept = content.rstrip(b"\n")
    if not kept:
        return [b"\n"] if content else []
    ends = {place + 1 for place, byte in enumerate(kept) if byte == ord("\n")}
    blocks = [(start, kept[start : start + SMALL]) for start in range(0, len(kept), SMALL)]
    ends |= {start + SMALL for start, block in blocks[:-1] if b"\n" not in block} | {len(kept)}
    places = sorted(ends)
    lines = [kept[start:end] for start, end in zip([0, *places], places, strict=False)]
    return [*lines[:-1], lines[-1] + b"\n"]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_pages, "BLOCK", SMALL)
    monkeypatch.setattr(log_pages, "STRIDE", 2)
    monkeypatch.setattr(log_pages, "CHECKED", 4)


@pytest.mark.usefixtures("small")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.lists(st.sampled_from([b"\n", b"a", b"bc", b"long" * 6])).map(b"".join),
    more=st.lists(st.sampled_from([b"\n", b"d"])).map(b"".join),
    skipped=st.integers(0, 12),
    size=st.integers(1, 5),
)
def test_pages_are_the_same_lines_from_both_ends(
    tmp_path: Path, content: bytes, more: bytes, skipped: int, size: int
) -> None:
    path = tmp_path / f"{next(_numbers)}.log"
    for part in (content, more):  # It grows, and what was counted of it stays right.
        with path.open("ab") as log:
            log.write(part)
        lines = lines_of(path.read_bytes())
        first = read_lines(path, skipped, size, from_end=False)
        assert first.content == b"".join(lines[skipped : skipped + size])
        assert (first.more, first.cut) == (len(lines) > skipped + size, False)
        stop = max(0, len(lines) - skipped)
        last = read_lines(path, skipped, size, from_end=True)
        assert last.content == b"".join(lines[max(0, stop - size) : stop])
        assert (last.more, last.cut) == (stop - size > 0, False)


@pytest.mark.usefixtures("small")
def test_a_replaced_file_is_indexed_again(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.write_bytes(b"x\n" * 100)
    assert read_lines(path, 90, 1, from_end=False).content == b"x\n"
    path.write_bytes(b"".join(b"%d\n" % number for number in range(200)))
    assert read_lines(path, 190, 1, from_end=False).content == b"190\n"


def test_the_end_of_a_large_log_is_read_without_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.log"
    with path.open("wb") as log:
        log.seek(1 << 40)  # A hole: reading it would take an hour.
        log.writelines(b"line %d\n" % number for number in range(1000))
    read: list[int] = []
    whole = log_pages._Log.read
    monkeypatch.setattr(
        log_pages._Log, "read", lambda log, start, stop: read.append(stop - start) or whole(log, start, stop)
    )
    part = read_lines(path, 100, 2, from_end=True)
    assert (part.content, part.more) == (b"line 898\nline 899\n", True)
    assert sum(read) < 4 * BLOCK
    first = read_lines(path, 0, 100, from_end=False, largest=BLOCK)
    assert (len(first.content), first.more, first.cut) == (BLOCK, True, True)


def test_a_log_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read_lines(tmp_path / "none", 0, 100, from_end=True) == log_pages.Part()


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("from_end", [True, False])
def test_a_line_without_an_end_is_left_out_while_the_log_grows(tmp_path: Path, from_end: bool) -> None:
    path = tmp_path / "a.log"
    for text, seen in ((b"", b""), (b"ha", b""), (b"a\nha", b"a\n"), (b"a\nhalf\n", b"a\nhalf\n")):
        path.write_bytes(text)
        assert read_lines(path, 0, 100, from_end=from_end, growing=True).content == seen
    path.write_bytes(b"a\nha")
    assert read_lines(path, 0, 100, from_end=from_end).content == b"a\nha\n"
