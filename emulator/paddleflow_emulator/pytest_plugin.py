"""The fixture `paddleflow_server`: an embedded server for each test, as if it were new.

One server runs for the whole session, started when the first test asks for it and set back after each test.

    def test_mine(paddleflow_server):
        client = paddleflow_server.client()
        run_id = client.create_run(run_yaml_raw=...).unwrap()
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

# Whoever has this package has the plugin in every run of pytest: nothing else is imported before a test needs it.
if TYPE_CHECKING:
    from pathlib import Path

    from paddleflow import Client

    from .remote_control import RemoteControl
    from .server import Server


class PaddleFlowServer:
    """A server of one test, module or session.

    Args:
        server: What `serve` gave.
        control: Resets, seeds, breaks it.
        local_root: Where its `local://` file systems are: `local://a` is the folder `a` in it.
        stack: Ends the clients.
    """

    def __init__(self, server: Server, control: RemoteControl, local_root: Path, stack: ExitStack) -> None:
        self.address = server.address
        self.server = server
        self.control = control
        self.local_root = local_root
        self._stack = stack

    def client(self, user: str | None = None, password: str | None = None) -> Client:
        """Return a client that has logged in, as root unless a user is named; it is closed after the test."""
        login = {} if user is None else {"username": user, "password": password}
        client = self._stack.enter_context(self.server.client(**login))
        client.login().unwrap()
        return client


@contextmanager
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaddleFlowServer]:
    from paddleflow_emulator import serve

    from .remote_control import RemoteControl

    local_root = tmp_path_factory.mktemp("paddleflow")
    with serve(control=True, local_root=local_root) as server, ExitStack() as stack:
        yield PaddleFlowServer(server, RemoteControl(server, server.password), local_root, stack)


@pytest.fixture(scope="session")
def _paddleflow_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaddleFlowServer]:
    with _running(tmp_path_factory) as server:
        yield server


@pytest.fixture
def paddleflow_server(_paddleflow_server: PaddleFlowServer) -> Iterator[PaddleFlowServer]:
    """An embedded PaddleFlow server with nothing in it but what a new one has."""
    shared = _paddleflow_server
    with ExitStack() as stack:
        yield PaddleFlowServer(shared.server, shared.control, shared.local_root, stack)
    shared.control.reset()
    for entry in shared.local_root.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


@pytest.fixture(scope="module")
def paddleflow_server_module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaddleFlowServer]:
    """An embedded PaddleFlow server that the tests of a module share, as they leave it to each other."""
    with _running(tmp_path_factory) as server:
        yield server


@pytest.fixture(scope="session")
def paddleflow_server_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaddleFlowServer]:
    """An embedded PaddleFlow server that all tests share, as they leave it to each other."""
    with _running(tmp_path_factory) as server:
        yield server
