"""How the text of an argument or option becomes a value.

Each raises ValueError, whose message says what is wrong with the text.
"""

from __future__ import annotations

import os

from paddleflow import _statuses as known
from paddleflow._files import read_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO, Any


def integer(text: str) -> int:
    """Read an integer."""
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{text!r} is not an integer") from None


def count(text: str) -> int:
    """Read an integer above 0."""
    if (number := integer(text)) < 1:
        raise ValueError(f"{text} is not 1 or more")
    return number


def seconds(text: str) -> float:
    """Read a number of seconds above 0."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not number > 0:
        raise ValueError(f"{text!r} is not a number of seconds above 0")
    return number


def port(text: str) -> int:
    """Read the number of a port; 0 is a free one."""
    number = integer(text)
    if not 0 <= number <= 65535:
        raise ValueError(f"{text} is not a port: 0 to 65535")
    return number


def boolean(text: str) -> bool:
    """Read true or false."""
    values = {"true": True, "yes": True, "1": True, "on": True, "false": False, "no": False, "0": False, "off": False}
    try:
        return values[text.lower()]
    except KeyError:
        raise ValueError(f"{text!r} is neither true nor false") from None


def words(text: str) -> list[str]:
    """Read ``a,b``."""
    return [word.strip() for word in text.split(",") if word.strip()]


def pair(text: str) -> tuple[str, str]:
    """Read ``name=value``; the value may have more equals signs."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise ValueError(f"{text!r} is not NAME=VALUE")
    return name, value


def pairs(text: str) -> dict[str, str]:
    r"""Read ``a=b,c=d``; a comma in a value is written ``\,``."""
    import re

    return dict(pair(each.replace("\\,", ",")) for each in re.split(r"(?<!\\),", text))


def cache_setting(text: str) -> tuple[str, Any]:
    """Read a setting of a file system's cache: ``blockSize=4096``."""
    name, value = pair(text)
    if name in ("blockSize", "quota"):
        return name, integer(value)
    return name, boolean(value) if name in ("debug", "cleanCache") else value


def time(text: str) -> str:
    """Read a time, also as the official command's help writes it: ``2026-01-31 10-20-30``."""
    import re

    if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d[:-]\d\d[:-]\d\d", text):
        raise ValueError(f"{text!r} is not a time like '2026-01-31 10:20:30'")
    day, _, clock = text.partition(" ")
    return f"{day} {clock.replace('-', ':')}"


def content(path: str) -> bytes:
    """Read a local file; ``-`` is standard input."""
    import sys

    try:
        if path == "-":
            given: IO[bytes] = sys.stdin.buffer
            return read_all(given)
        with open(path, "rb") as file:  # noqa: PTH123 - pathlib is slow to import
            return read_all(file)
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None


def json_content(path: str) -> Any:
    """Read a local JSON file; ``-`` is standard input."""
    import json

    try:
        return json.loads(content(path))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not JSON: it is not UTF-8 text") from None


def credential(text: str) -> bytes:
    """Read a kubeconfig: a file, or its content."""
    if "\n" in text or (":" in text and not os.path.exists(text)):  # noqa: PTH110 - pathlib is slow to import
        return text.encode()
    return content(text)


def _states(known_states: tuple[str, ...], final: tuple[str, ...]) -> Callable[[str], str]:
    def states(text: str) -> str:
        asked: list[str] = []
        for word in words(text):
            if word == "active":
                asked += [state for state in known_states if state not in final]
            elif word == "final":
                asked += final
            elif word in known_states:
                asked.append(word)
            else:
                raise ValueError(f"{word!r} is not one of {', '.join(known_states)}, active, final")
        return ",".join(dict.fromkeys(asked))

    states.choices = (*known_states, "active", "final")  # type: ignore[attr-defined] # for completion
    return states


run_states = _states(known.RUN_STATUSES, known.RUN_FINAL)
schedule_states = _states(known.SCHEDULE_STATUSES, known.SCHEDULE_FINAL)
job_states = _states(known.JOB_STATUSES, known.JOB_FINAL)
