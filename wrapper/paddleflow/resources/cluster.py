"""Clusters: where jobs run, and the Kubernetes objects in them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from paddleflow._arguments import as_model, string
from paddleflow._constants import NODE_PAGE_SIZE, RESOURCE_PAGE_SIZE
from paddleflow._listing import PIPELINE_PAGE_SIZE, Listing, page_of
from paddleflow._operation import Call, operation, request
from paddleflow.errors import InvalidArgument
from paddleflow.info import Info, Page, as_datetime, each, field
from paddleflow_api import models
from paddleflow_api.api import cluster as api
from paddleflow_api.api import kubernetes

KIND = re.compile(r"(?P<kind>[a-z0-9]+)-v?(?P<version>[0-9].*)", re.IGNORECASE)


def _decoded(credential: str | None) -> str:
    try:
        return base64.b64decode(credential or "", validate=True).decode()
    except (binascii.Error, ValueError):
        return credential or ""


class ClusterInfo(Info, model="ClusterInfo"):
    """Where jobs run (manual: 集群列表显示).

    Attributes:
        clusterid: Identifier, ``cluster-`` and eight hexadecimal digits.
        clustername: Name.
        description: Free text.
        endpoint: Address.
        source: Where it comes from: ``OnPremise``, ``AWS``, ``CCE``.
        clustertype: ``Kubernetes``, ``K3S`` or ``Local``.
        status: ``online`` or ``offline``.
        credential: Kubeconfig that gives access to it; the server's base64 of it is in ``raw``.
        setting: Free text.
        namespacelist: Namespaces that may be used; empty: any.
        createtime: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        updatetime: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        version: Version of its software.
    """

    clusterid: str = field("id")
    clustername: str = field("cluster_name")
    description: str = ""
    endpoint: str = ""
    source: str = ""
    clustertype: str = field("cluster_type", default="")
    status: str = ""
    credential: str = field(default="", read=_decoded, repr=False)
    setting: str = field(default="", repr=False)
    namespacelist: list[str] = field("namespace_list", factory=list, repr=False)
    createtime: str = field("create_time", default="")
    updatetime: str = field("update_time", default="", repr=False)
    version: str = ""

    create_datetime = as_datetime("createtime")
    update_datetime = as_datetime("updatetime")


class PodInfo(Info, model="NodePod"):
    """A pod on a node.

    Attributes:
        pod_name: Name.
        status: 0 to 3, as the server counts.
        labels: Labels by name.
        resources: What it uses by name.
    """

    pod_name: str
    status: int = 0
    labels: dict[str, str] = field(repr=False, factory=dict)
    resources: dict[str, int] = field(repr=False, factory=dict)


class NodeInfo(Info, model="NodeInfo"):
    """A node of a cluster.

    Attributes:
        node_name: Name.
        node_ip: Address.
        pods_count: How many pods are on it.
        labels: Labels by name.
        used: What is in use, by name.
        capacity: What there is, by name.
        pods: The pods.
    """

    node_name: str
    node_ip: str = ""
    pods_count: int = 0
    labels: dict[str, str] = field(repr=False, factory=dict)
    used: dict[str, int] = field(repr=False, factory=dict)
    capacity: dict[str, int] = field(repr=False, factory=dict)
    pods: list[PodInfo] = field(factory=list, read=each(PodInfo), repr=False)


class NodePage(TypedDict):
    """What ``list_cluster_node`` gives."""

    nodeList: list[NodeInfo]
    totalCount: int


@operation("集群创建")
def create_cluster(
    clustername: str,
    endpoint: str,
    clustertype: str,
    credential: bytes | str | None = None,
    description: str | None = None,
    clusterid: str | None = None,
    source: str | None = None,
    setting: str | None = None,
    status: str | None = None,
    namespacelist: Sequence[str] | None = None,
    version: str | None = None,
) -> Call[str]:
    """Register a cluster. Root only.

    Args:
        clustername: Name.
        endpoint: Address.
        clustertype: ``Kubernetes``, ``K3S`` or ``Local``; the manual's ``kubernetes-v1.16`` says ``version`` as well.
        credential: Kubeconfig that gives access to it, plain or in base64.
        description: Free text.
        clusterid: Sent, but the server makes its own.
        source: Where it comes from: ``OnPremise`` (default), ``AWS``, ``CCE``.
        setting: Free text.
        status: ``online`` (default) or ``offline``.
        namespacelist: Namespaces that may be used; default: any.
        version: Version of its software; Kubernetes needs it.

    Returns:
        ``(True, cluster id)``, or ``(False, message)``.
    """
    string("clustertype", clustertype)
    string("endpoint", endpoint)
    return request(api.create_cluster, _with_kind(locals())).reads(_id)


@operation(
    "集群列表显示",
    clusternames="clustername",
    listing=Listing("iter_clusters", ClusterInfo, key="clusterid clustername"),
)
def list_cluster(
    clusterstatus: str | None = None,
    clustername: str | None = None,
    maxsize: int = PIPELINE_PAGE_SIZE,
    marker: str | None = None,
) -> Call[Page[ClusterInfo]]:
    """List clusters. Root only.

    Args:
        clusterstatus: Only those that are ``online`` or ``offline``.
        clustername: Only these names, separated by commas.
        maxsize: Rows of the page, 1 to 1000.
        marker: Where the page starts: ``next_marker`` of the page before.

    Returns:
        ``(True, list of ClusterInfo with next_marker and truncated)``, or ``(False, message)``.
    """
    return request(api.list_cluster, locals(), cluster_names="clustername").reads(page_of("clusterList", ClusterInfo))


@operation("集群详情显示")
def show_cluster(clustername: str) -> Call[ClusterInfo]:
    """Show a cluster. Root only.

    Args:
        clustername: Name.

    Returns:
        ``(True, ClusterInfo)``, or ``(False, message)``.
    """
    return request(api.show_cluster, locals()).reads(ClusterInfo.from_json)


@operation("集群删除")
def delete_cluster(clustername: str) -> Call[None]:
    """Delete a cluster and its queues. Root only.

    Args:
        clustername: Name.
    """
    return request(api.delete_cluster, locals())


@operation("集群更新")
def update_cluster(
    clustername: str,
    endpoint: str | None = None,
    clustertype: str | None = None,
    credential: bytes | str | None = None,
    description: str | None = None,
    clusterid: str | None = None,
    source: str | None = None,
    setting: str | None = None,
    status: str | None = None,
    namespacelist: Sequence[str] | None = None,
    version: str | None = None,
) -> Call[str]:
    """Change a cluster. Root only. What is left out keeps its value.

    Args:
        clustername: Name.
        endpoint: Address.
        clustertype: ``Kubernetes``, ``K3S`` or ``Local``; the manual's ``kubernetes-v1.16`` says ``version`` as well.
        credential: Kubeconfig that gives access to it, plain or in base64.
        description: Free text.
        clusterid: Sent, but the server ignores it.
        source: Where it comes from.
        setting: Free text.
        status: ``online`` or ``offline``.
        namespacelist: Namespaces that may be used; those with a queue cannot be left out.
        version: Version of its software.

    Returns:
        ``(True, cluster id)``, or ``(False, message)``.
    """
    return request(api.update_cluster, _with_kind(locals())).reads(_id)


@operation("获取集群资源剩余", clusternames="clustername")
def list_cluster_resource(clustername: str | None = None) -> Call[dict[str, dict[str, Any]]]:
    """Show what the nodes of the online clusters have and what is free. Root only.

    Args:
        clustername: Only these names, separated by commas.

    Returns:
        ``(True, dict: for each cluster a dict of its nodes, their sum, and an error message, as the server sends it)``,
            or ``(False, message)``.
    """
    return request(api.list_cluster_resource, locals(), cluster_names="clustername").reads(_as_dicts)


@operation(official_sdk=True, queuenaame="queuename", clustername="clusternames")
def list_cluster_resource_v2(
    page_no: int = 1,
    page_size: int = RESOURCE_PAGE_SIZE,
    clusternames: Sequence[str] | None = None,
    queuename: str | None = None,
    labels: str | None = None,
    node_status: str | None = None,
) -> Call[dict[str, dict[str, Any]]]:
    """Show what nodes have and what can be given to jobs, by cluster. Root only.

    Args:
        page_no: Which page, from 1.
        page_size: Nodes of the page.
        clusternames: Only these clusters.
        queuename: Only the nodes of this queue; the official SDK's ``queuenaame`` works too.
        labels: Only nodes with these labels: ``"zone=a,gpu!=none"``.
        node_status: Only nodes in this state: ``Ready``.

    Returns:
        ``(True, dict: for each cluster a dict, as the server sends it)``, or ``(False, message)``.
    """
    return request(api.query_cluster_resource, locals()).reads(_as_dicts)


@operation()
def list_cluster_node(clustername: str, page_no: int = 1, page_size: int = NODE_PAGE_SIZE) -> Call[NodePage]:
    """List the nodes of a cluster that are ready, with their pods. Root only.

    Args:
        clustername: Name.
        page_no: Which page, from 1.
        page_size: Nodes of the page, 1 to 100.

    Returns:
        ``(True, {'nodeList': list of NodeInfo, 'totalCount': number of nodes, those that are not ready among them})``,
            or ``(False, message)``.
    """
    return request(api.list_cluster_node, locals()).reads(
        lambda answer: {"nodeList": each(NodeInfo)(answer["nodeList"]), "totalCount": answer.get("totalCount") or 0}
    )


def _with_kind(values: dict[str, Any]) -> dict[str, Any]:
    """Type and version apart, where the type says both, as the manual has it: ``kubernetes-v1.16``."""
    given, version = str(values["clustertype"] or "").strip(), values["version"]
    found = KIND.fullmatch(given)
    names = {kind.lower(): kind for kind in models.ClusterType}
    kind = names.get((found["kind"] if found else given).lower(), values["clustertype"])
    return values | {"clustertype": kind, "version": found["version"] if found and version in (None, "") else version}


def _id(cluster: dict[str, Any]) -> str:
    return ClusterInfo.from_json(cluster).clusterid


def _as_dicts(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: dict(cluster) for name, cluster in answer.items()}


@operation()
def create_kubernetes_object(clustername: str, kubernetes_object: Mapping[str, Any]) -> Call[dict[str, Any]]:
    """Create an object in a cluster.

    Args:
        clustername: Name of the cluster.
        kubernetes_object: As Kubernetes writes it:
            ``{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {...}, ...}``.

    Returns:
        ``(True, the object as a dict)``, or ``(False, message)``.
    """
    sent = locals() | {"action": "create"}
    return request(kubernetes.create_kubernetes_object, sent, body="kubernetes_object").reads(dict)


@operation()
def show_kubernetes_object(
    clustername: str, name: str, kind: str, api_version: str, namespace: str | None = None
) -> Call[dict[str, Any]]:
    """Show an object of a cluster.

    Args:
        clustername: Name of the cluster.
        name: Name of the object.
        kind: Kind, as Kubernetes writes it: ``ConfigMap``.
        api_version: Version of its API: ``v1``.
        namespace: Where it is; default: it is in none.

    Returns:
        ``(True, the object as a dict)``, or ``(False, message)``.
    """
    return request(kubernetes.show_kubernetes_object, locals()).reads(dict)


@operation()
def update_kubernetes_object(clustername: str, kubernetes_object: Mapping[str, Any]) -> Call[dict[str, Any]]:
    """Replace an object of a cluster.

    Args:
        clustername: Name of the cluster.
        kubernetes_object: As Kubernetes writes it.

    Returns:
        ``(True, the object as a dict)``, or ``(False, message)``.
    """
    return request(kubernetes.update_kubernetes_object, locals(), body="kubernetes_object").reads(dict)


@operation()
def delete_kubernetes_object(clustername: str, kubernetes_object: Mapping[str, Any]) -> Call[None]:
    """Delete an object of a cluster.

    Args:
        clustername: Name of the cluster.
        kubernetes_object: As Kubernetes writes it, or only what names it:
            ``{"apiVersion": "v1", "kind": "ConfigMap", "name": "settings", "namespace": "default"}``.
    """
    sent = {"clustername": clustername, "action": "delete", "kubernetes_object": _reference(kubernetes_object)}
    return request(kubernetes.create_kubernetes_object, sent, body="kubernetes_object")


def _reference(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return what names an object: the server wants it beside each other, not in ``metadata``."""
    given = as_model("kubernetes_object", manifest, model=models.KubernetesObject).to_dict()
    given = {**given.get("metadata", {}), **given}
    for key in ("apiVersion", "kind", "name"):
        if not given.get(key):
            raise InvalidArgument("InvalidArguments", f"kubernetes_object lacks {key!r}: it names what is deleted.")
    return {key: given[key] for key in ("apiVersion", "kind", "name", "namespace") if given.get(key)}
