"""The secret of a server: random, printed once, and stored where only clients of this user find it."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from paddleflow import AsyncClient, Client
from paddleflow._local_server import login_of
from paddleflow_emulator import Server, serve
from paddleflow_emulator import __main__ as command
from paddleflow_emulator.announcement import announced

ADDRESS = "http://127.0.0.1:8999"


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where servers of this test keep their logins."""
    for name in list(os.environ):
        if name.startswith("PADDLEFLOW_") and name != "PADDLEFLOW_TORTURE":
            monkeypatch.delenv(name)
    folder = tmp_path / "runtime"
    folder.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return folder / "paddleflow"


def gets_in(address: str, *login: str) -> bool:
    """Whether a client can list runs."""
    with Client(str(address), *login) as client:
        return client.list_run().ok


# --------------------------------------------------------------------------------------------------- whose password


def test_each_server_has_a_random_secret_and_not_the_published_one() -> None:
    with serve() as one, serve() as other:
        assert re.fullmatch("[0-9a-f]{64}", one.password)
        assert one.password != other.password
        assert gets_in(one, "root", one.password)
        assert not gets_in(one, "root", other.password)
        assert not gets_in(one, "root", "paddleflow")


def test_the_published_password_is_there_when_asked_for() -> None:
    with serve(password="paddleflow") as server:
        assert server.password == "paddleflow"
        assert gets_in(server, "root", "paddleflow")


@pytest.mark.parametrize("password", ["", "ä" * 37])
def test_an_invalid_password_is_refused(password: str) -> None:
    with pytest.raises(ValueError, match="password must have 1 to 72 bytes"), serve(password=password):
        pass


def test_a_data_folder_keeps_its_secret(tmp_path: Path) -> None:
    with serve(tmp_path) as server:
        first = server.password
    with serve(tmp_path) as server:
        assert server.password == first
        assert gets_in(server, "root", first)


def test_a_data_folder_keeps_a_password_that_was_set(tmp_path: Path) -> None:
    with serve(tmp_path) as server, server.client() as client:
        first = server.password
        client.update_password("root", "mine123").unwrap()
    with serve(tmp_path) as server:
        assert server.password == ""
        assert gets_in(server, "root", "mine123")
        assert not gets_in(server, "root", first)
        assert not gets_in(server)
        with server.client(username="root", password="mine123") as client:
            assert client.list_run().ok
        with pytest.raises(ValueError, match="root has a password that was set earlier"):
            server.client()
    with pytest.raises(ValueError, match="control needs it"), serve(tmp_path, control=True):
        pass
    with serve(tmp_path, password="new123") as server:  # Nobody is locked out of what is theirs.
        assert gets_in(server, "root", "new123")
        assert not gets_in(server, "root", "mine123")


def test_the_published_password_does_not_outlast_the_server_that_asked_for_it(tmp_path: Path) -> None:
    with serve(tmp_path, password="paddleflow"):
        pass
    with serve(tmp_path) as server:
        assert gets_in(server, "root", server.password)
        assert not gets_in(server, "root", "paddleflow")


# ----------------------------------------------------------------------------------------------------- what serve gives


def test_serve_gives_an_address_that_makes_clients() -> None:
    with serve() as server:
        assert isinstance(server, str)
        assert type(server.address) is str
        assert server.address == server
        assert server.password not in f"{server!r} {server}"
        with server.client(attempts=1) as client:
            assert client.list_run().ok

        async def listed() -> bool:
            async with server.async_client() as client:
                return (await client.list_run()).ok

        assert asyncio.run(listed())


def test_options_may_name_another_user() -> None:
    server = Server(ADDRESS, "secret")
    for options in ({"username": "alice", "password": "abc12345"}, {"token": "t"}):
        assert "root" not in repr(server.client(**options))


# ---------------------------------------------------------------------------------------------------- who finds it


def test_the_users_own_clients_find_it(runtime: Path) -> None:
    with serve() as server:
        (file,) = runtime.iterdir()
        assert f"http://{file.name}" == server
        assert (runtime.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
        assert gets_in(server)

        async def listed() -> bool:
            async with AsyncClient(server.address) as client:
                return (await client.list_run()).ok

        assert asyncio.run(listed())
    assert list(runtime.iterdir()) == []
    assert login_of(server) is None


def test_it_is_found_on_a_loopback_address_when_the_server_listens_everywhere() -> None:
    with serve(host="0.0.0.0") as server:  # noqa: S104 - what is tested
        assert server.startswith("http://0.0.0.0:")
        assert gets_in(server.replace("0.0.0.0", "127.0.0.1"))  # noqa: S104
    with serve(host="::1") as server:
        assert gets_in(server)


def test_it_is_found_below_the_home_folder_without_a_runtime_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "missing"))
    with announced(ADDRESS, "root", "secret"):
        assert (tmp_path / "home" / ".paddleflow" / "servers" / "127.0.0.1:8999").exists()
        assert login_of(ADDRESS) == ("root", "secret")


@pytest.mark.parametrize(
    "other",
    [
        *("http://127.0.0.1:8998", "http://localhost:8999", "https://127.0.0.1:8999", "http://127.0.0.1:8999/prefix"),
        *("http://pf.example.com:8999", "http://127.0.0.1", "http://[::1]:8999", "http://127.0.0.1:8999/../x"),
    ],
)
def test_it_is_for_exactly_one_address(other: str) -> None:
    with announced(ADDRESS, "root", "secret"):
        assert login_of(ADDRESS) == ("root", "secret")
        assert login_of(other) is None


def test_a_named_user_or_token_is_not_replaced() -> None:
    with announced(ADDRESS, "root", "secret"):
        assert "user='root'" in repr(Client(ADDRESS))
        assert "user='alice'" in repr(Client(ADDRESS, "alice"))
        assert "user=None" in repr(Client(ADDRESS, token="t"))


@contextmanager
def spoilt(file: Path, how: str) -> Iterator[None]:
    """Do something to the login's file, or to its folder."""
    if how == "readable":
        file.chmod(0o644)
    elif how == "open folder":
        file.parent.chmod(0o755)
    elif how == "link":
        file.rename(file.parent / "elsewhere")
        file.symlink_to(file.parent / "elsewhere")
    elif how == "text":
        file.write_text("no json")
    elif how == "list":
        file.write_text("[]")
    elif how == "machine":
        file.write_text('{"machine": "another", "user": "root", "password": "x"}')
    yield


@pytest.mark.parametrize("how", ["link", "text", "list", "machine"])
def test_login_files_that_others_may_have_written_are_ignored(runtime: Path, how: str) -> None:
    with announced(ADDRESS, "root", "secret"), spoilt(runtime / "127.0.0.1:8999", how):
        assert login_of(ADDRESS) is None


@pytest.mark.parametrize(
    ("how", "mends"), [("readable", "chmod 600 .*/127.0.0.1:8999"), ("open folder", "chmod 700 .*/paddleflow")]
)
def test_a_login_that_others_can_open_is_refused_with_a_warning(runtime: Path, how: str, mends: str) -> None:
    with announced(ADDRESS, "root", "secret"), spoilt(runtime / "127.0.0.1:8999", how):
        with pytest.warns(UserWarning, match=f"login is not used: others can open .*: {mends}$") as said:
            assert "user=None" in repr(Client(ADDRESS))
        assert [warning.filename for warning in said] == [__file__]


def test_login_files_of_other_users_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    another = os.geteuid() + 1
    with announced(ADDRESS, "root", "secret"):
        monkeypatch.setattr(os, "geteuid", lambda: another)
        assert login_of(ADDRESS) is None


def test_a_folder_that_others_can_open_is_not_used(runtime: Path, caplog: pytest.LogCaptureFixture) -> None:
    runtime.mkdir(mode=0o755)
    with serve(password="paddleflow") as server:
        assert "clients must pass user and password" in caplog.text
        assert list(runtime.iterdir()) == []
        assert gets_in(server, "root", "paddleflow")
        with pytest.warns(UserWarning, match="others can open"):
            assert not gets_in(server)


def test_the_login_file_of_a_killed_server_is_ignored_and_replaced(runtime: Path) -> None:
    program = "import os\nfrom paddleflow_emulator.announcement import announced\n"
    program += f"with announced({ADDRESS!r}, 'root', 'old'): os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", program], check=False, timeout=60)
    assert [file.name for file in runtime.iterdir()] == ["127.0.0.1:8999"]
    assert login_of(ADDRESS) is None
    with announced(ADDRESS, "root", "new"):
        assert login_of(ADDRESS) == ("root", "new")
    assert list(runtime.iterdir()) == []


def test_the_next_start_deletes_login_files_of_killed_servers_only(runtime: Path) -> None:
    with announced(ADDRESS, "root", "secret"), announced("http://127.0.0.1:9000", "root", "other"):
        for name in ("127.0.0.1:8998", "[::1]:8999", "mine.txt"):
            (runtime / name).write_text("{}")
        with announced("http://127.0.0.1:9001", "root", "third"):
            assert {file.name for file in runtime.iterdir()} == {
                *("127.0.0.1:8999", "127.0.0.1:9000", "127.0.0.1:9001", "mine.txt")
            }
        assert login_of(ADDRESS) == ("root", "secret")


# ---------------------------------------------------------------------------------------------------- the command


class Ended(threading.Event):
    """An end that has come already."""

    def wait(self, timeout: float | None = None) -> bool:
        return True


def run_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    """What the command says when it starts, and stops at once."""
    monkeypatch.setattr(command, "threading", SimpleNamespace(Event=Ended))
    monkeypatch.setattr(command, "signal", SimpleNamespace(SIGINT=2, SIGTERM=15, signal=lambda *_: None))
    code = command.main(["--port", "0", *options])
    return code, "".join(capsys.readouterr())


def test_the_command_tells_a_random_secret_once_with_a_line_to_paste(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run_command(monkeypatch, capsys)
    found = re.search(r'Client\("(http://[^"]+)", "root", "([0-9a-f]{64})"\)', said)
    assert code == 0
    assert found is not None
    assert said.count(found[2]) == 1
    assert f'or as you, on this machine: Client("{found[1]}")' in said


@pytest.mark.parametrize("way", ["text", "file", "stdin"])
def test_the_command_does_not_tell_a_password_that_was_given(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, way: str
) -> None:
    file = tmp_path / "password"
    file.write_text("mine-123\r\nmore\n")
    options = {
        "text": ["--password", "mine-123"],
        "file": ["--password-file", str(file)],
        "stdin": ["--password-file", "-"],
    }
    with file.open() as lines:
        monkeypatch.setattr("sys.stdin", lines)
        code, said = run_command(monkeypatch, capsys, "--data", str(tmp_path / "data"), *options[way])
    assert (code, "mine-123" in said) == (0, False)
    assert "Log in as root with the password that was given" in said
    with serve(tmp_path / "data") as server:
        assert gets_in(server, "root", "mine-123")
    code, said = run_command(monkeypatch, capsys, "--data", str(tmp_path / "data"))
    assert "Log in as root with the password that was set for it; --password sets another" in said


@pytest.mark.parametrize(
    "options",
    [
        *(["--password", ""], ["--password-file", os.devnull], ["--password-file", "/dev/zero"]),
        *(["--host", ""], ["--host", " "]),
    ],
)
def test_the_command_refuses_what_is_empty_or_endless(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    code, said = run_command(monkeypatch, capsys, *options)
    assert code == 1
    assert re.match("paddleflow-emulator cannot start: (host is empty|password must have 1 to 72 bytes)", said)


def test_an_empty_host_is_not_every_interface() -> None:
    with pytest.raises(ValueError, match="host is empty: name an address, or leave host out"), serve(host=""):
        pass
