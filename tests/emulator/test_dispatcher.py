"""What every request goes through: bodies, numbers, paths, methods."""

import logging
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddleflow_emulator.http.app import ANONYMOUS_BODY_LIMIT, BODY_LIMIT

from ..support.api import Api, encoded, pipeline_yaml
from .conftest import Serving

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
BODIES = st.dictionaries(
    st.sampled_from(["name", "desc", "runYamlRaw", "pipelineID", "parameters", "failureOptions", "yamlRaw", "url"])
    | st.text(),
    JSON_VALUES,
    max_size=4,
)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "7", '"text"', '{"username": 7}', "\xff", '{"username": NaN}', '{"other": 1e400}', "[" * 9000],
)
def test_an_unusable_body_is_malformed(anyone: Api, content: str) -> None:
    answer = anyone.send("POST", "/login", content=content.encode("latin-1"))
    assert (answer.status, answer.code) == (400, "MalformedJSON")


def test_pipelines_call_an_unusable_body_by_another_name(root: Api) -> None:
    assert root.send("POST", "/pipeline", content=b"{").code == "InvalidHTTPRequest"
    assert root.send("POST", "/pipeline/ppl-000001", json={"yamlRaw": 7}).code == "InvalidHTTPRequest"


def test_null_and_missing_are_the_empty_text(anyone: Api) -> None:
    assert anyone.send("POST", "/login", json={"username": None}).code == "UserNotExist"
    assert anyone.send("POST", "/login", content=b"null").code == "UserNotExist"


def test_keys_match_in_any_case_and_unknown_ones_are_ignored(anyone: Api) -> None:
    body = {"USERNAME": "root", "passWord": "paddleflow", "other": [1]}
    assert anyone.send("POST", "/login", json=body).status == 200


def test_nested_keys_match_in_any_case_but_names_of_parameters_are_kept(root: Api) -> None:
    yaml = '{"name": "d", "entry_points": {"a": {"command": "true", "docker_env": "x:1", "parameters": {"Pp": 1}}}}'
    body = {"runyamlraw": encoded(yaml), "parameters": {"a.Pp": 2}, "failureoptions": {"STRATEGY": "continue"}}
    run_id = root.send("POST", "/run", json=body).ok["runID"]
    run = root.finished(run_id)
    assert (run["parameters"], run["failureOptions"]) == ({"a.Pp": 2}, {"strategy": "continue"})


def test_a_halved_surrogate_pair_is_stored_as_the_replacement_character(root: Api) -> None:
    content = b'{"runYamlRaw": "' + encoded(pipeline_yaml()).encode() + b'", "desc": "\\ud800x"}'
    run_id = root.send("POST", "/run", content=content).ok["runID"]
    assert root.run(run_id)["description"] == "�x"


def test_an_optional_body_that_is_there_must_be_json(root: Api) -> None:
    assert root.send("DELETE", "/run/ghost", content=b"{").code == "MalformedJSON"
    assert root.send("PUT", "/run/ghost", params={"action": "stop"}, json={"stopForce": "yes"}).code == "MalformedJSON"
    assert root.send("DELETE", "/run/ghost").code == "RunNotFound"


def test_a_body_above_the_limit_is_refused(anyone: Api, root: Api) -> None:
    large = b'{"username": "' + b"x" * BODY_LIMIT + b'"}'
    answer = anyone.send("POST", "/login", content=large)
    assert (answer.status, answer.code) == (400, "MalformedJSON")
    assert "larger than" in answer.body["message"]
    assert root.send("POST", "/pipeline", content=large).code == "InvalidHTTPRequest"


def test_a_body_without_end_is_not_read_to_its_end(anyone: Api) -> None:
    url = urlsplit(anyone.address)
    with socket.create_connection((url.hostname, url.port)) as sender:
        sender.sendall(
            b"POST /api/paddleflow/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n"
        )
        for _ in range(4 * BODY_LIMIT // 2**20 + 1):
            sender.sendall(b"x" * 2**20)
        assert sender.recv(12) == b"HTTP/1.1 400"


def test_a_client_that_disconnects_mid_body_is_harmless(anyone: Api) -> None:
    url = urlsplit(anyone.address)
    with socket.create_connection((url.hostname, url.port)) as sender:
        sender.sendall(b"POST /api/paddleflow/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{")
    assert anyone.post("/login", username="ghost", password="").code == "UserNotExist"


def test_a_body_at_the_limit_is_read(anyone: Api, root: Api) -> None:
    frame = b'{"username": "ghost", "password": "", "other": ""}'
    for api, path, limit, code in (
        (anyone, "/login", ANONYMOUS_BODY_LIMIT, "UserNotExist"),
        (root, "/user", BODY_LIMIT, "UserPasswordWeak"),
    ):
        filled = frame[:-2] + b"x" * (limit - len(frame)) + b'"}'
        assert len(filled) == limit
        assert api.send("POST", path, content=filled).code == code


@pytest.mark.parametrize("number", ["0", "-1", "1001", "x", "1.5", " 1", "1_0", "٣", "9" * 5000])
def test_a_page_size_is_a_number_from_1_to_1000(root: Api, number: str) -> None:
    for path in ("/user", "/run", "/pipeline", "/runCache", "/artifact", "/fs", "/flavour", "/queue"):
        assert root.get(path, maxKeys=number).code == "InvalidURI"


def test_only_the_first_of_a_repeated_parameter_counts(root: Api) -> None:
    assert root.send("GET", "/run", params=[("maxKeys", "7"), ("maxKeys", "x")]).ok["maxKeys"] == 7


@pytest.mark.parametrize("path", ["/run/", "/login/", "/Run", "//run", "/run/x/y/z"])
def test_paths_that_are_not_exact_are_not_found(root: Api, path: str) -> None:
    assert root.send("GET", path, checked=False).code == "PathNotFound"


@pytest.mark.parametrize("method", ["PATCH", "HEAD", "OPTIONS", "DELETE", "TRACE"])
def test_a_method_that_a_path_does_not_have_is_refused(root: Api, method: str) -> None:
    response = root.http.request(method, "/run")
    assert response.status_code == 405


def test_an_escaped_slash_stays_in_its_parameter(root: Api) -> None:
    answer = root.send("GET", "/run/..%2F..%2Fetc", checked=False)
    assert (answer.code, "..%2F..%2Fetc" in answer.body["message"]) == ("RunNotFound", True)


NO_IDS = [
    "..%2F..%2Fetc",
    "run-1",
    "run-0000001",
    "ppl-1",
    "run-%D9%A1",
    "run-999999999999999999999",
    "%00",
    "'--",
    "%25s",
]


@pytest.mark.parametrize("name", NO_IDS)
def test_a_text_that_is_not_an_id_is_not_found(root: Api, name: str) -> None:
    for path in (f"/run/{name}", f"/runCache/{name}", f"/pipeline/{name}", f"/pipeline/ppl-000001/{name}"):
        assert root.send("GET", path, checked=False).status == 404


@given(body=BODIES, path=st.sampled_from(["/run", "/pipeline", "/fs", "/user", "/login"]))
def test_no_body_is_too_strange_for_a_clean_answer(root: Api, body: dict[str, object], path: str) -> None:
    answer = root.send("POST", path, json=body)
    assert answer.status in (200, 201, 400, 403, 404)


def test_a_fault_of_the_server_says_nothing_of_its_inside(
    serving: Serving, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(tmp_path) as api:
        root = api.login()
        with closing(sqlite3.connect(tmp_path / "paddleflow-emulator" / "paddleflow.db")) as database:
            database.execute("DROP TABLE run_caches")
        with caplog.at_level(logging.CRITICAL, logger="paddleflow_emulator"):
            answer = root.get("/runCache")
    assert (answer.status, answer.code) == (500, "InternalError")
    assert "run_caches" not in str(answer.body)
