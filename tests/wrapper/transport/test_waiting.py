"""Waiting for runs, jobs and schedules: which states end it is the spec's to say."""

import json as _json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen

from paddleflow import InvalidArgument, InvalidResponse, NotFound, PaddleFlowSDKException, TimedOut
from paddleflow._exchange import Runtime
from paddleflow._polling import Polling
from paddleflow.resources.run import show_run

from ...support.any_client import AnyClient, mostly_blocking
from ...support.cases import with_each
from ...support.clock import Clock
from ...support.failures import failed
from ...support.recorded_server import DROPPED, Answer, Server, html, json, recorded

SCHEMAS = _json.loads(
    (Path(__file__).resolve().parents[3] / "generated" / "paddleflow_api" / "openapi.json").read_text(encoding="utf-8")
)["components"]["schemas"]


@frozen
class Kind:
    """Something that one can wait for."""

    method: str
    schema: str
    answer: dict[str, Any]

    def __str__(self) -> str:
        return self.method

    @property
    def known(self) -> list[str]:
        return SCHEMAS[self.schema]["x-known-values"]

    @property
    def final(self) -> list[str]:
        return SCHEMAS[self.schema]["x-final-values"]

    @property
    def going_on(self) -> list[str]:
        return [state for state in self.known if state not in self.final]


KINDS = [
    Kind("wait_for_run", "RunStatus", recorded("show run succeeded").json),
    Kind("wait_for_job", "JobStatus", {"id": "job-1", "name": "j", "queue": "q"}),
    Kind("wait_for_schedule", "ScheduleStatus", recorded("show schedule").json),
]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=str)
STATES = [(kind, state) for kind in KINDS for state in kind.known]


def goes_through(server: Server, kind: Kind, *states: str) -> None:
    """Each poll finds the next state; the last one stays."""
    left = list(states)

    def respond(_: object) -> Any:
        return json({**kind.answer, "status": left.pop(0) if len(left) > 1 else left[0]})

    server.respond = respond


def wait(any_client: AnyClient, kind: Kind, **settings: Any) -> Any:
    return getattr(any_client, kind.method)("sample-1", **settings)


@pytest.fixture
def clock(any_client: AnyClient) -> Clock:
    return Clock(stands_still=True).in_(any_client.client)


@every_kind
def test_final_states_are_some_of_the_known_ones(kind: Kind) -> None:
    assert set(kind.final) < set(kind.known)


@with_each("kind, state", STATES, ids=lambda each: str(each))
def test_exactly_the_final_states_end_it(
    any_client: AnyClient, server: Server, clock: Clock, kind: Kind, state: str
) -> None:
    server.forget()
    clock.pauses.clear()
    goes_through(server, kind, state)
    result = wait(any_client, kind, timeout=30)
    if state in kind.final:
        assert result.unwrap().status == state
        assert len(server.requests) == 1
        assert clock.pauses == []
    else:
        assert f"{kind.method}: it is still {state} after 30 seconds" in failed(result, TimedOut)
        assert sum(clock.pauses) == pytest.approx(30)


@mostly_blocking
@every_kind
def test_a_state_that_the_spec_does_not_know_goes_on(
    any_client: AnyClient, server: Server, clock: Clock, kind: Kind
) -> None:
    goes_through(server, kind, "brand-new", "", kind.final[0])
    assert wait(any_client, kind).unwrap().status == kind.final[0]
    assert len(server.requests) == 3


@mostly_blocking
@every_kind
def test_pauses_grow_up_to_the_interval(any_client: AnyClient, server: Server, clock: Clock, kind: Kind) -> None:
    goes_through(server, kind, *[kind.going_on[0]] * 13, kind.final[0])
    assert wait(any_client, kind, interval=4).ok
    assert clock.pauses == pytest.approx([0.1 * 1.5**n for n in range(10)] + [4, 4, 4])


@mostly_blocking
@every_kind
def test_no_pause_is_longer_than_a_short_interval(
    any_client: AnyClient, server: Server, clock: Clock, kind: Kind
) -> None:
    goes_through(server, kind, *[kind.going_on[0]] * 3, kind.final[0])
    assert wait(any_client, kind, interval=0.05).ok
    assert clock.pauses == [0.05] * 3


@mostly_blocking
@every_kind
def test_a_last_poll_is_made_at_the_timeout(any_client: AnyClient, server: Server, clock: Clock, kind: Kind) -> None:
    goes_through(server, kind, *[kind.going_on[0]] * 2, kind.final[0])
    assert wait(any_client, kind, timeout=0.15).ok
    assert clock.pauses == pytest.approx([0.1, 0.05])


@mostly_blocking
@every_kind
def test_the_message_says_which_setting_gives_more_time(
    any_client: AnyClient, server: Server, clock: Clock, kind: Kind
) -> None:
    goes_through(server, kind, kind.going_on[0])
    message = failed(wait(any_client, kind, timeout=0.5), TimedOut)
    assert message.endswith("and goes on. timeout sets how long to wait.")


@mostly_blocking
@every_kind
def test_the_callback_gets_each_new_state_once(any_client: AnyClient, server: Server, clock: Clock, kind: Kind) -> None:
    going, final = kind.going_on[-1], kind.final[0]
    goes_through(server, kind, going, going, final)
    told: list[Any] = []
    result = wait(any_client, kind, callback=told.append)
    assert [each.status for each in told] == [going, final]
    assert told[-1] == result.unwrap()


@every_kind
def test_a_callback_that_raises_ends_the_wait(any_client: AnyClient, server: Server, clock: Clock, kind: Kind) -> None:
    goes_through(server, kind, kind.final[0])
    with pytest.raises(ZeroDivisionError):
        wait(any_client, kind, callback=lambda _: 1 / 0)


@mostly_blocking
@every_kind
def test_waiting_for_an_unknown_object_fails_at_once(
    any_client: AnyClient, server: Server, clock: Clock, kind: Kind
) -> None:
    server.answer("show run unknown")
    failed(wait(any_client, kind), NotFound)
    assert clock.pauses == []


@mostly_blocking
@every_kind
def test_a_failed_poll_is_retried_like_any_read(any_clients: AnyClient, server: Server, kind: Kind) -> None:
    any_client = any_clients.new(server.host, paddleflow_server_port=server.port, token="T")
    Clock().in_(any_client.client)
    goes_through(server, kind, kind.final[0])
    server.answer(json({}, 503), json({}, 429))
    assert wait(any_client, kind).ok
    assert len(server.requests) == 3


def away(server: Server, clock: Clock, kind: Kind, seconds: float, failure: Answer) -> None:
    """For so long the server fails; then what was waited for has ended."""
    done = json({**kind.answer, "status": kind.final[0]})
    server.respond = lambda _: failure if clock.monotonic() < seconds else done


PASSING = [json({}, 503), json({}, 429), json({}, 500), html(502), DROPPED]


@mostly_blocking
@every_kind
@pytest.mark.parametrize("failure", PASSING, ids=["503", "429", "500", "502 of a proxy", "no answer"])
def test_transient_failures_are_retried(
    any_client: AnyClient, server: Server, clock: Clock, kind: Kind, failure: Answer
) -> None:
    away(server, clock, kind, 60, failure)
    told: list[Exception] = []
    assert wait(any_client, kind, interval=4, on_error=told.append).unwrap().status == kind.final[0]
    assert len(told) == len(clock.pauses) == len(server.requests) - 1
    assert all(isinstance(error, PaddleFlowSDKException) for error in told)
    assert max(clock.pauses) == 4


@mostly_blocking
def test_an_outage_is_logged_once(
    any_client: AnyClient, server: Server, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    away(server, clock, KINDS[0], 60, json({}, 503))
    assert wait(any_client, KINDS[0], interval=4).ok
    (line,) = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert line.startswith("wait_for_run retries after a transient failure: ")


@mostly_blocking
@every_kind
def test_an_outage_is_survived_up_to_the_timeout(
    any_client: AnyClient, server: Server, clock: Clock, kind: Kind
) -> None:
    away(server, clock, kind, 10_000, json({}, 503))
    message = failed(wait(any_client, kind, timeout=900, interval=30), TimedOut)
    assert f"{kind.method}: the server is still unavailable after 900 seconds: " in message
    assert sum(clock.pauses) == pytest.approx(900)


@mostly_blocking
@every_kind
def test_an_outage_is_survived_for_ten_minutes_without_a_timeout(
    any_client: AnyClient, server: Server, clock: Clock, kind: Kind
) -> None:
    away(server, clock, kind, 10_000, json({}, 503))
    failed(wait(any_client, kind, interval=30), InvalidResponse)
    assert sum(clock.pauses) == pytest.approx(600)


def test_a_poll_is_bounded_by_the_timeout() -> None:
    polling = Polling(Runtime(monotonic=lambda: 100.0), "wait_for_run", 5, timeout=30.0)
    look = show_run("run-1")
    assert next(polling.ask(look)) == evolve(look, seconds=30.0)


@mostly_blocking
@every_kind
@with_each("name", ["timeout", "interval"])
@with_each("value", [0, -1, "5", True, float("nan"), []])
def test_an_invalid_interval_or_timeout_is_refused(
    any_client: AnyClient, server: Server, kind: Kind, name: str, value: object
) -> None:
    message = failed(wait(any_client, kind, **{name: value}), InvalidArgument)
    assert f"{name} must be a number of seconds above 0" in message
    assert server.requests == []


@every_kind
@with_each("value", ["", None, "..", 7])
def test_an_invalid_id_is_refused(any_client: AnyClient, server: Server, kind: Kind, value: object) -> None:
    failed(getattr(any_client, kind.method)(value), InvalidArgument)
    assert server.requests == []
