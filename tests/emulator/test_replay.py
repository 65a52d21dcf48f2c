"""The embedded server answers what a real one was recorded to answer."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from ..support.api import Response
from ..support.cases import with_each
from ..support.contract import Contract, Exchange, exchanges
from .conftest import Serving
from .replay import NO_ANSWER, Replay, differences
from .storage import Storage

ORDER = ("login", "user", "cluster", "queue", "flavour", "fs", "pipeline", "schedule", "run", "job")
"""All recorded resources, in the order in which they were recorded: later ones use what earlier ones made."""

EXCHANGES = sorted(exchanges(), key=lambda each: ORDER.index(each.resource))
RECORDED_STORAGE = "http://127.0.0.1:15000"
"""The endpoint of the S3 server that was there when the recordings were made."""


class HeldClock:
    """The machine's time, which can be held."""

    def __init__(self) -> None:
        self._held: datetime | None = None

    def now(self) -> datetime:
        return self._held or datetime.now()  # noqa: DTZ005 - the server's local time

    def hold(self, held: bool) -> None:
        self._held = (self._held or self.now()) if held else None


@pytest.fixture(scope="module")
def answers(
    serving: Serving, storage: Storage, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Response]]:
    storage.bucket("bucket")
    clock = HeldClock()
    with serving(local_root=tmp_path_factory.mktemp("local"), clock=clock) as api:
        replay = Replay(api, learned={RECORDED_STORAGE: storage.endpoint})
        answers = {}
        for exchange in EXCHANGES:
            # A link is not listed in the second in which it was made: so it was recorded.
            clock.hold(exchange.resource == "fs")
            answers[exchange.id] = replay.send(exchange)
        yield answers


@with_each("exchange", EXCHANGES, ids=lambda exchange: exchange.id)
def test_answer_is_the_recorded_one(exchange: Exchange, answers: dict[str, Response]) -> None:
    assert differences(exchange, answers[exchange.id]) == []


@with_each("exchange", EXCHANGES, ids=lambda exchange: exchange.id)
def test_answer_is_what_the_spec_says(exchange: Exchange, answers: dict[str, Response], contract: Contract) -> None:
    answer: Any = answers[exchange.id]
    operation = contract.find(exchange.request["method"], exchange.request["path"])
    if operation is None:
        assert list(contract.reader("#/components/schemas/ErrorResponse").iter_errors(answer.body)) == []
    else:
        assert contract.answer_problems(operation, answer.status, answer.body) == []


def test_a_crash_of_the_real_server_is_a_clean_refusal(answers: dict[str, Response]) -> None:
    crashes = {exchange.id: answers[exchange.id].code for exchange in EXCHANGES if exchange.status == NO_ANSWER}
    assert crashes == {"run: log run bad page": "InvalidURI"}
