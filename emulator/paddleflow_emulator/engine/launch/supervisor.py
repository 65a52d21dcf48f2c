"""The program that starts jobs, and ends each with all that it started; `processes.Supervisor` runs it.

It is one process for a server, and forks one for each job. Where the system has subreapers (Linux) both are such: a
process whose parents have ended becomes their child, whatever it did to its session or environment. The one for a job
waits for the job's first process, kills the rest, and writes the exit code to standard output. They end with the
server, however that ends: standard input closes, and the kernel tells them (PR_SET_PDEATHSIG).

It imports nothing of the package, and little else: it is there at once, and a fork costs what is in memory.
"""

import ctypes
import gc
import marshal
import os
import select
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress

STOP, KILL = signal.SIGTERM, signal.SIGUSR1
"""What the process of a job is sent: to ask all the job's processes to end, or to kill them."""

LENGTH_BYTES = 4
"""Of the length before each request."""

CONTAIN = "contain"
"""The argument with which it is to be a subreaper."""

_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
_GIVE_UP = 10
"""Seconds after which what even SIGKILL does not end (it hangs in the kernel, or is another user's) is left alone."""
_IGNORED_BY_PYTHON = (signal.SIGPIPE, signal.SIGXFSZ)
_AWAITED = (STOP, KILL, signal.SIGCHLD, signal.SIGALRM)


def main() -> None:
    """Serve until standard input ends."""
    gc.disable()  # It would touch, and so copy, all memory in every fork.
    told = _prepare_signals()
    contained = sys.argv[1:] == [CONTAIN] and _contain(signal.SIGKILL)
    _report("contained" if contained else "loose")
    jobs: dict[int, int] = {}  # process of a job → number of the job
    poll = select.poll()
    for descriptor in (0, told):
        poll.register(descriptor, select.POLLIN)
    received = b""
    while True:
        ready = [descriptor for descriptor, _ in poll.poll()]
        if told in ready:
            os.read(told, 4096)
            _reap(jobs)
        if 0 in ready:
            chunk = os.read(0, 1 << 16)
            if not chunk:
                break
            received = _obey(received + chunk, jobs, contained=contained)
    for pid in jobs:
        _tell(pid, KILL)
    while jobs:
        os.read(told, 4096)
        _reap(jobs)


def _prepare_signals() -> int:
    """Undo what the server's program may have done with signals; give a descriptor that tells of ended children."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP, *_IGNORED_BY_PYTHON}:
        signal.signal(number, signal.SIG_DFL)
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.pthread_sigmask(signal.SIG_SETMASK, (STOP, KILL))  # For the processes of jobs, which wait for them.
    return told


def _contain(death: int) -> bool:
    """Become the parent of what loses its parents, and get a signal when our own parent dies, if the system can."""
    prctl = getattr(_LIBC, "prctl", None)
    return prctl is not None and not (
        prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) or prctl(_PR_SET_PDEATHSIG, int(death), 0, 0, 0)
    )


def _obey(received: bytes, jobs: dict[int, int], *, contained: bool) -> bytes:
    """Do what complete requests say; give the rest. One to start a job has five parts, one to signal it has two."""
    supervisor = os.getpid()
    while len(received) >= LENGTH_BYTES:
        end = LENGTH_BYTES + int.from_bytes(received[:LENGTH_BYTES], "big")
        if len(received) < end:
            break
        number, *rest = marshal.loads(received[LENGTH_BYTES:end])  # noqa: S302 - the server wrote it
        received = received[end:]
        if len(rest) == 1:
            for pid in [pid for pid, job in jobs.items() if job == number]:
                _tell(pid, rest[0])
        elif pid := os.fork():
            jobs[pid] = number
        else:
            failed = 1
            try:
                signal.pthread_sigmask(signal.SIG_BLOCK, _AWAITED)
                if not contained or (_contain(KILL) and os.getppid() == supervisor):
                    _run_job(number, *rest)
                    failed = 0
            except Exception as wrong:
                sys.excepthook(type(wrong), wrong, wrong.__traceback__)
            finally:
                os._exit(failed)
    return received


def _tell(pid: int, number: int) -> None:
    os.kill(pid, number)
    os.kill(pid, signal.SIGCONT)  # Its job may have stopped it.


def _reap(jobs: dict[int, int]) -> None:
    """Take note of ended children, say whose end is not known, and kill what those left: it has become our child."""
    strays = False
    with suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG)) != (0, 0):
            number = jobs.pop(ended[0], None)
            if number is None or ended[1] != 0:
                strays = True
            if number is not None and ended[1] != 0:
                _report("lost", number)
    if strays:
        _send(signal.SIGKILL, [pid for pid in _descendants(deep=False) if pid not in jobs])


def _report(*words: object) -> None:
    """Write a line, short enough not to mix with those of other processes."""
    with suppress(BrokenPipeError):
        os.write(1, " ".join(map(str, words)).encode() + b"\n")


# ------------------------------------------------------------------------------------------------ the process of a job


def _run_job(number: int, command: str, env: dict[str, str], directory: str, log: str) -> None:
    signal.set_wakeup_fd(-1)
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
            setsigmask=(),
            setsigdef=_IGNORED_BY_PYTHON,
        )
    except OSError as wrong:
        _report("failed", number, wrong.errno)
    else:
        _report("started", number, first)
        _report("ended", number, _wait_for_all(first))


def _wait_for_all(first: int) -> int | str:
    """Wait for a process, kill what it leaves, and give its exit code, negative for a signal.

    After `STOP` the others keep their time as well: who sent it sends `KILL` when that is over.
    """
    code: int | str = "unknown"
    stopping = killing = False
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return code
        if pid == first:
            code = os.waitstatus_to_exitcode(status)
            killing = killing or not stopping
            if killing:  # Where the others do not become our children, this finds those of its group.
                _send(signal.SIGKILL, [-first])
        if pid:
            continue
        if killing:
            signal.alarm(_GIVE_UP)
            # The children of these become ours in turn, and each end is a SIGCHLD.
            _send(signal.SIGKILL, _descendants(deep=False) or [-first])
        received = signal.sigwait(_AWAITED)
        if received == signal.SIGALRM:
            return code
        killing = killing or received == KILL
        if received == STOP and not stopping:
            stopping = True
            _send(signal.SIGTERM, _descendants(deep=True) or [-first])


def _send(number: int, targets: Iterable[int]) -> None:
    """Send a signal to processes, and groups by their negative number, as far as they are there and ours."""
    for target in targets:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(target, number)


def _descendants(*, deep: bool) -> list[int]:
    """Give our children, or all our descendants; nothing where there is no /proc."""
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
    main()
