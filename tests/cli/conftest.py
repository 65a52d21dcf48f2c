"""The command, in this process or in a terminal, and a server of the module for it."""

from __future__ import annotations

import io
import json
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from paddleflow import Client
from paddleflow.cli.main import main
from paddleflow_emulator.pytest_plugin import PaddleFlowServer

from .pseudo_terminal import Forks


@dataclass(frozen=True)
class Ended:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What was written, as JSON."""
        return json.loads(self.out)


Cli = Callable[..., Ended]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with nothing in it, and no variable that means anything to the command."""
    for name in list(os.environ):
        if name.startswith(("PADDLEFLOW_", "XDG_", "_PADDLEFLOW")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    for name in ("NO_COLOR", "CLICOLOR_FORCE", "PAGER"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.fixture
def offline(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command, in a home folder without settings."""

    def run(*words: str, stdin: str = "", env: dict[str, str] | None = None) -> Ended:
        capsys.readouterr()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            patch.setattr(warnings, "showwarning", warnings.showwarning)  # the program sets its own
            for name, value in {"PADDLEFLOW_CONFIG": "", **(env or {})}.items():
                patch.setenv(name, value)
            code = main(list(words))
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return run


@pytest.fixture
def cli(offline: Cli, paddleflow_server_module: PaddleFlowServer, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command, with a server of the module that root is logged in to."""
    monkeypatch.setenv("PADDLEFLOW_HOST", paddleflow_server_module.address)
    monkeypatch.setenv("PADDLEFLOW_USERNAME", "root")
    monkeypatch.setenv("PADDLEFLOW_PASSWORD", paddleflow_server_module.server.password)
    return offline


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """Runs commands in terminals."""
    made = Forks()
    yield made
    made.close()


@pytest.fixture
def client(paddleflow_server_module: PaddleFlowServer) -> Client:
    """A client of the module's server, in which nothing is left of other tests."""
    paddleflow_server_module.control.reset()
    return paddleflow_server_module.client()


@pytest.fixture
def environ(tmp_path: Path, paddleflow_server_module: PaddleFlowServer) -> dict[str, str]:
    """The variables of a process of its own, in which root is logged in to the module's server."""
    server = paddleflow_server_module.server
    return {
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
        "TERM": "xterm",
        "PYTHONUTF8": "1",
        "PADDLEFLOW_HOST": server.address,
        "PADDLEFLOW_USERNAME": "root",
        "PADDLEFLOW_PASSWORD": server.password,
    }
