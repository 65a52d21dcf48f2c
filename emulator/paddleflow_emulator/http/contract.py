"""The spec as the server uses it: which operations there are, what they take, and how a body is read.

Routes, statuses, field names and JSON types come from `paddleflow_api/openapi.json` and are not written here again.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Self

from attrs import field, frozen

from paddleflow.pipeline._rules.spec import Json

from .errors import ApiError

BODY_ERROR: Mapping[str, str] = {
    "pipeline": "InvalidHTTPRequest",
    "schedule": "InvalidHTTPRequest",
    "kubernetes": "",
    "create_cluster": "",
    "update_cluster": "",
    "query_card_time": "",
}
"""Operation id or tag to the code of an unusable body; others answer MalformedJSON."""

EXACT_KEYS = frozenset({"create_run_json"})
"""Operations whose body reaches the handler as it was sent: they refuse unknown keys themselves."""

FREE_BODY: Json = {"type": "object"}

WATCH_JOBS = "watch_jobs"
"""The operation that is in the spec's prose only, as OpenAPI cannot describe a websocket."""

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}
_INTEGER = re.compile("[+-]?[0-9]+")
_ZERO: Mapping[str, Any] = {"string": "", "boolean": False, "integer": 0, "number": 0, "array": [], "object": {}}


class Misfit(Exception):
    """A JSON value that is not of the spec's type; its text says where."""


@frozen
class Document:
    """A request body, parsed once: checks and handler see the same.

    Args:
        value: What the JSON says; None when it says nothing.
        problem: Why there is no value; empty when there is one.
        is_empty: Nothing was sent.
    """

    value: Any
    problem: str
    is_empty: bool

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Parse JSON; NaN, Infinity and numbers that are too large are not JSON."""
        if not raw:
            return cls(None, "nothing was sent", is_empty=True)
        try:
            value = json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant, parse_float=_finite)
        except (ValueError, RecursionError) as wrong:
            return cls(None, str(wrong), is_empty=not raw.strip())
        return cls(value, "", is_empty=False)


@frozen
class Parameter:
    """A query parameter."""

    name: str
    kind: str
    minimum: int | None
    maximum: int | None

    def check(self, text: str) -> None:
        """Refuse what is not a number, or out of bounds; texts and enums have their own codes in the handlers.

        Raises:
            ApiError: InvalidURI.
        """
        if self.kind != "integer" or not text:
            return
        try:
            number = int(text) if _INTEGER.fullmatch(text) else None
        except ValueError:  # more digits than Python reads
            number = None
        low = number is None or (self.minimum is not None and number < self.minimum)
        if low or (self.maximum is not None and number is not None and number > self.maximum):
            raise ApiError("InvalidURI", f"{self.name}[{text}] is invalid")


@frozen
class Operation:
    """One operation of the spec."""

    id: str
    tag: str
    method: str
    path: str
    status: int
    needs_token: bool
    query: Mapping[str, Parameter]
    body: Json | None = None
    body_required: bool = False

    @property
    def body_error(self) -> str:
        """The code of an unusable body."""
        return BODY_ERROR.get(self.id, BODY_ERROR.get(self.tag, "MalformedJSON"))


@frozen
class Contract:
    """The whole spec."""

    spec: Json
    operations: Mapping[str, Operation] = field(factory=dict)

    @property
    def base(self) -> str:
        """What all paths begin with, e.g. `/api/paddleflow/v1/`; paths below it need a token even when unknown."""
        paths: list[str] = sorted(self.spec["paths"])
        first, last = paths[0], paths[-1]
        common = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
        return first[:common].rpartition("/")[0] + "/"

    @property
    def watch_jobs(self) -> Operation:
        """The websocket of job changes."""
        return Operation(WATCH_JOBS, "job", "GET", f"{self.base}wsjob", status=101, needs_token=True, query={})

    def resolve(self, schema: Json) -> Json:
        """Follow `$ref`, also one that stands alone in `allOf` to carry a description."""
        while True:
            if "$ref" in schema:
                node: Any = self.spec
                for part in schema["$ref"].removeprefix("#/").split("/"):
                    node = node[part]
                schema = node
            elif len(schema.get("allOf", ())) == 1:
                schema = schema["allOf"][0]
            else:
                return schema

    def read_body(self, operation: Operation, document: Document) -> Json:
        """Read a request body into the spec's spelling.

        Keys match without regard to letter case, unknown ones are dropped, null counts as left out, and a required
        key that is missing has its zero value, as in the real server. Only JSON types are checked here.

        Raises:
            ApiError: MalformedJSON (InvalidHTTPRequest for some tags): no body, not JSON, wrong types.
        """
        if operation.body is None or (document.is_empty and not operation.body_required):
            return {}
        if document.problem:
            raise ApiError(operation.body_error, f"The JSON provided was not well-formatted: {document.problem}")
        schema = FREE_BODY if operation.id in EXACT_KEYS else operation.body
        try:
            return dict(self.fit(schema, {} if document.value is None else document.value))
        except RecursionError as wrong:
            raise ApiError(operation.body_error, f"The JSON provided is nested too deeply: {wrong}") from None
        except Misfit as wrong:
            raise ApiError(operation.body_error, f"The JSON provided does not fit: {wrong}") from None

    def fit(self, schema: Json, value: Any, where: str = "body") -> Any:
        """Check a value's JSON types and bring its keys into the spec's spelling.

        Raises:
            Misfit: A value of another type.
        """
        schema = self.resolve(schema)
        kind = schema.get("type")
        if kind is None:
            return _clean(value)
        if not _is_of(kind, value):
            raise Misfit(f"{where} should be of type {kind}")
        if kind == "array":
            return [self.fit(schema["items"], item, f"{where}[{i}]") for i, item in enumerate(value)]
        if kind == "object":
            return self._fit_object(schema, value, where)
        return _clean(value)

    def _fit_object(self, schema: Json, value: Json, where: str) -> Json:
        properties: Json = schema.get("properties", {})
        if not properties:
            others = schema.get("additionalProperties", True)
            inner: Json = others if isinstance(others, dict) else {}
            return {_clean(key): self.fit(inner, item, f"{where}.{key}") for key, item in value.items()}
        spelling = {name.lower(): name for name in properties}
        known = {spelling[key.lower()]: item for key, item in value.items() if key.lower() in spelling}
        fitted = {
            name: self.fit(properties[name], item, f"{where}.{name}")
            for name, item in known.items()
            if item is not None
        }
        missing = {name: self._zero(properties[name]) for name in schema.get("required", ()) if name not in fitted}
        return missing | fitted

    def _zero(self, schema: Json) -> Any:
        return _ZERO[self.resolve(schema).get("type", "string")]


def _is_of(kind: str, value: object) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text} is too large a number")
    return number


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _clean(value: Any) -> Any:
    """Replace what cannot be stored as text (lone halves of surrogate pairs), as the real server's decoder does."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return value


@cache
def load_contract() -> Contract:
    """Read the spec that the installed `paddleflow_api` was generated from."""
    spec: Json = json.loads(resources.files("paddleflow_api").joinpath("openapi.json").read_text("utf-8"))
    bare = Contract(spec)
    found = {
        details["operationId"]: _operation(bare, method.upper(), path, details)
        for path, methods in spec["paths"].items()
        for method, details in methods.items()
    }
    return Contract(spec, found)


def _operation(contract: Contract, method: str, path: str, details: Json) -> Operation:
    body = details.get("requestBody", {})
    return Operation(
        id=details["operationId"],
        tag=details["tags"][0],
        method=method,
        path=path,
        status=min(int(status) for status in details["responses"]),
        needs_token=details.get("security", contract.spec.get("security", [{}])) != [],
        query={found.name: found for found in _query(contract, details.get("parameters", ()))},
        body=next(iter(body["content"].values()))["schema"] if body else None,
        body_required=body.get("required", False),
    )


def _query(contract: Contract, parameters: Sequence[Json]) -> list[Parameter]:
    found = []
    for parameter in map(contract.resolve, parameters):
        if parameter["in"] == "query":
            schema = contract.resolve(parameter["schema"])
            bounds = schema.get("minimum"), schema.get("maximum")
            found.append(Parameter(parameter["name"], schema.get("type", "string"), *bounds))
    return found
