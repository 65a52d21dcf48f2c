"""Kubernetes objects: refused, each time with the reason."""

from typing import Any

import pytest

from ..support.api import Api, Response

REF: dict[str, Any] = {"name": "x", "kind": "Pod", "apiVersion": "v1"}


@pytest.fixture(scope="module", autouse=True)
def clusters(root: Api) -> None:
    body = {"endpoint": "http://x", "version": "1.30", "credential": "Y2x1c3RlcnM6IFtdCg=="}
    for name, kind in (("far", "Kubernetes"), ("small", "K3S")):
        assert root.post("/cluster", clusterName=name, clusterType=kind, **body).status == 200


def post(root: Api, cluster: str, action: str | None = None, **body: Any) -> Response:
    params = {} if action is None else {"action": action}
    return root.send("POST", f"/cluster/{cluster}/k8s/object", params=params, json=body)


def every(root: Api, cluster: str) -> list[Response]:
    return [
        post(root, cluster, **REF),
        post(root, cluster, "create", **REF),
        post(root, cluster, "delete", **REF),
        root.get(f"/cluster/{cluster}/k8s/object", **REF),
        root.put(f"/cluster/{cluster}/k8s/object", **REF),
    ]


@pytest.mark.parametrize(
    ("cluster", "code", "part"),
    [
        ("far", "InternalError", "has no Kubernetes"),
        ("small", "ActionNotAllowed", "K3S"),
        ("default-cluster", "ActionNotAllowed", "Local"),
        ("ghost", "ClusterNameNotFound", "ghost"),
    ],
)
def test_kubernetes_requests_are_refused_with_the_reason(root: Api, cluster: str, code: str, part: str) -> None:
    for answer in every(root, cluster):
        assert (answer.code, part in answer.body["message"]) == (code, True)


def test_missing_arguments_are_reported_before_the_cluster(root: Api) -> None:
    assert post(root, "ghost", "dance", **REF).code == "ActionNotAllowed"
    for name in REF:
        rest = {key: value for key, value in REF.items() if key != name}
        assert post(root, "ghost", "delete", **rest).code == "InvalidArguments"
        assert root.get("/cluster/ghost/k8s/object", **rest).code == "InvalidArguments"


def test_an_unusable_body_has_no_code(root: Api) -> None:
    for method in ("POST", "PUT"):
        answer = root.send(method, "/cluster/far/k8s/object", content=b"{")
        assert (answer.status, answer.code) == (500, "")
