"""Turns the arguments of an operation into those of the generated endpoint that it sends, and checks them.

The types of the endpoint, which come from the spec, say what a value may be (a text, a number, one of a few words, a
dict of a known form) and whether it may be left out. `CHECKS` has what they do not say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC
from enum import StrEnum
from functools import cache, partial
from typing import Any, Final, NamedTuple, TypeVar

from paddleflow import _arguments as checks
from paddleflow import _constants as default
from paddleflow.errors import InvalidArgument
from paddleflow_api import models

T = TypeVar("T")
Check = Callable[[str, Any], Any]

CHECKS: Final[dict[str, Check]] = {
    "create_schedule.end_time": checks.time,
    "create_schedule.start_time": checks.time,
    "credential": checks.credential,
    "end_time": partial(checks.time, zone=UTC),
    "list_artifact.type_filter": partial(checks.words, known=default.ARTIFACT_TYPES),
    "list_cluster_node.page_no": partial(checks.integer, low=1),
    "list_cluster_node.page_size": partial(checks.integer, low=1, high=default.NODE_PAGE_SIZE),
    "list_job.labels": checks.json_map,
    "list_job.status": partial(checks.words, known=default.JOB_STATUSES, several=False),
    "list_run.status_filter": partial(checks.words, known=default.RUN_STATUSES),
    "list_schedule.status_filter": partial(checks.words, known=default.SCHEDULE_STATUSES),
    "max_keys": partial(checks.integer, low=1, high=default.PAGE_SIZE_LIMIT, digits=True),
    "run_yaml_raw": checks.yaml_content,
    "show_run_log.page_no": partial(checks.integer, low=1),
    "show_run_log.page_size": partial(checks.integer, low=1, high=default.LOG_PAGE_SIZE),
    "show_schedule.status_filter": partial(checks.words, known=default.RUN_STATUSES),
    "start_time": partial(checks.time, zone=UTC),
    "step": partial(checks.integer, low=1),
    "yaml_raw": checks.yaml_content,
}
"""Checks by the endpoint's name for a value, where the type is not enough; some are for one operation only."""

RESERVED: Final = {"cluster": ("resource",)}
"""Path segments that lead to another route of a resource."""

_BY_TYPE: Final[dict[str, tuple[Check, tuple[Any, ...]]]] = {
    "bool": (checks.flag, (None,)),
    "int": (checks.integer, (None,)),
    "list[str]": (checks.texts, (None, "")),
    "str": (checks.text, (None, "")),
    "StringMap": (checks.text_map, (None,)),
}
"""The check of a value by its type, and the values that stand for none given."""


class _Field(NamedTuple):
    """What an endpoint takes an argument as."""

    name: str
    check: Check
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
    for (name, check, left_out, in_body), (argument, value) in zip(fields, values.items(), strict=True):
        if value in left_out:
            continue
        try:
            (body if in_body else outside)[name] = check(argument, value)
        except InvalidArgument as error:
            raise InvalidArgument(
                _most_specific(checks.CODES, endpoint, argument) or error.code, error.message
            ) from None
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
        check, left_out = _check(endpoint, name, annotation.removesuffix(" | Unset"), in_path=name in in_path)
        fields.append(_Field(name, check, left_out if annotation.endswith(" | Unset") else (), name in in_body))
    return fields, model if any(field.in_body for field in fields) else None


def _check(endpoint: Any, name: str, annotation: str, *, in_path: bool) -> tuple[Check, tuple[Any, ...]]:
    """Return the check of a value, and the values that stand for none given."""
    if in_path:
        return partial(checks.path_id, reserved=RESERVED.get(endpoint.__name__.split(".")[-2], ())), ()
    if annotation in _BY_TYPE:
        check, left_out = _BY_TYPE[annotation]
    elif issubclass(model := getattr(models, annotation), StrEnum):
        check, left_out = partial(checks.choice, enum=model), (None, "")
    else:
        check, left_out = partial(checks.as_model, model=model), (None, {})
    return _most_specific(CHECKS, endpoint, name) or check, left_out


def _without_underscores(name: str) -> str:
    """Return a name as the manual writes most; ``maxsize`` is its name for ``max_keys``."""
    return "maxkeys" if name == "maxsize" else name.replace("_", "")


def _most_specific(table: Mapping[str, T], endpoint: Any, name: str) -> T | None:
    """Return the entry for a name in an endpoint, else in its resource, else anywhere."""
    _, resource, operation = endpoint.__name__.rsplit(".", 2)
    return table.get(f"{operation}.{name}") or table.get(f"{resource}.{name}") or table.get(name)
