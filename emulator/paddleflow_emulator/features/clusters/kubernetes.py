"""Kubernetes objects: there is no Kubernetes behind this server, so all requests are refused."""

from __future__ import annotations

from typing import NoReturn

from paddleflow_api.models import ClusterType, KubernetesAction, KubernetesObject
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.request import Request, handler

from .handlers import find_cluster

_NEEDED = ("name", "kind", "apiVersion")


@handler
def create_kubernetes_object(request: Request) -> None:
    """Refuse to create an object, or with `action=delete` to delete one."""
    action = request.text("action") or KubernetesAction.CREATE
    if action not in list(KubernetesAction):
        raise ApiError("ActionNotAllowed", f"action[{action}] is not supported, it is create or delete")
    if action == KubernetesAction.DELETE:
        body = request.read(KubernetesObject.from_dict)
        _check_needed(name=body.name or "", kind=body.kind or "", apiVersion=body.api_version or "")
    _refuse(request)


@handler
def show_kubernetes_object(request: Request) -> None:
    """Refuse to read an object."""
    _check_needed(**{name: request.text(name) for name in _NEEDED})
    _refuse(request)


@handler
def update_kubernetes_object(request: Request) -> None:
    """Refuse to replace an object."""
    _refuse(request)


def _check_needed(**values: str) -> None:
    for name, value in values.items():
        if not value:
            raise ApiError("InvalidArguments", f"{name} should not be empty")


def _refuse(request: Request) -> NoReturn:
    name = request.path["clusterName"]
    with request.database.read() as session:
        cluster = find_cluster(session, name)
    if cluster is None:
        raise ApiError("ClusterNameNotFound", f"cluster[{name}] not found")
    if cluster.kind != ClusterType.KUBERNETES:
        raise ApiError("ActionNotAllowed", f"cluster[{name}] is of type {cluster.kind}, which has no such objects")
    raise ApiError("InternalError", f"the embedded server has no Kubernetes: cluster[{name}] is this machine")
