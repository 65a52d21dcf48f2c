"""From the arguments of an operation to those of the generated endpoint that it sends.

What a value may be follows from the types of the endpoint, which come from the spec: a text, a number, one of a few
words, a dict of a known form; and whether it may be left out. `CHECKS` has what they do not say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC
from enum import StrEnum
from functools import cache, partial
from typing import Any, Final, TypeVar

from paddleflow import _constants as default
from paddleflow._arguments import (
    CODES,
    any_map,
    choice,
    credential,
    filled,
    flag,
    json_map,
    path_id,
    text,
    text_map,
    texts,
    time,
    whole_number,
    words,
    yaml_content,
)
from paddleflow.errors import InvalidArgument
from paddleflow_api import models

T = TypeVar("T")
Check = Callable[[str, Any], Any]

CHECKS: Final[dict[str, Check]] = {
    "create_schedule.end_time": time,
    "create_schedule.start_time": time,
    "credential": credential,
    "end_time": partial(time, zone=UTC),
    "list_artifact.type_filter": partial(words, known=default.ARTIFACT_TYPES),
    "list_cluster_node.page_no": partial(whole_number, low=1),
    "list_cluster_node.page_size": partial(whole_number, low=1, high=default.NODE_PAGE_SIZE),
    "list_job.labels": json_map,
    "list_job.status": partial(words, known=default.JOB_STATUSES, several=False),
    "list_run.status_filter": partial(words, known=default.RUN_STATUSES),
    "list_schedule.status_filter": partial(words, known=default.SCHEDULE_STATUSES),
    "max_keys": partial(whole_number, low=1, high=default.PAGE_SIZE_LIMIT, digits=True),
    "run_yaml_raw": yaml_content,
    "show_run_log.page_no": partial(whole_number, low=1),
    "show_run_log.page_size": partial(whole_number, low=1, high=default.LOG_PAGE_SIZE),
    "show_schedule.status_filter": partial(words, known=default.RUN_STATUSES),
    "start_time": partial(time, zone=UTC),
    "step": partial(whole_number, low=1),
    "yaml_raw": yaml_content,
}
"""Checks by the endpoint's name for a value, where its type alone does not say them; some are of one endpoint."""

TAKEN: Final = {"cluster": ("resource",)}
"""Names that lead to another route of a resource."""

_TYPES: Final[dict[str, tuple[Check, tuple[Any, ...]]]] = {
    "AnyMap": (any_map, (None, {})),
    "bool": (flag, (None,)),
    "int": (whole_number, (None,)),
    "list[str]": (texts, (None, "")),
    "str": (text, (None, "")),
    "StringMap": (text_map, (None,)),
}
"""How a value of a type is checked, and what says that it was left out."""


_Field = tuple[str, Check, tuple[Any, ...], bool]
"""What an endpoint takes: its name, the check, the values that say it was left out, and whether it is in the body."""


def arguments_of(endpoint: Any, values: Mapping[str, Any], sent_as: Mapping[str, str]) -> dict[str, Any]:
    """Return the arguments of a generated endpoint.

    Args:
        endpoint: Its module.
        values: The arguments of the operation by name.
        sent_as: Names of arguments by those of the endpoint, where they differ by more than underscores.

    Raises:
        InvalidArgument: A value is none that the endpoint takes.
    """
    fields, model = _fields(endpoint, tuple(values), tuple(sent_as.items()))
    own: dict[str, Any] = {}
    body: dict[str, Any] = {}
    for (name, check, left_out, in_body), (argument, value) in zip(fields, values.items(), strict=True):
        if value in left_out:
            continue
        try:
            (body if in_body else own)[name] = check(argument, value)
        except InvalidArgument as error:
            raise InvalidArgument(_scoped(CODES, endpoint, argument) or error.code, error.message) from None
    return own if model is None else {**own, "body": model(**body)}


@cache
def _fields(
    endpoint: Any, arguments: tuple[str, ...], sent_as: tuple[tuple[str, str], ...]
) -> tuple[list[_Field], type[Any] | None]:
    """Return what an endpoint takes arguments as, and the model of its body if one of them is in there."""
    own: dict[str, str] = endpoint._get_kwargs.__annotations__
    in_path = list(own)[: endpoint._get_kwargs.__code__.co_argcount]
    model = getattr(models, own["body"].removesuffix(" | Unset")) if "body" in own else None
    inner: dict[str, str] = model.__annotations__ if model else {}
    known = {_plain(name): name for name in (*inner, *own)}
    names = {argument: name for name, argument in sent_as}
    fields: list[_Field] = []
    for argument in arguments:
        if (name := known.get(_plain(names.get(argument, argument)))) is None:
            raise TypeError(f"{endpoint.__name__} takes no {argument}")
        kind = inner.get(name) or own[name]
        check, left_out = _check(endpoint, name, kind.removesuffix(" | Unset"), in_path=name in in_path)
        fields.append((name, check, left_out if kind.endswith(" | Unset") else (), name in inner))
    return fields, model if any(in_body for *_, in_body in fields) else None


def _check(endpoint: Any, name: str, kind: str, *, in_path: bool) -> tuple[Check, tuple[Any, ...]]:
    """Return how a value of a type is checked, and what says that it was left out."""
    if in_path:
        return partial(path_id, taken=TAKEN.get(endpoint.__name__.split(".")[-2], ())), ()
    if kind in _TYPES:
        check, left_out = _TYPES[kind]
    elif issubclass(model := getattr(models, kind), StrEnum):
        check, left_out = partial(choice, kind=model), (None, "")
    else:
        check, left_out = partial(filled, kind=model), (None, {})
    return _scoped(CHECKS, endpoint, name) or check, left_out


def _plain(name: str) -> str:
    """Return a name without underscores, as the manual writes most; the size of a page has one of its own there."""
    return "maxkeys" if name == "maxsize" else name.replace("_", "")


def _scoped(table: Mapping[str, T], endpoint: Any, name: str) -> T | None:
    """Return what a table has for a name in an endpoint, in its resource, or everywhere."""
    _, resource, operation = endpoint.__name__.rsplit(".", 2)
    return table.get(f"{operation}.{name}") or table.get(f"{resource}.{name}") or table.get(name)
