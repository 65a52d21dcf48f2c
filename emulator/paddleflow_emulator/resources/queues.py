"""Queues: names that runs may use. They exist from the server's start and can be read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from secrets import token_hex

from attrs import evolve
from sqlalchemy import select

from paddleflow_api.models import ListQueueResponse, Queue, Resource, StringMap

from ..call import Call, Handlers
from ..database import Database
from ..engine.interface import Clock
from ..errors import ApiError
from ..paging import read_page
from ..places import DEFAULT_CLUSTER
from ..tables import QueueRow
from ..times import local_text

_NONE = Resource(cpu="0", memory="0")


def ensure_queues(database: Database, clock: Clock, names: Iterable[str]) -> None:
    """Make the queues that are missing, as large as this machine."""
    whole = {"cpu": str(os.cpu_count() or 1), "memory": str(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))}
    with database.write() as session:
        known = set(session.scalars(select(QueueRow.name)))
        now = clock.now()
        for name in names:
            if name not in known:
                row = QueueRow(
                    id=f"queue-{token_hex(4)}",
                    name=name,
                    namespace="default",
                    cluster=DEFAULT_CLUSTER,
                    quota_type="volcanoCapabilityQuota",
                    max_resources=whole,
                    created=now,
                    updated=now,
                )
                session.add(row)


def list_queue(call: Call) -> ListQueueResponse:
    """List queues; `name` is the exact one."""
    chosen = select(QueueRow)
    if name := call.text("name"):
        chosen = chosen.where(QueueRow.name == name)
    window = call.window()
    with call.services.database.read() as session:
        page = read_page(session, chosen, QueueRow, window, call.services.markers)
    return ListQueueResponse(
        queue_list=[_view(row) for row in page.rows],
        max_keys=window.size,
        is_truncated=page.truncated,
        next_marker=page.next_marker,
    )


def show_queue(call: Call) -> Queue:
    """Show one queue. Nothing is taken from it for good: processes of this machine share it as they come."""
    with call.services.database.read() as session:
        row = session.scalar(select(QueueRow).where(QueueRow.name == call.path["queueName"]))
    if row is None:
        raise ApiError("QueueNameNotFound", "QueueName does not exist")
    return evolve(_view(row), used_resources=_NONE, idle_resources=Resource.from_dict(row.max_resources))


def _view(row: QueueRow) -> Queue:
    return Queue(
        name=row.name,
        id=row.id,
        namespace=row.namespace,
        cluster_name=row.cluster,
        quota_type=row.quota_type,
        min_resources=_NONE,
        max_resources=Resource.from_dict(row.max_resources),
        location=StringMap(),
        status="open",
        create_time=local_text(row.created),
        update_time=local_text(row.updated),
    )


HANDLERS: Handlers = {"list_queue": list_queue, "show_queue": show_queue}
