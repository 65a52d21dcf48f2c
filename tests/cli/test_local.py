"""What `local run` makes of the folder that a pipeline is in. What the server does: test_local_service.py."""

from pathlib import Path

import pytest

from paddleflow import PaddleFlowSDKException
from paddleflow._local_server import LocalService, find_service
from paddleflow.cli.failures import Failed, Usage
from paddleflow.cli.local import file_system, main_fs
from paddleflow.cli.values import port
from paddleflow_emulator.background import start_service, stop_service
from paddleflow_emulator.pytest_plugin import PaddleFlowServer

from .conftest import Cli


def test_a_folder_is_a_file_system_of_its_name(paddleflow_server_module: PaddleFlowServer, tmp_path: Path) -> None:
    client = paddleflow_server_module.client()
    folders = [tmp_path / "a" / "my project", tmp_path / "b" / "my project", tmp_path / "项目"]
    for folder in folders:
        folder.mkdir(parents=True)
    names = [file_system(client, folder, "") for folder in folders]
    assert [name.rpartition("-")[0] for name in names] == ["my_project", "my_project", "__"]
    assert len(set(names)) == 3
    assert [file_system(client, folder, "") for folder in folders] == names, "made once"
    assert {fs.name for fs in client.iter_fs()} == set(names)

    assert file_system(client, folders[0], "data") == file_system(client, folders[0], "data") == "data"
    with pytest.raises(Failed, match=r"data, which is another folder .* paddleflow --profile local fs delete data"):
        file_system(client, folders[1], "data")
    with pytest.raises(Usage, match="There is no folder"):
        file_system(client, tmp_path / "nothere", "")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("fs_options: {main_fs: {name: data}}", "data"),
        ("fs_options: {main_fs: {name: 3}}", ""),
        ("fs_options: {main_fs: data}", ""),
        ("fs_options:", ""),
        ("[]", ""),
        ("a: [", ""),
        ("\x00", ""),
    ],
)
def test_the_file_system_that_a_pipeline_names(text: str, name: str) -> None:
    assert main_fs(text.encode()) == name


@pytest.mark.parametrize(
    ("words", "would"),
    [
        (["up"], "would start a server\n"),
        (["down"], "would stop the server\n"),
        (["reset", "-y"], "would stop the server and delete its data in FOLDER\n"),
        (["run", "FILE"], "would run FILE\n"),
    ],
)
def test_a_dry_run_does_nothing(offline: Cli, home: Path, words: list[str], would: str) -> None:
    folder = home / ".local" / "state" / "paddleflow" / "local"
    folder.mkdir(parents=True)
    (home / "a.yaml").write_text("name: a\ndocker_env: b\nentry_points: {c: {command: d}}")
    ended = offline("local", *(str(home / "a.yaml") if word == "FILE" else word for word in words), "--dry-run")
    assert ended.code == 0
    assert ended.out == would.replace("FOLDER", str(folder)).replace("FILE", str(home / "a.yaml"))
    assert (folder.is_dir(), list(folder.iterdir())) == (True, [])


def test_a_reset_stops_the_server_first(offline: Cli, home: Path) -> None:
    folder = home / ".local" / "state" / "paddleflow" / "local"
    start_service(folder, 0)
    try:
        assert offline("local", "reset", "-y").code == 0
        assert (find_service(folder), folder.exists()) == (None, False)
    finally:
        stop_service(folder)


def test_a_port_is_one_of_65536() -> None:
    assert (port("0"), port("65535")) == (0, 65535)
    for wrong in ("-1", "65536"):
        with pytest.raises(ValueError, match="is not a port: 0 to 65535"):
            port(wrong)


def test_a_wrong_file_starts_no_server(offline: Cli, home: Path) -> None:
    (home / "a.yaml").write_text("name: a")
    assert offline("local", "run", str(home / "a.yaml")).code == 1
    assert not (home / ".local").exists()


def test_a_port_that_is_taken_while_the_server_starts_is_left_for_another(
    offline: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports = []

    def start(_: Path, port: int, **__: object) -> LocalService:
        ports.append(port)
        if port:
            raise PaddleFlowSDKException("LocalServerFailed", "The local server did not start: address already in use")
        return LocalService("http://127.0.0.1:40000", 1)

    monkeypatch.setattr("paddleflow.cli.local.is_free", lambda _: True)  # before, and when the other has ended
    monkeypatch.setattr("paddleflow.cli.local.start_service", start)
    ended = offline("local", "up")
    assert (ended.code, "http://127.0.0.1:40000" in ended.out, ports) == (0, True, [8999, 0])
