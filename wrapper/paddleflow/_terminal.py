"""Text for a terminal: its width, colours, and control characters escaped."""

from __future__ import annotations

from unicodedata import category, east_asian_width

from paddleflow._text import escaped

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


def clean(text: str, *, lines: bool = False) -> str:
    """Return a text with its control characters escaped.

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
