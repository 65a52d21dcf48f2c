"""Checks of arguments: each returns the value as the endpoint takes it, or raises `InvalidArgument`."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Collection, Mapping
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any, Final, Protocol, Self, TypeVar

from paddleflow._text import shown
from paddleflow.errors import InvalidArgument
from paddleflow_api import models
from paddleflow_api.types import UNSET, Unset

E = TypeVar("E", bound=StrEnum)
M = TypeVar("M", bound="RequestModel")

TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2})[:-](\d{2})[:-](\d{2})", re.ASCII)

CODES: Final = {
    name: code
    for code, names in {
        "InvalidCacheID": "cache_id",
        "InvalidClusterName": "cluster_name clustername clusternames",
        "InvalidClusterType": "clustertype",
        "InvalidCrontab": "crontab",
        "InvalidEnd": "end end_time",
        "InvalidEndpoint": "endpoint",
        "InvalidFSName": "fs_name fsname",
        "InvalidFSPath": "fspath",
        "InvalidFlavourName": "flavour.name add_flavour.cpu add_flavour.memory",
        "InvalidFsName": "show_fs_cache.fsname",
        "InvalidJobID": "job_id jobid",
        "InvalidName": "grant.username name",
        "InvalidNameSpace": "namespace",
        "InvalidJobRequest": "job_request",
        "InvalidJobType": "job_type",
        "InvalidParam": "list_job.start_time update_flavour.cpu",
        "InvalidPassWord": "password",
        "InvalidPath": "path",
        "InvalidPipelineID": "pipeline_id",
        "InvalidPipelineVersionID": "pipeline_version_id",
        "InvalidQueueMaxResources": "cpu max_resources men update_queue.min_resources",
        "InvalidQueueName": "queue queue.name queue_names queuename",
        "InvalidRequest": (
            "credential kubernetes_object max_keys maxkeys maxsize min_resources namespacelist options run_yaml_path "
            "run_yaml_raw scheduling_policy total_resources workflow yaml_path yaml_raw"
        ),
        "InvalidRunID": "run_id runid",
        "InvalidRunName": "run_name",
        "InvalidScheduleID": "schedule_id",
        "InvalidStart": "start start_time",
        "InvalidStep": "step",
        "InvalidURL": "url",
        "InvalidUser": "user_name",
        "InvalidUserName": "username",
        "Wrong params type": "fs.properties link.properties",
    }.items()
    for name in names.split()
}
"""The official SDK's error codes by parameter, where not ``InvalidParam``; some are for one resource or operation."""


class RequestModel(Protocol):
    """A generated model of what a request sends."""

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a dict under the server's names."""
        ...

    def to_dict(self) -> dict[str, Any]:
        """Under the server's names."""
        ...


def _refusal(name: str, message: str, code: str | None = None) -> InvalidArgument:
    return InvalidArgument(code or CODES.get(name, "InvalidParam"), message)


def text(name: str, value: Any, code: str | None = None) -> str:
    """Return a string that is not blank."""
    if not isinstance(value, str):
        raise _refusal(name, f"{name} must be a string, not {type(value).__name__}.", code)
    if not value.strip():
        raise _refusal(name, f"{name} must not be empty.", code)
    return value


def path_id(name: str, value: Any, code: str | None = None, *, reserved: Collection[str] = ()) -> str:
    """Return a name or id in a path. It will be percent-encoded; what would lead to another route is refused."""
    if text(name, value, code) in (".", "..", *reserved):
        raise _refusal(name, f"{name} must not be {shown(value)}: it would name another route.", code)
    return str(value)


def integer(name: str, value: Any, *, low: int = 0, high: int | None = None, digits: bool = False) -> int:
    """Return an integer within bounds, also from a string of digits where ``digits`` says so."""
    if digits and isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < low or (high is not None and value > high):
        bounds = f"from {low} to {high}" if high is not None else f"of at least {low}"
        raise _refusal(name, f"{name} must be an integer {bounds}, not {shown(value)}.")
    return value


def seconds(name: str, value: Any) -> float:
    """Return a number of seconds above 0."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise _refusal(name, f"{name} must be a number of seconds above 0, not {value!r}.")
    return value


def flag(name: str, value: Any) -> bool:
    """True or False."""
    if not isinstance(value, bool):
        raise _refusal(name, f"{name} must be True or False, not {shown(value)}.")
    return value


def yaml_content(name: str, value: Any) -> str | Unset:
    """Return the content of a YAML file, as bytes or string, in the base64 form that the server takes."""
    return base64.b64encode(_as_bytes(name, value)).decode() or UNSET


def _as_bytes(name: str, value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode()
    if not isinstance(value, bytes):
        raise _refusal(name, f"{name} must be bytes or a string, not {type(value).__name__}.")
    return value


def words(name: str, value: Any, *, known: Collection[str], several: bool = True) -> str:
    """Words of a filter, all of them known; separated by commas where it takes ``several``."""
    for word in text(name, value).split(",") if several else [text(name, value)]:
        if word not in known:
            more = "; several are separated by commas, without blanks" if several else ""
            raise _refusal(name, f"{name} has {shown(word)}: it knows {', '.join(known)}{more}.")
    return str(value)


def one_source(**sources: Any) -> None:
    """Refuse two sources of a YAML at once: the server would take one, and not say which."""
    given = [name for name, value in sources.items() if value not in (None, "", b"")]
    if len(given) > 1:
        raise InvalidArgument("InvalidRequest", f"give only one of {', '.join(given)}.")


def choice(name: str, value: Any, *, enum: type[E]) -> E:
    """Return one of a few words."""
    if value not in list(enum):
        raise _refusal(name, f"{name} must be one of {', '.join(enum)}, not {shown(value)}.")
    return enum(value)


def texts(name: str, value: Any) -> list[str]:
    """Return a list of strings; one string is a list of one."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple) or not all(isinstance(entry, str) and entry.strip() for entry in value):
        raise _refusal(name, f"{name} must be a list of non-empty strings.")
    return list(value)


def mapping(name: str, value: Any) -> dict[str, Any]:
    """Return a dict with string keys."""
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise _refusal(name, f"{name} must be a dict with string keys.")
    return dict(value)


def text_map(name: str, value: Any) -> models.StringMap:
    """Return a dict of strings."""
    for key, entry in mapping(name, value).items():
        if not isinstance(entry, str):
            raise _refusal(name, f"{name}[{key!r}] must be a string, not {type(entry).__name__}.")
    return models.StringMap.from_dict(value)


def json_map(name: str, value: Any) -> str:
    """Return a dict of strings as JSON."""
    return json.dumps(text_map(name, value).to_dict(), ensure_ascii=False)


def as_model(name: str, value: Any, *, model: type[M]) -> M:
    """Return a dict under the server's names as a generated model. Unknown keys are refused, not dropped."""
    given = mapping(name, value)
    try:
        made = model.from_dict(given)
        kept = made.to_dict()
    except KeyError as missing:
        raise _refusal(name, f"{name} lacks {missing}.") from None
    except (TypeError, ValueError, AttributeError):
        raise _refusal(name, f"{name} has a value of the wrong type.") from None
    if (unknown := _dropped(given, kept)) is not None:
        raise _refusal(name, f"{name} has {unknown}, which the server does not know.")
    return made


def _dropped(given: Any, kept: Any) -> str | None:
    """Return the first key of ``given`` that is missing in ``kept``, and where; both may be nested."""
    if isinstance(given, Mapping) and isinstance(kept, Mapping):
        for key, value in given.items():
            if key not in kept:
                return repr(key)
            if (inside := _dropped(value, kept[key])) is not None:
                return f"{inside} in {key!r}"
    elif isinstance(given, list | tuple) and isinstance(kept, list | tuple):
        return next((found for pair in zip(given, kept, strict=True) if (found := _dropped(*pair)) is not None), None)
    return None


def time(name: str, value: Any, *, zone: tzinfo | None = None) -> str:
    """Return a time as the server takes it, ``YYYY-MM-DD hh:mm:ss``.

    A text may have the manual's ``hh-mm-ss``. A datetime with a time zone is converted to ``zone``; it is refused where
    that is None, which stands for the server's local time, since nobody here knows its zone.
    """
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            if zone is None:
                raise _refusal(name, f"{name} must be in the server's local time: give a datetime without a zone.")
            value = value.astimezone(zone)
        return f"{value.replace(microsecond=0, tzinfo=None)}"
    if isinstance(value, str) and (found := TIME.fullmatch(value.strip())):
        day, *clock = found.groups()
        normal = f"{day} {':'.join(clock)}"
        try:
            datetime.strptime(normal, "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - only whether there is such a time
        except ValueError:
            raise _refusal(name, f"{name}: {shown(value)} is not a valid time.") from None
        return normal
    raise _refusal(name, f"{name} must be a datetime or a string 'YYYY-MM-DD hh:mm:ss', not {shown(value)}.")


def credential(name: str, value: Any) -> str | Unset:
    """Return the credential of a cluster in base64, encoded once.

    The manual asks for base64, the official SDK for the plain kubeconfig. Both are accepted, as bytes or text: what
    decodes as base64 is sent as it is. No kubeconfig does, since it contains a colon, which base64 never does.
    """
    plain = _as_bytes(name, value)
    encoded = b"".join(plain.split())
    try:
        base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return base64.b64encode(plain).decode()
    return encoded.decode() or UNSET
