"""Artifact events: files that steps read and wrote."""

from __future__ import annotations

from sqlalchemy import delete, select

from paddleflow_api.models import ArtifactEvent, ListArtifactEventResponse
from paddleflow_emulator.http.paging import read_page
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.tables import ArtifactEventRow


@handler
def list_artifact(request: Request) -> ListArtifactEventResponse:
    """List artifact events; others than root see their own."""
    chosen = select(ArtifactEventRow)
    users = request.listed_owners(request.names("userFilter"))
    for column, names in (
        (ArtifactEventRow.owner, users),
        (ArtifactEventRow.fs_name, request.names("fsFilter")),
        (ArtifactEventRow.run_id, request.names("runFilter")),
        (ArtifactEventRow.type, request.names("typeFilter")),
        (ArtifactEventRow.path, request.names("pathFilter")),
    ):
        if names is not None:
            chosen = chosen.where(column.in_(names))
    window = request.window()
    with request.services.database.read() as session:
        page = read_page(session, chosen, ArtifactEventRow, window, request.services.markers)
    return ListArtifactEventResponse(
        artifact_event_list=[_event(row) for row in page.rows],
        max_keys=window.size,
        is_truncated=page.truncated,
        next_marker=page.next_marker,
    )


@handler
def delete_artifact(request: Request) -> None:
    """Delete the events of one path in one run; deleting nothing is fine."""
    doomed = delete(ArtifactEventRow).where(
        ArtifactEventRow.owner == request.acting_for(request.text("username")),
        ArtifactEventRow.fs_name == request.needed("fsname"),
        ArtifactEventRow.run_id == request.needed("runID"),
        ArtifactEventRow.path == request.needed("path"),
    )
    with request.services.database.write() as session:
        session.execute(doomed)


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
