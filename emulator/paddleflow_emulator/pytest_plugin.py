"""The fixture `paddleflow_server`: an embedded server for each test, as if it were new.

One server runs for the whole session, started when the first test asks for it and set back after each test.

    def test_mine(paddleflow_server):
        client = paddleflow_server.client()
        run_id = client.create_run(run_yaml_raw=...).unwrap()
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

# Whoever has this package has the plugin in every run of pytest: nothing else is imported before a test needs it.
if TYPE_CHECKING:
    from pathlib import Path

    from paddleflow import Client

    from .remote_control import RemoteControl
    from .server import Server


class PaddleFlowServer:
    """A server that is this test's alone.

    Args:
        server: what `serve` gave.
        control: resets, seeds, breaks it.
        local_root: where its `local://` file systems are: `local://a` is the folder `a` in it.
        stack: ends the clients.
    """

    def __init__(self, server: Server, control: RemoteControl, local_root: Path, stack: ExitStack) -> None:
        self.address = server.address
        self._server = server
        self.control = control
        self.local_root = local_root
        self._stack = stack

    def client(self, user: str | None = None, password: str | None = None) -> Client:
        """Give a client that has logged in, as root when nobody is named; it is closed after the test."""
        login = {} if user is None else {"username": user, "password": password}
        client = self._stack.enter_context(self._server.client(**login))
        client.login().unwrap()
        return client


@pytest.fixture(scope="session")
def _paddleflow_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    from .server import serve

    local_root = tmp_path_factory.mktemp("paddleflow")
    with serve(control=True, local_root=local_root) as server:
        yield server, local_root


@pytest.fixture
def paddleflow_server(_paddleflow_session: tuple[Server, Path]) -> Iterator[PaddleFlowServer]:
    """An embedded PaddleFlow server with nothing in it but what a new one has."""
    from .remote_control import RemoteControl

    server, local_root = _paddleflow_session
    control = RemoteControl(server, server.password)
    with ExitStack() as stack:
        yield PaddleFlowServer(server, control, local_root, stack)
    control.reset()
    for entry in local_root.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
