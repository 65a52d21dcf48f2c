"""Who is logged in, and what follows."""

import pytest

from paddleflow import AuthenticationFailed, InvalidArgument, InvalidResponse, NotFound, RequestRefused

from ...support.any_client import AnyClient
from ...support.failures import failed
from ...support.operations import TRIALS
from ...support.recorded_server import EMPTY, LIST, NULL, Answer, Server, html, json

TOKEN_HEADER = "x-pf-authorization"


@pytest.fixture
def nobody(any_clients: AnyClient, server: Server) -> AnyClient:
    """A client without a login and without a password."""
    return any_clients.new(server.host, paddleflow_server_port=server.port, attempts=1)


def token(text: str) -> Answer:
    return json({"authorization": text})


def test_login_sends_name_and_password_and_no_token(nobody: AnyClient, server: Server) -> None:
    assert nobody.login("root", "paddleflow") == (True, None)
    (request,) = server.requests
    assert (request.method, request.target) == ("POST", "/api/paddleflow/v1/login")
    assert request.json == {"username": "root", "password": "paddleflow"}
    assert TOKEN_HEADER not in request.headers


def test_the_token_is_sent_with_everything_after(nobody: AnyClient, server: Server) -> None:
    server.answer(token("T1"))
    nobody.login("root", "paddleflow").unwrap()
    nobody.list_run()
    nobody.del_user("x")
    assert [request.headers.get(TOKEN_HEADER) for request in server.requests] == [None, "T1", "T1"]
    assert "root" in repr(nobody.client)


def test_login_without_arguments_is_the_user_of_the_constructor(any_clients: AnyClient, server: Server) -> None:
    any_client = any_clients.new(server.host, "root", "paddleflow", server.port)
    assert any_client.login() == (True, None)
    assert server.requests[0].json == {"username": "root", "password": "paddleflow"}


def test_another_login_takes_over(any_client: AnyClient, server: Server) -> None:
    server.answer(token("T2"))
    any_client.login("demoalice", "newpass123").unwrap()
    server.forget()
    any_client.list_run()
    assert server.requests[0].headers[TOKEN_HEADER] == "T2"
    assert "demoalice" in repr(any_client.client)


BAD_LOGINS = {
    "login wrong password": (AuthenticationFailed, "Check the password"),
    "login unknown user": (NotFound, "User not exist"),
    "login malformed": (RequestRefused, "JSON"),
}


@pytest.mark.parametrize("name", BAD_LOGINS)
def test_a_failed_login_leaves_the_one_before_in_force(any_client: AnyClient, server: Server, name: str) -> None:
    kind, hint = BAD_LOGINS[name]
    server.answer(name)
    message = failed(any_client.login("ghost", "nope"), kind)
    assert message.startswith("login: ")
    assert hint in message
    server.forget()
    assert any_client.list_run().ok
    assert server.requests[0].headers[TOKEN_HEADER] == "TOKEN"
    assert "'root'" in repr(any_client.client)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (json({}), "lacks the field 'authorization'"),
        (json({"token": "T"}), "lacks the field 'authorization'"),
        (EMPTY, "has no content"),
        (NULL, "does not have the documented shape"),
        (LIST, "does not have the documented shape"),
        (html(), "does not have the documented shape"),
        (html(502), "is not a PaddleFlow error message"),
    ],
    ids=["empty object", "another field", "empty", "null", "list", "html", "html, 502"],
)
def test_the_answer_to_a_login_is_strange(nobody: AnyClient, server: Server, answer: Answer, text: str) -> None:
    server.answer(answer)
    message = failed(nobody.login("root", "paddleflow"), InvalidResponse)
    assert text in message
    assert "It begins" not in message  # a token may be in it
    failed(nobody.list_run(), AuthenticationFailed)


@pytest.mark.parametrize("value", [None, "", 7, [], {"a": 1}], ids=repr)
def test_a_token_that_is_not_a_string_fails_the_login(nobody: AnyClient, server: Server, value: object) -> None:
    server.answer(json({"authorization": value}))
    assert not nobody.login("root", "paddleflow").ok
    failed(nobody.list_run(), AuthenticationFailed)
    assert len(server.requests) == 1


@pytest.mark.parametrize("value", ["a\r\nb: c", "词", "\x00", "\ud800"], ids=ascii)
def test_a_token_that_is_not_a_header_value_never_raises(nobody: AnyClient, server: Server, value: str) -> None:
    server.answer(json({"authorization": value}))
    nobody.login("root", "paddleflow")
    ret, response = nobody.list_run()
    assert not ret
    assert value not in response


BAD_NAMES = [None, "", "  ", 7, b"root", "\ud800", ["root"]]


@pytest.mark.parametrize("value", BAD_NAMES, ids=ascii)
def test_an_invalid_name_or_password_is_not_sent(nobody: AnyClient, server: Server, value: object) -> None:
    assert failed(nobody.login(value, "paddleflow"), InvalidArgument).startswith("login: ")
    assert failed(nobody.login("root", value), InvalidArgument).startswith("login: ")
    assert server.requests == []


def test_nothing_works_before_the_login(nobody: AnyClient, server: Server) -> None:
    for trial in TRIALS:
        message = failed(trial.on(nobody), AuthenticationFailed)
        assert message.startswith(f"{trial.method}: nobody is logged in.")
        assert "client.login(user_name, password)" in message
        assert message.code == "InvalidOperator"
    assert server.requests == []


def test_a_client_that_knows_its_password_logs_in_when_it_has_to(any_clients: AnyClient, server: Server) -> None:
    any_client = any_clients.new(server.host, "root", "paddleflow", server.port)
    assert any_client.list_run().ok
    assert [request.path for request in server.requests] == ["/login", "/run"]
