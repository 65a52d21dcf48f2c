"""Clusters: the order of their rules, credentials, namespaces, and the one node that they all have."""

import base64
from typing import Any

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..support.api import Api, Response, long_sleep, pipeline_yaml
from ..support.cases import with_each
from .conftest import Serving


def coded(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


KUBECONFIG = coded("apiVersion: v1\nkind: Config\nclusters: []\nusers: []\ncontexts: []\n")


def create(root: Api, name: str, **change: Any) -> Response:
    body = {"clusterName": name, "endpoint": "http://x", "clusterType": "Kubernetes", "version": "1.30"}
    return root.post("/cluster", **body | {"credential": KUBECONFIG} | change)


@pytest.fixture(scope="module", autouse=True)
def far(root: Api) -> dict[str, Any]:
    return create(root, "far", namespaceList=["team-a", "team-b"], source="AWS").ok


@pytest.fixture(scope="module")
def alice(root: Api) -> Api:
    return root.add_user("alice")


@pytest.mark.parametrize("name", ["", "a", "-ab", "ab-", "a.b", "a" * 256, "ü b", "a\nb"])
def test_a_name_has_2_to_255_letters_digits_dashes_and_underscores(root: Api, alice: Api, name: str) -> None:
    assert create(root, name).code == "InvalidNamePattern"
    assert create(alice, name).code == "InvalidNamePattern"


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"endpoint": " "}, "InternalError"),
    ({"clusterType": ""}, "InternalError"),
    ({"clusterType": "kubernetes"}, "InternalError"),
    ({"version": ""}, "InternalError"),
    ({"status": "asleep"}, "InternalError"),
    ({"namespaceList": ["fine", "Not"]}, "InternalError"),
    ({"credential": ""}, "InvalidClusterCredential"),
    ({"credential": "%%%"}, "InvalidClusterCredential"),
    ({"credential": "abc"}, "InvalidClusterCredential"),
    ({"credential": coded(b"\xff\xfe")}, "InvalidClusterCredential"),
    ({"credential": coded("a: [")}, "InvalidClusterCredential"),
    ({"credential": coded("- clusters")}, "InvalidClusterCredential"),
    ({"credential": coded("apiVersion: v1\nkind: Pod\n")}, "InvalidClusterCredential"),
    ({"credential": coded("[" * 1000)}, "InvalidClusterCredential"),
    ({"credential": coded("x" * 2**20)}, "InvalidClusterCredential"),
    ({"credential": 7}, ""),
]


@with_each("change, code", WRONG)
def test_a_wrong_cluster_is_refused(root: Api, change: dict[str, Any], code: str) -> None:
    answer = create(root, "wrong", **change)
    assert (answer.status, answer.code) == (400 if code == "InvalidClusterCredential" else 500, code)


@with_each(
    "change",
    [each for each, _ in WRONG if any(each.values()) and each != {"endpoint": " "} and len(repr(each)) < 10_000],
)
def test_a_wrong_update_changes_nothing(root: Api, far: dict[str, Any], change: dict[str, Any]) -> None:
    body: dict[str, Any] = {"version": "1", "description": "changed"} | change
    answer = root.put("/cluster/far", **body)
    assert answer.code == ("" if change == {"credential": 7} else "InvalidClusterProperties")
    assert root.get("/cluster/far").ok == far


def test_an_unusable_body_has_no_code(root: Api) -> None:
    for answer in (root.send("POST", "/cluster", content=b"{"), root.send("PUT", "/cluster/far", content=b"")):
        assert (answer.status, answer.code) == (500, "")


def test_texts_are_trimmed_and_defaults_filled_in(root: Api) -> None:
    shown = create(root, " trimmed ", endpoint=" http://y ", clusterType="K3S", version="").ok
    assert (shown["clusterName"], shown["endpoint"], shown["version"]) == ("trimmed", "http://y", "")
    assert (shown["status"], shown["source"], shown["namespaceList"]) == ("online", "OnPremise", None)


def test_a_local_cluster_needs_no_credential(root: Api) -> None:
    assert create(root, "home", clusterType="Local", credential="").ok["clusterType"] == "Local"
    assert root.post("/queue", name="home", namespace="default", clusterName="home").status == 200


def test_only_root_handles_clusters(alice: Api) -> None:
    assert create(alice, "hers").code == "OnlyRootAllowed"
    assert alice.get("/cluster").code == "OnlyRootAllowed"
    assert alice.get("/cluster/far").code == alice.get("/cluster/ghost").code == "AccessDenied"
    assert alice.put("/cluster/far").code == "OnlyRootAllowed"
    assert alice.delete("/cluster/far").code == "OnlyRootAllowed"
    assert alice.get("/cluster/resource").code == "OnlyRootAllowed"
    assert alice.post("/cluster/resource").code == "OnlyRootAllowed"
    assert alice.get("/cluster/far/nodeInfos").code == "OnlyRootAllowed"


def test_an_unknown_cluster_has_three_answers(root: Api) -> None:
    assert (root.get("/cluster/ghost").status, root.get("/cluster/ghost").code) == (500, "")
    assert root.put("/cluster/ghost").code == "ClusterNameNotFound"
    assert root.delete("/cluster/ghost").code == "ClusterNotFound"


def test_an_update_changes_what_is_given_and_not_empty(root: Api) -> None:
    before = create(root, "moving", description="old", setting="{}").ok
    change: dict[str, Any] = {"description": "new", "endpoint": "", "status": "offline", "clusterType": "Local"}
    after = root.put("/cluster/moving", **change).ok
    changed = {key for key in before if before[key] != after[key]} - {"updateTime"}
    assert changed == {"description", "status", "clusterType"}
    assert (after["description"], after["status"], after["clusterType"]) == ("new", "offline", "Local")
    assert root.get("/cluster/moving").ok == after


def test_a_namespace_with_a_queue_stays(root: Api) -> None:
    create(root, "spaces", namespaceList=["one", "two"])
    root.post("/queue", name="in-two", namespace="two", clusterName="spaces")
    assert root.put("/cluster/spaces", namespaceList=["one"]).code == "InvalidClusterProperties"
    assert root.put("/cluster/spaces", namespaceList=["two"]).ok["namespaceList"] == ["two"]


def test_the_first_of_two_clusters_of_a_name_counts_and_both_go_with_their_queues(root: Api) -> None:
    first = create(root, "twice", description="first").ok
    create(root, "twice", description="second")
    assert root.get("/cluster/twice").ok == first
    assert len(root.get("/cluster", clusterNames="twice").ok["clusterList"]) == 2
    root.post("/queue", name="in-twice", namespace="default", clusterName="twice")
    assert root.delete("/cluster/twice").ok == ""
    assert root.get("/cluster", clusterNames="twice").ok["clusterList"] is None
    assert root.get("/queue/in-twice").code == "QueueNameNotFound"


def test_names_of_a_filter_are_trimmed(root: Api) -> None:
    found = root.get("/cluster", clusterNames=" far , default-cluster,ghost").ok["clusterList"]
    assert [row["clusterName"] for row in found] == ["default-cluster", "far"]


def test_the_built_in_cluster_stays_and_is_listed_while_it_is_alone(serving: Serving, tmp_path: Any) -> None:
    with serving(tmp_path) as api:
        root = api.login()
        alone = root.get("/cluster").ok["clusterList"]
        assert [row["clusterName"] for row in alone] == ["default-cluster"]
        assert list(root.get("/cluster/resource").ok) == ["default-cluster"]
        assert root.delete("/cluster/default-cluster").code == "ActionNotAllowed"
    with serving(tmp_path) as api:
        root = api.login()
        assert root.get("/cluster").ok["clusterList"] == alone
        create(root, "far")
        assert [row["clusterName"] for row in root.get("/cluster").ok["clusterList"]] == ["far"]
        assert list(root.get("/cluster/resource").ok) == ["far"]
        assert root.get("/cluster/default-cluster").ok == alone[0]


# ------------------------------------------------------------------------------------------------------------- nodes


@pytest.fixture(scope="module")
def two(serving: Serving) -> Any:
    """A server with a cluster that is online and one that is not; a job runs in the first one's queue."""
    with serving() as api:
        root = api.login()
        create(root, "near", source="Mine")
        create(root, "off", status="offline")
        most = {"cpu": "1", "mem": "1Gi"}
        root.post("/queue", name="near", namespace="default", clusterName="near", maxResources=most)
        env = '"env": {"PF_JOB_QUEUE_NAME": "near", "PF_JOB_FLAVOUR": "flavour1"}, "command"'
        run_id = root.start(pipeline_yaml(main=long_sleep()).replace('"command"', env))
        root.until(run_id, lambda run: run["runtime"].get("main", [{}])[0].get("status") == "running")
        yield root


def test_a_cluster_has_this_machine_as_its_node(two: Api) -> None:
    found = two.get("/cluster/resource").ok
    assert list(found) == ["near"]
    (machine,) = found["near"]["nodeList"]
    cpus = psutil.cpu_count()
    assert machine["total"]["cpu"] == str(cpus)
    assert machine["total"]["scalarResources"] == {"nvidia.com/gpu": "0"}
    assert machine["idle"]["cpu"] == str(max(0, (cpus or 1) - 1))
    assert found["near"]["summary"] == {"total": machine["total"], "idle": machine["idle"]}
    assert two.get("/cluster/resource", clusterNames="near, off").ok == found


@pytest.mark.parametrize("names", ["ghost", "off", ","])
def test_no_online_cluster_of_the_names_is_an_error_without_a_code(two: Api, names: str) -> None:
    answer = two.get("/cluster/resource", clusterNames=names)
    assert (answer.status, answer.code) == (500, "")


def test_nodes_can_be_asked_for_by_cluster_queue_and_label(two: Api) -> None:
    (found,) = two.post("/cluster/resource").ok.values()
    (name,) = found["capacity"]
    assert found["clusterName"] == "near"
    assert found["clusterSource"] == "Mine"
    assert "queueName" not in found
    assert found["labels"][name]["paddleflow/node-status"] == "Ready"
    assert found["capacity"][name]["cpu"] == str(psutil.cpu_count())
    assert two.post("/cluster/resource", queueName="near", labels="ignored").ok["near"]["queueName"] == "near"
    assert two.post("/cluster/resource", queueName="ghost", clusterNames=["near"]).ok == {"near": found}
    label = f"kubernetes.io/hostname={name}"
    assert two.post("/cluster/resource", labels=label).ok == {"near": found}
    assert two.post("/cluster/resource", labels=label.replace("=", "!=")).ok == {}
    assert two.post("/cluster/resource", labels="other!=x").ok == {"near": found}
    for nothing in ({"labels": "other=x"}, {"clusterNames": ["ghost"]}, {"clusterNames": ["off"]}, {"pageNo": 2}):
        assert two.post("/cluster/resource", **nothing).ok == {}


def test_an_invalid_query_for_nodes_is_refused(two: Api) -> None:
    for body in ({"queueName": "ghost"}, {"labels": "no-label"}):
        answer = two.post("/cluster/resource", **body)
        assert (answer.status, answer.code) == (500, "")
    assert two.send("POST", "/cluster/resource", content=b"").code == "MalformedJSON"
    assert two.post("/cluster/resource", pageNo="x").code == "MalformedJSON"


def test_jobs_are_the_pods_of_the_node(two: Api) -> None:
    listed = two.get("/cluster/near/nodeInfos").ok
    (machine,) = listed["nodeList"]
    assert (listed["totalCount"], machine["podsCount"]) == (1, 1)
    (pod,) = machine["pods"]
    assert pod["podName"].startswith("job-run-000001-main-")
    assert pod["resources"] == {"cpu": 1000, "memory": 2**30}
    assert machine["used"] == {"cpu": 1000, "memory": 2**30}
    assert machine["capacity"]["memory"] == psutil.virtual_memory().total
    (idle,) = two.get("/cluster/off/nodeInfos").ok["nodeList"]
    assert (idle["podsCount"], idle["pods"], idle["used"]) == (0, None, {"cpu": 0, "memory": 0})


def test_nodes_are_paged(two: Api) -> None:
    assert two.get("/cluster/ghost/nodeInfos").ok == {"totalCount": 0, "nodeList": None}
    assert two.get("/cluster/near/nodeInfos", pageNo=2).ok == {"totalCount": 1, "nodeList": None}
    assert two.get("/cluster/near/nodeInfos", pageNo=0, pageSize=0).ok["totalCount"] == 1
    for wrong in ({"pageSize": 101}, {"pageNo": "x"}):
        assert two.get("/cluster/near/nodeInfos", **wrong).code == "InvalidURI"


FIELDS = ["endpoint", "clusterType", "version", "status", "credential", "description", "source", "setting"]
TEXTS = st.text(max_size=8) | st.sampled_from(["Kubernetes", "Local", "online", KUBECONFIG, "Y2x1c3RlcnM6IFtdCg=="])


@given(body=st.dictionaries(st.sampled_from(FIELDS), TEXTS), namespaces=st.lists(TEXTS, max_size=2))
def test_no_cluster_is_too_strange_for_a_clean_answer(root: Api, body: dict[str, Any], namespaces: list[str]) -> None:
    answer = root.post("/cluster", clusterName="strange", **body, namespaceList=namespaces)
    assert answer.status == 200 or answer.code in ("InternalError", "InvalidClusterCredential")
    assert root.put("/cluster/far", **body).status in (200, 400)
