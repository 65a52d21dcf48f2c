"""What the tests of the examples share: a fresh server, and scripts run as a user runs them."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from paddleflow_emulator import serve

ROOT = Path(__file__).resolve().parents[2]

Completed = subprocess.CompletedProcess[str]
Script = Callable[..., Completed]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def address() -> Iterator[str]:
    """A server of its own for each test."""
    with serve(password="paddleflow") as address:
        yield address


@pytest.fixture(scope="session")
def script() -> Script:
    """Run a script of the project, warnings as errors, no terminal."""

    def run(path: str | Path, *arguments: str) -> Completed:
        command = [sys.executable, "-W", "error", str(ROOT / path), *arguments]
        environment = {**os.environ, "PYTHONUTF8": "1"}
        return subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120
        )

    return run
