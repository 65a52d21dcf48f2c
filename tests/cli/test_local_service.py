"""The server in the background: started once, found by clients, stopped, and nothing deleted that is not its own."""

import fcntl
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from paddleflow import Client, InvalidArgument, PaddleFlowSDKException
from paddleflow._local_server import LocalService, find_service, state_folder
from paddleflow.config import resolve, save_profile
from paddleflow_emulator import background
from paddleflow_emulator.background import log_file, reset_service, start_service, stop_service


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An environment with a home folder where a local server runs."""
    environ = {"HOME": str(tmp_path_factory.mktemp("home"))}
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("PADDLEFLOW_", "XDG_"))]:
            patch.delenv(name)
        patch.setenv("HOME", environ["HOME"])
        yield environ
        stop_service(state_folder(environ))


@pytest.fixture(scope="module")
def service(home: dict[str, str]) -> LocalService:
    return start_service(state_folder(home), 0)


def test_the_state_folder_follows_xdg() -> None:
    assert state_folder({"HOME": "/h"}) == Path("/h/.local/state/paddleflow/local")
    assert state_folder({"HOME": "/h", "XDG_STATE_HOME": "/s"}) == Path("/s/paddleflow/local")
    assert state_folder({"HOME": "/h", "XDG_STATE_HOME": "relative"}) == Path("/h/.local/state/paddleflow/local")


def test_one_server_however_often_it_is_started(service: LocalService, home: dict[str, str]) -> None:
    folder = state_folder(home)
    assert start_service(folder, 0) == find_service(folder) == service
    assert service.address.startswith("http://127.0.0.1:")
    assert [file.stat().st_mode & 0o077 for file in (folder, folder / "data", log_file(folder))] == [0, 0, 0]


def test_the_service_outlives_its_terminal(service: LocalService) -> None:
    assert os.getsid(service.pid) == service.pid


def test_clients_find_the_local_service(
    service: LocalService, home: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert resolve({}, "local", environ=home).address == service.address
    assert resolve({}, environ=home).address == service.address, "and so does who names no server"
    assert resolve({}, environ={**home, "PADDLEFLOW_HOST": "h"}).address == "http://h:8999"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))  # of a session that the server does not know
    with Client() as client:
        assert client.list_queue().ok


def test_a_profile_of_this_name_is_the_users_own(service: LocalService, home: dict[str, str], tmp_path: Path) -> None:
    file = save_profile("local", file=tmp_path / "own.ini", host="mine.example")
    assert resolve({}, "local", environ={**home, "PADDLEFLOW_CONFIG": str(file)}).address == "http://mine.example:8999"
    assert resolve({}, "local", environ={**home, "PADDLEFLOW_CONFIG": os.devnull}).address == service.address


@pytest.mark.slow
def test_a_running_service_is_not_deleted(service: LocalService, home: dict[str, str]) -> None:
    with pytest.raises(PaddleFlowSDKException, match="local down stops it"):
        reset_service(state_folder(home))
    assert find_service(state_folder(home)) == service


@pytest.mark.slow
def test_it_ends_and_is_started_again_with_what_it_had(service: LocalService, home: dict[str, str]) -> None:
    folder = state_folder(home)
    with Client(service.address) as client:
        client.add_flavour("kept", "1", "1Gi").unwrap()
    assert stop_service(folder) == service
    assert (stop_service(folder), find_service(folder)) == (None, None)
    with pytest.raises(ProcessLookupError):
        os.kill(service.pid, 0)
    with pytest.raises(InvalidArgument, match="No local server is running: paddleflow local up starts one"):
        resolve({}, "local", environ=home)

    again = start_service(folder, 0)
    with Client(again.address) as client:
        assert client.show_flavour("kept").ok
    os.kill(again.pid, signal.SIGKILL)
    os.waitpid(again.pid, 0)  # in one process with who started it
    assert find_service(folder) is None, "a process id that is left is not believed"

    stranger = folder / "data" / "mine.txt"
    stranger.write_text("mine")
    reset_service(folder)
    assert [path for path in folder.rglob("*") if path.is_file()] == [stranger]


@pytest.mark.slow
def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "data" / "paddleflow-emulator").mkdir(parents=True)
    (tmp_path / "data" / "paddleflow-emulator" / "thesis.txt").write_text("mine")
    with pytest.raises(PaddleFlowSDKException, match=r"did not start: .*holds something that is not the embedded"):
        start_service(tmp_path, 0)
    assert find_service(tmp_path) is None
    with pytest.raises(PaddleFlowSDKException, match="nothing was deleted"):
        reset_service(tmp_path)
    assert (tmp_path / "data" / "paddleflow-emulator" / "thesis.txt").read_text() == "mine"


@pytest.mark.slow
def test_a_start_during_another_start_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "START_SECONDS", 0.0)
    with (tmp_path / "pid").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(PaddleFlowSDKException, match="Another command is starting the local server"):
            start_service(tmp_path, 0)


@pytest.mark.slow
def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(PaddleFlowSDKException, match=r'pip install "paddleflow-client\[emulator\]"'):
        start_service(tmp_path, 0)
