"""The folders of runs' artifacts, `.pipeline/<run id>`: each is one server's, also where several share the storage.

The server that makes a folder owns it, as a mark in it says. It writes into and deletes only its own ones.
"""

from __future__ import annotations

import re

from paddleflow.pipeline._rules.spec import Mount
from paddleflow_emulator.engine.interface import FileSystem
from paddleflow_emulator.engine.launch.mounts import PIPELINE_DIRECTORY

RUN_ID = "run-{:06d}"

_MARK = ".paddleflow-emulator"
_NUMBERED = re.compile(r"run-(\d{6,12})")


def take(system: FileSystem, main_fs: Mount, run_id: str, server: str) -> bool:
    """Make a run's folder for a server.

    Returns:
        False when there is one already, no matter whose.

    Raises:
        OSError: It cannot be made.
    """
    return system.claim(_folder(main_fs, run_id), _MARK, _mark(run_id, server))


def owns(system: FileSystem, main_fs: Mount, run_id: str, server: str) -> bool:
    """Return whether a run's folder is there and the server's; raise OSError when that cannot be told."""
    mark = _mark(run_id, server)
    try:
        return system.read(f"{_folder(main_fs, run_id)}/{_MARK}", len(mark) + 1) == mark
    except PermissionError:  # Also of a link that leads out of the file system.
        return False


def hold(system: FileSystem, main_fs: Mount, run_id: str, server: str) -> None:
    """Make sure that a run's folder is there and a server's; raise OSError when it cannot be."""
    if not owns(system, main_fs, run_id, server) and not take(system, main_fs, run_id, server):
        raise FileExistsError(f"{_folder(main_fs, run_id)} was not made by this server")


def newest_number(system: FileSystem, main_fs: Mount) -> int:
    """Return the highest number of a run that has a folder, or 0; raise OSError if it cannot be known."""
    names = system.folders(_folder(main_fs))
    return max((int(match[1]) for name in names if (match := _NUMBERED.fullmatch(name))), default=0)


def remove(system: FileSystem, main_fs: Mount, run_id: str, server: str) -> None:
    """Delete a run's folder if it is the server's; raise OSError when it cannot be deleted."""
    if owns(system, main_fs, run_id, server):
        system.remove_tree(main_fs.sub_path, f"{PIPELINE_DIRECTORY}/{run_id}")


def _folder(main_fs: Mount, *below: str) -> str:
    return "/".join([*filter(None, [main_fs.sub_path.rstrip("/")]), PIPELINE_DIRECTORY, *below])


def _mark(run_id: str, server: str) -> bytes:
    return f"{server} {run_id}\n".encode()
