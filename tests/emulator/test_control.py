"""The control route: resets, fills and breaks a server for tests, and exists on no other."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from paddleflow_emulator.remote_control import RemoteControl
from paddleflow_emulator.storage.data_folder import hold_data_folder

from ..support.api import PASSWORD, ROOT_PASSWORD, Api, encoded, long_sleep, pipeline_yaml, sleepers, wait_for
from ..support.cases import with_each
from .conftest import Serving

BEARER = {"authorization": f"Bearer {ROOT_PASSWORD}", "content-type": "application/json"}


@pytest.fixture(scope="module")
def anyone(serving: Serving, local: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    with serving(tmp_path_factory.mktemp("controlled"), local_root=local, control=True) as api:
        yield api


@pytest.fixture
def control(anyone: Api) -> Iterator[RemoteControl]:
    control = RemoteControl(anyone.address, ROOT_PASSWORD)
    control.reset()
    yield control
    control.reset()


def test_the_control_route_exists_only_with_control(serving: Serving) -> None:
    with serving() as api:
        for method in ("GET", "POST"):
            answer = httpx.request(method, f"{api.address}/_control/reset")
            assert (answer.status_code, answer.json()["code"]) == (404, "PathNotFound")
        assert httpx.get(f"{api.address}/_control").status_code == 404


def test_a_reset_leaves_a_new_server_and_the_same_tokens(root: Api, control: RemoteControl) -> None:
    nap = long_sleep()
    before = {path: root.get(path).ok for path in ("/user", "/queue", "/flavour", "/run", "/pipeline", "/fs")}
    alice = root.add_user("alice")
    for round_ in range(2):
        assert root.start(pipeline_yaml(main=nap)) == "run-000001"
        quick = root.start(pipeline_yaml(main=f"echo {round_}"))
        root.finished(quick)
        assert root.log(quick) == f"{round_}\n"
        wait_for(lambda: sleepers(nap), bool)
        assert root.post("/pipeline", yamlRaw=encoded(pipeline_yaml("kept"))).ok["pipelineID"] == "ppl-000001"
        control.reset()
        assert sleepers(nap) == []
        assert {path: root.get(path).ok for path in before} == before
    assert alice.get("/run").code == "UserNotExist"


@pytest.mark.slow
def test_a_reset_is_fast(control: RemoteControl) -> None:
    control.reset()
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        control.reset()
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.5, taken


@pytest.mark.slow
def test_a_reset_keeps_the_state_from_before_the_start(serving: Serving, tmp_path: Path) -> None:
    with serving(tmp_path) as api:
        root = api.login()
        run_id = root.start(pipeline_yaml())
        kept = root.finished(run_id)
    with serving(tmp_path, control=True) as api:
        root = api.login()
        root.start(pipeline_yaml())
        RemoteControl(api.address, ROOT_PASSWORD).reset()
        assert [row["runID"] for row in root.get("/run").ok["runList"]] == [run_id]
        assert (root.run(run_id), root.log(run_id)) == (kept, "hello\n")


def test_seeds_are_added_for_their_owners(anyone: Api, root: Api, control: RemoteControl) -> None:
    ids = control.seed(
        users=[{"name": "alice", "password": PASSWORD}],
        file_systems=[{"name": "mine", "url": "local://mine", "username": "alice"}],
        pipelines=[
            {"yaml": pipeline_yaml("first"), "desc": "one"},
            {"yaml": pipeline_yaml("other"), "username": "alice"},
        ],
    )
    assert ids == ["ppl-000001", "ppl-000002"]
    alice = anyone.login("alice", PASSWORD)
    assert [row["pipelineID"] for row in alice.get("/pipeline").ok["pipelineList"]] == ["ppl-000002"]
    assert alice.get("/fs/mine").ok["name"] == "mine"
    assert root.get("/pipeline").ok["pipelineList"][0]["desc"] == "one"


@pytest.mark.parametrize(
    ("seeds", "reason"),
    [
        ({"users": [{"name": "alice", "password": "weak"}]}, r"^seed: user alice: [^{\\]*\(UserPasswordWeak\)$"),
        ({"pipelines": [{"yaml": "a: ["}]}, r"^seed: pipeline: (.|\n)*\(InvalidPipeline\)$"),
        ({"file_systems": [{"name": "f", "url": "ftp://x"}]}, r"^seed: file system f: .*InvalidFileSystemParamsURL\)$"),
        ({"file_systems": [{"name": "f"}]}, "url is required"),
        ({"pipelines": [{"yaml": pipeline_yaml(), "username": "ghost"}]}, "no user.ghost"),
    ],
)
def test_a_seed_that_is_refused_says_why(control: RemoteControl, seeds: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        control.seed(**seeds)  # type: ignore[arg-type]


def test_a_run_gets_a_state(root: Api, control: RemoteControl) -> None:
    nap = long_sleep()
    alive = root.start(pipeline_yaml(main=nap))
    wait_for(lambda: sleepers(nap), bool)
    control.set_run(alive, "failed", "as a test wants it")
    run = root.run(alive)
    assert (run["status"], run["runMsg"]) == ("failed", "as a test wants it")
    assert sleepers(nap) == []
    control.set_run(alive, "running")
    assert root.run(alive)["status"] == "running"
    for run_id, status in (("run-000099", "failed"), (alive, "odd")):
        with pytest.raises(ValueError, match=f"{run_id if status == 'failed' else status}"):
            control.set_run(run_id, status)


def test_dropped_connections_have_no_answer(root: Api, control: RemoteControl) -> None:
    control.drop(times=2)
    for _ in range(2):
        with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
            root.get("/run")
    assert root.get("/run").status == 200


def test_the_server_is_unavailable_twice(root: Api, control: RemoteControl) -> None:
    control.unavailable(times=2, retry_after=3)
    answers = [root.send("GET", "/run", checked=False) for _ in range(3)]
    assert [answer.status for answer in answers] == [503, 503, 200]
    assert [answer.headers.get("retry-after") for answer in answers] == ["3", "3", None]


def test_a_response_is_delayed(root: Api, control: RemoteControl) -> None:
    control.delay(0.2)
    start = time.perf_counter()
    assert root.get("/run").status == 200
    assert time.perf_counter() - start >= 0.2


@pytest.mark.parametrize("on", ["show_queue", "GET /queue/default-queue", "get /api/paddleflow/v1/queue/{queueName}"])
def test_a_fault_is_for_one_operation(root: Api, control: RemoteControl, on: str) -> None:
    control.fail(418, body="<html>", headers={"Content-Type": "text/html", "X-Why": "test"}, on=on, times=2)
    assert root.get("/queue").status == 200
    for _ in range(2):
        answer = root.http.get("/queue/default-queue")
        assert (answer.status_code, answer.text, answer.headers["content-type"]) == (418, "<html>", "text/html")
        assert answer.headers["x-why"] == "test"
    assert root.get("/queue/default-queue").status == 200


def test_a_wrong_operation_is_answered_with_near_ones(control: RemoteControl) -> None:
    with pytest.raises(ValueError, match="did you mean create_run "):
        control.fail(on="creat_run")


def test_a_login_takes_only_what_is_for_logins(anyone: Api, control: RemoteControl) -> None:
    control.fail(500)
    root = anyone.login()
    assert root.get("/run").status == 500
    control.fail(401, on="login")
    assert root.get("/run").status == 200
    body = {"username": "root", "password": ROOT_PASSWORD}
    assert anyone.send("POST", "/login", checked=False, json=body).status == 401


def test_half_of_an_answer_is_sent_of_what_was_done(root: Api, control: RemoteControl) -> None:
    control.cut(on="create_run")
    with pytest.raises(httpx.TransportError):
        root.start(pipeline_yaml())
    assert [row["runID"] for row in root.get("/run").ok["runList"]] == ["run-000001"]
    control.cut(on="del_user")  # Its answer has no body to send half of.
    root.add_user("gone")
    with pytest.raises(httpx.TransportError):
        root.delete("/user/gone")
    assert [row["name"] for row in root.get("/user").ok["userList"] or ()] == []


def test_tokens_expire_on_demand(anyone: Api, root: Api, control: RemoteControl) -> None:
    control.expire_tokens()
    assert root.get("/run").code == "AuthInvalidToken"
    assert anyone.login().get("/run").status == 200
    control.reset()
    assert root.get("/run").status == 200


def test_the_clock_moves_forward(root: Api, control: RemoteControl) -> None:
    made = root.post("/pipeline", yamlRaw=encoded(pipeline_yaml())).ok
    daily = {"pipelineID": made["pipelineID"], "pipelineVersionID": "1", "name": "daily", "crontab": "0 0 * * *"}
    assert root.post("/schedule", **daily).status == 201
    before = control.advance(timedelta(0))
    assert control.advance(timedelta(days=1)) >= before + timedelta(days=1)
    (run,) = root.get("/run").ok["runList"]
    assert root.finished(run["runID"])["status"] == "succeeded"
    control.reset()
    assert control.advance(timedelta(0)) < before + timedelta(hours=1)


def test_an_error_names_the_method(control: RemoteControl) -> None:
    with pytest.raises(ValueError, match=r"^advance: forward must be a number from 0 to "):
        control.advance(timedelta(days=-1))
    with pytest.raises(TypeError, match=r"^advance: by must be a timedelta, not 3$"):
        control.advance(3)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match=r"^set_run: there is no run\[run-000009\]"):
        control.set_run("run-000009", "failed")


def test_faults_come_in_the_order_asked_for_and_can_be_seen(root: Api, control: RemoteControl) -> None:
    control.unavailable(retry_after=0.5)
    control.drop()
    seen = httpx.get(f"{root.address}/_control", headers=BEARER).json()["faults"]
    assert ["503" in seen[0], "Drop()" in seen[1]] == [True, True]
    control.reset()
    assert root.get("/run").status == 200


@with_each(
    "path, body, status",
    [
        ("delay", b"no json", 400),
        ("delay", b"[]", 400),
        ("delay", b'{"seconds": "long"}', 400),
        ("drop", b'{"times": -1}', 400),
        ("drop", b'{"on": "creat_run"}', 400),
        ("drop", b'{"on": "GET /nothing"}', 400),
        ("fail", b'{"status": 199}', 400),
        ("fail", b'{"status": "500"}', 400),
        ("fail", b'{"headers": {"a": 1}}', 400),
        ("fail", b'{"body": {}}', 400),
        ("clock", b'{"forward": -1}', 400),
        ("seed", b'{"users": {}}', 400),
        ("ghost", b"", 404),
    ],
)
def test_a_wrong_request_is_refused(control: RemoteControl, root: Api, path: str, body: bytes, status: int) -> None:
    answer = httpx.post(f"{root.address}/_control/{path}", content=body, headers=BEARER)
    assert (answer.status_code, list(answer.json())) == (status, ["message"])


def test_a_start_that_fails_says_why_with_control_too(serving: Serving, tmp_path: Path) -> None:
    with hold_data_folder(tmp_path) as folder:
        folder.database.write_text("this is no database, and long enough to be looked at as one" * 20)
    with pytest.raises(OSError, match="not a database"), serving(tmp_path, control=True):
        pass
