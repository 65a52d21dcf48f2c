"""Where a step's file systems are: the mount path it sees, and the directory that is really there (§7, §8)."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from paddleflow.pipeline._rules.spec import Mount
from paddleflow_emulator.engine.cancel import first_of
from paddleflow_emulator.engine.interface import FileSystem, FileSystems, Volume
from paddleflow_emulator.engine.records import Status

PIPELINE_DIRECTORY = ".pipeline"

_STAGING = ThreadPoolExecutor(max_workers=16, thread_name_prefix="paddleflow-staging")
"""Of its own: copying for minutes must not keep logins and logs waiting."""


class MountError(Exception):
    """A file system that a step cannot have."""


def find_volumes(mounts: Iterable[Mount], user: str, file_systems: FileSystems, folder: Path) -> tuple[Volume, ...]:
    """Look mounts up, and make the directories that are on this machine.

    Args:
        mounts: Of one job.
        user: Whose file systems they name.
        file_systems: Where they are looked up.
        folder: Of this job only, not there yet: gets the copies of what is not on this machine.

    Raises:
        MountError: One is not there.
        OSError: A directory cannot be made.
    """
    return tuple(
        _find(mount, user, file_systems).volume(mount, folder / str(number)) for number, mount in enumerate(mounts)
    )


def _find(mount: Mount, user: str, file_systems: FileSystems) -> FileSystem:
    if mount.mount_path.rstrip("/") in (".", "..") or (mount.mount_path and not mount.mount_path.rstrip("/")):
        raise MountError(f"mountPath cannot be '{mount.mount_path}' in fsName: {mount.name}: name a directory below /")
    system = file_systems.find(user, mount.name)
    if system is None:
        raise MountError(f"fs[{mount.id}] not found")
    return system


async def bring_in(volumes: Iterable[Volume], *cancelled: asyncio.Event) -> None:
    """Copy what is not on this machine; end early, without an error, when the job is to stop before it has begun.

    Raises:
        OSError: It cannot be copied.
    """
    staged = [volume.staging for volume in volumes if volume.staging is not None]
    if not staged:
        return
    stopped = threading.Event()

    def copy() -> None:
        for staging in staged:
            staging.bring_in(stopped.is_set)

    copying = asyncio.get_running_loop().run_in_executor(_STAGING, copy)
    await first_of(asyncio.shield(copying), *(event.wait() for event in cancelled))
    if copying.done():
        copying.result()
    else:
        stopped.set()
        with suppress(OSError):
            await copying


async def bring_back(volumes: Iterable[Volume], status: Status, message: str) -> tuple[Status, str]:
    """Write back what a job changed in copies, and return how it ended then: if its files are lost, not well."""
    for volume in volumes:
        if volume.staging is None:
            continue
        try:
            await asyncio.get_running_loop().run_in_executor(_STAGING, volume.staging.bring_back)
        except OSError as wrong:
            status = "failed" if status == "succeeded" else status
            message = f"{message}; what it wrote to {volume.path} is lost: {wrong}"
    return status, message


async def remove_copies(volumes: Iterable[Volume]) -> None:
    """Delete the copies that `bring_in` made."""
    for volume in volumes:
        if volume.staging is not None:
            await asyncio.to_thread(shutil.rmtree, volume.directory.parent, ignore_errors=True)


def seen_paths(main_fs: Mount | None, stored: str) -> str:
    """Return the paths under which a process sees stored artifacts.

    Args:
        main_fs: Where artifacts are.
        stored: One fs-relative path, or several joined by commas; empty ones are left out.
    """
    mount = main_fs or Mount()
    mount_path, sub_path = mount.path.rstrip("/"), mount.sub_path.rstrip("/")
    paths = [
        path.replace(sub_path, mount_path, 1) if sub_path else f"{mount_path}/{path}"
        for path in stored.split(",")
        if path
    ]
    return ",".join(path if path.startswith("/") else f"/{path}" for path in paths)
