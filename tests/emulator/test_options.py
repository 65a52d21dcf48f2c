"""The options of the command and of `serve`: checked before the start, with errors in one line."""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from paddleflow import __version__
from paddleflow_emulator import EmbeddedServer, serve
from paddleflow_emulator.__main__ import main
from paddleflow_emulator.http.request_log import LOGGER

from ..support.contract import BASE


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--port", "80800"], "port must be 0 to 65535, not 80800"),
        (["--port", "-1"], "port must be 0 to 65535, not -1"),
        (["--token-hours", "-1"], "token_lifetime must be above 0"),
        (["--token-hours", "0"], "token_lifetime must be above 0"),
        (["--queue", "not a name"], "a queue cannot be called 'not a name'"),
        (["--queue", ""], "a queue cannot be called ''"),
        (["--password-file", "/no/such/file"], "--password-file /no/such/file: No such file or directory"),
        (["--address-file", "/no/such/file"], "--address-file /no/such/file: there is no such folder"),
    ],
)
def test_an_invalid_option_is_refused(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path / "data"), *arguments]) == 1
    errors = capsys.readouterr().err
    assert errors.startswith("paddleflow-emulator cannot start: ")
    assert (words in errors, "Errno" in errors, errors.count("\n")) == (True, False, 1)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("hours", ["x", "nan", "1e300"])
def test_a_lifetime_is_a_number_of_hours(hours: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--token-hours", hours])
    assert f"'{hours}' is not a number of hours" in capsys.readouterr().err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"paddleflow-emulator {__version__}\n"


@pytest.mark.parametrize("options", [{"port": 65536}, {"token_lifetime": timedelta(0)}, {"queues": ["a", "b c"]}])
def test_serve_checks_the_same(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"port|token_lifetime|queue"), serve(**options):
        pass


def test_a_server_starts_and_stops_without_a_block() -> None:
    embedded = EmbeddedServer(queues=["mine"])
    server = embedded.start()
    assert embedded.start() is server
    with server.client() as client:
        assert client.show_queue("mine").ok
    embedded.stop()
    embedded.stop()
    with server.client(timeout=2) as client:
        assert not client.login().ok
    with embedded.start().client() as client:
        assert client.login().ok
    embedded.stop()


def test_requests_are_logged_on_demand(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, LOGGER)
    for wanted in (False, True):
        with serve(log_requests=wanted) as server, server.client() as client:
            assert client.list_user().ok
            assert not client.show_run("run-000009").ok
    lines = [record.getMessage() for record in caplog.records if record.name == LOGGER]
    assert [line.rsplit(" ", 2)[0].replace(BASE, "") for line in lines] == [
        "POST /login 200",
        "GET /user?maxKeys=100 200",
        "GET /run/run-000009 404",
    ]
    assert server.password not in caplog.text
