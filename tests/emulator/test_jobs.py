"""Jobs: single ones are processes, those of steps are listed with them, what one machine cannot do is said."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ..support.api import Api, client, long_sleep, pipeline_yaml, sleepers, wait_for
from ..support.cases import with_each
from ..support.contract import Contract
from ..support.jobs import QUEUE, job, start, submit, until
from ..support.processes import address_in, command
from .conftest import Serving

DISTRIBUTED: dict[str, Any] = {
    "framework": "paddle",
    "schedulingPolicy": QUEUE,
    "members": [{"role": "worker", "replicas": 2, "image": "busybox:1", "command": "true"}],
}


@pytest.fixture(scope="module")
def alice(root: Api) -> Api:
    return root.add_user("alice")


def listed(api: Api, **query: Any) -> list[str]:
    return [row["id"] for row in api.get("/job", **query).ok["jobList"]]


# ----------------------------------------------------------------------------------------------------------- processes


def test_a_single_job_is_a_process_with_its_environment(root: Api, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = start(root, f'echo "$GREETING $PF_JOB_NAMESPACE" > {out}', name="hello", env={"GREETING": "hi"})
    assert re.fullmatch("job-[0-9a-f]{16}", made)
    seen = until(root, made)
    assert (seen["status"], seen["name"]) == ("succeeded", "hello")
    assert seen["message"] == "job is succeeded (on this machine, not in image[busybox:1])"
    assert out.read_text() == "hi default\n"
    assert seen["acceptTime"] <= seen["startTime"] <= seen["finishTime"]
    assert json.loads(seen["runtime"]["status"])["phase"] == "Succeeded"


def test_a_failing_job_says_its_exit_code(root: Api) -> None:
    seen = until(root, start(root, "exit 7", name="broken"))
    assert (seen["status"], seen["message"]) == (
        "failed",
        "job is failed, container broken exited with code: 7, reason: Error, message: "
        " (on this machine, not in image[busybox:1])",
    )


def test_arguments_reach_the_command(root: Api, tmp_path: Path) -> None:
    out = tmp_path / "out"
    until(root, start(root, f'printf "%s|" "$@" > {out}', args=["sh", "one", "two words"]))
    assert out.read_text() == "one|two words|"


def test_a_job_begins_in_its_file_system(root: Api, local: Path) -> None:
    root.post("/fs", name="jobs", url="local://jobs")
    fs = {"name": "jobs", "mountPath": "/data", "subPath": "inner"}
    made = start(
        root, "pwd > here; echo $WHERE > /data/where", fs=fs, env={"WHERE": "/data/x"}, extraFS=[{"name": "jobs"}]
    )
    seen = until(root, made)
    assert seen["status"] == "succeeded"
    folder = local / "jobs" / "inner"
    assert (folder / "here").read_text() == f"{folder}\n"
    assert (folder / "where").read_text() == f"{folder}/x\n"
    assert seen["fs"] == {
        "id": "fs-root-jobs",
        "name": "jobs",
        "type": "local",
        "hostPath": str(local / "jobs"),
        "mountPath": "/data",
        "subPath": "inner",
    }
    assert [mount["mountPath"] for mount in seen["extraFS"]] == ["/home/paddleflow/storage/mnt/fs-root-jobs"]


def test_a_job_that_cannot_start_says_why(root: Api) -> None:
    root.post("/fs", name="slash", url="local://slash")
    seen = until(root, start(root, fs={"name": "slash", "mountPath": "/"}))
    assert seen["status"] == "failed"
    assert "mountPath cannot be '/'" in seen["message"]


def test_a_stopped_job_is_terminated_with_its_processes(root: Api) -> None:
    nap = long_sleep()
    made = start(root, f"{nap} & {nap}")
    until(root, made, "running")
    wait_for(lambda: sleepers(nap), lambda found: len(found) == 2)
    assert root.put(f"/job/{made}", params={"action": "stop"}).ok == ""
    assert until(root, made)["message"] == "job is terminated (on this machine, not in image[busybox:1])"
    wait_for(lambda: sleepers(nap), lambda found: not found)
    again = root.put(f"/job/{made}", params={"action": "stop"})
    assert (again.status, again.code) == (500, "")


@pytest.mark.slow
def test_a_stop_is_seen_at_once_and_accepted_again(root: Api) -> None:
    made = start(root, "trap '' TERM; " + long_sleep())
    until(root, made, "running")
    root.put(f"/job/{made}", params={"action": "stop"})
    assert job(root, made)["status"] == "terminating"
    assert root.put(f"/job/{made}", params={"action": "stop"}).ok == ""
    assert until(root, made)["status"] == "terminated"


@pytest.mark.slow
def test_a_stopped_server_ends_its_jobs(serving: Serving, tmp_path: Path) -> None:
    nap = long_sleep()
    with serving(tmp_path) as api:
        made = start(api.login(), nap)
        wait_for(lambda: sleepers(nap), bool)
    assert sleepers(nap) == []
    with serving(tmp_path) as api:
        assert job(api.login(), made)["status"] == "terminated"


@pytest.mark.slow
def test_a_killed_server_leaves_no_job_behind(serving: Serving, contract: Contract, tmp_path: Path) -> None:
    nap = long_sleep()
    with command("--data", str(tmp_path)) as (process, line), client(address_in(line), contract) as api:
        with (root := api.login()).http:
            made = start(root, nap)
            wait_for(lambda: sleepers(nap), bool)
        process.kill()
        process.wait()
    with serving(tmp_path) as api:
        seen = job(api.login(), made)
        assert (seen["status"], sleepers(nap)) == ("failed", [])
        assert "restarted" in seen["message"]


# -------------------------------------------------------------------------------------------------------------- steps


def test_the_job_of_a_step_is_a_job(root: Api) -> None:
    run = root.finished(root.start(pipeline_yaml(main="echo hello")))
    step = run["runtime"]["main"][0]
    seen = job(root, step["jobID"])
    shown = {key: seen[key] for key in ("name", "status", "message", "command", "image", "UserName", "framework")}
    assert shown == {
        "name": step["name"],
        "status": "succeeded",
        "message": "job is succeeded (on this machine, not in image[busybox:1])",
        "command": "echo hello",
        "image": "busybox:1",
        "UserName": "root",
        "framework": "standalone",
    }
    assert seen["env"] == step["env"]
    assert seen["members"][0]["id"] == step["jobID"]
    assert step["jobID"] in listed(root)


def test_the_job_of_a_step_shows_where_its_file_system_is(root: Api, local: Path) -> None:
    root.post("/fs", name="where", url="local://where")
    run = root.finished(root.start(pipeline_yaml(main="true"), fsName="where"))
    shown = {"id": "fs-root-where", "name": "where", "type": "local", "hostPath": str(local / "where")}
    mounted = {**shown, "mountPath": "/home/paddleflow/storage/mnt/fs-root-where"}
    assert job(root, run["runtime"]["main"][0]["jobID"])["fs"] == mounted


def test_stopping_the_job_of_a_step_fails_its_run(root: Api) -> None:
    run_id = root.start(pipeline_yaml(main=long_sleep(), after_main="true"))
    run = root.until(run_id, lambda run: run["runtime"].get("main", [{}])[0].get("status") == "running")
    root.put(f"/job/{run['runtime']['main'][0]['jobID']}", params={"action": "stop"})
    run = root.finished(run_id)
    assert (run["status"], run["runtime"]["main"][0]["status"]) == ("failed", "terminated")
    assert run["runMsg"].startswith("update status to failed because some step or dag was terminated unexpectedly")


def test_jobs_go_with_their_run_and_the_run_stays_without_its_job(root: Api) -> None:
    run_id = root.start(pipeline_yaml(one="echo one", two="true"))
    run = root.finished(run_id)
    one, two = (run["runtime"][name][0]["jobID"] for name in ("one", "two"))
    assert root.delete(f"/job/{one}").ok == ""
    assert root.get(f"/job/{one}").code == "JobNotFound"
    assert root.run(run_id) == run
    assert root.log(run_id, jobID=one) == "one\n"
    assert submit(root, id=one).code == "JobCreateFailed"
    assert root.delete(f"/run/{run_id}").ok == ""
    assert root.get(f"/job/{two}").code == "JobNotFound"


def test_a_cached_step_and_a_retry_make_no_new_job(root: Api) -> None:
    cached = pipeline_yaml("cached", main="true").replace('"command"', '"cache": {"enable": true}, "command"')
    first, second = (root.finished(root.start(cached)) for _ in range(2))
    assert second["runtime"]["main"][0]["cacheJobID"] == first["runtime"]["main"][0]["jobID"]
    before = listed(root)
    failing = root.finished(root.start(pipeline_yaml("retried", main="true", after_main="false")))
    retried = root.finished(root.put(f"/run/{failing['runID']}", params={"action": "retry"}).ok["runID"])
    assert retried["runtime"]["main"][0]["jobID"] == failing["runtime"]["main"][0]["jobID"]
    assert len(listed(root)) == len(before) + 3


# ------------------------------------------------------------------------------------------------- what is not accepted


@with_each(
    "change",
    [
        {"schedulingPolicy": {}},
        {"schedulingPolicy": {"queue": "ghost"}},
        {"schedulingPolicy": {**QUEUE, "priority": "VERY_HIGH"}},
        {"image": ""},
        {"extensionTemplate": {"kind": "Pod"}},
        {"id": "Upper"},
        {"id": "-dash"},
        {"id": "../up"},
        {"id": "x" * 64},
        {"name": "x" * 513},
        {"port": 65535},
        {"port": -1},
        {"flavour": {"name": "ghost"}},
        {"flavour": {"cpu": "many", "mem": "1Gi"}},
        {"flavour": {"name": "customFlavour", "cpu": "1"}},
        {"fs": {"name": "ghost"}},
        {"extraFS": [{"name": "ghost"}]},
    ],
)
def test_invalid_jobs_are_refused_with_one_code(root: Api, change: dict[str, Any]) -> None:
    refused = submit(root, **change)
    assert (refused.status, refused.code) == (400, "JobCreateFailed")
    assert refused.body["message"]


def test_a_body_of_wrong_types_is_malformed(root: Api) -> None:
    assert submit(root, env={"A": 1}).code == "MalformedJSON"


def test_an_id_can_be_given_once(root: Api) -> None:
    assert start(root, id="my-own-job") == "my-own-job"
    assert submit(root, id="my-own-job").code == "JobCreateFailed"
    until(root, "my-own-job")
    assert root.delete("/job/my-own-job").ok == ""
    assert start(root, id="my-own-job") == "my-own-job"


def test_a_distributed_job_is_taken_and_fails_saying_what_it_needs(root: Api) -> None:
    made = root.post("/job/distributed", **DISTRIBUTED, name="two").ok["id"]
    seen = job(root, made)
    assert (seen["status"], seen["framework"], seen["image"]) == ("failed", "paddle", "")
    assert "PaddleFlow on Kubernetes" in seen["message"]
    assert [(member["role"], member["replicas"]) for member in seen["members"]] == [("worker", 2)]
    assert root.delete(f"/job/{made}").ok == ""


@pytest.mark.parametrize(
    "change",
    [
        {"framework": "none"},
        {"framework": ""},
        {"members": []},
        {"members": [{"role": "boss", "replicas": 1, "image": "x"}]},
        {"members": [{"role": "worker", "replicas": 0, "image": "x"}]},
        {"members": [{"role": "worker", "replicas": 1}]},
        {"members": [{"role": "worker", "replicas": 1, "image": "x", "schedulingPolicy": {"queue": "other"}}]},
        {"schedulingPolicy": {}},
    ],
)
def test_a_distributed_job_is_checked(root: Api, change: dict[str, Any]) -> None:
    assert root.post("/job/distributed", **{**DISTRIBUTED, **change}).code == "JobCreateFailed"


def test_a_workflow_is_refused_saying_what_it_needs(root: Api) -> None:
    refused = root.post("/job/workflow", schedulingPolicy=QUEUE, extensionTemplate={"kind": "Workflow"})
    assert refused.code == "JobCreateFailed"
    assert "Kubernetes" in refused.body["message"]


def test_flavours_are_shown_as_they_were(root: Api) -> None:
    gpu = {"nvidia.com/gpu": "1"}
    most = {"cpu": "2", "mem": "3Gi", "scalarResources": gpu}
    assert root.post("/queue", name="gpus", namespace="default", maxResources=most).status == 200
    root.post("/flavour", name="small", cpu="2", mem="3Gi", scalarResources=gpu)
    place: dict[str, Any] = {"schedulingPolicy": {"queue": "gpus"}}
    named = start(root, flavour={"name": "small"}, limitFlavour={"cpu": "4", "mem": "4Gi"}, **place)
    root.delete("/flavour/small")
    seen = until(root, named)
    assert seen["flavour"] == {"name": "small", "cpu": "2", "mem": "3Gi", "scalarResources": {"nvidia.com/gpu": "1"}}
    assert seen["limitFlavour"] == {"name": "", "cpu": "4", "mem": "4Gi"}
    assert until(root, start(root))["flavour"] == {"name": "", "cpu": "1", "mem": "1Gi"}


def test_a_job_that_asks_for_more_than_its_queue_has_is_refused(root: Api) -> None:
    answer = submit(root, flavour={"name": "flavour2"})
    assert answer.code == "JobCreateFailed"
    asked, _, most = answer.body["message"].partition(" is larger than queue's ")
    assert asked == "the flavour[cpu: 4, memory: 8Gi, nvidia.com/gpu: 1, ]"
    assert most.startswith("[cpu: ")
    most = {"cpu": "1", "mem": "1Gi"}
    assert root.post("/queue", name="one", namespace="default", maxResources=most).status == 200
    one: dict[str, Any] = {"schedulingPolicy": {"queue": "one"}}
    assert until(root, start(root, **one))["status"] == "succeeded"
    two = root.post("/job/distributed", **DISTRIBUTED | one)
    assert (two.code, two.body["message"]) == (
        "JobCreateFailed",
        "the flavour[cpu: 2, memory: 2Gi, ] is larger than queue's [cpu: 1, memory: 1Gi, ]",
    )
    nothing = {"cpu": "0", "mem": "0"}
    for quota in ("volcanoCapabilityQuota", "elasticQuota"):
        name = quota.lower()
        assert root.post("/queue", name=name, namespace="default", quotaType=quota, maxResources=nothing).status == 200
    assert submit(root, schedulingPolicy={"queue": "volcanocapabilityquota"}).status == 200  # There it means no bound.
    assert submit(root, schedulingPolicy={"queue": "elasticquota"}).code == "JobCreateFailed"


def test_a_job_is_shown_when_its_folder_is_not_utf8(serving: Serving, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff") / "where").mkdir(parents=True)
    with serving(local_root=tmp_path / os.fsdecode(b"\xff")) as anyone:
        root = anyone.login()
        root.post("/fs", name="where", url="local://where")
        root.finished(root.start(pipeline_yaml(main="true"), fsName="where"))
        (row,) = root.get("/job").ok["jobList"]
        assert row["fs"]["hostPath"] == f"{tmp_path}/?/where"


# ------------------------------------------------------------------------------------------------------- lists, changes


def test_lists_are_newest_first_and_the_marker_leads_to_older_ones(root: Api) -> None:
    made = [start(root, labels={"page": "x", "number": str(number)}) for number in range(3)]
    labels = json.dumps({"page": "x"})
    first = root.get("/job", labels=labels, maxKeys=2).ok
    assert ([row["id"] for row in first["jobList"]], first["isTruncated"]) == ([made[2], made[1]], True)
    second = root.get("/job", labels=labels, maxKeys=2, marker=first["nextMarker"]).ok
    assert ([row["id"] for row in second["jobList"]], second["isTruncated"]) == ([made[0]], False)
    assert listed(root, labels=json.dumps({"page": "x", "number": "1"})) == [made[1]]
    assert listed(root, labels=json.dumps({"pa'g.e[0]": "x"})) == []


@pytest.mark.parametrize("label", [("部门", "é"), ("a\\b", "\\"), ('a"b', '"'), ("", "")], ids=ascii)
def test_a_label_of_any_letters_is_found(root: Api, label: tuple[str, str]) -> None:
    name, value = label
    made = start(root, labels={name: value})
    assert listed(root, labels=json.dumps({name: value})) == [made]
    assert listed(root, labels=json.dumps({name: f"{value}x"})) == []


def test_lists_are_filtered_by_state_queue_and_times(root: Api) -> None:
    made = start(root, labels={"filtered": "yes"})
    until(root, made)
    labels = json.dumps({"filtered": "yes"})
    now = datetime.now(UTC)
    later, earlier = now + timedelta(hours=1), now - timedelta(hours=1)
    for query, expected in (
        ({"status": "succeeded", "queue": "default-queue"}, [made]),
        ({"status": "running"}, []),
        ({"status": "nonsense"}, []),
        ({"timestamp": int(earlier.timestamp()), "startTime": f"{earlier:%Y-%m-%d %H:%M:%S}"}, [made]),
        ({"timestamp": int(later.timestamp())}, []),
        ({"startTime": f"{later:%Y-%m-%d %H:%M:%S}"}, []),
    ):
        assert listed(root, labels=labels, **query) == expected


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"queue": "ghost"}, "QueueNameNotFound"),
        ({"timestamp": "-1"}, "InvalidURI"),
        ({"timestamp": str(10**30)}, "InvalidURI"),
        ({"startTime": "now"}, "InvalidURI"),
        ({"labels": "a=b"}, "InvalidURI"),
        ({"labels": '["a"]'}, "InvalidURI"),
        ({"labels": '{"a": 1}'}, "InvalidURI"),
        ({"labels": '{"a": "\\ud800"}'}, "InvalidURI"),
        ({"marker": "00"}, "InvalidMarker"),
        ({"maxKeys": "0"}, "InvalidURI"),
    ],
)
def test_a_wrong_filter_is_refused(root: Api, query: dict[str, str], code: str) -> None:
    assert root.get("/job", **query).code == code


def test_others_see_and_touch_their_own_jobs_only(root: Api, alice: Api) -> None:
    theirs, mine = start(root), start(alice)
    assert listed(alice) == [mine]
    assert alice.get(f"/job/{theirs}").code == "ActionNotAllowed"
    assert alice.delete(f"/job/{theirs}").code == "ActionNotAllowed"
    assert alice.put(f"/job/{theirs}", params={"action": "stop"}).code == "ActionNotAllowed"
    assert alice.get(f"/statistics/job/{theirs}").code == "AccessDenied"
    assert alice.get(f"/statistics/jobDetail/{theirs}").code == "AccessDenied"
    assert job(root, mine)["UserName"] == "alice"


def test_a_job_update_is_checked_and_has_no_visible_effect(root: Api) -> None:
    made = start(root, long_sleep(), labels={"a": "b"})
    until(root, made, "running")
    path = f"/job/{made}"
    for params, body, code in (
        ({}, {}, "ActionNotAllowed"),
        ({"action": "dance"}, {}, "ActionNotAllowed"),
        ({"action": "modify"}, {}, "MalformedJSON"),
        ({"action": "modify"}, {"priority": "extreme"}, "InvalidArguments"),
        ({"action": "modify"}, {"priority": "low"}, "ActionNotAllowed"),
    ):
        assert root.put(path, params=params, **body).code == code
    assert root.put(path, params={"action": "modify"}, labels={"a": "c"}).ok == ""
    assert job(root, made)["labels"] == {"a": "b"}
    assert root.delete(path).code == "ActionNotAllowed"
    assert root.put("/job/ghost", params={"action": "stop"}).code == "JobNotFound"
    assert root.put("/job/ghost", params={"action": "modify"}).code == "MalformedJSON"
    root.put(path, params={"action": "stop"})
