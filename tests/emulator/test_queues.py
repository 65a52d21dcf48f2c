"""Queues: the order of their rules, amounts, what is in them, and both kinds of servers."""

from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..support.api import Api, Response, long_sleep, pipeline_yaml
from ..support.cases import with_each
from .conftest import Serving

ISOLATION = "paddleflow.baidu.com/resource-isolation-type"
PARENT = "paddleflow.baidu.com/elastic-resource-quota-parent"
CREDENTIAL = "Y2x1c3RlcnM6IFtdCg=="  # clusters: []


def add_cluster(root: Api, name: str, **more: Any) -> None:
    body = {"clusterName": name, "endpoint": "http://x", "clusterType": "Kubernetes", "version": "1.30"}
    assert root.post("/cluster", **body, credential=CREDENTIAL, **more).status == 200


@pytest.fixture(scope="module", autouse=True)
def clusters(root: Api) -> None:
    add_cluster(root, "far", namespaceList=["team-a", "team-b"])
    add_cluster(root, "open")
    add_cluster(root, "off", status="offline")


def create(root: Api, name: str, **change: Any) -> Response:
    return root.post("/queue", **{"name": name, "namespace": "team-a", "clusterName": "far"} | change)


def made(root: Api, name: str, **change: Any) -> dict[str, Any]:
    assert create(root, name, **change).ok == {"name": name}
    return root.get(f"/queue/{name}").ok


NO_LABELS = ["-a", "a-", "A", "a_b", "a.b", "a" * 64, "ü", "a\n", " a"]

WRONG = [
    ({"name": ""}, 400, "QueueNameNotFound"),
    ({"clusterName": ""}, 400, "ClusterNameNotFound"),
    ({"clusterName": "ghost"}, 400, "ClusterNotFound"),
    ({"clusterName": "off"}, 400, "InvalidClusterStatus"),
    ({"namespace": ""}, 400, "NamespaceNotFound"),
    ({"namespace": "Bad"}, 400, "NamespaceNotFound"),
    ({"namespace": "team-c"}, 400, "NamespaceNotFound"),
    ({"name": "taken"}, 403, "QueueNameDuplicated"),
    ({"name": "default"}, 403, "QueueNameDuplicated"),
    ({"name": "default-queue"}, 403, "QueueNameDuplicated"),
    ({"quotaType": "other"}, 400, "QueueQuotaTypeIsNotSupported"),
    ({"maxResources": {"cpu": "lots"}}, 500, "InvalidComputeResource"),
    ({"maxResources": {"mem": "-1"}}, 500, "InvalidComputeResource"),
    ({"maxResources": {"scalarResources": {"gpu": "x"}}}, 500, "InvalidComputeResource"),
    ({"maxResources": {"cpu": "1"}, "minResources": {"cpu": "2"}}, 500, "InvalidComputeResource"),
    ({"minResources": {"scalarResources": {"gpu": "1"}}}, 500, "InvalidComputeResource"),
    ({"location": {ISOLATION: "magic"}}, 500, ""),
    ({"maxResources": {"cpu": 4}}, 400, "MalformedJSON"),
]


@with_each("change, status, code", WRONG)
def test_a_wrong_queue_is_refused(root: Api, change: dict[str, Any], status: int, code: str) -> None:
    create(root, "taken")
    answer = create(root, **{"name": "wrong"} | change)
    assert (answer.status, answer.code) == (status, code)
    assert root.get("/queue", name="wrong").ok["queueList"] == []


@pytest.mark.parametrize("name", NO_LABELS)
def test_a_queue_name_must_be_a_kubernetes_label(root: Api, name: str) -> None:
    assert create(root, name).code == "InvalidNamePattern"
    assert create(root, "fine", namespace=name).code == "NamespaceNotFound"


def test_rules_are_checked_in_their_order(root: Api) -> None:
    everything: dict[str, Any] = {"namespace": "", "quotaType": "x", "maxResources": {"cpu": "x"}}
    assert create(root, "Bad", clusterName="ghost", **everything).code == "ClusterNotFound"
    assert create(root, "Bad", **everything).code == "NamespaceNotFound"
    everything["namespace"] = "team-a"
    assert create(root, "Bad", **everything).code == "InvalidNamePattern"
    assert create(root, "ok", **everything).code == "QueueQuotaTypeIsNotSupported"


def test_only_root_changes_queues(root: Api) -> None:
    alice = root.add_user("alice")
    assert create(alice, "hers").code == "OnlyRootAllowed"
    assert alice.put("/queue/ghost").code == "OnlyRootAllowed"
    assert alice.delete("/queue/ghost").code == "OnlyRootAllowed"


def test_an_elastic_queue_says_where_it_is(root: Api) -> None:
    shown = made(root, "elastic", maxResources={"cpu": "2", "mem": "2Gi"}, minResources={"cpu": "500m"})
    assert (shown["quotaType"], shown["status"]) == ("elasticQuota", "open")
    assert shown["location"] == {PARENT: "root", ISOLATION: "logical"}
    assert shown["minResources"] == {"cpu": "500m", "memory": "0"}
    physical = made(root, "physical", location={ISOLATION: "physical", "row": "7"})
    assert physical["location"] == {PARENT: "root", ISOLATION: "physical", "row": "7"}


def test_a_minimum_counts_for_elastic_queues_only(root: Api) -> None:
    quota = {"quotaType": "volcanoCapabilityQuota", "location": {ISOLATION: "magic"}}
    shown = made(root, "volcano", minResources={"cpu": "9"}, **quota)
    assert shown["minResources"] == shown["maxResources"] == {"cpu": "0", "memory": "0"}
    assert shown["location"] == {ISOLATION: "magic"}


def test_a_cluster_without_namespaces_takes_any(root: Api) -> None:
    assert made(root, "anywhere", clusterName="open", namespace="what-ever")["namespace"] == "what-ever"


def test_an_update_changes_what_is_given(root: Api) -> None:
    most = {"cpu": "4", "mem": "8Gi", "scalarResources": {"a": "1", "b": "2"}}
    made(root, "changing", maxResources=most, location={"x": "1", "y": "2"}, schedulingPolicy=["p", "q"])
    assert root.put("/queue/changing").ok["maxResources"]["cpu"] == "4"
    change: dict[str, Any] = {
        "maxResources": {"cpu": "5", "scalarResources": {"a": "", "c": "3"}},
        "minResources": {"cpu": "1"},
    }
    shown = root.put("/queue/changing", **change, location={"x": "", "z": "3"}, schedulingPolicy=["q-", "r"]).ok
    assert shown["maxResources"] == {"cpu": "5", "memory": "8Gi", "scalarResources": {"b": "2", "c": "3"}}
    assert shown["minResources"] == {"cpu": "1", "memory": "0"}
    assert shown["location"] == {PARENT: "root", ISOLATION: "logical", "y": "2", "z": "3"}
    assert sorted(shown["schedulingPolicy"]) == ["p", "r"]
    assert "usedResources" not in shown
    stored = root.get("/queue/changing").ok
    assert {key: stored[key] for key in shown} == shown


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"maxResources": {"cpu": "x"}}, "InvalidComputeResource"),
        ({"maxResources": {"cpu": "0.5"}}, "InvalidComputeResource"),
        ({"minResources": {"mem": "9Gi"}}, "InvalidComputeResource"),
        ({"location": {ISOLATION: "logical"}}, "InvalidArguments"),
        ({"maxResources": 7}, "MalformedJSON"),
    ],
)
def test_a_wrong_update_changes_nothing(root: Api, change: dict[str, Any], code: str) -> None:
    create(root, "kept", maxResources={"cpu": "1", "mem": "1Gi"}, minResources={"cpu": "1"})
    before = root.get("/queue/kept").ok
    assert root.put("/queue/kept", **change).code == code
    assert root.get("/queue/kept").ok == before


def test_an_unknown_queue_has_three_answers(root: Api) -> None:
    assert (root.get("/queue/ghost").status, root.get("/queue/ghost").code) == (400, "QueueNameNotFound")
    assert root.delete("/queue/ghost").code == "QueueNameNotFound"
    assert (root.put("/queue/ghost").status, root.put("/queue/ghost").code) == (404, "RecordNotFound")


def test_a_queue_of_a_cluster_that_is_offline_takes_no_change_and_no_job(root: Api) -> None:
    add_cluster(root, "moody")
    made(root, "moods", clusterName="moody")
    root.put("/cluster/moody", status="offline")
    assert root.put("/queue/moods", maxResources={"cpu": "1"}).code == "InvalidClusterStatus"
    failed = root.finished(root.start(in_queue("moods", "true")))
    assert "cluster[moody] of queue[moods] is offline" in failed["runtime"]["main"][0]["jobMessage"]


def in_queue(queue: str, command: str, flavour: str = "") -> str:
    env = f'"env": {{"PF_JOB_QUEUE_NAME": "{queue}", "PF_JOB_FLAVOUR": "{flavour}"}}, "command"'
    return pipeline_yaml(main=command).replace('"command"', env)


@pytest.fixture
def busy(root: Api) -> Iterator[str]:
    """A queue with a job in it."""
    most = {"cpu": "5", "mem": "16Gi", "scalarResources": {"nvidia.com/gpu": "2"}}
    made(root, "busy", clusterName="open", maxResources=most)
    run_id = root.start(in_queue("busy", long_sleep(), "flavour2"))
    root.until(run_id, lambda run: run["runtime"].get("main", [{}])[0].get("status") == "running")
    yield "busy"
    root.put(f"/run/{run_id}", params={"action": "stop"}, stopForce=True)
    root.finished(run_id)
    assert root.get("/queue/busy").ok["usedResources"] == {"cpu": "0", "memory": "0"}
    assert root.delete("/queue/busy").ok == ""


def test_a_queue_shows_what_its_jobs_take_and_stays_while_they_run(root: Api, busy: str) -> None:
    shown = root.get(f"/queue/{busy}").ok
    assert shown["usedResources"] == {"cpu": "4", "memory": "8Gi", "scalarResources": {"nvidia.com/gpu": "1"}}
    assert shown["idleResources"] == {"cpu": "1", "memory": "8Gi", "scalarResources": {"nvidia.com/gpu": "1"}}
    assert root.get("/queue/default-queue").ok["usedResources"] == {"cpu": "0", "memory": "0"}
    assert root.delete(f"/queue/{busy}").code == "QueueIsInUse"
    assert root.delete("/cluster/open").code == "QueueIsInUse"


def test_a_step_in_a_queue_knows_its_namespace(root: Api) -> None:
    made(root, "spaced", namespace="team-b", maxResources={"cpu": "1", "mem": "1Gi"})
    run = root.finished(root.start(in_queue("spaced", "echo $PF_JOB_NAMESPACE")))
    assert root.log(run["runID"]) == "team-b\n"


def test_the_default_queue_is_as_large_as_the_machine_and_stays(root: Api) -> None:
    shown = root.get("/queue/default-queue").ok
    assert (shown["clusterName"], shown["namespace"]) == ("default-cluster", "default")
    assert shown["maxResources"]["cpu"] == str(psutil.cpu_count())
    assert root.delete("/queue/default-queue").code == "ActionNotAllowed"


def test_default_queue_is_hidden_once_another_cluster_exists(serving: Serving) -> None:
    with serving(queues=["given"]) as api:
        root = api.login()
        assert root.post("/queue", name="mine", namespace="default").ok == {"name": "mine"}
        assert names(root.get("/queue")) == ["default-queue", "given", "mine"]
        assert root.get("/queue/mine").ok["clusterName"] == "default-cluster"
        add_cluster(root, "far")
        assert names(root.get("/queue")) == ["given", "mine"]
        assert names(root.get("/queue", name="default-queue")) == ["default-queue"]
        assert root.post("/queue", name="other", namespace="default").code == "ClusterNameNotFound"
        assert root.finished(root.start(pipeline_yaml()))["status"] == "succeeded"


def names(answer: Response) -> list[str]:
    return [row["name"] for row in answer.ok["queueList"]]


@pytest.mark.slow
def test_queues_are_kept_over_a_restart(serving: Serving, tmp_path: Any) -> None:
    with serving(tmp_path) as api:
        root = api.login()
        root.post("/queue", name="kept", namespace="default", maxResources={"cpu": "1500m"})
        before = root.get("/queue/kept").ok
    with serving(tmp_path) as api:
        assert api.login().get("/queue/kept").ok == before


TEXTS = st.text(max_size=6) | st.sampled_from(["1", "500m", "8Gi", "1e3", "-1", ".5", "0", "1E", "9" * 40, ""])
AMOUNTS = st.fixed_dictionaries(
    {}, optional={"cpu": TEXTS, "mem": TEXTS, "scalarResources": st.dictionaries(TEXTS, TEXTS, max_size=2)}
)


@given(most=AMOUNTS, least=AMOUNTS, location=st.dictionaries(TEXTS, TEXTS, max_size=2))
def test_no_amount_is_too_strange_for_a_clean_answer(
    root: Api, most: dict[str, Any], least: dict[str, Any], location: dict[str, str]
) -> None:
    answer = create(root, "strange", maxResources=most, minResources=least, location=location)
    if answer.status == 200:
        shown = root.get("/queue/strange").ok
        assert root.put("/queue/strange", maxResources={"cpu": shown["maxResources"]["cpu"]}).status == 200
        assert root.delete("/queue/strange").ok == ""
    else:
        assert (answer.status, answer.code) == (500, "InvalidComputeResource")
