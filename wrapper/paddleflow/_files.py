"""Files that a user names, read within a bound: a device or a pipe can go on for ever."""

from __future__ import annotations

import errno

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO, AnyStr, Final

LARGEST: Final = 16
"""MiB: no server takes more in one request."""


def read_all(file: IO[AnyStr]) -> AnyStr:
    """Return what an open file has.

    Raises:
        OSError: That is more than `LARGEST`, or has no end.
    """
    most = LARGEST * 1024 * 1024
    content = file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"it has more than {LARGEST} MiB, or no end")
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
