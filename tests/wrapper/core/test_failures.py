"""After any failure a method returns ``(False, message)``; the message says what happened and what to do."""

import socket

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paddleflow import (
    AuthenticationFailed,
    ConnectionFailed,
    InvalidArgument,
    InvalidResponse,
    NotFound,
    NotSupported,
    PaddleFlowSDKException,
    PermissionDenied,
    RequestRefused,
    ServerFailed,
    TimedOut,
)

from ...support.any_client import TRANSPORTS, AnyClient, mostly_auto, mostly_blocking
from ...support.failures import failed
from ...support.operations import DOING, READING, TRIALS, Trial, a_run
from ...support.recorded_server import (
    DROPPED,
    DROPPED_UNREAD,
    EMPTY,
    INVALID_JSON,
    LIST,
    NEVER,
    NULL,
    SLOW_HEADERS,
    TRUNCATED,
    Answer,
    Request,
    Server,
    html,
    json,
    recorded,
    recordings,
    redirect,
)

TOKEN = "TOKEN"
over_every_transport = pytest.mark.parametrize("transport", TRANSPORTS)

REFUSALS: list[tuple[str, type[PaddleFlowSDKException], str]] = [
    ("no token", AuthenticationFailed, "Log in first"),
    ("bad token", AuthenticationFailed, "Log in again"),
    ("login wrong password", AuthenticationFailed, "Check the password"),
    ("add user not root", RequestRefused, "Only root may name another user"),
    ("list users not root", PermissionDenied, "Only its owner and root may do this"),
    ("stop run ended", PermissionDenied, "cannot"),
    ("show run unknown", NotFound, "run-999999"),
    ("update password unknown", NotFound, "User not e"),
    ("unknown route", NotFound, "Is this the address of a PaddleFlow server"),
    ("wrong method", RequestRefused, "does not know the operation"),
    ("create run bad yaml", RequestRefused, "yaml"),
    ("add user again", ServerFailed, "We encoun"),
    ("show link unknown", ServerFailed, "does all that you name exist"),
]


@pytest.fixture
def token_client(server: Server, any_clients: AnyClient) -> AnyClient:
    """A client with a token, that could not log in again."""
    return any_clients.new(server.host, paddleflow_server_port=server.port, token=TOKEN, attempts=1)


NEWER = {
    *("update_fs", "show_fs_sts", "list_cluster_node", "list_cluster_resource_v2", "show_log_by_limit"),
    *("get_cardtime", "get_cardtime_by_queue_name"),
    *(f"{verb}_resource_pool" for verb in ("create", "list", "show", "update", "delete")),
}
"""Methods that not every server has."""


@mostly_blocking
@pytest.mark.parametrize(("name", "kind", "hint"), REFUSALS, ids=[name for name, _, _ in REFUSALS])
def test_every_refusal_of_the_server_is_a_failure(
    token_client: AnyClient, server: Server, name: str, kind: type[PaddleFlowSDKException], hint: str
) -> None:
    answer = recorded(name)
    for trial in TRIALS:
        server.answer(name)
        too_new = name in ("unknown route", "wrong method") and trial.method in NEWER
        message = failed(trial.on(token_client), NotSupported if too_new else kind)
        assert message.startswith(f"{trial.method}: ")
        assert ("This needs" if too_new else hint) in message
        assert (message.http_status, message.code) == (answer.status, answer.json["code"])
        assert message.request_id == answer.json["requestID"]
        assert f"HTTP {answer.status}, request {message.request_id}" in message


@mostly_blocking
def test_every_recorded_error_is_reported(token_client: AnyClient, server: Server) -> None:
    refusals = [name for name, one in recordings().items() if one.answer.status >= 400]
    assert len(refusals) > 60
    for name in refusals:
        server.answer(name)
        ret, message = token_client.list_run()
        answer = recorded(name)
        assert not ret
        assert answer.json["message"] in message
        assert (message.http_status, message.code) == (answer.status, answer.json["code"])


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"requestID": "r", "code": "RunNotFound", "message": ""}, "show_run: RunNotFound (RunNotFound, HTTP 404"),
        ({"requestID": "r", "code": "", "message": ""}, "show_run: the server gives no reason (HTTP 404"),
        ({"requestID": None, "code": None, "message": None}, "show_run: the server gives no reason (HTTP 404"),
    ],
)
def test_a_refusal_without_a_reason_is_reported(
    any_client: AnyClient, server: Server, body: dict[str, object], text: str
) -> None:
    server.answer(json(body, 404))
    message = failed(any_client.show_run("run-1"), NotFound)
    assert message.startswith(text)
    assert message.request_id == (body["requestID"] or server.requests[-1].headers["x-pf-request-id"])


NO_ERROR, NO_SHAPE = "is not a PaddleFlow error message", "does not have the documented shape"
STRANGE: dict[str, tuple[Answer, str]] = {
    "html": (html(), NO_SHAPE),
    "html, 400": (html(400), NO_ERROR),
    "html, 404": (html(404), NO_ERROR),
    "html, 502": (html(502), NO_ERROR),
    "unknown status": (html(520), NO_ERROR),
    "empty, 500": (Answer(500), NO_ERROR),
    "null, 500": (json(None, 500), NO_ERROR),
    "list, 500": (json([], 500), NO_ERROR),
    "text, 500": (json("no", 500), NO_ERROR),
    "another error, 500": (json({"error": "no"}, 500), NO_ERROR),
    "invalid JSON": (INVALID_JSON, NO_SHAPE),
    "not UTF-8": (Answer(body=b'{"a": "\xff\xfe"}'), NO_SHAPE),
    "unknown charset": (Answer(502, b"no", "text/plain; charset=klingon"), NO_ERROR),
    "nested too deep": (Answer(body=b"[" * 100_000), NO_SHAPE),
    "nested too deep, 500": (Answer(500, b"[" * 100_000), NO_ERROR),
    "redirect": (redirect(), "sends the client on to http://127.0.0.1:9/login"),
    "redirect to nowhere": (Answer(303), "sends the client on to another address"),
    "not modified": (Answer(304), "sends the client on to another address"),
}


@mostly_blocking
@pytest.mark.parametrize("strange", STRANGE)
def test_the_answer_is_none_of_a_paddleflow_server(any_client: AnyClient, server: Server, strange: str) -> None:
    answer, text = STRANGE[strange]
    for trial in TRIALS:
        server.forget()
        server.answer(answer)
        message = failed(trial.on(any_client), InvalidResponse)
        assert message.startswith(f"{trial.method}: the answer of {server.address} {text} (HTTP {answer.status}, ")
        assert "Is this the address of a PaddleFlow server, with no proxy or login page in between?" in message
        assert message.http_status == answer.status
        assert message.request_id == server.requests[0].headers["x-pf-request-id"]
        assert f"request {message.request_id}" in message
        assert len(server.requests) == 1  # a redirect is not followed, nothing is sent twice


SHAPES = {
    "empty": (EMPTY, "has no content"),
    "no content": (Answer(204), "has no content"),
    "blank": (Answer(body=b" \n"), ""),
    "null": (NULL, ""),
    "list": (LIST, ""),
    "text": (json("text"), ""),
    "number": (json(1), ""),
}


@mostly_blocking
@pytest.mark.parametrize("shape", SHAPES)
def test_a_response_of_another_shape_is_invalid(any_client: AnyClient, server: Server, shape: str) -> None:
    answer, text = SHAPES[shape]
    for trial in READING:
        server.answer(answer)
        message = failed(trial.on(any_client), InvalidResponse)
        assert message.startswith(f"{trial.method}: the answer of {server.address} {text}")
        assert f"(HTTP {answer.status}, application/json, request {message.request_id})" in message


def test_no_content_is_fine_where_there_is_nothing_to_read(any_client: AnyClient, server: Server) -> None:
    for trial in DOING:
        server.answer(EMPTY)
        assert trial.on(any_client) == (True, None)


def test_the_beginning_of_a_strange_answer_is_quoted(any_client: AnyClient, server: Server) -> None:
    server.answer(html(502, "<html>\n  <title>Bad gateway</title>" + "x" * 1000))
    message = failed(any_client.list_run(), InvalidResponse)
    assert "It begins: '<html> <title>Bad gateway</title>xxx" in message
    assert len(message) < 600


IDENTIFYING = {
    "list_user": ("list users", "userList"),
    "create_run": ("create run from pipeline", "runID"),
    "show_run": ("show run succeeded", "runID"),
    "list_run": ("list runs", "runList"),
    "show_cache": ("show run cache", "cacheID"),
    "list_cache": ("list run caches", "runCacheList"),
    "list_artifact": ("list artifacts", "artifactEventList"),
    "create_pipeline": ("create pipeline", "pipelineID"),
    "update_pipeline": ("update pipeline", "pipelineVersionID"),
    "show_pipeline": ("show pipeline", "pipeline"),
    "show_pipeline_version": ("show pipeline version", "pipelineVersion"),
    "list_pipeline": ("list pipelines", "pipelineList"),
    "show_log": ("log run", "runID"),
}


@mostly_blocking
@pytest.mark.parametrize("trial", [trial for trial in READING if trial.method in IDENTIFYING], ids=str)
def test_a_field_is_missing(any_client: AnyClient, server: Server, trial: Trial) -> None:
    name, field = IDENTIFYING[trial.method]
    whole = recorded(name)
    server.answer(whole, whole.without(field))
    assert trial.on(any_client).ok
    assert f"lacks the field '{field}'" in failed(trial.on(any_client), InvalidResponse)
    for other in whole.json:
        server.answer(whole.without(other))
        ret, response = trial.on(any_client)
        assert ret or "lacks the field '" in response


LISTS = [
    ("list_run", "list runs", "runList"),
    ("list_cache", "list run caches", "runCacheList"),
    ("list_artifact", "list artifacts", "artifactEventList"),
    ("list_pipeline", "list pipelines", "pipelineList"),
    ("list_user", "list users", "userList"),
]


@mostly_blocking
@pytest.mark.parametrize(("method", "name", "field"), LISTS)
def test_null_where_a_list_belongs(any_client: AnyClient, server: Server, method: str, name: str, field: str) -> None:
    """An empty list where the server is known to send null, a failure elsewhere; never an exception."""
    server.answer(recorded(name).but(**{field: None}))
    ret, response = getattr(any_client, method)()
    if ret:
        (page, *_) = response.values() if isinstance(response, dict) else [response]
        assert (page, page.next_marker, page.truncated) == ([], None, False)
    else:
        assert NO_SHAPE in response


@mostly_blocking
@pytest.mark.parametrize(("method", "name", "field"), LISTS)
def test_an_answer_without_its_list_is_refused(
    any_client: AnyClient, server: Server, method: str, name: str, field: str
) -> None:
    server.answer(recorded(name).but(**{field: False}))
    assert NO_SHAPE in failed(getattr(any_client, method)(), InvalidResponse)


@mostly_blocking
@pytest.mark.parametrize(("method", "name", "field"), LISTS)
def test_a_marker_that_is_not_a_string_is_refused(
    any_client: AnyClient, server: Server, method: str, name: str, field: str
) -> None:
    server.answer(recorded(name).but(**{field: [], "nextMarker": 1}))
    assert NO_SHAPE in failed(getattr(any_client, method)(), InvalidResponse)


@mostly_blocking
@pytest.mark.parametrize("method", IDENTIFYING)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_arbitrary_responses_never_raise(
    any_client: AnyClient, server: Server, method: str, data: st.DataObject
) -> None:
    trial = next(each for each in READING if each.method == method)
    body = data.draw(st.sampled_from(list(changed(recorded(IDENTIFYING[method][0]).json))))
    server.answer(json(body))
    ret, response = trial.on(any_client)
    assert ret or isinstance(response.exception, InvalidResponse)


def changed(value: object) -> list[object]:
    """Copies of a JSON value, each with another type at one place."""
    copies: list[object] = [other for other in (None, True, 7, "text", [], {}, [None], {"a": None}) if other != value]
    if isinstance(value, dict):
        copies += [{**value, key: other} for key, inner in value.items() for other in changed(inner)]
    if isinstance(value, list):
        copies += [[*value[:i], other, *value[i + 1 :]] for i, inner in enumerate(value) for other in changed(inner)]
    return copies


@mostly_blocking
def test_a_good_status_with_a_message_is_a_failure(any_client: AnyClient, server: Server) -> None:
    told = 0
    for trial in TRIALS:
        server.answer(json({"message": "the database is full"}))
        ret, response = trial.on(any_client)
        told += not ret and "reports: the database is full" in response
        if not trial.reads:
            assert not ret, trial
    assert told >= len(DOING) - 5  # the others find first that an identifying field is missing


@mostly_blocking
@pytest.mark.parametrize("method", ["show_run", "list_run", "show_cache", "create_run", "show_log"])
def test_a_whole_answer_with_a_message_beside_it_is_a_failure(
    any_client: AnyClient, server: Server, method: str
) -> None:
    trial = next(each for each in READING if each.method == method)
    server.answer(recorded(IDENTIFYING[method][0]).but(message="the database is full"))
    assert "reports: the database is full" in failed(trial.on(any_client), InvalidResponse)


@mostly_auto
@pytest.mark.parametrize("answer", [DROPPED, DROPPED_UNREAD, TRUNCATED], ids=["read", "unread", "truncated"])
def test_the_connection_is_dropped(any_client: AnyClient, server: Server, transport: str, answer: Answer) -> None:
    for trial in TRIALS if (any_client.kind, transport) == ("blocking", "auto") else [*READING[:3], *DOING[:3]]:
        server.answer(answer)
        message = failed(trial.on(any_client), ConnectionFailed)
        assert message.startswith(f"{trial.method}: {server.address} dropped the connection")
        if server.requests:  # it was read, so that we know what it was
            reads = server.requests[-1].method == "GET"
            assert ("look before asking again" in message) != reads
        assert f"request {message.request_id}" in message
        assert message.http_status is None
    assert any_client.list_run().ok  # and life goes on


@over_every_transport
def test_a_refused_connection_is_reported(any_clients: AnyClient) -> None:
    with Server() as server:
        any_client = any_clients.new(server.host, paddleflow_server_port=server.port, token=TOKEN, attempts=1)
    for trial in TRIALS:
        message = failed(trial.on(any_client), ConnectionFailed)
        assert message.startswith(f"{trial.method}: cannot connect to {server.address}: ")
        assert "Is the server running there?" in message
        assert f"request {message.request_id}" in message


@over_every_transport
def test_an_unknown_host_is_reported(any_clients: AnyClient) -> None:
    any_client = any_clients.new("nowhere.invalid", token=TOKEN, attempts=1)
    assert "cannot connect to http://nowhere.invalid:8999" in failed(any_client.list_run(), ConnectionFailed)


@mostly_auto
@pytest.mark.parametrize("answer", [NEVER, SLOW_HEADERS], ids=["never", "slow headers"])
def test_no_answer_comes_in_time(any_clients: AnyClient, server: Server, answer: Answer) -> None:
    any_client = any_clients.new(
        server.host, paddleflow_server_port=server.port, token=TOKEN, attempts=1, timeout=0.2, total_timeout=0.3
    )
    for trial in [each for each in TRIALS if each.method in ("show_run", "create_run")]:
        server.answer(answer)
        message = failed(trial.on(any_client), TimedOut)
        assert message.startswith(f"{trial.method}: {server.address} did not answer in time")
        assert "0.2 seconds of silence, 0.3 in all" in message
        assert "Client(timeout=..., total_timeout=...)" in message
        assert "PADDLEFLOW_TIMEOUT" in message
        assert f"request {message.request_id}" in message


@over_every_transport
def test_a_connection_is_not_made_in_time(any_clients: AnyClient) -> None:
    with socket.socket() as full, socket.socket() as first:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        first.connect(full.getsockname())  # the queue is full now: the next one waits
        any_client = any_clients.new(
            "127.0.0.1", paddleflow_server_port=full.getsockname()[1], token=TOKEN, attempts=1, timeout=0.2
        )
        message = failed(any_client.list_run(), TimedOut)
    assert "within 0.2 seconds" in message
    assert "PADDLEFLOW_CONNECT_TIMEOUT" in message


BAD_VALUES: dict[str, object] = {
    "surrogate": "\ud800",
    "number": 7,
    "None": None,
    "bytes": b"x",
    "list": ["x"],
    "set": {"x"},
    "NaN": float("nan"),
    "object": object(),
    "empty": "",
    "blank": "  ",
}


@mostly_blocking
def test_a_value_has_a_wrong_type_or_cannot_be_sent(any_client: AnyClient, server: Server) -> None:
    """Refused before anything is sent, or a value that is fine for this argument; never an exception."""
    for trial in TRIALS:
        for name in trial.arguments:
            for value in BAD_VALUES.values():
                server.forget()
                server.respond = lambda _: EMPTY
                ret, response = trial.but(**{name: value}).on(any_client)
                if not server.requests:
                    assert not ret
                    assert isinstance(response.exception, InvalidArgument)
                    assert response.startswith(f"{trial.method}: ")


@mostly_blocking
@pytest.mark.parametrize("name", ["surrogate", "number", "None", "list", "set", "NaN", "object", "empty", "blank"])
def test_an_id_of_a_wrong_type_is_never_sent(any_client: AnyClient, server: Server, name: str) -> None:
    for method in ("show_run", "del_user", "show_cache", "delete_pipeline", "show_log"):
        message = failed(getattr(any_client, method)(BAD_VALUES[name]), InvalidArgument)
        assert message.startswith(f"{method}: ")
    assert server.requests == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1}, object, b"x", "\ud800"], ids=repr)
def test_a_parameter_that_is_not_json_is_never_sent(any_client: AnyClient, server: Server, value: object) -> None:
    failed(any_client.create_run(run_yaml_raw=b"x", param={"p": value}), InvalidArgument)
    failed(any_client.create_run(run_yaml_raw=b"x", param={"p": [{"q": value}]}), InvalidArgument)
    assert server.requests == []


def test_an_answer_may_hold_more_than_is_known(any_client: AnyClient, server: Server) -> None:
    def more(value: object) -> object:
        if isinstance(value, dict):
            return {**{key: more(inner) for key, inner in value.items()}, "brandNew": {"is": [True]}}
        return [more(inner) for inner in value] if isinstance(value, list) else value

    run = recorded("show run succeeded").json
    cache = recorded("show run cache").json
    server.answer(json({**run, "brandNew": [1]}), json(more(cache)), json({"runList": [more(run)]}))
    assert any_client.show_run("run-000001").unwrap().raw == {**run, "brandNew": [1]}
    assert any_client.show_cache("cch-000001").unwrap().raw == more(cache)
    assert any_client.list_run().unwrap()["runList"][0].raw["brandNew"] == {"is": [True]}


@over_every_transport
def test_a_redirect_is_not_followed(any_client: AnyClient, server: Server) -> None:
    server.answer(redirect(f"{server.address}/elsewhere", 307))
    assert f"sends the client on to {server.address}/elsewhere" in failed(
        any_client.delete_run("run-1"), InvalidResponse
    )
    assert len(server.requests) == 1


@over_every_transport
@pytest.mark.parametrize("answer", [DROPPED, DROPPED_UNREAD, TRUNCATED], ids=["read", "unread", "truncated"])
def test_a_write_that_may_have_arrived_is_never_sent_again(
    any_clients: AnyClient, server: Server, answer: Answer
) -> None:
    any_client = any_clients.new(server.host, paddleflow_server_port=server.port, token=TOKEN)
    assert any_client.list_run().ok
    server.forget()
    server.answer(answer, answer, answer)
    failed(any_client.create_run(run_yaml_raw=b"x"), ConnectionFailed)
    assert len(server.requests) == (0 if answer is DROPPED_UNREAD else 1)


def test_every_request_has_an_id_of_its_own(any_client: AnyClient, server: Server) -> None:
    server.respond = a_run
    for number in range(20):
        any_client.show_run(f"run-{number}").unwrap()
    assert len({request.headers["x-pf-request-id"] for request in server.requests}) == 20


@over_every_transport
def test_requests_have_the_right_method_path_query_and_body(any_client: AnyClient, server: Server) -> None:
    any_client.create_run(run_yaml_raw="名: 值", run_name="r").unwrap()
    any_client.list_run(status="failed,terminated", marker="a&b=c d").unwrap()
    create, listing = server.requests
    assert isinstance(create, Request)
    assert (create.method, create.path, create.query) == ("POST", "/run", {})
    assert create.json == {"name": "r", "runYamlRaw": "5ZCNOiDlgLw="}
    assert create.headers["content-type"] == "application/json"
    assert create.headers["x-pf-authorization"] == TOKEN
    assert create.headers["user-agent"].startswith("paddleflow-client/")
    assert (listing.method, listing.path, listing.body) == ("GET", "/run", b"")
    assert listing.query == {"statusFilter": "failed,terminated", "marker": "a&b=c d", "maxKeys": "100"}
