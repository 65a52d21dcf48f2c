"""Access control: no commands without the secret, none from web pages, and none on other users' objects."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from paddleflow_emulator import features, serve
from paddleflow_emulator.features.runs import sources as run_sources
from paddleflow_emulator.http.contract import Operation, load_contract
from paddleflow_emulator.http.host_check import HostCheck
from paddleflow_emulator.remote_control import RemoteControl

from ..support.api import PASSWORD, ROOT_PASSWORD, Api, encoded, long_sleep, pipeline_yaml, sleepers, wait_for
from ..support.contract import BASE
from .conftest import Serving

TOKEN = "x-pf-authorization"
BEARER = {"authorization": f"Bearer {ROOT_PASSWORD}", "content-type": "application/json"}
OPERATIONS = list(load_contract().operations.values())
MARK = "onlyforroot"
"""Stands in everything that root has, and so in no answer to others."""

NAMES = {
    "runID": "run-000001",
    "pipelineID": "ppl-000001",
    "pipelineVersionID": "1",
    "scheduleID": "schedule-000001",
    "fsName": "held",
    "username": "root",
    "flavourName": "flavour1",
    "queueName": "default-queue",
    "clusterName": "default-cluster",
    "jobID": "job-held",
    "runCacheID": "cch-000001",
    "name": "default-queue",
    "resourcePoolName": "pool",
}
"""What root has, by the name of the path parameter that asks for it."""


@pytest.fixture(scope="module")
def anyone(serving: Serving, local: Path) -> Iterator[Api]:
    with serving(local_root=local, control=True, allow_hosts=["box.example"]) as api:
        yield api


def path_of(operation: Operation) -> str:
    """The operation's path, below the base, of something that root has."""
    return re.sub(r"{(\w+)}", lambda found: NAMES[found[1]], operation.path).removeprefix(BASE)


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


# ------------------------------------------------------------------------------------------------------- no stranger


def test_every_operation_refuses_a_client_without_login(anyone: Api) -> None:
    body = {"username": "root", "password": "guessed1", "runYamlRaw": encoded(pipeline_yaml())}
    for operation in OPERATIONS:
        answer = anyone.http.request(operation.method, path_of(operation), json=body)
        assert refusal(answer) == (400, "AuthWithoutToken" if operation.needs_token else "AuthFailed"), operation.id


@pytest.mark.parametrize("path", ["", "/reset", "/seed", "/run/run-000001", "/drop", "/unavailable", "/delay", "/odd"])
def test_the_control_route_wants_the_secret(anyone: Api, path: str) -> None:
    secrets = ("", "Bearer", "Bearer wrong", f"Basic {ROOT_PASSWORD}", "Bearer \xe9")
    for method, prefix, secret in itertools.product(("GET", "POST"), ("/_control", "/%5Fcontrol"), secrets):
        headers = {"content-type": "application/json", "authorization": secret.encode("latin-1")}
        answer = anyone.http.request(method, f"{anyone.address}{prefix}{path}", headers=headers)
        assert (answer.status_code, list(answer.json())) == (403, ["message"]), (method, prefix, secret)


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_the_control_route_takes_no_simple_request(anyone: Api, kind: str) -> None:
    answer = anyone.http.post(
        f"{anyone.address}/_control/drop", content=b"{}", headers={**BEARER, "content-type": kind}
    )
    assert answer.status_code == 415
    assert anyone.http.get(f"{anyone.address}/_control", headers=BEARER).json() == {"faults": []}


def test_a_token_is_not_the_secret_of_the_control_route(root: Api) -> None:
    assert root.http.post(f"{root.address}/_control/reset").status_code == 403
    with pytest.raises(ValueError, match="needs the header Authorization"):
        RemoteControl(root.address, "wrong").reset()


# -------------------------------------------------------------------------------------------------------- no web page

REBOUND = [
    "evil.example",
    "evil.example:8999",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "localhost@evil",
    "",
]
FOREIGN = [
    "http://evil.example",
    "null",
    "http://localhost:1",
    "https://127.0.0.1",
    "http://localhost.evil.example",
    "",
]
ROUTES = [(each.method, BASE + path_of(each)) for each in OPERATIONS]
ROUTES += [("GET", f"{BASE}/wsjob"), ("GET", "/_control"), ("POST", "/_control/reset"), ("GET", "/"), ("OPTIONS", "/")]


def test_no_web_page_gets_in_even_with_a_token(root: Api) -> None:
    hosts, origins = itertools.cycle(REBOUND), itertools.cycle(FOREIGN)
    for method, path in ROUTES:
        for page in ({"host": next(hosts)}, {"origin": next(origins)}):
            answer = root.http.request(method, root.address + path, json={}, headers=BEARER | page)
            assert refusal(answer) == (403, "AccessDenied"), (method, path, page)


@pytest.mark.parametrize("page", [{"host": name} for name in REBOUND] + [{"origin": name} for name in FOREIGN])
def test_each_foreign_name_is_refused(root: Api, page: dict[str, str]) -> None:
    answer = root.http.get("/run", headers=page)
    assert refusal(answer) == (403, "AccessDenied")
    assert answer.headers["x-pf-request-id"] == answer.json()["requestID"]


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8999", "127.0.0.1", "127.0.0.1:1", "[::1]:8999", "192.168.1.7:80", "box.example:8999"],
)
def test_ip_addresses_localhost_and_allowed_names_are_fine(root: Api, host: str) -> None:
    assert root.http.get("/run", headers={"host": host}).status_code == 200
    assert root.http.get("/run", headers={"host": host, "origin": f"http://{host}"}).status_code == 200


@pytest.mark.parametrize("name", ["", " ", "*", "http://box", "box:8999", "box/", "a@b", "a b", "[x"])
def test_an_allowed_host_is_a_name(name: str) -> None:
    with pytest.raises(ValueError, match="is not a host name"), serve(allow_hosts=[name]):
        pass


@pytest.mark.parametrize("page", [{"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_a_web_page_opens_no_websocket(root: Api, page: dict[str, str]) -> None:
    address = f"ws{root.address.removeprefix('http')}{BASE}/wsjob"
    headers = {TOKEN: root.http.headers[TOKEN]}
    with pytest.raises(InvalidStatus) as refused:
        connect(address, additional_headers=headers | page, proxy=None).__enter__()
    assert refused.value.response.status_code == 403
    with connect(address, additional_headers=headers, proxy=None, origin=Origin(root.address)):
        pass


async def test_a_request_that_names_no_host_is_refused() -> None:
    async def app(*_: object) -> None:
        raise AssertionError

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []}
    await HostCheck(app)(scope, receive, send)
    assert sent[0]["status"] == 403


# ------------------------------------------------------------------------------------------------ nobody else's things


@pytest.fixture(scope="module")
def held(root: Api, anyone: Api) -> Api:
    """Root, who has one thing of each kind; each says so somewhere."""
    RemoteControl(anyone.address, ROOT_PASSWORD).reset()
    root.add_user("alice")
    step = {"command": f"echo {MARK} > {{{{o}}}}; cat {{{{o}}}}", "artifacts": {"output": ["o"]}, "docker_env": MARK}
    workflow = {"name": MARK, "cache": {"enable": True}, "entry_points": {"a": step}}
    stored = workflow | {"fs_options": {"main_fs": {"name": "held"}}}
    assert root.post("/fs", name="held", url=f"local://{MARK}").ok
    assert root.post("/fsCache", fsName="held", cacheDir=f"/{MARK}").status == 201
    root.finished(root.start(json.dumps(workflow), fsName="held"))
    assert root.post("/pipeline", yamlRaw=encoded(json.dumps(stored)), desc=MARK).ok["pipelineID"] == "ppl-000001"
    schedule = {"name": MARK, "pipelineID": "ppl-000001", "pipelineVersionID": "1", "crontab": "0 0 1 1 *"}
    assert root.post("/schedule", **schedule).ok["scheduleID"] == "schedule-000001"
    job = {"id": "job-held", "name": MARK, "image": "b", "schedulingPolicy": {"queue": "default-queue"}}
    assert root.post("/job/single", command=long_sleep(), **job).ok
    wait_for(lambda: root.get("/job/job-held").ok["status"], "running".__eq__)
    return root


@pytest.fixture(scope="module")
def alice(held: Api, anyone: Api) -> Api:
    return anyone.login("alice", PASSWORD)


def everything(root: Api) -> dict[str, Any]:
    """What root sees of what root has."""
    paths = (
        *("/run", "/run/run-000001", "/pipeline", "/pipeline/ppl-000001", "/schedule/schedule-000001", "/job"),
        *("/runCache", "/artifact", "/fs", "/fsCache/held", "/log/run/run-000001", "/user", "/flavour", "/queue"),
    )
    return {path: root.get(path).ok for path in paths}


def test_another_user_sees_and_changes_nothing(held: Api, alice: Api) -> None:
    before = everything(held)
    assert MARK in str(before["/run"])
    artifact = before["/artifact"]["artifactEventList"][0]["artifactPath"]
    named = {"action": "stop", "fsname": "held", "runID": "run-000001", "path": artifact, "jobID": "job-held"}
    named |= {"username": "root", "userFilter": "root", "fsName": "held", "fsFilter": "held", "nameFilter": MARK}
    named |= {"clusterName": "default-cluster", "name": "job-held", "type": "pod", "namespace": "default"}
    for operation, wanted in itertools.product(OPERATIONS, [{}, named]):
        query = {name: value for name, value in wanted.items() if name in operation.query}
        body: Any = {} if operation.method in ("POST", "PUT") else None
        answer = alice.http.request(operation.method, path_of(operation), params=query, json=body)
        assert MARK not in answer.text.replace(artifact, ""), operation.id
        if "{" in operation.path and operation.method != "GET":
            assert answer.status_code >= 400, operation.id
    assert everything(held) == before


def test_owners_are_compared_in_one_place() -> None:
    compared = re.compile(r"owner [!=]= request\.user|request\.user [!=]=|is_root else")
    sources = sorted(Path(features.__path__[0]).rglob("*.py"))
    assert len(sources) > 20
    assert [source.name for source in sources if compared.search(source.read_text(encoding="utf-8"))] == []


def test_a_run_names_a_schedule_of_its_user(held: Api, alice: Api) -> None:
    raw = encoded(pipeline_yaml())
    assert alice.post("/run", runYamlRaw=raw, scheduleID="schedule-000001").code == "AccessDenied"
    for unknown in ("schedule-000002", "schedule-1", "s"):
        assert alice.post("/run", runYamlRaw=raw, scheduleID=unknown).code == "ScheduleNotFound"
    run_id = held.start(pipeline_yaml(), scheduleID="schedule-000001")
    assert held.finished(run_id)["scheduleID"] == "schedule-000001"


@pytest.mark.parametrize("name", ["username", pytest.param("userName", marks=pytest.mark.slow)])
def test_no_depth_hides_another_users_name(alice: Api, name: str) -> None:
    # Python 3.11 gives up at a depth that depends on who calls: two readings of one body can differ.
    raw = encoded(pipeline_yaml(main="false"))
    for depth in (*range(900, 1000), 5000):
        body = f'{{"{name}": "root", "runYamlRaw": "{raw}", "other": {"[" * depth}{"]" * depth}}}'
        answer = alice.send("POST", "/run", content=body.encode())
        assert answer.code in ("AuthIllegalUser", "MalformedJSON"), depth


def test_no_repetition_hides_another_users_name(alice: Api) -> None:
    for names in (["root", "alice"], ["alice", "root"]):
        assert alice.send("GET", "/run", params=[("userName", name) for name in names]).code == "AuthIllegalUser"


@pytest.mark.parametrize("outside", ["../..", "a/../../b", "../" * 20 + "tmp", "loop", "a\0b"])
@pytest.mark.parametrize("place", ["main", "extra", "job"])
def test_no_sub_path_leads_out_of_a_file_system(root: Api, local: Path, outside: str, place: str) -> None:
    folder = local / "kept" / "inner"
    folder.mkdir(parents=True, exist_ok=True)
    loop = folder / "loop"
    if not loop.is_symlink():
        loop.symlink_to(loop)
    root.post("/fs", name="inner", url="local://kept/inner")
    before = sorted(local.rglob("*"))
    if place == "job":
        job = {"image": "b", "command": "touch x", "schedulingPolicy": {"queue": "default-queue"}}
        job_id = root.post("/job/single", **job, fs={"name": "inner", "subPath": outside}).ok["id"]
        seen = wait_for(lambda: root.get(f"/job/{job_id}").ok, lambda job: job["status"] not in ("init", "running"))
        assert seen["status"] == "failed"
    else:
        mount = {"name": "inner", "sub_path": outside}
        step = {"command": "touch x", "docker_env": "b", **({"extra_fs": [mount]} if place == "extra" else {})}
        options = {"fs_options": {"main_fs": mount}} if place == "main" else {}
        answer = root.post(
            "/run", runYamlRaw=encoded(json.dumps({"name": "n", "entry_points": {"a": step}, **options}))
        )
        if answer.status == 201:
            assert root.finished(answer.ok["runID"])["status"] == "failed"
        else:
            assert answer.code in ("InvalidArguments", "InvalidPipeline")
    assert sorted(local.rglob("*")) == before


def test_deleting_a_user_ends_its_runs_and_jobs(root: Api) -> None:
    gone = root.add_user("gone")
    nap, other = long_sleep(), long_sleep()
    run_id = gone.start(pipeline_yaml(main=nap))
    job = {"image": "b", "command": other, "schedulingPolicy": {"queue": "default-queue"}}
    job_id = gone.post("/job/single", **job).ok["id"]
    pipeline_id = gone.post("/pipeline", yamlRaw=encoded(pipeline_yaml("gone"))).ok["pipelineID"]
    schedule = {"name": "often", "pipelineID": pipeline_id, "pipelineVersionID": "1", "crontab": "* * * * *"}
    schedule_id = gone.post("/schedule", **schedule).ok["scheduleID"]
    assert root.post("/grant", userName="gone", resourceType="queue", resourceID="default-queue").ok
    wait_for(lambda: sleepers(nap) and sleepers(other), bool)
    address = f"ws{root.address.removeprefix('http')}{BASE}/wsjob"
    with connect(address, additional_headers={TOKEN: gone.http.headers[TOKEN]}, proxy=None) as websocket:
        assert root.delete("/user/gone").ok == ""
        with pytest.raises(ConnectionClosedError, match="the user was deleted"):
            list(iter(lambda: websocket.recv(timeout=20), ""))
    assert root.finished(run_id)["status"] == "terminated"
    wait_for(lambda: root.get(f"/job/{job_id}").ok["status"], "terminated".__eq__)
    assert sleepers(nap) == sleepers(other) == []
    ended = root.get(f"/schedule/{schedule_id}").ok
    assert (ended["status"], ended["scheduleMsg"]) == ("terminated", "user[gone] was deleted")
    again = root.add_user("gone")
    assert again.get(f"/schedule/{schedule_id}").ok["status"] == "terminated"
    assert root.get("/grant", username="gone").ok["grantList"] == []


def test_a_run_that_is_being_read_ends_with_the_user(root: Api, local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    late, reading, gone = root.add_user("late"), threading.Event(), threading.Event()
    read_file, nap = run_sources.read_file, long_sleep()

    async def read_slowly(*given: Any) -> str:
        reading.set()
        await asyncio.to_thread(gone.wait)
        return await read_file(*given)

    monkeypatch.setattr(run_sources, "read_file", read_slowly)
    late.post("/fs", name="late", url="local://late")
    (local / "late").mkdir()
    (local / "late" / "run.yaml").write_text(pipeline_yaml(main=nap))
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(late.post, "/run", fsName="late")
        assert reading.wait(20)
        assert root.delete("/user/late").ok == ""
        gone.set()
        assert answer.result().code == "UserNotExist"
    assert sleepers(nap) == []


def test_a_request_whose_body_comes_after_the_end_of_its_user_is_refused(root: Api) -> None:
    slow = root.add_user("slow")
    body = json.dumps({"runYamlRaw": encoded(pipeline_yaml())}).encode()
    url = urlsplit(root.address)
    with socket.create_connection((url.hostname, url.port), timeout=20) as sender:
        sender.sendall(
            f"POST {BASE}/run HTTP/1.1\r\nHost: localhost\r\n{TOKEN}: {slow.http.headers[TOKEN]}\r\n"
            f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n".encode()
        )
        assert sender.recv(1000).startswith(b"HTTP/1.1 100 ")  # Its token was looked at.
        assert root.delete("/user/slow").ok == ""
        sender.sendall(body)
        with sender.makefile("rb") as answer:
            assert b"UserNotExist" in answer.read()
