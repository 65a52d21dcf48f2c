"""Clusters, their nodes and what is free on them, resource pools, Kubernetes objects."""

import pytest

from .any_client import User, refusal
from .names import unique

KUBECONFIG = "apiVersion: v1\nkind: Config\nclusters: []\n"
CONFIG_MAP = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "demo", "namespace": "default"}}


@pytest.mark.embedded("a real server looks for a Kubernetes at the endpoint")
def test_a_cluster_is_created_shown_changed_listed_and_deleted(root: User) -> None:
    name = unique("cluster")
    ret, identifier = root.create_cluster(
        name,
        "http://127.0.0.1:1",
        "kubernetes-v1.16",
        credential=KUBECONFIG,
        description="集群",
        source="CCE",
        setting="more",
        namespacelist=["default", "other"],
    )
    assert ret
    shown = root.show_cluster(name).unwrap()
    assert (shown.clusterid, shown.clustername, shown.clustertype, shown.credential) == (
        identifier,
        name,
        "Kubernetes",
        KUBECONFIG,
    )
    assert (shown.description, shown.source, shown.setting, shown.status, shown.namespacelist) == (
        "集群",
        "CCE",
        "more",
        "online",
        ["default", "other"],
    )
    assert KUBECONFIG not in repr(shown)
    assert root.update_cluster(name, status="offline", description="new") == (True, identifier)
    changed = root.show_cluster(name).unwrap()
    assert (changed.status, changed.description, changed.endpoint) == ("offline", "new", shown.endpoint)
    assert [row.clustername for row in root.list_cluster("offline", name).unwrap()] == [name]
    assert root.list_cluster("online", name).unwrap() == []
    assert name in [row.clustername for row in root.iter_clusters(maxsize=1)]
    assert root.delete_cluster(name) == (True, None)
    assert root.list_cluster(clustername=name).unwrap() == []
    ret, message = root.show_cluster(name)
    assert (ret, message.http_status) == (False, 500)
    assert "record not found" in message


def test_a_cluster_needs_a_type_that_is_known(root: User) -> None:
    assert refusal(root.create_cluster(unique("cluster"), "http://127.0.0.1:1", "mainframe")) == "InvalidParam"
    assert refusal(root.create_cluster("with blanks", "http://127.0.0.1:1", "Local")) == "InvalidNamePattern"


def test_free_resources_are_listed_by_cluster_and_node(root: User, cluster: str) -> None:
    quota = root.list_cluster_resource(cluster).unwrap()[cluster]
    assert quota["summary"]["total"]["cpu"]
    assert quota["summary"].keys() == {"total", "idle"}
    nodes = root.list_cluster_resource_v2(clusternames=[cluster]).unwrap()[cluster]
    assert nodes["labels"].keys() == nodes["capacity"].keys()
    listed = root.list_cluster_node(cluster).unwrap()
    assert listed["totalCount"] == len(nodes["capacity"])
    assert {node.node_name for node in listed["nodeList"]} == nodes["capacity"].keys()


def test_a_resource_pool_is_created_shown_changed_listed_and_deleted(root: User, cluster: str) -> None:
    name = unique("pool")
    created = root.create_resource_pool(
        name, "default", cluster, {"cpu": "4", "mem": "8Gi"}, description="池", annotations={"a": "b"}
    )
    assert created == (True, None)
    shown = root.show_resource_pool(name).unwrap()
    assert (shown.name, shown.namespace, shown.description, shown.status) == (
        name,
        "default",
        "池",
        "creating",
    )
    changed = root.update_resource_pool(name, total_resources={"cpu": "6", "mem": "8Gi"}, status="open").unwrap()
    assert (changed.name, changed.status) == (name, "open")
    assert name in [pool.name for pool in root.list_resource_pool().unwrap()]
    assert name in [pool.name for pool in root.iter_resource_pools(maxsize=1)]
    assert root.delete_resource_pool(name) == (True, None)
    assert refusal(root.show_resource_pool(name)) == "ResourceNotFound"


@pytest.mark.embedded("there is no Kubernetes behind it")
def test_objects_of_kubernetes_are_refused_where_there_is_none(root: User, cluster: str) -> None:
    refused = [
        root.create_kubernetes_object(cluster, CONFIG_MAP),
        root.show_kubernetes_object(cluster, "demo", "ConfigMap", "v1", "default"),
        root.update_kubernetes_object(cluster, CONFIG_MAP),
        root.delete_kubernetes_object(cluster, {"apiVersion": "v1", "kind": "ConfigMap", "name": "demo"}),
    ]
    assert [refusal(answer) for answer in refused] == ["ActionNotAllowed"] * 4
    assert "of type Local" in refused[0].error
    assert refusal(root.show_kubernetes_object(unique("ghost"), "a", "Pod", "v1")) == "ClusterNameNotFound"


def test_only_root_manages_clusters(alice: User, cluster: str) -> None:
    refused = [
        alice.create_cluster(unique("cluster"), "http://127.0.0.1:1", "Local"),
        alice.list_cluster(),
        alice.update_cluster(cluster, description="mine"),
        alice.delete_cluster(cluster),
        alice.list_cluster_resource(),
        alice.list_cluster_resource_v2(),
        alice.list_cluster_node(cluster),
        alice.create_resource_pool(unique("pool"), "default", cluster),
    ]
    assert [refusal(answer) for answer in refused] == ["OnlyRootAllowed"] * 8
    assert refusal(alice.show_cluster(cluster)) == "AccessDenied"
