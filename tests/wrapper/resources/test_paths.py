"""Any id reaches its own route or is refused, and never reaches another one. Over a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ...support.any_client import MOSTLY_BLOCKING, AnyClient, clients
from ...support.cases import with_each
from ...support.contract import BASE, Contract
from ...support.recorded_server import EMPTY, Server
from .calls import CALLS, CallCase

NASTY = (
    "/",
    "%",
    "2",
    "e",
    "f",
    ".",
    "?",
    "#",
    "&",
    "=",
    ";",
    ":",
    "@",
    "\\",
    " ",
    "\t",
    "+",
    "中",
    "文",
    "é",
    "🙂",
    "a",
)
IDS = st.text(st.sampled_from(NASTY), min_size=1, max_size=12) | st.text(st.characters(codec="utf-8"), min_size=1)
KNOWN = [
    "..",
    ".",
    "%2e%2e",
    "%2E%2E",
    "../queue/q",
    "a/../b",
    "a/b",
    "a%2Fb",
    "a b",
    "甲",
    "🙂",
    "a?b=c",
    "a#b",
    "resource",
]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture(scope="module", params=MOSTLY_BLOCKING)
def any_client(request: pytest.FixtureRequest, server: Server) -> Iterator[AnyClient]:
    with clients(request.param) as maker:
        ours = maker.new(server.host, "root", "paddleflow", server.port)
        ours.login().unwrap()
        yield ours


def placed(case: CallCase, contract: Contract, server: Server, any_client: AnyClient) -> dict[str, tuple[str, int]]:
    """The arguments of a call that are segments of its path: the operation, and which segment."""
    server.forget()
    server.answer(EMPTY)
    marked = {name: f"id-of-{name}" if isinstance(value, str) else value for name, value in case.arguments.items()}
    marked |= {name: case.arguments[name] for name in UNMARKED if name in case.arguments}
    getattr(any_client, case.method)(**marked)
    (request,) = server.requests
    operation = contract.find(request.method, request.path)
    assert operation is not None
    segments = (BASE + request.path).split("/")
    return {
        name: (operation.id, segments.index(value))
        for name, value in marked.items()
        if isinstance(value, str) and value in segments
    }


# Arguments that must be what they are, and are in no path.
UNMARKED = (
    *(
        "clustertype",
        "status",
        "status_filter",
        "type_filter",
        "quotaType",
        "quota_type",
        "type",
        "job_type",
        "concurrency_policy",
        "logfileposition",
    ),
    *("start_time", "end_time", "line_limit", "max_keys", "options"),
)
WITH_IDS = [case for case in CALLS if case.method.startswith(("show", "del", "update", "stop", "retry", "list", "get"))]
WITH_IDS += [case for case in CALLS if case.method in ("create_kubernetes_object",)]


@pytest.mark.parametrize("drawn", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["known", "drawn"])
@with_each("case", WITH_IDS, ids=str)
def test_an_id_reaches_its_own_route_or_is_refused(
    case: CallCase, contract: Contract, server: Server, any_client: AnyClient, drawn: bool
) -> None:
    for name, (operation_id, segment) in placed(case, contract, server, any_client).items():

        def reaches(given_id: str, name: str = name, operation_id: str = operation_id, segment: int = segment) -> None:
            server.forget()
            server.answer(EMPTY)
            ret, message = getattr(any_client, case.method)(**{**case.arguments, name: given_id})
            if not server.requests:
                assert not ret
                assert message.exception.__class__.__name__ == "InvalidArgument"
                return
            (request,) = server.requests
            operation = contract.find(request.method, request.path)
            assert operation is not None
            assert operation.id == operation_id
            assert unquote((BASE + request.path).split("/")[segment], errors="strict") == given_id

        if drawn:
            given(IDS)(reaches_of(reaches))()
        else:
            for known in KNOWN:
                reaches(known)


def reaches_of(reaches: Any) -> Any:
    """A function of one argument alone, as hypothesis wants it."""

    def any_id(given_id: str) -> None:
        reaches(given_id)

    return any_id


def test_every_operation_with_an_id_in_its_path_is_among_them(
    contract: Contract, server: Server, any_client: AnyClient
) -> None:
    tried = {operation for case in WITH_IDS for operation, _ in placed(case, contract, server, any_client).values()}
    missing = {operation.id for operation in contract.operations if "{" in operation.path} - tried
    assert not missing, f"tests/wrapper/resources/calls.py has no call with an id of {sorted(missing)}"


@pytest.mark.parametrize("dots", [".", ".."])
def test_dots_are_refused_with_the_reason(any_client: AnyClient, server: Server, dots: str) -> None:
    server.forget()
    ret, message = any_client.show_run(dots)
    assert (ret, str(message)) == (False, f"show_run: run_id must not be {dots!r}: it would name another route.")
    assert server.requests == []


def test_a_cluster_named_like_another_route_is_refused(any_client: AnyClient, server: Server) -> None:
    server.forget()
    assert any_client.show_cluster("resource")[0] is False
    assert server.requests == []
