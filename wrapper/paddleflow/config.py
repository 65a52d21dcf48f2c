"""Where a client's settings come from: its arguments, then the environment, then a profile in the settings file.

The settings file is the official SDK's ``~/.paddleflow/paddleflow.ini``: its sections ``[user]`` and ``[server]`` are
the default profile; a section ``[profile NAME]`` is another, with the settings' own names as keys.
"""

from __future__ import annotations

import math
import os
import stat
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from paddleflow import _constants as default
from paddleflow._address import base_url
from paddleflow._files import open_private, read_all
from paddleflow._http import Limits
from paddleflow._local_server import find_service, login_of, state_folder
from paddleflow._retry import Policy
from paddleflow._text import shown
from paddleflow._tls import certificate_path, check_certificates
from paddleflow.errors import InvalidArgument

if TYPE_CHECKING:
    from configparser import RawConfigParser

TRANSPORTS: Final = ("auto", "httpx")

SECONDS: Final = ("InvalidTimeout", "a number of seconds above 0, or inf for no limit")
COUNT: Final = ("InvalidAttempts", "an integer of at least 1")
SIZE: Final = ("InvalidParam", "a number above 0, or inf for no limit")
"""What a setting must be that is a number, after the code of the error if it is not."""


class Setting:
    """One setting.

    Attributes:
        name: As an argument of the client, and as a key in a ``[profile NAME]`` section.
        meaning: What it is.
        default: As text.
        number: What it must be if it is a number.
        section: The section of the official SDK's settings file that has it, or would.
        key: Its key there.
    """

    def __init__(
        self,
        name: str,
        meaning: str,
        default: object = "",
        number: tuple[str, str] | None = None,
        *,
        section: str = "server",
        key: str = "",
    ) -> None:
        self.name = name
        self.meaning = meaning
        self.default = str(default)
        self.number = number
        self.section = section
        self.key = key or name

    @property
    def variable(self) -> str:
        """Its environment variable."""
        return f"PADDLEFLOW_{self.name.upper()}"

    def place(self, profile: str | None) -> tuple[str, str]:
        """Return section and key in the settings file, those of the default profile for None."""
        return (self.section, self.key) if profile is None else (f"profile {profile}", self.name)


SETTINGS: Final = (
    Setting("host", "Host name, IP address or whole address.", key="paddleflow_server_host"),
    Setting("port", "Port.", default.PORT, key="paddleflow_server_port"),
    Setting("username", "Who logs in.", section="user", key="name"),
    Setting("password", "The password.", section="user"),
    Setting("token", "A token instead of a login; a callable gives a new one.", section="user"),
    Setting("timeout", "Read timeout, in seconds.", f"{default.READ_SECONDS:g}", SECONDS),
    Setting("connect_timeout", "Connect timeout, in seconds.", f"{default.CONNECT_SECONDS:g}", SECONDS),
    Setting("total_timeout", "Seconds for a whole call, with all attempts.", f"{default.TOTAL_SECONDS:g}", SECONDS),
    Setting("attempts", "Maximum number of attempts.", default.ATTEMPTS, COUNT),
    Setting(
        "max_response_bytes", "Bytes of a decoded response at most; `inf` for no limit.", default.RESPONSE_BYTES, SIZE
    ),
    Setting("ca", "File or folder of certificates to trust, in PEM form."),
    Setting("client_cert", "File with a certificate and its key, in PEM form."),
    Setting("transport", "`auto`, the fastest; or `httpx`.", "auto"),
)
PROFILE_VARIABLE: Final = "PADDLEFLOW_PROFILE"
FILE_VARIABLE: Final = "PADDLEFLOW_CONFIG"
LOCAL_PROFILE: Final = "local"
"""The server that ``paddleflow local up`` has started, unless the settings file has a profile of this name."""

SERVER_SETTINGS: Final = frozenset({"host", "port", "username", "password", "token", "ca", "client_cert"})
"""What a profile says of its server, and not of the one that an argument or a variable names."""


class Config(NamedTuple):
    """All settings of a client, checked. Some are secret, so its repr has the address alone."""

    address: str
    username: str | None
    password: str | None
    token: str | Callable[[], Any] | None
    limits: Limits
    policy: Policy
    ca: Path | None
    client_cert: Path | None
    transport: str
    http_client: Any = None
    """The user's own httpx client, which carries the requests instead of a transport of ours."""

    def __repr__(self) -> str:
        return f"Config({self.address})"


def resolve(given: Mapping[str, Any], profile: str | None = None, environ: Mapping[str, str] = os.environ) -> Config:
    """Return the settings of a client.

    Args:
        given: Its arguments, those by setting name among them; None means that one was not given.
        profile: Name of a profile in the settings file; default: the variable PADDLEFLOW_PROFILE, then the default
            profile.
        environ: The environment.

    Raises:
        InvalidArgument: A setting is invalid; the message names it and its variable.
    """
    asked_for = profile or environ.get(PROFILE_VARIABLE) or None
    file = settings_file(environ)
    stored = _profile(file, asked_for, named=bool(environ.get(FILE_VARIABLE)), environ=environ)
    arguments = {each.name: value for each in SETTINGS if (value := given.get(each.name)) is not None}
    variables = {each.name: value for each in SETTINGS if (value := _stripped(each.name, environ.get(each.variable)))}
    known = _over(arguments, variables)
    if "host" in known:
        stored = {name: value for name, value in stored.items() if name not in SERVER_SETTINGS}
    known = _over(known, stored)
    if "host" not in known and (running := find_service(state_folder(environ))):
        known["host"] = running.address
    if "host" not in known:
        where = file or "~/.paddleflow/paddleflow.ini"
        hint = f"Pass one to Client(), set PADDLEFLOW_HOST, or name one in {where}."
        raise InvalidArgument("InvalidServer", "No server is named.", hint=hint)
    return _checked(known)


def _stripped(name: str, value: str | None) -> str | None:
    """Return a variable's value without whitespace around it; of a secret's only line ends are removed."""
    return value and (value.strip("\r\n") if name in ("password", "token") else value.strip())


def _over(upper: Mapping[str, Any], lower: Mapping[str, Any]) -> dict[str, Any]:
    """Return both settings; where both have one, that of ``upper``.

    A token and a login both say who one is. Where the upper says it one way, what the lower says in the other is not
    looked at: it may be another user's.
    """
    login = {"username", "password"}
    unused = login if "token" in upper else {"token"} if upper.keys() & login else set()
    return {**{name: value for name, value in lower.items() if name not in unused}, **upper}


def _checked(known: Mapping[str, Any]) -> Config:
    transport, token = str(known.get("transport", "auto")), known.get("token")
    if transport not in TRANSPORTS:
        raise _invalid("InvalidTransport", "transport", f"one of {', '.join(TRANSPORTS)}, not {shown(transport)}")
    if token is not None and not (isinstance(token, str) and token) and not callable(token):
        raise _invalid("InvalidToken", "token", "a non-empty string, or a callable")
    ca, client_cert = certificate_path("ca", known.get("ca")), certificate_path("client_cert", known.get("client_cert"))
    if ca or client_cert:
        check_certificates(ca, client_cert)
    numbers = [_number(each.name, each.number, known.get(each.name, each.default)) for each in SETTINGS if each.number]
    read, connect, total, attempts, size = numbers
    total = min(total if "total_timeout" in known else max(total, read), default.LONGEST_SECONDS)
    read = min(read, total)
    address = base_url(known["host"], known.get("port"))
    username, password = known.get("username"), known.get("password")
    if username is password is token is None:
        username, password = login_of(address) or (None, None)
    return Config(
        address=address,
        username=username,
        password=password,
        token=token,
        limits=Limits(min(connect, read), read, total, size),
        policy=Policy(int(attempts), default.PAUSE_SECONDS, default.PAUSE_SECONDS_LIMIT, default.RETRY_AFTER_LIMIT),
        ca=ca,
        client_cert=client_cert,
        transport=transport,
    )


def _number(name: str, kind: tuple[str, str], value: Any) -> float:
    code, needed = kind
    try:
        number = float("true" if isinstance(value, bool) else value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not number > 0 or (kind is COUNT and not number.is_integer()):
        raise _invalid(code, name, f"{needed}, not {shown(value)}")
    return number


def _invalid(code: str, name: str, needed: str) -> InvalidArgument:
    return InvalidArgument(code, f"{name} (PADDLEFLOW_{name.upper()}) must be {needed}.")


def settings_file(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the settings file that the environment names, whether or not it exists; None without a home folder."""
    if named := environ.get(FILE_VARIABLE, "").strip():
        return Path(os.path.expanduser(named))  # noqa: PTH111 - never raises
    home = environ.get("HOME") or environ.get("USERPROFILE")
    return Path(home, ".paddleflow", "paddleflow.ini") if home else None


def read_settings_file(file: Path) -> dict[str, Any]:
    """Return the settings of the default profile of a file, by setting name.

    Raises:
        InvalidArgument: It is not there or cannot be read.
    """
    return dict(_profile(Path(os.path.expanduser(file)), None, named=True))  # noqa: PTH111 - never raises


def profile_names() -> list[tuple[str, str, str]]:
    """Return the profiles of the settings file: name, server and user of each, the default one first."""
    file = settings_file()
    parser = file and _parsed(file, optional=True)
    if not parser:
        return []
    host, user = (next(each for each in SETTINGS if each.name == name) for name in ("host", "username"))
    names: list[str | None] = [None] if parser.has_option(*host.place(None)) else []
    names += [name for section in parser.sections() if (name := section.removeprefix("profile ")) not in ("", section)]
    return [
        (name or "default", parser.get(*host.place(name), fallback=""), parser.get(*user.place(name), fallback=""))
        for name in names
    ]


def _profile(
    file: Path | None, name: str | None, *, named: bool, environ: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Return the settings of a profile.

    There are none in a file that nobody asked for, neither by its own name nor by a profile's, and that is not there or
    belongs to another user, as HOME may in a container.
    """
    parser = file and _parsed(file, optional=not named and name in (None, LOCAL_PROFILE))
    if name == LOCAL_PROFILE and not (parser and parser.has_section(f"profile {name}")):
        if (service := find_service(state_folder(environ))) is None:
            raise _no_profile("No local server is running: paddleflow local up starts one.")
        return {"host": service.address}
    if not file or not parser:
        if name is not None:
            raise _no_profile(f"There is no profile {name!r}: HOME is not set.")
        return {}
    mode = file.stat().st_mode
    if os.name == "posix" and stat.S_ISREG(mode) and mode & (stat.S_IRWXG | stat.S_IRWXO):
        warnings.warn(f"Others can read {file}, and it may hold a password: chmod 600 {file}", stacklevel=4)
    if name is not None and not parser.has_section(f"profile {name}"):
        raise _no_profile(f"There is no profile {name!r}: {file} has no section [profile {name}].")
    places = {setting.name: setting.place(name) for setting in SETTINGS}
    for section in ("user", "server") if name is None else (f"profile {name}",):
        if unknown := _unknown_keys(parser, section, places):
            if name is not None:
                raise _no_profile(f"{file}: {unknown}")
            warnings.warn(f"{file}: {unknown}", stacklevel=4)  # no error: other programs may read them
    return {setting: value for setting, place in places.items() if (value := parser.get(*place, fallback="").strip())}


def _unknown_keys(parser: RawConfigParser, section: str, places: Mapping[str, tuple[str, str]]) -> str:
    """Return which keys of a section are no settings, and what may be meant; empty when there are none."""
    keys = {name: key for name, (where, key) in places.items() if where == section}
    unknown = sorted(set(parser[section]) - {*keys.values()}) if parser.has_section(section) else []
    if not unknown:
        return ""
    from difflib import get_close_matches

    meant = {word: keys[each.name] for each in SETTINGS if each.name in keys for word in (each.name, each.key)}
    told = [
        f"{key} (did you mean {meant[near[0]]}?)" if (near := get_close_matches(key, meant, 1)) else key
        for key in unknown
    ]
    return f"[{section}] has {', '.join(told)}, which is not a setting. The settings are {', '.join(keys.values())}."


def _parsed(file: Path, *, optional: bool = False) -> RawConfigParser | None:
    """Read the settings file; None when it is optional, and missing or not ours to read."""
    try:
        with file.open(encoding="utf-8-sig") as opened:  # Windows programs begin a file with a byte order mark
            text = read_all(opened)
    except (OSError, UnicodeDecodeError) as error:
        if optional and isinstance(error, FileNotFoundError | NotADirectoryError | PermissionError):
            return None
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        why = getattr(error, "strerror", None) or type(error).__name__
        wrong = "does not exist" if missing else f"cannot be read: {why}"
    else:
        import configparser  # slow, and needed only where there is such a file

        parser = configparser.RawConfigParser()
        try:
            parser.read_string(text)
        except configparser.Error as error:
            wrong = f"cannot be read: {type(error).__name__}"
        else:
            return parser
    # Without a context: the lines that were not understood may hold a password.
    raise _no_profile(f"The settings file {file} {wrong}.")


def _no_profile(text: str) -> InvalidArgument:
    return InvalidArgument("InvalidProfile", text)


def save_profile(name: str | None = None, *, file: Path | None = None, **settings: str) -> Path:
    """Write a profile to the settings file, which only its owner can read (0600). Other profiles stay.

    Args:
        name: Name of the profile; None for the default one, which the official SDK reads too.
        file: The settings file; default: the variable PADDLEFLOW_CONFIG, then ``~/.paddleflow/paddleflow.ini``.
        settings: Its settings, by the names of `SETTINGS`.

    Returns:
        The file.

    Raises:
        InvalidArgument: A setting that does not exist, a name or value that the file cannot hold, no folder to write
            to, or a file that is no settings file.
    """
    target = file or settings_file()
    texts = {setting: str(value) for setting, value in settings.items() if value is not None}
    if target is None:
        raise _no_profile("Nothing was saved: HOME is not set.")
    if unknown := settings.keys() - {setting.name for setting in SETTINGS}:
        raise _no_profile(f"Nothing was saved: there is no setting {', '.join(sorted(unknown))}.")
    if name is not None and (not name or "]" in name):
        raise _no_profile("Nothing was saved: a profile has a name, without ].")
    for what, text in {"the name of a profile": name or "default", **texts}.items():
        if text != text.strip() or not text.isprintable():
            raise _no_profile(f"Nothing was saved: {what} has a character that the file cannot hold.")
    from configparser import RawConfigParser

    parser = (_parsed(target) if target.is_file() else None) or RawConfigParser()
    for setting in SETTINGS:
        if (value := texts.get(setting.name)) is not None:
            section, key = setting.place(name)
            if not parser.has_section(section):
                parser.add_section(section)
            parser.set(section, key, value)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_suffix(".new")
    with open(draft, "w", encoding="utf-8", opener=open_private) as out:
        parser.write(out)
    draft.chmod(0o600)
    draft.replace(target)
    return target
