"""What the log of a client tells, and the ids and names under which a server's log has its requests."""

import logging
import re
import subprocess
import sys

import pytest

from paddleflow import ConnectionFailed, ServerFailed, TimedOut
from paddleflow._constants import __version__

from ...support.any_client import AnyClient, mostly_auto
from ...support.clock import Clock
from ...support.failures import failed
from ...support.operations import TRIALS
from ...support.recorded_server import DROPPED, NEVER, Server, html, json

pytestmark = mostly_auto
BUSY = json({"code": "Busy", "message": "busy", "requestID": ""}, 503)


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name.startswith("paddleflow")]


def patient(any_clients: AnyClient, server: Server, attempts: int = 3) -> AnyClient:
    any_client = any_clients.new(
        server.host, paddleflow_server_port=server.port, token="T", attempts=attempts, timeout=0.3
    )
    Clock().in_(any_client.client)
    return any_client


def test_each_attempt_has_a_line_with_all_that_one_asks_for(
    any_clients: AnyClient, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "paddleflow")
    server.answer(html(502), DROPPED, "show run succeeded")
    assert patient(any_clients, server).show_run("run-000001").ok
    request_id = server.requests[0].headers["x-pf-request-id"]
    form = (
        rf"show_run GET /api/paddleflow/v1/run/run-000001 -> (\w+) in \d+\.\d ms \(request {request_id}, attempt (\d)\)"
    )
    found = [re.fullmatch(form, line) for line in lines(caplog)]
    assert [each.groups() for each in found if each] == [("502", "1"), ("dropped", "2"), ("200", "3")]
    assert {record.levelno for record in caplog.records if record.name == "paddleflow"} == {logging.DEBUG}


def test_a_time_out_and_a_login_have_lines_too(
    any_clients: AnyClient, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "paddleflow")
    any_client = any_clients.new(server.host, "root", "paddleflow", server.port, attempts=1, timeout=0.3)
    assert any_client.list_run().ok
    server.answer(NEVER)
    failed(any_client.list_run(), TimedOut)
    what = [re.sub(r" in .*", "", line) for line in lines(caplog)]
    path = "/api/paddleflow/v1"
    assert what == [
        f"login POST {path}/login -> 200",
        f"list_run GET {path}/run -> 200",
        f"list_run GET {path}/run -> timeout",
    ]


def test_a_query_is_not_logged(any_client: AnyClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "paddleflow")
    any_client.list_run(run_name="private")
    assert "private" not in "".join(lines(caplog))


@pytest.mark.parametrize("level", [logging.INFO, logging.WARNING])
def test_above_debug_nothing_is_logged(
    any_clients: AnyClient, server: Server, caplog: pytest.LogCaptureFixture, level: int
) -> None:
    caplog.set_level(level, "paddleflow")
    server.answer(html(502), DROPPED)
    assert patient(any_clients, server).list_run().ok
    assert lines(caplog) == []


QUIET = """
import sys
from paddleflow import Client
with Client("127.0.0.1", "root", "paddleflow", int(sys.argv[1]), transport=sys.argv[2]) as client:
    client.list_run().unwrap()
    client.show_run("run-999999")
    client.show_run("..")
"""


@pytest.mark.slow
def test_a_program_that_sets_up_no_logging_sees_nothing(server: Server, transport: str) -> None:
    command = [sys.executable, "-W", "error", "-c", QUIET, str(server.port), transport]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == ("", "")


def test_the_request_id_is_the_same_on_every_attempt_and_in_the_error(any_clients: AnyClient, server: Server) -> None:
    server.answer(BUSY, DROPPED, BUSY)
    message = failed(patient(any_clients, server).list_run(), ServerFailed)
    (request_id,) = {request.headers["x-pf-request-id"] for request in server.requests}
    assert len(server.requests) == 3
    assert re.fullmatch("[0-9a-f]{32}", request_id)
    assert message.request_id == message.exception.requestId == request_id
    assert f"request {request_id}" in message


@pytest.mark.slow
def test_every_failure_of_every_operation_shows_the_request_id(
    any_clients: AnyClient, server: Server, transport: str
) -> None:
    any_client = patient(any_clients, server, attempts=1)
    for trial in TRIALS if (any_clients.kind, transport) == ("blocking", "auto") else TRIALS[:5]:
        for answer in (BUSY, html(502), DROPPED):
            server.forget()
            server.answer(answer)
            _, message = trial.on(any_client)
            (request,) = server.requests
            assert message.request_id == request.headers["x-pf-request-id"]
            assert f"request {message.request_id}" in message


def test_request_ids_are_shown_without_logging(any_clients: AnyClient) -> None:
    with Server() as server:
        any_client = patient(any_clients, server)
    message = failed(any_client.list_run(), ConnectionFailed)
    assert f"(request {message.request_id})" in message


def test_the_user_agent_names_client_and_python(any_client: AnyClient, server: Server) -> None:
    any_client.list_run().unwrap()
    (request,) = server.requests
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert request.headers["user-agent"] == f"paddleflow-client/{__version__} python/{version}"
    assert request.headers["accept"] == "application/json"
