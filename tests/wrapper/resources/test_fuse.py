"""Mounting, with a real process as a stand-in for the platform's FUSE program, and without one."""

from __future__ import annotations

import json as _json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from paddleflow import Client, InvalidArgument, PaddleFlowSDKException
from paddleflow.resources import fuse
from paddleflow.resources.fuse import login_options, start_program

from ...support.any_client import AnyClient, mostly_blocking
from ...support.inside import exchange_of
from ...support.recorded_server import Server

# Writes its arguments down, then does what the test wants.
PROGRAM = """\
#!{python}
import json, pathlib, signal, sys
pathlib.Path({log!r}).write_text(json.dumps(sys.argv[1:]))
{then}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "mount point"
    folder.mkdir()
    return folder


class Program:
    """The stand-in: a script that the environment variable names, as the platform's does."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = place / "pfs-fuse"
        self.log = place / "arguments.json"
        monkeypatch.setenv("fuse_env", str(self.path))

    def does(self, then: str) -> None:
        self.path.write_text(PROGRAM.format(python=sys.executable, log=str(self.log), then=then), encoding="utf-8")
        self.path.chmod(0o755)

    @property
    def arguments(self) -> list[str]:
        return _json.loads(self.log.read_text(encoding="utf-8"))


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    yield Program(tmp_path, monkeypatch)
    while fuse.RUNNING:
        process = fuse.RUNNING.pop()
        process.kill()
        process.wait()


def refused(folder: Path) -> PaddleFlowSDKException:
    with pytest.raises(PaddleFlowSDKException) as raised:
        start_program({"mount-point": str(folder)})
    assert raised.value.code == "MountFailed"
    return raised.value


def login_of(address: str, password: str | None) -> dict[str, str]:
    with Client(address, "root", password) as client:
        return login_options(exchange_of(client))


def test_the_program_gets_what_it_needs_without_a_shell(program: Program, folder: Path) -> None:
    program.does("signal.pause()")
    start_program(
        {"mount-point": str(folder), "password": "pass word;$(touch x)", "block-size": "4096"},
        lambda _: program.log.exists() and bool(program.log.read_text()),
    )
    assert program.arguments == [
        "mount",
        f"--mount-point={folder}",
        "--password=pass word;$(touch x)",
        "--block-size=4096",
    ]


def test_a_mount_succeeds_once_the_folder_is_mounted(program: Program, folder: Path) -> None:
    program.does("signal.pause()")
    start_program({"mount-point": str(folder)}, lambda _: program.log.exists())
    assert fuse.RUNNING[0].poll() is None


def test_a_program_that_ends_too_early_is_quoted(program: Program, folder: Path) -> None:
    program.does("sys.exit('fuse login failed')")
    message = str(refused(folder))
    assert f"ended with 1 before {folder} was mounted. It said: 'fuse login failed'." in message


def test_a_program_that_does_not_mount_is_ended(
    program: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuse, "MOUNT_SECONDS", 0.3)
    program.does("signal.pause()")
    message = str(refused(folder))
    assert "did not mount" in message


def test_a_program_that_cannot_be_started_is_a_failure(program: Program, folder: Path) -> None:
    program.path.write_text("#!/no/such/interpreter\n", encoding="utf-8")
    program.path.chmod(0o755)
    message = str(refused(folder))
    assert "could not be started" in message


@mostly_blocking
def test_without_the_program_the_message_says_so(
    any_client: AnyClient, server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("fuse_env", raising=False)
    monkeypatch.setenv("PATH", str(folder))
    ret, message = any_client.mount("demofs", str(folder))
    assert (ret, message.code) == (False, "MountFailed")
    assert "the FUSE program pfs-fuse is not on this machine" in message
    assert [request.path for request in server.requests] == ["/fs/demofs"]


def test_both_clients_mount(any_client: AnyClient, server: Server, program: Program, folder: Path) -> None:
    program.does("sys.exit('no /dev/fuse')")
    ret, message = any_client.mount("demofs", str(folder), mountOptions={"local": "true"})
    assert (ret, message.code) == (False, "MountFailed")
    assert program.arguments[1:3] == ["--fs-id=fs-root-demofs", f"--mount-point={folder}"]
    assert program.arguments[3:] == [
        f"--server={server.host}:{server.port}",
        "--user-name=root",
        "--password=paddleflow",
        "--local=true",
    ]
    assert "paddleflow" not in message.replace("paddleflow-", "")


def test_a_file_system_that_is_not_there_is_not_mounted(any_client: AnyClient, server: Server, folder: Path) -> None:
    server.answer("show fs unknown")
    ret, message = any_client.mount("ghost", str(folder))
    assert (ret, message.code) == (False, "RecordNotFound")


def test_a_client_that_knows_no_password_cannot_mount(any_clients: AnyClient, server: Server, folder: Path) -> None:
    ret, message = any_clients.new(server.host, token="a", paddleflow_server_port=server.port).mount(
        "demofs", str(folder)
    )
    assert (ret, message.code) == (False, "InvalidOperator")
    assert message.startswith("mount: the FUSE program logs in by itself")
    with pytest.raises(InvalidArgument, match="log in with one"):
        login_of("http://pf-server", None)


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("http://pf-server", "pf-server:80"),
        ("https://pf-server/prefix", "pf-server:443"),
        ("http://[::1]:8999", "[::1]:8999"),
    ],
)
def test_the_program_is_told_the_server_as_it_wants_it(address: str, server: str) -> None:
    assert login_of(address, "secret") == {"server": server, "user-name": "root", "password": "secret"}


@mostly_blocking
@pytest.mark.parametrize("path", ["", "no/such/folder", __file__, "/"], ids=["empty", "missing", "file", "mounted"])
def test_a_path_that_cannot_be_mounted_is_refused_and_nothing_is_sent(
    any_client: AnyClient, server: Server, path: str
) -> None:
    assert os.path.ismount("/")
    ret, message = any_client.mount("demofs", path)
    assert (ret, message.code) == (False, "InvalidPath")
    assert server.requests == []
