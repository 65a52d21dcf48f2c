"""Kubernetes objects of a cluster, as Kubernetes writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paddleflow._arguments import as_model
from paddleflow._operation import Call, operation, request
from paddleflow.errors import InvalidArgument
from paddleflow_api import models
from paddleflow_api.api import kubernetes as api


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
    return request(api.create_kubernetes_object, sent, body="kubernetes_object").reads(dict)


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
    return request(api.show_kubernetes_object, locals()).reads(dict)


@operation()
def update_kubernetes_object(clustername: str, kubernetes_object: Mapping[str, Any]) -> Call[dict[str, Any]]:
    """Replace an object of a cluster.

    Args:
        clustername: Name of the cluster.
        kubernetes_object: As Kubernetes writes it.

    Returns:
        ``(True, the object as a dict)``, or ``(False, message)``.
    """
    return request(api.update_kubernetes_object, locals(), body="kubernetes_object").reads(dict)


@operation()
def delete_kubernetes_object(clustername: str, kubernetes_object: Mapping[str, Any]) -> Call[None]:
    """Delete an object of a cluster.

    Args:
        clustername: Name of the cluster.
        kubernetes_object: As Kubernetes writes it, or only what names it:
            ``{"apiVersion": "v1", "kind": "ConfigMap", "name": "settings", "namespace": "default"}``.
    """
    sent = {"clustername": clustername, "action": "delete", "kubernetes_object": _reference(kubernetes_object)}
    return request(api.create_kubernetes_object, sent, body="kubernetes_object")


def _reference(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return what names an object: the server wants it beside each other, not in ``metadata``."""
    given = as_model("kubernetes_object", manifest, model=models.KubernetesObject).to_dict()
    given = {**given.get("metadata", {}), **given}
    for key in ("apiVersion", "kind", "name"):
        if not given.get(key):
            raise InvalidArgument("InvalidArguments", f"kubernetes_object lacks {key!r}: it names what is deleted.")
    return {key: given[key] for key in ("apiVersion", "kind", "name", "namespace") if given.get(key)}
