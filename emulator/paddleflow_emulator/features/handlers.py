"""Where the handlers of each tag are. They are imported with its first request, so that the server starts quickly."""

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
"""The modules with the handlers of each tag of the spec."""


def handler_of(operation: Operation) -> Handler | None:
    """Return what serves an operation; None when nothing does."""
    _import_handlers(operation.tag)
    return HANDLERS.get(operation.id)


@cache
def _import_handlers(tag: str) -> None:
    """Import all modules of a tag; another thread that does so is waited for, since half a module has some handlers."""
    for module in MODULES.get(tag, ()):
        import_module(f".{module}", __package__)
