"""Sessions in a terminal of 80 and of 140 columns, kept as text files: what a person types, and what the screen shows.

A file has `$` lines, and below each what came of it; `[exit N]` where that is not 0. What differs from time to time is
replaced. Those of 140 columns, and those that take long, are for `make torture`. PADDLEFLOW_UPDATE_SESSIONS=1 writes
them anew: then read them.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from paddleflow_emulator.pytest_plugin import PaddleFlowServer

from .pseudo_terminal import READABLE, Forks, Terminal, terminal

HERE = Path(__file__).with_name("sessions")
UPDATE = bool(os.environ.get("PADDLEFLOW_UPDATE_SESSIONS"))
SHELL = re.compile(r"[|&;<>$*?~]")
DURATION = r"(?:\d+m)?\d+s"
QUICK = ("01", "03", "05", "13")
WIDTHS = (80, pytest.param(140, marks=pytest.mark.slow))

FILES = {
    "ok.yaml": """
        name: train-ok
        fs_options: {main_fs: {name: demo}}
        docker_env: python:3.11
        cache: {enable: true, max_expired_time: 400}
        entry_points:
          prepare:
            command: echo "preparing" && echo rows > {{table}}
            artifacts: {output: [table]}
          train:
            deps: prepare
            parameters: {epoch: 1}
            command: echo "epoch {{epoch}} of $(cat {{table}})" && echo weights > {{model}}
            artifacts: {input: {table: "{{prepare.table}}"}, output: [model]}
        """,
    "fail.yaml": """
        name: train-fail
        docker_env: python:3.11
        entry_points:
          prepare:
            command: echo "preparing"
          train:
            deps: prepare
            command: |
              echo "loading /no/such/file"
              cat /no/such/file
          evaluate:
            deps: train
            command: echo "never"
        """,
    "wrong.yaml": """
        name: train-wrong
        docker_env: python:3.11
        entry_points:
          train:
            deps: prepare
            comand: echo hello
        """,
    "wide.yaml": """
        name: wide
        docker_env: python:3.11
        entry_points:
          split:
            command: echo split
          part:
            deps: split
            entry_points:
              each:
                loop_argument: [a, b, c]
                command: echo "part {{PF_LOOP_ARGUMENT}}"
              join:
                deps: each
                command: echo joined
          report:
            deps: split,part
            command: echo report
        post_process:
          mail:
            command: echo mail
        """,
    "job.json": """
        {"name": "hello-job", "command": "echo job line 1; echo job line 2", "image": "python:3.11",
         "schedulingPolicy": {"queue": "default-queue"}, "flavour": {"name": "flavour1"}}
        """,
}
CONSTANTS = (
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"), "2026-01-01 00:00:00"),
    (re.compile(r"\b\d\d:\d\d:\d\d(\.\d\d)?\b"), "00:00:00"),
    (re.compile(r"(?<=-)[0-9a-f]{8}\b"), "00000000"),
    (re.compile(r"(?<=job-)[0-9a-f]{16}(?![0-9a-f])"), "0" * 16),
    (re.compile(r"(?<=-)[0-9a-f]{32}(?=/)"), "0" * 32),
    (re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])"), "0" * 36),
    (re.compile(r"-0-[0-9a-f]*…"), "-0-00…"),
    (re.compile(r"\bseconds: \d+\.0"), "seconds: 0.0"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "0" * 64),
    (re.compile(r"\b[0-9a-f]{32}\b"), "0" * 32),
    (re.compile(r"\b\d{7,9}Ki\b"), "16000000Ki"),
    (re.compile(r'"cpu": "\d+", "memory": "16000000Ki"'), '"cpu": "4", "memory": "16000000Ki"'),
    (re.compile(r"\blinux/\w+"), "linux/x86_64"),
)


@pytest.fixture
def home(tmp_path: Path, paddleflow_server_module: PaddleFlowServer) -> Path:
    """A home folder with a settings file of a new server, and what sessions need."""
    home = tmp_path / "home"
    home.mkdir()
    server = paddleflow_server_module
    server.control.reset()
    server.control.seed(file_systems=[{"name": "demo", "url": "local://proj"}])
    for left in server.local_root.iterdir():
        shutil.rmtree(left)
    project = server.local_root / "proj"
    project.mkdir(parents=True)
    for name, text in FILES.items():
        (home / name).write_text(dedent(text).lstrip("\n"))
        (project / name).write_text(dedent(text).lstrip("\n"))
    folder = home / ".paddleflow"
    folder.mkdir()
    host, _, port = server.address.removeprefix("http://").partition(":")
    (folder / "paddleflow.ini").write_text(
        f"[user]\nname = root\npassword = {server.server.password}\n[server]\n"
        f"paddleflow_server_host = {host}\npaddleflow_server_port = {port}\n"
    )
    (folder / "paddleflow.ini").chmod(0o600)
    return home


def environ(home: Path, columns: int) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {
        "HOME": str(home),
        "PATH": path,
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "COLUMNS": str(columns),
        "PAGER": "",
    }


def commands_of(file: Path) -> list[str]:
    return [line.removeprefix("$ ") for line in file.read_text("utf-8").splitlines() if line.startswith("$ ")]


def perform(command: str, screen: Terminal, home: Path, forks: Forks) -> int:
    """Run what a line of a session says: by a fork where it is one command of ours, else by the shell."""
    if command.startswith("paddleflow ") and not SHELL.search(command):
        return forks.run(shlex.split(command)[1:], screen.name, environ(home, screen.columns), home)
    with open(screen.name, "r+b", buffering=0) as tty:  # noqa: PTH123 - unbuffered
        done = subprocess.run(
            ["sh", "-c", command], cwd=home, env=environ(home, screen.columns), stdin=tty, stdout=tty, stderr=tty
        )
    return done.returncode


def same_each_time(text: str, home: Path, server: PaddleFlowServer) -> str:
    """Replace what differs from time to time: times, ids, addresses."""
    text = text.replace(str(home), "~").replace(str(server.local_root), "/srv")
    text = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8999", text)
    text = re.sub(r"\(process \d+\)", "(process 1)", text)
    text = re.sub(r"\brequest(Id:| )[0-9a-f-]{32,36}", r"request\g<1>0", text)
    for pattern, constant in CONSTANTS:
        text = pattern.sub(constant, text)
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if re.search(r"\b(in )?\d+ (s|min)( ago)?\b", line):
            lines[at] = re.sub(r" {2,}", "  ", re.sub(r"\b(in \d+ (s|min)\b|\d+ (s|min) ago)", "just now", line))
        elif line.rstrip().endswith(" AGO") or " TIME" in line:
            lines[at] = re.sub(r" {2,}", "  ", line)
        elif "█" in line:
            lines[at] = re.sub(rf" *█+ +{DURATION}$", " ███ 0s", line)
        else:
            line = re.sub(rf"(^run-\d+ .*  | after ){DURATION}(?=,|$)", r"\g<1>0s", line)
            lines[at] = re.sub(rf"(?<= ){DURATION}(?= |$)", lambda found: f"{'0s':>{len(found[0])}}", line)
    return "\n".join(line.rstrip() for line in lines)


def test_a_session_on_a_slow_machine_is_the_same(tmp_path: Path, paddleflow_server_module: PaddleFlowServer) -> None:
    lines = (
        "run-000001  train-fail  failed  {}",
        "├─ ✘ train     failed      {:>7}  job is failed",
        "✘ train failed after {}, exit code 1",
        "└─ ✘ train    ████████████ {:>7}",
    )
    quick, *slow = (
        same_each_time("\n".join(line.format(time) for line in lines), tmp_path, paddleflow_server_module)
        for time in ("0s", "9s", "12s", "1m05s")
    )
    assert slow == [quick] * 3


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    "name",
    [
        name if name[:2] in QUICK else pytest.param(name, marks=pytest.mark.slow)
        for name in sorted({file.name.rpartition(".")[0].rpartition(".")[0] for file in HERE.glob("*.txt")})
    ],
)
def test_a_session_goes_as_it_is_written_down(
    name: str, columns: int, home: Path, paddleflow_server_module: PaddleFlowServer, forks: Forks
) -> None:
    file = HERE / f"{name}.{columns}.txt"
    written = file.read_text("utf-8") if file.exists() else ""
    seen = "".join(f"{line}\n" for line in written.splitlines() if line.startswith("# "))
    for command in commands_of(file if file.exists() else HERE / f"{name}.80.txt"):
        with terminal(columns) as screen:
            code = perform(command, screen, home, forks)
            screen.settle()
            shown = same_each_time(screen.text(), home, paddleflow_server_module)
            assert screen.colours() <= READABLE
            assert screen.faint_words() == []
            assert not screen.cursor_is_hidden()
        seen += f"$ {command}\n{shown}\n" if shown else f"$ {command}\n"
        seen += f"[exit {code}]\n" if code else ""
    if UPDATE:
        file.write_text(seen, "utf-8")
    assert seen == written or UPDATE, f"{file.name} has another text: {seen}"
