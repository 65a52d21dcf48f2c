"""Turns the arguments of an operation into those of the generated endpoint that it sends, and checks them.

The types of the endpoint, which come from the spec, say what a value may be (a string, a number, one of a few words, a
dict of a known form) and whether it may be left out. `CHECKS` has what they do not say.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from functools import cache, partial
from typing import Any, Final, NamedTuple, TypeVar

from paddleflow import _constants as default
from paddleflow import _statuses as known
from paddleflow._text import shown
from paddleflow.errors import InvalidArgument
from paddleflow_api import models
from paddleflow_api.types import UNSET, Unset

T = TypeVar("T")

TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2})[:-](\d{2})[:-](\d{2})", re.ASCII)


def _refusal(name: str, message: str, code: str | None = None) -> InvalidArgument:
    return InvalidArgument(code or CODES.get(_without_underscores(name), "InvalidParam"), message)


def string(name: str, value: Any, code: str | None = None) -> str:
    """Return a string that is not blank."""
    if not isinstance(value, str):
        raise _refusal(name, f"{name} must be a string, not {type(value).__name__}.", code)
    if not value.strip():
        raise _refusal(name, f"{name} must not be empty.", code)
    return value


def path_id(name: str, value: Any, code: str | None = None, *, reserved: Collection[str] = ()) -> str:
    """Return a name or id in a path. It will be percent-encoded; what would lead to another route is refused."""
    if string(name, value, code) in (".", "..", *reserved):
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
        raise _refusal(name, f"{name} must be a number of seconds above 0, not {shown(value)}.")
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
    for word in string(name, value).split(",") if several else [string(name, value)]:
        if word not in known:
            more = "; several are separated by commas, without blanks" if several else ""
            raise _refusal(name, f"{name} has {shown(word)}: it knows {', '.join(known)}{more}.")
    return str(value)


def one_source(**sources: Any) -> None:
    """Refuse two sources of a YAML at once: the server would take one, and not say which."""
    given = [name for name, value in sources.items() if value not in (None, "", b"")]
    if len(given) > 1:
        raise InvalidArgument("InvalidRequest", f"give only one of {', '.join(given)}.")


def choice(name: str, value: Any, *, enum: type[StrEnum]) -> StrEnum:
    """Return one of a few words."""
    if value not in list(enum):
        raise _refusal(name, f"{name} must be one of {', '.join(enum)}, not {shown(value)}.")
    return enum(value)


def strings(name: str, value: Any) -> list[str]:
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


def string_map(name: str, value: Any) -> models.StringMap:
    """Return a dict of strings."""
    for key, entry in mapping(name, value).items():
        if not isinstance(entry, str):
            raise _refusal(name, f"{name}[{key!r}] must be a string, not {type(entry).__name__}.")
    return models.StringMap.from_dict(value)


def as_model(name: str, value: Any, *, model: Any) -> Any:
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


def storage_url(name: str, value: Any) -> str:
    """Return the address of a storage; one that reads as a local folder and is none to a server is refused."""
    if string(name, value).startswith(("local:///", "local://~")):
        example = "local://data/me is the folder /data/me of the server's machine"
        form = f"{name} must be local:// and a path without its first slash: {example}"
        raise _refusal(name, f"{form}; {shown(value)} names none.")
    return str(value)


def time(name: str, value: Any, *, zone: tzinfo | None = None) -> str:
    """Return a time as the server takes it, ``YYYY-MM-DD hh:mm:ss``.

    A string may have the manual's ``hh-mm-ss``. A datetime with a time zone is converted to ``zone``, and refused where
    that is None, which stands for the server's local time, whose zone is unknown here.
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


Check = Callable[[str, Any], Any]

CHECKS: Final[dict[str, Check]] = {
    "create_schedule.endtime": time,
    "create_schedule.starttime": time,
    "credential": credential,
    "endtime": partial(time, zone=UTC),
    "fs.url": storage_url,
    "linelimit": lambda name, value: str(integer(name, value, low=1, digits=True)),
    "list_artifact.typefilter": partial(words, known=known.ARTIFACT_TYPES),
    "list_cluster_node.pageno": partial(integer, low=1),
    "list_cluster_node.pagesize": partial(integer, low=1, high=default.NODE_PAGE_SIZE),
    "list_job.labels": lambda name, value: json.dumps(string_map(name, value).to_dict(), ensure_ascii=False),
    "list_job.status": partial(words, known=known.JOB_STATUSES, several=False),
    "list_run.status": partial(words, known=known.RUN_STATUSES),
    "list_schedule.statusfilter": partial(words, known=known.SCHEDULE_STATUSES),
    "maxkeys": partial(integer, low=1, high=default.PAGE_SIZE_LIMIT, digits=True),
    "runyamlraw": yaml_content,
    "show_run_log.pageno": partial(integer, low=1),
    "show_run_log.pagesize": partial(integer, low=1, high=default.LOG_PAGE_SIZE),
    "show_schedule.statusfilter": partial(words, known=known.RUN_STATUSES),
    "starttime": partial(time, zone=UTC),
    "step": partial(integer, low=1),
    "yamlraw": yaml_content,
}
"""What is asked of a value beyond its type, by parameter: its name without underscores, behind that of an endpoint or a
resource where it is for that one only."""

CODES: Final = {
    name: code
    for code, names in {
        "InvalidCacheID": "cacheid",
        "InvalidClusterName": "clustername clusternames",
        "InvalidClusterType": "clustertype",
        "InvalidCrontab": "crontab",
        "InvalidEnd": "end endtime",
        "InvalidEndpoint": "endpoint",
        "InvalidFSName": "fsname",
        "InvalidFSPath": "fspath",
        "InvalidFlavourName": "flavour.name add_flavour.cpu add_flavour.memory",
        "InvalidFsName": "show_fs_cache.fsname",
        "InvalidJobID": "jobid",
        "InvalidName": "grant.username name",
        "InvalidNameSpace": "namespace",
        "InvalidJobRequest": "jobrequest",
        "InvalidJobType": "jobtype",
        "InvalidParam": "cluster.clustertype list_job.starttime update_flavour.cpu",
        "InvalidPassWord": "password",
        "InvalidPath": "path",
        "InvalidPipelineID": "pipelineid",
        "InvalidPipelineVersionID": "pipelineversionid",
        "InvalidQueueMaxResources": "cpu maxresources men update_queue.minresources",
        "InvalidQueueName": "queue queue.name queuenames queuename",
        "InvalidRequest": (
            "credential kubernetesobject maxkeys minresources namespacelist options runyamlpath runyamlraw "
            "schedulingpolicy totalresources workflow yamlpath yamlraw"
        ),
        "InvalidRunID": "runid",
        "InvalidRunName": "runname",
        "InvalidScheduleID": "scheduleid",
        "InvalidStart": "start starttime",
        "InvalidStep": "step",
        "InvalidURL": "url",
        "InvalidUser": "user.username",
        "InvalidUserName": "username",
        "Wrong params type": "fs.properties link.properties",
    }.items()
    for name in names.split()
}
"""The official SDK's error codes, where not ``InvalidParam``, by parameter as in `CHECKS`."""


RESERVED: Final = {"cluster": ("resource",)}
"""Path segments that lead to another route of a resource."""

_BY_TYPE: Final[dict[str, tuple[Check, tuple[Any, ...]]]] = {
    "AnyMap": (lambda name, value: models.AnyMap.from_dict(mapping(name, value)), (None, {})),
    "bool": (flag, (None,)),
    "int": (integer, (None,)),
    "list[str]": (strings, (None, "")),
    "str": (string, (None, "")),
    "StringMap": (string_map, (None,)),
}
"""The check of a value by its type, and the values that stand for none given."""


class _Field(NamedTuple):
    """What an endpoint takes an argument as."""

    name: str
    check: Check
    code: str | None
    """Of the error that refuses a value, where it is not that of the check."""
    left_out: tuple[Any, ...]
    """The values that stand for none given."""
    in_body: bool


def arguments_of(endpoint: Any, values: Mapping[str, Any], sent_as: Mapping[str, str]) -> dict[str, Any]:
    """Return the arguments of a generated endpoint.

    Args:
        endpoint: Its module.
        values: The arguments of the operation by name.
        sent_as: Names of arguments by those of the endpoint, where they differ by more than underscores.

    Raises:
        InvalidArgument: A value is none that the endpoint takes.
    """
    fields, model = fields_of(endpoint, tuple(values), tuple(sent_as.items()))
    outside: dict[str, Any] = {}
    body: dict[str, Any] = {}
    for (name, check, code, left_out, in_body), (argument, value) in zip(fields, values.items(), strict=True):
        if value in left_out:
            continue
        try:
            (body if in_body else outside)[name] = check(argument, value)
        except InvalidArgument as error:
            raise InvalidArgument(code or error.code, error.message) from None
    return outside if model is None else {**outside, "body": model(**body)}


@cache
def fields_of(
    endpoint: Any, arguments: tuple[str, ...], sent_as: tuple[tuple[str, str], ...]
) -> tuple[list[_Field], type[Any] | None]:
    """Return what an endpoint takes arguments as, and the model of its body if one of them belongs there."""
    outside: dict[str, str] = endpoint._get_kwargs.__annotations__
    in_path = list(outside)[: endpoint._get_kwargs.__code__.co_argcount]
    model = getattr(models, outside["body"].removesuffix(" | Unset")) if "body" in outside else None
    in_body: dict[str, str] = model.__annotations__ if model else {}
    names = {_without_underscores(name): name for name in (*in_body, *outside)}
    renamed = {argument: name for name, argument in sent_as}
    fields = []
    for argument in arguments:
        if (name := names.get(_without_underscores(renamed.get(argument, argument)))) is None:
            raise TypeError(f"{endpoint.__name__} takes no {argument}")
        annotation = in_body.get(name) or outside[name]
        check, left_out = _check(endpoint, argument, annotation.removesuffix(" | Unset"), in_path=name in in_path)
        left_out = left_out if annotation.endswith(" | Unset") else ()
        fields.append(_Field(name, check, _most_specific(CODES, endpoint, argument), left_out, name in in_body))
    return fields, model if any(field.in_body for field in fields) else None


def _check(endpoint: Any, argument: str, annotation: str, *, in_path: bool) -> tuple[Check, tuple[Any, ...]]:
    """Return the check of a value, and the values that stand for none given."""
    if in_path:
        return partial(path_id, reserved=RESERVED.get(endpoint.__name__.split(".")[-2], ())), ()
    if annotation in _BY_TYPE:
        check, left_out = _BY_TYPE[annotation]
    elif issubclass(model := getattr(models, annotation), StrEnum):
        check, left_out = partial(choice, enum=model), (None, "")
    else:
        check, left_out = partial(as_model, model=model), (None, {})
    return _most_specific(CHECKS, endpoint, argument) or check, left_out


def _without_underscores(name: str) -> str:
    """Return a name as the manual writes most; ``maxsize`` is its name for ``max_keys``."""
    return "maxkeys" if name == "maxsize" else name.replace("_", "")


def _most_specific(table: Mapping[str, T], endpoint: Any, argument: str) -> T | None:
    """Return the entry for a parameter of an endpoint, else of its resource, else of any."""
    name = _without_underscores(argument)
    _, resource, operation = endpoint.__name__.rsplit(".", 2)
    return table.get(f"{operation}.{name}") or table.get(f"{resource}.{name}") or table.get(name)
