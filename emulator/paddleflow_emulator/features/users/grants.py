"""Grants: what others than root may use. Those of queues count; those of users and file systems are only kept."""

from __future__ import annotations

from secrets import token_hex

from paddleflow_api.models import CreateGrantRequest, CreateGrantResponse, Grant, ListGrantResponse, ResourceType
from paddleflow_emulator.http.auth import ROOT
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import rfc3339_text
from paddleflow_emulator.storage.session import Session, Where, unique
from paddleflow_emulator.storage.tables import GrantRow


@handler
def create_grant(request: Request) -> CreateGrantResponse:
    """Let a user use something."""
    body = request.read(CreateGrantRequest.from_dict)
    now = request.now()
    row = GrantRow(
        id=f"grant-{token_hex(4)}",
        user=body.user_name,
        resource_type=str(body.resource_type),
        resource_id=body.resource_id,
        created=now,
        updated=now,
    )
    _check(request, row.user, row.resource_type, row.resource_id)
    with unique(ApiError("GrantAlreadyExist")), request.database.write() as session:
        session.add(row)
    return CreateGrantResponse(row.id)


@handler
def delete_grant(request: Request) -> None:
    """Take a permission away."""
    user, kind, identifier = request.text("username"), request.text("resourceType"), request.text("resourceID")
    _check(request, user, kind, identifier)
    with request.database.write() as session:
        row = session.first(
            GrantRow, "WHERE user = ? AND resource_type = ? AND resource_id = ?", user, kind, identifier
        )
        if row is None:
            raise ApiError("GrantNotFound")
        session.delete(row)


@handler
def list_grant(request: Request) -> ListGrantResponse:
    """List grants, of all users or of one."""
    request.check_root()
    where = Where()
    if user := request.text("username"):
        where.add("user = ?", user)
    page = request.page(GrantRow, where)
    return ListGrantResponse([_view(row) for row in page.rows], **page.frame)


def _check(request: Request, user: str, kind: str, identifier: str) -> None:
    """Check who asks, and that what is named is there. Also a grant that is taken away must name what exists."""
    request.check_root()
    if user == ROOT:
        raise ApiError("GrantRootActionNotSupport")
    if kind not in list(ResourceType):
        raise ApiError("GrantResourceTypeNotFound")
    with request.database.read() as session:
        if not _exists(session, kind, identifier):
            # A file system that is not there has the code of a user, as with the real server.
            raise ApiError("QueueNameNotFound" if kind == ResourceType.QUEUE else "UserNotExist")
        if session.scalar("SELECT pk FROM users WHERE name = ?", user) is None:
            raise ApiError("UserNotExist")


def _exists(session: Session, kind: str, identifier: str) -> bool:
    if kind == ResourceType.QUEUE:
        found = "SELECT pk FROM queues WHERE name = ?"
    elif kind == ResourceType.USER:
        found = "SELECT pk FROM users WHERE name = ?"
    else:
        found = "SELECT pk FROM file_systems WHERE 'fs-' || owner || '-' || name = ?"
    return session.scalar(found, identifier) is not None


def _view(row: GrantRow) -> Grant:
    return Grant(
        grant_id=row.id,
        user_name=row.user,
        resource_type=row.resource_type,
        resource_id=row.resource_id,
        create_time=rfc3339_text(row.created),
        update_time=rfc3339_text(row.updated),
    )
