"""Tables, as lines to draw."""

from __future__ import annotations

from paddleflow.cli import terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paddleflow.cli.lines import Line

GAP = "  "
_NARROWEST = 8
_WIDEST = 40
"""Columns that the widest text is cut to at most, and that any text needs at most."""


def table_lines(rows: list[list[str]], headers: list[str], first: Sequence[int], width: int | None) -> Iterator[Line]:
    """Yield a head and the rows.

    Args:
        rows: Clean texts.
        headers: One for each column.
        first: The columns in the order in which they get room.
        width: Of the terminal: columns that have no room are left out, and times are relative. None for no limit.
    """
    shown = list(range(len(headers)))
    if width is not None:
        times = [at for at in shown if headers[at].lower().endswith((" time", "_time"))]
        rows = [[terminal.ago(each) if at in times else each for at, each in enumerate(row)] for row in rows]
        shown = _that_fit([headers, *rows], first, width)
    widths = {at: max(terminal.width_of(row[at]) for row in [headers, *rows]) for at in shown}
    if width is not None and (over := sum(widths.values()) + len(GAP) * (len(shown) - 1) - width) > 0:
        widest = max(shown, key=lambda at: widths[at])
        widths[widest] = max(_NARROWEST, widths[widest] - over)
    for row in [headers, *rows]:
        line: Line = []
        for at in shown:
            text = terminal.fitted(row[at], widths[at])
            state = terminal.COLOURS.get(row[at], "") if headers[at].lower() == "status" else ""
            line += [
                (text, terminal.BOLD if row is headers else state),
                (" " * (widths[at] - terminal.width_of(text)) + GAP, ""),
            ]
        yield line


def _that_fit(rows: list[list[str]], first: Sequence[int], room: int) -> list[int]:
    """Return which columns there is room for: those that come first, as long as there is room."""
    chosen: list[int] = []
    for at in first:
        if len(rows) > 1 and not any(row[at] for row in rows[1:]):
            continue  # nothing in it
        need = min(max(terminal.width_of(row[at]) for row in rows), _WIDEST) + len(GAP)
        if chosen and need > room + len(GAP):
            break
        room -= need
        chosen.append(at)
    return sorted(chosen)
