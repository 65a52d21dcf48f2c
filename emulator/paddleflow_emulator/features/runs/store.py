"""What the engine writes: runs, records, caches, artifact events. Each call is one committed transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from paddleflow_emulator.engine.interface import Clock
from paddleflow_emulator.engine.records import (
    FINAL,
    ArtifactRecord,
    CacheRecord,
    Record,
    RunStatus,
    Step,
    record_from_json,
)
from paddleflow_emulator.features.jobs.step_rows import save_step_job
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.ids import CACHE_ID
from paddleflow_emulator.storage.session import Session
from paddleflow_emulator.storage.tables import ArtifactEventRow, CacheRow, RecordRow

_SAVE_RUN = (
    "UPDATE runs SET status = ?, updated = ?, message = coalesce(?, message), "
    "activated = coalesce(?, activated) WHERE id = ?"
)
_SAVE_RECORD = (
    "INSERT INTO records (run_id, key, job_id, data) VALUES (?, ?, ?, ?) "
    "ON CONFLICT (run_id, key) DO UPDATE SET job_id = excluded.job_id, data = excluded.data"
)


@frozen
class SqlStore:
    """The engine's `Store` on the server's database.

    While another program has locked it, a change is told and stored when it is unlocked.
    """

    database: Database
    clock: Clock

    def save_run(self, run_id: str, *, status: RunStatus, message: str = "", activated: datetime | None = None) -> None:
        """Write a run's state; see `engine.interface.Store`."""
        values = (status, self.clock.now(), message or None, activated, run_id)

        def write(session: Session) -> None:
            if not session.execute(_SAVE_RUN, *values).rowcount:
                raise LookupError(f"there is no run[{run_id}]")

        self.database.write_soon(write)

    def save_record(self, run_id: str, record: Record) -> None:
        """Add or replace a record; see `engine.interface.Store`."""
        self.save_records(run_id, [record])

    def save_records(self, run_id: str, records: Sequence[Record]) -> None:
        """Add or replace records in one transaction; see `engine.interface.Store`."""
        now = self.clock.now()

        def write(session: Session) -> None:
            for record in records:
                if isinstance(record, Step) and record.started_by(run_id):
                    save_step_job(session, run_id, record, now)
                job_id = record.job_id if isinstance(record, Step) else ""
                session.execute(_SAVE_RECORD, run_id, record.key, job_id, record.to_json())

        self.database.write_soon(write)

    def records(self, run_id: str) -> Sequence[Record]:
        """Return a run's records in the order first saved."""
        return list(self.each_record(run_id))

    def each_record(self, run_id: str) -> Iterator[Record]:
        """Make one of a run's records after the other: of 60,000, few need to be there at a time."""
        return (record_from_json(json.loads(text)) for text in self.texts(run_id))

    def texts(self, run_id: str) -> list[str]:
        """Return a run's records as JSON, in the order first saved."""
        with self.database.read() as session:
            return session.scalars("SELECT data FROM records WHERE run_id = ? ORDER BY pk", run_id)

    def find_job(self, job_id: str) -> Step | None:
        """Return the newest record with this job id, None when its run was deleted."""
        with self.database.read() as session:
            row = session.first(RecordRow, "WHERE job_id = ? ORDER BY pk DESC", job_id)
            return None if row is None else Step.from_json(row.data)

    def unfinished_runs(self) -> Mapping[str, RunStatus]:
        """Return the runs whose status is not final, by id."""
        with self.database.read() as session:
            unfinished = "SELECT id, status FROM runs WHERE status NOT IN ? ORDER BY pk"
            return dict(session.execute(unfinished, [*FINAL]))

    def add_artifact_event(self, event: ArtifactRecord) -> None:
        """Add a row to the artifact events."""
        now = self.clock.now()
        row = ArtifactEventRow(
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
        self.database.write_soon(lambda session: session.add(row))

    def add_cache(self, record: CacheRecord) -> None:
        """Add a row to the run caches."""
        row = CacheRow(
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
        self.database.write_soon(lambda session: session.add(row))

    def find_caches(self, first_fingerprint: str, fs_id: str, source: str) -> Sequence[CacheRecord]:
        """Return the caches with this key, newest first."""
        same = "WHERE first_fp = ? AND fs_id = ? AND source = ? ORDER BY pk DESC"
        with self.database.read() as session:
            return [_cache(row) for row in session.all(CacheRow, same, first_fingerprint, fs_id, source)]

    def add_cached_run(self, source_run_id: str, run_id: str) -> None:
        """Note that `run_id` uses a cache of `source_run_id`; nothing to note when that run was deleted."""

        def write(session: Session) -> None:
            noted = session.scalar("SELECT cached_run_ids FROM runs WHERE id = ?", source_run_id)
            if noted is not None:
                users = [user for user in noted.split(",") if user]
                noted = ",".join(dict.fromkeys([*users, run_id]))
                session.execute("UPDATE runs SET cached_run_ids = ? WHERE id = ?", noted, source_run_id)

        self.database.write_soon(write)


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
