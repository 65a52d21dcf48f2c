"""Where a step's file systems are: the mount path it is told, and the directory that is really there (§7, §8)."""

from collections.abc import Iterable
from pathlib import Path

from .interface import FileSystem, FileSystems, Volume
from .workflow import Mount

PIPELINE_DIRECTORY = ".pipeline"


class MountError(Exception):
    """A file system that a step cannot have."""


def find_volumes(mounts: Iterable[Mount], user: str, file_systems: FileSystems) -> tuple[Volume, ...]:
    """Look mounts up and make their directories; raise MountError when one is not there."""
    return tuple(
        Volume(mount.path.rstrip("/"), _directory(mount, user, file_systems), mount.read_only) for mount in mounts
    )


def _directory(mount: Mount, user: str, file_systems: FileSystems) -> Path:
    if mount.mount_path.rstrip("/") in (".", "..") or (mount.mount_path and not mount.mount_path.rstrip("/")):
        raise MountError(f"mountPath cannot be '{mount.mount_path}' in fsName: {mount.name}: name a directory below /")
    system = file_systems.find(user, mount.name)
    if system is None:
        raise MountError(f"fs[{mount.id}] not found")
    directory = system.root / mount.sub_path
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def seen_paths(main_fs: Mount | None, stored: str) -> str:
    """Give the paths under which a process sees stored artifacts.

    Args:
        main_fs: where artifacts are.
        stored: one fs-relative path, or several joined by commas; empty ones are left out.

    Source: §7.
    """
    mount = main_fs or Mount()
    mount_path, sub_path = mount.path.rstrip("/"), mount.sub_path.rstrip("/")
    paths = [
        path.replace(sub_path, mount_path, 1) if sub_path else f"{mount_path}/{path}"
        for path in stored.split(",")
        if path
    ]
    return ",".join(path if path.startswith("/") else f"/{path}" for path in paths)


def local_path(system: FileSystem, stored: str) -> Path:
    """Give the local path of a stored artifact, never one outside of its file system."""
    path = (system.root / stored.lstrip("/")).resolve()
    if not path.is_relative_to(system.root.resolve()):
        raise MountError(f"path[{stored}] is outside of fs[{system.id}]")
    return path
