"""How clients of this user find the login of a server on this machine: a file named after its address.

The server holds a lock on it while it runs; `paddleflow._local_server` reads it.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from paddleflow._files import open_private
from paddleflow._local_server import SCHEME, check_private, is_held, login_folders


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
    folder = next(iter(login_folders()), None)
    if folder is None:
        raise FileNotFoundError("neither XDG_RUNTIME_DIR nor HOME names a folder")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_private(folder.lstat(), folder)
    file = folder / address.removeprefix(SCHEME)
    draft = folder / f"{file.name}.{os.getpid()}.new"
    with open(draft, "w", encoding="utf-8", opener=open_private) as out:
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


def _remove_stale(folder: Path) -> None:
    """Remove the files of killed servers whose ports nobody has taken since."""
    for left in folder.glob("*:*[0-9]"):
        with suppress(OSError), open(left, opener=open_private) as file:
            if not is_held(file) and os.path.samestat(left.stat(), os.fstat(file.fileno())):
                left.unlink()
