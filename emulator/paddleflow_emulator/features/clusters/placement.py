"""Where jobs go: to a queue that exists, with room for the flavour that they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from paddleflow_api.models import QuotaType
from paddleflow_emulator.engine.interface import Placement, Unplaceable
from paddleflow_emulator.http.auth import ROOT
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.session import Session
from paddleflow_emulator.storage.tables import FlavourRow, QueueRow

from .capacity import Capacity

DEFAULT_QUEUE = "default-queue"
DEFAULT_CLUSTER = "default-cluster"
DEFAULT_FLAVOUR = {"name": "", "cpu": "1", "mem": "1Gi"}
"""What a job asks for that names no flavour."""


def find_queue(session: Session, name: str) -> QueueRow | None:
    """Return a queue by its name."""
    return session.first(QueueRow, "WHERE name = ?", name)


GRANTED_QUEUES = "SELECT resource_id FROM grants WHERE user = ? AND resource_type = 'queue'"
"""SQL for the names of queues that a user has a grant for."""


def may_see(session: Session, user: str, queue: QueueRow) -> bool:
    """Return whether a user may see a queue: root all, others shared and granted ones."""
    return user == ROOT or queue.shared or queue.name in session.scalars(GRANTED_QUEUES, user)


def check_cluster_online(session: Session, queue: QueueRow) -> None:
    """Check that jobs may go to a queue: any user's, since the real server looks at grants only when it shows queues.

    Raises:
        Unplaceable: Its cluster is not online.
    """
    status = session.scalar("SELECT status FROM clusters WHERE name = ? ORDER BY pk LIMIT 1", queue.cluster)
    if status != "online":
        raise Unplaceable(f"cluster[{queue.cluster}] of queue[{queue.name}] is {status or 'not there'}")


def check_room(queue: QueueRow, wanted: Capacity) -> None:
    """Check that a queue is as large as what a job asks for; what others use of it does not count.

    Raises:
        Unplaceable: It is smaller.
    """
    most = Capacity.from_wire(queue.max_resources)
    unbounded = not most and queue.quota_type == QuotaType.VOLCANOCAPABILITYQUOTA
    if not unbounded and not wanted.fits_in(most):
        raise Unplaceable(f"the flavour[{wanted}] is larger than queue's [{most}]")


def find_flavour(session: Session, name: str) -> FlavourRow | None:
    """Return a flavour by its name."""
    return session.first(FlavourRow, "WHERE name = ?", name)


def flavour_views(session: Session) -> dict[str, dict[str, Any]]:
    """Return every flavour as jobs show it, by name."""
    return {row.name: flavour_view(row) for row in session.all(FlavourRow)}


def flavour_view(row: FlavourRow) -> dict[str, Any]:
    """Return a flavour as jobs show it."""
    scalar = {"scalarResources": row.scalar_resources} if row.scalar_resources else {}
    return {"name": row.name, "cpu": row.cpu, "mem": row.mem, **scalar}


def flavour_capacity(flavour: Mapping[str, Any]) -> Capacity:
    """Return what a flavour of a job stands for."""
    return Capacity.read(flavour["cpu"], flavour["mem"], flavour.get("scalarResources"))


@frozen
class SqlQueues:
    """The engine's `Queues`: a job goes to this machine, but the names it gives must exist."""

    database: Database

    def place(self, queue: str, flavour: str) -> Placement:
        """Return the job's place.

        Raises:
            Unplaceable: No such queue or flavour, the flavour is larger than the queue, or the queue's cluster is not
                online.
        """
        name, asked = queue or DEFAULT_QUEUE, DEFAULT_FLAVOUR
        with self.database.read() as session:
            found = find_queue(session, name)
            if found is None:
                raise Unplaceable(f"get queue[{name}] failed when creating job, err=record not found")
            check_cluster_online(session, found)
            if flavour:
                row = find_flavour(session, flavour)
                if row is None:
                    raise Unplaceable(f"get flavour[{flavour}] failed, err:record not found")
                asked = flavour_view(row)
            check_room(found, flavour_capacity(asked))
        return Placement(found.name, found.namespace, found.cluster)
