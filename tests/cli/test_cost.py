"""What the command loads: for help, usage errors and completion nothing slow (`bench/cli.py` counts instructions)."""

from __future__ import annotations

import subprocess
import sys

import pytest

SLOW = {"attr", "attrs", "httpx", "json", "logging", "rich", "socket", "ssl", "textwrap", "typing", "yaml"}
RUN = "import sys; from paddleflow.cli.main import main; main({words!r}); print(*sys.modules, file=sys.stderr)"


@pytest.mark.parametrize(
    "words", [["--help"], ["run", "list", "--help"], ["run", "lst"], ["__complete", "run", "list", "--status", "f"]]
)
def test_help_usage_errors_and_completion_load_nothing_slow(words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", RUN.format(words=words)], capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.splitlines()[-1].split())
    assert not loaded & SLOW
    assert {name for name in loaded if name.startswith("paddleflow_api")} == set()
