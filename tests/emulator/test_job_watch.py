"""The websocket of job changes, with a real client: of another library than the server's, or a bare socket."""

import base64
import json
import logging
import os
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from paddleflow_emulator.features.jobs import watch as job_watch
from paddleflow_emulator.remote_control import RemoteControl

from ..support.api import ROOT_PASSWORD, Api, pipeline_yaml
from ..support.contract import BASE
from .conftest import Serving

PATIENCE = 20.0  # seconds
TOKEN = "x-pf-authorization"
PLACE = {"schedulingPolicy": {"queue": "default-queue"}}


def watching(
    api: Api, client_id: str | None = None, path: str = "/wsjob", **more: Any
) -> AbstractContextManager[ClientConnection]:
    """A websocket of a user."""
    headers = {TOKEN: api.http.headers[TOKEN]} if TOKEN in api.http.headers else {}
    if client_id is not None:
        headers["x-pf-client-id"] = client_id
    address = f"{api.address.replace('http', 'ws', 1)}{BASE}{path}"
    return connect(address, additional_headers=headers | more, proxy=None, max_size=None, open_timeout=PATIENCE)


@contextmanager
def silent(api: Api) -> Iterator[socket.socket]:
    """A websocket whose client reads nothing after the handshake."""
    parts = urlsplit(api.address)
    with socket.socket() as bare:
        bare.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        bare.settimeout(PATIENCE)
        bare.connect((parts.hostname, parts.port))
        key = base64.b64encode(os.urandom(16)).decode()
        bare.sendall(
            f"GET {BASE}/wsjob HTTP/1.1\r\nhost: localhost\r\n{TOKEN}: {api.http.headers[TOKEN]}\r\n"
            "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n"
            f"sec-websocket-key: {key}\r\n\r\n".encode()
        )
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += bare.recv(1)
        assert head.startswith(b"HTTP/1.1 101 ")
        yield bare


def received(websocket: ClientConnection) -> dict[str, Any]:
    """The next job."""
    return json.loads(websocket.recv(timeout=PATIENCE))


def until(websocket: ClientConnection, job_id: str, status: str) -> list[dict[str, Any]]:
    """The frames of a job until it has a state."""
    frames: list[dict[str, Any]] = []
    while not frames or frames[-1]["status"] != status:
        frames += [job for job in [received(websocket)] if job["id"] == job_id]
    return frames


def closed(websocket: ClientConnection) -> tuple[int, str]:
    """Code and reason with which the server closes it, after no more frames."""
    with pytest.raises(ConnectionClosed) as caught:
        websocket.recv(timeout=PATIENCE)
    assert caught.value.rcvd
    return caught.value.rcvd.code, caught.value.rcvd.reason


def start_job(api: Api, command: str = "true", **body: Any) -> str:
    return api.post("/job/single", image="busybox:1", command=command, **PLACE, **body).ok["id"]


def large_job(api: Api) -> None:
    """A job that fails at once, with a frame of some 5 MB."""
    member = {"role": "worker", "replicas": 1, "image": "busybox:1", "env": {"LARGE": "x" * 5_000_000}}
    api.post("/job/distributed", framework="paddle", members=[member], **PLACE)


def test_a_job_goes_through_its_states(root: Api, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    with watching(root) as websocket:
        job_id = start_job(root, f"until [ -e {gate} ]; do sleep 0.01; done")
        seen = until(websocket, job_id, "running")
        gate.touch()
        seen += until(websocket, job_id, "succeeded")
    assert list(dict.fromkeys(job["status"] for job in seen)) == ["init", "running", "succeeded"]


def test_a_frame_is_the_job_as_it_is_shown(root: Api) -> None:
    with watching(root) as websocket:
        job_id = start_job(root, "exit 3", name="名字", labels={"a": "b"})
        last = until(websocket, job_id, "failed")[-1]
    assert last == root.get(f"/job/{job_id}").ok
    assert last["runtime"]["name"] == job_id


def test_the_jobs_of_steps_are_announced(root: Api) -> None:
    with watching(root) as websocket:
        run = root.finished(root.start(pipeline_yaml(main="true")))
        until(websocket, run["runtime"]["main"][0]["jobID"], "succeeded")


def test_root_sees_changes_of_all_jobs_and_others_of_their_own(root: Api) -> None:
    alice, boris = root.add_user("alice"), root.add_user("boris")
    with watching(root) as of_root, watching(alice) as of_alice, watching(boris) as of_boris:
        job_id = start_job(alice)
        until(of_root, job_id, "succeeded")
        until(of_alice, job_id, "succeeded")
        of_boris.send("beat")
        assert of_boris.recv(timeout=PATIENCE) == "beat"


def test_messages_of_the_client_are_echoed(root: Api) -> None:
    with watching(root) as websocket:
        for sent, echoed in (("beat", "beat"), ("", ""), ("心跳", "心跳"), (b"bytes", "bytes")):
            websocket.send(sent)
            assert websocket.recv(timeout=PATIENCE) == echoed


def test_a_second_connection_with_a_client_id_replaces_the_first(root: Api) -> None:
    with watching(root, "one") as first, watching(root, "one") as second:
        assert closed(first) == (1000, "replaced by another connection with this x-pf-client-id")
        until(second, start_job(root), "succeeded")


def test_a_client_id_is_its_users(root: Api) -> None:
    carol = root.add_user("carol")
    with watching(root, "one") as first, watching(carol, "one") as second:
        job_id = start_job(carol)
        until(first, job_id, "succeeded")
        until(second, job_id, "succeeded")


@pytest.mark.slow
def test_a_change_reaches_all_connections(root: Api) -> None:
    with ExitStack() as stack:
        websockets = [stack.enter_context(watching(root)) for _ in range(50)]
        job_id = start_job(root)
        for websocket in websockets:
            until(websocket, job_id, "succeeded")


def test_the_handshake_has_no_request_id(root: Api) -> None:
    with watching(root, **{"x-pf-request-id": "mine"}) as websocket:
        assert websocket.response
        assert websocket.response.status_code == 101
        assert "x-pf-request-id" not in websocket.response.headers


@pytest.mark.parametrize(("token", "code"), [({}, "AuthWithoutToken"), ({TOKEN: "wrong"}, "AuthInvalidToken")])
def test_the_websocket_refuses_a_missing_or_wrong_token(anyone: Api, token: dict[str, str], code: str) -> None:
    usual = anyone.send("GET", "/queue", headers={**token, "x-pf-request-id": "mine"})
    assert usual.code == code
    with (
        pytest.raises(InvalidStatus) as caught,
        watching(anyone, **token, **{"x-pf-request-id": "mine"}),
    ):
        pass
    refused = caught.value.response
    assert (refused.status_code, json.loads(refused.body)) == (usual.status, usual.body)
    assert refused.headers["x-pf-request-id"] == "mine"
    assert refused.headers["content-type"] == "application/json"


def test_without_upgrade_headers_it_is_a_bad_request(root: Api) -> None:
    answer = root.http.get("/wsjob", headers={"x-pf-request-id": "mine"})
    assert (answer.status_code, answer.text.strip()) == (400, "Bad Request")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-pf-request-id"] == "mine"


def test_the_websocket_route_checks_the_token_first(anyone: Api, root: Api) -> None:
    assert anyone.get("/wsjob").code == "AuthWithoutToken"
    assert root.post("/wsjob").code == "MethodNotAllowed"


def test_other_routes_do_not_upgrade(root: Api) -> None:
    with pytest.raises(InvalidStatus) as caught, watching(root, path="/queue?maxKeys=1"):
        pass
    assert caught.value.response.status_code == 200
    assert json.loads(caught.value.response.body) == root.get("/queue", maxKeys=1).ok


@pytest.mark.slow
def test_a_client_that_does_not_read_is_closed(root: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_watch, "MOST_WAITING", 2)
    with silent(root) as bare, watching(root) as websocket:
        for _ in range(5):
            large_job(root)
            assert received(websocket)["status"] == "failed"
        bare.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        tail = b""
        while not tail.endswith(b"\x03\xf52 changes have not been read"):  # 1013, and why
            chunk = bare.recv(1 << 20)
            assert chunk
            tail = (tail + chunk)[-100:]


def test_a_stop_closes_it_and_leaves_no_connection(serving: Serving, caplog: pytest.LogCaptureFixture) -> None:
    with ExitStack() as clients:
        with serving() as api:
            root = api.login()
            websocket = clients.enter_context(watching(root))
            clients.enter_context(silent(root))
            large_job(root)
            assert received(websocket)["status"] == "failed"
        assert closed(websocket)[0] == 1012
        port = urlsplit(api.address).port
        assert [each for each in psutil.Process().net_connections() if each.laddr.port == port] == []
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_reset_closes_it(serving: Serving) -> None:
    with serving(control=True) as api, watching(api.login()) as before:
        RemoteControl(api.address, ROOT_PASSWORD).reset()
        assert closed(before)[0] == 1012
        with watching(api.login()) as after:
            until(after, start_job(api.login()), "succeeded")


def test_faults_apply_to_the_websocket(serving: Serving) -> None:
    with serving(control=True) as api:
        root, control = api.login(), RemoteControl(api.address, ROOT_PASSWORD)
        control.unavailable()
        with pytest.raises(InvalidStatus) as caught, watching(root):
            pass
        assert caught.value.response.status_code == 503
        control.drop()
        with pytest.raises(InvalidMessage), watching(root):
            pass
