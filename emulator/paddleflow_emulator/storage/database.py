"""The SQLite file: opened, created, and read and written in short transactions."""

from __future__ import annotations

import logging
import secrets
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from .tables import JobRow, Row, SettingRow

_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000")
# NORMAL keeps every commit over a crash or kill of the server; only a power cut may lose the last ones.

_TELL = "CREATE TEMP TRIGGER job_{0} AFTER {0} ON {1} BEGIN SELECT job_changed(NEW.id); END"
# SQLite itself says which jobs were written: none is forgotten, whoever writes it and in whatever way.

_log = logging.getLogger("paddleflow_emulator")


@define
class _Files:
    """The files that a database was opened with: what is written when they are gone would be lost."""

    _known: dict[Path, tuple[int, int] | None] = field(factory=dict)
    _gone: bool = False

    def remember(self, paths: Iterable[Path]) -> None:
        """Take files as they are now for those of the database."""
        self._known = {path: _identity(path) for path in paths}

    def check(self) -> None:
        """Raise OSError when a file is not there any more, or is another one; log it the first time."""
        other = [path for path, known in self._known.items() if _identity(path) != known]
        if not other:
            self._gone = False
            return
        problem = (
            f"{other[0]} was deleted or replaced while the server ran: nothing more is stored; put it back or restart"
        )
        if not self._gone:
            self._gone = True
            _log.error("%s", problem)
        raise OSError(problem)


@frozen
class Database:
    """The server's state; made by `open_database`."""

    _engine: Engine
    _keeper: Connection
    _files: _Files
    _changed: set[str] = field(factory=set)
    _listeners: list[Callable[[frozenset[str]], None]] = field(init=False, factory=list)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session to read with; its rows stay readable after it."""
        with Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """Open a connection to read with: a third of what a session costs."""
        with self._engine.connect() as connection:
            yield connection

    def value(self, sql: str, *parameters: str) -> Any:
        """Read one value, None if there is no row: a twentieth of what a session costs, for what every request reads.

        For the thread of the event loop.
        """
        connection: sqlite3.Connection = self._keeper.connection.driver_connection  # type: ignore[assignment]
        row = connection.execute(sql, parameters).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session that is committed at the end of the block, or rolled back when it fails.

        Do not call the engine inside of it: its own writes would wait for this block.

        Raises:
            OSError: The file was deleted or replaced since the server opened it.
        """
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session
            self._files.check()
        self._files.check()
        if self._changed:
            changed = frozenset(self._changed)
            self._changed.clear()
            for listener in self._listeners:
                listener(changed)

    def on_changed_jobs(self, listener: Callable[[frozenset[str]], None]) -> None:
        """Have something called with the ids of jobs that were added or changed, right after their commit."""
        self._listeners.append(listener)

    def secret(self, name: str) -> bytes:
        """Return a random value that this database keeps, made when it is first asked for."""
        with self.write() as session:
            row = session.scalar(select(SettingRow).where(SettingRow.name == name))
            if row is None:
                row = SettingRow(name=name, value=secrets.token_bytes(32))
                session.add(row)
            return row.value

    def close(self) -> None:
        """Close every connection."""
        self._keeper.close()
        self._engine.dispose()


def open_database(path: Path) -> Database:
    """Open the state in a SQLite file, which is created when it is not there.

    Raises:
        OSError: It cannot be read and written, is no database, or has the tables of another version.
    """
    path.touch(mode=0o600)  # It holds the secret of the tokens; SQLite's other files get the same mode.
    engine = create_engine(URL.create("sqlite", database=str(path)))
    files = _Files()
    event.listen(engine, "connect", lambda connection, _: _prepare(connection, files))
    try:
        _make_tables(engine, path)
        engine.dispose()
        changed: set[str] = set()
        event.listen(engine, "connect", lambda connection, _: _tell_of_jobs(connection, changed))
        keeper = engine.connect()  # As long as one is open, SQLite keeps its log of changes, too.
        keeper.exec_driver_sql("BEGIN IMMEDIATE")  # Fails now, and not at the first request.
        keeper.rollback()
        files.remember((path, path.with_name(f"{path.name}-wal")))
    except DatabaseError as wrong:
        engine.dispose()
        raise OSError(f"{path} cannot be used: {wrong.orig}") from wrong
    except OSError:
        engine.dispose()
        raise
    return Database(engine, keeper, files, changed)


def _make_tables(engine: Engine, path: Path) -> None:
    """Make the tables, under a number that stands for what they are: others are left alone, and nothing is lost."""
    columns = sorted(f"{column} {column.type}" for table in Row.metadata.tables.values() for column in table.columns)
    version = zlib.crc32("\n".join(columns).encode()) >> 1  # SQLite keeps 31 bits of it.
    with engine.connect() as connection:
        if inspect(connection).get_table_names():
            if connection.exec_driver_sql("PRAGMA user_version").scalar_one() != version:
                raise OSError(f"{path} is of another version of this server: use that one, or give another folder")
        else:
            connection.exec_driver_sql(f"PRAGMA user_version = {version}")
    Row.metadata.create_all(engine)
    for table in Row.metadata.tables.values():
        for index in table.indexes:  # An earlier server may not have had all of them.
            index.create(engine, checkfirst=True)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _prepare(connection: Any, files: _Files) -> None:
    files.check()  # SQLite would make a new file when it uses the connection.
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _tell_of_jobs(connection: Any, changed: set[str]) -> None:
    connection.create_function("job_changed", 1, changed.add)
    for what in ("INSERT", "UPDATE"):
        connection.execute(_TELL.format(what, JobRow.__tablename__))
