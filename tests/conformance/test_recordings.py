"""What a real server was sent and what it answered is what the spec says. Nothing is sent here."""

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from ..support.cases import with_each
from ..support.contract import Contract, Exchange, Operation, Spot, exchanges, replaced

EXCHANGES = exchanges()
# By exact name, so that a mistake in the spec cannot hide here.
NO_OPERATION = {"login: unknown route": 404, "login: wrong method": 405}
DROPPED = {"run: log run bad page"}

SAMPLES = {"null": None, "boolean": True, "integer": 7, "number": 7.5, "string": "text", "array": [], "object": {}}


def by_id(exchange: Exchange) -> str:
    return exchange.id


def operation_of(contract: Contract, exchange: Exchange) -> Operation:
    operation = contract.find(exchange.request["method"], exchange.request["path"])
    assert operation is not None, exchange.id
    return operation


def request_problems(contract: Contract, exchange: Exchange, **changes: Any) -> list[str]:
    sent: dict[str, Any] = {name: exchange.request[name] for name in ("path", "query", "body")} | changes
    return contract.request_problems(operation_of(contract, exchange), **sent)


def answer_problems(contract: Contract, exchange: Exchange) -> list[str]:
    return contract.answer_problems(operation_of(contract, exchange), exchange.status, exchange.response["body"])


@with_each("exchange", EXCHANGES, ids=by_id)
def test_a_recording_is_what_the_spec_says(contract: Contract, exchange: Exchange) -> None:
    if exchange.id in NO_OPERATION:
        assert contract.find(exchange.request["method"], exchange.request["path"]) is None
        assert exchange.status == NO_OPERATION[exchange.id]
        errors = contract.reader("#/components/schemas/ErrorResponse").iter_errors(exchange.response["body"])
        assert not list(errors)
        return
    if exchange.id in DROPPED:
        assert exchange.status == 0
        operation_of(contract, exchange)
        return
    assert answer_problems(contract, exchange) == []
    if exchange.accepted:
        assert request_problems(contract, exchange) == []


def test_the_exceptions_are_recorded() -> None:
    recorded = {exchange.id for exchange in EXCHANGES}
    assert len(recorded) == len(EXCHANGES)
    assert recorded >= NO_OPERATION.keys() | DROPPED


def test_no_other_recording_is_a_dropped_connection() -> None:
    assert {exchange.id for exchange in EXCHANGES if exchange.status == 0} == DROPPED


def test_a_literal_segment_wins_over_a_parameter(contract: Contract) -> None:
    literal, parameter = contract.find("GET", "/cluster/resource"), contract.find("GET", "/cluster/resources")
    assert literal is not None
    assert parameter is not None
    assert (literal.id, parameter.id) == ("list_cluster_resource", "show_cluster")


# Mutations: the checks above would not be worth much if they accepted anything.

ANSWERED = [each for each in EXCHANGES if each.id not in NO_OPERATION and each.status and each.response["body"] != ""]
WITH_BODY = [each for each in EXCHANGES if each.accepted and each.request["body"] not in (None, "", {})]
any_answer = st.sampled_from(ANSWERED)
any_request = st.sampled_from(WITH_BODY)


def wrong(data: st.DataObject, spots: list[Spot]) -> tuple[Spot, object]:
    """A place that the schema describes (an open one has no wrong type), and a value that is wrong there."""
    closed = [spot for spot in spots if not spot.types >= SAMPLES.keys()]
    spot = data.draw(st.sampled_from(closed))
    return spot, SAMPLES[data.draw(st.sampled_from(sorted(SAMPLES.keys() - spot.types)))]


@given(exchange=any_answer, data=st.data())
def test_a_field_of_another_type_anywhere_in_an_answer_is_seen(
    contract: Contract, exchange: Exchange, data: st.DataObject
) -> None:
    operation = operation_of(contract, exchange)
    pointer = contract.answer_schema(operation, exchange.status)
    assert pointer is not None
    body = exchange.response["body"]
    spot, value = wrong(data, list(contract.described(pointer, body)))
    assert contract.answer_problems(operation, exchange.status, replaced(body, spot.where, value))


@given(exchange=any_request, data=st.data())
def test_a_field_of_another_type_anywhere_in_a_request_is_seen(
    contract: Contract, exchange: Exchange, data: st.DataObject
) -> None:
    pointer = contract.body_schema(operation_of(contract, exchange))
    assert pointer is not None
    body = exchange.request["body"]
    spot, value = wrong(data, [spot for spot in contract.described(pointer, body) if spot.where])
    assert request_problems(contract, exchange, body=replaced(body, spot.where, value))


@given(exchange=any_request, name=st.text(min_size=1))
def test_an_unknown_key_of_a_request_is_seen(contract: Contract, exchange: Exchange, name: str) -> None:
    pointer = contract.body_schema(operation_of(contract, exchange))
    assert pointer is not None
    schema = contract.resolve(contract.at(pointer))
    assume(name not in schema["properties"])
    assert request_problems(contract, exchange, body={**exchange.request["body"], name: "text"})


@with_each("exchange", WITH_BODY, ids=by_id)
def test_a_missing_required_key_of_a_request_is_seen(contract: Contract, exchange: Exchange) -> None:
    pointer = contract.body_schema(operation_of(contract, exchange))
    assert pointer is not None
    for name in contract.resolve(contract.at(pointer)).get("required", []):
        rest = {key: value for key, value in exchange.request["body"].items() if key != name}
        assert request_problems(contract, exchange, body=rest), name


@with_each("exchange", [each for each in EXCHANGES if each.accepted], ids=by_id)
def test_an_unknown_query_parameter_is_seen(contract: Contract, exchange: Exchange) -> None:
    query = {**(exchange.request["query"] or {}), "nobodyKnowsThis": "text"}
    assert request_problems(contract, exchange, query=query) == ["query nobodyKnowsThis: not in the spec"]


def test_a_missing_required_query_parameter_is_seen(contract: Contract) -> None:
    operation = contract.find("DELETE", "/artifact")
    assert operation is not None
    query = {"fsname": "demofs", "runID": "run-000001", "path": "x"}
    assert contract.request_problems(operation, "/artifact", query, None) == []
    for name in query:
        rest = {key: value for key, value in query.items() if key != name}
        assert contract.request_problems(operation, "/artifact", rest, None) == [f"query {name}: required, not there"]


def test_a_query_parameter_of_another_type_is_seen(contract: Contract) -> None:
    operation = contract.find("GET", "/user")
    assert operation is not None
    assert contract.request_problems(operation, "/user", {"maxKeys": "x"}, None)
    assert contract.request_problems(operation, "/user", {"maxKeys": 5000}, None)
    assert contract.request_problems(operation, "/user", {"maxKeys": "5"}, None) == []


def test_a_missing_or_superfluous_body_is_seen(contract: Contract) -> None:
    login, users = contract.find("POST", "/login"), contract.find("GET", "/user")
    assert login is not None
    assert users is not None
    assert contract.request_problems(login, "/login", None, "") == ["body: required, not there"]
    assert contract.request_problems(users, "/user", None, {}) == ["body: the operation takes none"]


def test_an_empty_answer_is_right_only_where_the_spec_says_so(contract: Contract) -> None:
    for operation in contract.operations:
        for status, response in operation.definition["responses"].items():
            may = "content" not in response or response.get("x-may-be-empty", False)
            assert (contract.answer_problems(operation, int(status), "") == []) is may, (operation.id, status)


def test_an_answer_where_none_belongs_and_an_unknown_status_are_seen(contract: Contract) -> None:
    delete = contract.find("DELETE", "/user/demoalice")
    assert delete is not None
    assert contract.answer_problems(delete, 200, {}) == ["body: must be empty"]
    assert contract.answer_problems(delete, 418, {}) == ["status 418: not in the spec"]
