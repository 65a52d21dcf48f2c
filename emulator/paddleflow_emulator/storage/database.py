"""The SQLite file: opened, created, and lent for short transactions."""

from __future__ import annotations

import asyncio
import logging
import secrets
import sqlite3
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from attrs import define, field

from .rows import Row
from .session import Session
from .tables import JobRow, SettingRow

_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL")
# NORMAL keeps every commit over a crash or kill of the server; only a power cut may lose the last ones.

_START_SECONDS, _LOCKED_SECONDS = 10.0, 0.1
"""Seconds to wait for another program to unlock the file: at the start, and later, when the event loop waits."""

_PAUSE = 0.5
"""Seconds between attempts to write what could not be written."""

_TRIGGER = "CREATE TEMP TRIGGER job_{0} AFTER {0} ON {1} BEGIN SELECT job_changed(NEW.id); END"
# SQLite itself reports which jobs were written, by whatever statement.

_log = logging.getLogger("paddleflow_emulator")

Write: TypeAlias = Callable[[Session], None]


@define
class _Files:
    """The files that a database was opened with: once they are gone, what is written is lost."""

    _known: dict[Path, tuple[int, int] | None] = field(factory=dict)
    _gone: bool = False

    def remember(self, paths: Iterable[Path]) -> None:
        """Remember which files are those of the database."""
        self._known = {path: _identity(path) for path in paths}

    def check(self) -> None:
        """Raise OSError when a file was deleted or replaced; log it the first time."""
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


@define(eq=False)
class Database:
    """The server's state, for all threads; made by `open_database`."""

    _path: Path
    _files: _Files = field(init=False, factory=_Files)
    _free: list[sqlite3.Connection] = field(init=False, factory=list)
    _is_closed: bool = field(init=False, default=False)
    _changed: set[str] = field(init=False, factory=set)
    _listeners: list[Callable[[frozenset[str]], None]] = field(init=False, factory=list)
    _late: deque[Write] = field(init=False, factory=deque)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session to read with."""
        with self._connected() as connection:
            yield Session(connection)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session that is committed at the end of the block, or rolled back when it fails.

        Do not call the engine inside of it: its own writes would wait for this block.

        Raises:
            OSError: The file was deleted or replaced since the server opened it.
            sqlite3.OperationalError: Another program has locked the file, among others.
        """
        while self._late and self._wrote_first():
            pass
        with self._transaction() as session:
            yield session

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        with self._connected() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            self._changed.clear()  # of a block that failed
            yield Session(connection)
            self._files.check()
            changed = frozenset(self._changed)  # as long as no other thread writes
        self._files.check()
        if changed:
            for listener in self._listeners:
                listener(changed)

    def write_soon(self, write: Write) -> None:
        """Write what has happened, which cannot be refused: at once, or when no other program has locked the file.

        Called on the event loop, which does not wait for it. Writes keep their order.
        """
        if not self._late:
            try:
                with self._transaction() as session:
                    write(session)
            except sqlite3.OperationalError as wrong:
                if not getattr(wrong, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
                    raise
                _log.warning("%s is locked by another program: what happens is stored once it is not", self._path)
                asyncio.get_running_loop().call_later(_PAUSE, self._write_late)
            else:
                return
        self._late.append(write)

    def _write_late(self) -> None:
        """Write the first of what could not be written; the next one gets a turn of the loop of its own."""
        if self._late:
            pause = 0.0 if self._wrote_first() else _PAUSE
            asyncio.get_running_loop().call_later(pause, self._write_late)

    def _wrote_first(self) -> bool:
        try:
            with self._transaction() as session:
                self._late[0](session)
        except (sqlite3.OperationalError, OSError):
            return False
        except Exception as wrong:  # It would fail again, as one does whose subject was deleted meanwhile.
            _log.warning("not stored: %s", wrong)
        self._late.popleft()
        return True

    def on_changed_jobs(self, listener: Callable[[frozenset[str]], None]) -> None:
        """Call `listener` with the ids of jobs that were added or changed, right after each commit."""
        self._listeners.append(listener)

    def secret(self, name: str) -> bytes:
        """Return a random value that this database keeps, made when it is first asked for."""
        with self.write() as session:
            row = session.first(SettingRow, "WHERE name = ?", name)
            if row is None:
                row = SettingRow(name=name, value=secrets.token_bytes(32))
                session.add(row)
            return row.value

    def close(self) -> None:
        """Close every connection."""
        while self._late and self._wrote_first():
            pass
        self._late.clear()  # What is missing is as after a kill.
        self._is_closed = True
        while self._free:
            self._free.pop().close()

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection, a new one when all are lent."""
        try:
            connection = self._free.pop()
        except IndexError:
            connection = self._connect()
            self._prepare(connection)
        try:
            yield connection
        finally:
            if self._is_closed:
                connection.close()
            else:
                self._free.append(connection)

    def _connect(self) -> sqlite3.Connection:
        self._files.check()  # SQLite would make a new file.
        connection = sqlite3.connect(self._path, timeout=_START_SECONDS, isolation_level=None, check_same_thread=False)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA busy_timeout = {_LOCKED_SECONDS * 1000:.0f}")
        connection.create_function("job_changed", 1, self._changed.add)
        for event in ("INSERT", "UPDATE"):
            connection.execute(_TRIGGER.format(event, JobRow.table))

    def _open(self) -> None:
        connection = self._connect()
        self._free.append(connection)  # As long as one is open, SQLite keeps its log of changes, too.
        with connection:
            connection.execute("BEGIN IMMEDIATE")  # Fails now, and not at the first request.
            _make_tables(connection, self._path)
        self._prepare(connection)
        self._files.remember((self._path, self._path.with_name(f"{self._path.name}-wal")))


def open_database(path: Path) -> Database:
    """Open the state in a SQLite file, which is created when it is not there.

    Raises:
        OSError: It cannot be read and written, is not a database, or has the tables of another version.
    """
    path.touch(mode=0o600)  # It holds the secret of the tokens; SQLite's other files get the same mode.
    database = Database(path)
    try:
        database._open()
    except sqlite3.DatabaseError as wrong:
        database.close()
        raise OSError(f"{path} cannot be used: {wrong}") from wrong
    except OSError:
        database.close()
        raise
    return database


def _make_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Create the tables, or raise OSError when the file has those of another version, which stay as they are."""
    classes = Row.__subclasses__()
    columns = sorted(
        f"{cls.table}.{name} {sql_type}" for cls in classes for name, sql_type in {"pk": "INTEGER", **cls.types}.items()
    )
    version = zlib.crc32("\n".join(columns).encode()) >> 1  # SQLite keeps 31 bits of it.
    if connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
        connection.execute(f"PRAGMA user_version = {version}")
    elif connection.execute("PRAGMA user_version").fetchone() != (version,):
        raise OSError(f"{path} is of another version of this server: use that one, or give another folder")
    for cls in classes:
        for definition in cls.definitions:  # An earlier server may not have had all of the indexes.
            connection.execute(definition)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
