"""Flavours: named sizes of a job. The built-in ones can be read and named; nothing limits a local process to them."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import select

from paddleflow_api.models import Flavour, ListFlavourResponse, StringMap

from ..call import Call, Handlers
from ..database import Database
from ..engine.interface import Clock
from ..errors import ApiError
from ..paging import read_page
from ..tables import FlavourRow
from ..times import local_text

_GPU = "nvidia.com/gpu"
_BUILT_IN: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("flavour1", "1", "1Gi", {}),
    ("flavour2", "4", "8Gi", {_GPU: "1"}),
    ("flavour3", "4", "8Gi", {_GPU: "2"}),
)


def ensure_flavours(database: Database, clock: Clock) -> None:
    """Make the built-in flavours that are missing."""
    with database.write() as session:
        known = set(session.scalars(select(FlavourRow.name)))
        now = clock.now()
        for name, cpu, mem, scalar in _BUILT_IN:
            if name not in known:
                row = FlavourRow(
                    id=str(uuid4()),
                    name=name,
                    cpu=cpu,
                    mem=mem,
                    scalar_resources=dict(scalar),
                    created=now,
                    updated=now,
                )
                session.add(row)


def list_flavour(call: Call) -> ListFlavourResponse:
    """List flavours; `name` is a part of the name."""
    chosen = select(FlavourRow)
    if part := call.text("name"):
        chosen = chosen.where(FlavourRow.name.contains(part, autoescape=True))
    window = call.window()
    with call.services.database.read() as session:
        page = read_page(session, chosen, FlavourRow, window, call.services.markers)
    return ListFlavourResponse(
        flavour_list=[_view(row) for row in page.rows] or None,
        max_keys=window.size,
        is_truncated=page.truncated,
        next_marker=page.next_marker,
    )


def show_flavour(call: Call) -> Flavour:
    """Show one flavour."""
    name = call.path["flavourName"]
    if not name.strip():
        raise ApiError("FlavourNameEmpty", "flavour name is empty")
    with call.services.database.read() as session:
        row = session.scalar(select(FlavourRow).where(FlavourRow.name == name))
    if row is None:
        raise ApiError("FlavourNotFound", "record not found")
    return _view(row)


def _view(row: FlavourRow) -> Flavour:
    return Flavour(
        id=row.id,
        name=row.name,
        cpu=row.cpu,
        mem=row.mem,
        scalar_resources=StringMap.from_dict(row.scalar_resources),
        create_time=local_text(row.created),
        update_time=local_text(row.updated),
    )


HANDLERS: Handlers = {"list_flavour": list_flavour, "show_flavour": show_flavour}
