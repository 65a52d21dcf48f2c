"""Untrusted text in messages: truncated, with control characters escaped."""

from __future__ import annotations

import re

from paddleflow._constants import EXCERPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

_CONTROL: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
"""Control and format characters but tab and newline, and halves of surrogate pairs."""


def cleaned(text: str, limit: int) -> str:
    """Return a text with control characters escaped, and without its middle where it is too long.

    Args:
        text: what may have come from anywhere.
        limit: characters at most. A quarter of them is the end of the text.
    """
    text = _shortened(text.replace("\r\n", "\n"), limit)
    return _shortened(escaped(text), limit)


def escaped(text: str) -> str:
    """Return a text with control characters escaped."""
    if text.replace("\n", "").replace("\t", "").isprintable():  # most are, and the pattern takes long to compile
        return text
    return re.sub(_CONTROL, lambda found: found[0].encode("unicode_escape").decode(), text)


def _shortened(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    gap = f" ... ({len(text) - limit} characters left out) ... "
    end = (limit - len(gap)) // 4
    return text[: limit - len(gap) - end] + gap + text[-end:]


def shown(value: Any) -> str:
    """Return how an error quotes a value that was given: not at length, and whatever its own repr raises."""
    try:
        return cleaned(repr(value), EXCERPT)
    except Exception:  # a repr of the user's own, or a number with more digits than Python prints
        return f"a value of type {type(value).__name__}"
