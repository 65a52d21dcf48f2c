"""Clients that say nothing, or half of it: they are let go, and others are answered meanwhile."""

from __future__ import annotations

import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from paddleflow_emulator.http import connections
from paddleflow_emulator.http.app import ANONYMOUS_BODY_LIMIT
from paddleflow_emulator.http.connections import most_connections

from ..support.api import Api
from .conftest import Serving

PATH = "/api/paddleflow/v1"


@pytest.fixture(scope="module")
def api(serving: Serving) -> Iterator[Api]:
    """A client of a server that is in a hurry and has room for few."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "HEAD_SECONDS", 0.2)
        patch.setattr(connections, "REQUEST_SECONDS", 0.2)
        patch.setattr(connections, "most_connections", lambda: 8)
        with serving() as api:
            yield api


def connect(api: Api, sent: str = "") -> socket.socket:
    host, _, port = api.address.removeprefix("http://").rpartition(":")
    connected = socket.create_connection((host, int(port)), timeout=20)
    connected.sendall(sent.encode())
    return connected


def end_of(connected: socket.socket) -> bytes:
    """What comes until the server ends the connection."""
    received = b""
    try:
        while chunk := connected.recv(1 << 16):
            received += chunk
    except ConnectionResetError:
        pass
    return received


def answer_on(connected: socket.socket) -> bytes:
    """The next answer, which is small."""
    received = b""
    while not received.endswith(b"}"):
        received += connected.recv(1 << 16)
    return received


@pytest.mark.parametrize(
    "sent",
    [
        "",
        f"GET {PATH}/run HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        f"POST {PATH}/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{{",
        f"POST {PATH}/login HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{{",
    ],
    ids=["silent", "half a head", "half a body", "half a chunk"],
)
def test_a_stalled_request_is_closed(api: Api, sent: str) -> None:
    with connect(api, sent) as connected:
        assert end_of(connected) == b""


def test_an_idle_connection_is_kept_and_the_next_head_has_to_come_in_time(api: Api) -> None:
    whole = f"GET {PATH}/run HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with connect(api, whole) as idle, connect(api) as silent:
        assert b"AuthWithoutToken" in answer_on(idle)
        end_of(silent)  # By now the time for a head is over.
        idle.sendall(whole.encode())
        assert b"AuthWithoutToken" in answer_on(idle)
        idle.sendall(whole[:20].encode())
        assert end_of(idle) == b""


def test_too_many_silent_clients_make_room_for_others(api: Api) -> None:
    with ExitStack() as stack:
        silent = [stack.enter_context(connect(api)) for _ in range(20)]
        for _ in range(3):
            with connect(api, f"GET {PATH}/run HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n") as other:
                assert b"AuthWithoutToken" in end_of(other)
        assert end_of(silent[0]) == b""


def test_large_bodies_without_a_token_are_refused(api: Api) -> None:
    large = "x" * ANONYMOUS_BODY_LIMIT
    answer = api.post("/login", username="root", password=large)
    assert (answer.status, answer.body["message"]) == (400, f"the body is larger than {ANONYMOUS_BODY_LIMIT} bytes")
    assert api.post("/run", runYamlRaw=large * 40).code == "AuthWithoutToken"


def test_the_limit_of_descriptors_leaves_some_for_everything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit, room in [
        (1024, 896),
        (256, 128),
        (100, 50),
        (1 << 20, 4096),
        (resource.RLIM_INFINITY, 4096),
    ]:
        monkeypatch.setattr(resource, "getrlimit", lambda _, limit=limit: (limit, limit))
        assert most_connections() == room
