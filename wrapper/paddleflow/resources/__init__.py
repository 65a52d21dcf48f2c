"""One file a resource, in the manual's order: its Info classes and its operations. Each is imported on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paddleflow.resources import (
        artifact,
        cache,
        cluster,
        flavour,
        following,
        fs,
        fs_cache,
        fuse,
        grant,
        job,
        kubernetes,
        link,
        log,
        pipeline,
        queue,
        resource_pool,
        run,
        schedule,
        statistics,
        user,
        version,
    )

__all__ = [
    "artifact",
    "cache",
    "cluster",
    "flavour",
    "following",
    "fs",
    "fs_cache",
    "fuse",
    "grant",
    "job",
    "kubernetes",
    "link",
    "log",
    "pipeline",
    "queue",
    "resource_pool",
    "run",
    "schedule",
    "statistics",
    "user",
    "version",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module(f"{__name__}.{name}")
