"""The pipeline engine of the embedded server: checks pipelines, runs their steps as local processes or in containers.

No HTTP, no SQL: `interface` says what the engine needs and gives.

    tree = parse_yaml(text, unique_keys=True)  # POST /run; POST /pipeline takes a key twice (§1)
    workflow = check(tree, file_systems=file_systems, user="root")
    engine = Engine(store, file_systems, queues, log_dir)
    engine.submit(Run(run_id, workflow, source=raw_source(tree), user="root"))

Where it differs from the real server, on purpose (§24):

- Steps are processes of this machine unless there is another launcher: `docker_env` must be there and is shown, but no
  image is used. Mount paths in commands and env are rewritten to local directories; `read_only` is not enforced. A
  mount path inside a script's file is not seen, and a local directory with blanks in its name splits in an unquoted
  command. In containers all of this is as it should be.
- An empty `entry_points` succeeds at once; there it runs for ever.
- Retry runs missing copies of a loop again; there the run hangs. A post_process reference chain is resolved.
- A typed int or float takes a number from a request; `type: list` works.
- A cache record whose run was deleted is passed over; there the step fails.
- `max_expired_time` of a referenced component defaults to "-1" too; there it is "" and never hits.
- The outputs of a DAG that did not succeed are empty; there they are the template's text, which a reader also gets.
- A run whose job was stopped from outside says so in its message; there the list of names is empty.
- After a restart unfinished steps are ended, as if somebody had killed them; there they are watched again.
- What a job left in the background ends with its run at the latest; there it ends with its container.
- A priority, a mount path or a file system that cannot be had fails the step with our own words.
- Conditions know neither dates nor struct fields. Texts have bounds, far above honest use; see decision 0015.
- Error texts name the place more often than there; the key phrases are the same.
"""

from .canonical import canonical_yaml, raw_source
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
from .json_form import tree_of_json
from .local_fs import LocalFileSystem
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
