"""The server that these tests talk to, and who talks to it.

It is the embedded one, one for all tests, over a real socket. When PADDLEFLOW_TEST_SERVER has an address, it is that
one, as root: PADDLEFLOW_TEST_USER and PADDLEFLOW_TEST_PASSWORD say how to log in where that differs from a new server,
and PADDLEFLOW_TEST_CLUSTER names a cluster that may get queues. Some tests look at the newest rows of a list, so nobody
else should use that server meanwhile.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

from paddleflow_emulator import serve

from ..support.any_client import MOSTLY_BLOCKING
from ..support.api import ROOT_PASSWORD
from .any_client import Record, User
from .names import unique

EMBEDDED = "embedded(reason): needs what only the embedded server has; left out when PADDLEFLOW_TEST_SERVER is set"
LAST = "test_map.py"
HERE = Path(__file__).parent


@frozen
class Target:
    """A server, and its root user; `local` is where its `local://` begins, None when that is not on this machine."""

    address: str
    user: str
    password: str
    local: Path | None


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", EMBEDDED)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Let the map be judged last, and only when everything that it judges has run."""
    everything = {item.function for item in items if item.path.parent == HERE and isinstance(item, pytest.Function)}
    yield
    ours = [item for item in items if item.path.parent == HERE]
    judging = [item for item in ours if item.path.name == LAST]
    chosen = getattr(config.option, "lf", False) or any("::" in each for each in config.args)
    left = {item.function for item in ours if isinstance(item, pytest.Function)}
    whole = {item.path for item in ours} == set(HERE.glob("test_*.py")) and left == everything and not chosen
    items[:] = [item for item in items if item not in judging] + (judging if whole else [])
    if judging and not whole:
        config.hook.pytest_deselected(items=judging)


def pytest_runtest_setup(item: pytest.Item) -> None:
    marker = item.get_closest_marker("embedded")
    if marker and "PADDLEFLOW_TEST_SERVER" in os.environ:
        pytest.skip(f"needs the embedded server: {marker.args[0]}")


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    user = os.environ.get("PADDLEFLOW_TEST_USER", "root")
    password = os.environ.get("PADDLEFLOW_TEST_PASSWORD", ROOT_PASSWORD)
    if address := os.environ.get("PADDLEFLOW_TEST_SERVER"):
        yield Target(address, user, password, None)
        return
    local = tmp_path_factory.mktemp("local")
    with serve(local_root=local, password=ROOT_PASSWORD) as address:
        yield Target(address, "root", ROOT_PASSWORD, local)


@pytest.fixture(scope="session", autouse=True)
def no_settings(target: Target, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings come from the tests alone: not from the environment, nor from the file of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            ours = name.startswith("PADDLEFLOW_") and not name.startswith("PADDLEFLOW_TEST_")
            if ours or name.lower().endswith("_proxy"):
                patch.delenv(name)
        patch.setenv("PADDLEFLOW_CONFIG", os.devnull)
        for variable in ("XDG_RUNTIME_DIR", "HOME"):  # Clients find no server's login.
            patch.setenv(variable, str(tmp_path_factory.mktemp("nothing")))
        yield


@pytest.fixture(scope="session")
def record() -> Record:
    """What the tests have done so far."""
    return Record()


@pytest.fixture(scope="session", params=MOSTLY_BLOCKING)
def any_clients(request: pytest.FixtureRequest, record: Record) -> Iterator[User]:
    """Makes clients of either kind: ``any_clients.new(host, ...)``."""
    with asyncio.Runner() as loop:
        maker = User(request.param, loop, record)
        yield maker
        maker.finish()


@pytest.fixture(scope="session")
def root(any_clients: User, target: Target) -> User:
    """Root, logged in."""
    ours = any_clients.new(target.address, target.user, target.password)
    ours.login().unwrap()
    return ours


@pytest.fixture(scope="session")
def alice(root: User) -> Iterator[User]:
    """A user who is not root; `alice.name` is who that is."""
    name, password = unique("alice"), "abc12345"
    root.add_user(name, password).unwrap()
    yield root.login_as(name, password)
    root.del_user(name).unwrap()


@pytest.fixture
def cluster(root: User, target: Target) -> Iterator[str]:
    """The name of a cluster: a new one, on a real server the one that PADDLEFLOW_TEST_CLUSTER names."""
    if target.local is None:
        yield os.environ.get("PADDLEFLOW_TEST_CLUSTER", "default-cluster")
        return
    name = unique("cluster")
    root.create_cluster(name, "http://127.0.0.1:1", "Local").unwrap()
    yield name
    root.delete_cluster(name).unwrap()


@pytest.fixture
def folder(root: User, target: Target) -> Iterator[Path]:
    """The folder of a new file system of root, which is called like it. Tests that use it need the embedded server."""
    assert target.local is not None
    folder = target.local / unique("data")
    folder.mkdir()
    root.add_fs(folder.name, f"local://{folder.name}").unwrap()
    yield folder
    root.delete_fs(folder.name).unwrap()
