"""Time limits for connecting, for silence and for the whole call: of a client, and of one call."""

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from paddleflow import Client, InvalidArgument, ServerFailed, TimedOut

from ...support.any_client import TRANSPORTS, AnyClient, mostly_auto
from ...support.cases import with_each
from ...support.clock import Clock
from ...support.failures import failed
from ...support.inside import sent_by
from ...support.recorded_server import NEVER, Server, json
from .faults import Drip

over_every_transport = pytest.mark.parametrize("transport", TRANSPORTS)
how = pytest.mark.parametrize("for_one_call", [False, True], ids=["client", "with_options"])


def limited(any_clients: AnyClient, port: int, *, for_one_call: bool, attempts: int = 1, **limits: float) -> AnyClient:
    """A client with these limits, or one that gets them for a call."""
    given = {} if for_one_call else limits
    any_client = any_clients.new("127.0.0.1", paddleflow_server_port=port, token="T", attempts=attempts, **given)
    return copied(any_client, **limits) if for_one_call else any_client


def copied(any_client: AnyClient, **options: Any) -> AnyClient:
    """The same client with other limits."""
    copy = AnyClient(any_client.kind, any_client.loop)
    copy.client = any_client.client.with_options(**options)
    return copy


@pytest.fixture
def full() -> Iterator[int]:
    """A port whose accept queue is full: connecting never ends."""
    with socket.socket() as listener, socket.socket() as first:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        first.connect(listener.getsockname())
        yield listener.getsockname()[1]


@how
@mostly_auto
def test_a_connection_has_a_limit_of_its_own(any_clients: AnyClient, full: int, for_one_call: bool) -> None:
    any_client = limited(any_clients, full, for_one_call=for_one_call, connect_timeout=0.2)
    message = failed(any_client.list_run(), TimedOut)
    assert "no connection to" in message
    assert "within 0.2 seconds" in message
    assert "Client(connect_timeout=...) or PADDLEFLOW_CONNECT_TIMEOUT" in message


@mostly_auto
def test_a_write_is_sent_again_when_no_connection_was_made_in_time(any_clients: AnyClient, full: int) -> None:
    any_client = limited(any_clients, full, for_one_call=False, attempts=3, connect_timeout=0.1)
    clock = Clock().in_(any_client.client)
    failed(any_client.create_run(run_yaml_raw=b"x"), TimedOut)
    assert len(clock.pauses) == 2


@how
@mostly_auto
def test_silence_has_a_limit(any_clients: AnyClient, server: Server, for_one_call: bool) -> None:
    any_client = limited(any_clients, server.port, for_one_call=for_one_call, timeout=0.2)
    server.answer(NEVER)
    message = failed(any_client.list_run(), TimedOut)
    assert "0.2 seconds of silence, 180 in all" in message
    assert "Client(timeout=..., total_timeout=...) or PADDLEFLOW_TIMEOUT and PADDLEFLOW_TOTAL_TIMEOUT" in message


@how
@mostly_auto
@pytest.mark.parametrize("part", ["head", "body"])
def test_an_answer_that_drips_has_a_limit(
    any_clients: AnyClient, transport: str, part: str, for_one_call: bool
) -> None:
    """Each byte comes in time, the whole does not.

    A blocking httpx client can look at the clock only once it has the head: it waits as long as that drips, and says so
    afterwards. docs/configuration.md tells it.
    """
    late = (any_clients.kind, transport, part) == ("blocking", "httpx", "head")
    with Drip(body=part == "body", length=20 if late else 20_000) as server:
        any_client = limited(any_clients, server.port, for_one_call=for_one_call, total_timeout=0.3)
        began = time.monotonic()
        message = failed(any_client.list_run(), TimedOut)
        took = time.monotonic() - began
    assert "0.3 in all" in message
    assert "PADDLEFLOW_TOTAL_TIMEOUT" in message
    # Where it is not late, the whole answer would take minutes.
    assert took >= (0.02 * 50 if late else 0.29)  # the head has more bytes than that


@over_every_transport
def test_the_whole_time_holds_for_all_attempts_and_pauses(any_clients: AnyClient, server: Server) -> None:
    any_client = limited(any_clients, server.port, for_one_call=False, attempts=10, total_timeout=20)
    clock = Clock(stands_still=True).in_(any_client.client)
    server.respond = lambda _: json({"code": "Busy", "message": "busy", "requestID": "r"}, 503, **{"Retry-After": "7"})
    failed(any_client.list_run(), ServerFailed)
    assert clock.pauses == [7, 7]  # the third would end at 21


@over_every_transport
def test_every_attempt_gets_what_is_left(any_clients: AnyClient, server: Server) -> None:
    any_client = limited(any_clients, server.port, for_one_call=False, attempts=2, total_timeout=10)
    Clock(stands_still=True).in_(any_client.client)
    server.respond = lambda _: json({"code": "Busy", "message": "busy", "requestID": "r"}, 503, **{"Retry-After": "7"})
    sent = sent_by(any_client.client)
    any_client.list_run()
    assert [request.seconds for request in sent] == [10, 3]


@with_each("name", ["timeout", "connect_timeout", "total_timeout", "attempts"])
@with_each("value", [0, -1, "x", float("nan"), -float("inf"), True, []])
def test_an_invalid_limit_for_one_call_is_refused(any_clients: AnyClient, name: str, value: object) -> None:
    any_client = any_clients.new("127.0.0.1")
    with pytest.raises(InvalidArgument, match=f"{name} .PADDLEFLOW_{name.upper()}. must be a"):
        any_client.client.with_options(**{name: value})


def test_limits_for_one_call_leave_the_others_and_the_client_as_they_are() -> None:
    with Client("127.0.0.1", timeout=10, connect_timeout=2, total_timeout=50, attempts=4) as client:
        before = client.config
        for given in ({"timeout": 20}, {"connect_timeout": 1}, {"total_timeout": 40}, {"attempts": 1}, {}):
            config = client.with_options(**given).config  # type: ignore[arg-type]
            limits = config.limits
            now = {"timeout": limits.read, "connect_timeout": limits.connect, "total_timeout": limits.total}
            want = {"timeout": 10, "connect_timeout": 2, "total_timeout": 50, "attempts": 4, **given}
            assert {**now, "attempts": config.policy.attempts} == want
        assert client.config == before


@mostly_auto
def test_calls_with_other_limits_use_the_connections_that_are_there(any_client: AnyClient, server: Server) -> None:
    for _ in range(3):
        for options in ({"total_timeout": 5}, {"attempts": 2}, {"timeout": 5}, {"connect_timeout": 1}, {}):
            assert copied(any_client, **options).list_run().ok
    assert len(server.connections) == 1


@mostly_auto
def test_closing_a_copy_leaves_the_client_open_and_not_the_other_way_round(any_client: AnyClient) -> None:
    copies = [copied(any_client, total_timeout=5), copied(any_client, timeout=5)]
    copies[0].close()
    failed(copies[0].list_run(), InvalidArgument)
    assert any_client.list_run().ok
    assert copies[1].list_run().ok
    any_client.close()
    failed(copies[1].list_run(), InvalidArgument)


@mostly_auto
def test_a_login_is_seen_by_copies_and_the_client(any_clients: AnyClient, server: Server) -> None:
    any_client = any_clients.new(server.host, paddleflow_server_port=server.port)
    copied(any_client, total_timeout=5).login("root", "paddleflow").unwrap()
    assert any_client.list_run().ok
