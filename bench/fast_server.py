"""Starts `bench/server.py` in a process of its own. It imports little: what is measured here may import the rest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def fast_server() -> Iterator[int]:
    """Yield the port of a server."""
    command = [sys.executable, Path(__file__).with_name("server.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdin
        yield int(process.stdout.readline())
        process.stdin.close()
