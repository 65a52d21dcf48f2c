"""Where settings come from: arguments, then the environment, then a profile; and what is refused."""

import os
import re
import stat
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from paddleflow import AsyncClient, Client, InvalidArgument, config
from paddleflow._constants import LONGEST_SECONDS
from paddleflow.config import SETTINGS, Config, resolve, save_profile

from ...support.any_client import TRANSPORTS, AnyClient, mostly_auto
from ...support.cases import with_each
from ...support.recorded_server import Server

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "configuration.md"

# For each setting two values of a lower and a higher place, and where a Config has it.
VALUES: dict[str, tuple[str, str, Callable[[Config], Any], Any]] = {
    "host": ("low.example", "high.example", lambda c: c.address, "http://{}:8999"),
    "port": ("1001", "1002", lambda c: c.address, "http://h:{}"),
    "username": ("low", "high", lambda c: c.username, "{}"),
    "password": ("low", "high", lambda c: c.password, "{}"),
    "token": ("low", "high", lambda c: c.token, "{}"),
    "timeout": ("11", "12", lambda c: f"{c.limits.read:g}", "{}"),
    "connect_timeout": ("1.5", "2.5", lambda c: f"{c.limits.connect:g}", "{}"),
    "total_timeout": ("111", "112", lambda c: f"{c.limits.total:g}", "{}"),
    "attempts": ("4", "5", lambda c: str(c.policy.attempts), "{}"),
    "max_response_bytes": ("1000", "2000", lambda c: f"{c.limits.size:g}", "{}"),
    "ca": ("low.pem", "high.pem", lambda c: str(c.ca), "{}"),
    "client_cert": ("low.pem", "high.pem", lambda c: str(c.client_cert), "{}"),
    "transport": ("httpx", "auto", lambda c: c.transport, "{}"),
}
over_every_transport = pytest.mark.parametrize("transport", TRANSPORTS)
each_setting = pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, with certificates, and with a settings file that is not there yet."""
    authority = trustme.CA()
    for name in ("low.pem", "high.pem"):
        authority.issue_cert(name.replace("pem", "example")).private_key_and_cert_chain_pem.write_to_path(
            tmp_path / name
        )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PADDLEFLOW_CONFIG")
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".paddleflow").mkdir()
    return tmp_path


@pytest.fixture
def ini(home: Path) -> Path:
    return home / ".paddleflow" / "paddleflow.ini"


def written(file: Path, text: str, mode: int = 0o600) -> Path:
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def test_every_setting_is_tried() -> None:
    assert [setting.name for setting in SETTINGS] == list(VALUES)


@each_setting
@pytest.mark.parametrize("named", [False, True], ids=["default profile", "named profile"])
def test_argument_then_environment_then_profile(ini: Path, setting: config.Setting, named: bool) -> None:
    low, high, of, form = VALUES[setting.name]
    rest = {} if setting.name == "host" else {"host": "h"}
    section, key = ("profile p", setting.name) if named else (setting.section, setting.key)
    host = ("profile p", "host") if named else ("server", "paddleflow_server_host")
    text = {section: {key: low}}
    if setting.name != "host":
        text.setdefault(host[0], {})[host[1]] = "h"
    written(ini, "".join(f"[{name}]\n" + "".join(f"{k} = {v}\n" for k, v in kv.items()) for name, kv in text.items()))
    environ = {"HOME": os.environ["HOME"], **({"PADDLEFLOW_PROFILE": "p"} if named else {})}

    def got(given: dict[str, Any], **variables: str) -> Any:
        return of(resolve(given, environ={**environ, **variables}))

    assert got({}) == form.format(low)
    assert got({}, **{setting.variable: high}) == form.format(high)
    assert got({**rest, setting.name: low}, **{setting.variable: high}) == form.format(low)
    assert got({setting.name: None}, **{setting.variable: ""}) == form.format(low)  # neither is given


def test_the_clients_take_every_setting() -> None:
    for kind in (Client, AsyncClient):
        client = kind(
            "h", "u", "p", 7, timeout=1, connect_timeout=0.5, total_timeout=3, attempts=2, transport="httpx", token="t"
        )
        assert client.config == resolve(
            {
                "host": "h",
                "username": "u",
                "password": "p",
                "port": "7",
                "timeout": "1",
                "connect_timeout": "0.5",
                "total_timeout": "3",
                "attempts": "2",
                "transport": "httpx",
                "token": "t",
            },
            environ={},
        )


def test_the_environment_alone_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADDLEFLOW_HOST", "https://pf.example.com/prefix")
    monkeypatch.setenv("PADDLEFLOW_USERNAME", "alice")
    monkeypatch.setenv("PADDLEFLOW_PASSWORD", "secret")
    assert repr(Client()) == "<Client https://pf.example.com/prefix user='alice'>"
    assert (Client().config.username, Client().config.password) == ("alice", "secret")


def test_nothing_names_a_server(ini: Path) -> None:
    with pytest.raises(InvalidArgument, match=f"PADDLEFLOW_HOST, or name one in {ini}"):
        Client()


# The official SDK's own file, as its manual has it.
PRESENT = """[user]
name = root
password = paddleflow%1
[server]
paddleflow_server_host = 10.0.0.7
paddleflow_server_port = 8999
"""


def test_the_official_sdks_file_is_read(ini: Path) -> None:
    written(ini, PRESENT)
    found = Client().config
    assert (found.address, found.username, found.password) == ("http://10.0.0.7:8999", "root", "paddleflow%1")


def test_another_file_can_be_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADDLEFLOW_CONFIG", str(written(home / "elsewhere.ini", PRESENT)))
    assert Client().config.address == "http://10.0.0.7:8999"


TWO = f"""{PRESENT}
[profile lab]
host = https://lab.example
username = alice
password = lab-secret
token = lab-token
timeout = 7
attempts = 9
"""


@pytest.mark.parametrize("elsewhere", ["argument", "environment"])
@pytest.mark.parametrize("profile", [None, "lab"])
def test_a_password_is_not_for_a_server_that_is_named_elsewhere(
    ini: Path, elsewhere: str, profile: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(ini, TWO)
    if elsewhere == "environment":
        monkeypatch.setenv("PADDLEFLOW_HOST", "other.example")
    found = Client("other.example" if elsewhere == "argument" else None, profile=profile).config
    assert found.address == "http://other.example:8999"
    assert (found.username, found.password, found.token) == (None, None, None)
    assert (found.limits.read, found.policy.attempts) == ((7, 9) if profile else (60, 3))  # how patient, is told to all


@pytest.mark.parametrize(
    ("given", "variables", "who"),
    [
        ({}, {}, ("alice", "lab-secret", "lab-token")),
        ({"username": "bob", "password": "b"}, {}, ("bob", "b", None)),
        ({"username": "bob"}, {"PADDLEFLOW_PASSWORD": "b"}, ("bob", "b", None)),
        ({"username": "bob"}, {"PADDLEFLOW_TOKEN": "of somebody"}, ("bob", "lab-secret", None)),
        ({"token": "t"}, {}, (None, None, "t")),
        ({"token": "t"}, {"PADDLEFLOW_USERNAME": "bob", "PADDLEFLOW_PASSWORD": "b"}, (None, None, "t")),
        ({}, {"PADDLEFLOW_TOKEN": "t"}, (None, None, "t")),
        ({"token": "t", "username": "bob", "password": "b"}, {}, ("bob", "b", "t")),
    ],
)
def test_credentials_of_two_sources_are_not_mixed(
    ini: Path, given: dict[str, str], variables: dict[str, str], who: tuple[str | None, ...]
) -> None:
    written(ini, TWO)
    found = resolve(given, "lab", {"HOME": os.environ["HOME"], **variables})
    assert (found.username, found.password, found.token) == who


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o666])
def test_others_can_read_the_file(ini: Path, mode: int) -> None:
    written(ini, PRESENT, mode)
    with pytest.warns(UserWarning, match=f"Others can read {ini}, and it may hold a password: chmod 600 {ini}") as told:
        Client()
    assert "paddleflow%1" not in str(told[0].message)


def test_only_the_owner_can_read_the_file(ini: Path) -> None:
    written(ini, PRESENT, 0o600)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Client()


@pytest.mark.parametrize("profile", ["other", "lab ", "LAB"])
def test_an_unknown_profile_is_refused(ini: Path, profile: str) -> None:
    written(ini, TWO)
    with pytest.raises(InvalidArgument, match=f"There is no profile '{profile}': .* no section .profile {profile}."):
        Client("h", profile=profile)


def test_a_profile_without_a_file(ini: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"The settings file .*paddleflow\.ini does not exist"):
        Client("h", profile="lab")


BROKEN = ["password = secret-xyzzy\n", "[user]\npassword\n = secret-xyzzy\n[user", "[user]\nname = \xff\xfe"]


@pytest.mark.parametrize("text", BROKEN, ids=ascii)
@pytest.mark.parametrize("saving", [False, True], ids=["read", "save"])
def test_an_invalid_settings_file_is_reported_without_its_content(ini: Path, text: str, saving: bool) -> None:
    ini.write_bytes(text.encode("latin-1"))
    ini.chmod(0o600)
    with pytest.raises(InvalidArgument, match=r"paddleflow\.ini cannot be read: ") as raised:
        save_profile(username="u") if saving else Client()
    error: BaseException | None = raised.value
    while error is not None:
        assert "xyzzy" not in str(error) + repr(vars(error))
        error = error.__cause__ or error.__context__
    assert ini.read_bytes() == text.encode("latin-1")


def test_a_file_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADDLEFLOW_CONFIG", "/dev/zero")
    with pytest.raises(InvalidArgument, match=r"/dev/zero cannot be read: it has more than 16 MiB, or no end\."):
        Client()


REFUSED: dict[str, list[Any]] = {
    "host": ["http://", "a b", "ftp://x", 7, ""],
    "port": ["x", "0", "65536", -1, 1.5, True],
    "timeout": [0, -1, "x", "nan", "-inf", True, [], "1" * 5000 + "x"],
    "connect_timeout": [0, -1, "x", "nan"],
    "total_timeout": [0, -1, "x", "nan"],
    "attempts": [0, -1, 1.5, "x", "nan", "inf", True],
    "token": ["", 7, b"t"],
    "ca": ["missing.pem", "key.txt", "empty", "key.txt/x", "~nobody-here/x.pem", "nul\0", 7],
    "client_cert": ["missing.pem", "key.txt", "ca-only.pem", "locked.pem"],
    "transport": ["carrier pigeon", "pyreqwest", 7],
}


@pytest.fixture
def odd_files(home: Path) -> None:
    (home / "key.txt").write_text("no certificate")
    (home / "empty").mkdir()
    authority = trustme.CA()
    authority.cert_pem.write_to_path(home / "ca-only.pem")
    leaf = authority.issue_cert("a.example")
    key = load_pem_private_key(leaf.private_key_pem.bytes(), None)
    locked = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))  # type: ignore[union-attr]
    (home / "locked.pem").write_bytes(leaf.cert_chain_pems[0].bytes() + locked)


@pytest.mark.usefixtures("odd_files")
@with_each("name, value", [(name, value) for name, values in REFUSED.items() for value in values])
def test_an_invalid_setting_is_refused_with_its_name_and_variable(name: str, value: Any) -> None:
    setting = next(each for each in SETTINGS if each.name == name)
    with pytest.raises(InvalidArgument) as raised:
        resolve({"host": "h", **{name: value}}, environ={})
    if not (name == "host" and isinstance(value, str) and value):  # a host that is shown needs no name
        assert setting.name in str(raised.value)
        assert setting.variable in str(raised.value)
    if isinstance(value, str) and value:
        with pytest.raises(InvalidArgument, match=re.escape(str(raised.value))):
            resolve({} if name == "host" else {"host": "h"}, environ={setting.variable: value})


@with_each("name", ["timeout", "connect_timeout", "total_timeout"])
@with_each("value", [float("inf"), "inf", 2**31, 1e15, 1e300, sys.maxsize])
def test_limits_can_be_disabled(name: str, value: float | str) -> None:
    limits = resolve({"host": "h", "timeout": "inf", name: value}, environ={}).limits
    assert limits.read == LONGEST_SECONDS
    assert LONGEST_SECONDS * 1000 < 2**31  # what poll() takes


@pytest.mark.parametrize("name", ["timeout", "connect_timeout", "total_timeout"])
@mostly_auto
def test_a_call_without_a_limit_works(any_clients: AnyClient, server: Server, name: str) -> None:
    unlimited: dict[str, Any] = {name: float("inf")}
    any_client = any_clients.new(server.host, "root", "paddleflow", server.port, **unlimited)
    assert any_client.list_run().ok
    assert any_client.client.with_options(**unlimited).config.limits == any_client.client.config.limits


def test_longer_silence_makes_the_whole_longer_unless_that_is_set_too() -> None:
    limits = resolve({"host": "h", "timeout": 600}, environ={}).limits
    assert (limits.connect, limits.read, limits.total) == (5, 600, 600)
    limits = resolve({"host": "h", "total_timeout": 3}, environ={}).limits
    assert (limits.connect, limits.read, limits.total) == (3, 3, 3)


def test_a_path_may_begin_with_the_home_folder(home: Path) -> None:
    assert resolve({"host": "h", "ca": "~/low.pem"}, environ={}).ca == home / "low.pem"


# What a Windows program or a shell leaves around a value.


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["", "byte order mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=ascii)
def test_a_file_may_be_written_on_windows(ini: Path, mark: bytes, end: str) -> None:
    ini.write_bytes(mark + PRESENT.replace("\n", end).encode())
    ini.chmod(0o600)
    found = Client().config
    assert (found.address, found.username, found.password) == ("http://10.0.0.7:8999", "root", "paddleflow%1")


@with_each("setting", SETTINGS, ids=lambda setting: setting.name)
@with_each("tail", ["\r", "\r\n", "\n"], ids=ascii)
def test_a_variable_may_end_with_a_newline(home: Path, setting: config.Setting, tail: str) -> None:
    _, value, of, form = VALUES[setting.name]
    environ = {"PADDLEFLOW_HOST": "h", setting.variable: value + tail}
    assert of(resolve({}, environ=environ)) == form.format(value)


def test_passwords_are_not_stripped() -> None:
    environ = {"PADDLEFLOW_HOST": " h ", "PADDLEFLOW_USERNAME": "u ", "PADDLEFLOW_PASSWORD": " p \r"}
    found = resolve({}, environ=environ)
    assert (found.address, found.username, found.password) == ("http://h:8999", "u", " p ")


# Files that are not there, or are somebody else's.


@pytest.mark.parametrize("given", [{}, {"host": "h"}])
def test_a_named_settings_file_must_exist(home: Path, given: dict[str, str]) -> None:
    environ = {"HOME": str(home), "PADDLEFLOW_CONFIG": str(home / "elsewhere.ini")}
    with pytest.raises(InvalidArgument, match=r"The settings file .*elsewhere\.ini does not exist"):
        resolve(given, environ=environ)
    save_profile("lab", file=home / "elsewhere.ini", host="lab.example")
    assert resolve({}, "lab", environ).address == "http://lab.example:8999"


def test_an_empty_device_is_a_settings_file() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert resolve({"host": "h"}, environ={"PADDLEFLOW_CONFIG": os.devnull}).address == "http://h:8999"


@pytest.fixture
def not_ours(ini: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file of another user. Root may read any, so the test makes the refusal."""
    written(ini, PRESENT)
    opened = Path.open

    def refused(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == "paddleflow.ini":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refused)
    return ini


def test_settings_in_another_users_home_are_ignored(not_ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Client("h").config.address == "http://h:8999"
    with pytest.raises(InvalidArgument, match=f"No server is named. .* name one in {not_ours}"):
        Client()
    unreadable = f"The settings file {not_ours} cannot be read"
    with pytest.raises(InvalidArgument, match=unreadable):
        Client("h", profile="lab")
    monkeypatch.setenv("PADDLEFLOW_CONFIG", str(not_ours))
    with pytest.raises(InvalidArgument, match=unreadable):
        Client("h")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
def test_a_program_that_runs_as_another_user_makes_a_client(home: Path) -> None:
    home.chmod(0o700)
    code = "import os; os.setuid(65534); from paddleflow import Client; print(Client('h'))"
    # What the other user has to read is imported before the change of user, by naming it.
    code = "import paddleflow.client, paddleflow.resources.user\n" + code
    done = subprocess.run([sys.executable, "-c", code], env={"HOME": str(home)}, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("<Client http://h:8999 user=None>\n", "")


UNKNOWN = [
    ("profile lab", "HOTS", r"hots \(did you mean host\?\)"),
    ("profile lab", "paddleflow_server_host", r"paddleflow_server_host \(did you mean host\?\)"),
    ("profile lab", "name", r"name \(did you mean username\?\)"),
    ("profile lab", "colour", "colour"),
    ("server", "host", r"host \(did you mean paddleflow_server_host\?\)"),
    ("server", "conect_timeout", r"conect_timeout \(did you mean connect_timeout\?\)"),
    ("user", "username", r"username \(did you mean name\?\)"),
    ("user", "pasword", r"pasword \(did you mean password\?\)"),
]


@pytest.mark.parametrize(("section", "key", "told"), UNKNOWN)
def test_an_unknown_key_is_named(ini: Path, section: str, key: str, told: str) -> None:
    said = rf"{ini}: \[{section}\] has {told}, which is not a setting. The settings are "
    written(ini, f"[{section}]\n{key} = secret-xyzzy\n")
    if section == "profile lab":
        with pytest.raises(InvalidArgument, match=said) as raised:
            Client(profile="lab")
        assert "xyzzy" not in str(raised.value)
    else:  # a warning: the file is the official SDK's
        with pytest.warns(UserWarning, match=said) as warned:
            Client("h")
        assert [str(each.message).count("xyzzy") for each in warned] == [0]
        assert warned[0].filename == __file__


def test_a_config_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        resolve({"host": "h"}, environ={}).address = "x"  # type: ignore[misc]


@pytest.mark.parametrize("name", [None, "lab"])
def test_a_saved_profile_can_only_be_read_by_its_owner_and_leaves_the_others(ini: Path, name: str | None) -> None:
    written(ini, TWO, 0o644)
    before = ini.stat().st_ino
    assert save_profile(name, username="carol", timeout="9") == ini
    assert stat.S_IMODE(ini.stat().st_mode) == 0o600
    assert ini.stat().st_ino != before  # replaced as a whole: nobody reads half of it
    assert [file.name for file in ini.parent.iterdir()] == ["paddleflow.ini"]
    environ = {"HOME": os.environ["HOME"]}
    default, lab = resolve({}, environ=environ), resolve({}, "lab", environ)
    assert (default.address, default.password) == ("http://10.0.0.7:8999", "paddleflow%1")
    assert (lab.address, lab.password, lab.policy.attempts) == ("https://lab.example", "lab-secret", 9)
    assert (default.username, default.limits.read) == (("root", 60) if name else ("carol", 9))
    assert (lab.username, lab.limits.read) == (("carol", 9) if name else ("alice", 7))


def test_a_first_profile_makes_file_and_folder(ini: Path) -> None:
    ini.parent.rmdir()
    save_profile("lab", host="lab.example")
    assert stat.S_IMODE(ini.stat().st_mode) == 0o600
    assert stat.S_IMODE(ini.parent.stat().st_mode) == 0o700


printable = st.characters(exclude_categories=["C", "Z"])


@given(password=st.text(st.one_of(printable, st.just(" ")), min_size=1).map(str.strip).filter(bool))
@example(password="100%")
@example(password="%(name)s")
@example(password="# no comment")
@example(password="; nor this")
@example(password="= : [x]")
@example(password="密码")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_saved_password_is_read_as_it_was(ini: Path, password: str) -> None:
    save_profile("lab", host="h", password=password)
    assert resolve({}, "lab", {"HOME": os.environ["HOME"]}).password == password


@pytest.mark.parametrize("value", ["a\nname = root", "a\r\nb", " leading", "trailing ", "nul\0"], ids=ascii)
def test_a_value_that_the_file_cannot_hold_is_not_saved(ini: Path, value: str) -> None:
    with pytest.raises(InvalidArgument, match="password") as raised:
        save_profile("lab", password=value)
    assert value not in str(raised.value)
    assert not ini.exists()


@pytest.mark.parametrize("name", ["a]b", "a\nb", ""])
def test_a_profile_has_a_name_that_the_file_can_hold(ini: Path, name: str) -> None:
    with pytest.raises(InvalidArgument, match="profile"):
        save_profile(name, host="h")
    assert not ini.exists()


def test_unknown_settings_are_not_saved(ini: Path) -> None:
    with pytest.raises(InvalidArgument, match="there is no setting colour, shape"):
        save_profile(colour="red", shape="round")
    assert not ini.exists()


def test_nowhere_to_save(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("USERPROFILE", raising=False)
    with pytest.raises(InvalidArgument, match="HOME is not set"):
        save_profile(host="h")


def table() -> str:
    """The table of docs/configuration.md."""
    lines = ["| argument | variable | in `paddleflow.ini` | default | meaning |", "|---|---|---|---|---|"]
    for each in SETTINGS:
        argument = {"host": "paddleflow_server_host", "port": "paddleflow_server_port"}.get(each.name, each.name)
        place = f"`[{each.section}]` `{each.key}`"
        default = f"`{each.default}`" if each.default else ""
        lines.append(f"| `{argument}` | `{each.variable}` | {place} | {default} | {each.meaning} |")
    return "\n".join(lines)


def test_the_document_has_every_setting() -> None:
    assert table() in DOCUMENT.read_text(encoding="utf-8")


def test_documented_defaults_are_in_force() -> None:
    found = resolve({"host": "h"}, environ={})
    assert found.address == f"http://h:{next(each.default for each in SETTINGS if each.name == 'port')}"
    for each in SETTINGS[5:9]:
        assert VALUES[each.name][2](found) == each.default
    assert found.transport == SETTINGS[-1].default
