"""Resource pools: kept and shown. Nothing is placed in them, as in the real server."""

from __future__ import annotations

from secrets import token_hex

from paddleflow.pipeline._rules.spec import Json
from paddleflow_api.models import (
    AnyMap,
    CreateResourcePoolRequest,
    CreateResourcePoolResponse,
    ListResourcePoolResponse,
    QuotaType,
    ResourcePool,
    ResourcePoolStatus,
    StringMap,
    UpdateResourcePoolRequest,
)
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.session import Session, Where, unique
from paddleflow_emulator.storage.tables import ResourcePoolRow

from .capacity import Capacity
from .handlers import online_cluster
from .names import LABEL_RULE, is_label
from .placement import DEFAULT_CLUSTER

_CREATING = "creating"
_LONGEST = {"type": 32, "provider": 32, "description": 2048}


@handler
def create_resource_pool(request: Request) -> CreateResourcePoolResponse:
    """Create a resource pool; it stays `creating` until it is opened."""
    body = request.read(CreateResourcePoolRequest.from_dict)
    request.check_root()
    _check_texts(body)
    cluster = body.cluster_name or DEFAULT_CLUSTER
    with request.database.read() as session:
        online_cluster(session, cluster)
    quota_type = str(body.quota_type or QuotaType.ELASTICQUOTA)
    if quota_type not in list(QuotaType):
        raise ApiError("QueueQuotaTypeIsNotSupported", f"quotaType[{quota_type}] is not supported")
    total = Capacity.wanted(body.total_resources)
    now = request.now()
    row = ResourcePoolRow(
        id=f"rp-{token_hex(4)}",
        name=body.name,
        namespace=body.namespace,
        kind=body.type_ or "",
        provider=body.provider or "",
        org_id=body.org_id or "",
        description=body.description or "",
        cluster=cluster,
        quota_type=quota_type,
        total_resources=total.to_wire().to_dict(),
        labels=body.labels.to_dict() if body.labels else None,
        annotations=body.annotations.to_dict() if body.annotations else None,
        status=_CREATING,
        is_hybrid=body.is_hybrid or False,
        created=now,
        updated=now,
    )
    with (
        unique(ApiError("InternalError", f"resource pool[{body.name}] exists")),
        request.database.write() as session,
    ):
        session.add(row)
    return CreateResourcePoolResponse(row.name)


@handler
def list_resource_pool(request: Request) -> ListResourcePoolResponse:
    """List all resource pools; every user may. `name` is ignored, as in the real server."""
    page = request.page(ResourcePoolRow, Where(), exact=True)
    return ListResourcePoolResponse([_view(row) for row in page.rows], **page.frame)


@handler
def show_resource_pool(request: Request) -> ResourcePool:
    """Show one resource pool."""
    name = request.path["name"]
    with request.database.read() as session:
        row = _find(session, name)
    if row is None:
        raise ApiError("ResourceNotFound", f"resource pool[{name}] not found")
    request.check_root("ActionNotAllowed", f"user[{request.user}] has no access to resource pool[{name}]")
    return _view(row)


@handler
def update_resource_pool(request: Request) -> ResourcePool:
    """Change a resource pool. A status that comes alone is shown and not stored, as in the real server."""
    body = request.read(UpdateResourcePoolRequest.from_dict)
    request.check_root()
    name, status = request.path["name"], str(body.status or "")
    with request.database.write() as session:
        row = _find(session, name)
        if row is None:
            raise ApiError("RecordNotFound", f"resource pool[{name}] not found")
        if status and status not in list(ResourcePoolStatus):
            raise ApiError("InvalidArguments", f"status[{status}] is invalid, it is open or closed")
        if _change(row, body):
            row.status = status or row.status
            row.updated = request.now()
            session.update(row)
    answer = _view(row)
    answer.status = status or row.status
    return answer


@handler
def delete_resource_pool(request: Request) -> None:
    """Delete a resource pool."""
    request.check_root()
    name = request.path["name"]
    with request.database.write() as session:
        row = _find(session, name)
        if row is None:
            raise ApiError("ResourceNotFound", f"resource pool[{name}] not found")
        session.delete(row)


def _check_texts(body: CreateResourcePoolRequest) -> None:
    for label, text in (("name", body.name), ("namespace", body.namespace)):
        if not is_label(text):
            raise ApiError("InvalidArguments", f"{label}[{text}] is invalid: {LABEL_RULE}")
    for field, value in (("type", body.type_), ("provider", body.provider), ("description", body.description)):
        if len(value or "") > _LONGEST[field]:
            raise ApiError("InvalidArguments", f"{field} should have at most {_LONGEST[field]} characters")


def _change(row: ResourcePoolRow, body: UpdateResourcePoolRequest) -> bool:
    """Take over amounts and annotations; return whether anything changed. An empty annotation goes."""
    before: tuple[Json, Json | None] = row.total_resources, row.annotations
    try:
        total = Capacity.wanted(body.total_resources, Capacity.from_wire(row.total_resources))
    except ApiError as wrong:
        raise ApiError("InvalidArguments", wrong.message) from None
    row.total_resources = total.to_wire().to_dict()
    if body.annotations:
        merged = (row.annotations or {}) | body.annotations.to_dict()
        row.annotations = {key: value for key, value in merged.items() if value}
    return before != (row.total_resources, row.annotations)


def _find(session: Session, name: str) -> ResourcePoolRow | None:
    return session.first(ResourcePoolRow, "WHERE name = ?", name)


def _map(values: Json | None) -> StringMap | None:
    return None if values is None else StringMap.from_dict(values)


def _view(row: ResourcePoolRow) -> ResourcePool:
    """Return the answer's shape: amounts, cluster and creator are never shown, the real server loses them."""
    return ResourcePool(
        name=row.name,
        id=row.id,
        create_time=local_text(row.created),
        update_time=local_text(row.updated),
        namespace=row.namespace,
        type_=row.kind,
        provider=row.provider,
        org_id=row.org_id,
        creator="",
        description=row.description,
        cluster_name="",
        quota_type=row.quota_type,
        min_resources=AnyMap(),
        total_resources=AnyMap(),
        labels=_map(row.labels),
        annotations=_map(row.annotations),
        status=row.status,
        is_hybrid=int(row.is_hybrid),
    )
