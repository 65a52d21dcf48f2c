"""Checks of arguments: each returns the value as the endpoint takes it, or raises `InvalidArgument`.

``code`` is the code that the official SDK uses for that argument, where `CODES` does not have it.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Any, Final, Protocol, Self, TypeVar

from paddleflow._constants import PAGE_SIZE_LIMIT
from paddleflow._text import shown
from paddleflow.errors import InvalidArgument
from paddleflow_api import models
from paddleflow_api.types import UNSET, Unset

E = TypeVar("E", bound=StrEnum)
B = TypeVar("B", bound="RequestModel")

TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2})[:-](\d{2})[:-](\d{2})", re.ASCII)


CODES: Final = {
    "cache_id": "InvalidCacheID",
    "cluster_name": "InvalidClusterName",
    "clustername": "InvalidClusterName",
    "clustertype": "InvalidClusterType",
    "crontab": "InvalidCrontab",
    "endpoint": "InvalidEndpoint",
    "fs_name": "InvalidFSName",
    "fsname": "InvalidFSName",
    "fspath": "InvalidFSPath",
    "job_id": "InvalidJobID",
    "jobid": "InvalidJobID",
    "men": "InvalidQueueMaxResources",
    "name": "InvalidName",
    "namespace": "InvalidNameSpace",
    "password": "InvalidPassWord",
    "path": "InvalidPath",
    "pipeline_id": "InvalidPipelineID",
    "pipeline_version_id": "InvalidPipelineVersionID",
    "queue": "InvalidQueueName",
    "queuename": "InvalidQueueName",
    "run_id": "InvalidRunID",
    "run_name": "InvalidRunName",
    "run_yaml_path": "InvalidRequest",
    "runid": "InvalidRunID",
    "schedule_id": "InvalidScheduleID",
    "url": "InvalidURL",
    "user_name": "InvalidUser",
    "username": "InvalidUserName",
    "yaml_path": "InvalidRequest",
}
"""The code of the official SDK for a text, by the name of its parameter; ``InvalidParam`` for all others."""


class RequestModel(Protocol):
    """A generated model of what a request sends."""

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a dict under the server's names."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """Under the server's names."""
        ...


def code_of(name: str) -> str:
    """Return the code for a parameter."""
    return CODES.get(name, "InvalidParam")


def text(name: str, value: Any, code: str | None = None) -> str:
    """A text that must say something."""
    code = code or code_of(name)
    if not isinstance(value, str):
        raise InvalidArgument(code, f"{name} must be a text, not {type(value).__name__}.")
    if not value.strip():
        raise InvalidArgument(code, f"{name} must not be empty.")
    return value


def optional_text(name: str, value: Any, code: str | None = None) -> str | Unset:
    """A text that may be left out: None and the empty text mean that."""
    return UNSET if value is None or value == "" else text(name, value, code)


def path_id(name: str, value: Any, code: str | None = None) -> str:
    """A name or id in a route. It is percent-encoded there; what would change the route is refused."""
    if text(name, value, code) in (".", ".."):
        raise InvalidArgument(
            code or CODES.get(name, "InvalidParam"), f"{name} must not be {shown(value)}: it would name another route."
        )
    return str(value)


def whole_number(name: str, value: Any, code: str, *, low: int, high: int | None = None) -> int:
    """A whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int) or value < low or (high is not None and value > high):
        bounds = f"from {low} to {high}" if high is not None else f"of {low} or more"
        raise InvalidArgument(code, f"{name} must be a whole number {bounds}, not {shown(value)}.")
    return value


def page_size(name: str, value: Any) -> int:
    """Rows of a page."""
    return whole_number(name, value, "InvalidRequest", low=1, high=PAGE_SIZE_LIMIT)


def optional_page_size(name: str, value: Any) -> int | Unset:
    """Rows of a page, as a number or its digits (the manual has both); None leaves it to the server."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    return UNSET if value is None else page_size(name, value)


def optional_number(
    name: str, value: Any, code: str = "InvalidParam", *, low: int = 0, high: int | None = None
) -> int | Unset:
    """A whole number that may be left out; 0 is a number."""
    return UNSET if value is None else whole_number(name, value, code, low=low, high=high)


def flag(name: str, value: Any) -> bool:
    """True or False."""
    if not isinstance(value, bool):
        raise InvalidArgument("InvalidParam", f"{name} must be True or False, not {shown(value)}.")
    return value


def optional_flag(name: str, value: Any) -> bool | Unset:
    """True or False; None leaves it to the server."""
    return UNSET if value is None else flag(name, value)


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


def optional_words(name: str, value: Any, known: Collection[str], *, several: bool = True) -> str | Unset:
    """Words that a filter knows, separated by commas where it takes several; None and the empty text mean left out."""
    given = optional_text(name, value)
    if isinstance(given, Unset):
        return given
    for word in given.split(",") if several else [given]:
        if word not in known:
            more = "; several are separated by commas, without blanks" if several else ""
            raise InvalidArgument("InvalidParam", f"{name} has {shown(word)}: it knows {', '.join(known)}{more}.")
    return given


def one_source(**sources: Any) -> None:
    """Refuse two sources of a YAML at once: the server would take one, and not say which."""
    given = [name for name, value in sources.items() if value is not None and value not in ("", b"")]
    if len(given) > 1:
        raise InvalidArgument("InvalidRequest", f"{' and '.join(given)} are {len(given)} sources: give one of them.")


def choice(name: str, value: Any, kind: type[E]) -> E:
    """One of a few words."""
    if value not in list(kind):
        raise InvalidArgument("InvalidParam", f"{name} must be one of {', '.join(kind)}, not {shown(value)}.")
    return kind(value)


def optional_choice(name: str, value: Any, kind: type[E]) -> E | Unset:
    """One of a few words; None and the empty text leave it to the server."""
    return UNSET if value is None or value == "" else choice(name, value, kind)


def texts(name: str, value: Any, code: str = "InvalidRequest") -> list[str]:
    """A list of texts; one text is a list of one."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple) or not all(isinstance(entry, str) and entry.strip() for entry in value):
        raise InvalidArgument(code, f"{name} must be a list of texts, none of them empty.")
    return list(value)


def optional_texts(name: str, value: Any, code: str = "InvalidRequest") -> list[str] | Unset:
    """A list of texts that may be left out with None; an empty list is one."""
    return UNSET if value is None or value == "" else texts(name, value, code)


def text_map(name: str, value: Any, code: str = "InvalidParam") -> models.StringMap | Unset:
    """A dict of texts by name; None means left out, an empty one is one."""
    if value is None:
        return UNSET
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise InvalidArgument(code, f"{name} must be a dict with texts as keys.")
    for key, entry in value.items():
        if not isinstance(entry, str):
            raise InvalidArgument(code, f"{name}[{key!r}] must be a text, not {type(entry).__name__}.")
    return models.StringMap.from_dict(dict(value))


def filled(name: str, value: Any, kind: type[B], code: str = "InvalidRequest") -> B:
    """A dict under the server's names as the model of it. What the server does not know is refused, not dropped."""
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise InvalidArgument(code, f"{name} must be a dict with texts as keys.")
    try:
        body = kind.from_dict(value)
        kept = body.to_dict()
    except KeyError as missing:
        raise InvalidArgument(code, f"{name} lacks {missing}.") from None
    except (TypeError, ValueError, AttributeError):
        raise InvalidArgument(code, f"{name} has a value of the wrong kind.") from None
    if (unknown := _dropped(value, kept)) is not None:
        raise InvalidArgument(code, f"{name} has {unknown}, which the server does not know.")
    return body


def optional_filled(name: str, value: Any, kind: type[B], code: str = "InvalidRequest") -> B | Unset:
    """As `filled`; None and an empty dict mean left out."""
    return UNSET if value is None or value == {} else filled(name, value, kind, code)


def _dropped(given: Any, kept: Any) -> str | None:
    """The first key of nested dicts and lists that is not in what was made of them."""
    if isinstance(given, Mapping) and isinstance(kept, Mapping):
        for key, value in given.items():
            if key not in kept:
                return repr(key)
            if (inside := _dropped(value, kept[key])) is not None:
                return f"{inside} in {key!r}"
    elif isinstance(given, list | tuple) and isinstance(kept, list | tuple):
        return next((found for pair in zip(given, kept, strict=True) if (found := _dropped(*pair)) is not None), None)
    return None


def time(name: str, value: Any, code: str = "InvalidParam", *, zone: tzinfo | None = None) -> str:
    """A time as the server takes it, ``YYYY-MM-DD hh:mm:ss``.

    A text may have the manual's ``hh-mm-ss``; a datetime is formatted. One that knows its zone is converted
    to ``zone``; where the server counts in a zone of its own that nobody knows here (None), it is refused.
    """
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            if zone is None:
                raise InvalidArgument(
                    code, f"{name} must be in the server's local time: give a datetime without a zone."
                )
            value = value.astimezone(zone)
        return f"{value.replace(microsecond=0, tzinfo=None)}"
    if isinstance(value, str) and (found := TIME.fullmatch(value.strip())):
        day, *clock = found.groups()
        normal = f"{day} {':'.join(clock)}"
        try:
            datetime.strptime(normal, "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - only whether there is such a time
        except ValueError:
            raise InvalidArgument(code, f"{name}: there is no time {shown(value)}.") from None
        return normal
    raise InvalidArgument(code, f"{name} must be a datetime or a text 'YYYY-MM-DD hh:mm:ss', not {shown(value)}.")


def optional_time(name: str, value: Any, code: str = "InvalidParam", *, zone: tzinfo | None = None) -> str | Unset:
    """A time that may be left out with None or the empty text."""
    return UNSET if value is None or value == "" else time(name, value, code, zone=zone)


def utc_time(name: str, value: Any, code: str = "InvalidParam") -> str:
    """A time in UTC, as the routes of jobs and statistics count."""
    return time(name, value, code, zone=UTC)


def credential(name: str, value: Any) -> str | Unset:
    """The credential of a cluster in base64, encoded once; None and an empty one mean left out.

    The manual asks for base64, the official SDK for the plain kubeconfig. Both are taken, as bytes or text: what is
    base64 of a text goes as it is. No kubeconfig looks like that, for each has a colon, which base64 never has.
    """
    if value is None or value in ("", b""):
        return UNSET
    plain = value.encode() if isinstance(value, str) else value
    if not isinstance(plain, bytes):
        raise InvalidArgument("InvalidRequest", f"{name} must be bytes or text, not {type(value).__name__}.")
    encoded = b"".join(plain.split())
    try:
        base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return base64.b64encode(plain).decode()
    return encoded.decode()
