"""What the server serves: one module a resource, each with its handlers by operation id in `HANDLERS`."""

from __future__ import annotations

from paddleflow_emulator.features import version
from paddleflow_emulator.features.clusters import flavours, kubernetes, nodes, queues, resource_pools
from paddleflow_emulator.features.clusters import handlers as clusters
from paddleflow_emulator.features.file_systems import caches as fs_caches
from paddleflow_emulator.features.file_systems import handlers as file_systems
from paddleflow_emulator.features.file_systems import links
from paddleflow_emulator.features.jobs import handlers as jobs
from paddleflow_emulator.features.jobs import logs as job_logs
from paddleflow_emulator.features.pipelines import handlers as pipelines
from paddleflow_emulator.features.runs import artifacts, caches, logs
from paddleflow_emulator.features.runs import handlers as runs
from paddleflow_emulator.features.schedules import handlers as schedules
from paddleflow_emulator.features.statistics import handlers as statistics
from paddleflow_emulator.features.users import grants
from paddleflow_emulator.features.users import handlers as users
from paddleflow_emulator.http.request import Handlers

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
