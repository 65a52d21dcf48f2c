"""fail_fast, continue, stop, forced stop, jobs stopped from outside, post_process after all of them (§15, §16, §19)."""

import asyncio
import gc
import os
from pathlib import Path
from typing import Any

import psutil
import pytest

from paddleflow.pipeline._rules.go_format import listed
from paddleflow.pipeline._rules.problems import Rejected
from paddleflow_emulator.engine.runtime.step import EndedStep, StepRun

NESTED = """
name: p
docker_env: x
entry_points:
  bad: {command: 'while ! test -e go; do sleep 0.02; done; exit 3'}
  d:
    entry_points:
      slow: {command: sleep 60}
      later: {deps: slow, loop_argument: [1, 2]}
  g: {deps: bad, entry_points: {s: {}}}
  r: {deps: bad, reference: {component: c}, parameters: {v: 2}}
components: {c: {entry_points: {s: {}}, parameters: {v: 1, w: 1}}}
post_process: {bye: {command: echo bye}}
"""


async def test_fail_fast_stops_the_whole_tree(lab: Any, folder: Path) -> None:
    run_id = lab.submit(NESTED, fs_name="heldfs")
    await lab.until_running(run_id, "slow")
    (folder / "go").touch()
    await lab.wait(run_id)
    assert lab.states(run_id) == {
        "bad": "failed", "d": "terminated", "d/slow": "terminated", "d/later": "cancelled", "d/later#1": "cancelled",
        "g": "cancelled", "r": "cancelled", "post_process/bye": "succeeded",
    }  # fmt: skip
    assert lab.message(run_id) == "update status to failed because some step or dag run failed: entry_points.bad"
    runtime, _ = lab.runtime(run_id)
    assert runtime["d"][0]["endTime"] == ""
    assert runtime["d"][0]["message"].endswith("subSteps or subDags[p.entry_points.d.slow] terminated")
    assert runtime["g"][0]["entryPoints"] == {}
    assert runtime["g"][0]["message"] == "receive failure options signal"
    assert runtime["r"][0]["type"] == "step"
    assert runtime["r"][0]["parameters"] == {"v": "2"}
    assert lab.log(run_id) == ["bye"]


async def test_a_failure_inside_a_dag_stops_its_siblings_too(lab: Any) -> None:
    run_id = await lab.run("""
name: p
docker_env: x
entry_points:
  d: {entry_points: {bad: {command: sleep 0.2; exit 1}, next: {deps: bad}}}
  slow: {command: sleep 60}
  e: {entry_points: {s: {command: sleep 60}}}
""")
    assert lab.states(run_id) == {
        "d": "failed", "d/bad": "failed", "d/next": "cancelled", "slow": "terminated", "e": "terminated",
        "e/s": "terminated",
    }  # fmt: skip
    assert lab.message(run_id).endswith(": entry_points.d.bad")


async def test_continue_cancels_only_what_depends_on_the_failure(lab: Any) -> None:
    run_id = await lab.run("""
name: p
docker_env: x
failure_options: {strategy: continue}
entry_points:
  d:
    entry_points:
      bad: {command: exit 1, loop_argument: [1, 2]}
      next: {deps: bad}
      last: {deps: next}
      other: {command: sleep 0.2}
      more: {deps: other}
  after: {deps: d}
  free: {command: sleep 0.1}
""")
    assert lab.states(run_id) == {
        "d": "failed", "d/bad": "failed", "d/bad#1": "failed", "d/next": "cancelled", "d/last": "cancelled",
        "d/other": "succeeded", "d/more": "succeeded", "after": "cancelled", "free": "succeeded",
    }  # fmt: skip
    assert lab.step(run_id, "last").message == "begin to process FailureOptions, some step or dag run failed"
    assert lab.message(run_id).endswith(": entry_points.d.bad,entry_points.d.bad")


async def test_parallelism_bounds_the_running_steps(lab: Any) -> None:
    run_id = lab.submit(
        "name: p\ndocker_env: x\nparallelism: 2\nentry_points: {s: {loop_argument: [1, 2, 3, 4], command: sleep 60}}"
    )
    await lab.until(run_id, lambda rows: sum(bool(row.process) for row in rows) == 2)
    await asyncio.sleep(0.05)
    assert len(lab.store.records(run_id)) == 2
    lab.engine.stop(run_id)
    await lab.wait(run_id)
    assert [step.status for step in lab.steps(run_id, "s")] == ["terminated"] * 4
    waiting = [step for step in lab.steps(run_id, "s") if not step.job_id]
    assert [step.message for step in waiting] == [
        f"cannot stop stepruntime[{step.runtime_name}] because cannot find it's jobid" for step in waiting
    ]
    assert len(waiting) == 2


ENDLESS = (
    "name: p\ndocker_env: x\nentry_points: {a: {command: sleep 60}, b: {deps: a}}\n"
    "post_process: {z: {command: 'echo z; sleep 0.1'}}\n"
)


async def test_a_stop_is_written_at_once_and_runs_post_process(lab: Any) -> None:
    run_id = lab.submit(ENDLESS)
    await lab.until_running(run_id, "a")
    lab.engine.stop(run_id)
    assert lab.status(run_id) == "terminating"
    assert lab.message(run_id) == "receive termination signal, update status to terminating"
    assert (lab.step(run_id, "b").status, lab.step(run_id, "b").message) == ("cancelled", "receive stop signall")
    with pytest.raises(Rejected) as refused:
        lab.engine.stop(run_id)
    assert refused.value.code == "ActionNotAllowed"
    await lab.wait(run_id)
    assert lab.status(run_id) == "terminated"
    assert lab.step(run_id, "a").message == "job is terminated (on this machine, not in image[x])"
    assert lab.step(run_id, "z").status == "succeeded"
    with pytest.raises(Rejected, match="not running"):
        lab.engine.stop(run_id, force=True)


async def test_a_forced_stop_cancels_post_process(lab: Any) -> None:
    run_id = lab.submit(ENDLESS)
    await lab.until_running(run_id, "a")
    lab.engine.stop(run_id, force=True)
    await lab.wait(run_id)
    post = lab.step(run_id, "z")
    assert (post.status, post.message, post.job_id) == ("cancelled", "reveice termination signal", "")
    assert lab.message(run_id).endswith("after receive termination singal: entry_points.a")


async def test_a_forced_stop_shows_a_referenced_post_process_as_written(lab: Any) -> None:
    run_id = lab.submit(
        "name: p\nentry_points: {a: {docker_env: x, command: sleep 60}}\n"
        "post_process: {z: {reference: {component: c}}}\ncomponents: {c: {docker_env: x, parameters: {v: 1}}}\n"
    )
    lab.engine.stop(run_id, force=True)
    await lab.wait(run_id)
    post = lab.step(run_id, "z")
    assert (post.status, post.parameters, post.docker_env) == ("cancelled", {}, "")
    assert lab.message(run_id).endswith("cancelled after receive termination singal.")


async def test_a_second_forced_stop_kills_a_running_post_process(lab: Any) -> None:
    run_id = lab.submit(ENDLESS.replace("sleep 0.1", "sleep 60"))
    await lab.until_running(run_id, "a")
    lab.engine.stop(run_id)
    await lab.until_running(run_id, "z")
    lab.engine.stop(run_id, force=True)
    await lab.wait(run_id)
    assert (lab.status(run_id), lab.step(run_id, "z").status) == ("terminated", "terminated")
    assert lab.message(run_id).endswith(": entry_points.a,post_process.z")


async def test_a_plain_stop_while_only_post_process_runs_changes_nothing(lab: Any) -> None:
    run_id = lab.submit(ENDLESS.replace("sleep 60", "'true'"))
    await lab.until_running(run_id, "z")
    lab.engine.stop(run_id)
    await lab.wait(run_id)
    assert (lab.status(run_id), lab.message(run_id)) == ("succeeded", "Run successfully")


async def test_a_stop_before_anything_ran_cancels(lab: Any) -> None:
    run_id = lab.submit("name: p\ndocker_env: x\nentry_points: {a: {command: sleep 60}}\n")
    lab.engine.stop(run_id)
    await lab.wait(run_id)
    assert lab.states(run_id) == {"a": "cancelled"}
    assert lab.message(run_id) == (
        "update status to terminated because some step or dag was cancelled after receive termination singal."
    )


async def test_a_failure_beats_a_stop(lab: Any) -> None:
    run_id = lab.submit(
        "name: p\ndocker_env: x\nfailure_options: {strategy: continue}\n"
        "entry_points: {bad: {command: exit 1}, a: {command: sleep 60}}\n"
    )
    await lab.until(run_id, lambda rows: any(row.status == "failed" for row in rows))
    await lab.until_running(run_id, "a")
    lab.engine.stop(run_id)
    await lab.wait(run_id)
    assert (lab.status(run_id), lab.step(run_id, "a").status) == ("failed", "terminated")


async def test_a_job_stopped_from_outside_fails_the_run(lab: Any) -> None:
    run_id = lab.submit(ENDLESS)
    step = await lab.until_running(run_id, "a")
    assert lab.engine.stop_job(step.job_id)
    await lab.wait(run_id)
    assert not lab.engine.stop_job(step.job_id)
    assert lab.states(run_id)["a"] == "terminated"
    assert lab.status(run_id) == "failed"
    assert lab.message(run_id) == (
        "update status to failed because some step or dag was terminated unexpectedly: entry_points.a"
    )


TREE = """
trap '' TERM
sleep 61 &
setsid sh -c 'trap "" TERM; sleep 62; true' &
setsid setsid sh -c 'sh -c "sleep 63; true" & true'
echo ready
wait
"""


def alive(marker: str) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("TEST_MARKER") == marker and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


@pytest.mark.slow
async def test_a_stop_ends_every_process_that_a_step_started(lab: Any, tmp_path: Path) -> None:
    (tmp_path / "heldfs" / "tree.sh").write_text(TREE)
    run_id = lab.submit(
        f"name: p\nentry_points: {{s: {{docker_env: x, command: sh tree.sh, env: {{TEST_MARKER: '{tmp_path}'}}}}}}",
        fs_name="heldfs",
    )
    await lab.until_running(run_id, "s")
    async with asyncio.timeout(10):
        while len(alive(str(tmp_path))) < 5 or lab.log(run_id) != ["ready"]:  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.02)
    lab.engine.stop(run_id)
    await lab.wait(run_id)
    assert alive(str(tmp_path)) == []
    assert lab.status(run_id) == "terminated"


async def test_background_processes_of_a_step_end_with_it(lab: Any, tmp_path: Path) -> None:
    run_id = await lab.run(
        f"name: p\nentry_points: {{s: {{docker_env: x, command: sleep 60 &, env: {{TEST_MARKER: '{tmp_path}'}}}}}}"
    )
    assert lab.status(run_id) == "succeeded"
    async with asyncio.timeout(5):
        while alive(str(tmp_path)):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.01)


async def test_closing_the_engine_ends_and_settles_everything(lab: Any, tmp_path: Path) -> None:
    runs = [lab.submit(ENDLESS) for _ in range(3)]
    for run_id in runs:
        await lab.until_running(run_id, "a")
    lab.engine.stop(runs[0])
    await lab.engine.close()
    assert [lab.status(run_id) for run_id in runs] == ["terminated"] * 3
    assert not any(lab.engine.is_active(run_id) for run_id in runs)
    assert os.listdir(tmp_path / "work") == []  # noqa: PTH208 - names are enough


@pytest.mark.parametrize(("broken", "times"), [("running", 1), ("running", 2), ("failed", 9), ("init", 9)])
async def test_a_store_that_breaks_leaves_no_process_and_no_hanging_run(
    lab: Any, tmp_path: Path, broken: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, left = lab.store.save_record, [times]

    def save_or_break(run_id: str, record: Any) -> None:
        if record.status == broken and record.key.endswith("s#0") and left[0]:
            left[0] -= 1
            raise OSError("disk full")
        save(run_id, record)

    monkeypatch.setattr(type(lab.store), "save_record", lambda _, run_id, record: save_or_break(run_id, record))
    command = "exit 1" if broken == "failed" else "sleep 60"
    run_id = await lab.run(
        f"name: p\ndocker_env: x\nentry_points: {{d: {{entry_points: {{s: {{command: {command}, "
        f"env: {{TEST_MARKER: '{tmp_path}'}}}}}}}}, slow: {{command: sleep 60}}}}\n"
    )
    assert lab.status(run_id) == "failed"
    assert alive(str(tmp_path)) == []
    assert not lab.engine.is_active(run_id)


def loop(items: int) -> str:
    return f"name: x\ndocker_env: b\nentry_points:\n  a: {{command: sleep 60, loop_argument: {list(range(items))}}}\n"


@pytest.mark.slow
async def test_many_items_are_stopped_with_few_writes(lab: Any) -> None:
    """20,000 of them took a minute, one transaction each, and blocked all other requests."""
    run_id = lab.submit(loop(1000))
    await lab.until(run_id, lambda rows: sum(row.status == "running" for row in rows) == 10)
    before = lab.store.writes
    lab.engine.stop(run_id)
    await lab.engine.wait(run_id)
    assert lab.status(run_id) == "terminated"
    rows = lab.steps(run_id, "a")
    assert [row.seq for row in sorted(rows, key=lambda row: row.seq)] == list(range(1000))
    assert {row.status for row in rows} == {"terminated"}
    assert lab.store.writes - before < 100


async def test_loop_items_created_during_a_stop_get_a_final_state(lab: Any) -> None:
    run_id = lab.submit(loop(1000))
    for _ in range(3):  # turns of the loop: the first hundreds of copies have been made
        await asyncio.sleep(0)
    lab.engine.stop(run_id)
    await lab.engine.wait(run_id)
    assert (lab.status(run_id), len(lab.steps(run_id, "a"))) == ("terminated", 1000)


def test_a_message_names_the_first_thousand() -> None:
    assert listed(["a"] * 1000) == ",".join(["a"] * 1000)
    assert listed([str(number) for number in range(60_000)]).endswith(",999 and 59000 more")


@pytest.mark.slow
async def test_items_that_wait_for_a_slot_or_have_ended_cost_next_to_nothing(lab: Any) -> None:
    """The garbage collector scanned 60,000 of them for 0.4 s, which blocked all requests."""

    def alive() -> int:
        return sum(isinstance(found, StepRun) and found.context.run.id == run_id for found in gc.get_objects())

    run_id = lab.submit(loop(1000))
    await lab.until(run_id, lambda rows: sum(row.status == "running" for row in rows) == 10)
    assert alive() == 10
    lab.engine.stop(run_id)
    await lab.until(run_id, lambda rows: sum(row.status == "terminated" for row in rows) > 500)
    assert alive() < 20
    await lab.engine.wait(run_id)


@pytest.mark.slow
async def test_closing_does_not_wait_to_write_steps_that_never_started(lab: Any) -> None:
    lab.engine.closing = 0.0
    run_id = lab.submit(loop(1000))
    await lab.until(run_id, lambda rows: sum(row.status == "running" for row in rows) == 10)
    await lab.engine.close()
    assert lab.status(run_id) == "terminated"
    assert {row.status for row in lab.steps(run_id, "a")} == {"terminated"}
    assert len(lab.steps(run_id, "a")) < 200


@pytest.mark.slow
async def test_what_is_kept_of_steps_is_freed_with_their_run(lab: Any) -> None:
    """At once: the garbage collector would keep everybody waiting for 60,000 of them."""
    gc.collect()
    gc.disable()
    try:
        await lab.run(loop(100).replace("sleep 60", "echo"))
        await asyncio.sleep(0)
        assert not [found for found in gc.get_objects() if isinstance(found, EndedStep)]
    finally:
        gc.enable()
