"""The terminal of a command: what it can do, its colours and size; with the library's text for terminals."""

from __future__ import annotations

import os
import sys

from paddleflow._terminal import *  # noqa: F403 - the command uses both as one module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import TextIO

UNITS = ((60, "s"), (60, "min"), (24, "h"), (7, "d"))


def is_terminal(stream: TextIO) -> bool:
    """Return whether a person reads this, or writes it."""
    try:
        return stream.isatty()
    except (AttributeError, ValueError):  # None in a windowed program; closed
        return False


def has_colours(stream: TextIO) -> bool:
    """Return whether colours are written there: NO_COLOR, then CLICOLOR_FORCE, then whether it is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return is_terminal(stream) and os.environ.get("TERM") != "dumb" and os.environ.get("CLICOLOR") != "0"


def size(stream: TextIO) -> tuple[int, int]:
    """Return the columns and lines of a terminal."""
    try:
        found = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError, AttributeError):
        return 80, 24
    return found.columns or 80, found.lines or 24


def ask(prompt: str, *, secret: bool = False) -> str | None:
    """Ask for a line; None when it is empty or without a terminal.

    Args:
        prompt: What is asked.
        secret: Whether the answer is not shown.
    """
    if not can_ask():
        return None
    if secret:
        from getpass import getpass

        try:
            return getpass(prompt, sys.stderr) or None
        except EOFError:
            return None
    print(prompt, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip() or None


def can_ask() -> bool:
    """Return whether a person can be asked."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def paint(text: str, colour: str) -> str:
    """Return the text in a colour."""
    return f"\033[{colour}m{text}\033[0m" if colour and text else text


def ago(time: str, now: datetime | None = None) -> str:
    """Return how long ago a time of the server was, or in how long it is: ``3 min ago``. Anything else stays.

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
