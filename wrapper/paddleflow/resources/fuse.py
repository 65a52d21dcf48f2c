"""Mounting: the platform's FUSE program makes a file system a folder of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from attrs import field, frozen

from paddleflow._arguments import path_id, text, text_map
from paddleflow._constants import EXCERPT, MOUNT_PROGRAM, MOUNT_SECONDS
from paddleflow._operation import Call, operation, request
from paddleflow.errors import InvalidArgument, NotSupported, PaddleFlowSDKException, in_call
from paddleflow.resources.fs import FSInfo
from paddleflow.result import Failure, Result, Success
from paddleflow_api.api import fs as api

if TYPE_CHECKING:
    from paddleflow._base import BaseClient


RUNNING: Final[list[subprocess.Popen[bytes]]] = []
"""Programs that were started, so that those that have ended are reaped."""


@frozen
class Mount:
    """A file system that exists, and the folder that it is to become."""

    fs_id: str
    path: Path
    options: dict[str, str]


@frozen
class Login:
    """Where the FUSE program logs in, and as whom: it cannot use the token of a client."""

    address: str
    user: str | None
    password: str | None = field(repr=False)


@operation("存储挂载")
def mount(
    fsname: str, path: str, username: str | None = None, mount_options: Mapping[str, str] | None = None
) -> Call[Mount]:
    """Make a file system a folder of this machine, with the platform's FUSE program, which goes on running.

    The program is ``pfs-fuse``, or what the environment variable ``fuse_env`` names. It logs in by itself, and takes
    the password on its command line and nowhere else, so other users of this machine can read it there while the file
    system is mounted: mount on a machine that is yours.

    Args:
        fsname: Name of the file system.
        path: Folder to mount it at; must exist.
        username: Whose file system; root only.
        mount_options: Further options of the program, without their ``--``: ``{"block-size": "4096"}``.

    Returns:
        ``(True, None)`` when it is mounted, or ``(False, message)``: the program is not on this machine, or did not
            mount.
    """
    folder = Path(text("path", path))
    if not folder.is_dir():
        raise InvalidArgument("InvalidPath", f"path must be a folder that exists, which {path!r} is not.")
    if folder.is_mount():
        raise InvalidArgument("InvalidPath", f"something is mounted at {path!r} already.")
    path_id("fsname", fsname, "InvalidFsName")
    options = text_map("mount_options", {} if mount_options is None else mount_options).to_dict()

    def read(sent: dict[str, Any]) -> Mount:
        fs = FSInfo.from_json(sent)
        return Mount(fs.fs_id or f"fs-{fs.owner}-{fs.name}", folder.absolute(), options)

    return request(api.show_fs, {"fsname": fsname, "username": username}).reads(read)


def start(found: Result[Mount], login: Login, is_mounted: Callable[[Path], bool] = Path.is_mount) -> Result[None]:
    """Start the FUSE program and wait until the folder is mounted; ``is_mounted`` says whether it is."""
    try:
        target = found.unwrap()
        _mount(_program(), _arguments(target, login), target.path, is_mounted)
    except PaddleFlowSDKException as error:
        return Failure(in_call("mount", error).with_traceback(None))
    return Success(None)


def _mount(program: str, arguments: list[str], folder: Path, is_mounted: Callable[[Path], bool]) -> None:
    with tempfile.TemporaryFile() as log:
        try:
            process = subprocess.Popen(
                [program, *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        except OSError as error:
            raise _failure(f"{program} could not be started: {error.strerror}.") from None
        deadline = time.monotonic() + MOUNT_SECONDS
        while time.monotonic() < deadline:
            if is_mounted(folder):
                RUNNING[:] = [process, *(each for each in RUNNING if each.poll() is None)]
                return
            try:
                code = process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            log.seek(0)
            said = " ".join(log.read().decode(errors="replace").split())[-EXCERPT:]
            raise _failure(f"{program} ended with {code} before {folder} was mounted. It said: {said!r}.")
        process.terminate()
        process.wait()
    raise _failure(f"{program} did not mount {folder} within {MOUNT_SECONDS:g} seconds; it was ended.")


def finish(client: BaseClient[Any, Any], found: Result[Mount]) -> Result[None]:
    """Mount what the server knows, as the user that the client is."""
    session = client._exchange.session
    return start(found, Login(client.config.address, session.user, session.password))


def _program() -> str:
    name = os.environ.get("fuse_env") or MOUNT_PROGRAM  # noqa: SIM112 - the name that the official SDK has
    if (program := shutil.which(name)) is None:
        raise NotSupported(
            "MountFailed",
            f"the FUSE program {name} is not on this machine. Install it, or name it in the environment "
            "variable fuse_env.",
        )
    return program


def _arguments(target: Mount, login: Login) -> list[str]:
    if not login.user or not login.password:
        raise InvalidArgument(
            "InvalidOperator",
            "the FUSE program logs in by itself, and this client knows no password: log in with one.",
        )
    parts = urlsplit(login.address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    named = {
        "fs-id": target.fs_id,
        "mount-point": str(target.path),
        "server": f"{host}:{port}",
        "user-name": login.user,
        "password": login.password,
        **target.options,
    }
    return ["mount", *(f"--{name}={value}" for name, value in named.items())]


def _failure(message: str) -> PaddleFlowSDKException:
    return PaddleFlowSDKException("MountFailed", message)
