"""Pages of runs are found by an index, for every filter: their cost does not depend on the number of runs."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from paddleflow_emulator.storage import database

from ..support.api import Api, pipeline_yaml
from .conftest import Serving


@pytest.fixture(scope="module")
def statements() -> Iterator[list[str]]:
    """What is asked of databases, with its values."""
    seen: list[str] = []

    def connect(*arguments: Any, **settings: Any) -> sqlite3.Connection:
        connection = sqlite3.Connection(*arguments, **settings)
        connection.set_trace_callback(seen.append)
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "sqlite3", SimpleNamespace(**vars(sqlite3) | {"connect": connect}))
        yield seen


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plans")


@pytest.fixture(scope="module")
def root(serving: Serving, data: Path, statements: list[str]) -> Iterator[Api]:
    with serving(data=data) as api:
        root = api.login()
        root.post("/user", username="user0", password="abc12345")
        root.finished(root.start(pipeline_yaml()))
        statements.clear()
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
    root: Api, data: Path, statements: list[str], user: str, query: dict[str, str], index: str
) -> None:
    api = root if user == "root" else root.login(user, "abc12345")
    statements.clear()
    assert "runList" in api.get("/run", maxKeys=100, **query).ok
    (statement,) = [statement for statement in statements if "FROM runs" in statement and "LIMIT" in statement]
    connection = sqlite3.connect(next(data.glob("*/paddleflow.db")))
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    connection.close()
    assert plan[0] == f"SEARCH runs USING {index}"
