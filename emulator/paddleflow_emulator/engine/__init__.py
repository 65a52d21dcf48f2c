"""The pipeline engine of the embedded server: checks pipelines, runs their steps as local processes or in containers.

No HTTP, no SQL: `interface` says what the engine needs and gives.

    tree = parse_yaml(text, unique_keys=True)  # POST /run; POST /pipeline takes a key twice (§1)
    workflow = check(tree, file_systems=file_systems, user="root")
    engine = Engine(store, file_systems, queues, log_dir)
    engine.submit(Run(run_id, workflow, source=raw_source(tree), user="root"))

Its rules are those of docs/pipeline-format.md (§1 to §24); what it does otherwise on purpose is in DIFFERENCES.md.
"""

from paddleflow.pipeline._rules.spec import Mount
from paddleflow.pipeline._rules.yaml_text import parse_yaml
from paddleflow_emulator.engine.runtime.engine import Engine
from paddleflow_emulator.features.file_systems.local import LocalFileSystem

from .canonical import canonical_yaml, raw_source
from .check import check
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
from .json_form import tree_of_json
from .workflow import CacheOptions, Workflow

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
    "LocalFileSystem",
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
    "canonical_yaml",
    "check",
    "parse_yaml",
    "raw_source",
    "record_from_json",
    "runtime_view",
    "tree_of_json",
]
