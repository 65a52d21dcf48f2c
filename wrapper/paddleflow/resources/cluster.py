"""Clusters: where jobs run."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, Final, TypedDict

from attrs import field, frozen

from paddleflow._arguments import (
    choice,
    optional_choice,
    optional_text,
    optional_texts,
    page_size,
    path_id,
    text,
    whole_number,
)
from paddleflow._arguments import (
    credential as encoded,
)
from paddleflow._constants import NODE_PAGE_SIZE, PIPELINE_PAGE_SIZE, RESOURCE_PAGE_SIZE
from paddleflow._listing import Listing
from paddleflow._operation import Call, operation, request
from paddleflow.errors import InvalidArgument
from paddleflow.info import Info, Page, as_datetime, as_dict, each, page_of, wire
from paddleflow_api import models
from paddleflow_api.api import cluster as api
from paddleflow_api.types import UNSET, Unset

KIND = re.compile(r"(?P<kind>[a-z0-9]+)-v?(?P<version>[0-9].*)", re.IGNORECASE)


@frozen(slots=False)
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
        credential: What it is entered with, the text of a kubeconfig; the server's base64 of it is in ``raw``.
        setting: Free text.
        namespacelist: Namespaces that may be used; empty: any.
        createtime: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        updatetime: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        version: Version of its software.
    """

    clusterid: str = field(metadata=wire("id"))
    clustername: str = field(metadata=wire("cluster_name"))
    description: str = ""
    endpoint: str = ""
    source: str = ""
    clustertype: str = field(default="", metadata=wire("cluster_type"))
    status: str = ""
    credential: str = field(default="", repr=False, metadata=wire(read=lambda text: _decoded(text or "")))
    setting: str = ""
    namespacelist: list[str] = field(factory=list, metadata=wire("namespace_list"))
    createtime: str = field(default="", metadata=wire("create_time"))
    updatetime: str = field(default="", metadata=wire("update_time"))
    version: str = ""

    create_datetime = as_datetime("createtime")
    update_datetime = as_datetime("updatetime")


@frozen(slots=False)
class PodInfo(Info, model="NodePod"):
    """A pod on a node.

    Attributes:
        pod_name: Name.
        status: 0 to 3, as the server counts.
        labels: Texts by name.
        resources: What it uses by name.
    """

    pod_name: str
    status: int = 0
    labels: dict[str, str] = field(factory=dict)
    resources: dict[str, int] = field(factory=dict)


@frozen(slots=False)
class NodeInfo(Info, model="NodeInfo"):
    """A node of a cluster.

    Attributes:
        node_name: Name.
        node_ip: Address.
        pods_count: How many pods are on it.
        labels: Texts by name.
        used: What is in use, by name.
        capacity: What there is, by name.
        pods: The pods.
    """

    node_name: str
    node_ip: str = ""
    pods_count: int = 0
    labels: dict[str, str] = field(factory=dict)
    used: dict[str, int] = field(factory=dict)
    capacity: dict[str, int] = field(factory=dict)
    pods: list[PodInfo] = field(factory=list, metadata=wire(read=each(PodInfo)))


class NodePage(TypedDict):
    """What ``list_cluster_node`` gives."""

    nodeList: list[NodeInfo]
    totalCount: int


@operation("集群创建", cluster_name="clustername", cluster_type="clustertype", namespace_list="namespacelist")
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
        credential: What it is entered with: a kubeconfig, or base64 of one; it is encoded when it is not yet.
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
    kind, kind_version = _kind(text("clustertype", clustertype))
    return request(
        api.create_cluster,
        body=models.CreateClusterRequest(
            cluster_name=text("clustername", clustername),
            endpoint=text("endpoint", endpoint),
            cluster_type=kind,
            version=optional_text("version", version) or kind_version,
            credential=encoded("credential", credential),
            description=optional_text("description", description),
            cluster_id=optional_text("clusterid", clusterid),
            source=optional_text("source", source),
            setting=optional_text("setting", setting),
            status=optional_choice("status", status, models.ClusterStatus),
            namespace_list=optional_texts("namespacelist", namespacelist),
        ),
    ).to(lambda cluster: cluster.id or "")


@operation(
    "集群列表显示",
    maxkeys="maxsize",
    max_keys="maxsize",
    cluster_name="clustername",
    clusternames="clustername",
    cluster_status="clusterstatus",
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
    return request(
        api.list_cluster,
        cluster_status=optional_text("clusterstatus", clusterstatus),
        cluster_names=optional_text("clustername", clustername),
        max_keys=page_size("maxsize", maxsize),
        marker=optional_text("marker", marker),
    ).reads(page_of("clusterList", ClusterInfo))


@operation("集群详情显示", cluster_name="clustername")
def show_cluster(clustername: str) -> Call[ClusterInfo]:
    """Show a cluster. Root only.

    Args:
        clustername: Name.

    Returns:
        ``(True, ClusterInfo)``, or ``(False, message)``.
    """
    return request(api.show_cluster, _name(clustername)).reads(ClusterInfo.from_json)


@operation("集群删除", cluster_name="clustername")
def delete_cluster(clustername: str) -> Call[None]:
    """Delete a cluster and its queues. Root only.

    Args:
        clustername: Name.
    """
    return request(api.delete_cluster, _name(clustername)).returns_none()


@operation("集群更新", cluster_name="clustername", cluster_type="clustertype", namespace_list="namespacelist")
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
    """Change a cluster. Root only. What is None stays.

    Args:
        clustername: Name.
        endpoint: Address.
        clustertype: ``Kubernetes``, ``K3S`` or ``Local``; the manual's ``kubernetes-v1.16`` says ``version`` as well.
        credential: What it is entered with: a kubeconfig, or base64 of one; it is encoded when it is not yet.
        description: Free text.
        clusterid: Sent, but the server does not look at it.
        source: Where it comes from.
        setting: Free text.
        status: ``online`` or ``offline``.
        namespacelist: Namespaces that may be used; those with a queue cannot be left out.
        version: Version of its software.

    Returns:
        ``(True, cluster id)``, or ``(False, message)``.
    """
    kind, kind_version = _kind(optional_text("clustertype", clustertype))
    return request(
        api.update_cluster,
        _name(clustername),
        body=models.UpdateClusterRequest(
            endpoint=optional_text("endpoint", endpoint),
            cluster_type=kind,
            version=optional_text("version", version) or kind_version,
            credential=encoded("credential", credential),
            description=optional_text("description", description),
            cluster_id=optional_text("clusterid", clusterid),
            source=optional_text("source", source),
            setting=optional_text("setting", setting),
            status=optional_choice("status", status, models.ClusterStatus),
            namespace_list=optional_texts("namespacelist", namespacelist),
        ),
    ).to(lambda cluster: cluster.id or "")


@operation("获取集群资源剩余", cluster_name="clustername", clusternames="clustername")
def list_cluster_resource(clustername: str | None = None) -> Call[dict[str, dict[str, Any]]]:
    """Show what the nodes of the online clusters have and what is free. Root only.

    Args:
        clustername: Only these names, separated by commas.

    Returns:
        ``(True, dict: for each cluster a dict of its nodes, their sum, and an error message, as the server sends it)``,
            or ``(False, message)``.
    """
    return request(api.list_cluster_resource, cluster_names=optional_text("clustername", clustername)).to(
        lambda answer: {name: quota.to_dict() for name, quota in as_dict(answer).items()}
    )


@operation(
    official_sdk=True,
    queuenaame="queuename",
    queue_name="queuename",
    cluster_names="clusternames",
    clustername="clusternames",
)
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
    return request(
        api.query_cluster_resource,
        body=models.ClusterResourcesRequest(
            page_no=whole_number("page_no", page_no, "InvalidParam", low=0),
            page_size=whole_number("page_size", page_size, "InvalidParam", low=0),
            cluster_names=optional_texts("clusternames", clusternames, "InvalidClusterName"),
            queue_name=optional_text("queuename", queuename),
            labels=optional_text("labels", labels),
            node_status=optional_text("node_status", node_status),
        ),
    ).to(lambda answer: {name: resources.to_dict() for name, resources in as_dict(answer).items()})


@operation(cluster_name="clustername")
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
    return request(
        api.list_cluster_node,
        _name(clustername),
        page_no=whole_number("page_no", page_no, "InvalidParam", low=1),
        page_size=whole_number("page_size", page_size, "InvalidParam", low=1, high=NODE_PAGE_SIZE),
    ).reads(
        lambda answer: {
            "nodeList": each(NodeInfo)(answer["nodeList"]),
            "totalCount": answer.get("totalCount") or 0,
        }
    )


def _name(clustername: str) -> str:
    if clustername == "resource":
        raise InvalidArgument("InvalidClusterName", "clustername must not be 'resource': it would name another route.")
    return path_id("clustername", clustername)


def _kind(given: str | Unset) -> tuple[models.ClusterType | Unset, str | Unset]:
    """Type and version in what the manual calls a type: ``kubernetes-v1.16``."""
    if isinstance(given, Unset):
        return UNSET, UNSET
    found = KIND.fullmatch(given.strip())
    word = found["kind"] if found else given.strip()
    names = {kind.lower(): kind for kind in models.ClusterType}
    kind = choice("clustertype", names.get(word.lower(), given), models.ClusterType)
    return kind, found["version"] if found else UNSET


def _decoded(credential: str) -> str:
    try:
        return base64.b64decode(credential, validate=True).decode()
    except (binascii.Error, ValueError):
        return credential


CLUSTERS: Final = Listing(list_cluster, ClusterInfo, attrgetter("clusterid", "clustername"))
