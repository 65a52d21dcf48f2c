"""Who is logged in: the client of a command, and the token that is stored from one command to the next."""

from __future__ import annotations

import binascii
import contextlib
import os
import sys
from importlib import import_module
from pathlib import Path
from urllib.parse import quote

from paddleflow import Client
from paddleflow._files import open_private
from paddleflow.cli import terminal
from paddleflow.cli.failures import Failed, Usage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paddleflow._exchange import Session
    from paddleflow.cli.context import Context
    from paddleflow.config import Config

_LONGEST_LINE = 64 * 1024  # characters


def session_of(client: Client) -> Session:
    """Return who a client is, and its token."""
    return client._exchange.session


def connect(context: Context) -> Client:
    """Make the client that the settings name, with the token that is stored for it."""
    values = context.values
    password = password_from_stdin(context)
    use_settings_file(context)
    client = Client(password=password, profile=values.get("profile"))
    if values.get("dry_run"):
        from paddleflow.cli.dry_run import use_dry_run

        use_dry_run(client)
    elif password is None:
        session, config = session_of(client), client.config
        if session.token is None:
            session.token = stored_token(client, context.environ)
        if session.token is None and session.user and session.password is None:
            session.password = from_keyring(config.address, session.user) or terminal.ask(
                f"Password of {session.user} at {config.address}: ", secret=True
            )
    return client


def use_settings_file(context: Context) -> None:
    """Let the settings be those of the file that the command line names."""
    if file := context.values.get("pf_config"):
        os.environ["PADDLEFLOW_CONFIG"] = file


def settings(context: Context) -> Config:
    """Return the settings, without a client."""
    from paddleflow.config import resolve

    use_settings_file(context)
    return resolve({}, context.values.get("profile"))


def leave(client: Client) -> None:
    """Keep the client's token for the next command, and close it."""
    session, config = session_of(client), client.config
    if session.renewals and config.token is None and session.user and session.token:
        mark = "" if session.password is None else f" {mark_of(session.password)}"
        keep(token_file(config.address, session.user, os.environ), session.token + mark)
    client.close()


def mark_of(password: str) -> str:
    """Return 16 bits of a checksum: enough to tell passwords apart, not to guess one."""
    return f"{binascii.crc_hqx(password.encode('utf-8', 'surrogateescape'), 0):04x}"


def stored_token(client: Client, environ: Mapping[str, str]) -> str | None:
    """Return the token that an earlier command stored.

    None when there is none, when others can have written it, and when it was got with another password than the one
    that is given now: whether that is right shows when it is used.
    """
    session, config = session_of(client), client.config
    file = token_file(config.address, session.user, environ) if session.user else None
    if file is None:
        return None
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(descriptor, encoding="ascii") as text:
            status = os.fstat(descriptor)
            if os.name == "posix" and (status.st_uid != os.geteuid() or status.st_mode & 0o077):
                return None
            token, _, mark = text.read(10_000).strip().partition(" ")
    except (OSError, ValueError):
        return None
    fits = not mark or session.password is None or mark == mark_of(session.password)
    return token if token and fits else None


def token_folder(environ: Mapping[str, str]) -> Path | None:
    """Return where tokens are stored; None without a home folder."""
    if (cache := environ.get("XDG_CACHE_HOME", "")) and Path(cache).is_absolute():
        return Path(cache, "paddleflow", "tokens")
    home = environ.get("HOME") or environ.get("USERPROFILE")
    return Path(home, ".cache", "paddleflow", "tokens") if home else None


def token_file(address: str, user: str, environ: Mapping[str, str]) -> Path | None:
    """Return where the token of a user of a server is stored."""
    folder = token_folder(environ)
    name = f"{quote(address, safe='')} {quote(user, safe='')}"
    return folder / name[:250] if folder else None


def keep(file: Path | None, token: str) -> None:
    """Write a token that only this user can read. Where that is not possible, the next command logs in again."""
    if file is None:
        return
    with contextlib.suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = file.with_name(f".{os.getpid()}.new")
        with open(draft, "w", encoding="ascii", opener=open_private) as out:
            out.write(token)
        draft.replace(file)


def password_from_stdin(context: Context) -> str | None:
    """Read a password from the first line of standard input, where that is asked for."""
    if not context.values.get("password_stdin"):
        return None
    password = sys.stdin.readline(_LONGEST_LINE).rstrip("\r\n")
    if not password:
        raise Usage("--password-stdin: standard input is empty")
    return password


def from_keyring(address: str, user: str) -> str | None:
    """Return the password that the machine's keyring has; None where there is no keyring."""
    try:
        found: str | None = import_module("keyring").get_password(f"paddleflow {address}", user)
    except Exception:  # third-party code: a locked or missing keyring may raise anything
        return None
    return found


def to_keyring(address: str, user: str, password: str) -> None:
    """Put a password into the machine's keyring."""
    try:
        keyring = import_module("keyring")
    except ImportError:
        raise Failed("--keyring needs keyring: pip install keyring") from None
    try:
        keyring.set_password(f"paddleflow {address}", user, password)
    except Exception as error:  # third-party code: a locked or missing keyring may raise anything
        raise Failed(f"The keyring did not take the password: {type(error).__name__}. Nothing was saved.") from None


def show_requests() -> Callable[[], None]:
    """Write a line on stderr for each request, without secrets; return what ends that."""
    import logging

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    logger = logging.getLogger("paddleflow")
    before = logger.level
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)

    def end() -> None:
        logger.removeHandler(handler)
        logger.setLevel(before)

    return end
