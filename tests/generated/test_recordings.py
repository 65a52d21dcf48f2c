"""What was sent to a real server can be sent, and what it answered comes back from the models without a loss."""

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any, NamedTuple, get_args
from urllib.parse import unquote

import attrs
import httpx
import pytest
from openapi_python_client.strings import PythonIdentifier

from paddleflow_api import Client, models

from ..support.cases import with_each

BASE = "/api/paddleflow/v1"
RECORDINGS = Path(__file__).resolve().parents[1] / "recordings"


# Without an answer that a model could hold: the connection dropped, no such operation, or an empty body.
DROPPED = {"run: log run bad page"}
NO_OPERATION = {"login: unknown route", "login: wrong method"}
EMPTY = {
    "flavour: delete flavour",
    "fs: create link s3",
    "fs: delete fs",
    "fs: delete s3 link",
    "fs: fs cache create",
    "fs: fs cache delete",
    "job: delete job",
    "pipeline: delete pipeline",
    "pipeline: delete pipeline version",
    "queue: delete queue",
    "queue: revoke grant",
    "run: delete run",
    "run: delete run cache",
    "run: delete run without body",
    "run: stop run",
    "schedule: delete schedule",
    "schedule: stop schedule",
    "user: delete user",
    "user: update password",
}
# Requests that the generated endpoints do not let a caller send: no body, and no action, where one is required.
UNSENDABLE = {"login: login malformed", "queue: stop queue"}


class Exchange(NamedTuple):
    """One recorded request and its answer."""

    name: str
    request: dict[str, Any]
    response: dict[str, Any]

    @property
    def path(self) -> str:
        return f"{BASE}{self.request['path']}"


def exchanges() -> dict[str, Exchange]:
    found = {}
    for file in sorted(RECORDINGS.glob("*.json")):
        if file.name != "pipelines.json":  # which are runs of pipelines, not exchanges
            for recorded in json.loads(file.read_text(encoding="utf-8")):
                found[f"{file.stem}: {recorded['name']}"] = Exchange(**recorded)
    return found


EXCHANGES = exchanges()


def matching(operations: Sequence[Any], exchange: Exchange) -> Any:
    """The operation that a request belongs to, or None. A literal segment of a path wins over a parameter."""
    method, path = exchange.request["method"], exchange.path

    def fits(template: str) -> bool:
        pairs = list(zip(template.split("/"), path.split("/"), strict=False))
        return template.count("/") == path.count("/") and all(t[:1] == "{" or t == p for t, p in pairs)

    def parameters(operation: Any) -> list[bool]:
        return [segment.startswith("{") for segment in operation.path.split("/")]

    return min((o for o in operations if o.method == method and fits(o.path)), key=parameters, default=None)


def plain(parsed: Any) -> Any:
    """What a parsed answer is as JSON."""
    if isinstance(parsed, list):
        return [plain(item) for item in parsed]
    return parsed.to_dict() if attrs.has(type(parsed)) else parsed


def untyped(value: Any, where: str) -> Iterator[str]:
    """Where the generated code gave up: a union that fits nothing leaves the raw JSON under a typed attribute."""
    if isinstance(value, Mapping):
        yield where
    elif isinstance(value, list):
        for item in value:
            yield from untyped(item, where)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            content = getattr(value, field.name)
            if "Any" in str(field.type):
                continue
            if field.name == "additional_properties":
                content = list(content.values())
            yield from untyped(content, f"{where}.{field.name}")


def undeclared(value: Any, where: str) -> Iterator[str]:
    """Fields that the spec does not name, in objects of which it names others."""
    if isinstance(value, list):
        for item in value:
            yield from undeclared(item, where)
    elif attrs.has(type(value)):
        names = [field.name for field in attrs.fields(type(value))]
        extra = getattr(value, "additional_properties", {})
        if len(names) > 1:
            yield from (f"{where}.{name}" for name in extra)
        for name, content in [*((name, getattr(value, name)) for name in names), *extra.items()]:
            yield from undeclared(content, f"{where}.{name}")


def parsed(operations: Sequence[Any], exchange: Exchange) -> Any:
    """The answer as the generated endpoint hands it to its caller."""
    module = import_module(f"paddleflow_api.api.{matching(operations, exchange).module}")
    body = exchange.response["body"]
    response = httpx.Response(
        exchange.response["status"],
        headers={"Content-Type": exchange.response["content_type"]},
        content=body if isinstance(body, str) else json.dumps(body),
    )
    return module._build_response(client=Client("http://server"), response=response).parsed


def typed(value: Any, annotation: Any) -> Any:
    """A recorded value as the type that a parameter wants: a model, an enum, or as it is."""
    for kind in get_args(annotation) or [annotation]:
        if hasattr(kind, "from_dict"):
            return kind.from_dict(value)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(value)
    return value


MODELS = {name: getattr(models, name) for name in models.__all__}


def sent(operations: Sequence[Any], exchange: Exchange) -> httpx.Request:
    """The request that the generated endpoint makes of the recorded arguments."""
    operation = matching(operations, exchange)
    module = import_module(f"paddleflow_api.api.{operation.module}")
    wants = signature(module._get_kwargs, locals=MODELS, eval_str=True).parameters
    pairs = zip(operation.path.split("/"), exchange.path.split("/"), strict=True)
    path = [unquote(segment) for template, segment in pairs if template.startswith("{")]
    named = {str(PythonIdentifier(name, "field_")): value for name, value in exchange.request["query"].items()}
    if exchange.request["body"] is not None:
        named["body"] = exchange.request["body"]
    arguments = {name: typed(value, wants[name].annotation) for name, value in named.items()}
    with httpx.Client(base_url="http://server", transport=httpx.MockTransport(lambda _: httpx.Response(200))) as client:
        return client.build_request(**module._get_kwargs(*path, **arguments))


def test_only_recordings_without_an_answer_are_skipped(operations: list[Any]) -> None:
    unmatched = {name for name, exchange in EXCHANGES.items() if matching(operations, exchange) is None}
    answers = {name: exchange.response for name, exchange in EXCHANGES.items() if name not in unmatched}

    assert unmatched == NO_OPERATION
    assert {name for name, answer in answers.items() if answer["status"] == 0} == DROPPED
    assert {name for name, answer in answers.items() if answer["body"] == ""} == EMPTY


def test_a_literal_segment_wins_over_a_parameter(operations: list[Any]) -> None:
    matched = matching(operations, Exchange("", {"method": "GET", "path": "/cluster/resource"}, {}))

    assert matched.path == f"{BASE}/cluster/resource"


@with_each("name", sorted(EXCHANGES.keys() - DROPPED - NO_OPERATION - EMPTY))
def test_an_answer_comes_back_from_its_model_as_it_was(operations: list[Any], name: str) -> None:
    answer = parsed(operations, EXCHANGES[name])
    body = EXCHANGES[name].response["body"]

    assert answer is not None
    assert plain(answer) == body
    assert json.dumps(plain(answer), sort_keys=True) == json.dumps(
        body, sort_keys=True
    )  # == takes 1, 1.0 and True for equal
    assert list(untyped(answer, type(answer).__name__)) == []
    assert list(undeclared(answer, type(answer).__name__)) == []


@with_each("name", sorted(EMPTY))
def test_an_empty_answer_is_none(operations: list[Any], name: str) -> None:
    assert parsed(operations, EXCHANGES[name]) is None


@with_each("name", sorted(EXCHANGES.keys() - NO_OPERATION - UNSENDABLE))
def test_a_recorded_request_can_be_sent_as_it_was(operations: list[Any], name: str) -> None:
    recorded = EXCHANGES[name].request

    request = sent(operations, EXCHANGES[name])

    assert (request.method, request.url.path) == (recorded["method"], EXCHANGES[name].path)
    assert dict(request.url.params) == {key: str(value) for key, value in recorded["query"].items()}
    assert (json.loads(request.content) if request.content else None) == recorded["body"]


@with_each("name", sorted(UNSENDABLE))
def test_a_request_without_what_is_required_cannot_be_made(operations: list[Any], name: str) -> None:
    with pytest.raises((TypeError, KeyError), match=r"body|action"):
        sent(operations, EXCHANGES[name])
