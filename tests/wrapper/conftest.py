"""What the tests of the wrapper share: a server that answers from the recordings, and clients of it."""

import os
from collections.abc import AsyncIterator, Iterator

import pytest

from paddleflow import AsyncClient, Client

from ..support.any_client import KINDS, AnyClient, clients
from ..support.recorded_server import Server

USER, PASSWORD = "root", "paddleflow"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings come from the test alone: not from the environment, nor from the file of whoever runs it."""
    for name in list(os.environ):
        if name.startswith("PADDLEFLOW_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PADDLEFLOW_CONFIG", os.devnull)
    monkeypatch.setenv("XDG_STATE_HOME", os.devnull)
    monkeypatch.setenv("SSL_CERT_FILE", os.devnull)  # Reading the machine's authorities takes longer than most tests.


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own for each test; see tests/support/recorded_server.py."""
    with Server() as running:
        yield running


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    """A blocking client that is logged in and asks once; the server has forgotten the login."""
    with Client(server.host, USER, PASSWORD, server.port, attempts=1) as ours:
        ours.login().unwrap()
        server.forget()
        yield ours


@pytest.fixture
async def async_client(server: Server) -> AsyncIterator[AsyncClient]:
    """The same, asynchronous."""
    async with AsyncClient(server.host, USER, PASSWORD, server.port, attempts=1) as ours:
        (await ours.login()).unwrap()
        server.forget()
        yield ours


@pytest.fixture
def transport() -> str:
    """What carries the bytes; ``parametrize("transport", TRANSPORTS)`` tries all that are installed."""
    return "auto"


@pytest.fixture(params=KINDS)
def any_clients(request: pytest.FixtureRequest, transport: str) -> Iterator[AnyClient]:
    """Makes clients of either kind: ``any_clients.new(host, ...)``."""
    with clients(request.param, transport=transport) as maker:
        yield maker


@pytest.fixture
def any_client(server: Server, any_clients: AnyClient) -> AnyClient:
    """A logged-in client of either kind, without retries: ``any_client.show_run("run-000001")`` returns the pair."""
    ours = any_clients.new(server.host, USER, PASSWORD, server.port, attempts=1)
    ours.login().unwrap()
    server.forget()
    return ours
