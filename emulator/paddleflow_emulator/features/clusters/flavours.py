"""Flavours: named sizes of a job that a step may name. Nothing limits a local process to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from secrets import token_hex
from uuid import uuid4

from paddleflow_api.models import (
    CreateFlavourRequest,
    CreateFlavourResponse,
    Flavour,
    ListFlavourResponse,
    StringMap,
    UpdateFlavourRequest,
)
from paddleflow_emulator.engine.interface import Clock
from paddleflow_emulator.http.errors import NO_CODE, ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.session import Where, unique
from paddleflow_emulator.storage.tables import FlavourRow

from .handlers import find_cluster
from .placement import find_flavour
from .quantities import amount

_GPU = "nvidia.com/gpu"
_SPECIAL = re.compile("[%_/]")  # what LIKE does not take as it is
_SOME = "1"  # stands for an amount that is not to be changed
_BUILT_IN: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    ("flavour1", "1", "1Gi", {}),
    ("flavour2", "4", "8Gi", {_GPU: "1"}),
    ("flavour3", "4", "8Gi", {_GPU: "2"}),
)


def ensure_flavours(database: Database, clock: Clock) -> None:
    """Make the built-in flavours that are missing."""
    with database.write() as session:
        known = set(session.scalars("SELECT name FROM flavours"))
        for name, cpu, mem, scalar in _BUILT_IN:
            if name not in known:
                session.add(_row(clock, str(uuid4()), name, cpu, mem, scalar))


@handler
def list_flavour(request: Request) -> ListFlavourResponse:
    """List flavours: those of a cluster and of none; `name` is a part of the name."""
    cluster = request.text("clusterName")
    where = Where.among(cluster={"", cluster})
    if part := request.text("name"):
        where.add("name LIKE ? ESCAPE '/'", "%" + _SPECIAL.sub(r"/\g<0>", part) + "%")
    window = request.window()
    with request.database.read() as session:
        if cluster and find_cluster(session, cluster) is None:
            raise ApiError(NO_CODE, "record not found")
        page = window.read(session, FlavourRow, where)
    return ListFlavourResponse([_view(row) for row in page.rows] or None, **page.frame)


@handler
def show_flavour(request: Request) -> Flavour:
    """Show one flavour."""
    name = _name(request)
    with request.database.read() as session:
        row = find_flavour(session, name)
    if row is None:
        raise ApiError("FlavourNotFound", "record not found")
    return _view(row)


@handler
def add_flavour(request: Request) -> CreateFlavourResponse:
    """Create a flavour; any user may."""
    body = request.read(CreateFlavourRequest.from_dict)
    scalar = body.scalar_resources.to_dict() if body.scalar_resources else {}
    if not body.name:
        raise ApiError("FlavourNotFound", "flavour name is empty")
    with request.database.read() as session:
        if body.cluster_name and find_cluster(session, body.cluster_name) is None:
            raise ApiError("ClusterNameNotFound", f"cluster[{body.cluster_name}] not found")
    _check(body.cpu, body.mem, scalar)
    row = _row(request.services.clock, f"flavour-{token_hex(4)}", body.name, body.cpu, body.mem, scalar)
    row.cluster = body.cluster_name or ""
    taken = ApiError("DuplicatedName", "Name has existed. Duplicated name is not allowed")
    with unique(taken), request.database.write() as session:
        session.add(row)
    return CreateFlavourResponse(body.name)


@handler
def update_flavour(request: Request) -> Flavour:
    """Change a flavour: what is left out stays, scalar resources are added to what is there."""
    name, body = _name(request), request.read(UpdateFlavourRequest.from_dict)
    scalar = body.scalar_resources.to_dict() if body.scalar_resources else {}
    _check(body.cpu or _SOME, body.mem or _SOME, scalar)
    with request.database.write() as session:
        row = find_flavour(session, name)
        if row is None or body.cluster_name:
            raise ApiError(NO_CODE, "record not found")
        request.check_root("ActionNotAllowed", "only root changes or deletes a flavour")
        row.cpu, row.mem = body.cpu or row.cpu, body.mem or row.mem
        row.scalar_resources = row.scalar_resources | scalar
        row.updated = request.now()
        session.update(row)
    return _view(row)


@handler
def del_flavour(request: Request) -> None:
    """Delete a flavour. The built-in ones are there again after a restart."""
    name = _name(request)
    with request.database.write() as session:
        row = find_flavour(session, name)
        if row is None:
            raise ApiError("FlavourNotFound", f"delete flavour {name} occur a error:record not found")
        request.check_root("ActionNotAllowed", "only root changes or deletes a flavour")
        session.delete(row)


def _name(request: Request) -> str:
    name = request.path["flavourName"]
    if not name.strip():
        raise ApiError("FlavourNameEmpty", "flavour name is empty")
    return name


def _check(cpu: str, mem: str, scalar: Mapping[str, str]) -> None:
    for name, text in {"cpu": cpu, "mem": mem}.items():
        if (amount(text) or 0) <= 0:
            raise ApiError("FlavourInvalidField", f"{name}[{text}] is not a quantity above 0")
    for name, text in scalar.items():
        value = amount(text)
        if value is None or value < 0:
            raise ApiError("FlavourInvalidField", f"{name}[{text}] is not a quantity")


def _row(clock: Clock, identifier: str, name: str, cpu: str, mem: str, scalar: Mapping[str, str]) -> FlavourRow:
    now = clock.now()
    return FlavourRow(
        id=identifier, name=name, cpu=cpu, mem=mem, scalar_resources=dict(scalar), created=now, updated=now
    )


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
