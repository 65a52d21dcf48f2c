"""What each method sends and what it makes of the answer of a real server, on both kinds of client."""

import re
from typing import Any

from paddleflow import Client

from ...support.any_client import AnyClient, mostly_blocking
from ...support.cases import with_each
from ...support.contract import BASE, Contract
from ...support.operations import operations
from ...support.recorded_server import Server, json, recorded
from ..manual.signatures import methods
from .calls import CALLS, CallCase

# What sends nothing, and what starts a program as well: test_fuse.py.
OTHERS = {"login", "pre_check", "stop_queue", "update_fs_cache", "mount"}


@mostly_blocking
@with_each("case", CALLS, ids=str)
def test_a_method_gives_what_the_manual_promises(any_client: AnyClient, server: Server, case: CallCase) -> None:
    server.forget()
    server.answer(case.answer)
    ret, response = getattr(any_client, case.method)(**case.arguments)
    assert ret, response
    assert case.pick(response) == case.want


@mostly_blocking
@with_each("case", CALLS, ids=str)
def test_a_method_sends_what_it_was_given_to_the_route_it_names(
    any_client: AnyClient, server: Server, contract: Contract, case: CallCase
) -> None:
    server.forget()
    server.answer(case.answer)
    getattr(any_client, case.method)(**case.arguments).unwrap()
    (request,) = server.requests
    assert (request.json, request.query) == (case.sent, case.query)
    operation = contract.find(request.method, request.path)
    assert operation is not None
    assert contract.request_problems(operation, request.path, request.query, request.json) == []
    assert f"{operation.method.upper()} {operation.path.removeprefix(BASE)}" in routes(case.method)


@with_each("case", CALLS, ids=str)
def test_a_made_up_answer_is_one_that_the_spec_has(
    contract: Contract, server: Server, any_client: AnyClient, case: CallCase
) -> None:
    if isinstance(case.answer, str):
        return  # the recordings are held against the spec elsewhere
    server.forget()
    server.answer(case.answer)
    getattr(any_client, case.method)(**case.arguments).unwrap()
    operation = contract.find(server.requests[0].method, server.requests[0].path)
    assert operation is not None
    body = case.answer.json if case.answer.body else ""
    assert contract.answer_problems(operation, case.answer.status, body) == []


WITHOUT_LISTS = [case for case in CALLS if case.method != "show_link"]  # it shows the one link in its list


@with_each("case", WITHOUT_LISTS, ids=str)
def test_null_for_a_list_is_an_empty_list(any_client: AnyClient, server: Server, case: CallCase) -> None:
    answer = recorded(case.answer) if isinstance(case.answer, str) else case.answer
    if not answer.body:
        return
    server.answer(json(without_lists(answer.json), answer.status))
    result = getattr(any_client, case.method)(**case.arguments)
    assert result.ok, result.error


def without_lists(value: Any) -> Any:
    """The same with null in the place of every list."""
    if isinstance(value, dict):
        return {key: without_lists(each) for key, each in value.items()}
    return None if isinstance(value, list) else value


def routes(method: str) -> list[str]:
    """Return what the docstring says that a method sends, as ``GET /queue``."""
    return re.findall(r"``([A-Z]+ /.*?)``", (methods()[method].__doc__ or "").rpartition(" Sends ")[2])


def test_every_method_is_called_here() -> None:
    uncalled = set(methods()) - OTHERS - {case.method for case in CALLS}
    assert not uncalled, f"write a call of {sorted(uncalled)} in tests/wrapper/resources/calls.py"
    assert all(hasattr(Client, name) for name in operations())


@mostly_blocking
def test_every_refusal_is_a_false_and_a_message(any_client: AnyClient, server: Server) -> None:
    for case in CALLS:
        server.answer("show run unknown")
        ret, message = getattr(any_client, case.method)(**case.arguments)
        assert (ret, message.code, message.http_status) == (False, "RunNotFound", 404)
