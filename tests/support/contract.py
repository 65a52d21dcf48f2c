"""The contract, asked one question at a time: which operation is this, and what in it is against the spec?

`Contract` takes the loaded document; the fixture `contract` of conftest.py is the one of spec/openapi.yaml.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema.protocols import Validator
from openapi_schema_validator import OAS30ReadValidator, OAS30WriteValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from spec_rules import METHODS, Operation

BASE = "/api/paddleflow/v1"
JSON = "application/json"
RECORDINGS = Path(__file__).resolve().parents[1] / "recordings"
URI = "urn:contract"


@dataclass(frozen=True)
class Exchange:
    """One recorded request and what the server answered."""

    resource: str
    name: str
    request: Mapping[str, Any]
    response: Mapping[str, Any]

    @property
    def id(self) -> str:
        return f"{self.resource}: {self.name}"

    @property
    def status(self) -> int:
        return self.response["status"]

    @property
    def accepted(self) -> bool:
        return 200 <= self.status < 300


def exchanges() -> list[Exchange]:
    """Every recording, in the order sent; pipelines.json holds runs of pipelines instead."""
    return [
        Exchange(resource=file.stem, **recorded)
        for file in sorted(RECORDINGS.glob("*.json"))
        if file.name != "pipelines.json"
        for recorded in json.loads(file.read_text(encoding="utf-8"))
    ]


def converted(value: Any, schema: Mapping[str, Any]) -> Any:
    """What the text of a query or path parameter is by its schema; itself where it is not that."""
    text = str(value)
    if schema.get("type") == "integer":
        return int(text) if text.lstrip("-").isdecimal() else text
    if schema.get("type") == "boolean":
        return {"true": True, "false": False}.get(text, text)
    return text


class Contract:
    """The operations of a document and validators for what they send and get."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.registry = Registry().with_resource(URI, Resource.from_contents(document, default_specification=DRAFT4))
        self.operations = [
            Operation(method, path, item[method])
            for path, item in document["paths"].items()
            for method in METHODS
            if method in item
        ]

    def resolve(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """`node` itself, or what its `$ref` names."""
        while "$ref" in node:
            _, section, name = node["$ref"].removeprefix("#/").split("/")
            node = self.document["components"][section][name]
        return node

    def find(self, method: str, path: str) -> Operation | None:
        """The operation of a request (`path` below the base path): a literal segment wins over a parameter."""
        asked = (BASE + path).split("/")

        def fits(template: list[str]) -> bool:
            return len(template) == len(asked) and all(
                want.startswith("{") or want == have for want, have in zip(template, asked, strict=True)
            )

        def parameters(operation: Operation) -> list[bool]:
            return [segment.startswith("{") for segment in operation.path.split("/")]

        same = [each for each in self.operations if each.method == method.lower() and fits(each.path.split("/"))]
        return min(same, key=parameters, default=None)

    def reader(self, pointer: str) -> Validator:
        """A validator of answers for the schema at `pointer`."""
        return OAS30ReadValidator({"$ref": URI + pointer}, registry=self.registry)

    def writer(self, pointer: str) -> Validator:
        """A validator of requests for the schema at `pointer`."""
        return OAS30WriteValidator({"$ref": URI + pointer}, registry=self.registry)

    def parameters(self, operation: Operation) -> list[Mapping[str, Any]]:
        return [self.resolve(each) for each in operation.definition.get("parameters", [])]

    def answer_schema(self, operation: Operation, status: int) -> str | None:
        """The pointer of the schema that an answer with this status has, None if it has none."""
        content = operation.definition["responses"].get(str(status), {}).get("content")
        return operation.pointer("responses", str(status), "content", JSON, "schema") if content else None

    def body_schema(self, operation: Operation) -> str | None:
        """The pointer of the schema of the request's body, None if it takes none."""
        known = "requestBody" in operation.definition
        return operation.pointer("requestBody", "content", JSON, "schema") if known else None

    def request_problems(
        self, operation: Operation, path: str, query: Mapping[str, Any] | None, body: Any
    ) -> list[str]:
        """What in a request is against the operation; `body` is None or empty text when there is none."""
        segments = zip(operation.path.split("/"), (BASE + path).split("/"), strict=True)
        given = {("path", want.strip("{}")): have for want, have in segments if want.startswith("{")}
        given |= {("query", name): value for name, value in (query or {}).items()}
        problems = []
        for index, parameter in enumerate(self.parameters(operation)):
            place, name = parameter["in"], parameter["name"]
            if (place, name) in given:
                value = converted(given.pop((place, name)), self.resolve(parameter["schema"]))
                errors = self.writer(self.parameter_schema(operation, index)).iter_errors(value)
                problems += [f"{place} {name}: {error.message}" for error in errors]
            elif parameter.get("required"):
                problems.append(f"{place} {name}: required, not there")
        problems += [f"{place} {name}: not in the spec" for place, name in given]
        return problems + self.body_problems(operation, body)

    def parameter_schema(self, operation: Operation, index: int) -> str:
        """The pointer of the schema of an operation's parameter."""
        parameter = operation.definition["parameters"][index]
        return f"{parameter.get('$ref') or operation.pointer('parameters', str(index))}/schema"

    def body_problems(self, operation: Operation, body: Any) -> list[str]:
        pointer = self.body_schema(operation)
        if body in (None, ""):
            needed = pointer and operation.definition["requestBody"].get("required")
            return ["body: required, not there"] if needed else []
        if not pointer:
            return ["body: the operation takes none"]
        return [f"body {error.json_path}: {error.message}" for error in self.writer(pointer).iter_errors(body)]

    def answer_problems(self, operation: Operation, status: int, body: Any) -> list[str]:
        """What in an answer is against the operation; `body` is empty text when there is none."""
        response = operation.definition["responses"].get(str(status))
        if response is None:
            return [f"status {status}: not in the spec"]
        pointer = self.answer_schema(operation, status)
        if body == "":
            return [] if pointer is None or response.get("x-may-be-empty") else ["body: empty"]
        if pointer is None:
            return ["body: must be empty"]
        return [f"{error.json_path}: {error.message}" for error in self.reader(pointer).iter_errors(body)]

    def types(self, schema: Mapping[str, Any]) -> frozenset[str]:
        """The JSON types that a value of `schema` may have."""
        every = frozenset({"null", "boolean", "integer", "number", "string", "array", "object"})
        schema = self.resolve(schema)
        allowed = every
        if kind := schema.get("type"):
            allowed = frozenset({kind}) | ({"integer"} if kind == "number" else set())
            allowed |= {"null"} if schema.get("nullable") else set()
            if schema.get("enum") == [None]:
                allowed = frozenset({"null"})
        for part in schema.get("allOf", []):
            allowed &= self.types(part)
        if parts := schema.get("oneOf") or schema.get("anyOf"):
            allowed &= frozenset().union(*map(self.types, parts))
        return allowed

    def described(self, pointer: str, value: Any) -> Iterator[Spot]:
        """Every place inside `value` that the schema at `pointer` describes."""
        yield from self._spots(self.at(pointer), value, ())

    def _spots(self, schema: Mapping[str, Any], value: Any, where: tuple[str | int, ...]) -> Iterator[Spot]:
        yield Spot(where, self.types(schema))
        yield from self._inside(schema, value, where)

    def _inside(self, schema: Mapping[str, Any], value: Any, where: tuple[str | int, ...]) -> Iterator[Spot]:
        schema = self.resolve(schema)
        for part in schema.get("allOf", []):
            yield from self._inside(part, value, where)
        for part in schema.get("oneOf", []):
            if self.reader(part["$ref"]).is_valid(value):
                yield from self._inside(part, value, where)
        if isinstance(value, dict):
            rest = schema.get("additionalProperties")
            for name, content in value.items():
                inner = schema.get("properties", {}).get(name, rest)
                if isinstance(inner, dict):
                    yield from self._spots(inner, content, (*where, name))
        elif isinstance(value, list) and "items" in schema:
            for index, content in enumerate(value):
                yield from self._spots(schema["items"], content, (*where, index))

    def at(self, pointer: str) -> Any:
        """The value at a JSON pointer of the document."""
        node: Any = self.document
        for step in pointer.removeprefix("#/").split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            node = node[int(key) if isinstance(node, list) else key]
        return node


@dataclass(frozen=True)
class Spot:
    """A place inside a JSON value (keys and indices from its root) and the JSON types allowed there."""

    where: tuple[str | int, ...]
    types: frozenset[str]


def replaced(value: Any, where: tuple[str | int, ...], new: Any) -> Any:
    """A copy of `value` with `new` at `where`."""
    if not where:
        return new
    first, *rest = where
    inner = replaced(value[first], tuple(rest), new)
    if isinstance(value, list):
        return [inner if index == first else item for index, item in enumerate(value)]
    return {**value, first: inner}
