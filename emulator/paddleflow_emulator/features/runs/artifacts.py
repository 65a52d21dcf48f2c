"""Artifact events: files that steps read and wrote."""

from __future__ import annotations

from sqlalchemy import delete, select

from paddleflow_api.models import ArtifactEvent, ListArtifactEventResponse
from paddleflow_emulator.http.paging import read_page
from paddleflow_emulator.http.request import Call, Handlers
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.tables import ArtifactEventRow


def list_artifact(call: Call) -> ListArtifactEventResponse:
    """List artifact events; others than root see their own."""
    chosen = select(ArtifactEventRow)
    users = call.listed_owners(call.names("userFilter"))
    for column, names in (
        (ArtifactEventRow.owner, users),
        (ArtifactEventRow.fs_name, call.names("fsFilter")),
        (ArtifactEventRow.run_id, call.names("runFilter")),
        (ArtifactEventRow.type, call.names("typeFilter")),
        (ArtifactEventRow.path, call.names("pathFilter")),
    ):
        if names is not None:
            chosen = chosen.where(column.in_(names))
    window = call.window()
    with call.services.database.read() as session:
        page = read_page(session, chosen, ArtifactEventRow, window, call.services.markers)
    return ListArtifactEventResponse(
        artifact_event_list=[_event(row) for row in page.rows],
        max_keys=window.size,
        is_truncated=page.truncated,
        next_marker=page.next_marker,
    )


def delete_artifact(call: Call) -> None:
    """Delete the events of one path in one run; deleting nothing is fine."""
    doomed = delete(ArtifactEventRow).where(
        ArtifactEventRow.owner == call.acting_for(call.text("username")),
        ArtifactEventRow.fs_name == call.needed("fsname"),
        ArtifactEventRow.run_id == call.needed("runID"),
        ArtifactEventRow.path == call.needed("path"),
    )
    with call.services.database.write() as session:
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


HANDLERS: Handlers = {"list_artifact": list_artifact, "delete_artifact": delete_artifact}
