"""Without the extra `emulator`, everything that needs the server says in one sentence what to install."""

import subprocess
import sys
from pathlib import Path

import pytest

SAYS = 'The embedded server needs an extra: pip install "paddleflow-client[emulator]" ('
MISSING = "import sys\nsys.modules['uvicorn'] = None\n"
TEST = "def test_mine(paddleflow_server): pass\n"


def python(code: str, *arguments: str, folder: Path) -> str:
    """What a Python without uvicorn says at the end."""
    command = [sys.executable, "-c", MISSING + code, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode != 0
    return (done.stdout + done.stderr).strip()


def test_the_command_says_so_in_one_line(tmp_path: Path) -> None:
    said = python("from paddleflow_emulator.__main__ import main; main()", "--help", folder=tmp_path)
    assert said.startswith(SAYS)
    assert "\n" not in said


def test_serve_says_so(tmp_path: Path) -> None:
    said = python("from paddleflow_emulator import serve", folder=tmp_path)
    assert said.splitlines()[-1].startswith(f"ModuleNotFoundError: {SAYS}")


def test_run_here_says_so(tmp_path: Path) -> None:
    code = """
from paddleflow.pipeline import Pipeline, step

@step
def one() -> None: ...

@Pipeline(name="one", docker_env="python:3.11")
def pipeline() -> None:
    one()

pipeline().run_here()
"""
    (tmp_path / "one.py").write_text(code, encoding="utf-8")
    said = python("import runpy; runpy.run_path('one.py')", folder=tmp_path)
    assert f"run_here: {SAYS}" in said.splitlines()[-1]


@pytest.mark.slow
def test_the_fixture_says_so(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text(TEST, encoding="utf-8")
    said = python("import pytest; sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider']))", folder=tmp_path)
    assert SAYS in said
    assert "1 error" in said
