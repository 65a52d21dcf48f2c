"""What the tests of the wrapper share: a server that answers from the recordings, and clients of it."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from paddleflow import AsyncClient, Client

from .core.face import KINDS, Face
from .core.server import Server

USER, PASSWORD = "root", "paddleflow"


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own for each test; see core/server.py."""
    with Server() as running:
        yield running


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    """A blocking client that is logged in; the server has forgotten the login."""
    with Client(server.host, USER, PASSWORD, server.port) as ours:
        ours.login().unwrap()
        server.forget()
        yield ours


@pytest.fixture
async def async_client(server: Server) -> AsyncIterator[AsyncClient]:
    """The same, asynchronous."""
    async with AsyncClient(server.host, USER, PASSWORD, server.port) as ours:
        (await ours.login()).unwrap()
        server.forget()
        yield ours


@pytest.fixture(params=KINDS)
def faces(request: pytest.FixtureRequest) -> Iterator[Face]:
    """Makes clients of either kind: ``faces.new(host, ...)``."""
    with asyncio.Runner() as loop:
        maker = Face(request.param, loop)
        yield maker
        maker.finish()


@pytest.fixture
def face(server: Server, faces: Face) -> Face:
    """A client that is logged in, of either kind: ``face.show_run("run-000001")`` gives the pair."""
    ours = faces.new(server.host, USER, PASSWORD, server.port)
    ours.login().unwrap()
    server.forget()
    return ours
