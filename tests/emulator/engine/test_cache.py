"""When a step is not run again (§10)."""

import asyncio
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

CACHED = """
name: p
docker_env: x
cache: {enable: true}
entry_points:
  a: {command: 'echo ran a; echo x > {{o}}', artifacts: {output: [o]}}
  b: {deps: a, artifacts: {input: {i: '{{a.o}}'}}, command: 'echo ran b; cat {{i}}'}
"""


@pytest.mark.slow
async def test_a_chain_of_hits_uses_the_first_runs_artifacts(lab: Any) -> None:
    first = await lab.run(CACHED, fs_name="heldfs")
    second = await lab.run(CACHED, fs_name="heldfs")
    third = await lab.run(CACHED, fs_name="heldfs", name="other")
    for run_id in (second, third):
        step = lab.step(run_id, "b")
        assert lab.log(run_id) == []
        assert (step.job_id, step.start_time, step.status) == ("", "", "succeeded")
        assert (step.cache_run_id, step.cache_job_id) == (first, lab.step(first, "b").job_id)
        assert step.artifacts.input == lab.step(first, "b").artifacts.input
        assert "PF_JOB_NAMESPACE" not in step.env
    assert lab.step(second, "a").message == (
        f"skip job for step[p.entry_points.a] in runid[{second}], use cache of runid[{first}]"
    )
    assert set(lab.store.cached_runs[first]) == {second, third}
    assert [event.job_id for event in lab.store.artifact_events if event.run_id == second] == [""]


async def test_a_changed_source_or_step_misses_the_cache(lab: Any) -> None:
    await lab.run(CACHED, fs_name="heldfs")
    assert len(lab.log(await lab.run(CACHED, fs_name="heldfs", source="ppl-000001-1"))) == 3
    assert len(lab.log(await lab.run(CACHED + "\n# another text", fs_name="heldfs"))) == 3


@pytest.mark.parametrize(("expired", "hits"), [("0", False), ("600", True), ("-1", True)])
async def test_a_record_expires(lab: Any, expired: str, hits: bool) -> None:
    text = (
        f"name: p\ncache: {{enable: true, max_expired_time: {expired}}}\n"
        "entry_points: {s: {docker_env: x, command: echo ran}}"
    )
    await lab.run(text)
    assert lab.log(await lab.run(text)) == ([] if hits else ["ran"])


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2026, 1, 1, 12)  # noqa: DTZ001 - as on the wire


async def test_a_record_that_expires_after_no_time_is_never_fresh(lab: Any) -> None:
    lab.engine.clock = Noon()
    text = "name: p\ncache: {enable: true, max_expired_time: 0}\nentry_points: {s: {docker_env: x, command: echo ran}}"
    await lab.run(text)
    assert lab.log(await lab.run(text)) == ["ran"]


async def test_steps_that_start_together_do_not_take_each_others_results(lab: Any) -> None:
    """The copies of a loop are the same to the cache, since its item is not part of the fingerprint."""
    text = (
        "name: p\ncache: {enable: true}\nparallelism: 2\n"
        "entry_points: {s: {docker_env: x, command: echo $PF_LOOP_ARGUMENT, loop_argument: [1, 2, 3]}}"
    )
    assert lab.log(await lab.run(text)) == ["1", "2"]


async def test_a_failed_step_fails_again_without_running(lab: Any) -> None:
    text = "name: p\ncache: {enable: true}\nentry_points: {s: {docker_env: x, command: 'echo ran; exit 1'}}"
    await lab.run(text)
    second = await lab.run(text)
    assert (lab.log(second), lab.status(second), lab.step(second, "s").status) == ([], "failed", "failed")


async def test_a_hit_on_a_running_job_waits_for_it(lab: Any, folder: Path) -> None:
    text = (
        "name: p\ncache: {enable: true}\n"
        "entry_points: {s: {docker_env: x, command: 'while ! test -e go; do sleep 0.02; done'}}"
    )
    first = lab.submit(text, fs_name="heldfs")
    await lab.until_running(first, "s")
    second = lab.submit(text, fs_name="heldfs")
    stopped = lab.submit(text, fs_name="heldfs")
    await asyncio.sleep(0.05)
    lab.engine.stop(stopped)
    await lab.wait(stopped)
    assert lab.step(stopped, "s").message.startswith("cannot stop stepruntime[p.entry_points.s]")
    (folder / "go").touch()
    await lab.wait(second)
    assert lab.step(second, "s").cache_run_id == first


async def test_a_stopped_job_is_not_cached(lab: Any, folder: Path) -> None:
    text = "name: p\ncache: {enable: true}\nentry_points: {s: {docker_env: x, command: 'test -e go || sleep 30'}}"
    first = lab.submit(text, fs_name="heldfs")
    await lab.until_running(first, "s")
    lab.engine.stop(first)
    await lab.wait(first)
    (folder / "go").touch()
    second = await lab.run(text, fs_name="heldfs")
    assert (lab.step(second, "s").status, lab.step(second, "s").cache_run_id) == ("succeeded", "")


async def test_a_record_of_a_deleted_run_is_passed_over(lab: Any) -> None:
    text = "name: p\ncache: {enable: true}\nentry_points: {s: {docker_env: x, command: echo ran}}"
    first = await lab.run(text)
    del lab.store.rows[first]
    assert lab.log(await lab.run(text)) == ["ran"]


async def test_a_scope_invalidates_and_a_missing_one_fails(lab: Any, folder: Path) -> None:
    text = (
        "name: p\ncache: {enable: true, fs_scope: [{name: heldfs, path: data}]}\n"
        "entry_points: {s: {docker_env: x, command: echo ran}}"
    )
    missing = await lab.run(text, fs_name="heldfs")
    assert lab.step(missing, "s").message.startswith(
        f"check cache for step[p.entry_points.s] with runid[{missing}] failed: ["
    )
    (folder / "data").mkdir()
    (folder / "data" / "file").touch()
    await lab.run(text, fs_name="heldfs")
    assert lab.log(await lab.run(text, fs_name="heldfs")) == []
    os.utime(folder / "data" / "file", (2**31, 2**31))
    assert lab.log(await lab.run(text, fs_name="heldfs")) == ["ran"]


async def test_the_record_is_written_when_the_job_is_submitted(lab: Any) -> None:
    run_id = await lab.run(CACHED, fs_name="heldfs")
    newest, oldest = lab.store.caches
    assert (oldest.step, oldest.run_id, oldest.fs_id, oldest.fs_name) == ("a", run_id, "fs-root-heldfs", "heldfs")
    assert (oldest.expired_time, oldest.strategy, oldest.user) == ("-1", "conservative", "root")
    assert oldest.job_id == lab.step(run_id, "a").job_id
    assert evolve(newest, id="") != evolve(oldest, id="")
