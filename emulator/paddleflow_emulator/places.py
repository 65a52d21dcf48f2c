"""What runs use beside processes: file systems on this machine, and queues and flavours to name in a step's env."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from attrs import frozen
from sqlalchemy import select

from .database import Database
from .engine.interface import FileSystem, JobRequest, Placement, Unplaceable
from .tables import FileSystemRow, FlavourRow, QueueRow

DEFAULT_QUEUE = "default-queue"
DEFAULT_CLUSTER = "default-cluster"


@frozen
class LocalFileSystems:
    """The engine's `FileSystems`: `local://a/b` is the directory `a/b` below `root`.

    Args:
        database: where they are registered.
        root: the top of all local file systems, `/` for this machine's own paths.
    """

    database: Database
    root: Path

    def find(self, owner: str, name: str) -> FileSystem | None:
        """Give a user's file system; its directory is made when it is first used."""
        with self.database.read() as session:
            chosen = select(FileSystemRow).where(FileSystemRow.owner == owner, FileSystemRow.name == name)
            row = session.scalar(chosen)
        if row is None:
            return None
        directory = self.root / row.sub_path.lstrip("/")
        with suppress(OSError):  # A step that needs it then says what is wrong.
            directory.mkdir(parents=True, exist_ok=True)
        return FileSystem(owner, name, directory)


@frozen
class SqlQueues:
    """The engine's `Queues`: a job goes anywhere, but the names it gives must exist."""

    database: Database

    def place(self, request: JobRequest) -> Placement:
        """Give the job's place.

        Raises:
            Unplaceable: no such queue or flavour.
        """
        name = request.queue or DEFAULT_QUEUE
        with self.database.read() as session:
            queue = session.scalar(select(QueueRow).where(QueueRow.name == name))
            if queue is None:
                raise Unplaceable(f"queue[{name}] not found")
            flavours = select(FlavourRow.pk).where(FlavourRow.name == request.flavour)
            if request.flavour and session.scalar(flavours) is None:
                raise Unplaceable(f"flavour[{request.flavour}] not found")
        return Placement(queue.name, queue.namespace, queue.cluster)
