"""Logs of jobs, by the pod that a job would be."""

from typing import Any

import pytest

from ..support.api import Api, Response, pipeline_yaml, wait_for
from ..support.cases import with_each

CLUSTER = "default-cluster"


@pytest.fixture(scope="module")
def alice(root: Api) -> Api:
    return root.add_user("alice")


@pytest.fixture(scope="module")
def pod(alice: Api) -> str:
    """A pod of alice, which printed three lines."""
    run = alice.finished(alice.start(pipeline_yaml(main="echo one; echo two; echo three")))
    job_id: str = run["runtime"]["main"][0]["jobID"]
    return job_id


def log(api: Api, name: str, **change: Any) -> Response:
    query = {"clusterName": CLUSTER, "name": name, "namespace": "default", "type": "pod"} | change
    return api.get("/log/job", **{key: value for key, value in query.items() if value is not None})


def shown(answer: Response) -> tuple[str, bool, bool]:
    (task,) = answer.ok["taskList"]
    info = task["logInfo"]
    return info["logContent"], info["hasNextPage"], info["truncated"]


def test_a_pod_is_named_like_its_job(alice: Api, root: Api, pod: str) -> None:
    answer = log(alice, pod)
    assert shown(answer) == shown(log(root, pod)) == ("one\ntwo\nthree\n", False, False)
    assert {key: answer.ok[key] for key in ("jobID", "name", "type", "eventList")} == {
        "jobID": "",
        "name": f"default/{pod}",
        "type": "pod",
        "eventList": [],
    }
    assert answer.ok["taskList"][0]["taskID"].startswith(f"{pod}_")


@with_each(
    "part, expected",
    [
        ({"lineLimit": "2"}, ("one\ntwo\n", True, False)),
        ({"lineLimit": "3"}, ("one\ntwo\nthree\n", False, False)),
        ({"lineLimit": "2", "readFromTail": "true"}, ("two\nthree\n", True, False)),
        ({"lineLimit": "3", "readFromTail": "true"}, ("one\ntwo\nthree\n", False, False)),
        ({"lineLimit": "0"}, ("one\ntwo\nthree\n", False, False)),
        ({"lineLimit": "9" * 5000}, ("one\ntwo\nthree\n", False, False)),
        ({"sizeLimit": "6"}, ("one\ntw", True, True)),
        ({"sizeLimit": "9", "readFromTail": "true"}, ("wo\nthree\n", True, True)),
        ({"sizeLimit": "2", "readFromTail": "true"}, ("e\n", True, True)),
        ({"sizeLimit": "2Gi"}, ("one\ntwo\nthree\n", False, False)),
        ({"sizeLimit": "500m"}, ("one\ntwo\nthree\n", False, False)),
        ({"sizeLimit": "0"}, ("one\ntwo\nthree\n", False, False)),
    ],
)
def test_a_part_of_a_log(alice: Api, pod: str, part: dict[str, str], expected: tuple[str, bool, bool]) -> None:
    assert shown(log(alice, pod, **part)) == expected


@with_each(
    "change, status, code",
    [
        ({"clusterName": None}, 400, "InvalidURI"),
        ({"clusterName": "ghost"}, 400, "InvalidURI"),
        ({"lineLimit": "many"}, 400, "InvalidURI"),
        ({"lineLimit": "-1"}, 400, "InvalidURI"),
        ({"sizeLimit": "much"}, 400, "InvalidURI"),
        ({"readFromTail": "perhaps"}, 400, "InvalidURI"),
        ({"name": None}, 500, "InternalError"),
        ({"namespace": None}, 500, "InternalError"),
        ({"namespace": "other"}, 500, "InternalError"),
        ({"type": None}, 500, "InternalError"),
        ({"type": "node"}, 500, "InternalError"),
        ({"type": "deployment"}, 500, "InternalError"),
        ({"name": "../../lock"}, 500, "InternalError"),
        ({"jobID": "ghost", "framework": "paddle"}, 400, "InvalidURI"),
    ],
)
def test_an_invalid_query_for_a_log_is_refused(
    root: Api, pod: str, change: dict[str, Any], status: int, code: str
) -> None:
    answer = log(root, **{"name": pod} | change)
    assert (answer.status, answer.code) == (status, code)


def test_with_a_job_id_the_answer_is_empty(alice: Api, pod: str) -> None:
    query = {"clusterName": CLUSTER, "jobID": pod}
    empty = {"jobID": "", "taskList": None, "name": "", "type": "", "eventList": None}
    assert alice.get("/log/job", **query, framework="standalone").ok == empty
    assert alice.get("/log/job", **query, framework="cobol").code == "InvalidArguments"
    assert alice.get("/log/job", **query).code == "InvalidArguments"


def test_pods_of_others_are_not_there(root: Api, pod: str) -> None:
    bob = root.add_user("bobby")
    assert log(bob, pod).code == "InternalError"
    assert bob.get("/log/job", clusterName=CLUSTER, jobID=pod, framework="paddle").code == "InvalidURI"


def test_a_pod_belongs_to_the_cluster_of_its_queue(root: Api, pod: str) -> None:
    root.post("/cluster", clusterName="home", clusterType="Local", endpoint="x")
    assert log(root, pod, clusterName="home").code == "InternalError"


@pytest.mark.slow
def test_a_job_outside_of_runs_is_a_pod_too(alice: Api) -> None:
    job = {"schedulingPolicy": {"queue": "default-queue"}, "image": "busybox:1", "command": "echo alone"}
    job_id = alice.post("/job/single", **job).ok["id"]
    wait_for(lambda: alice.get(f"/job/{job_id}").ok["status"], lambda status: status == "succeeded")
    assert shown(log(alice, job_id)) == ("alone\n", False, False)
