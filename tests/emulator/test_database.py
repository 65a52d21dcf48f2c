"""Rows in SQLite: they come back as they were, and files of earlier servers stay readable."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from paddleflow_emulator.storage import database as database_module
from paddleflow_emulator.storage.database import Database, Write, open_database
from paddleflow_emulator.storage.session import Session, Where
from paddleflow_emulator.storage.tables import FileSystemRow, JobRow, SettingRow

NOON = datetime(2026, 1, 31, 12)  # noqa: DTZ001 - as rows have it


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "a.db")) as opened:
        yield opened


def file_system(name: str, **changes: object) -> FileSystemRow:
    values = {"owner": "root", "kind": "local", "sub_path": "/a", "properties": None, "created": NOON}
    return FileSystemRow(**{"name": name, "independent_mount_process": True, **values, **changes})  # type: ignore[arg-type]


def job(identifier: str) -> JobRow:
    values: dict[str, Any] = dict.fromkeys(JobRow.types, "")
    return JobRow(**values | {"id": identifier, "spec": {}, "accepted": NOON, "updated": NOON})


def test_a_row_comes_back_as_it_was_stored(database: Database) -> None:
    with database.write() as session:
        session.add(file_system("a"))
        session.add(file_system("b", properties={"ü": [1, None]}, created=NOON.replace(microsecond=1)))
        session.add(SettingRow(name="x", value=b"\0"))
    with database.read() as session:
        first, second = session.all(FileSystemRow, "ORDER BY created")
        assert (first.pk, first.properties, first.independent_mount_process, first.created) == (1, None, True, NOON)
        assert (second.pk, second.id, second.properties) == (2, "fs-root-b", {"ü": [1, None]})
        assert session.first(SettingRow, "WHERE name = ?", "x") is not None
        assert session.get(FileSystemRow, 3) is None


def test_invalid_unicode_is_replaced_when_stored(database: Database) -> None:
    with database.write() as session:
        session.add(file_system("é\0\udcff"))
        assert session.scalar("SELECT name FROM file_systems") == "é\0?"


def test_a_changed_row_is_written_and_a_deleted_one_gone(database: Database) -> None:
    with database.write() as session:
        session.add(row := file_system("a"))
        row.sub_path, row.properties = "/b", {"a": "b"}
        session.update(row)
        session.add(other := file_system("b"))
        session.delete(other)
    with database.read() as session:
        (found,) = session.all(FileSystemRow)
        assert vars(found) == vars(row)


def test_a_failed_block_leaves_nothing(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), database.write() as session:
        list(map(session.add, [file_system("a"), file_system("b"), file_system("a")]))
    with database.write() as session:  # The connection is as good as new.
        assert session.all(FileSystemRow) == []


def test_columns_that_are_left_out_are_not_there(database: Database) -> None:
    with database.write() as session:
        session.add(file_system("a", properties={"secret": "x"}))
        (row,) = session.all(FileSystemRow, without=frozenset({"properties"}))
        assert row.name == "a"
        assert not hasattr(row, "properties")


def test_all_conditions_must_hold(database: Database) -> None:
    with database.write() as session:
        for name in ("a", "b", "c"):
            session.add(file_system(name))
        where = Where.among(name=["a", "b"], owner=["root"], kind=None)
        where.add("created >= ?", NOON)
        where.add("name != ?", "a")
        assert [row.name for row in session.all(FileSystemRow, where.sql, *where.values)] == ["b"]
        assert session.all(FileSystemRow, Where.among(name=[]).sql) == []


@pytest.mark.slow
def test_a_list_may_have_any_number_of_values(database: Database) -> None:
    """More than a statement may have of `?`."""
    with database.write() as session:
        list(map(session.add, [file_system("a"), file_system("b")]))
        names = [*map(str, range(300_000)), "b"]
        assert session.scalars("SELECT name FROM file_systems WHERE name IN ?", names) == ["b"]
        assert session.scalars("SELECT name FROM file_systems WHERE name NOT IN ?", names) == ["a"]
        assert session.all(FileSystemRow, "WHERE name IN ?", []) == []


def test_a_misspelt_column_is_an_error(database: Database) -> None:
    where = Where.among(naem=["a"])
    with pytest.raises(sqlite3.OperationalError, match="no such column: naem"), database.read() as session:
        session.all(FileSystemRow, where.sql, *where.values)


def test_listeners_hear_of_jobs_when_they_are_committed(database: Database) -> None:
    heard: list[frozenset[str]] = []
    database.on_changed_jobs(heard.append)
    with database.write() as session:
        session.add(job("job-1"))
        assert heard == []
    with database.write() as session:
        session.execute("UPDATE jobs SET status = 'running'")
    assert heard == [frozenset({"job-1"})] * 2


def test_listeners_do_not_hear_of_rolled_back_changes(database: Database) -> None:
    heard: list[frozenset[str]] = []
    database.on_changed_jobs(heard.append)
    with pytest.raises(sqlite3.IntegrityError), database.write() as session:
        list(map(session.add, [job("job-1"), job("job-1")]))
    with database.write() as session:
        session.add(job("job-2"))
    assert heard == [frozenset({"job-2"})]


def moved_to(path: str) -> Write:
    def write(session: Session) -> None:
        session.execute("UPDATE file_systems SET sub_path = ?", path)

    return write


async def test_writes_delayed_by_a_lock_come_before_all_others(database: Database, tmp_path: Path) -> None:
    with database.write() as session:
        session.add(file_system("a"))
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for path in ("/b", "/c"):
            database.write_soon(moved_to(path))
        with pytest.raises(sqlite3.OperationalError, match="locked"), database.write():
            pass
        other.execute("ROLLBACK")
    with database.write() as session:
        assert session.scalar("SELECT sub_path FROM file_systems") == "/c"
        session.execute("UPDATE file_systems SET sub_path = '/d'")
    await asyncio.sleep(0)
    with database.read() as session:
        assert session.scalar("SELECT sub_path FROM file_systems") == "/d"


async def test_what_happened_while_the_file_was_locked_is_written_without_another_write(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "_PAUSE", 0.01)
    with database.write() as session:
        session.add(file_system("a"))
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        database.write_soon(moved_to("/b"))
        await asyncio.sleep(0.02)  # an attempt in vain
        database.write_soon(moved_to("/c"))
        other.execute("ROLLBACK")
    async with asyncio.timeout(20):
        while True:
            with database.read() as session:
                if session.scalar("SELECT sub_path FROM file_systems") == "/c":
                    break
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("refused", [LookupError, UnicodeError, sqlite3.IntegrityError])
async def test_a_delayed_write_that_never_works_does_not_keep_others_from_writing(
    database: Database, tmp_path: Path, refused: type[Exception]
) -> None:
    def never(_: Session) -> None:
        raise refused("never")

    with database.write() as session:
        session.add(file_system("a"))
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for write in (moved_to("/b"), never, moved_to("/c")):
            database.write_soon(write)
        other.execute("ROLLBACK")
    with database.write() as session:
        assert session.scalar("SELECT sub_path FROM file_systems") == "/c"


def test_a_row_that_cannot_be_read_does_not_keep_others_from_writing(database: Database) -> None:
    with database.write() as session:
        list(map(session.add, [file_system("a", properties={}), file_system("b")]))
        session.execute("UPDATE file_systems SET properties = '{' WHERE name = 'a'")
    with pytest.raises(ValueError, match="Expecting") as kept, database.read() as session:
        session.all(FileSystemRow)
    with database.read(), database.write() as session:  # on another connection
        session.add(file_system("c"))
    with database.write() as session:
        assert session.scalar("SELECT count(*) FROM file_systems") == 3, kept


def test_a_connection_that_is_in_use_at_the_end_is_closed_after_its_use(tmp_path: Path) -> None:
    database = open_database(tmp_path / "a.db")
    with database.read() as session:
        database.close()
        assert session.scalar("SELECT 1") == 1
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        session.scalar("SELECT 1")


def test_files_of_earlier_servers_are_read(tmp_path: Path) -> None:
    """A number that changes shuts out every file there is: only do so on purpose."""
    open_database(tmp_path / "a.db").close()
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (734592822,)
