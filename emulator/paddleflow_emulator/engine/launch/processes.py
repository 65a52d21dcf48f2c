"""Steps as local processes: `sh -c`, each the head of its own session, ended with everything it started (§9)."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import marshal
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping

import psutil
from attrs import define, field

from paddleflow_emulator.engine.interface import JobSpec

from . import supervisor
from .containers import remove_containers
from .paths import replace_paths, replace_paths_in_command

JOB_MARK = "PADDLEFLOW_EMULATOR_JOB"
"""In the environment of all of a job's processes: finds those that left its session."""

_INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "USER", "SYSTEMROOT")
"""What a job has of this server's own environment."""

_LOST = "the process that looked after the job was killed"
_POLL_SECONDS = 0.05
_KILL_TIMEOUT = 10.0
"""Seconds after which a process that even SIGKILL does not end (it hangs in the kernel) is left alone."""


class _Results(asyncio.Protocol):
    """What the supervisor writes, line by line."""

    def __init__(self, take: Callable[[list[str]], None], end: Callable[[], None]) -> None:
        self._take = take
        self._end = end
        self._received = b""

    def data_received(self, data: bytes) -> None:
        """Take complete lines."""
        *lines, self._received = (self._received + data).split(b"\n")
        for line in lines:
            self._take(line.decode().split())

    def connection_lost(self, exc: Exception | None) -> None:
        """Take note that the supervisor and all jobs have ended."""
        self._end()


@define(eq=False)
class Supervisor:
    """The process that starts jobs and tells their ends; it knows nothing of this program's signals and children."""

    _process: subprocess.Popen[bytes]
    _requests: asyncio.WriteTransport = field(init=False)
    _numbers: Iterator[int] = field(init=False, factory=itertools.count)
    _greeted: asyncio.Future[bool] = field(init=False, factory=asyncio.Future)
    _started: dict[int, asyncio.Future[int]] = field(init=False, factory=dict)
    _ended: dict[int, asyncio.Future[int | None]] = field(init=False, factory=dict)
    _gone: asyncio.Event = field(init=False, factory=asyncio.Event)

    @classmethod
    async def begin(cls, *, contain: bool = True) -> Supervisor:
        """Start one.

        Args:
            contain: Whether it is to be a subreaper where the system has such.

        Raises:
            OSError: It cannot be started.
        """
        # Without this program's modules, variables of Python and site: it is there in 20 ms.
        program = [sys.executable, "-I", "-S", supervisor.__file__, *([supervisor.CONTAIN] * contain)]
        # A session of its own: Ctrl-C is for the server, which ends it.
        process = subprocess.Popen(  # noqa: ASYNC220 - it returns as soon as the process is there
            program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self = cls(process)
        loop = asyncio.get_running_loop()
        try:
            self._requests, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, process.stdin)
            await loop.connect_read_pipe(lambda: _Results(self._take, self._lose_all), process.stdout)
        except BaseException:  # The job that it was begun for is not wanted any more, say.
            process.kill()
            process.wait()
            raise
        return self

    @property
    def is_usable(self) -> bool:
        """Whether it still takes requests."""
        return self._process.poll() is None and not self._gone.is_set() and not self._requests.is_closing()

    async def is_containing(self) -> bool:
        """Return whether nothing that a job starts can escape it."""
        return await asyncio.shield(self._greeted)

    async def start(
        self, command: str, env: Mapping[str, str], directory: str, log: str
    ) -> tuple[int, int, asyncio.Future[int | None]]:
        """Start a job; return its number, its process, and what will be its exit code, None if that cannot be known.

        Raises:
            OSError: It cannot be started.
        """
        number = next(self._numbers)
        loop = asyncio.get_running_loop()
        started = self._started[number] = loop.create_future()
        ended = self._ended[number] = loop.create_future()
        self._send(number, command, dict(env), directory, log)
        try:
            return number, await asyncio.shield(started), ended
        except asyncio.CancelledError:
            self.signal(number, supervisor.KILL)
            await asyncio.wait([ended])
            raise

    def signal(self, number: int, how: int) -> None:
        """Send a signal to the process of a job; nothing when it has ended."""
        if number in self._ended:
            self._send(number, how)

    async def close(self) -> None:
        """End it with all jobs."""
        self._requests.close()
        await self._gone.wait()
        self._process.wait()

    def _send(self, *request: int | str | dict[str, str]) -> None:
        data = marshal.dumps(request)
        self._requests.write(len(data).to_bytes(supervisor.LENGTH_BYTES, "big") + data)

    def _take(self, words: list[str]) -> None:
        match words:
            case ["contained" | "loose" as kind]:
                self._greeted.set_result(kind == "contained")
            case ["started", number, pid]:
                self._started.pop(int(number)).set_result(int(pid))
            case ["failed", number, error]:
                self._fail(int(number), OSError(int(error), os.strerror(int(error))))
            case ["ended", number, code]:
                self._end(int(number), int(code) if code != "unknown" else None)
            case ["lost", number]:
                self._fail(int(number), OSError(_LOST))

    def _fail(self, number: int, reason: OSError) -> None:
        if (started := self._started.pop(number, None)) is not None:
            started.set_exception(reason)
            started.exception()  # So that asyncio does not log it if it is never asked for.
        self._end(number, None)

    def _end(self, number: int, code: int | None) -> None:
        if (ended := self._ended.pop(number, None)) is not None:
            ended.set_result(code)

    def _lose_all(self) -> None:
        for number in list(self._ended):
            self._fail(number, OSError(_LOST))
        if not self._greeted.done():
            self._greeted.set_result(False)
        self._requests.close()
        self._gone.set()


@define
class LocalProcess:
    """A job's process on this machine."""

    identity: str
    pid: int
    _mark: str
    _number: int
    _supervisor: Supervisor
    _ended: asyncio.Future[int | None]

    async def wait(self) -> int | None:
        """Return the exit code once all its processes are gone: like a container, a job ends with its first one."""
        code = await asyncio.shield(self._ended)
        if not await self._supervisor.is_containing():
            await _end_marked(frozenset({self._mark}))
        return code

    async def end(self, grace: float) -> None:
        """End the whole tree, by SIGTERM first and by SIGKILL after `grace` seconds."""
        if not await self._supervisor.is_containing():
            await _end_tree(self.pid, self._mark, grace)
        self._supervisor.signal(self._number, supervisor.STOP)
        await asyncio.wait([self._ended], timeout=grace)
        self._supervisor.signal(self._number, supervisor.KILL)
        await asyncio.wait([self._ended])


@define(eq=False)
class LocalLauncher:
    """Starts jobs as processes of this machine.

    They have no mounts: in command and environment every mount path becomes the directory behind it.

    Args:
        server: Identifies this server among all on this machine: their jobs can have the same ids.
        contain: Whether to use what the system has to keep hold of what jobs start.
    """

    server: str = ""
    contain: bool = True
    _supervisor: Supervisor | None = field(init=False, default=None)
    _beginning: asyncio.Lock = field(init=False, factory=asyncio.Lock)

    def remark(self, image: str) -> str:
        """Return that the image is not used."""
        return f" (on this machine, not in image[{image}])"

    async def start(self, job: JobSpec) -> LocalProcess:
        """Start a job; its output goes straight to its log file."""
        directories = {volume.path: str(volume.directory) for volume in job.volumes}
        command = replace_paths_in_command(job.command, directories)
        if job.working_dir:
            command = f"cd {shlex.quote(directories[job.working_dir])}; {command}"
        env = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        env |= {name: replace_paths(value, directories) for name, value in job.env.items()}
        job.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        job.log.parent.mkdir(parents=True, exist_ok=True)
        usable = await self._usable_supervisor()
        env[JOB_MARK] = mark = self._mark(job.id)
        number, pid, ended = await usable.start(command, env, str(job.directory), str(job.log))
        return LocalProcess(_identity(pid), pid, mark, number, usable, ended)

    async def _usable_supervisor(self) -> Supervisor:
        async with self._beginning:
            if self._supervisor is None or not self._supervisor.is_usable:
                await self.close()
                self._supervisor = await Supervisor.begin(contain=self.contain)
            return self._supervisor

    async def close(self) -> None:
        """End every process."""
        if self._supervisor is not None:
            await self._supervisor.close()
            self._supervisor = None

    async def end_leftovers(self, jobs: Mapping[str, str]) -> None:
        """End what is left of some jobs. A pid that was given to another process is left alone."""
        for job_id, identity in jobs.items():
            pid, _, _ = identity.partition(":")
            if pid.isdigit() and _identity(int(pid)) == identity:
                await _end_tree(int(pid), self._mark(job_id), grace=0)
        await _end_marked(frozenset(map(self._mark, jobs)))
        await remove_containers(self.server, jobs)

    def _mark(self, job_id: str) -> str:
        return f"{self.server}/{job_id}"


def _identity(pid: int) -> str:
    with contextlib.suppress(psutil.Error):
        return f"{pid}:{psutil.Process(pid).create_time()}"
    return str(pid)


async def _end_tree(pid: int, mark: str, grace: float) -> None:
    """Signal a job's processes until none is left, also ones that were started in the meantime."""
    asked: set[int] = set()
    loop = asyncio.get_running_loop()
    deadline = loop.time() + grace
    while members := await asyncio.to_thread(_members, pid, mark):
        if loop.time() >= deadline + _KILL_TIMEOUT:
            return
        forced = loop.time() >= deadline
        for member in members:
            if forced or member.pid not in asked:
                asked.add(member.pid)
                _signal(member.kill if forced else member.terminate)
        await asyncio.sleep(_POLL_SECONDS)


async def _end_marked(marks: frozenset[str]) -> None:
    """Kill who carries the mark of one of these jobs: also what has left its job's session and lost its parents."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + _KILL_TIMEOUT
    while marks and loop.time() < deadline and (members := await asyncio.to_thread(_marked, marks)):
        for member in members:
            _signal(member.kill)
        await asyncio.sleep(_POLL_SECONDS)


def _signal(send: Callable[[], None]) -> None:
    with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
        send()


def _members(pid: int, mark: str) -> list[psutil.Process]:
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
    return found or _marked(frozenset({mark}))


def _marked(marks: frozenset[str]) -> list[psutil.Process]:
    return [process for process in psutil.process_iter() if _mark_of(process) in marks and _is_alive(process)]


def _is_alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.Error):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def _in_session(pid: int, leader: int) -> bool:
    with contextlib.suppress(OSError):
        return bool(leader) and os.getsid(pid) == leader
    return False


def _mark_of(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error, OSError):
        return process.environ().get(JOB_MARK, "")
    return ""
