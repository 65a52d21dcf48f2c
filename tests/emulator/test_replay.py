"""The embedded server answers what a real one was recorded to answer."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..conformance.contract import Contract, Exchange, exchanges
from .api import Answer
from .conftest import Serving
from .replay import NO_ANSWER, Replay, differences

ORDER = ("login", "user", "cluster", "queue", "flavour", "fs", "pipeline", "schedule", "run", "job")
"""All recorded resources, in the order in which they were recorded: later ones use what earlier ones made."""

EXCHANGES = sorted(exchanges(), key=lambda each: ORDER.index(each.resource))
EXCEPTIONS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("replay_exceptions.toml").read_text())


def excepted(exchange: Exchange) -> bool:
    return exchange.name in EXCEPTIONS.get(exchange.resource, {})


@pytest.fixture(scope="module")
def answers(serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Answer]]:
    with serving(local_root=tmp_path_factory.mktemp("local")) as api:
        replay = Replay(api)
        yield {exchange.id: replay.send(exchange) for exchange in EXCHANGES}


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.id)
def test_answer_is_the_recorded_one(exchange: Exchange, answers: dict[str, Answer]) -> None:
    found = differences(exchange, answers[exchange.id])
    if excepted(exchange):
        assert found, "matches by now: take it out of replay_exceptions.toml"
    else:
        assert found == []


@pytest.mark.parametrize("exchange", EXCHANGES, ids=lambda exchange: exchange.id)
def test_answer_is_what_the_spec_says(exchange: Exchange, answers: dict[str, Answer], contract: Contract) -> None:
    answer: Any = answers[exchange.id]
    operation = contract.find(exchange.request["method"], exchange.request["path"])
    if operation is None or (excepted(exchange) and answer.status == 403):
        assert list(contract.reader("#/components/schemas/ErrorResponse").iter_errors(answer.body)) == []
    else:
        assert contract.answer_problems(operation, answer.status, answer.body) == []


def test_every_exception_is_a_recording() -> None:
    recorded = {(exchange.resource, exchange.name) for exchange in EXCHANGES}
    assert recorded >= {(resource, name) for resource, names in EXCEPTIONS.items() for name in names}


def test_a_crash_of_the_real_server_is_a_clean_refusal(answers: dict[str, Answer]) -> None:
    crashes = {exchange.id: answers[exchange.id].code for exchange in EXCHANGES if exchange.status == NO_ANSWER}
    assert crashes == {"run: log run bad page": "InvalidURI"}
