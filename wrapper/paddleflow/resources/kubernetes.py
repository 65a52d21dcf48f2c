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
    sent = {"clustername": clustername, "action": models.KubernetesAction.CREATE}
    body = _object(kubernetes_object)
    return request(api.create_kubernetes_object, sent, body=body).reads(dict)


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
    sent = {"clustername": clustername}
    body = _object(kubernetes_object)
    return request(api.update_kubernetes_object, sent, body=body).reads(dict)


@operation()
def delete_kubernetes_object(clustername: str, kubernetes_object: Mapping[str, Any]) -> Call[None]:
    """Delete an object of a cluster.

    Args:
        clustername: Name of the cluster.
        kubernetes_object: As Kubernetes writes it, or only what names it:
            ``{"apiVersion": "v1", "kind": "ConfigMap", "name": "settings", "namespace": "default"}``.
    """
    sent = {"clustername": clustername, "action": models.KubernetesAction.DELETE}
    return request(api.create_kubernetes_object, sent, body=_reference(kubernetes_object)).returns_none()


def _object(given: Mapping[str, Any]) -> models.KubernetesObject:
    return as_model("kubernetes_object", given, model=models.KubernetesObject)


def _reference(given: Mapping[str, Any]) -> models.KubernetesObject:
    """Return what names an object: the server wants it beside each other, not in ``metadata``."""
    manifest = _object(given)
    metadata = manifest.metadata or models.AnyMap()
    name = manifest.name or metadata.additional_properties.get("name")
    namespace = manifest.namespace or metadata.additional_properties.get("namespace")
    named = {"apiVersion": manifest.api_version, "kind": manifest.kind, "name": name}
    if missing := next((key for key, value in named.items() if not value), None):
        raise InvalidArgument("InvalidArguments", f"kubernetes_object lacks {missing!r}: it names what is deleted.")
    return models.KubernetesObject.from_dict({**named, **({"namespace": namespace} if namespace else {})})
