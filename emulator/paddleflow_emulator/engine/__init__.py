"""The pipeline engine of the embedded server: checks pipelines, runs their steps as local processes.

`check` turns YAML text into a `Workflow` or raises `Rejected`; `Engine` runs it. No HTTP, no SQL: see `interface`.

    tree = parse_yaml(text, unique_keys=True)            # POST /run; POST /pipeline takes duplicate keys (§1)
    workflow = check(tree, name="", parameters=None, disabled="", strategy="", fs_name="", user="root",
                     file_systems=file_systems, for_pipeline=False)
    engine = Engine(store=store, file_systems=file_systems, queues=queues, log_dir=path)
    engine.submit(Run(id, workflow, source=raw_source(text), user="root"))
"""

from .check import check
from .engine import Engine
from .interface import (
    FINAL,
    ArtifactEvent,
    CacheRecord,
    Dag,
    FileSystem,
    FileSystems,
    JobRequest,
    PipelineEngine,
    Placement,
    Queues,
    Record,
    Rejected,
    Run,
    Step,
    Store,
    Unplaceable,
    record_from_json,
    runtime_view,
)
from .workflow import CacheOptions, Mount, Workflow
from .yaml_text import parse_yaml

__all__ = [
    "FINAL",
    "ArtifactEvent",
    "CacheOptions",
    "CacheRecord",
    "Dag",
    "Engine",
    "FileSystem",
    "FileSystems",
    "JobRequest",
    "Mount",
    "PipelineEngine",
    "Placement",
    "Queues",
    "Record",
    "Rejected",
    "Run",
    "Step",
    "Store",
    "Unplaceable",
    "Workflow",
    "check",
    "parse_yaml",
    "record_from_json",
    "runtime_view",
]
