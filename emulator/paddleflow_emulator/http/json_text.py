"""Answers as JSON text."""

from __future__ import annotations

import json
from typing import Any

_LONG_LIST, _DEPTH = 100, 2
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def encoded(content: Any, depth: int = 0) -> bytes:
    """Write JSON, in which bytes stand for JSON that is written already.

    Long lists near the top are encoded item by item, since no other thread runs during one call of the encoder. Callers
    keep very many items as bytes, which the garbage collector need not traverse.
    """
    if isinstance(content, bytes):
        return content
    if (
        isinstance(content, list)
        and content
        and (isinstance(content[0], bytes) or (depth and len(content) > _LONG_LIST))
    ):
        return b"[%b]" % b", ".join(encoded(item, _DEPTH) for item in content)
    if depth < _DEPTH and isinstance(content, dict):
        pairs = (b"%b: %b" % (_written(key), encoded(value, depth + 1)) for key, value in content.items())
        return b"{%b}" % b", ".join(pairs)
    return _written(content)


def _written(content: Any) -> bytes:
    """Write JSON; the name of a folder may be bytes that are not UTF-8, which Python has as lone surrogates."""
    return _ENCODE(content).encode(errors="replace")
