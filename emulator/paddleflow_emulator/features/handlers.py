"""What the server serves: one module a resource, each with its handlers by operation id in `HANDLERS`."""

from __future__ import annotations

from paddleflow_emulator.features import version
from paddleflow_emulator.http.request import Handlers

from .clusters import flavours, kubernetes, nodes, queues, resource_pools
from .clusters import handlers as clusters
from .file_systems import caches as fs_caches
from .file_systems import handlers as file_systems
from .file_systems import links
from .jobs import handlers as jobs
from .jobs import logs as job_logs
from .pipelines import handlers as pipelines
from .runs import artifacts, caches, logs
from .runs import handlers as runs
from .schedules import handlers as schedules
from .statistics import handlers as statistics
from .users import grants
from .users import handlers as users

HANDLERS: Handlers = {
    **users.HANDLERS,
    **file_systems.HANDLERS,
    **fs_caches.HANDLERS,
    **flavours.HANDLERS,
    **clusters.HANDLERS,
    **nodes.HANDLERS,
    **kubernetes.HANDLERS,
    **queues.HANDLERS,
    **grants.HANDLERS,
    **resource_pools.HANDLERS,
    **links.HANDLERS,
    **pipelines.HANDLERS,
    **runs.HANDLERS,
    **caches.HANDLERS,
    **artifacts.HANDLERS,
    **logs.HANDLERS,
    **job_logs.HANDLERS,
    **schedules.HANDLERS,
    **jobs.HANDLERS,
    **statistics.HANDLERS,
    **version.HANDLERS,
}
"""Every operation that is served."""
