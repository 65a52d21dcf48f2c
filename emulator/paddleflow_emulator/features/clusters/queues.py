"""Queues: where runs place their jobs. What a queue may hold is kept and shown; it does not hold a process back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from secrets import token_hex

from attrs import evolve

from paddleflow.pipeline._rules.spec import Json
from paddleflow_api.models import (
    CreateQueueRequest,
    CreateQueueResponse,
    ListQueueResponse,
    Queue,
    QuotaType,
    Resource,
    StringMap,
    UpdateQueueRequest,
)
from paddleflow_api.types import UNSET
from paddleflow_emulator.engine.interface import Clock
from paddleflow_emulator.http.errors import NO_CODE, ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.session import Where
from paddleflow_emulator.storage.tables import QueueRow

from .capacity import Capacity
from .handlers import is_single, online_cluster
from .host import whole_machine
from .names import LABEL_RULE, is_label
from .placement import DEFAULT_CLUSTER, DEFAULT_QUEUE, GRANTED_QUEUES, find_queue, may_see
from .usage import active_jobs, used

_RESERVED = "default"
_ISOLATION = "paddleflow.baidu.com/resource-isolation-type"
_ISOLATIONS = ("logical", "physical")
_PARENT = "paddleflow.baidu.com/elastic-resource-quota-parent"


def ensure_queues(database: Database, clock: Clock, names: Iterable[str]) -> None:
    """Make the queues that are missing, as large as this machine and for everybody."""
    with database.write() as session:
        known = set(session.scalars("SELECT name FROM queues"))
        for name in names:
            if name not in known:
                row = _new(clock, name, "default", DEFAULT_CLUSTER)
                row.max_resources, row.shared = whole_machine().to_wire().to_dict(), True
                session.add(row)


@handler
def create_queue(request: Request) -> CreateQueueResponse:
    """Create a queue in a cluster."""
    body = request.read(CreateQueueRequest.from_dict)
    request.check_root()
    if not body.name:
        raise ApiError("QueueNameNotFound")
    with request.database.write() as session:
        cluster = body.cluster_name or (DEFAULT_CLUSTER if is_single(session) else "")
        if not cluster:
            raise ApiError("ClusterNameNotFound", "clusterName is not found")
        _check_namespace(body.namespace, online_cluster(session, cluster).namespaces)
        if not is_label(body.name):
            raise ApiError("InvalidNamePattern", f"name[{body.name}] of queue is invalid, err: {LABEL_RULE}")
        if body.name == _RESERVED or find_queue(session, body.name):
            raise ApiError("QueueNameDuplicated")
        session.add(_wanted(request.services.clock, body, cluster))
    return CreateQueueResponse(body.name)


@handler
def list_queue(request: Request) -> ListQueueResponse:
    """List queues that the caller may use; `name` is the exact one."""
    where = Where()
    if not request.is_root:
        where.add(f"(shared OR name IN ({GRANTED_QUEUES}))", request.user)
    name = request.text("name")
    window = request.window()
    with request.database.read() as session:
        if name:
            where.add("name = ?", name)
        elif not is_single(session):
            where.add("name != ?", DEFAULT_QUEUE)
        page = window.read(session, QueueRow, where)
    return ListQueueResponse([_view(row) for row in page.rows], **page.frame)


@handler
def show_queue(request: Request) -> Queue:
    """Show one queue, with what its jobs ask for by their flavours."""
    with request.database.read() as session:
        row = find_queue(session, request.path["queueName"])
        if not request.is_root and (row is None or not may_see(session, request.user, row)):
            raise ApiError(
                "ActionNotAllowed", f"user[{request.user}] has no access to queue[{request.path['queueName']}]"
            )
        if row is None:
            raise ApiError("QueueNameNotFound")
        taken = used(active_jobs(session), [row.name])
    left = Capacity.from_wire(row.max_resources) - taken
    return evolve(_view(row), used_resources=taken.to_wire(), idle_resources=left.to_wire())


@handler
def update_queue(request: Request) -> Queue:
    """Change amounts, location and policies; what is left out stays."""
    body = request.read(UpdateQueueRequest.from_dict)
    request.check_root()
    with request.database.write() as session:
        row = find_queue(session, request.path["queueName"])
        if row is None:
            raise ApiError("RecordNotFound", "record not found")
        online_cluster(session, row.cluster)
        _set_amounts(row, body)
        changes = body.location.to_dict() if body.location else {}
        if row.quota_type == QuotaType.ELASTICQUOTA and _ISOLATION in changes:
            raise ApiError("InvalidArguments", f"{_ISOLATION} cannot be changed")
        row.location = {key: value for key, value in (row.location | changes).items() if value}
        row.scheduling_policy = _merged(row.scheduling_policy, body.scheduling_policy or [])
        row.updated = request.now()
        session.update(row)
    return _view(row)


@handler
def del_queue(request: Request) -> None:
    """Delete a queue that no job is in. Its grants stay, as with the real server."""
    request.check_root()
    name = request.path["queueName"]
    if name == DEFAULT_QUEUE:
        raise ApiError("ActionNotAllowed", f"{DEFAULT_QUEUE} takes the jobs that name no queue and stays")
    with request.database.write() as session:
        row = find_queue(session, name)
        if row is None:
            raise ApiError("QueueNameNotFound")
        if any(job.queue == name for job in active_jobs(session)):
            raise ApiError("QueueIsInUse", f"queue[{name}] is inuse, and jobs on queue are not ended")
        session.delete(row)


def _new(clock: Clock, name: str, namespace: str, cluster: str) -> QueueRow:
    now = clock.now()
    nothing = Capacity().to_wire().to_dict()
    return QueueRow(
        id=f"queue-{token_hex(4)}",
        name=name,
        namespace=namespace,
        cluster=cluster,
        quota_type=str(QuotaType.VOLCANOCAPABILITYQUOTA),
        max_resources=nothing,
        min_resources=nothing,
        location={},
        scheduling_policy=[],
        shared=False,
        created=now,
        updated=now,
    )


def _wanted(clock: Clock, body: CreateQueueRequest, cluster: str) -> QueueRow:
    row = _new(clock, body.name, body.namespace, cluster)
    row.quota_type = str(body.quota_type or QuotaType.ELASTICQUOTA)
    if row.quota_type not in list(QuotaType):
        raise ApiError("QueueQuotaTypeIsNotSupported", f"quotaType[{row.quota_type}] is not supported")
    _set_amounts(row, body)
    row.location = _location(row, body.location.to_dict() if body.location else {})
    row.scheduling_policy = body.scheduling_policy or []
    return row


def _check_namespace(namespace: str, allowed: Collection[str]) -> None:
    if not is_label(namespace):
        raise ApiError("NamespaceNotFound", f"namespace[{namespace}] is invalid: {LABEL_RULE}")
    if allowed and namespace not in allowed:
        raise ApiError("NamespaceNotFound", f"namespace[{namespace}] is not one of the cluster: {', '.join(allowed)}")


def _set_amounts(row: QueueRow, body: CreateQueueRequest | UpdateQueueRequest) -> None:
    """Take over what is given; a minimum is only looked at where the quota is elastic."""
    elastic = row.quota_type == QuotaType.ELASTICQUOTA
    most = Capacity.wanted(body.max_resources, Capacity.from_wire(row.max_resources))
    least = Capacity.wanted(body.min_resources if elastic else UNSET, Capacity.from_wire(row.min_resources))
    if elastic and not least.fits_in(most):
        raise ApiError("InvalidComputeResource", "minResources should be at most maxResources")
    row.max_resources, row.min_resources = most.to_wire().to_dict(), least.to_wire().to_dict()


def _location(row: QueueRow, wanted: Json) -> Json:
    """Return the labels of a new queue: elastic ones have two more."""
    if row.quota_type != QuotaType.ELASTICQUOTA:
        return wanted
    labels = {_PARENT: "root", _ISOLATION: "logical"} | wanted
    if labels[_ISOLATION] not in _ISOLATIONS:
        raise ApiError(
            NO_CODE, f"resource isolation type[{labels[_ISOLATION]}] is not supported"
        )  # 500, as on the real server
    return labels


def _merged(before: list[str], changes: list[str]) -> list[str]:
    """Add policies; one with a dash at its end goes."""
    removed = {policy[:-1] for policy in changes if policy.endswith("-")}
    added = [policy for policy in changes if not policy.endswith("-")]
    return [policy for policy in dict.fromkeys([*before, *added]) if policy not in removed]


def _view(row: QueueRow) -> Queue:
    return Queue(
        name=row.name,
        id=row.id,
        namespace=row.namespace,
        cluster_name=row.cluster,
        quota_type=row.quota_type,
        min_resources=Resource.from_dict(row.min_resources),
        max_resources=Resource.from_dict(row.max_resources),
        location=StringMap.from_dict(row.location),
        scheduling_policy=list(row.scheduling_policy) or UNSET,
        status="open",
        create_time=local_text(row.created),
        update_time=local_text(row.updated),
    )
