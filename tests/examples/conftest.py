"""What the tests of the examples share: a fresh server, and scripts run as a user runs them."""

import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
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


def run_script(path: str | Path, *arguments: str, stdout: StringIO | None = None) -> Completed:
    """Run a script of the project as `python PATH ...` does, but in this process, which has imported what it needs."""
    command, out, err, status = [str(ROOT / path), *arguments], stdout or StringIO(), StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", command)
        patch.setattr(sys, "path", [str((ROOT / path).parent), *sys.path])
        patch.chdir(ROOT)
        try:
            runpy.run_path(command[0], run_name="__main__")
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(bool(end.code))
            if isinstance(end.code, str):
                err.write(f"{end.code}\n")
    return Completed(command, status, out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def script() -> Script:
    return run_script


@pytest.fixture(scope="session")
def process() -> Script:
    """Run a script of the project in a process of its own, warnings as errors, no terminal."""

    def run(path: str | Path, *arguments: str) -> Completed:
        command = [sys.executable, "-W", "error", str(ROOT / path), *arguments]
        environment = {**os.environ, "PYTHONUTF8": "1"}
        return subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=120
        )

    return run
