"""Whatever is sent, right or wrong by the spec: an answer of the spec, no crash, no 500 but the real server's own.

The suite sends the spec's own examples, whole and spoiled; `make torture` sends what schemathesis makes of the spec.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ..support.api import Api, encoded, pipeline_yaml
from ..support.cases import with_each
from ..support.contract import BASE, Contract, Operation
from .conftest import ROOT

SEEDED = {
    "runID": "run-000001",
    "pipelineID": "ppl-000001",
    "pipelineVersionID": "1",
    "scheduleID": "schedule-000001",
    "fsName": "held",
    "username": "alice",
    "userName": "alice",
    "flavourName": "flavour1",
    "queueName": "default-queue",
    "clusterName": "default-cluster",
    "jobID": "job-run-000001",
    "linkPath": "link",
    "cacheID": "cch-000001",
    "runCacheID": "cch-000001",
    "name": "held",
}
"""What is there, by the name of the path parameter that may ask for it."""

OPERATIONS = sorted(
    (path.stem for path in (ROOT / "generated" / "paddleflow_api" / "api").glob("*/*.py") if path.stem != "__init__"),
    key=lambda name: (name.startswith("delete"), name),  # what is there is deleted last
)


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> dict[str, Any]:
    """The operations as schemathesis has them. It takes seconds to import: only who fuzzes waits for it."""
    import schemathesis
    from schemathesis.core.result import Ok

    found = [
        each.ok() for each in schemathesis.openapi.from_dict(document).get_all_operations() if isinstance(each, Ok)
    ]
    return {operation.definition.raw["operationId"]: operation for operation in found}


@pytest.fixture(scope="module")
def users(anyone: Api, root: Api, local: Path) -> list[Api]:
    """Root, an ordinary user and a stranger, with objects for them."""
    alice = root.add_user("alice")
    for user in (root, alice):
        assert user.post("/fs", name="held", url=f"local://{user is root}").ok
        text = 'name: x\ndocker_env: b\ncache: {enable: true}\nentry_points: {a: {command: "echo a"}}'
        user.finished(user.start(text, fsName="held"))
    assert root.post("/pipeline", yamlRaw=encoded(pipeline_yaml())).ok
    assert root.post("/resourcepool", name="held", namespace="default").ok
    return [root, root, root, alice, anyone]


@pytest.fixture
def complaints(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """What the server logged as its own mistakes."""
    found: list[str] = []

    class Listen(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(self.format(record))

    logger, listen = logging.getLogger("paddleflow_emulator"), Listen(logging.ERROR)
    logger.addHandler(listen)
    yield found
    logger.removeHandler(listen)


def send(contract: Contract, user: Api, request: httpx.Request) -> None:
    """Send a request; its answer is one of those that the spec has for it."""
    answer = user.http.send(request)
    body = answer.json() if answer.content else ""
    found = contract.find(request.method, request.url.raw_path.decode().partition("?")[0].removeprefix(BASE))
    assert found is not None
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-pf-request-id"]
    if answer.status_code >= 400 and str(answer.status_code) not in found.definition["responses"]:
        # A path parameter with a slash, or an empty one, is another path.
        assert answer.status_code in (404, 405), (answer.status_code, body)
    else:
        assert contract.answer_problems(found, answer.status_code, body) == [], (answer.status_code, body)


WRONG: list[Any] = [None, 7, "text", [], {}, "", "\0", "../..", 10**30]


def bodies(operation: Operation) -> Iterator[bytes]:
    """The spec's example; then values that are not objects, and the example with each value wrong in turn."""
    content = operation.definition.get("requestBody", {}).get("content", {}).get("application/json", {})
    example = harmless(content.get("example", {}))
    yield json.dumps(example).encode()
    if not content:
        return
    yield from (b"", b"[]", b'"text"', b"{", b"\xff", json.dumps({**example, "nobodyKnowsThis": 1}).encode())
    for place, name in enumerate(example):
        yield json.dumps({**example, name: WRONG[place % len(WRONG)]}).encode()


def requests(operation: Operation, root: Api, others: list[Api], contract: Contract) -> Iterator[tuple[Api, Any]]:
    """Requests to an operation: for existing and unknown objects, with bodies and queries of all kinds."""
    template, method = operation.path.removeprefix(BASE), operation.method
    there, missing = template.format(**SEEDED), re.sub(r"{\w+}", "no-such", template)
    right = next(bodies(operation))
    for user in others:
        yield user, user.http.build_request(method, missing, content=right)
        yield user, user.http.build_request(method, there, content=right)
    yield root, root.http.build_request(method, missing, content=right)
    for body in bodies(operation):
        yield root, root.http.build_request(method, there, content=body)
    for place, each in enumerate(contract.parameters(operation)):
        if each["in"] == "query":
            text = ("x", "-1", "")[place % 3]
            yield root, root.http.build_request(method, there, params={each["name"]: text}, content=right)


@with_each("name", OPERATIONS)
def test_an_operation_answers_valid_and_invalid_requests(
    contract: Contract, users: list[Api], complaints: list[str], name: str
) -> None:
    (operation,) = [each for each in contract.operations if each.id == name]
    root, *others = users[2:]
    for user, request in requests(operation, root, others, contract):
        send(contract, user, request)
        assert complaints == []


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["positive", "negative"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_answers_as_the_spec_says(
    contract: Contract, operations: dict[str, Any], users: list[Api], complaints: list[str], name: str, mode: str
) -> None:
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st
    from schemathesis import GenerationMode

    strategy = operations[name].as_strategy(generation_mode=GenerationMode(mode))
    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]

    @settings(max_examples=60, derandomize=True, database=None, deadline=None, suppress_health_check=slow)
    @given(case=strategy, user=st.sampled_from(users), known=st.booleans())
    def try_it(case: Any, user: Api, known: bool) -> None:
        parameters = case.path_parameters or {}
        if known:
            case.path_parameters = {key: SEEDED.get(key, value) for key, value in parameters.items()}
        send(contract, user, request_of(user, case))
        assert complaints == []

    try_it()


def request_of(user: Api, case: Any) -> httpx.Request:
    """The request of a generated case; commands in it are harmless ones."""
    content = b""
    if isinstance(case.body, bytes):
        content = case.body
    elif type(case.body).__name__ != "NotSet":
        content = json.dumps(harmless(case.body)).encode()
    query = {name: value if isinstance(value, str) else json.dumps(value) for name, value in (case.query or {}).items()}
    path = case.formatted_path.removeprefix(BASE)
    return user.http.build_request(case.method, path, params=query, content=content)


def harmless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: "true" if key.lower() == "command" else harmless(item) for key, item in value.items()}
    return [harmless(item) for item in value] if isinstance(value, list) else value
