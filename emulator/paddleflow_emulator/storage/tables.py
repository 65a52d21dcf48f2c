"""What is stored: a class for each table. Row numbers are never used twice, since ids are made of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from paddleflow.pipeline._rules.spec import Json

from .rows import JsonText, Row


class SettingRow(Row, table="settings", unique="name"):
    """A value that belongs to the database, such as the secret of its tokens."""

    name: str
    value: bytes


class UserRow(Row, table="users", unique="name"):
    """A user."""

    name: str
    password_hash: str
    created: datetime


class FileSystemRow(Row, table="file_systems", unique="owner, name"):
    """A file system: `sub_path` is its directory as the wire shows it."""

    owner: str
    name: str
    kind: str
    sub_path: str
    properties: Json | None
    independent_mount_process: bool
    created: datetime

    @property
    def id(self) -> str:
        """`fs-<owner>-<name>`."""
        return f"fs-{self.owner}-{self.name}"


class LinkRow(Row, table="links", unique="owner, fs_name, fs_path"):
    """Other storage that is seen in a file system."""

    owner: str
    fs_name: str
    fs_path: str
    kind: str
    sub_path: str
    properties: Json
    created: datetime


class FsCacheRow(Row, table="fs_caches"):
    """Cache settings of a file system, as the wire shows them."""

    owner: str
    fs_name: str
    settings: Json
    created: datetime
    updated: datetime


class PipelineRow(Row, table="pipelines", unique="owner, name"):
    """A pipeline; `last_version` is the newest number ever given, also after that version was deleted."""

    owner: str
    name: str
    desc: str
    last_version: int
    created: datetime
    updated: datetime


class PipelineVersionRow(Row, table="pipeline_versions", unique="pipeline_pk, number"):
    """One version of a pipeline."""

    pipeline_pk: int
    number: int
    owner: str
    fs_name: str
    yaml_path: str
    yaml: str
    created: datetime
    updated: datetime


class RunRow(
    Row, table="runs", unique="id", indexes=["owner", "name", "fs_name", "schedule_id", "status", "owner, status"]
):
    """A run: its request and its result. `id` is made of the row number, once there is one.

    `main_fs` is what it uses, `written_fs` what its pipeline names itself. `LARGE` is what lists do not show.
    """

    LARGE = frozenset({"workflow", "yaml"})

    owner: str
    name: str
    source: str
    fs_user: str
    fs_name: str
    main_fs: Json
    written_fs: Json
    description: str
    parameters: Json | None
    yaml: str
    workflow: JsonText
    strategy: str
    docker_env: str
    disabled: str
    schedule_id: str
    status: str
    message: str = ""
    created: datetime
    updated: datetime
    scheduled: datetime | None = None
    activated: datetime | None = None
    cached_run_ids: str = ""
    id: str | None = None


class RecordRow(Row, table="records", unique="run_id, key", indexes=["job_id"]):
    """A step's or DAG's record of a run, as the engine gave it."""

    run_id: str
    key: str
    job_id: str
    data: Json


class JobRow(Row, table="jobs", unique="id", indexes=["run_id", "queue", "status"]):
    """A job: of a step, kept in step with its record, or of its own (`run_id` is empty then)."""

    id: str
    run_id: str = ""
    name: str
    owner: str
    queue: str
    priority: str
    framework: str
    spec: Json
    status: str
    message: str = ""
    process: str = ""
    accepted: datetime
    updated: datetime
    activated: datetime | None = None
    finished: datetime | None = None


class JobSamplesRow(Row, table="job_samples", unique="job_id"):
    """What a job used over time, see `features.statistics.sampler.Series`."""

    job_id: str
    data: Json


class ScheduleRow(Row, table="schedules", unique="owner, name", indexes=["pipeline_pk", "status"]):
    """A schedule; `next_run` is the oldest tick that nothing has been decided about."""

    owner: str
    name: str
    desc: str
    pipeline_pk: int
    version: str
    fs_user: str
    fs_names: list[Any]
    crontab: str
    catchup: bool
    expire_interval: int
    concurrency: int
    policy: str
    start: datetime | None
    end: datetime | None
    next_run: datetime
    message: str = ""
    status: str
    created: datetime
    updated: datetime


class CacheRow(Row, table="run_caches", indexes=["first_fp"]):
    """A run cache."""

    first_fp: str
    second_fp: str
    source: str
    fs_id: str
    fs_name: str
    owner: str
    run_id: str
    job_id: str
    step: str
    expired_time: str
    strategy: str
    created: datetime
    updated: datetime


class ArtifactEventRow(Row, table="artifact_events", indexes=["run_id"]):
    """An artifact read or written."""

    run_id: str
    fs_id: str
    fs_name: str
    owner: str
    path: str
    step: str
    job_id: str
    type: str
    name: str
    created: datetime
    updated: datetime


class FlavourRow(Row, table="flavours", unique="name"):
    """A named size of a job, of one cluster or (empty) of all."""

    id: str
    name: str
    cpu: str
    mem: str
    scalar_resources: Json
    created: datetime
    updated: datetime
    cluster: str = ""


class QueueRow(Row, table="queues", unique="name"):
    """A queue that runs may name; `shared` ones need no grant. Amounts are kept as the wire shows them."""

    id: str
    name: str
    namespace: str
    cluster: str
    quota_type: str
    max_resources: Json
    min_resources: Json
    location: Json
    scheduling_policy: list[Any]
    shared: bool
    created: datetime
    updated: datetime


class GrantRow(Row, table="grants", unique="user, resource_type, resource_id"):
    """A user's permission to use something."""

    id: str
    user: str
    resource_type: str
    resource_id: str
    created: datetime
    updated: datetime


class ClusterRow(Row, table="clusters", indexes=["name"]):
    """A cluster. A name can be there twice, as with the real server on SQLite: the first one counts."""

    id: str
    name: str
    description: str = ""
    endpoint: str = ""
    source: str
    kind: str = ""
    version: str = ""
    status: str
    credential: str = ""
    setting: str = ""
    namespaces: list[Any]
    created: datetime
    updated: datetime


class ResourcePoolRow(Row, table="resource_pools", unique="name"):
    """A resource pool: kept and shown, nothing is placed in it."""

    id: str
    name: str
    namespace: str
    kind: str
    provider: str
    org_id: str
    description: str
    cluster: str
    quota_type: str
    total_resources: Json
    labels: Json | None
    annotations: Json | None
    status: str
    is_hybrid: bool
    created: datetime
    updated: datetime
