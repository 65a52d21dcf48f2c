"""Passwords and tokens are in no repr, no message, no exception and no log record."""

import logging
from types import TracebackType
from typing import Any

import pytest

from paddleflow import ErrorMessage, PaddleFlowSDKException
from paddleflow._operation import Operation
from paddleflow.config import resolve
from paddleflow.resources import user

from .face import TRANSPORTS, Face
from .operations import TRIALS
from .server import (
    DROPPED,
    EMPTY,
    INVALID_JSON,
    LIST,
    NULL,
    TRUNCATED,
    Answer,
    Request,
    Server,
    from_recordings,
    html,
    json,
    recorded,
    redirect,
)

TOKEN, PASSWORD, CREDENTIAL = "marker-token-xyzzy", "marker-password-xyzzy", "marker-credential-xyzzy"
MARKER = "xyzzy"

ANSWERS: dict[str, str | Answer] = {
    "recorded": "show run succeeded",
    "400": "bad token",
    "403": "list users not root",
    "404": "show run unknown",
    "500": "add user again",
    "html": html(),
    "html, 502": html(502),
    "empty": EMPTY,
    "null": NULL,
    "list": LIST,
    "invalid JSON": INVALID_JSON,
    "truncated": TRUNCATED,
    "redirect": redirect(),
    "dropped": DROPPED,
}


def frames_of(traceback: TracebackType | None) -> list[str]:
    """The variables of our own frames, as text."""
    texts = []
    while traceback is not None:
        frame = traceback.tb_frame
        if "paddleflow/" in frame.f_code.co_filename and "/tests/" not in frame.f_code.co_filename:
            texts += [f"{name} = {value!r}" for name, value in frame.f_locals.items()]
        traceback = traceback.tb_next
    return texts


def everything_said(response: object) -> list[str]:
    """All that can be seen of a message: its text, its exception, what that holds, and what was before it."""
    if not isinstance(response, ErrorMessage):
        return []
    said = [str(response), repr(response)]
    seen: BaseException | None = response.exception
    while seen is not None:
        said += [str(seen), repr(seen), repr(seen.args), repr(vars(seen)), *frames_of(seen.__traceback__)]
        seen = seen.__cause__ or seen.__context__
    with pytest.raises(PaddleFlowSDKException) as raised:
        raise response.exception
    return [*said, *frames_of(raised.value.__traceback__)]


def everything_logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [text for record in caplog.records for text in (record.getMessage(), repr(record.msg), repr(record.args))]


def secretive(face: Face) -> list[tuple[str, Any]]:
    """Every operation, with secrets wherever there is room for one."""
    given: list[tuple[str, Any]] = []
    for trial in TRIALS:
        secrets = {
            name: {"password": PASSWORD, "credential": CREDENTIAL}[name]
            for name in ("password", "credential")
            if name in trial.arguments or (trial.method, name) == ("create_cluster", "credential")
        }
        given.append((trial.method, trial.but(**secrets).on(face)))
    given.append(("login", face.login("root", PASSWORD)))
    given.append(("add_user", face.add_user("", PASSWORD)))
    given.append(("add_user", face.add_user("\ud800", PASSWORD)))
    given.append(("update_password", face.update_password("..", PASSWORD)))
    given.append(("add_user", face.add_user("root", [PASSWORD])))
    return given


@pytest.mark.parametrize(
    ("kind", "transport"),
    [(kind, each) for kind in ANSWERS for each in TRANSPORTS if each == "httpx" or kind in ("dropped", "truncated")],
)
def test_no_secret_is_told(faces: Face, server: Server, caplog: pytest.LogCaptureFixture, kind: str) -> None:
    chosen = ANSWERS[kind]
    answer = recorded(chosen) if isinstance(chosen, str) else chosen

    def respond(request: Request) -> Answer:
        if request.path == "/login":
            return json({"authorization": TOKEN, "password": PASSWORD})
        return answer if kind != "recorded" else from_recordings(request)

    server.respond = respond
    caplog.set_level(logging.DEBUG)
    face = faces.new(server.host, "root", PASSWORD, server.port, attempts=1)
    face.login().unwrap()
    said = [repr(face.client), str(face.client), repr(face.client._funnel)]
    for method, pair in secretive(face):
        said += [repr(pair.error), *everything_said(pair[1])] if not pair.ok else []
        if method != "show_cluster":
            said.append(repr(pair))
    assert caplog.records
    assert [text for text in [*said, *everything_logged(caplog)] if MARKER in text] == []


@pytest.mark.parametrize("body", ["text", None, [TOKEN], {"token": TOKEN}, {"authorization": [TOKEN]}], ids=repr)
@pytest.mark.parametrize("status", [200, 201, 302, 400, 500])
def test_the_answer_to_a_login_is_never_quoted(
    faces: Face, server: Server, caplog: pytest.LogCaptureFixture, body: object, status: int
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answer(json(body, status))
    face = faces.new(server.host, "root", PASSWORD, server.port, attempts=1)
    ret, response = face.login()
    assert not ret
    assert [text for text in [*everything_said(response), *everything_logged(caplog)] if MARKER in text] == []


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_a_dead_server_is_told_no_secret_either(caplog: pytest.LogCaptureFixture, faces: Face) -> None:
    caplog.set_level(logging.DEBUG)
    with Server() as server:
        face = faces.new(server.host, "root", PASSWORD, server.port, token=TOKEN, attempts=1)
    said = [text for _, pair in secretive(face) for text in everything_said(pair[1])]
    assert [text for text in [*said, *everything_logged(caplog)] if MARKER in text] == []


def test_nothing_in_between_shows_a_secret() -> None:
    operation = user.login
    assert isinstance(operation, Operation)
    assert MARKER not in repr(operation("root", PASSWORD))
    config = resolve({"host": "127.0.0.1", "password": PASSWORD, "token": TOKEN}, environ={})
    assert MARKER not in repr(config)


def test_the_log_tells_what_was_done(face: Face, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "paddleflow")
    server.answer("show run unknown")
    face.show_run("run-999999")
    (record,) = [record for record in caplog.records if record.name == "paddleflow"]
    text = record.getMessage()
    assert text.startswith("show_run GET /api/paddleflow/v1/run/run-999999 -> 404 in ")
    assert server.requests[0].headers["x-pf-request-id"] in text


def test_nothing_is_logged_unless_asked_for(face: Face, caplog: pytest.LogCaptureFixture) -> None:
    face.list_run().unwrap()
    assert [record for record in caplog.records if record.name.startswith("paddleflow")] == []
