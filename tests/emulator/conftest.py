"""Servers for the tests: real ones, on real sockets."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from paddleflow_emulator import serve

from ..support.api import ROOT_PASSWORD, Api
from ..support.contract import Contract
from .storage import Storage, serve_storage

ROOT = Path(__file__).resolve().parents[2]

Serving = Callable[..., AbstractContextManager[Api]]


class Clients(Api):
    """A client whose logins are closed with it."""

    def __init__(self, address: str, contract: Contract, stack: ExitStack, token: str = "") -> None:
        super().__init__(address, contract, token)
        self.stack = stack
        stack.enter_context(self.http)

    def login(self, user: str = "root", password: str = ROOT_PASSWORD) -> Api:
        token = self.post("/login", username=user, password=password).ok["authorization"]
        return Clients(self.address, self.contract, self.stack, token)


@pytest.fixture(scope="session")
def serving(contract: Contract) -> Serving:
    """Start a server; the block gets a client that has not logged in."""

    @contextmanager
    def start(data: Path | None = None, **options: Any) -> Iterator[Api]:
        options = {"password": ROOT_PASSWORD, **options}
        with serve(data, **options) as address, ExitStack() as stack:
            yield Clients(address, contract, stack)

    return start


@pytest.fixture(scope="session")
def storage() -> Iterator[Storage]:
    """An S3 server that all tests share; each makes buckets of its own."""
    with serve_storage() as server:
        yield server


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the file systems of the module's server are: `local://a` is the directory `a` in it."""
    return tmp_path_factory.mktemp("local")


@pytest.fixture(scope="module")
def anyone(serving: Serving, local: Path) -> Iterator[Api]:
    """A client without a token of a server that the tests of a module share."""
    with serving(local_root=local) as api:
        yield api


@pytest.fixture(scope="module")
def root(anyone: Api) -> Api:
    """The built-in user of the module's server."""
    return anyone.login()
