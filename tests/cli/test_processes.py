"""The program as a process: closed pipes, other encodings, no terminal and a real one, signals."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from paddleflow_emulator.pytest_plugin import PaddleFlowServer

from .pseudo_terminal import PATIENCE

PROGRAM = [sys.executable, "-m", "paddleflow.cli.main"]


@pytest.fixture(scope="module")
def environ(paddleflow_server_module: PaddleFlowServer, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user who has logged in."""
    client = paddleflow_server_module.client()
    yaml = "name: a\ndocker_env: x\nentry_points: {s: {command: 'true'}}"
    client.create_run(run_yaml_raw=yaml, run_name="zh", desc="训练模型 😀").unwrap()
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path_factory.mktemp("home")),
        "PADDLEFLOW_HOST": paddleflow_server_module.address,
        "PADDLEFLOW_USERNAME": "root",
        "PADDLEFLOW_PASSWORD": paddleflow_server_module.server.password,
    }


def run(environ: dict[str, str], *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *words], env={**environ, **more}, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )


@contextlib.contextmanager
def terminal(environ: dict[str, str], columns: int, *words: str) -> Iterator[tuple[int, int]]:
    """Run the program on a terminal; return its process id and the other side of the terminal."""
    pid, side = pty.fork()
    if pid == 0:
        os.execve(PROGRAM[0], [*PROGRAM, *words], {**environ, "TERM": "xterm", "PAGER": ""})  # noqa: S606
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    try:
        yield pid, side
    finally:
        os.close(side)


def part(side: int) -> bytes:
    """Return what is written to a terminal next."""
    assert select.select([side], [], [], PATIENCE)[0], "the program neither writes nor ends"
    return os.read(side, 65536)


def read(side: int) -> str:
    """Return what is written to a terminal until the program ends."""
    written = b""
    with contextlib.suppress(OSError):  # what Linux says at the end of a terminal
        while more := part(side):
            written += more
    return written.decode()


@pytest.mark.slow
def test_a_closed_pipe_prints_no_traceback(environ: dict[str, str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [*PROGRAM, "run", "list"],
        env=environ,
        stdout=writer,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (1, b"")


@pytest.mark.parametrize(
    "output", ["table", *(pytest.param(each, marks=pytest.mark.slow) for each in ("json", "text"))]
)
def test_a_text_that_the_encoding_lacks_is_written_as_an_escape(environ: dict[str, str], output: str) -> None:
    ended = run(environ, "run", "list", "-o", output, PYTHONIOENCODING="latin-1")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"\\u8bad\\u7ec3" in ended.stdout


@pytest.mark.slow
def test_closed_standard_streams_print_no_traceback(environ: dict[str, str]) -> None:
    script = "exec 0<&- 1>&- 2>&-; exec " + " ".join(PROGRAM) + " queue list"
    assert subprocess.run(["/bin/sh", "-c", script], env=environ, check=False).returncode == 0


@pytest.mark.slow
def test_a_terminal_gets_columns_that_fit_and_colours(environ: dict[str, str]) -> None:
    with terminal(environ, 60, "run", "list") as (pid, side):
        written = read(side)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert "\033[1mRUN ID" in written
    assert "SOURCE" not in written


@pytest.mark.slow
def test_ctrl_c_ends_a_question_and_does_nothing(environ: dict[str, str]) -> None:
    with terminal(environ, 80, "flavour", "delete", "flavour1") as (pid, side):
        written = b""
        while b"[y/N]" not in written:
            written += part(side)
        os.write(side, b"\x03")
        rest = read(side)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 130
    assert "Aborted!" in rest
    assert "Traceback" not in rest
    assert run(environ, "flavour", "show", "flavour1").returncode == 0


def test_a_password_is_not_shown_when_it_is_typed(environ: dict[str, str]) -> None:
    with terminal(environ, 80, "user", "add", "typed1") as (pid, side):
        written = b""
        for prompt in (b"New password of typed1: ", b"Repeat password: "):
            while prompt not in written:
                written += part(side)
            os.write(side, b"Typed1234\n")
        written += read(side).encode()
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert b"Typed1234" not in written
    assert b"user[typed1] add success" in written


@pytest.mark.slow
def test_a_hanging_server_is_left_by_ctrl_c(
    environ: dict[str, str], paddleflow_server_module: PaddleFlowServer
) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        program = subprocess.Popen(
            [*PROGRAM, "queue", "list"], env={**environ, "PADDLEFLOW_HOST": host}, stderr=subprocess.PIPE, text=True
        )
        connection, _ = listener.accept()
        with connection:
            assert connection.recv(1)
            program.send_signal(signal.SIGINT)
            _, said = program.communicate()
    assert (program.returncode, said) == (130, "Error: Aborted!\n")


@pytest.mark.slow
def test_a_read_only_home_is_enough(environ: dict[str, str], tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert run(environ, "queue", "list", HOME=str(tmp_path)).stderr == b""
    assert run(environ, "queue", "list", HOME="/proc/none").stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [["--help"], pytest.param(["run", "list"], marks=pytest.mark.slow)], ids=" ".join)
def test_a_full_disk_is_reported_without_a_traceback(environ: dict[str, str], words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run([*PROGRAM, *words], env=environ, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 1
    assert ended.stderr.decode() == "Error: The output: No space left on device\n"
