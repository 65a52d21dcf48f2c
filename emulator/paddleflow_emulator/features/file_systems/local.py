"""File systems that are directories of this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from paddleflow.pipeline._rules.spec import Mount
from paddleflow_emulator.engine.interface import Volume

LOCAL = "local"


@frozen
class LocalFileSystem:
    """A `FileSystem` whose files are really in the directory `root`."""

    owner: str
    name: str
    root: Path

    @property
    def id(self) -> str:
        """`fs-<owner>-<name>`."""
        return f"fs-{self.owner}-{self.name}"

    @property
    def kind(self) -> str:
        """Its type on the wire."""
        return LOCAL

    @property
    def remote(self) -> bool:
        """No: its files are here."""
        return False

    def is_file(self, path: str) -> bool:
        """Return whether something other than a directory is there."""
        target = self._inside(path)
        return target.exists() and not target.is_dir()

    def read(self, path: str, limit: int) -> bytes | None:
        """Return a file's content, None when it is not a file or too large."""
        file = self._inside(path)
        if not file.is_file():
            return None
        with file.open("rb") as opened:
            content = opened.read(limit)  # Whatever its size is said to be: it may grow, or have none.
        return content if len(content) < limit else None

    def changed(self, path: str) -> int:
        """Return the newest change at or below a path, in nanoseconds."""
        top = self._inside(path)
        newest = top.stat().st_mtime_ns
        for folder, _, files in os.walk(top):
            for entry in (folder, *(os.path.join(folder, name) for name in files)):  # noqa: PTH118 - whole trees: be quick
                newest = max(newest, os.lstat(entry).st_mtime_ns)
        return newest

    def folders(self, directory: str) -> list[str]:
        """Return the names of the directories in a directory."""
        folder = self._inside(directory)
        return [path.name for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []

    def claim(self, directory: str, mark: str, content: bytes) -> bool:
        """Make a directory with one file in it, unless there is such a directory."""
        folder = self._inside(directory)
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            folder.mkdir()
        except FileExistsError:
            return False
        (folder / mark).write_bytes(content)
        return True

    def make_outputs(self, directory: str, names: Iterable[str]) -> None:
        """Make a directory, with nothing in it by these names."""
        folder = self._inside(directory)
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            _remove(folder / name)

    def remove_tree(self, top: str, directory: str) -> None:
        """Delete a directory below `top`, unless a link on the way leads elsewhere: what is there is not ours."""
        try:
            folder = self._inside(top)
        except PermissionError:
            return
        tree = folder / directory
        if tree.resolve() == tree and tree.is_dir():
            shutil.rmtree(tree)

    def volume(self, mount: Mount, folder: Path) -> Volume:
        """Return the directory itself, made when it is not there."""
        directory = self._inside(mount.sub_path)
        directory.mkdir(parents=True, exist_ok=True)
        return Volume(mount.path.rstrip("/"), directory, mount.read_only)

    def _inside(self, path: str) -> Path:
        try:
            found = (self.root / path.lstrip("/")).resolve()
        except (RuntimeError, ValueError) as wrong:  # A loop of links; a character that no path has.
            raise PermissionError(f"path[{path}] of fs[{self.id}]: {wrong}") from None
        if not found.is_relative_to(self.root.resolve()):
            raise PermissionError(f"path[{path}] is outside of fs[{self.id}]")
        return found


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
