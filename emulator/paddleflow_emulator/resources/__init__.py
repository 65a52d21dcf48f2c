"""What the server serves: one module a resource, each with its handlers by operation id in `HANDLERS`."""

from __future__ import annotations

from ..call import Handlers
from . import artifacts, caches, file_systems, flavours, fs_caches, logs, pipelines, queues, runs, users, version

HANDLERS: Handlers = {
    **users.HANDLERS,
    **file_systems.HANDLERS,
    **fs_caches.HANDLERS,
    **flavours.HANDLERS,
    **queues.HANDLERS,
    **pipelines.HANDLERS,
    **runs.HANDLERS,
    **caches.HANDLERS,
    **artifacts.HANDLERS,
    **logs.HANDLERS,
    **version.HANDLERS,
}
"""Every operation that is served."""
