"""Starting again: a retry, and a server that was restarted (§19)."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from attrs import evolve

from paddleflow_emulator.engine.launch.processes import JOB_MARK, LocalLauncher
from paddleflow_emulator.engine.records import Dag, Step
from paddleflow_emulator.engine.runtime.engine import Engine

LOOPS = """
name: p
docker_env: x
entry_points:
  ok: {parameters: {p: [1, 2, 3]}, command: 'echo ok'}
  d:
    deps: ok
    parameters: {l: '{{ok.p}}'}
    loop_argument: '{{l}}'
    entry_points:
      s:
        parameters: {num: '{{PF_PARENT.PF_LOOP_ARGUMENT}}'}
        command: 'echo s {{num}}; test -e go || test {{num}} != 2'
      t: {deps: s, command: 'echo t'}
  z: {deps: d, command: echo z}
post_process: {bye: {command: echo bye}}
failure_options: {strategy: continue}
"""


async def test_a_retry_keeps_what_succeeded_under_its_old_ids(lab: Any, folder: Path) -> None:
    first = await lab.run(LOOPS, fs_name="heldfs")
    assert lab.status(first) == "failed"
    (folder / "go").touch()
    kept = lab.store.records(first)
    second = lab.submit(LOOPS, fs_name="heldfs", kept=kept)
    assert lab.message(second) == f"restart run[{second}], and update status to [running]"
    await lab.wait(second)
    assert lab.status(second) == "succeeded"
    assert sorted(lab.log(second)) == ["bye", "s 2", "t", "z"]
    old_jobs = [step.job_id for step in sorted(lab.steps(second, "s"), key=lambda step: step.key)]
    assert [job.startswith(f"job-{first}-") for job in old_jobs] == [True, False, True]
    old = {row.key: row for row in kept}
    for row in lab.store.records(second):
        if isinstance(row, Dag):
            before = old[row.key]
            assert isinstance(before, Dag)
            assert (row.id, row.name, row.start_time) == (before.id, before.name, before.start_time)
    assert lab.step(second, "ok") == lab.step(first, "ok")
    assert lab.step(second, "z").parent_dag_id == lab.step(first, "ok").parent_dag_id


async def test_if_only_post_process_failed_only_it_runs_again(lab: Any) -> None:
    text = (
        "name: p\ndocker_env: x\nentry_points: {a: {command: echo a}, d: {entry_points: {s: {command: echo s}}}}\n"
        "post_process: {z: {command: 'echo z; exit 1'}}"
    )
    first = await lab.run(text)
    assert lab.message(first).endswith(": post_process.z")
    second = await lab.run(text, kept=lab.store.records(first))
    assert lab.log(second) == ["z"]
    assert lab.states(second)["d/s"] == "succeeded"


async def test_the_post_process_step_of_a_retry_has_not_run_yet(lab: Any) -> None:
    text = "name: p\ndocker_env: x\nentry_points: {b: {command: sleep 60}}\npost_process: {z: {command: echo z}}"
    row = Step("", "", "", "", "", "", status="succeeded")
    kept = [evolve(row, key="post_process/z", step_name="z", post=True)]
    run_id = lab.submit(text, kept=kept)
    await lab.until_running(run_id, "b")
    assert lab.steps(run_id, "z") == []
    lab.engine.stop(run_id)
    await lab.wait(run_id)
    assert lab.log(run_id) == ["z"]


async def test_a_retry_that_fails_earlier_cancels_the_rest(lab: Any, folder: Path) -> None:
    text = """
name: p
docker_env: x
entry_points:
  a: {command: test ! -e broken}
  d: {deps: a, entry_points: {s: {command: echo s}, t: {deps: s, command: exit 1}}}
"""
    first = await lab.run(text, fs_name="heldfs")
    (folder / "broken").touch()
    kept = [row for row in lab.store.records(first) if row.key != "entry_points/a#0"]
    second = await lab.run(text, fs_name="heldfs", kept=kept)
    runtime, _ = lab.runtime(second)
    assert runtime["a"][0]["status"] == "failed"
    assert runtime["d"][0]["status"] == "cancelled"
    assert set(runtime) == {"a", "d"}


async def test_a_retry_uses_the_kept_artifacts(lab: Any, folder: Path) -> None:
    text = """
name: p
docker_env: x
entry_points:
  d: {artifacts: {output: {o: '{{w.o}}'}}, entry_points: {w: {artifacts: {output: [o]}, command: 'echo w > {{o}}'}}}
  r: {deps: d, artifacts: {input: {i: '{{d.o}}'}}, command: 'test -e go && cat {{i}}'}
"""
    first = await lab.run(text, fs_name="heldfs")
    (folder / "go").touch()
    second = await lab.run(text, fs_name="heldfs", kept=lab.store.records(first))
    assert (lab.status(second), lab.log(second)) == ("succeeded", ["w"])


async def test_a_retry_does_not_cancel_what_it_keeps(lab: Any) -> None:
    text = """
name: p
docker_env: x
entry_points:
  a: {loop_argument: [1]}
  b: {deps: a, parameters: {p: '{{a.PF_LOOP_ARGUMENT}}'}}
  c: {deps: a}
failure_options: {strategy: STRATEGY}
"""
    first = await lab.run(text.replace("STRATEGY", "continue"))
    assert lab.states(first) == {"a": "succeeded", "b": "failed", "c": "succeeded"}
    assert "cannot resolve template[{{a.PF_LOOP_ARGUMENT}}]" in lab.step(first, "b").message
    second = await lab.run(text.replace("STRATEGY", "fail_fast"), kept=lab.store.records(first))
    assert lab.states(second) == lab.states(first)


async def test_a_long_chain_is_kept_without_a_deep_stack(lab: Any) -> None:
    steps = [f"  s{n}: {{deps: 's{n - 1}'}}\n" for n in range(1, 700)]
    text = "name: p\ndocker_env: x\nentry_points:\n  s0: {}\n" + "".join(steps)
    text += "  last: {deps: s699, command: exit 1}\n"
    row = Step("", "", "", "", "", "dag-old", status="succeeded")
    kept = [evolve(row, key=f"entry_points/s{n}#0", step_name=f"s{n}") for n in range(700)]
    run_id = await lab.run(text, kept=kept)
    assert lab.message(run_id).endswith(": entry_points.last")


@pytest.mark.slow
async def test_records_kept_by_a_retry_cost_the_garbage_collector_nothing(lab: Any) -> None:
    """It scanned 60,000 records for 0.1 s, which blocked all requests."""
    text = "name: p\ndocker_env: x\nentry_points:\n  a: {loop_argument: ITEMS}\n  b: {deps: a, command: sleep 60}\n"
    row = Step("", "a", "", "", "", "dag-old", status="succeeded")
    kept = [evolve(row, key=f"entry_points/a#{seq}", seq=seq) for seq in range(1000)]
    run_id = lab.submit(text.replace("ITEMS", str(list(range(1000)))), kept=kept)
    del kept
    await lab.until_running(run_id, "b")
    assert len(lab.steps(run_id, "a")) == 1000
    assert sum(isinstance(found, Step) for found in gc.get_objects()) < 20
    lab.engine.stop(run_id)
    await lab.engine.wait(run_id)


@pytest.fixture
async def orphan(tmp_path: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process as an earlier server would have left it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "import time; print('up', flush=True); time.sleep(60)",
        env={JOB_MARK: "/job-run-000001-a-12345678"},
        start_new_session=True,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    yield process
    if process.returncode is None:
        process.kill()
    await process.wait()


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("status", ["running", "terminating"])
async def test_after_a_restart_leftovers_are_ended_and_their_run_ends(
    lab: Any, orphan: asyncio.subprocess.Process, known: bool, status: str
) -> None:
    run_id = "run-000001"
    identity = f"{orphan.pid}:{psutil.Process(orphan.pid).create_time()}" if known else ""
    dag = Dag("entry_points/d#0", "dag-1", "d", "dag-d", "p.entry_points.d", "p.entry_points.d", "dag-0")
    step = Step("entry_points/d#0/a#0", "a", "a", "p.entry_points.d.a", "p.entry_points.d.a", "dag-1")
    job = {"status": "running", "job_id": "job-run-000001-a-12345678", "process": identity}
    lab.store.save_run(run_id, status=status)
    lab.store.save_record(run_id, dag)
    lab.store.save_record(run_id, evolve(step, **job))
    lab.store.save_record(run_id, evolve(step, key="done", step_name="b", status="succeeded"))
    await lab.engine.recover()
    assert await asyncio.wait_for(orphan.wait(), 5) < 0
    state, why = {
        "running": ("failed", "failed because some step or dag was terminated unexpectedly"),
        "terminating": (
            "terminated",
            "terminated because some step or dag was terminated after receive termination singal",
        ),
    }[status]
    assert lab.status(run_id) == state
    assert lab.message(run_id) == f"update status to {why}: entry_points.d.a"
    ended = lab.step(run_id, "a")
    assert (ended.status, ended.process) == ("terminated", "")
    assert "restarted" in ended.message
    assert [row.status for row in lab.store.records(run_id)] == [state, "terminated", "succeeded"]


@pytest.mark.parametrize(
    ("status", "step_status", "state", "message"),
    [
        ("running", "failed", "failed", "update status to failed because some step or dag run failed: entry_points.a"),
        (
            "terminating",
            "failed",
            "failed",
            "update status to failed because some step or dag run failed: entry_points.a",
        ),
        (
            "terminating",
            "succeeded",
            "terminated",
            "update status to terminated because some step or dag was cancelled after receive termination singal.",
        ),
    ],
)
async def test_a_restart_sums_up_what_had_ended(
    lab: Any, status: str, step_status: str, state: str, message: str
) -> None:
    lab.store.save_run("run-000001", status=status)
    step = Step("entry_points/a#0", "a", "a", "p.entry_points.a", "p.entry_points.a", "dag-1", status="init")
    lab.store.save_record("run-000001", evolve(step, status=step_status))
    await lab.engine.recover()
    assert (lab.status("run-000001"), lab.message("run-000001")) == (state, message)


async def test_an_end_that_cannot_be_written_is_written_later(lab: Any) -> None:
    lab.engine.patience = 0.05
    text = "name: p\ndocker_env: x\nentry_points: {a: {command: sleep 60}}"
    run_id = lab.submit(text)
    step = await lab.until_running(run_id, "a")
    lab.store.full = True
    os.kill(int(step.process.partition(":")[0]), signal.SIGKILL)
    await lab.wait(run_id)
    async with asyncio.timeout(10):
        for _ in range(5):
            await lab.store.refused.acquire()
        lab.store.full = False
        while lab.status(run_id) == "running":
            lab.store.changed.clear()
            await lab.store.changed.wait()
    assert lab.status(run_id) == "failed"
    assert lab.message(run_id).endswith("terminated unexpectedly: entry_points.a")


async def test_a_restart_lets_living_runs_and_strangers_be(lab: Any, orphan: asyncio.subprocess.Process) -> None:
    alive = lab.submit("name: p\ndocker_env: x\nentry_points: {a: {command: sleep 60}}")
    await lab.until_running(alive, "a")
    lab.store.save_run("run-000009", status="running")
    await lab.engine.recover()
    assert (lab.status(alive), lab.status("run-000009")) == ("running", "failed")
    assert lab.message("run-000009") == "the server was restarted, or could not write its state, while this was running"
    await LocalLauncher().end_leftovers({"job-of-somebody-else": f"{orphan.pid}:1.0"})
    await LocalLauncher(server="another").end_leftovers({"job-run-000001-a-12345678": ""})  # It has such a job, too.
    assert psutil.Process(orphan.pid).status() != psutil.STATUS_ZOMBIE


async def test_a_job_that_the_machine_cannot_start_fails(lab: Any, tmp_path: Path) -> None:
    class Broken(LocalLauncher):
        async def start(self, job: Any) -> Any:
            raise OSError("no more processes")

    async def main() -> None:
        engine = Engine(lab.store, lab.file_systems, lab.engine.queues, tmp_path / "logs", launcher=Broken())
        lab.engine = engine
        run_id = await lab.run("name: p\ndocker_env: x\nentry_points: {a: {}, b: {deps: a}}")
        assert lab.step(run_id, "a").message == "start job for step[p.entry_points.a] failed: [no more processes]"
        assert lab.states(run_id) == {"a": "failed", "b": "cancelled"}

    await main()
