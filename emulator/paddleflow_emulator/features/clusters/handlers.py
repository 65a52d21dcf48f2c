"""Clusters: all of them are this machine under another name. Nothing is contacted; steps are processes of this machine.

As long as no cluster is registered, the server is what the real one calls a single cluster server: `default-cluster`
and `default-queue` are listed, and a queue goes to `default-cluster` by itself. With the first cluster it is a server
of many clusters: both are still there and can be used and shown, but lists hold what was registered.
"""

from __future__ import annotations

import base64
import binascii
import re
from secrets import token_hex
from uuid import uuid4

import yaml

from paddleflow_api.models import (
    ClusterInfo,
    ClusterStatus,
    ClusterType,
    CreateClusterRequest,
    ListClusterResponse,
    UpdateClusterRequest,
)
from paddleflow_api.types import Unset
from paddleflow_emulator.engine.interface import Clock
from paddleflow_emulator.http.errors import NO_CODE, ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.session import Session, Where
from paddleflow_emulator.storage.tables import ClusterRow

from .names import LABEL_RULE, is_label
from .placement import DEFAULT_CLUSTER
from .usage import active_jobs

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,253}[A-Za-z0-9_]")
_ON_PREMISE = "OnPremise"
_LARGEST_CREDENTIAL = 1024 * 1024  # characters; a kubeconfig has some thousand


def ensure_clusters(database: Database, clock: Clock) -> None:
    """Make the built-in cluster when it is missing."""
    with database.write() as session:
        if find_cluster(session, DEFAULT_CLUSTER) is None:
            row = _new(clock, str(uuid4()), DEFAULT_CLUSTER)
            row.description, row.endpoint, row.kind = "this machine", "localhost", str(ClusterType.LOCAL)
            session.add(row)


def find_cluster(session: Session, name: str) -> ClusterRow | None:
    """Return a cluster by its name, the first of several."""
    return session.first(ClusterRow, "WHERE name = ? ORDER BY pk", name)


def online_cluster(session: Session, name: str) -> ClusterRow:
    """Return a cluster that can be used.

    Raises:
        ApiError: ClusterNotFound, InvalidClusterStatus.
    """
    row = find_cluster(session, name)
    if row is None:
        raise ApiError("ClusterNotFound", f"cluster[{name}] not found")
    if row.status != ClusterStatus.ONLINE:
        raise ApiError("InvalidClusterStatus", f"cluster[{name}] not in online status, operator not permit")
    return row


def is_single(session: Session) -> bool:
    """Return whether no cluster was registered."""
    return session.scalar("SELECT pk FROM clusters WHERE name != ? LIMIT 1", DEFAULT_CLUSTER) is None


@handler
def create_cluster(request: Request) -> ClusterInfo:
    """Register a cluster. A name that is taken is not refused, as with the real server on SQLite."""
    body = request.read(CreateClusterRequest.from_dict)
    name = body.cluster_name.strip()
    if not _NAME.fullmatch(name):
        raise ApiError("InvalidNamePattern", f"clusterName[{name}] is invalid, it should match {_NAME.pattern}")
    request.check_root()
    if wrong := _missing(body) or _problem(body):
        raise ApiError("InternalError", wrong)
    if wrong := _credential_problem(body):
        raise ApiError("InvalidClusterCredential", wrong)
    row = _new(request.services.clock, f"cluster-{token_hex(4)}", name)
    _change(row, body)
    with request.database.write() as session:
        session.add(row)
    return _view(row)


@handler
def list_cluster(request: Request) -> ListClusterResponse:
    """List clusters by names and status."""
    request.check_root()
    names = request.names("clusterNames", trim=True)
    where = Where.among(name=names)
    if status := request.text("clusterStatus"):
        where.add("status = ?", status)
    window = request.window()
    with request.database.read() as session:
        if names is None and not is_single(session):
            where.add("name != ?", DEFAULT_CLUSTER)
        page = window.read(session, ClusterRow, where)
    return ListClusterResponse([_view(row) for row in page.rows] or None, **page.frame)


@handler
def show_cluster(request: Request) -> ClusterInfo:
    """Show one cluster, with its credential."""
    request.check_root("AccessDenied")
    with request.database.read() as session:
        row = find_cluster(session, request.path["clusterName"])
    if row is None:
        raise ApiError(NO_CODE, "record not found")
    return _view(row)


@handler
def update_cluster(request: Request) -> ClusterInfo:
    """Change what is given and not empty."""
    body = request.read(UpdateClusterRequest.from_dict)
    request.check_root()
    name = request.path["clusterName"]
    with request.database.write() as session:
        row = find_cluster(session, name)
        if row is None:
            raise ApiError("ClusterNameNotFound", "cluster not found by Name")
        if wrong := _problem(body) or _credential_problem(body) or _lost_namespace(session, name, body):
            raise ApiError("InvalidClusterProperties", wrong)
        _change(row, body)
        row.updated = request.now()
        session.update(row)
    return _view(row)


@handler
def delete_cluster(request: Request) -> None:
    """Delete a cluster and its queues, as long as nothing runs in them."""
    request.check_root()
    name = request.path["clusterName"]
    if name == DEFAULT_CLUSTER:
        raise ApiError("ActionNotAllowed", f"{DEFAULT_CLUSTER} is this machine itself and stays")
    with request.database.write() as session:
        if find_cluster(session, name) is None:
            raise ApiError("ClusterNotFound")
        queues = set(session.scalars("SELECT name FROM queues WHERE cluster = ?", name))
        busy = sorted({job.queue for job in active_jobs(session)} & queues)
        if busy:
            raise ApiError("QueueIsInUse", f"queue[{busy[0]}] is inuse, and jobs on queue are not ended")
        session.execute("DELETE FROM queues WHERE cluster = ?", name)
        session.execute("DELETE FROM clusters WHERE name = ?", name)


def _new(clock: Clock, identifier: str, name: str) -> ClusterRow:
    now = clock.now()
    return ClusterRow(
        id=identifier,
        name=name,
        source=_ON_PREMISE,
        status=str(ClusterStatus.ONLINE),
        namespaces=[],
        created=now,
        updated=now,
    )


def _change(row: ClusterRow, body: CreateClusterRequest | UpdateClusterRequest) -> None:
    """Take over what is given and not empty."""
    row.description = _text(body.description) or row.description
    row.endpoint = _text(body.endpoint) or row.endpoint
    row.source = _text(body.source) or row.source
    row.kind = _text(body.cluster_type) or row.kind
    row.version = _text(body.version) or row.version
    row.status = _text(body.status) or row.status
    row.credential = _text(body.credential) or row.credential
    row.setting = _text(body.setting) or row.setting
    row.namespaces = body.namespace_list or row.namespaces


def _text(value: str | Unset) -> str:
    return "" if isinstance(value, Unset) else str(value).strip()


def _missing(body: CreateClusterRequest) -> str:
    """Return what a new cluster lacks; empty when it lacks nothing."""
    if not _text(body.endpoint):
        return "Endpoint should not be empty"
    return "" if _text(body.cluster_type) else "ClusterType should not be empty"


def _problem(body: CreateClusterRequest | UpdateClusterRequest) -> str:
    """Return which field is not acceptable; empty when all are."""
    kind, status = _text(body.cluster_type), _text(body.status)
    if kind and kind not in list(ClusterType):
        return f"ClusterType [{kind}] is invalid"
    if kind == ClusterType.KUBERNETES and not _text(body.version):
        return "version should not be empty for a cluster of type Kubernetes"
    if status and status not in list(ClusterStatus):
        return f"Status [{status}] is invalid, it is online or offline"
    wrong = next((name for name in body.namespace_list or () if not is_label(name)), None)
    return "" if wrong is None else f"namespace[{wrong}] is invalid: {LABEL_RULE}"


def _credential_problem(body: CreateClusterRequest | UpdateClusterRequest) -> str:
    """Return what is wrong with a credential: it should be base64 of a kubeconfig.

    Text that is not a YAML mapping is accepted: it is not used to contact anything.
    """
    text = _text(body.credential)
    if not text:
        new = isinstance(body, CreateClusterRequest) and body.cluster_type != ClusterType.LOCAL
        return "the credential should not be empty: this server runs in no pod" if new else ""
    if len(text) > _LARGEST_CREDENTIAL:
        return f"the credential is longer than {_LARGEST_CREDENTIAL} characters"
    try:
        config = yaml.safe_load(base64.b64decode(text, validate=True).decode("utf-8"))
    except (binascii.Error, UnicodeDecodeError):
        return "the credential is not base64 of a text"
    except (yaml.YAMLError, RecursionError, ValueError):
        return "the credential is not base64 of a kubeconfig"
    fits = isinstance(config, str) or (isinstance(config, dict) and "clusters" in config)
    return "" if fits else "the credential is not base64 of a kubeconfig: it has no clusters"


def _lost_namespace(session: Session, name: str, body: UpdateClusterRequest) -> str:
    """Return which namespace cannot be taken away because a queue is in it."""
    used = set(session.scalars("SELECT namespace FROM queues WHERE cluster = ?", name))
    lost = sorted(used - set(body.namespace_list)) if body.namespace_list else []
    return f"namespace[{lost[0]}] is used by a queue and must stay in namespaceList" if lost else ""


def _view(row: ClusterRow) -> ClusterInfo:
    return ClusterInfo(
        id=row.id,
        cluster_name=row.name,
        description=row.description,
        endpoint=row.endpoint,
        source=row.source,
        cluster_type=row.kind,
        version=row.version,
        status=row.status,
        credential=row.credential,
        setting=row.setting,
        namespace_list=list(row.namespaces) or None,
        create_time=local_text(row.created),
        update_time=local_text(row.updated),
    )
