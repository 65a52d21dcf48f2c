"""The embedded server as a process of its own, which a test may kill."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .api import Api, client
from .contract import Contract

_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE = 24, 1


@contextmanager
def server(
    data: Path | None, *arguments: str, limit: int | None = None, careful: bool = False
) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own, which may write no file longer than `limit` bytes."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-W", "error", "-m", "paddleflow_emulator", "--port", "0", "--password", "paddleflow"),
            *(("--data", str(data)) if data else ()),
            *arguments,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_without_override if careful and os.geteuid() == 0 else None,
        cwd="/",
    )
    with process:
        if limit is not None:
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            yield process
        finally:
            process.kill()


def _without_override() -> None:
    """Let the permissions of files count for root, too."""
    assert ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0) == 0


@contextmanager
def command(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command in a process of its own, with its start line."""
    with server(None, *arguments) as process:
        assert process.stdout
        yield process, process.stdout.readline()


def address_in(line: str) -> str:
    return next(word for word in line.replace(",", " ").split() if word.startswith("http://"))


def address_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    line = process.stdout.readline()
    assert "http://" in line, process.communicate(timeout=10)
    return address_in(line)


@contextmanager
def logged_in(process: subprocess.Popen[str], contract: Contract) -> Iterator[Api]:
    with client(address_of(process), contract) as api:
        api.http.headers["x-pf-authorization"] = api.post("/login", username="root", password="paddleflow").ok[
            "authorization"
        ]
        yield api
