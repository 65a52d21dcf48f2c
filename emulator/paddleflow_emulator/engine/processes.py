"""Steps as local processes: `sh -c`, each the head of its own session, ended with everything it started (§9)."""

import asyncio
import contextlib
import os
import shlex
import signal
import subprocess
from collections.abc import Callable, Mapping

import psutil
from attrs import define, field, frozen

from .containers import remove_containers
from .interface import Job
from .paths import replace_paths

JOB_MARK = "PADDLEFLOW_EMULATOR_JOB"
"""In the environment of all of a job's processes: finds those that left its session."""

_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER", "SYSTEMROOT")
"""What a job has of this server's own environment."""

_LOOK_AGAIN = 0.05
_GIVE_UP = 10.0
"""Seconds after which a process that even SIGKILL does not end (it hangs in the kernel) is left alone."""


@define
class LocalProcess:
    """A job's process on this machine."""

    identity: str
    _job_id: str
    _process: subprocess.Popen[bytes]
    _ended: asyncio.Task[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Watch from the start, so that an unattended process is not left a zombie."""
        self._ended = asyncio.ensure_future(_end_of(self._process))

    @property
    def pid(self) -> int:
        """Of its first process, the head of its session."""
        return self._process.pid

    async def wait(self) -> int:
        """Give the exit code once it and its group are gone: like a container, a job ends with its first process."""
        code = await asyncio.shield(self._ended)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        return code

    async def end(self, grace: float) -> None:
        """End the whole tree, by SIGTERM first and by SIGKILL after `grace` seconds."""
        await _end_tree(self._process.pid, self._job_id, grace)


@frozen
class LocalLauncher:
    """Starts jobs as processes of this machine.

    They have no mounts: in command and environment every mount path becomes the directory behind it.

    Args:
        excuse: why jobs do not run in their images, when that was asked for.
    """

    excuse: str = ""

    def remark(self, image: str) -> str:
        """Say that the image is not used."""
        return f" (on this machine, not in image[{image}]{self.excuse and f': {self.excuse}'})"

    async def start(self, job: Job) -> LocalProcess:
        """Start a job; its output goes straight to its log file."""
        directories = {volume.path: str(volume.directory) for volume in job.volumes}
        command = replace_paths(job.command, directories)
        if job.begins_in:
            command = f"cd {shlex.quote(directories[job.begins_in])}; {command}"
        env = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        env |= {name: replace_paths(value, directories) for name, value in job.env.items()}
        job.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        with job.open_log() as log:
            # asyncio's own way to start a process costs a thread for each.
            process = subprocess.Popen(  # noqa: ASYNC220 - it returns as soon as the process is there
                ["sh", "-c", command],
                cwd=job.directory,
                env={**env, JOB_MARK: job.id},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return LocalProcess(_identity(process.pid), job.id, process)

    async def end_leftovers(self, jobs: Mapping[str, str]) -> None:
        """End what is left of some jobs. A pid that was given to another process is let be."""
        for job_id, identity in jobs.items():
            pid, _, _ = identity.partition(":")
            if pid.isdigit() and _identity(int(pid)) == identity:
                await _end_tree(int(pid), job_id, grace=0)
        await _end_marked(frozenset(jobs))
        await remove_containers(jobs)


async def _end_of(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process: by a file descriptor where the system has such ones, else by a thread."""
    if not hasattr(os, "pidfd_open"):
        return await asyncio.to_thread(process.wait)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    descriptor = os.pidfd_open(process.pid)
    loop.add_reader(descriptor, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)
    return process.wait()


def _identity(pid: int) -> str:
    with contextlib.suppress(psutil.Error):
        return f"{pid}:{psutil.Process(pid).create_time()}"
    return str(pid)


async def _end_tree(pid: int, job_id: str, grace: float) -> None:
    """Signal a job's processes until none is left, also ones that were started in the meantime."""
    asked: set[int] = set()
    loop = asyncio.get_running_loop()
    deadline = loop.time() + grace
    while members := await asyncio.to_thread(_members, pid, job_id):
        if loop.time() >= deadline + _GIVE_UP:
            return
        forced = loop.time() >= deadline
        for member in members:
            if forced or member.pid not in asked:
                asked.add(member.pid)
                _signal(member.kill if forced else member.terminate)
        await asyncio.sleep(_LOOK_AGAIN)


async def _end_marked(job_ids: frozenset[str]) -> None:
    """Kill who carries the mark of one of these jobs: also what has left its job's session and lost its parents."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + _GIVE_UP
    while job_ids and loop.time() < deadline and (members := await asyncio.to_thread(_marked, job_ids)):
        for member in members:
            _signal(member.kill)
        await asyncio.sleep(_LOOK_AGAIN)


def _signal(send: Callable[[], None]) -> None:
    with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        send()


def _members(pid: int, job_id: str) -> list[psutil.Process]:
    """Find a job's living processes: the first one, its descendants, its session; if none, who carries its mark."""
    descendants: set[int] = set()
    if pid:
        with contextlib.suppress(psutil.Error):
            descendants = {pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))}
    found = [
        process
        for process in psutil.process_iter()
        if (process.pid in descendants or _in_session(process.pid, pid)) and _is_alive(process)
    ]
    # Reading every environment is slow, so the mark is looked for last: it finds what nothing else connects to the job.
    return found or _marked(frozenset({job_id}))


def _marked(job_ids: frozenset[str]) -> list[psutil.Process]:
    return [process for process in psutil.process_iter() if _mark(process) in job_ids and _is_alive(process)]


def _is_alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def _in_session(pid: int, leader: int) -> bool:
    with contextlib.suppress(OSError):
        return bool(leader) and os.getsid(pid) == leader
    return False


def _mark(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error, OSError):
        return process.environ().get(JOB_MARK, "")
    return ""
