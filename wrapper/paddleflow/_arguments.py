"""Checks of arguments: each returns the value as the endpoint takes it, or raises `InvalidArgument`.

``code`` is the code that the present SDK uses for that argument.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from paddleflow_api.types import UNSET, Unset

from paddleflow._constants import PAGE_SIZE_LIMIT
from paddleflow.errors import InvalidArgument

E = TypeVar("E", bound=StrEnum)


def text(name: str, value: Any, code: str) -> str:
    """A text that must say something."""
    if not isinstance(value, str):
        raise InvalidArgument(code, f"{name} must be a text, not {type(value).__name__}.")
    if not value.strip():
        raise InvalidArgument(code, f"{name} must not be empty.")
    return value


def optional_text(name: str, value: Any, code: str = "InvalidParam") -> str | Unset:
    """A text that may be left out: None and the empty text mean that."""
    return UNSET if value is None or value == "" else text(name, value, code)


def path_id(name: str, value: Any, code: str) -> str:
    """A name or id in a route. It is percent-encoded there; what would change the route is refused."""
    if text(name, value, code) in (".", ".."):
        raise InvalidArgument(code, f"{name} must not be {value!r}: it would name another route.")
    return str(value)


def whole_number(name: str, value: Any, code: str, *, low: int, high: int | None = None) -> int:
    """A whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int) or value < low or (high is not None and value > high):
        bounds = f"from {low} to {high}" if high is not None else f"of {low} or more"
        raise InvalidArgument(code, f"{name} must be a whole number {bounds}, not {value!r}.")
    return value


def page_size(name: str, value: Any) -> int:
    """Rows of a page."""
    return whole_number(name, value, "InvalidRequest", low=1, high=PAGE_SIZE_LIMIT)


def optional_page_size(name: str, value: Any) -> int | Unset:
    """Rows of a page; None leaves it to the server."""
    return UNSET if value is None else page_size(name, value)


def flag(name: str, value: Any) -> bool:
    """True or False."""
    if not isinstance(value, bool):
        raise InvalidArgument("InvalidParam", f"{name} must be True or False, not {value!r}.")
    return value


def mapping(name: str, value: Any) -> dict[str, Any] | None:
    """A dict with texts as keys; None and an empty one mean that it was left out."""
    if value is None or value == {}:
        return None
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise InvalidArgument("InvalidParam", f"{name} must be a dict with texts as keys.")
    return dict(value)


def yaml_content(name: str, value: Any) -> str | Unset:
    """The content of a YAML file, as bytes or text, in the base64 form that the server takes; None means left out."""
    if value is None or value in ("", b""):
        return UNSET
    if isinstance(value, str):
        value = value.encode()
    if not isinstance(value, bytes):
        raise InvalidArgument("InvalidRequest", f"{name} must be bytes or text, not {type(value).__name__}.")
    return base64.b64encode(value).decode()


def choice(name: str, value: Any, kind: type[E]) -> E:
    """One of a few words."""
    if value not in list(kind):
        raise InvalidArgument("InvalidParam", f"{name} must be one of {', '.join(kind)}, not {value!r}.")
    return kind(value)
