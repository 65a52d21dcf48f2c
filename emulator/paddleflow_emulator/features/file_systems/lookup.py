"""Finds file systems, and the directories or buckets behind them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from attrs import frozen

from paddleflow_emulator.engine.interface import FileSystem
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.session import Session
from paddleflow_emulator.storage.tables import FileSystemRow, LinkRow

from .local import LOCAL, LocalFileSystem
from .s3 import S3, Bucket, S3FileSystem


@frozen
class SqlFileSystems:
    """The engine's `FileSystems`: `local://a/b` is the directory `a/b` below `root`, `s3://` ones are buckets.

    Args:
        database: Where they are registered.
        root: The top of all local file systems, `/` for this machine's own paths.
    """

    database: Database
    root: Path

    def kinds(self, session: Session) -> dict[str, str]:
        """Return the types of every user's file systems, by id."""
        return {row.id: row.kind for row in session.all(FileSystemRow)}

    def directories(self, session: Session) -> dict[str, Path]:
        """Return the directories behind every user's local file systems, by id; they may not be there yet."""
        local = session.all(FileSystemRow, "WHERE kind = ?", LOCAL)
        return {found.id: found.root for found in map(self._local, local)}

    def find(self, owner: str, name: str) -> FileSystem | None:
        """Return a user's file system; a local one's directory is made when it is first used."""
        with self.database.read() as session:
            row = session.first(FileSystemRow, "WHERE owner = ? AND name = ?", owner, name)
            if row is None:
                return None
            if row.kind == S3:
                return s3_file_system(session, row)
        found = self._local(row)
        with suppress(OSError):  # A step that needs it then says what is wrong.
            found.root.mkdir(parents=True, exist_ok=True)
        return found

    def _local(self, row: FileSystemRow) -> LocalFileSystem:
        return LocalFileSystem(row.owner, row.name, self.root / row.sub_path.lstrip("/"))


def s3_file_system(session: Session, row: FileSystemRow) -> S3FileSystem:
    """Return a file system in a bucket with its links."""
    links = session.all(LinkRow, "WHERE owner = ? AND fs_name = ?", row.owner, row.name)
    return S3FileSystem(
        row.owner,
        row.name,
        Bucket.of(row.sub_path, row.properties or {}),
        tuple((link.fs_path, Bucket.of(link.sub_path, link.properties)) for link in links),
    )
