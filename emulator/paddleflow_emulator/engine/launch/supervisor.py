"""The program that starts jobs, and ends each with all that it started; `processes.Supervisor` runs it.

It is one process for a server, and forks workers. Each runs one job after the other, so that there are as many as
jobs were at once. Where the system has subreapers (Linux) all are such: a process whose parents have ended becomes
the child of its job's worker, whatever it did to its session or environment. The worker waits for the job's first
process, kills the rest, and writes the exit code to standard output. Workers end with this program, and this one with
the server, however that ends: what they read requests from closes, and the kernel tells this one (PR_SET_PDEATHSIG).

It imports nothing of the package, and little else: it is there at once, and a fork costs what is in memory.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import marshal
import os
import select
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing takes a fifth of the time until this program is there
    from typing import Any

STOP, KILL = int(signal.SIGTERM), int(signal.SIGKILL)
"""How a job is ended: all its processes are asked to end, or are killed."""

LENGTH_BYTES = 4
"""Of the length before each request."""

CONTAIN = "contain"
"""The argument with which it is to be a subreaper."""

_IDLE_WORKERS = 32
"""So many are kept for further jobs."""

_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
_KILL_TIMEOUT = 10
"""Seconds after which what even SIGKILL does not end (it hangs in the kernel, or is another user's) is left alone."""
_IGNORED_BY_PYTHON = (signal.SIGPIPE, signal.SIGXFSZ)


class Inbox:
    """Requests that come through a pipe: marshalled, each with its length before it."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._received = b""

    def read(self) -> bool:
        """Read what is there; return whether the pipe is still open."""
        chunk = os.read(self.descriptor, 1 << 16)
        self._received += chunk
        return bool(chunk)

    def frames(self) -> Iterator[bytes]:
        """Take the complete requests, with their lengths."""
        while len(self._received) >= LENGTH_BYTES:
            end = LENGTH_BYTES + int.from_bytes(self._received[:LENGTH_BYTES], "big")
            if len(self._received) < end:
                break
            frame, self._received = self._received[:end], self._received[end:]
            yield frame


def _parse(frame: bytes) -> tuple[Any, ...]:
    """Read a request: the job's number, and how to end it; or its command, environment, directory, log."""
    request: tuple[Any, ...] = marshal.loads(frame[LENGTH_BYTES:])  # noqa: S302 - the server wrote it
    return request


class _Worker:
    """A worker as this program sees it."""

    def __init__(self, pid: int, requests: int) -> None:
        self.pid = pid
        self.requests = requests
        self.job: int | None = None

    def send(self, frame: bytes) -> None:
        """Send it a request."""
        os.kill(self.pid, signal.SIGCONT)  # Its job may have stopped it.
        with suppress(BrokenPipeError):
            while frame:
                frame = frame[os.write(self.requests, frame) :]

    def close(self) -> None:
        """Let it end, with its job."""
        if self.requests >= 0:
            os.close(self.requests)
            self.requests = -1


class _Supervisor:
    def __init__(self, *, contain: bool) -> None:
        self._child_ended = _prepare_signals()
        self._contained = contain and _contain() and _die_with_parent()
        self._workers: dict[int, _Worker] = {}  # by process
        self._idle: list[_Worker] = []
        self._job_done, self._report_done = os.pipe()
        _report("contained" if self._contained else "loose")

    def serve(self) -> None:
        """Serve until standard input ends."""
        inbox, done = Inbox(0), b""
        poll = select.poll()
        for descriptor in (inbox.descriptor, self._child_ended, self._job_done):
            poll.register(descriptor, select.POLLIN)
        open_ = True
        while open_:
            ready = [descriptor for descriptor, _ in poll.poll()]
            if self._job_done in ready:
                *lines, done = (done + os.read(self._job_done, 1 << 16)).split(b"\n")
                for line in lines:
                    self._free(int(line))
            if self._child_ended in ready:
                os.read(self._child_ended, 4096)
                self._reap()
            if inbox.descriptor in ready:
                open_ = inbox.read()
                for frame in inbox.frames():
                    self._handle(frame)
        for worker in self._workers.values():
            os.kill(worker.pid, signal.SIGCONT)
            worker.close()
        while self._workers:
            os.read(self._child_ended, 4096)
            self._reap()

    def _handle(self, frame: bytes) -> None:
        number, *rest = _parse(frame)
        if len(rest) == 1:
            for worker in self._workers.values():
                if worker.job == number:
                    worker.send(frame)
        else:
            worker = self._idle.pop() if self._idle else self._fork()
            worker.job = number
            worker.send(frame)

    def _free(self, pid: int) -> None:
        """Take note that a worker has done its job."""
        worker = self._workers.get(pid)
        if worker is None:
            return
        worker.job = None
        if len(self._idle) < _IDLE_WORKERS:
            self._idle.append(worker)
        else:
            worker.close()

    def _fork(self) -> _Worker:
        requests, send = os.pipe()
        if pid := os.fork():
            os.close(requests)
            worker = self._workers[pid] = _Worker(pid, send)
            return worker
        failed = 1
        try:
            os.close(send)
            for other in self._workers.values():
                other.close()
            with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - pathlib is slow to import
                os.dup2(nothing.fileno(), 0)
            if not self._contained or _contain():
                _work(Inbox(requests), self._report_done)
                failed = 0
        except Exception as wrong:
            sys.excepthook(type(wrong), wrong, wrong.__traceback__)
        finally:
            os._exit(failed)

    def _reap(self) -> None:
        """Take note of ended children, say whose end is not known, and kill what those left: it became our child."""
        strays = False
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG)) != (0, 0):
                worker = self._workers.pop(ended[0], None)
                strays = strays or worker is None or ended[1] != 0
                if worker is not None:
                    worker.close()
                    if worker in self._idle:
                        self._idle.remove(worker)
                    if worker.job is not None and ended[1] != 0:
                        _report("lost", worker.job)
        if strays:
            _send(signal.SIGKILL, [pid for pid in _descendants(deep=False) if pid not in self._workers])


def _prepare_signals() -> int:
    """Undo what the server's program may have done with signals; return a descriptor that tells of ended children."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP, *_IGNORED_BY_PYTHON}:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    return _child_signals()


def _child_signals() -> int:
    child_ended, tell = os.pipe()
    os.set_blocking(tell, False)
    signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    return child_ended


def _contain() -> bool:
    """Become the parent of what loses its parents, if the system can."""
    return _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _die_with_parent() -> bool:
    return _prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL))


def _prctl(option: int, value: int) -> bool:
    prctl = getattr(_LIBC, "prctl", None)
    return prctl is not None and prctl(option, value, 0, 0, 0) == 0


def _report(*words: object) -> None:
    """Write a line, short enough not to mix with those of other processes."""
    with suppress(BrokenPipeError):
        os.write(1, " ".join(map(str, words)).encode() + b"\n")


# --------------------------------------------------------------------------------------------------------- the worker


def _work(inbox: Inbox, done: int) -> None:
    """Run jobs until there will be no more."""
    child_ended, me = _child_signals(), b"%d\n" % os.getpid()
    while inbox.read():
        for frame in inbox.frames():
            number, *job = _parse(frame)
            if len(job) == 1:
                continue  # It came too late to end its job, which has ended.
            if not _run_job(inbox, child_ended, number, *job):
                return
            with suppress(BrokenPipeError):
                os.write(done, me)


def _run_job(
    inbox: Inbox, child_ended: int, number: int, command: str, env: dict[str, str], directory: str, log: str
) -> bool:
    """Run a job; return whether nothing is left of it."""
    output = (
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    )
    try:
        os.chdir(directory)
        first = os.posix_spawnp(
            "sh",
            ("sh", "-c", command),
            env,
            file_actions=output,
            setsid=True,
            setsigdef=_IGNORED_BY_PYTHON,
        )
    except OSError as wrong:
        _report("failed", number, wrong.errno)
        return True
    except ValueError:  # a NUL in the command or in a variable, or a "=" in the name of one
        _report("failed", number, errno.EINVAL)
        return True
    _report("started", number, first)
    code, nothing_left = _wait_for_all(inbox, child_ended, number, first)
    _report("ended", number, code)
    return nothing_left


def _wait_for_all(inbox: Inbox, child_ended: int, number: int, first: int) -> tuple[int | str, bool]:
    """Wait for a process and kill what it leaves; return its exit code (or minus a signal) and whether nothing is left.

    After `STOP` the others keep their time as well: who sent it sends `KILL` when that is over.
    """
    code: int | str = "unknown"
    stopping = killing = False
    poll = select.poll()
    poll.register(child_ended, select.POLLIN)
    poll.register(inbox.descriptor, select.POLLIN)
    while True:
        # Some may have come together with the job itself.
        for how in [request[1] for request in map(_parse, inbox.frames()) if request[0] == number]:
            killing = killing or how == KILL
            if how == STOP and not stopping:
                stopping = True
                _send(signal.SIGTERM, _descendants(deep=True) or [-first])
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return code, True
        if pid == first:
            code = os.waitstatus_to_exitcode(status)
            killing = killing or not stopping
            if killing:  # Where the others do not become our children, this finds those of its group.
                _send(signal.SIGKILL, [-first])
        if pid:
            continue
        if killing:
            # The children of these become ours in turn, and each end is a SIGCHLD.
            _send(signal.SIGKILL, _descendants(deep=False) or [-first])
        ready = [descriptor for descriptor, _ in poll.poll(_KILL_TIMEOUT * 1000 if killing else None)]
        if killing and not ready:
            return code, False
        if child_ended in ready:
            os.read(child_ended, 4096)
        if inbox.descriptor in ready and not inbox.read():  # The server does not want the job any more, or is gone.
            killing = True
            poll.unregister(inbox.descriptor)


def _send(number: int, targets: Iterable[int]) -> None:
    """Send a signal to processes, and groups by their negative number, as far as they are there and ours."""
    for target in targets:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(target, number)


def _descendants(*, deep: bool) -> list[int]:
    """Return our children, or all our descendants; nothing where there is no /proc."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc") if sys.platform == "linux" else ():  # noqa: PTH208 - pathlib is slow to import
        if name.isdecimal():
            with suppress(OSError), open(f"/proc/{name}/stat", "rb") as file:  # noqa: PTH123 - as above
                stat = file.read()
                # Behind the name of the program, which can be anything in parentheses: state and parent.
                parent = int(stat[stat.rindex(b")") + 1 :].split()[1])
                children.setdefault(parent, []).append(int(name))
    found = children.get(os.getpid(), [])
    for pid in found if deep else ():
        found += children.get(pid, ())
    return found


if __name__ == "__main__":
    gc.disable()  # It would touch, and so copy, all memory in every fork.
    _Supervisor(contain=sys.argv[1:] == [CONTAIN]).serve()
