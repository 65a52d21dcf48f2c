"""Artifact events: files that steps read and wrote."""

from __future__ import annotations

from paddleflow_api.models import ArtifactEvent, ListArtifactEventResponse
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.session import Where
from paddleflow_emulator.storage.tables import ArtifactEventRow


@handler
def list_artifact(request: Request) -> ListArtifactEventResponse:
    """List artifact events; others than root see their own."""
    where = Where.among(
        owner=request.listed_owners(request.names("userFilter")),
        fs_name=request.names("fsFilter"),
        run_id=request.names("runFilter"),
        type=request.names("typeFilter"),
        path=request.names("pathFilter"),
    )
    page = request.page(ArtifactEventRow, where)
    return ListArtifactEventResponse([_event(row) for row in page.rows], **page.frame)


@handler
def delete_artifact(request: Request) -> None:
    """Delete the events of one path in one run; deleting nothing is fine."""
    owner, fs_name = request.acting_for(request.text("username")), request.needed("fsname")
    run_id, path = request.needed("runID"), request.needed("path")
    with request.database.write() as session:
        session.execute(
            "DELETE FROM artifact_events WHERE owner = ? AND fs_name = ? AND run_id = ? AND path = ?",
            *(owner, fs_name, run_id, path),
        )


def _event(row: ArtifactEventRow) -> ArtifactEvent:
    return ArtifactEvent(
        run_id=row.run_id,
        artifact_path=row.path,
        fsname=row.fs_name,
        username=row.owner,
        step=row.step,
        job_id=row.job_id,
        type_=row.type,
        artifact_name=row.name,
        meta="",
        create_time=local_text(row.created),
        update_time=local_text(row.updated),
    )
