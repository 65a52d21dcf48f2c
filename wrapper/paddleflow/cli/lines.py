"""Lines as they are drawn: pieces of text with their colours, until a stream gets them."""

from __future__ import annotations

from paddleflow.cli import terminal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

Line = list[tuple[str, str]]
"""Pieces of text, each with its colour."""

_ASCII = str.maketrans("✔✘●■–○…━─│├└┤┴┬┼╭╮╰╯▁▂▃▄▅▆▇█", "+x*#-o~#-||`|+++.\\`/ ..::###")
_LONGEST = 500


def painted(line: Line, width: int | None, *, colours: bool, ascii_only: bool = False) -> str:
    """Return a line as text.

    Args:
        line: The line.
        width: Columns to which it is cut; None for no limit.
        colours: Whether they are wanted.
        ascii_only: Whether signs are replaced by those of ASCII.
    """
    text = ""
    for piece, colour in line:
        shown = piece if width is None else terminal.fitted(piece, width) if width > 0 else ""
        cut = shown != piece
        if width is not None:
            width -= terminal.width_of(shown)
        shown = shown.translate(_ASCII) if ascii_only else shown
        text += terminal.paint(shown, colour) if colours else shown
        if cut:
            break
    return text.rstrip()


def plain(text: str) -> str:
    """Return a server's text as one line without terminal control sequences."""
    return terminal.clean(" ".join(text[:_LONGEST].split()))


def is_ascii_only(out: TextIO) -> bool:
    """Return whether only ASCII should be written there."""
    return not (out.encoding or "").lower().startswith("utf")
