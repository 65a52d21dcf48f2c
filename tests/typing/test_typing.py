"""mypy and pyright, with the project's settings, agree with the snippets of this folder."""

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
SNIPPETS = [str(FOLDER / name) for name in ("blocking.py", "asynchronous.py", "pipelines.py")]


@pytest.mark.slow  # `make types` runs both over them.
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_a_type_checker_knows_what_the_methods_take_and_give(checker: str) -> None:
    command = [sys.executable, "-m", checker, *SNIPPETS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
