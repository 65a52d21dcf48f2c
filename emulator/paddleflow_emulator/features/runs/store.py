"""What the engine writes: runs, records, caches, artifact events. Each call is one committed transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from attrs import frozen
from sqlalchemy import select, update
from sqlalchemy.dialects.sqlite import insert

from paddleflow_emulator.engine.interface import Clock
from paddleflow_emulator.engine.records import ArtifactRecord, CacheRecord, Record, RunStatus, Step, record_from_json
from paddleflow_emulator.features.jobs.step_rows import save_step_job
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.ids import CACHE_ID
from paddleflow_emulator.storage.tables import ArtifactEventRow, CacheRow, RecordRow, RunRow

FINAL_RUN: frozenset[str] = frozenset({"succeeded", "failed", "terminated", "skipped"})
"""States that a run does not leave."""

# Written about three times a step: made once, and no row is read or kept in memory for it.
_NEW_RECORD = insert(RecordRow)
_SAVE_RECORD = _NEW_RECORD.on_conflict_do_update(
    index_elements=[RecordRow.run_id, RecordRow.key],
    set_={"job_id": _NEW_RECORD.excluded.job_id, "data": _NEW_RECORD.excluded.data},
)


@frozen
class SqlStore:
    """The engine's `Store` on the server's database."""

    database: Database
    clock: Clock

    def save_run(self, run_id: str, *, status: RunStatus, message: str = "", activated: datetime | None = None) -> None:
        """Write a run's state; see `engine.interface.Store`."""
        values: dict[str, object] = {"status": status, "updated": self.clock.now()}
        if message:
            values["message"] = message
        if activated is not None:
            values["activated"] = activated
        with self.database.write() as session:
            changed = session.execute(update(RunRow).where(RunRow.id == run_id).values(values).returning(RunRow.pk))
            if changed.first() is None:
                raise LookupError(f"there is no run[{run_id}]")

    def save_record(self, run_id: str, record: Record) -> None:
        """Add or replace a record; see `engine.interface.Store`."""
        self.save_records(run_id, [record])

    def save_records(self, run_id: str, records: Sequence[Record]) -> None:
        """Add or replace records in one transaction; see `engine.interface.Store`."""
        with self.database.write() as session:
            for record in records:
                if isinstance(record, Step) and record.started_by(run_id):
                    save_step_job(session, run_id, record, self.clock.now())
            rows = [
                {
                    "run_id": run_id,
                    "key": record.key,
                    "job_id": record.job_id if isinstance(record, Step) else "",
                    "data": record.to_json(),
                }
                for record in records
            ]
            session.connection().execute(_SAVE_RECORD, rows)

    def records(self, run_id: str) -> Sequence[Record]:
        """Return a run's records in the order first saved."""
        with self.database.read() as session:
            rows = session.scalars(select(RecordRow).where(RecordRow.run_id == run_id).order_by(RecordRow.pk))
            return [record_from_json(row.data) for row in rows]

    def find_job(self, job_id: str) -> Step | None:
        """Return the newest record with this job id, None when its run was deleted."""
        with self.database.read() as session:
            chosen = select(RecordRow).where(RecordRow.job_id == job_id).order_by(RecordRow.pk.desc()).limit(1)
            row = session.scalar(chosen)
            return None if row is None else Step.from_json(row.data)

    def unfinished_runs(self) -> Mapping[str, RunStatus]:
        """Return the runs whose status is not final, by id."""
        with self.database.read() as session:
            chosen = select(RunRow.id, RunRow.status).where(RunRow.status.not_in(FINAL_RUN)).order_by(RunRow.pk)
            return {run_id: cast("RunStatus", status) for run_id, status in session.execute(chosen) if run_id}

    def add_artifact_event(self, event: ArtifactRecord) -> None:
        """Add a row to the artifact events."""
        now = self.clock.now()
        with self.database.write() as session:
            session.add(
                ArtifactEventRow(
                    run_id=event.run_id,
                    fs_id=event.fs_id,
                    fs_name=event.fs_name,
                    owner=event.user,
                    path=event.path,
                    step=event.step,
                    job_id=event.job_id,
                    type=event.type,
                    name=event.name,
                    created=now,
                    updated=now,
                )
            )

    def add_cache(self, record: CacheRecord) -> None:
        """Add a row to the run caches."""
        with self.database.write() as session:
            session.add(
                CacheRow(
                    first_fp=record.first_fingerprint,
                    second_fp=record.second_fingerprint,
                    source=record.source,
                    fs_id=record.fs_id,
                    fs_name=record.fs_name,
                    owner=record.user,
                    run_id=record.run_id,
                    job_id=record.job_id,
                    step=record.step,
                    expired_time=record.expired_time,
                    strategy=record.strategy,
                    created=record.created,
                    updated=record.created,
                )
            )

    def find_caches(self, first_fingerprint: str, fs_id: str, source: str) -> Sequence[CacheRecord]:
        """Return the caches with this key, newest first."""
        same = (CacheRow.first_fp == first_fingerprint, CacheRow.fs_id == fs_id, CacheRow.source == source)
        with self.database.read() as session:
            return [_cache(row) for row in session.scalars(select(CacheRow).where(*same).order_by(CacheRow.pk.desc()))]

    def add_cached_run(self, source_run_id: str, run_id: str) -> None:
        """Note that `run_id` uses a cache of `source_run_id`; nothing to note when that run was deleted."""
        with self.database.write() as session:
            run = session.scalar(select(RunRow).where(RunRow.id == source_run_id))
            if run is not None:
                users = [user for user in run.cached_run_ids.split(",") if user]
                run.cached_run_ids = ",".join(dict.fromkeys([*users, run_id]))


def _cache(row: CacheRow) -> CacheRecord:
    return CacheRecord(
        first_fingerprint=row.first_fp,
        second_fingerprint=row.second_fp,
        source=row.source,
        fs_id=row.fs_id,
        fs_name=row.fs_name,
        user=row.owner,
        run_id=row.run_id,
        job_id=row.job_id,
        step=row.step,
        expired_time=row.expired_time,
        created=row.created,
        strategy=row.strategy,
        id=CACHE_ID.format(row.pk),
    )
