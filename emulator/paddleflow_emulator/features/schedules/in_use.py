"""What a running schedule needs cannot be deleted."""

from __future__ import annotations

from collections.abc import Iterable

from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.storage.ids import SCHEDULE_ID
from paddleflow_emulator.storage.session import Session, Where
from paddleflow_emulator.storage.tables import ScheduleRow

RUNNING = "running"


def check_pipeline_free(session: Session, pipeline_pk: int, what: str, version: str = "") -> None:
    """Refuse to delete a pipeline, or one version of it, that a running schedule uses.

    Raises:
        ApiError: ActionNotAllowed.
    """
    where = Where.among(pipeline_pk=[pipeline_pk], status=[RUNNING])
    if version:
        where.add("version = ?", version)
    _refuse(what, session.all(ScheduleRow, where.sql, *where.values))


def check_fs_free(session: Session, owner: str, name: str) -> None:
    """Refuse to delete a file system that a running schedule's runs use.

    Raises:
        ApiError: ActionNotAllowed.
    """
    running = session.all(ScheduleRow, "WHERE status = ?", RUNNING)
    users = (row for row in running if name in row.fs_names and (row.fs_user or row.owner) == owner)
    _refuse(f"fs[fs-{owner}-{name}]", users)


def _refuse(what: str, users: Iterable[ScheduleRow]) -> None:
    if names := [f"{SCHEDULE_ID.format(row.pk)}({row.name})" for row in users]:
        message = f"delete {what} failed, there are running schedules, pls stop first: {', '.join(names)}"
        raise ApiError("ActionNotAllowed", message)
