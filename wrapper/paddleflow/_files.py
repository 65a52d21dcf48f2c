"""Files that a user names, read within a bound, since a device or a pipe has no end; and files for one user alone."""

from __future__ import annotations

import errno
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO, AnyStr, Final

MAX_FILE_BYTES: Final = 16 * 2**20
"""No server takes more in one request."""


def read_all(file: IO[AnyStr]) -> AnyStr:
    """Return what an open file has.

    Raises:
        OSError: That is more than `MAX_FILE_BYTES`, or has no end.
    """
    content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise OSError(errno.EFBIG, f"it has more than {MAX_FILE_BYTES // 2**20} MiB, or no end")
    return content


def text_of(source: str | Path) -> str:
    """Return a text, or the one in a file.

    Raises:
        OSError: The file cannot be read, or is too large.
    """
    if isinstance(source, str):
        return source
    with source.open(encoding="utf-8") as file:
        return read_all(file)


def open_private(path: str, flags: int) -> int:
    """Open a file for `open(opener=...)`, but not through a symbolic link; a new file is for this user alone."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)
