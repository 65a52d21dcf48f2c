"""What is stored, as SQLAlchemy tables. Row numbers are never used twice, since ids are made of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column

Json = dict[str, Any]


_AUTOINCREMENT = {"sqlite_autoincrement": True}


class Row(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """A row of any table, by its number."""

    __table_args__ = _AUTOINCREMENT
    type_annotation_map: ClassVar[Any] = {Json: JSON, list[Any]: JSON}

    pk: Mapped[int] = mapped_column(primary_key=True, init=False)


def _unique(*columns: str) -> Any:
    return (UniqueConstraint(*columns), _AUTOINCREMENT)


def _indexed(name: str, *columns: str) -> Any:
    return (Index(name, *columns), _AUTOINCREMENT)


class SettingRow(Row):
    """A value that belongs to the database, such as the secret of its tokens."""

    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[bytes]


class UserRow(Row):
    """A user."""

    __tablename__ = "users"
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    created: Mapped[datetime]


class FileSystemRow(Row):
    """A file system: `sub_path` is its directory as the wire shows it."""

    __tablename__ = "file_systems"
    __table_args__ = _unique("owner", "name")
    owner: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]
    sub_path: Mapped[str]
    properties: Mapped[Json | None] = mapped_column(JSON(none_as_null=True), repr=False)  # With its secret.
    independent_mount_process: Mapped[bool]
    created: Mapped[datetime]

    @property
    def id(self) -> str:
        """`fs-<owner>-<name>`."""
        return f"fs-{self.owner}-{self.name}"


class LinkRow(Row):
    """Other storage that is seen in a file system."""

    __tablename__ = "links"
    __table_args__ = _unique("owner", "fs_name", "fs_path")
    owner: Mapped[str]
    fs_name: Mapped[str]
    fs_path: Mapped[str]
    kind: Mapped[str]
    sub_path: Mapped[str]
    properties: Mapped[Json] = mapped_column(repr=False)  # With its secret.
    created: Mapped[datetime]


class FsCacheRow(Row):
    """Cache settings of a file system, as the wire shows them."""

    __tablename__ = "fs_caches"
    owner: Mapped[str]
    fs_name: Mapped[str]
    settings: Mapped[Json]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class PipelineRow(Row):
    """A pipeline; `last_version` is the newest number ever given, also after that version was deleted."""

    __tablename__ = "pipelines"
    __table_args__ = _unique("owner", "name")
    owner: Mapped[str]
    name: Mapped[str]
    desc: Mapped[str]
    last_version: Mapped[int]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class PipelineVersionRow(Row):
    """One version of a pipeline."""

    __tablename__ = "pipeline_versions"
    __table_args__ = _unique("pipeline_pk", "number")
    pipeline_pk: Mapped[int] = mapped_column(ForeignKey("pipelines.pk", ondelete="CASCADE"))
    number: Mapped[int]
    owner: Mapped[str]
    fs_name: Mapped[str]
    yaml_path: Mapped[str]
    yaml: Mapped[str]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class RunRow(Row):
    """A run: what was asked for, what came of it. `id` is made of the row number, once there is one.

    `main_fs` is what it uses, `written_fs` what its pipeline names itself.
    """

    __tablename__ = "runs"
    __table_args__ = _indexed("ix_runs_owner_status", "owner", "status")
    owner: Mapped[str] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(index=True)
    source: Mapped[str]
    fs_user: Mapped[str]
    fs_name: Mapped[str] = mapped_column(index=True)
    main_fs: Mapped[Json]
    written_fs: Mapped[Json]
    description: Mapped[str]
    parameters: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    yaml: Mapped[str]
    workflow: Mapped[Json]
    strategy: Mapped[str]
    docker_env: Mapped[str]
    disabled: Mapped[str]
    schedule_id: Mapped[str] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(index=True)
    message: Mapped[str]
    created: Mapped[datetime]
    updated: Mapped[datetime]
    scheduled: Mapped[datetime | None] = mapped_column(default=None)
    activated: Mapped[datetime | None] = mapped_column(default=None)
    cached_run_ids: Mapped[str] = mapped_column(default="")
    id: Mapped[str | None] = mapped_column(default=None, unique=True)


class RecordRow(Row):
    """A step's or DAG's record of a run, as the engine gave it."""

    __tablename__ = "records"
    __table_args__ = _unique("run_id", "key")
    run_id: Mapped[str]
    key: Mapped[str]
    job_id: Mapped[str] = mapped_column(index=True)
    data: Mapped[Json]


class JobRow(Row):
    """A job: of a step, kept in step with its record, or of its own (`run_id` is empty then)."""

    __tablename__ = "jobs"
    id: Mapped[str] = mapped_column(unique=True)
    run_id: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    owner: Mapped[str]
    queue: Mapped[str] = mapped_column(index=True)
    priority: Mapped[str]
    framework: Mapped[str]
    spec: Mapped[Json]
    status: Mapped[str] = mapped_column(index=True)
    message: Mapped[str]
    process: Mapped[str]
    accepted: Mapped[datetime]
    updated: Mapped[datetime]
    activated: Mapped[datetime | None] = mapped_column(default=None)
    finished: Mapped[datetime | None] = mapped_column(default=None)


class JobSamplesRow(Row):
    """What a job used over time, see `sampling.Series`."""

    __tablename__ = "job_samples"
    job_id: Mapped[str] = mapped_column(unique=True)
    data: Mapped[Json]


class ScheduleRow(Row):
    """A schedule; `next_run` is the oldest tick that nothing has been decided about."""

    __tablename__ = "schedules"
    __table_args__ = _unique("owner", "name")
    owner: Mapped[str]
    name: Mapped[str]
    desc: Mapped[str]
    pipeline_pk: Mapped[int] = mapped_column(index=True)
    version: Mapped[str]
    fs_user: Mapped[str]
    fs_names: Mapped[list[Any]]
    crontab: Mapped[str]
    catchup: Mapped[bool]
    expire_interval: Mapped[int]
    concurrency: Mapped[int]
    policy: Mapped[str]
    start: Mapped[datetime | None]
    end: Mapped[datetime | None]
    next_run: Mapped[datetime]
    message: Mapped[str]
    status: Mapped[str] = mapped_column(index=True)
    created: Mapped[datetime]
    updated: Mapped[datetime]


class CacheRow(Row):
    """A run cache."""

    __tablename__ = "run_caches"
    first_fp: Mapped[str] = mapped_column(index=True)
    second_fp: Mapped[str]
    source: Mapped[str]
    fs_id: Mapped[str]
    fs_name: Mapped[str]
    owner: Mapped[str]
    run_id: Mapped[str]
    job_id: Mapped[str]
    step: Mapped[str]
    expired_time: Mapped[str]
    strategy: Mapped[str]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class ArtifactEventRow(Row):
    """An artifact read or written."""

    __tablename__ = "artifact_events"
    run_id: Mapped[str] = mapped_column(index=True)
    fs_id: Mapped[str]
    fs_name: Mapped[str]
    owner: Mapped[str]
    path: Mapped[str]
    step: Mapped[str]
    job_id: Mapped[str]
    type: Mapped[str]
    name: Mapped[str]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class FlavourRow(Row):
    """A named size of a job, of one cluster or (empty) of all."""

    __tablename__ = "flavours"
    id: Mapped[str]
    name: Mapped[str] = mapped_column(unique=True)
    cpu: Mapped[str]
    mem: Mapped[str]
    scalar_resources: Mapped[Json]
    created: Mapped[datetime]
    updated: Mapped[datetime]
    cluster: Mapped[str] = mapped_column(default="")


class QueueRow(Row):
    """A queue that runs may name; `shared` ones need no grant. Amounts are kept as the wire shows them."""

    __tablename__ = "queues"
    id: Mapped[str]
    name: Mapped[str] = mapped_column(unique=True)
    namespace: Mapped[str]
    cluster: Mapped[str]
    quota_type: Mapped[str]
    max_resources: Mapped[Json]
    min_resources: Mapped[Json]
    location: Mapped[Json]
    scheduling_policy: Mapped[list[Any]]
    shared: Mapped[bool]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class GrantRow(Row):
    """A user's permission to use something."""

    __tablename__ = "grants"
    __table_args__ = _unique("user", "resource_type", "resource_id")
    id: Mapped[str]
    user: Mapped[str]
    resource_type: Mapped[str]
    resource_id: Mapped[str]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class ClusterRow(Row):
    """A cluster. A name can be there twice, as with the real server on SQLite: the first one counts."""

    __tablename__ = "clusters"
    id: Mapped[str]
    name: Mapped[str] = mapped_column(index=True)
    description: Mapped[str]
    endpoint: Mapped[str]
    source: Mapped[str]
    kind: Mapped[str]
    version: Mapped[str]
    status: Mapped[str]
    credential: Mapped[str]
    setting: Mapped[str]
    namespaces: Mapped[list[Any]]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class ResourcePoolRow(Row):
    """A resource pool: kept and shown, nothing is placed in it."""

    __tablename__ = "resource_pools"
    id: Mapped[str]
    name: Mapped[str] = mapped_column(unique=True)
    namespace: Mapped[str]
    kind: Mapped[str]
    provider: Mapped[str]
    org_id: Mapped[str]
    description: Mapped[str]
    cluster: Mapped[str]
    quota_type: Mapped[str]
    total_resources: Mapped[Json]
    labels: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    annotations: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    status: Mapped[str]
    is_hybrid: Mapped[bool]
    created: Mapped[datetime]
    updated: Mapped[datetime]
