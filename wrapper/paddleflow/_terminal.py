"""What a terminal shows: widths, colours, relative times, and texts of others without what it would obey."""

from __future__ import annotations

import os
import sys
from unicodedata import category, east_asian_width

from paddleflow._text import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import TextIO

BOLD, DIM, RED, GREEN, MAGENTA, CYAN = "1", "2", "31", "32", "35", "36"
"""Colours that are legible on dark and on light backgrounds: yellow is not on white, nor blue on black.

DIM is legible on neither: it is for lines that join things, not for words.
"""

STATES = {
    GREEN: ("succeeded", "success", "open", "online"),
    RED: ("failed", "terminated", "unavailable", "offline"),
    MAGENTA: ("running", "terminating", "preempting", "updating", "closing", "creating"),
}
COLOURS = {state: colour for colour, states in STATES.items() for state in states}
"""The colour of a state; others have none."""

UNITS = ((60, "s"), (60, "min"), (24, "h"), (7, "d"))


def is_terminal(stream: TextIO) -> bool:
    """Return whether a person reads this, or writes it."""
    try:
        return stream.isatty()
    except (AttributeError, ValueError):  # None in a windowed program; closed
        return False


def has_colours(stream: TextIO, environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether colours are written there: NO_COLOR, then CLICOLOR_FORCE, then whether it is a terminal."""
    if environ.get("NO_COLOR"):
        return False
    if environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return is_terminal(stream) and environ.get("TERM") != "dumb" and environ.get("CLICOLOR") != "0"


def size(stream: TextIO) -> tuple[int, int]:
    """Return the columns and lines of a terminal."""
    try:
        found = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError, AttributeError):
        return 80, 24
    return found.columns or 80, found.lines or 24


def paint(text: str, colour: str) -> str:
    """Return the text in a colour."""
    return f"\033[{colour}m{text}\033[0m" if colour and text else text


def clean(text: str, *, lines: bool = False) -> str:
    """Return a text whose control characters are shown, not obeyed.

    Args:
        text: May have come from anywhere.
        lines: Whether its newlines and tabs stay.
    """
    text = escaped(text.replace("\r\n", "\n"))
    return text if lines else text.replace("\n", "\\n").replace("\t", " ")


def width_of(text: str) -> int:
    """Return how many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if category(char) in ("Mn", "Me", "Cf") else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def fitted(text: str, width: int) -> str:
    """Return the text, cut to a width; an ellipsis says so."""
    if width_of(text) <= width:
        return text
    while text and width_of(text) > width - 1:
        text = text[:-1]
    return text + "…"


def padded(text: str, width: int) -> str:
    """Return the text with blanks behind it."""
    return text + " " * (width - width_of(text))


def ago(time: str, now: datetime | None = None) -> str:
    """Return how long ago a time of the server was, or in how long it is: ``3 min ago``. What is no time stays.

    The server gives its own zone's time without saying which: it is taken for that of this machine.
    """
    from datetime import datetime

    try:
        then = datetime.fromisoformat(time)
    except ValueError:
        return time
    seconds = ((now or datetime.now(then.tzinfo)) - then).total_seconds()
    number, unit = abs(seconds), "s"
    for step, name in UNITS:
        unit = name
        if number < step:
            break
        number /= step
    else:
        return time.partition(" ")[0].partition("T")[0]
    return f"in {number:.0f} {unit}" if seconds < 0 else f"{number:.0f} {unit} ago"


def use_streams() -> None:
    """Let no character that a terminal's encoding lacks end the program: it is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
