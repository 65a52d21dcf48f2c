"""What the server serves: the handlers of these modules, which register themselves when they are imported."""

# ruff: noqa: F401
from __future__ import annotations

from paddleflow_emulator.http.request import HANDLERS

from . import version
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

__all__ = ["HANDLERS"]
