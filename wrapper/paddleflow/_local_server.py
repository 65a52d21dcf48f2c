"""The embedded servers of this user on this machine: what they leave for clients to find, one file for each.

A server holds a lock on its file while it runs: a file without a lock was left by one that was killed, and is
ignored. `paddleflow_emulator.announcement` and `paddleflow_emulator.background` write what is read here.
"""

from __future__ import annotations

import os
import stat
import warnings
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from paddleflow._files import open_private

SCHEME: Final = "http://"
_LOOPBACK: Final = ("127.", "[::1]:")

PID: Final = "pid"
"""The file, in the folder of the server in the background, that it holds locked; it has the number of its process."""

ADDRESS: Final = "address"
"""The file there that has its address."""


class LocalService(NamedTuple):
    """A server that runs in the background.

    Attributes:
        address: Where it listens, such as ``http://127.0.0.1:8999``.
        pid: Its process.
    """

    address: str
    pid: int


class _OpenToOthersError(PermissionError):
    """A login, or its folder, that others may read or write."""


def state_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of the server in the background: below XDG_STATE_HOME, else in ``~/.local/state``.

    Args:
        environ: The environment.
    """
    state = Path(environ.get("XDG_STATE_HOME", ""))
    if not state.is_absolute():
        state = Path(environ.get("HOME") or os.path.expanduser("~"), ".local", "state")  # noqa: PTH111 - never raises
    return state / "paddleflow" / "local"


def find_service(folder: Path) -> LocalService | None:
    """Return the server that runs on a folder; None when there is none, or it does not answer yet.

    Args:
        folder: Of the server in the background; see `state_folder`.
    """
    with suppress(OSError, ValueError, ImportError), (folder / PID).open(encoding="utf-8") as file:
        if is_held(file):
            return LocalService((folder / ADDRESS).read_text("utf-8"), int(file.read()))
    return None


def login_of(address: str) -> tuple[str, str] | None:
    """Return the user and the password of this user's embedded server at an address; None when there is none.

    Where others could have written one, it is not used, and a warning says so.
    """
    name = address.removeprefix(SCHEME)
    if os.name != "posix" or not address.startswith(SCHEME) or not name.startswith(_LOOPBACK) or "/" in name:
        return None
    for folder in login_folders():
        with suppress(OSError, RuntimeError, ValueError, LookupError, TypeError):
            try:
                if login := _login_in(folder, name):
                    return login
            except _OpenToOthersError as problem:
                warnings.warn(f"The embedded server's login is not used: {problem}", stacklevel=5)
    return None


def _login_in(folder: Path, name: str) -> tuple[str, str] | None:
    """Return the login that a folder has of a server that runs; whatever it raises means that there is none."""
    import json

    check_private(folder.lstat(), folder)
    with open(folder / name, encoding="utf-8", opener=open_private) as file:
        check_private(os.fstat(file.fileno()), folder / name)
        if is_held(file) and (found := json.load(file))["machine"] == os.uname().nodename:
            return found["user"], found["password"]
    return None


def login_folders() -> list[Path]:
    """Return where logins are: below XDG_RUNTIME_DIR when that is this user's own, and below the home folder.

    A server writes to the first. Its clients look in all: a server may have been started where the variable is not set.
    """
    folders = []
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    with suppress(OSError):
        if runtime.is_absolute() and runtime.stat().st_uid == os.geteuid():
            folders.append(runtime / "paddleflow")
    with suppress(RuntimeError):
        folders.append(Path.home() / ".paddleflow" / "servers")
    return folders


def is_held(file: IO[Any]) -> bool:
    """Return whether somebody else has a file locked: its server runs."""
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def check_private(status: os.stat_result, path: Path) -> None:
    """Raise PermissionError for a file or folder that is not this user's alone."""
    if stat.S_ISLNK(status.st_mode) or status.st_uid != os.geteuid():
        raise PermissionError(f"{path} is not this user's own")
    if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        mode = 700 if stat.S_ISDIR(status.st_mode) else 600
        raise _OpenToOthersError(f"others can open {path}: chmod {mode} {path}")
