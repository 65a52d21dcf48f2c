"""Mounting: the platform's FUSE program makes a file system a folder of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from attrs import evolve

from paddleflow._arguments import path_id, string, string_map
from paddleflow._constants import EXCERPT, MOUNT_PROGRAM, MOUNT_SECONDS
from paddleflow._exchange import Exchange, Flow, RunInThread
from paddleflow._operation import Call, operation, request
from paddleflow._text import shown
from paddleflow.errors import InvalidArgument, NotSupported, PaddleFlowSDKException
from paddleflow.resources.fs import FSInfo
from paddleflow.result import Result, Success
from paddleflow_api.api import fs as api

RUNNING: Final[list[subprocess.Popen[bytes]]] = []
"""Programs that were started, so that those that have ended are reaped."""


@operation("存储挂载")
def mount(
    exchange: Exchange,
    fsname: str,
    path: str,
    username: str | None = None,
    mount_options: Mapping[str, str] | None = None,
) -> Flow[None]:
    """Make a file system a folder of this machine, with the platform's FUSE program, which goes on running.

    The program is ``pfs-fuse``, or what the environment variable ``fuse_env`` names. It logs in by itself, and takes
    the password on its command line and nowhere else, so other users of this machine can read it there while the file
    system is mounted: mount on a machine that is yours.

    Args:
        exchange: That of the client.
        fsname: Name of the file system.
        path: Folder to mount it at; must exist.
        username: Owner of the file system; only root may name another user.
        mount_options: Further options of the program, without their ``--``: ``{"block-size": "4096"}``.

    Returns:
        ``(True, None)`` when it is mounted, or ``(False, message)``: the program is not on this machine, or did not
            mount.
    """
    if not os.path.isdir(string("path", path)):  # noqa: PTH112 - Path.is_dir raises for a folder out of reach
        raise InvalidArgument("InvalidPath", f"path must be a folder that exists, which {shown(path)} is not.")
    if os.path.ismount(path):
        raise InvalidArgument("InvalidPath", f"something is mounted at {shown(path)} already.")
    path_id("fsname", fsname, "InvalidFsName")
    further = string_map("mount_options", {} if mount_options is None else mount_options).to_dict()
    call = request(api.show_fs, {"fsname": fsname, "username": username}).reads(FSInfo.from_json)
    return _mount(exchange, evolve(call, name="mount"), str(Path(path).absolute()), further)


def _mount(exchange: Exchange, call: Call[FSInfo], folder: str, further: dict[str, str]) -> Flow[None]:
    found: Result[FSInfo] = yield call
    fs = found.unwrap()
    fs_id = fs.fs_id or f"fs-{fs.owner}-{fs.name}"
    options = {"fs-id": fs_id, "mount-point": folder, **login_options(exchange), **further}
    yield RunInThread(lambda: start_program(options))
    return Success(None)


def login_options(exchange: Exchange) -> dict[str, str]:
    """Return where the FUSE program logs in, and as whom: it cannot use the token of a client."""
    session = exchange.session
    if not session.user or not session.password:
        raise InvalidArgument(
            "InvalidOperator",
            "the FUSE program logs in by itself, and this client knows no password: log in with one.",
        )
    parts = urlsplit(exchange.config.address)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return {"server": f"{host}:{port}", "user-name": session.user, "password": session.password}


def start_program(options: Mapping[str, str], is_mounted: Callable[[str], bool] = os.path.ismount) -> None:
    """Start the FUSE program and wait until the folder is mounted.

    Args:
        options: Options of the program, without their ``--``.
        is_mounted: Says whether a folder is mounted.

    Raises:
        PaddleFlowSDKException: The program is not there, or did not mount the folder in time.
    """
    name = os.environ.get("fuse_env") or MOUNT_PROGRAM  # noqa: SIM112 - the name that the official SDK has
    if (program := shutil.which(name)) is None:
        raise NotSupported(
            "MountFailed",
            f"the FUSE program {name} is not on this machine. Install it, or name it in the environment "
            "variable fuse_env.",
        )
    command = [program, "mount", *(f"--{option}={value}" for option, value in options.items())]
    folder = options["mount-point"]
    with tempfile.TemporaryFile() as log:
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
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


def _failure(message: str) -> PaddleFlowSDKException:
    return PaddleFlowSDKException("MountFailed", message)
