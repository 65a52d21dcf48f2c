"""The embedded server in the background: started once, found by every command and client of the same user.

Its folder holds everything of it. The server inherits a locked file there and keeps the lock as long as it lives, so a
process id is believed only while its process is the server's.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, TypeVar

from paddleflow._files import open_private
from paddleflow._local_server import ADDRESS, PID, LocalService, find_service
from paddleflow.errors import NotSupported, PaddleFlowSDKException

if TYPE_CHECKING:
    import subprocess

T = TypeVar("T")

START_SECONDS: Final = 60.0
"""In which a server answers, or is given up."""

STOP_SECONDS: Final = 40.0
"""In which a server that is told to stop has ended its jobs. It ends by itself after 30 seconds."""

_POLL_SECONDS: Final = 0.05
_DATA: Final = "data"
_LOG: Final = "server.log"


def log_file(folder: Path) -> Path:
    """Return the file that takes what the server says."""
    return folder / _LOG


def start_service(folder: Path, port: int, *, containers: bool = False) -> LocalService:
    """Start a server in the background, and return it when it answers. One that runs already is left as it is.

    Args:
        folder: Keeps its state and its log; made when missing.
        port: The port on loopback to listen on; 0 for a free one.
        containers: Whether steps run in containers of their images.

    Raises:
        NotSupported: The extra ``emulator`` is not installed, or this is Windows.
        PaddleFlowSDKException: It did not start; the message has its last words.
        OSError: The folder cannot be used.
    """
    import subprocess

    _check_installed()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _locked(folder / PID) as pid:
        if pid is None:
            return _wait_for(lambda: find_service(folder), "Another command is starting the local server")
        address_file = folder / ADDRESS
        address_file.unlink(missing_ok=True)
        command = [sys.executable, "-m", "paddleflow_emulator", "--data", str(folder / _DATA), "--port", str(port)]
        command += ["--address-file", str(address_file), *(["--containers"] if containers else [])]
        # The login goes below the home folder, where clients of other sessions look too.
        environ = {name: value for name, value in os.environ.items() if name != "XDG_RUNTIME_DIR"}
        with open(log_file(folder), "wb", opener=open_private) as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # where it says how to log in
                stderr=log,
                cwd="/",
                env=environ,
                start_new_session=True,
                pass_fds=[pid.fileno()],
            )
        try:
            print(process.pid, file=pid, flush=True)
            service = LocalService(_address_of(process, folder), process.pid)
        except BaseException:
            process.kill()
            process.wait()
            raise
        process.returncode = 0  # Python warns of processes that go on, and this one shall.
        return service


def _address_of(process: subprocess.Popen[bytes], folder: Path) -> str:
    """Wait until a server has said where it listens."""

    def address() -> str | None:
        if process.poll() is not None:
            words = log_file(folder).read_text("utf-8", errors="replace").strip().rpartition("\n")[2]
            raise PaddleFlowSDKException("LocalServerFailed", f"The local server did not start: {words or 'no reason'}")
        try:
            return (folder / ADDRESS).read_text("utf-8")
        except FileNotFoundError:
            return None

    return _wait_for(address, f"The local server does not answer; {log_file(folder)} may say why")


def stop_service(folder: Path) -> LocalService | None:
    """Stop the server and return it when it has ended, with all its jobs; None when none runs.

    Args:
        folder: Of the local server.

    Raises:
        PaddleFlowSDKException: It does not end.
    """
    import signal

    service = find_service(folder)
    if service is None:
        return None
    with suppress(ProcessLookupError):
        os.kill(service.pid, signal.SIGTERM)
    text = f"The local server (process {service.pid}) does not end; {log_file(folder)} may say why"
    _wait_for(lambda: find_service(folder) is None or None, text, STOP_SECONDS)
    with suppress(ChildProcessError):
        os.waitpid(service.pid, 0)
    return service


def reset_service(folder: Path) -> None:
    """Delete everything that a local server has kept, and nothing else. It must not run.

    Args:
        folder: Of the local server.

    Raises:
        PaddleFlowSDKException: It runs, or its data folder holds something else.
        OSError: Something cannot be deleted.
    """
    import shutil

    if not folder.is_dir():
        return
    from paddleflow_emulator.storage.data_folder import MARK, NAME

    with _locked(folder / PID) as pid:
        if pid is None:
            raise PaddleFlowSDKException("LocalServerRuns", "The local server runs: paddleflow local down stops it.")
        own = folder / _DATA / NAME
        if own.is_dir() and not own.is_symlink():
            if not (own / MARK).is_file():
                text = f"{own} does not look like the server's: nothing was deleted. Move it away."
                raise PaddleFlowSDKException("LocalServerFailed", text)
            shutil.rmtree(own)
        for name in (_LOG, ADDRESS, PID):
            (folder / name).unlink(missing_ok=True)
    for emptied in (folder / _DATA, folder):
        with suppress(OSError):
            emptied.rmdir()


@contextmanager
def _locked(path: Path) -> Iterator[IO[str] | None]:
    """Open a file, emptied and locked for this process and its children; None when somebody else has it."""
    import fcntl

    with open(path, "a", encoding="utf-8", opener=open_private) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        file.truncate(0)
        yield file


def _wait_for(look: Callable[[], T | None], text: str, seconds: float | None = None) -> T:
    """Look until something is there.

    Raises:
        PaddleFlowSDKException: It took too long.
    """
    seconds = START_SECONDS if seconds is None else seconds
    end = time.monotonic() + seconds
    while (found := look()) is None:
        if time.monotonic() > end:
            raise PaddleFlowSDKException("LocalServerFailed", f"{text} (waited {seconds:g} seconds).")
        time.sleep(_POLL_SECONDS)
    return found


def _check_installed() -> None:
    from importlib.util import find_spec

    if os.name != "posix":
        raise NotSupported("NotSupported", "A local server needs Linux or macOS.")
    if find_spec("uvicorn") is None or find_spec("cronsim") is None:
        raise NotSupported("NotSupported", 'A local server needs an extra: pip install "paddleflow-client[emulator]"')
