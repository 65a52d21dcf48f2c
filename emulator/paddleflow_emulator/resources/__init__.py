"""What the server serves: one module a resource, each with its handlers by operation id in `HANDLERS`."""

from __future__ import annotations

from ..call import Handlers
from . import (
    artifacts,
    caches,
    clusters,
    file_systems,
    flavours,
    fs_caches,
    grants,
    job_logs,
    jobs,
    kubernetes,
    links,
    logs,
    nodes,
    pipelines,
    queues,
    resource_pools,
    runs,
    schedules,
    statistics,
    users,
    version,
)

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
