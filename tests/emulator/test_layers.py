"""Import rules between the packages: HTTP and storage stand at the edge."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import paddleflow_emulator

ROOT = Path(paddleflow_emulator.__file__).parent
PACKAGE = ROOT.name


def imported(module: Path) -> Iterator[str]:
    """Yield the modules that a module imports, in full."""
    folder = [PACKAGE, *module.relative_to(ROOT).parent.parts]
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = folder[: len(folder) - node.level + 1] if node.level else []
            yield ".".join([*above, node.module or ""])


def breaches(modules: str, *forbidden: str) -> list[str]:
    found = sorted(ROOT.glob(modules))
    assert found
    return [f"{module.relative_to(ROOT)}: {name}" for module in found for name in imported(module)
            if name.startswith(forbidden)]  # fmt: skip


def test_the_engine_knows_neither_http_nor_the_database() -> None:
    edges = [f"{PACKAGE}.{room}" for room in ("http", "storage", "features", "server", "services")]
    assert breaches("engine/**/*.py", "starlette", "sqlite3", *edges) == []


def test_storage_knows_no_requests() -> None:
    assert breaches("storage/*.py", "starlette", f"{PACKAGE}.http", f"{PACKAGE}.features") == []


def test_http_knows_no_feature() -> None:
    assert breaches("http/*.py", f"{PACKAGE}.features") == []


def test_starting_runs_does_not_depend_on_http() -> None:
    for module in ("runs/service", "runs/sources", "schedules/loop", "schedules/decide"):
        assert breaches(f"features/{module}.py", "starlette", f"{PACKAGE}.http.request", f"{PACKAGE}.services") == []
