"""Pages of runs are found by an index, whatever is asked for: a page out of a million costs what one of a few does."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from ..support.api import Api, pipeline_yaml
from .conftest import Serving


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """What is asked of databases meanwhile."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        seen.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plans")


@pytest.fixture(scope="module")
def root(serving: Serving, database: Path) -> Iterator[Api]:
    with serving(data=database) as api:
        root = api.login()
        root.post("/user", username="user0", password="abc12345")
        root.finished(root.start(pipeline_yaml()))
        yield root


@pytest.mark.parametrize(
    ("user", "query", "index"),
    [
        ("root", {}, "INTEGER PRIMARY KEY (rowid>?)"),
        ("root", {"statusFilter": "failed"}, "INDEX ix_runs_status (status=? AND rowid>?)"),
        ("root", {"statusFilter": "failed,running"}, "INDEX ix_runs_status (status=? AND rowid>?)"),
        ("root", {"nameFilter": "a"}, "INDEX ix_runs_name (name=? AND rowid>?)"),
        ("root", {"fsFilter": "a"}, "INDEX ix_runs_fs_name (fs_name=? AND rowid>?)"),
        ("root", {"userFilter": "user0"}, "INDEX ix_runs_owner (owner=? AND rowid>?)"),
        ("user0", {}, "INDEX ix_runs_owner (owner=? AND rowid>?)"),
        ("user0", {"statusFilter": "failed"}, "INDEX ix_runs_owner_status (owner=? AND status=? AND rowid>?)"),
    ],
)
def test_a_page_of_runs_is_found_by_an_index(
    root: Api, database: Path, user: str, query: dict[str, str], index: str
) -> None:
    api = root if user == "root" else root.login(user, "abc12345")
    with statements() as seen:
        assert "runList" in api.get("/run", maxKeys=100, **query).ok
    ((statement, parameters),) = [(text, values) for text, values in seen if "FROM runs" in text and "LIMIT" in text]
    connection = sqlite3.connect(next(database.glob("*/paddleflow.db")))
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    connection.close()
    assert plan[0] == f"SEARCH runs USING {index}"
