"""The server's folder: one of its own inside of a folder that it is given. Nothing beside it is read or changed."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import IO
from uuid import uuid4

from attrs import frozen

from paddleflow._files import open_private

NAME = "paddleflow-emulator"
"""What the server's own folder is called."""

MARK = "server.json"
"""The file that marks it as the server's."""

_LAYOUT = 1
_DATABASE = "paddleflow.db"


@frozen
class DataFolder:
    """A folder that carries the server's mark, held by this process; made by `hold_data_folder`.

    Args:
        path: The server's own folder.
        server: Identifies the server whose state it is, among all on this machine and on its storage.
    """

    path: Path
    server: str

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / _DATABASE

    @property
    def logs(self) -> Path:
        """Has the log of each job."""
        return self.path / "logs"

    @property
    def work(self) -> Path:
        """Has a folder for each job that is alive."""
        return self.path / "work"

    def clear_work(self) -> None:
        """Delete the folders of jobs, none of which may be alive."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(mode=0o700, exist_ok=True)


@contextmanager
def hold_data_folder(parent: Path) -> Iterator[DataFolder]:
    """Make or open the server's own folder, so that no other server uses it for the time of the block.

    It is refused before anything in it is changed, unless it is empty or carries the mark.

    Args:
        parent: The folder to make it in, made when missing.

    Raises:
        OSError: It cannot be used, is used by another server, or holds something else.
    """
    path = parent / NAME
    _check_ours(parent, path)
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.mkdir(exist_ok=True, mode=0o700)
    with open(path / MARK, "a+", encoding="utf-8", opener=open_private) as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BlockingIOError(
                f"{parent} is used by another embedded server; stop it or give another folder"
            ) from None
        folder = DataFolder(path, _identity(path, mark))
        for private in (path, folder.logs, folder.work):
            private.mkdir(exist_ok=True)
            private.chmod(0o700)
        yield folder


def _check_ours(parent: Path, path: Path) -> None:
    if (path / MARK).exists():
        if path.stat().st_uid != os.geteuid():
            raise PermissionError(f"{path} belongs to another user: give another folder")
    elif path.is_dir() and any(path.iterdir()):
        raise FileExistsError(f"{path} holds something that is not the embedded server's: give another folder")
    elif (parent / _DATABASE).exists():
        raise FileExistsError(
            f"{parent} has the state of an older version of the embedded server, in {_DATABASE}: use that version, "
            f"move {_DATABASE}*, logs, work and lock away, or give another folder"
        )


def _identity(path: Path, mark: IO[str]) -> str:
    """Read the server's identity from its mark, or write both into a new one."""
    mark.seek(0)
    text = mark.read()
    if not text and {entry.name for entry in path.iterdir()} == {MARK}:
        server = uuid4().hex
        mark.write(json.dumps({"program": NAME, "layout": _LAYOUT, "server": server}) + "\n")
        mark.flush()
        os.fsync(mark.fileno())
        return server
    try:
        program, layout, server = itemgetter("program", "layout", "server")(json.loads(text))
    except (ValueError, TypeError, KeyError):
        program = layout = server = ""
    if program != NAME:
        raise FileExistsError(f"{mark.name} is not the mark of the embedded server: give another folder")
    if layout != _LAYOUT:
        raise FileExistsError(f"{path} is of another version of the embedded server: use that one, or another folder")
    return str(server)
