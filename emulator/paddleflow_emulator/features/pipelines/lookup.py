"""Finds stored pipelines and their versions."""

from __future__ import annotations

from paddleflow_emulator.http.auth import check_owner
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.storage.ids import PIPELINE_ID, row_number
from paddleflow_emulator.storage.session import Session, Where
from paddleflow_emulator.storage.tables import PipelineRow, PipelineVersionRow


def find_pipeline(session: Session, user: str, pipeline_id: str) -> PipelineRow:
    """Return a pipeline that a user may use.

    Raises:
        ApiError: PipelineNotFound; AccessDenied: of another user.
    """
    row = session.get(PipelineRow, row_number(PIPELINE_ID, pipeline_id))
    if row is None:
        raise ApiError("PipelineNotFound", f"pipeline[{pipeline_id}] not exist")
    check_owner(user, row.owner, "pipeline", pipeline_id)
    return row


def find_version(session: Session, pipeline: PipelineRow, version_id: str) -> PipelineVersionRow:
    """Return a version of a pipeline; an empty id means the newest.

    Raises:
        ApiError: PipelineNotFound.
    """
    where = Where.among(pipeline_pk=[pipeline.pk])
    if version_id:
        where.add("number = ?", row_number("{}", version_id))
    row = session.first(PipelineVersionRow, f"{where.sql} ORDER BY number DESC", *where.values)
    if row is None:
        raise ApiError(
            "PipelineNotFound", f"pipeline[{PIPELINE_ID.format(pipeline.pk)}] version[{version_id}] not exist"
        )
    return row
