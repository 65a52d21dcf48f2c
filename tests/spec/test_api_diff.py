"""`make api-diff` passes the spec of a commit and ours to oasdiff. A stand-in for Go records its arguments."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GO = """#!/bin/sh
echo "$*" >called
cat >given
exit {status}
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits: the spec was `old`, and is `new`."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "spec").mkdir()
    git(tmp_path, "init", "--quiet")
    for text in ("old", "new"):
        (tmp_path / "spec" / "openapi.yaml").write_text(text)
        git(tmp_path, "add", "spec")
        git(tmp_path, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", text)
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


@pytest.mark.parametrize("status", [0, 1])
def test_make_api_diff_compares_with_a_commit(repository: Path, status: int) -> None:
    go = repository / "go"
    go.write_text(GO.format(status=status))
    go.chmod(0o755)
    environment = {**os.environ, "PATH": f"{repository}:{os.environ['PATH']}"}
    command = ["make", "api-diff", "SINCE=HEAD~1"]
    done = subprocess.run(command, cwd=repository, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode != 0) == bool(status), done.stderr
    assert (repository / "given").read_text() == "old"
    tool, arguments = (repository / "called").read_text().split(maxsplit=2)[1:]
    assert tool.startswith("github.com/oasdiff/oasdiff@v")
    assert arguments.split() == ["breaking", "--fail-on", "ERR", "-", "spec/openapi.yaml"]
