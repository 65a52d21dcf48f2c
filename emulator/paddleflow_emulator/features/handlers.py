"""What the server serves. The handlers of a tag are imported when its first request comes, for a quick start."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from paddleflow_emulator.http.contract import Operation
from paddleflow_emulator.http.request import HANDLERS, Handler

MODULES: Mapping[str, tuple[str, ...]] = {
    "user": ("users.handlers",),
    "grant": ("users.grants",),
    "fs": ("file_systems.handlers",),
    "link": ("file_systems.links",),
    "fs_cache": ("file_systems.caches",),
    "pipeline": ("pipelines.handlers",),
    "run": ("runs.handlers",),
    "cache": ("runs.caches",),
    "artifact": ("runs.artifacts",),
    "log": ("runs.logs", "jobs.logs"),
    "schedule": ("schedules.handlers",),
    "job": ("jobs.handlers",),
    "statistics": ("statistics.handlers",),
    "queue": ("clusters.queues",),
    "flavour": ("clusters.flavours",),
    "cluster": ("clusters.handlers", "clusters.nodes"),
    "resource_pool": ("clusters.resource_pools",),
    "kubernetes": ("clusters.kubernetes",),
    "version": ("version",),
}
"""Tag of the spec to where the handlers of its operations are."""


def handler_of(operation: Operation) -> Handler | None:
    """Return what serves an operation; None when nothing does."""
    _import_handlers(operation.tag)
    return HANDLERS.get(operation.id)


@cache
def _import_handlers(tag: str) -> None:
    """Import all of a tag, waiting for another server's thread that is at it: half a module has handlers, too."""
    for module in MODULES.get(tag, ()):
        import_module(f".{module}", __package__)
