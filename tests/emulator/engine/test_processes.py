"""Jobs as processes: none of their processes survives, and their exit is known or reported as unknown."""

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path

import psutil
import pytest
from attrs import evolve

from paddleflow_emulator.engine.interface import JobSpec
from paddleflow_emulator.engine.launch.processes import LocalLauncher, LocalProcess
from paddleflow_emulator.engine.records import job_end

Start = Callable[[str], Awaitable[LocalProcess]]

LEAVER = "env -i setsid sh -c 'setsid sleep {0}1 & exec sleep {0}2' & (setsid sleep {0}3 &); "
"""Starts processes that share neither session nor environment nor parents with the job."""

UNTIL_GO = "while ! test -e go; do sleep 0.01; done;"
"""Waits until the test knows that the job has started."""


@pytest.fixture
def mark() -> str:
    """A number that no other process has in its command line."""
    return f"7{os.getpid():07}{next(_numbers):03}"


_numbers = count()


def left_of(mark: str) -> list[psutil.Process]:
    lines = ((process, process.info["cmdline"] or [""]) for process in psutil.process_iter(["cmdline"]))
    return [process for process, line in lines if line[0] == "sleep" and mark in line[-1]]


async def all_there(mark: str) -> None:
    async with asyncio.timeout(20):
        while len(left_of(mark)) < 3:  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.01)


async def none_left(mark: str) -> None:
    async with asyncio.timeout(20):
        while left_of(mark):  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.01)


@pytest.fixture
async def launcher() -> AsyncIterator[LocalLauncher]:
    launcher = LocalLauncher()
    yield launcher
    await launcher.close()


@pytest.fixture
def start(launcher: LocalLauncher, tmp_path: Path) -> Start:
    def start(command: str) -> Awaitable[LocalProcess]:
        return launcher.start(job(command, tmp_path))

    return start


def job(command: str, folder: Path, name: str = "job-a") -> JobSpec:
    return JobSpec(name, "a", "busybox", command, {}, (), "", folder / "work", folder / "logs" / f"{name}.log")


async def test_processes_that_a_job_leaves_are_killed_when_it_ends(start: Start, mark: str) -> None:
    process = await start(LEAVER.format(mark) + "sleep 0.05; exit 3")
    assert await process.wait() == 3
    assert left_of(mark) == []


async def test_stopping_a_job_ends_all_that_it_started(start: Start, mark: str) -> None:
    process = await start(f"trap '' TERM; {LEAVER.format(mark)} wait; sleep {mark}4")
    await all_there(mark)
    await process.end(grace=0.05)
    assert await process.wait() == -signal.SIGKILL
    assert left_of(mark) == []


async def test_all_processes_of_a_job_get_time_to_handle_sigterm(start: Start, tmp_path: Path) -> None:
    late = "trap 'sleep 0.1; echo late; exit' TERM; touch ready; while :; do sleep 0.01; done"
    process = await start(f"""setsid sh -c "{late}" & trap 'echo first; exit 5' TERM; while :; do sleep 0.01; done""")
    async with asyncio.timeout(20):
        while not (tmp_path / "work" / "ready").exists():  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)
    await process.end(grace=20)
    assert await process.wait() == 5
    assert (tmp_path / "logs" / "job-a.log").read_text().split()[-1] == "late"


async def test_a_job_that_is_cancelled_while_it_starts_is_ended(
    launcher: LocalLauncher, tmp_path: Path, mark: str
) -> None:
    await (await launcher.start(job("true", tmp_path))).wait()
    starting = asyncio.ensure_future(launcher.start(job(f"sleep {mark}", tmp_path)))
    await asyncio.sleep(0)  # The request is on its way.
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert left_of(mark) == []


@pytest.fixture
def children_ignored() -> Iterator[None]:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGCHLD, before)


@pytest.mark.usefixtures("children_ignored")
async def test_exit_codes_are_right_in_a_program_that_ignores_its_children(start: Start) -> None:
    processes = [await start(command) for command in ("exit 3", "true", "kill -9 $$")]
    assert [await process.wait() for process in processes] == [3, 0, -9]


@pytest.mark.slow
async def test_exit_codes_are_right_in_a_program_that_reaps_all_children(start: Start) -> None:
    first = await start("exit 3")
    second = await start("sleep 0.05; exit 4")
    reaped = threading.Event()
    reaper = threading.Thread(target=_reap_all, args=[reaped])
    reaper.start()
    assert [await first.wait(), await second.wait()] == [3, 4]
    reaped.set()
    reaper.join()


def _reap_all(enough: threading.Event) -> None:
    with contextlib.suppress(ChildProcessError):
        while not enough.wait(0.005):
            os.waitpid(-1, os.WNOHANG)


async def test_signals_are_a_jobs_own(start: Start, tmp_path: Path) -> None:
    """A program that ignores or blocks signals must not have jobs that cannot be stopped."""
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGHUP])
    try:
        process = await start("grep -E 'Sig(Blk|Ign)' /proc/self/status; kill $$")
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    assert await process.wait() == -signal.SIGTERM
    if sys.platform == "linux":
        text = (tmp_path / "logs" / "job-a.log").read_text()
        assert [int(line.split()[1], 16) & 0x7FFFFFFF for line in text.splitlines()] == [0, 0]


async def test_a_job_that_kills_its_keeper_fails_and_ends(start: Start, tmp_path: Path, mark: str) -> None:
    process = await start(f"{UNTIL_GO} {LEAVER.format(mark)} sleep {mark}4 & kill -9 $PPID; sleep {mark}5")
    (tmp_path / "work" / "go").touch()
    assert await process.wait() is None
    await none_left(mark)
    assert job_end("a", None)[0] == "failed"
    assert "is not known" in job_end("a", None)[1]
    assert await (await start("exit 4")).wait() == 4


async def test_a_job_that_stops_its_supervisor_can_be_killed(start: Start, tmp_path: Path, mark: str) -> None:
    process = await start(f"{UNTIL_GO} kill -STOP $PPID; sleep {mark}")
    (tmp_path / "work" / "go").touch()
    async with asyncio.timeout(20):
        while not left_of(mark):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)
    await process.end(grace=0)
    assert left_of(mark) == []


async def test_when_the_supervisor_is_killed_jobs_are_ended_and_the_next_one_starts(start: Start, mark: str) -> None:
    process = await start(LEAVER.format(mark) + f"sleep {mark}4")
    await all_there(mark)
    _, supervisor, *_ = psutil.Process(process.pid).parents()
    supervisor.kill()
    assert await process.wait() == -signal.SIGKILL
    assert left_of(mark) == []
    assert await (await start("exit 4")).wait() == 4


async def test_closing_ends_every_job(launcher: LocalLauncher, start: Start, mark: str) -> None:
    process = await start(LEAVER.format(mark) + f"sleep {mark}4")
    await all_there(mark)
    await launcher.close()
    assert left_of(mark) == []
    assert await process.wait() == -signal.SIGKILL


@pytest.mark.slow
async def test_a_program_that_is_killed_leaves_nothing(tmp_path: Path, mark: str) -> None:
    """Also when a fork of the program lives on and has inherited its pipes."""
    program = f"""
import asyncio, os, sys, time
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parents[3])!r})
from tests.emulator.engine.test_processes import LEAVER, LocalLauncher, all_there, job
async def main():
    await LocalLauncher().start(job(LEAVER.format({mark!r}) + "sleep {mark}4", Path({str(tmp_path)!r})))
    await all_there({mark!r})
    if not os.fork():
        time.sleep(20)
        os._exit(0)
    os.kill(os.getpid(), 9)
asyncio.run(main())
"""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
    assert await process.wait() == -signal.SIGKILL
    await none_left(mark)


@pytest.mark.parametrize("how", ["end", "stop"])
async def test_without_subreapers_the_mark_finds_what_kept_its_environment(tmp_path: Path, mark: str, how: str) -> None:
    """As on macOS."""
    launcher = LocalLauncher(contain=False)
    command = LEAVER.format(mark).replace("env -i ", "")
    process = await launcher.start(job(command + ("sleep 0.05" if how == "end" else f"sleep {mark}4"), tmp_path))
    if how == "stop":
        await all_there(mark)
        await process.end(grace=1)
    assert await process.wait() == (0 if how == "end" else -signal.SIGTERM)
    assert left_of(mark) == []
    await launcher.close()


async def test_a_command_that_is_too_long_is_the_systems_error(start: Start) -> None:
    with pytest.raises(OSError, match="Argument list too long"):
        await start("true " + "x" * (1 << 20))
    assert await (await start("exit 4")).wait() == 4


@pytest.mark.parametrize(("command", "env"), [("echo \0", {}), ("true", {"A": "\0"}), ("true", {"A=B": ""})])
async def test_an_impossible_command_or_variable_is_an_os_error(
    launcher: LocalLauncher, tmp_path: Path, command: str, env: dict[str, str]
) -> None:
    with pytest.raises(OSError, match="Invalid argument"):
        await launcher.start(evolve(job(command, tmp_path), env=env))


async def test_nothing_of_a_launcher_is_left_after_its_end(launcher: LocalLauncher, start: Start) -> None:
    before = set(psutil.Process().children())
    await (await start("true")).wait()
    (supervisor,) = set(psutil.Process().children()) - before
    await launcher.close()
    assert not supervisor.is_running()


@pytest.mark.slow
async def test_many_jobs_share_the_workers_that_a_few_at_once_need(launcher: LocalLauncher, tmp_path: Path) -> None:
    async def codes(number: int) -> list[int | None]:
        return [
            await (await launcher.start(job(f"exit {code}", tmp_path / str(number)))).wait() for code in range(1, 6)
        ]

    before = set(psutil.Process().children())
    assert await asyncio.gather(*map(codes, range(3))) == [[1, 2, 3, 4, 5]] * 3
    (supervisor,) = set(psutil.Process().children()) - before
    assert len(supervisor.children()) <= 2 * 3  # The word that one is free can come after the next job.
