"""The SQLite file: opened, created, and read and written in short transactions."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen
from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from .tables import Row, SettingRow

_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000")
# NORMAL keeps every commit over a crash or kill of the server; only a power cut may lose the last ones.


@frozen
class Database:
    """The server's state; made by `open_database`."""

    _engine: Engine

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session to read with; its rows stay readable after it."""
        with Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session that is committed at the end of the block, or rolled back when it fails.

        Do not call the engine inside of it: its own writes would wait for this block.
        """
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    def secret(self, name: str) -> bytes:
        """Give a random value that this database keeps, made when it is first asked for."""
        with self.write() as session:
            row = session.scalar(select(SettingRow).where(SettingRow.name == name))
            if row is None:
                row = SettingRow(name=name, value=secrets.token_bytes(32))
                session.add(row)
            return row.value

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def open_database(path: Path) -> Database:
    """Open the state in a SQLite file, which is created when it is not there.

    Raises:
        OSError: it cannot be read and written, or is no database.
    """
    path.touch(mode=0o600)  # It holds the secret of the tokens; SQLite's other files get the same mode.
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _prepare)
    try:
        Row.metadata.create_all(engine)
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # Fails now, and not at the first request.
    except DatabaseError as wrong:
        engine.dispose()
        raise OSError(f"{path} cannot be used: {wrong.orig}") from wrong
    return Database(engine)


def _prepare(connection: Any, _record: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
