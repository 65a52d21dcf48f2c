"""Runs: where their pipeline comes from, who sees them, and how they are stopped, retried and deleted."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from paddleflow.pipeline._rules.reader import Reader

from ..support.api import Api, encoded, long_sleep, pipeline_yaml, sleepers, wait_for
from .conftest import Serving

ARTIFACTS = """
name: art
docker_env: busybox:1
entry_points:
  make:
    command: "echo 42 > {{out}}"
    cache: {enable: true, max_expired_time: -1}
    artifacts: {output: [out]}
  read:
    deps: make
    command: "cat {{in}}"
    artifacts: {input: {in: "{{make.out}}"}}
fs_options: {main_fs: {name: store}}
"""


@pytest.fixture(scope="module")
def alice(root: Api) -> Api:
    return root.add_user("alice")


@pytest.fixture(scope="module")
def pipeline(root: Api) -> str:
    """A pipeline with two versions that print their number."""
    first, second = (encoded(pipeline_yaml("numbered", main=f"echo version {number}")) for number in (1, 2))
    made = root.post("/pipeline", yamlRaw=first).ok["pipelineID"]
    root.post(f"/pipeline/{made}", yamlRaw=second)
    return made


@pytest.fixture(scope="module")
def store(root: Api, local: Path) -> Path:
    """The directory of root's file system `store`."""
    root.post("/fs", name="store", url="local://store")
    root.post("/pipeline", fsName="store")  # makes the folder
    return local / "store"


def is_running(run: dict[str, Any]) -> bool:
    return any(step["status"] == "running" for steps in run["runtime"].values() for step in steps)


def test_a_run_of_text_says_what_it_was_asked(root: Api) -> None:
    yaml = pipeline_yaml(main="echo hello")
    run = root.finished(root.start(yaml, name="mine", desc="说明", dockerEnv="other:1"))
    assert (run["status"], run["runMsg"]) == ("succeeded", "Run successfully")
    shown = {key: run[key] for key in ("name", "description", "dockerEnv", "runYaml", "username", "parameters")}
    assert shown == {
        "name": "mine",
        "description": "说明",
        "dockerEnv": "other:1",
        "runYaml": yaml,
        "username": "root",
        "parameters": None,
    }
    assert root.log(run["runID"]) == "hello\n"


def test_a_disabled_step_may_have_any_parameters(root: Api) -> None:
    yaml = "name: x\ndocker_env: b\nentry_points: {main: {parameters: {p: {type: {}}}}}"
    assert root.finished(root.start(yaml, disabled="main"))["status"] == "succeeded"


def test_a_run_shows_the_image_of_the_request_or_else_of_the_pipeline(root: Api) -> None:
    yaml = "name: x\ndocker_env: own:1\nentry_points: {main: {command: 'true'}}"
    own, asked = root.start(yaml), root.start(yaml, dockerEnv="other:1")
    assert [root.finished(run)["dockerEnv"] for run in (own, asked)] == ["own:1", "other:1"]


def test_a_run_shows_the_file_system_that_its_pipeline_names(root: Api, store: Path) -> None:
    yaml = "name: x\ndocker_env: b\nentry_points: {main: {command: 'true'}}\n"
    named = root.start(yaml + "fs_options: {main_fs: {name: store, mount_path: /m}}")
    asked = root.start(yaml, fsName="store")
    runs = [root.finished(run) for run in (named, asked)]
    shown = [
        (run["fsName"], run["fsOptions"]["mainFS"]["name"], run["fsOptions"]["mainFS"]["mountPath"]) for run in runs
    ]
    assert shown == [("store", "store", "/m"), ("store", "", "")]


@pytest.mark.parametrize(("version", "source"), [({}, ""), ({"pipelineVersionID": "1"}, "1")])
def test_a_run_of_a_pipeline_takes_the_newest_version_or_the_named_one(
    root: Api, pipeline: str, version: dict[str, str], source: str
) -> None:
    run = root.finished(root.post("/run", pipelineID=pipeline, **version).ok["runID"])
    assert run["source"] == f"{pipeline}-{source}"
    assert root.log(run["runID"]) == f"version {source or 2}\n"


def test_a_run_of_an_unknown_version_is_refused(root: Api, pipeline: str) -> None:
    assert root.post("/run", pipelineID=pipeline, pipelineVersionID="3").code == "PipelineNotFound"


def test_a_run_of_a_file_reads_run_yaml_by_default(root: Api, store: Path) -> None:
    assert root.post("/run", fsName="ghost").code == "ReadYamlFileFailed"
    assert root.post("/run", fsName="store").code == "ReadYamlFileFailed"
    (store / "run.yaml").write_text(pipeline_yaml("default"))
    (store / "sub").mkdir()
    (store / "sub" / "other.yaml").write_text(pipeline_yaml("other"))
    runs = [
        root.finished(root.post("/run", **body).ok["runID"])
        for body in ({"fsName": "store"}, {"fsName": "store", "runYamlPath": "sub/other.yaml"})
    ]
    assert [(run["name"], run["source"], run["fsName"]) for run in runs] == [
        ("default", "./run.yaml", "store"),
        ("other", "sub/other.yaml", "store"),
    ]


def test_a_file_outside_of_the_file_system_is_not_run(root: Api, store: Path) -> None:
    (store.parent / "secret.yaml").write_text(pipeline_yaml("secret"))
    assert root.post("/run", fsName="store", runYamlPath="../secret.yaml").code == "ReadYamlFileFailed"


def test_root_runs_on_the_file_system_of_another_user(root: Api, alice: Api) -> None:
    alice.post("/fs", name="hers", url="local://hers")
    assert root.post("/run", runYamlRaw=encoded(pipeline_yaml()), fsName="hers").code == "InvalidArguments"
    run = root.finished(root.start(pipeline_yaml(main="echo $PF_USER_NAME"), fsName="hers", username="alice"))
    assert (run["username"], root.log(run["runID"])) == ("root", "alice\n")


def test_an_invalid_scheduled_time_is_an_internal_error(root: Api) -> None:
    raw = encoded(pipeline_yaml())
    assert root.post("/run", runYamlRaw=raw, scheduledAt="tomorrow").code == "InternalError"
    run_id = root.post("/run", runYamlRaw=raw, scheduledAt="2026-01-31 10:20:30").ok["runID"]
    row = root.get("/run", runFilter=run_id).ok["runList"][0]
    assert (row["scheduledTime"], row["scheduleID"]) == ("2026-01-31 10:20:30", "")


def test_others_see_their_own_runs_only(root: Api, alice: Api) -> None:
    theirs, mine = root.start(pipeline_yaml()), alice.start(pipeline_yaml())
    root.finished(theirs)
    listed = [row["runID"] for row in alice.get("/run", userFilter="root").ok["runList"]]
    assert mine in listed
    assert theirs not in listed
    for answer in (
        alice.get(f"/run/{theirs}"),
        alice.get(f"/log/run/{theirs}"),
        alice.delete(f"/run/{theirs}"),
        alice.put(f"/run/{theirs}", params={"action": "stop"}),
        alice.put(f"/run/{theirs}", params={"action": "retry"}),
    ):
        assert answer.code == "AccessDenied"
    assert root.get(f"/run/{mine}").status == 200


def test_filters_are_exact_and_blanks_count(root: Api) -> None:
    run_id = root.start(pipeline_yaml("exactly"))
    root.finished(run_id)

    def found(**filters: str) -> list[str]:
        return [row["runID"] for row in root.get("/run", **filters).ok["runList"]]

    assert found(nameFilter="exactly,other", statusFilter="succeeded", runFilter=run_id, userFilter="root") == [run_id]
    assert found(nameFilter="exact") == []
    assert found(nameFilter=" exactly") == []


def test_a_stop_ends_the_whole_process_tree(root: Api) -> None:
    naps = [long_sleep() for _ in range(3)]
    run_id = root.start(pipeline_yaml(main="{} & setsid {} & echo started; {}".format(*naps)))
    root.until(run_id, is_running)
    wait_for(lambda: root.log(run_id), lambda text: text == "started\n")
    assert wait_for(lambda: all(sleepers(nap) for nap in naps), bool)
    assert root.put(f"/run/{run_id}", params={"action": "stop"}).ok == ""
    assert root.put(f"/run/{run_id}", params={"action": "stop"}).code == "ActionNotAllowed"
    assert root.finished(run_id)["status"] == "terminated"
    assert not any(sleepers(nap) for nap in naps)


def test_a_run_is_not_deleted_before_its_end(root: Api) -> None:
    run_id = root.start(pipeline_yaml(main=long_sleep()))
    assert root.delete(f"/run/{run_id}").code == "ActionNotAllowed"
    root.put(f"/run/{run_id}", params={"action": "stop"}, stopForce=True)
    root.finished(run_id)
    assert root.delete(f"/run/{run_id}").ok == ""
    assert root.get(f"/run/{run_id}").code == "RunNotFound"
    assert root.get(f"/log/run/{run_id}").code == "RunNotFound"


def test_a_retry_is_a_new_run_that_keeps_what_succeeded(root: Api, store: Path) -> None:
    yaml = pipeline_yaml("flaky", good="echo once", after_good=f"test -e {store}/flag")
    old = root.finished(root.start(yaml, desc="kept"))
    assert old["status"] == "failed"
    assert root.put(f"/run/{old['runID']}", params={"action": "dance"}).code == "InvalidArguments"
    (store / "flag").touch()
    new = root.finished(root.put(f"/run/{old['runID']}", params={"action": "retry"}).ok["runID"])
    assert (new["status"], new["description"], new["createTime"]) == ("succeeded", "kept", old["createTime"])
    jobs = [run["runtime"]["good"][0]["jobID"] for run in (old, new)]
    assert jobs[0] == jobs[1]
    assert root.run(old["runID"])["status"] == "failed"
    assert root.put(f"/run/{new['runID']}", params={"action": "retry"}).code == "ActionNotAllowed"


def test_artifacts_and_caches_of_a_run(root: Api, alice: Api, store: Path) -> None:
    first = root.finished(root.start(ARTIFACTS))
    second = root.finished(root.start(ARTIFACTS))
    assert (first["status"], second["status"]) == ("succeeded", "succeeded")
    assert second["runtime"]["make"][0]["cacheRunID"] == first["runID"]
    assert root.run(first["runID"])["runCachedIDs"] == second["runID"]

    events = root.get("/artifact", runFilter=first["runID"]).ok["artifactEventList"]
    assert [(event["type"], event["artifactName"]) for event in events] == [("output", "out"), ("input", "in")]
    path = events[0]["artifactPath"]
    assert (store / path).read_text() == "42\n"
    assert root.get("/artifact", pathFilter=path, typeFilter="input").ok["artifactEventList"]
    caches = root.get("/runCache", runFilter=first["runID"]).ok["runCacheList"]
    assert [cache["fsname"] for cache in caches] == ["store"]

    assert alice.get("/artifact").ok["artifactEventList"] == []
    assert alice.get("/runCache").ok["runCacheList"] == []
    assert alice.get(f"/runCache/{caches[0]['cacheID']}").code == "AccessDenied"
    assert alice.delete(f"/runCache/{caches[0]['cacheID']}").code == "AccessDenied"

    assert root.delete("/artifact", fsname="store", runID=first["runID"]).code == "InvalidURI"
    named = {"fsname": "store", "runID": first["runID"], "path": path}
    assert alice.delete("/artifact", **named).ok == ""
    assert len(root.get("/artifact", runFilter=first["runID"]).ok["artifactEventList"]) == 2
    assert root.delete("/artifact", **named).ok == ""
    assert root.get("/artifact", runFilter=first["runID"]).ok["artifactEventList"] == []

    # The second run uses the first one's cache: it has to go before, or the check has to be left out.
    assert root.delete(f"/run/{first['runID']}").code == "ActionNotAllowed"
    assert root.send("DELETE", f"/run/{first['runID']}", json={"checkCache": False}).ok == ""
    assert not (store / ".pipeline" / first["runID"]).exists()
    assert root.get("/runCache", runFilter=first["runID"]).ok["runCacheList"] == caches


def test_a_linked_artifact_folder_is_not_followed(root: Api, store: Path, tmp_path: Path) -> None:
    run_id = root.start(pipeline_yaml(), fsName="store")
    root.finished(run_id)
    (tmp_path / "precious").touch()
    (store / ".pipeline" / run_id).parent.mkdir(exist_ok=True)
    (store / ".pipeline" / run_id).symlink_to(tmp_path)
    assert root.delete(f"/run/{run_id}").ok == ""
    assert (tmp_path / "precious").exists()


def test_a_diamond_of_trivial_steps_is_quick(root: Api) -> None:
    steps = {"a": "", "b": "a", "c": "a", "d": "b,c"}
    yaml = "name: diamond\ndocker_env: x:1\nentry_points:\n" + "".join(
        f"  {name}: {{command: 'true', deps: '{deps}'}}\n" for name, deps in steps.items()
    )
    run_id = root.start(yaml)
    # Far above what it takes, far below the 3 s that a real server needs to look once.
    run = wait_for(lambda: root.run(run_id), lambda run: run["status"] == "succeeded", 2)
    assert run["runMsg"] == "Run successfully"


def test_a_run_that_cannot_start_has_failed(serving: Serving, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    refuse = "CREATE TRIGGER t BEFORE UPDATE ON runs WHEN NEW.status = 'running' BEGIN SELECT RAISE(ABORT, 'full'); END"
    with (
        serving(tmp_path) as api,
        closing(sqlite3.connect(tmp_path / "paddleflow-emulator" / "paddleflow.db")) as database,
    ):
        root = api.login()
        database.execute(refuse)
        with caplog.at_level(logging.CRITICAL, logger="paddleflow_emulator"):
            run = root.run(root.start(pipeline_yaml()))
    assert run["status"] == "failed"
    assert run["runMsg"].startswith(f"start run[{run['runID']}] failed: ")


def test_a_queue_must_be_there_when_the_step_starts(serving: Serving) -> None:
    step = '{"command": "true", "docker_env": "x:1", "env": {"PF_JOB_QUEUE_NAME": "Q"}}'
    yaml = f'{{"name": "q", "entry_points": {{"a": {step}}}}}'
    with serving(queues=["own"]) as api:
        root = api.login()
        assert [row["name"] for row in root.get("/queue").ok["queueList"]] == ["default-queue", "own"]
        assert root.get("/queue/own").ok["status"] == "open"
        assert root.get("/queue/ghost").code == "QueueNameNotFound"
        assert root.get("/queue", name="own").ok["queueList"][0]["name"] == "own"
        assert root.finished(root.start(yaml.replace('"Q"', '"own"')))["status"] == "succeeded"
        failed = root.finished(root.start(yaml.replace('"Q"', '"ghost"')))
        assert failed["status"] == "failed"
        assert "ghost" in failed["runtime"]["a"][0]["jobMessage"]


def test_a_flavour_must_fit_in_the_queue_when_the_step_starts(root: Api) -> None:
    """The built-in `flavour2` asks for a GPU, of which `default-queue` has none."""
    step = '{"command": "true", "docker_env": "x:1", "env": {"PF_JOB_FLAVOUR": "F"}}'
    yaml = f'{{"name": "q", "entry_points": {{"a": {step}}}}}'
    assert root.finished(root.start(yaml.replace('"F"', '"flavour1"')))["status"] == "succeeded"
    failed = root.finished(root.start(yaml.replace('"F"', '"flavour2"')))
    assert failed["status"] == "failed"
    message = failed["runtime"]["a"][0]["jobMessage"]
    assert "[the flavour[cpu: 4, memory: 8Gi, nvidia.com/gpu: 1, ] is larger than queue's [cpu: " in message


@pytest.mark.slow
def test_a_request_reads_its_pipeline_once(root: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    pipeline_of = Reader.pipeline

    def counted(reader: Reader, tree: Any) -> Any:
        read.append(tree)
        return pipeline_of(reader, tree)

    monkeypatch.setattr(Reader, "pipeline", counted)
    root.start(pipeline_yaml())
    assert len(read) == 1
    root.post("/pipeline", yamlRaw=encoded(pipeline_yaml("once")))
    assert len(read) == 2
