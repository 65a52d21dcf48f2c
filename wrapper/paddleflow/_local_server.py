"""The login of an embedded server on this machine: written by the server, read by clients of the same user.

Each server has a file named after its address, such as ``127.0.0.1:8999``, and holds a lock on it while it runs: a file
without a lock was left by a server that was killed, and is not believed.
"""

from __future__ import annotations

import os
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_SCHEME: Final = "http://"
_LOOPBACK: Final = ("127.", "[::1]:")


class _OpenToOthersError(PermissionError):
    """A login, or its folder, that others may read or write."""


@contextmanager
def announced(address: str, user: str, password: str) -> Iterator[None]:
    """Let this user's clients find the login of a server for the time of a block.

    Args:
        address: The server's, such as ``http://127.0.0.1:8999``.
        user: Who logs in.
        password: The user's.

    Raises:
        OSError: There is no folder that is this user's alone.
    """
    import fcntl
    import json

    folder = next(iter(_folders()), None)
    if folder is None:
        raise FileNotFoundError("neither XDG_RUNTIME_DIR nor HOME names a folder")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _check_private(folder.lstat(), folder)
    file = folder / address.removeprefix(_SCHEME)
    draft = folder / f"{file.name}.{os.getpid()}.new"
    with open(draft, "w", encoding="utf-8", opener=_private) as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        json.dump({"machine": os.uname().nodename, "user": user, "password": password}, out)
        out.flush()
        draft.replace(file)
        _remove_stale(folder)
        try:
            yield
        finally:
            with suppress(FileNotFoundError):
                if os.path.samestat(file.stat(), os.fstat(out.fileno())):
                    file.unlink()


def login_of(address: str) -> tuple[str, str] | None:
    """Return the user and the password of this user's embedded server at an address; None when there is none.

    Where others could have written one, it is not used, and a warning says so.
    """
    name = address.removeprefix(_SCHEME)
    if os.name != "posix" or not address.startswith(_SCHEME) or not name.startswith(_LOOPBACK) or "/" in name:
        return None
    for folder in _folders():
        with suppress(OSError, RuntimeError, ValueError, LookupError, TypeError):
            try:
                return _login_in(folder, name)
            except _OpenToOthersError as problem:
                warnings.warn(f"The embedded server's login is not used: {problem}", stacklevel=5)
    return None


def _login_in(folder: Path, name: str) -> tuple[str, str]:
    """Return the login that a folder has of a server; raises where there is none that can be believed."""
    import fcntl
    import json

    _check_private(folder.lstat(), folder)
    with open(folder / name, encoding="utf-8", opener=_no_link) as file:
        _check_private(os.fstat(file.fileno()), folder / name)
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            raise LookupError(name)  # Nobody else holds it: the server is gone.
        found = json.load(file)
    if found["machine"] != os.uname().nodename:
        raise LookupError(name)
    return found["user"], found["password"]


def _remove_stale(folder: Path) -> None:
    """Remove the files of killed servers whose ports nobody has taken since."""
    import fcntl

    for left in folder.glob("*:*[0-9]"):
        with suppress(OSError), open(left, opener=_no_link) as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            if os.path.samestat(left.stat(), os.fstat(file.fileno())):
                left.unlink()


def _folders() -> list[Path]:
    """Return where the files are: below XDG_RUNTIME_DIR when that is this user's own, and below the home folder.

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


def _check_private(status: os.stat_result, path: Path) -> None:
    if stat.S_ISLNK(status.st_mode) or status.st_uid != os.geteuid():
        raise PermissionError(f"{path} is not this user's own")
    if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        mode = 700 if stat.S_ISDIR(status.st_mode) else 600
        raise _OpenToOthersError(f"others can open {path}: chmod {mode} {path}")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW)
