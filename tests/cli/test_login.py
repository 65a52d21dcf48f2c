"""Logging in, the token that is kept, settings, and what `doctor` finds."""

from __future__ import annotations

import os
import re
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from paddleflow.cli import terminal
from paddleflow_emulator.pytest_plugin import PaddleFlowServer

from ..wrapper.transport.networks import Certificates, Secure
from .conftest import Cli

SOMEBODY = {"PADDLEFLOW_USERNAME": "root", "PADDLEFLOW_PASSWORD": "secret"}


def tokens(home: Path) -> list[Path]:
    folder = home / ".cache" / "paddleflow" / "tokens"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_token_is_kept_for_its_user_alone(cli: Cli, home: Path) -> None:
    assert cli("queue", "list").code == 0
    (file,) = tokens(home)
    assert file.name.endswith(" root")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert cli("whoami", "-o", "json").data["login"] == "stored token"


def test_each_server_and_user_has_a_token_of_its_own(cli: Cli, home: Path) -> None:
    cli("user", "add", "carol1", "--password-stdin", stdin="Carol123\n")
    carol = {"PADDLEFLOW_USERNAME": "carol1", "PADDLEFLOW_PASSWORD": "Carol123"}
    assert cli("whoami", env=carol).out.startswith("carol1 at ")
    assert [file.name.split()[1] for file in tokens(home)] == ["carol1", "root"]


def test_a_stale_token_is_renewed(cli: Cli, home: Path, paddleflow_server_module: PaddleFlowServer) -> None:
    cli("queue", "list")
    (file,) = tokens(home)
    file.write_text("stale")
    assert cli("queue", "list").code == 0
    assert file.read_text() != "stale"


def test_an_expired_token_is_renewed_where_there_is_a_password(
    cli: Cli, home: Path, paddleflow_server_module: PaddleFlowServer
) -> None:
    cli("queue", "list")
    paddleflow_server_module.control.expire_tokens()
    no_password = cli("queue", "list", env={"PADDLEFLOW_PASSWORD": ""})
    assert (no_password.code, "Log in with: paddleflow login\n" in no_password.err) == (3, True)
    assert cli("queue", "list").code == 0
    assert cli("queue", "list", env={"PADDLEFLOW_PASSWORD": ""}).code == 0


def test_a_token_that_others_can_read_or_may_have_put_there_is_not_used(cli: Cli, home: Path) -> None:
    cli("queue", "list")
    (file,) = tokens(home)
    token = file.read_text()
    file.chmod(0o644)
    assert "login POST" in cli("queue", "list", "--debug").err
    file.unlink(missing_ok=True)
    elsewhere = home / "elsewhere"
    elsewhere.write_text(token)
    elsewhere.chmod(0o600)
    file.symlink_to(elsewhere)
    assert "login POST" in cli("queue", "list", "--debug").err
    assert elsewhere.read_text() == token
    assert not file.is_symlink()


def test_a_stored_token_is_not_used_with_another_password(cli: Cli, home: Path) -> None:
    assert cli("whoami").code == 0
    wrong = cli("whoami", env={"PADDLEFLOW_PASSWORD": "wrong"})
    assert (wrong.code, "code:AuthFailed" in wrong.err) == (3, True)
    assert cli("whoami", "-o", "json").data["login"] == "stored token"
    assert cli("whoami", "-o", "json", env={"PADDLEFLOW_PASSWORD": ""}).data["login"] == "stored token", (
        "none was given"
    )


def test_a_stored_token_does_not_reveal_the_password(cli: Cli, home: Path) -> None:
    cli("whoami")
    token, mark = tokens(home)[0].read_text().split()
    assert (len(token) > 100, len(mark)) == (True, 4)
    tokens(home)[0].write_text(token)  # as it was before there were marks
    assert cli("whoami", "-o", "json").data["login"] == "stored token"


def test_logout_deletes_the_stored_login(cli: Cli, home: Path) -> None:
    cli("queue", "list")
    assert cli("logout").out == "1 stored login removed\n"
    assert tokens(home) == []
    assert cli("logout").out == "no login was stored\n"


def test_login_takes_the_password_from_stdin_and_keeps_the_token_only(
    cli: Cli, home: Path, paddleflow_server_module: PaddleFlowServer
) -> None:
    no_password = {"PADDLEFLOW_PASSWORD": "", "PADDLEFLOW_USERNAME": "root"}
    refused = cli("queue", "list", env=no_password)
    assert (refused.code, "paddleflow login" in refused.err) == (3, True)
    password = paddleflow_server_module.server.password
    assert cli("login", "root", "--password-stdin", stdin=f"{password}\n", env=no_password).code == 0
    assert cli("queue", "list", env=no_password).code == 0
    assert not any(password in file.read_text() for file in home.rglob("*") if file.is_file())


def test_a_wrong_password_is_exit_code_3(cli: Cli) -> None:
    ended = cli("queue", "list", env={"PADDLEFLOW_PASSWORD": "wrong"})
    assert (ended.code, ended.out) == (3, "")
    assert "code:AuthFailed" in ended.err
    assert "client.login" not in ended.err


def test_hints_name_the_profile_in_use(offline: Cli, home: Path) -> None:
    file = home / "own.ini"
    file.write_text("[profile prod]\nhost = http://127.0.0.1:1\nusername = root\npassword = secret\n")
    file.chmod(0o600)
    err = offline("queue", "list", "--profile", "prod", "--config", str(file), env={"PADDLEFLOW_ATTEMPTS": "1"}).err
    assert "paddleflow --profile prod doctor looks for the reason." in err


def test_a_denied_command_exits_with_code_3(cli: Cli) -> None:
    cli("user", "add", "dave11", "--password-stdin", stdin="Dave1234\n")
    dave = {"PADDLEFLOW_USERNAME": "dave11", "PADDLEFLOW_PASSWORD": "Dave1234"}
    assert cli("user", "list", env=dave).code == 3


def test_no_secret_is_in_what_debug_shows(cli: Cli, home: Path, paddleflow_server_module: PaddleFlowServer) -> None:
    ended = cli("queue", "list", "--debug")
    assert "login POST /api/paddleflow/v1/login -> 200" in ended.err
    (file,) = tokens(home)
    assert paddleflow_server_module.server.password not in ended.err
    assert file.read_text() not in ended.err


def test_a_dry_run_sends_nothing(cli: Cli, home: Path) -> None:
    ended = cli("user", "add", "never1", "--password-stdin", "--dry-run", stdin="Never123\n")
    assert (ended.code, "Never123" in ended.out) == (0, False)
    assert "POST http" in ended.out
    assert "never1" not in cli("user", "list", "-o", "name").out


def test_configure_tries_the_login_and_saves_it_for_its_user_alone(
    offline: Cli, home: Path, paddleflow_server_module: PaddleFlowServer
) -> None:
    server = paddleflow_server_module.server
    words = ("configure", "--host", server.address, "--user", "root", "--password-stdin")
    file = home / ".paddleflow" / "paddleflow.ini"
    wrong = offline(*words, stdin="wrong\n")
    assert (wrong.code, file.exists()) == (3, False)
    assert "Nothing was saved: " in wrong.err
    assert offline(*words, stdin=f"{server.password}\n").code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert offline("queue", "list").code == 0
    other = offline(*words, "--profile", "other", stdin=f"{server.password}\n")
    assert other.out.endswith("\nUse it with --profile other, or set PADDLEFLOW_PROFILE=other.\n")
    assert offline("queue", "list", "--profile", "other").code == 0
    assert offline("profiles", "-o", "name").out == "default\nother\nlocal\n"
    assert "--password-stdin < FILE" in offline("configure").err


def test_the_profile_local_is_listed_without_being_written(
    offline: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offline("profiles").out.splitlines()[1] == "local  (paddleflow local up starts it)  root"
    assert offline("profiles", "-o", "json").data == [{"name": "local", "server": "", "username": "root"}]
    address = "http://127.0.0.1:8999"
    monkeypatch.setattr("paddleflow._local_server.find_service", lambda _: SimpleNamespace(address=address))
    assert offline("profiles", "-o", "json").data[0]["server"] == address
    file = home / "own.ini"
    file.write_text("[profile local]\nhost = mine.example\n")
    file.chmod(0o600)
    assert [row["server"] for row in offline("profiles", "-o", "json", "--config", str(file)).data] == ["mine.example"]


def test_a_settings_file_of_the_official_command_is_read(
    offline: Cli, tmp_path: Path, paddleflow_server_module: PaddleFlowServer
) -> None:
    server = paddleflow_server_module.server
    host, port = server.address.removeprefix("http://").split(":")
    file = tmp_path / "theirs.ini"
    file.write_text(
        f"[user]\nname = root\npassword = {server.password}\n"
        f"[server]\npaddleflow_server_host = {host}\npaddleflow_server_port = {port}\n"
    )
    file.chmod(0o600)
    assert offline("--pf_config", str(file), "queue", "list").code == 0
    assert offline("queue", "list", env={"PADDLEFLOW_PF_CONFIG": str(file)}).code == 0
    missing = offline("--pf_config", str(tmp_path / "no.ini"), "queue", "list")
    assert (missing.code, "no.ini does not exist" in missing.err) == (2, True)


def test_a_password_is_prompted_for_on_a_terminal(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, paddleflow_server_module: PaddleFlowServer
) -> None:
    prompts: list[str] = []

    def answer(prompt: str, _: object) -> str:
        prompts.append(prompt)
        return paddleflow_server_module.server.password if "at http" in prompt else "Erin1234"

    monkeypatch.setattr(terminal, "is_terminal", lambda _: True)
    monkeypatch.setattr("getpass.getpass", answer)
    assert cli("user", "add", "erin11", env={"PADDLEFLOW_PASSWORD": ""}).code == 0
    assert [prompt.split()[0] for prompt in prompts] == ["New", "Repeat", "Password"]


def test_a_new_password_is_typed_twice(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["Frank123", "Frank124"])
    monkeypatch.setattr(terminal, "is_terminal", lambda _: True)
    monkeypatch.setattr("getpass.getpass", lambda *_: next(answers))
    ended = cli("user", "add", "frank1")
    assert (ended.code, "The passwords do not match" in ended.err) == (1, True)


def test_doctor_finds_nothing_where_all_is_well(cli: Cli) -> None:
    found = cli("doctor", "-o", "json")
    assert found.code == 0
    states = {each["check"]: each["status"] for each in found.data}
    assert states == {
        "settings": "ok", "proxy": "ok", "address": "ok", "TLS": "skipped", "answer": "ok", "clock": "ok",
        "login": "ok", "versions": "ok",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("env", "check", "says"),
    [
        ({"PADDLEFLOW_HOST": ""}, "settings", "paddleflow configure"),
        ({"PADDLEFLOW_HOST": "http://127.0.0.1:1"}, "address", "connection refused: does the server run"),
        ({"PADDLEFLOW_HOST": "http://no-such-host.invalid"}, "address", "cannot resolve no-such-host.invalid"),
        ({"PADDLEFLOW_PASSWORD": "wrong"}, "login", "Is the password right?"),
        ({"PADDLEFLOW_HOST": "http://192.0.2.1", "http_proxy": "http://127.0.0.1:1"}, "answer", "gives no answer"),
    ],
)
def test_doctor_says_what_is_wrong_and_what_to_do(cli: Cli, env: dict[str, str], check: str, says: str) -> None:
    ended = cli("doctor", env={**env, "PADDLEFLOW_ATTEMPTS": "1"})
    assert ended.code == 1
    (line,) = [line for line in ended.out.splitlines() if line.startswith("error")]
    assert line.split()[1] == check
    assert says.lower() in line.lower()


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.mark.parametrize(
    ("hosts", "days", "trusted", "says"),
    [
        (
            ["127.0.0.1"],
            9,
            False,
            "trust its authority, or itself, with the setting ca (PADDLEFLOW_CA",
        ),
        (["other.example"], 9, True, "it is made for another host: use the name that it is made for"),
        (["127.0.0.1"], -9, True, "(certificate has expired): whoever runs the server has to renew it"),
    ],
)
def test_doctor_says_what_is_wrong_with_a_certificate(
    offline: Cli, certificates: Certificates, tmp_path: Path, hosts: list[str], days: int, trusted: bool, says: str
) -> None:
    now = datetime.now(UTC)
    shown = certificates.authority.issue_cert(*hosts, not_before=now - timedelta(30), not_after=now + timedelta(days))
    shown.private_key_and_cert_chain_pem.write_to_path(tmp_path / "own.pem")
    with Secure(certificates, own=tmp_path / "own.pem") as server:
        env = {"PADDLEFLOW_HOST": server.address, "PADDLEFLOW_CA": str(certificates.ca) if trusted else ""}
        ended = offline("doctor", "-o", "json", env={**env, **SOMEBODY})
        failed = offline("queue", "list", env={**env, **SOMEBODY, "PADDLEFLOW_ATTEMPTS": "1"})
    (found,) = [each for each in ended.data if each["status"] == "error"]
    assert (ended.code, found["check"], says in found["detail"]) == (1, "TLS", True)
    assert "paddleflow doctor" in failed.err
    assert "Client(" not in failed.err


def test_doctor_sees_where_only_one_side_speaks_tls(
    cli: Cli, certificates: Certificates, paddleflow_server_module: PaddleFlowServer
) -> None:
    plain = paddleflow_server_module.address.removeprefix("http://")
    assert (
        f"does not speak TLS: is the address http://{plain}?"
        in cli("doctor", env={"PADDLEFLOW_HOST": f"https://{plain}"}).out
    )
    with Secure(certificates) as server:
        secure = server.address.removeprefix("https://")
        ended = cli("doctor", env={"PADDLEFLOW_HOST": f"http://{secure}", "PADDLEFLOW_ATTEMPTS": "1"})
    assert f"the server speaks TLS: the address is https://{secure}\n" in ended.out


def test_a_failure_without_a_reason(cli: Cli, paddleflow_server_module: PaddleFlowServer) -> None:
    """A server that breaks down says 500 and nothing."""
    control = paddleflow_server_module.control
    control.fail(500, body="", on="list_queue")
    ended = cli("queue", "list", env={"PADDLEFLOW_ATTEMPTS": "1"})
    assert (ended.code, ended.out) == (1, "")
    assert re.search(r"HTTP 500.* paddleflow doctor looks for the reason\.\n  code:\w+ requestId:\w+\n$", ended.err)
    control.fail(500, body="", on="show_version")
    ended = cli("doctor", env={"PADDLEFLOW_ATTEMPTS": "1"})
    assert (ended.code, "the server fails (HTTP 500): its log says why" in ended.out) == (1, True)


def test_doctor_finds_clocks_that_differ(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paddleflow.cli.doctor.SKEW", -1.0)
    assert "set a clock" in cli("doctor").out


def test_doctor_finds_another_server_than_paddleflow(cli: Cli, paddleflow_server_module: PaddleFlowServer) -> None:
    paddleflow_server_module.control.fail(200, body="<html>It works!</html>", on="show_version")
    ended = cli("doctor")
    assert (ended.code, "check the address" in ended.out) == (1, True)


def test_commands_work_without_a_writable_home(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / ".cache").write_text("a file where the folder should be")
    assert (cli("queue", "list").code, cli("queue", "list").err) == (0, "")
    monkeypatch.delenv("HOME")
    assert cli("queue", "list").code == 0


def test_the_environment_is_not_needed_for_help(offline: Cli) -> None:
    assert offline("login", "--help").code == 0
    assert os.environ.get("PADDLEFLOW_HOST") is None


def test_a_keyring_holds_the_password_where_there_is_one(
    offline: Cli, home: Path, monkeypatch: pytest.MonkeyPatch, paddleflow_server_module: PaddleFlowServer
) -> None:
    """The two functions of the third-party package keyring that are used."""
    server = paddleflow_server_module.server
    words = ("configure", "--host", server.address, "--user", "root", "--password-stdin", "--keyring")
    monkeypatch.setitem(sys.modules, "keyring", None)
    missing = offline(*words, stdin=f"{server.password}\n")
    assert (missing.code, "pip install keyring" in missing.err) == (1, True)
    held: dict[tuple[str, str], str] = {}
    keyring = SimpleNamespace(
        get_password=lambda service, user: held.get((service, user)),
        set_password=lambda service, user, password: held.update({(service, user): password}),
    )
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    assert offline(*words, stdin=f"{server.password}\n").code == 0
    assert held == {(f"paddleflow {server.address}", "root"): server.password}
    assert server.password not in (home / ".paddleflow" / "paddleflow.ini").read_text()
    assert offline("queue", "list").code == 0


def test_an_unwritable_home_is_reported_without_a_traceback(cli: Cli, home: Path) -> None:
    (home / ".paddleflow").write_text("a file where the folder should be")
    ended = cli("configure", "--no-test", "--host", "127.0.0.1", "--user", "root", "--password-stdin", stdin="secret\n")
    assert ended.code == 1
    assert ended.err == f"Error: {home / '.paddleflow'}: File exists\n"


def test_doctor_says_where_the_server_is_named(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def found() -> str:
        return cli("doctor").out.splitlines()[0].partition(", from ")[2]

    address = os.environ["PADDLEFLOW_HOST"]
    assert found() == "PADDLEFLOW_HOST"
    monkeypatch.setattr("paddleflow.cli.doctor.find_service", lambda _: SimpleNamespace(address=address))
    monkeypatch.setattr("paddleflow.config.find_service", lambda _: SimpleNamespace(address=address))
    monkeypatch.delenv("PADDLEFLOW_HOST")
    assert found() == "paddleflow local up"
