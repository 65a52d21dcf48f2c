"""All network failures, in any order: no write twice, no endless call, no leaked connection."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from paddleflow import ErrorMessage, Failure, Success, _constants

from ...support.any_client import KINDS, TRANSPORTS, AnyClient
from ...support.clock import Clock
from .faults import Fault, Faulty

TOTAL, READ = 30.0, 1.0
CLIENTS = [(kind, transport) for kind in KINDS for transport in TRANSPORTS]
FINAL = {Fault.GOOD, Fault.LAST, Fault.MUCH_LATER}

# A time-out takes real time, so that at most one is in a schedule.
quick = st.sampled_from([fault for fault in Fault if fault is not Fault.SILENT])
schedules = st.builds(
    lambda faults, place: faults if place is None else [*faults[:place], Fault.SILENT, *faults[place:]],
    st.lists(quick, min_size=1, max_size=6),
    st.sampled_from([None] * 28 + [0, 1, 2, 3]),
)


@pytest.fixture(
    params=[pytest.param(each, marks=[pytest.mark.slow] * (each[1] == "httpx")) for each in CLIENTS], ids="-".join
)
def one_connection(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[AnyClient]:
    """Clients that may have one connection: whoever loses it does not get another answer."""
    monkeypatch.setattr(_constants, "CONNECTIONS", 1)
    kind, transport = request.param
    with asyncio.Runner() as loop:
        yield AnyClient(kind, loop, transport=transport)


@given(schedule=schedules, write=st.booleans())
@example(schedule=[Fault.REFUSED, Fault.REFUSED, Fault.GOOD], write=True)
@example(schedule=[Fault.GOOD, Fault.UNREAD, Fault.GOOD], write=True)
@example(schedule=[Fault.LATER, Fault.LATER, Fault.LATER], write=False)
@example(schedule=[Fault.UNREAD, Fault.REFUSED, Fault.GOOD], write=True)
@example(schedule=[Fault.SILENT, Fault.HALF, Fault.GOOD], write=False)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_faults_in_any_order(one_connection: AnyClient, schedule: list[Fault], write: bool) -> None:
    with Faulty(schedule) as server, ExitStack() as closing:
        any_client = one_connection.new(
            "127.0.0.1", paddleflow_server_port=server.port, token="T", timeout=READ, total_timeout=TOTAL
        )
        closing.callback(any_client.close)
        clock = Clock(server.advance).in_(any_client.client)
        began = clock.monotonic()
        pair = any_client.create_run(run_yaml_raw=b"x") if write else any_client.show_run("run-1")

        assert isinstance(pair, Success | Failure)
        ret, response = pair
        assert ret or isinstance(response, ErrorMessage)
        assert clock.monotonic() - began <= TOTAL
        tried = [schedule[min(step, len(schedule) - 1)] for step in range(server.step + 1)]
        assert 1 <= len(tried) <= _constants.ATTEMPTS
        if write:
            assert len(server.received) <= 1
            assert set(tried[:-1]) <= {Fault.REFUSED}
            # Where there was a connection, it was the last attempt; before it, none was made.
            assert tried[-1] is not Fault.REFUSED or len(tried) == _constants.ATTEMPTS
            assert pair.ok == tried[-1].good
        else:
            asked = [schedule[min(step, len(schedule) - 1)] for step in range(_constants.ATTEMPTS)]
            last = next((place for place, fault in enumerate(asked) if fault in FINAL), _constants.ATTEMPTS - 1)
            assert tried == asked[: last + 1]
            assert pair.ok == asked[last].good

        server.schedule.append(Fault.GOOD)
        server.step = len(server.schedule) - 2
        server.advance()
        assert any_client.show_run("run-1").ok  # the one connection is there to be used
        any_client.close()
        server.wait_until_closed()
        assert server.open == 0


@pytest.mark.parametrize(
    "one_connection",
    [
        pytest.param(each, id="-".join(each), marks=[] if each == ("blocking", "auto") else pytest.mark.slow)
        for each in CLIENTS
    ],
    indirect=True,
)
@pytest.mark.parametrize("fault", sorted(set(Fault) - FINAL - {Fault.SILENT}, key=str), ids=lambda fault: fault.name)
def test_a_dead_server_is_not_stormed(one_connection: AnyClient, fault: Fault) -> None:
    """Of a hundred calls each would be sent three times; the budget pays for twenty repeated attempts."""
    with Faulty([fault]) as server:
        any_client = one_connection.new("127.0.0.1", paddleflow_server_port=server.port, token="T")
        clock = Clock(server.advance).in_(any_client.client)
        assert not any(any_client.show_run("run-1").ok for _ in range(100))
        any_client.close()
        assert len(clock.pauses) == 20
