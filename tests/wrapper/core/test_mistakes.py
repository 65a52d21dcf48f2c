"""Mistakes are reported where they are made, with the name of the method that was called."""

import inspect
from contextlib import suppress
from typing import Any

import pytest

from paddleflow import (
    AsyncClient,
    AuthenticationFailed,
    Client,
    ConnectionFailed,
    InvalidArgument,
    NotFound,
    RequestRefused,
)
from paddleflow._address import base_url

from ...support.any_client import AnyClient, mostly_blocking, taken
from ...support.cases import with_each
from ...support.clock import Clock
from ...support.failures import failed
from ...support.operations import TRIALS, operations, place
from ...support.recorded_server import DROPPED, DROPPED_UNREAD, Server, json

# Addresses.


@with_each("path", ["", "/", "/api/paddleflow/v1", "/api/paddleflow/v1/", "/api/paddleflow/v1" * 2])
@with_each("start", ["pf", "pf:8999", "http://pf:8999", "http://pf:8999/x"])
def test_an_address_may_have_the_path_of_the_api(start: str, path: str) -> None:
    assert base_url(start + path) == base_url(start)


def test_a_login_at_a_wrong_path_says_so(any_clients: AnyClient, server: Server) -> None:
    any_client = any_clients.new(f"{server.address}/other", "root", "paddleflow", attempts=1)
    server.answer(json({"code": "AuthWithoutToken", "message": "no token", "requestID": "r"}, 400))
    message = failed(any_client.list_run(), AuthenticationFailed)
    assert message.startswith("list_run: login: ")
    assert "is its path right?" in message
    assert "client.login" not in message


def test_https_to_a_plain_server_says_so(any_clients: AnyClient, server: Server) -> None:
    any_client = any_clients.new(f"https://127.0.0.1:{server.port}", token="t", attempts=1)
    ok, message = any_client.list_run()
    assert not ok
    assert f"If not, the address is http://127.0.0.1:{server.port}." in message


def test_an_address_without_a_port_says_which_it_has(any_clients: AnyClient) -> None:
    any_client = any_clients.new("http://127.0.0.1", token="t", attempts=1)
    ok, message = any_client.list_run()
    assert not ok
    assert "means port 80; a PaddleFlow server usually has 8999" in message


# Arguments.

FILTERS: list[tuple[str, dict[str, str], str]] = [
    ("list_run", {"status": "Failed"}, "initiating, pending"),
    ("list_run", {"status": "failed, running"}, "separated by commas, without blanks"),
    ("list_artifact", {"type_filter": "outputs"}, "input, output"),
    ("list_schedule", {"status_filter": "succeeded"}, "running, success"),
    ("show_schedule", {"schedule_id": "s", "status_filter": "success"}, "succeeded, failed"),
    ("list_job", {"status": "running,failed"}, "init, pending"),
]


@mostly_blocking
@pytest.mark.parametrize(("method", "arguments", "known"), FILTERS)
def test_a_filter_that_finds_nothing_ever_is_refused(
    any_client: AnyClient, server: Server, method: str, arguments: dict[str, str], known: str
) -> None:
    message = failed(getattr(any_client, method)(**arguments), InvalidArgument)
    assert message.startswith(f"{method}: ")
    assert known in message
    assert server.requests == []


TWO: list[tuple[str, dict[str, Any]]] = [
    ("create_run", {"run_yaml_raw": "a: b", "pipeline_id": "p"}),
    ("create_run", {"fs_name": "f", "run_yaml_raw": "a: b", "run_yaml_path": "run.yaml"}),
    ("create_run", {"fs_name": "f", "pipeline_id": "p", "run_yaml_path": "run.yaml"}),
    ("create_pipeline", {"yaml_raw": "a: b", "yaml_path": "run.yaml"}),
    ("update_pipeline", {"pipeline_id": "p", "yaml_raw": "a: b", "yaml_path": "run.yaml"}),
]


@mostly_blocking
@pytest.mark.parametrize(("method", "arguments"), TWO)
def test_two_sources_of_a_yaml_are_refused(
    any_client: AnyClient, server: Server, method: str, arguments: dict[str, Any]
) -> None:
    assert "give only one of " in failed(getattr(any_client, method)(**arguments), InvalidArgument)
    assert server.requests == []


def test_an_empty_argument_of_a_wrong_type_is_refused() -> None:
    taken = []
    for trial in TRIALS:
        operation = operations()[trial.method]
        for name in inspect.signature(operation).parameters:
            with suppress(InvalidArgument):
                operation(**{**trial.arguments, name: 0.0})
                taken.append(f"{place(trial.method)}: {trial.method} takes {name}=0.0")
    assert not taken, "\n".join(taken)


def test_a_required_argument_is_refused_when_it_is_none_or_empty() -> None:
    taken = []
    for trial in TRIALS:
        operation = operations()[trial.method]
        for name, parameter in inspect.signature(operation).parameters.items():
            if parameter.default is parameter.empty and "None" not in parameter.annotation:
                for value in (None, ""):
                    with suppress(InvalidArgument):
                        operation(**{**trial.arguments, name: value})
                        taken.append(f"{place(trial.method)}: {trial.method} takes {name}={value!r}")
    assert not taken, "\n".join(taken)


@pytest.mark.parametrize("url", ["local:///data", "local://~/data"])
def test_a_local_url_that_names_no_folder_is_explained(any_client: AnyClient, server: Server, url: str) -> None:
    message = failed(any_client.add_fs("f", url), InvalidArgument)
    assert "local://data/me is the folder /data/me of the server's machine" in message
    assert server.requests == []
    any_client.add_fs("f", "local://data/~me/x")
    assert server.requests[-1].json["url"] == "local://data/~me/x"


def test_a_local_file_given_as_a_path_is_explained(any_client: AnyClient, server: Server) -> None:
    said = "readfile[./run.yaml] from fs[fs-root-d] failed"
    server.answer(json({"code": "InternalError", "message": said, "requestID": "r"}, 400))
    message = failed(any_client.create_run(fs_name="d", run_yaml_path="./run.yaml"), RequestRefused)
    assert "The path is one inside the file system" in message


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_an_unknown_argument_is_reported_with_the_clients_name(kind: Any) -> None:
    with pytest.raises(TypeError, match=r"^Client\.__init__\(\) got an unexpected keyword argument 'port'"):
        kind("h", port=1)


# Names.


def test_failures_of_wait_for_name_the_method(any_client: AnyClient, server: Server) -> None:
    server.answer("show run unknown")
    assert failed(any_client.wait_for_run("run-1"), NotFound).startswith("wait_for_run: show_run: ")
    assert failed(any_client.wait_for_run("run-1", timeout="x"), InvalidArgument).startswith("wait_for_run: ")


def test_failures_of_iterators_name_the_method(any_client: AnyClient, server: Server) -> None:
    for method in ("follow_log", "watch_run"):
        server.answer("show run unknown")
        with pytest.raises(NotFound, match=f"^{method}: show_run: "):
            taken(any_client, getattr(any_client, method)("run-1"))


def test_only_a_lost_write_needs_a_look_before_asking_again(any_client: AnyClient, server: Server) -> None:
    server.answer(DROPPED_UNREAD)
    assert "look before" not in failed(any_client.list_run(), ConnectionFailed)
    server.answer(DROPPED_UNREAD)
    assert "look before asking again" in failed(any_client.delete_run("run-1"), ConnectionFailed)


# A login on the way is repeated as the call is.


@pytest.mark.parametrize("busy", [json({}, 503), DROPPED], ids=["busy", "dropped"])
def test_a_login_is_repeated(any_clients: AnyClient, server: Server, busy: Any) -> None:
    any_client = any_clients.new(server.host, "root", "paddleflow", server.port)
    Clock().in_(any_client.client)
    server.answer(busy)
    assert any_client.list_run().ok
    assert [request.path for request in server.requests] == ["/login", "/login", "/run"]
