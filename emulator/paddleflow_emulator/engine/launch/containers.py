"""Steps in containers: each in one of its own image, by the command line of Docker or Podman, whichever answers."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import io
import math
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import frozen

from paddleflow_emulator.engine.interface import JobSpec, Launcher

CONTAINER_ENGINES = ("docker", "podman")
"""Programs that take the same commands, the ones that are tried first in front."""

NO_CONTAINER_ENGINE = (
    "no container engine answers: start Docker or Podman, or leave containers out: steps are then processes of this "
    "machine, without a sandbox"
)

_ANSWER_SECONDS = 20.0
"""Seconds in which an engine says whether it is there."""
_POLL_SECONDS = 0.05
_STATE = "{{.State.Status}} {{.Id}} {{.State.Pid}}"
_SERVER_LABEL = "paddleflow-emulator.server"
_ENGINES_OWN = re.compile(
    r"(DOCKER|CONTAINER|PODMAN|BUILDAH|REGISTRY|XDG|LD_|GO|DBUS|SSH).*|.*_PROXY|HOME|PATH|TMPDIR", re.IGNORECASE
)
"""Variables that could change what an engine's program does."""


@frozen
class Container:
    """A job's container.

    Args:
        program: Of the container engine.
        id: As `create` gave it: a container of another program could have the same name.
        pid: See `Process`.
    """

    program: str
    id: str
    pid: int
    _attached: asyncio.subprocess.Process

    @property
    def identity(self) -> str:
        """The engine, where the container is found by its label and its name."""
        return Path(self.program).name

    async def wait(self) -> int | None:
        """Return the exit code once its first process has ended and its output is in the log; nothing is left of it."""
        try:
            return await self._attached.wait()
        finally:
            await _remove(self.program, [self.id])

    async def end(self, grace: float) -> None:
        """Stop it: SIGTERM for its first process, SIGKILL for all after `grace` seconds."""
        with contextlib.suppress(OSError):  # It has ended meanwhile.
            await _run(self.program, "stop", "--time", str(math.ceil(grace)), self.id)


@frozen
class ContainerLauncher:
    """Starts jobs in containers.

    Args:
        program: Of the container engine, from `find_container_engine`.
        server: Identifies this server among all that use the engine.
        processes: Ends what an earlier server left that used no containers.
    """

    program: str
    server: str
    processes: Launcher

    def remark(self, image: str) -> str:
        """Return nothing: the job runs in its image."""
        return ""

    async def start(self, job: JobSpec) -> Container:
        """Fetch the image if it is not there, and start a container of it.

        Raises:
            OSError: With the engine's own words.
        """
        created = ""
        try:
            options = _arguments(job, self.server)
            created = await _run(self.program, *options, env={**_unseen(job.env), **os.environ})
            with job.open_log() as log:
                # Attached, since an engine's `logs --follow` can miss the last lines of a container that ends.
                attached = await asyncio.create_subprocess_exec(
                    self.program,
                    "start",
                    "--attach",
                    created,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            return Container(self.program, created, await self._first_process(created, attached), attached)
        except BaseException:
            await asyncio.shield(
                _remove(self.program, [created]) if created else _remove_of_jobs(self.program, self.server, [job.id])
            )
            raise

    async def _first_process(self, container_id: str, attached: asyncio.subprocess.Process) -> int:
        """Return its pid once there is one; 0 when the container could not be started, which its log then says."""
        while attached.returncode is None:
            state, container, pid = (await _run(self.program, "inspect", "--format", _STATE, container_id)).split()
            if state != "created":
                return _here(container, pid)
            await asyncio.sleep(_POLL_SECONDS)
        return 0

    async def end_leftovers(self, jobs: Mapping[str, str]) -> None:
        """End what is left of some jobs, in containers or not."""
        await self.processes.end_leftovers(jobs)
        left = [job_id for job_id, identity in jobs.items() if not identity]
        await _remove_of_jobs(self.program, self.server, left)

    async def close(self) -> None:
        """End what started processes."""
        await self.processes.close()


async def find_container_engine() -> str | None:
    """Return the program of the first engine that answers, None when there is none."""
    for name in CONTAINER_ENGINES:
        program = shutil.which(name)
        if program is not None:
            with contextlib.suppress(OSError, TimeoutError):
                await asyncio.wait_for(_run(program, "version"), _ANSWER_SECONDS)
                return program
    return None


async def remove_containers(server: str, jobs: Mapping[str, str]) -> None:
    """Remove what an earlier process of this server left in containers.

    Args:
        server: Identifies the server.
        jobs: Id → identity of its process; those of other processes are passed over.
    """
    for name in CONTAINER_ENGINES:
        left = [job_id for job_id, identity in jobs.items() if identity == name]
        if left and (program := shutil.which(name)):
            await _remove_of_jobs(program, server, left)


def _container_name(server: str, job_id: str) -> str:
    """Return a name that shows the job, and that no other server gives: their jobs can have the same ids."""
    return f"{job_id}-{server[:8]}"


def _arguments(job: JobSpec, server: str) -> Iterator[str]:
    yield from ("create", "--name", _container_name(server, job.id), "--label", f"{_SERVER_LABEL}={server}")
    yield from ("--log-driver", "none", "--entrypoint", "sh")
    unseen = _unseen(job.env)
    for name, value in job.env.items():
        yield from ("--env", name if name in unseen else f"{name}={value}")
    for volume in job.volumes:
        fields = ["type=bind", f"source={volume.directory}", f"target={volume.path}"]
        yield from ("--mount", _comma_separated(fields + ["readonly"] * volume.read_only))
    command = f"cd {shlex.quote(job.working_dir)}; {job.command}" if job.working_dir else job.command
    yield from ("--", job.image, "-c", command)


def _unseen(env: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that the engine's program passes on from its own environment.

    They do not stand in the list of processes, which other users see. What the program could take for its own does.
    """
    return {name: value for name, value in env.items() if name not in os.environ and not _ENGINES_OWN.fullmatch(name)}


def _comma_separated(fields: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(fields)
    return text.getvalue()


async def _remove_of_jobs(program: str, server: str, job_ids: Iterable[str]) -> None:
    """Remove the containers of jobs of this server, which carry its label, whatever else has such a name."""
    names = {_container_name(server, job_id) for job_id in job_ids}
    label = f"label={_SERVER_LABEL}={server}"
    if names:
        with contextlib.suppress(OSError):
            listed = await _run(
                program, "ps", "--all", "--no-trunc", "--filter", label, "--format", "{{.ID}} {{.Names}}"
            )
            found = (line.split() for line in listed.splitlines())
            await _remove(program, [container_id for container_id, *given in found if names.intersection(given)])


async def _remove(program: str, container_ids: Iterable[str]) -> None:
    """Remove containers, running or not; missing ones are passed over."""
    if chosen := list(container_ids):
        with contextlib.suppress(OSError):
            await _run(program, "rm", "--force", "--volumes", *chosen)


async def _run(program: str, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Run a command of an engine; return what it printed, raise OSError with what it said when it failed."""
    process = await asyncio.create_subprocess_exec(
        program,
        *arguments,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        printed, said = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        raise OSError(_reason(said.decode(errors="replace")) or f"{program} {arguments[0]} failed")
    return printed.decode(errors="replace").strip()


def _reason(said: str) -> str:
    """Return the last line that says what is wrong: before it comes progress, behind it a hint to the help."""
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith(("Run '", "See '"))]
    return lines[-1] if lines else ""


def _here(container: str, pid: str) -> int:
    """Return a first process's number, 0 when it is not on this machine: an engine may run in a virtual one."""
    with contextlib.suppress(OSError):
        if container in Path("/proc", pid, "cgroup").read_text():
            return int(pid)
    return 0
