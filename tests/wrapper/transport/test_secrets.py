"""Marked secrets through every method of both clients and every failure: none is to be seen anywhere."""

import inspect
import logging
import os
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from paddleflow import Client, ErrorMessage, Failure, PaddleFlowSDKException, Success
from paddleflow.config import resolve
from paddleflow.resources import user

from ...support.any_client import KINDS, AnyClient, mostly_auto, mostly_blocking
from ...support.clock import Clock
from ...support.operations import FURTHER, SAMPLES
from ...support.recorded_server import (
    DROPPED,
    DROPPED_UNREAD,
    EMPTY,
    INVALID_JSON,
    LIST,
    NEVER,
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

MARKER = "xyzzy"
TOKEN, PASSWORD = f"token-{MARKER}", f"password-{MARKER}"
KEYS = {"accessKey": f"access-{MARKER}", "secretKey": f"secret-{MARKER}"}

# What holds a secret, by the name of the parameter.
SECRETS: dict[str, Any] = {
    "password": PASSWORD,
    "credential": f"kubeconfig: {MARKER}",
    "properties": KEYS,
    "param": {"key": MARKER},
    "run_yaml_raw": f"env: {MARKER}".encode(),
    "yaml_raw": f"env: {MARKER}",
    "kubernetes_object": {**SAMPLES["kubernetes_object"], "stringData": {"key": MARKER}},
    "job_request": {**SAMPLES["job_request"], "env": {"KEY": MARKER}},
    "workflow": {"name": "sample", "entryPoints": {"main": {"command": "true", "env": {"KEY": MARKER}}}},
    "mount_options": {"key": MARKER},
}
METHODS = [
    name
    for name in dir(Client)
    if not name.startswith("_") and callable(getattr(Client, name)) and name not in ("close", "with_options")
]
SECRETIVE = [method for method in METHODS if {*inspect.signature(getattr(Client, method)).parameters} & {*SECRETS}]


def arguments(method: str, secrets: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What it needs by its signature, and a secret wherever there is room for one."""
    parameters = inspect.signature(getattr(Client, method)).parameters.values()
    required = [each.name for each in parameters if each.default is each.empty and each.name != "self"]
    needed = {name: SAMPLES.get(name, f"sample-{name}") for name in required} | FURTHER.get(method, {})
    given = {each.name: secrets[each.name] for each in parameters if each.name in secrets}
    if method == "mount":
        needed["path"] = str(folder / "mounted")
    return needed | given


def outcome(any_client: AnyClient, method: str, given: dict[str, Any]) -> Any:
    """What comes of it: the pair, or for an iterator what it raised in the end."""
    answer = getattr(any_client, method)(**given)
    if isinstance(answer, Success | Failure):
        return answer
    try:
        if hasattr(answer, "__aiter__"):
            any_client.loop.run(_exhausted(answer))
        else:
            list(answer)
    except PaddleFlowSDKException as error:
        return error
    return None


async def _exhausted(rows: Any) -> None:
    async for _ in rows:
        pass


def frames_of(traceback: TracebackType | None) -> list[str]:
    """The variables of our own frames."""
    texts = []
    while traceback is not None:
        frame = traceback.tb_frame
        if "paddleflow" in frame.f_code.co_filename and "/tests/" not in frame.f_code.co_filename:
            texts += [f"{frame.f_code.co_name}: {name} = {value!r}" for name, value in frame.f_locals.items()]
        traceback = traceback.tb_next
    return texts


def said_by(error: BaseException | None) -> list[str]:
    """All that can be seen of an exception, and of those before it."""
    said: list[str] = []
    while error is not None:
        said += [str(error), repr(error), repr(error.args), repr(vars(error)), *frames_of(error.__traceback__)]
        error = error.__cause__ or error.__context__
    return said


def seen(what: Any) -> list[str]:
    """All that can be seen of what a method gave."""
    if isinstance(what, BaseException):
        return said_by(what)
    if isinstance(what, Success | Failure) and isinstance(what[1], ErrorMessage):
        try:
            what.unwrap()
        except PaddleFlowSDKException as raised:
            return [repr(what), str(what[1]), repr(vars(what[1])), *said_by(raised)]
    return []


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """All log records."""
    return [text for record in caplog.records for text in (record.getMessage(), str(record.msg), repr(record.args))]


ANSWERS: dict[str, Answer | None] = {
    "good": None,
    "stale": recorded("bad token"),
    "refused": recorded("stop run ended"),
    "unknown": recorded("show run unknown"),
    "failed": recorded("add user again"),
    "html": html(502),
    "redirect": redirect(),
    "empty": EMPTY,
    "null": NULL,
    "list": LIST,
    "invalid JSON": INVALID_JSON,
    "another shape": json({"name": 7, "authorization": None}),
    "truncated": TRUNCATED,
    "dropped": DROPPED,
    "dropped unread": DROPPED_UNREAD,
}
ON_THE_WIRE = ("truncated", "dropped", "dropped unread")
TOLD_APART = ("good", "failed", "dropped")
"""What every method is tried with: a result, a refusal, nothing. `make torture` tries it with the others, too."""


# What an answer says is judged the same for every client and transport; how a connection ends is not.
@pytest.mark.parametrize(
    ("kind", "any_clients", "transport"),
    [
        *((kind, "blocking", "auto") for kind in ANSWERS),
        ("good", "async", "auto"),
        *((kind, "async", "auto") for kind in ON_THE_WIRE),
        *(pytest.param(kind, each, "httpx", marks=pytest.mark.slow) for kind in ON_THE_WIRE for each in KINDS),
    ],
    indirect=["any_clients"],
)
def test_no_failure_shows_a_secret(
    any_clients: AnyClient, server: Server, caplog: pytest.LogCaptureFixture, tmp_path: Path, kind: str, transport: str
) -> None:
    caplog.set_level(logging.DEBUG)
    chosen = ANSWERS[kind]

    def respond(request: Request) -> Answer:
        if request.path == "/login":
            return json({"authorization": TOKEN})
        return from_recordings(request) if chosen is None else chosen

    server.respond = respond
    any_client = any_clients.new(server.host, "root", PASSWORD, server.port, attempts=2)
    Clock().in_(any_client.client)
    said = []
    every = (any_clients.kind, transport) == ("blocking", "auto") and (
        kind in TOLD_APART or "PADDLEFLOW_TORTURE" in os.environ
    )
    for method in METHODS if every else SECRETIVE:
        if chosen is DROPPED_UNREAD:
            server.answer(DROPPED_UNREAD, DROPPED_UNREAD)
        what = outcome(any_client, method, arguments(method, SECRETS, tmp_path))
        said += [(method, text) for text in [*seen(what), *logged(caplog)] if MARKER in text]
        caplog.clear()
        server.forget()
        server.respond = respond
    assert said == []
    assert MARKER not in repr(any_client.client) + repr(any_client.client.config) + repr(vars(any_client.client))


@mostly_auto
@pytest.mark.parametrize("silent", [False, True], ids=["nobody listens", "nobody answers"])
def test_no_lost_request_shows_a_secret(
    any_clients: AnyClient, caplog: pytest.LogCaptureFixture, tmp_path: Path, silent: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    with Server() as server:
        server.respond = lambda _: NEVER
        if not silent:
            server.__exit__()
        any_client = any_clients.new(server.host, "root", PASSWORD, server.port, token=TOKEN, attempts=1, timeout=0.03)
        Clock().in_(any_client.client)
        said = []
        for method in SECRETIVE:
            what = outcome(any_client, method, arguments(method, SECRETS, tmp_path))
            said += [(method, text) for text in seen(what) if MARKER in text]
    assert said == []
    assert [text for text in logged(caplog) if MARKER in text] == []


ODD: list[Any] = [
    [MARKER],
    {1: MARKER},
    {"key": [MARKER]},
    {"key": {1: MARKER}},
    f"\ud800{MARKER}",
    f"\udfff{MARKER}".encode("utf-8", "surrogatepass"),
    {MARKER},
    Exception(MARKER),
    {"key": float("nan"), "other": MARKER},
]


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_a_secret_of_a_wrong_kind_is_not_shown(
    any_clients: AnyClient, server: Server, caplog: pytest.LogCaptureFixture, tmp_path: Path, odd: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    any_client = any_clients.new(server.host, "root", PASSWORD, server.port, token=TOKEN, attempts=1)
    said = []
    for method in METHODS:
        for name in [each for each in inspect.signature(getattr(Client, method)).parameters if each in SECRETS]:
            what = outcome(any_client, method, arguments(method, {name: odd}, tmp_path))
            said += [(method, name, text) for text in seen(what) if MARKER in text]
    assert said == []
    assert [text for text in logged(caplog) if MARKER in text] == []


ECHOES = [html(502, f"<p>{MARKER}</p>"), json({"secret": MARKER}, 500), json([MARKER]), Answer(body=MARKER.encode())]


@mostly_blocking
@pytest.mark.parametrize("echo", ECHOES, ids=lambda answer: f"{answer.status} {answer.content_type}")
@pytest.mark.parametrize(
    "method", ["login", "create_cluster", "show_cluster", "show_fs", "show_fs_sts", "show_link", "mount"]
)
def test_an_answer_that_may_hold_a_secret_is_not_quoted(
    any_clients: AnyClient, server: Server, caplog: pytest.LogCaptureFixture, tmp_path: Path, method: str, echo: Answer
) -> None:
    caplog.set_level(logging.DEBUG)
    server.respond = lambda _: echo
    any_client = any_clients.new(server.host, "root", "paddleflow", server.port, token="T", attempts=1)
    what = outcome(any_client, method, arguments(method, {}, tmp_path))
    assert not what.ok
    assert [text for text in [*seen(what), *logged(caplog)] if MARKER in text] == []


@pytest.mark.parametrize(
    ("method", "name"), [("add_user", ""), ("add_user", "\ud800"), ("update_password", "..")], ids=ascii
)
def test_a_refused_name_shows_no_password(
    any_client: AnyClient, caplog: pytest.LogCaptureFixture, method: str, name: str
) -> None:
    caplog.set_level(logging.DEBUG)
    what = getattr(any_client, method)(name, PASSWORD)
    assert not what.ok
    assert [text for text in [*seen(what), *logged(caplog)] if MARKER in text] == []


@pytest.mark.parametrize("body", ["text", None, [TOKEN], {"token": TOKEN}, {"authorization": [TOKEN]}], ids=repr)
@pytest.mark.parametrize("status", [200, 302, 400, 500])
def test_the_answer_to_a_login_is_never_quoted(
    server: Server, caplog: pytest.LogCaptureFixture, body: object, status: int
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answer(json(body, status))
    with Client(server.host, "root", PASSWORD, server.port, attempts=1) as client:
        what = client.login()
    assert not what.ok
    assert [text for text in [*seen(what), *logged(caplog)] if MARKER in text] == []


def test_a_configuration_shows_no_secret() -> None:
    config = resolve({"host": "127.0.0.1", "password": PASSWORD, "token": TOKEN}, environ={})
    assert MARKER not in repr(config)
    assert MARKER not in repr(user.add_user("root", PASSWORD))
