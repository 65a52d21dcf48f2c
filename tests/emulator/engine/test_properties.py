"""Properties of every DAG, for all failures and stops: with simulated processes and a simulated clock."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import define, field
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paddleflow.pipeline._rules.reader import read_pipeline
from paddleflow_emulator.engine.check import check
from paddleflow_emulator.engine.interface import FileSystem, JobSpec, Placement, RunRequest
from paddleflow_emulator.engine.records import FINAL, Dag, Record, Step
from paddleflow_emulator.engine.runtime.engine import Engine
from paddleflow_emulator.engine.workflow import RunOptions


@define
class VirtualClock:
    time: datetime = datetime(2026, 1, 1)  # noqa: DTZ001 - local time

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


@define(eq=False)
class VirtualProcess:
    launcher: "VirtualLauncher"
    job: JobSpec
    identity: str = "virtual"
    pid: int = 0
    code: asyncio.Future[int] = field(factory=lambda: asyncio.get_running_loop().create_future())

    async def wait(self) -> int:
        return await asyncio.shield(self.code)

    async def end(self, grace: float) -> None:
        self.finish(-15)

    def finish(self, code: int) -> None:
        if not self.code.done():
            self.code.set_result(code)
            self.launcher.running.remove(self)


@define
class VirtualLauncher:
    """Ends processes on demand only; the exit code is the command's number."""

    running: list[VirtualProcess] = field(factory=list)
    started: list[str] = field(factory=list)
    most: int = 0

    def remark(self, image: str) -> str:
        return ""

    async def start(self, job: JobSpec) -> VirtualProcess:
        process = VirtualProcess(self, job)
        self.running.append(process)
        self.started.append(job.name)
        self.most = max(self.most, len(self.running))
        return process

    async def end_leftovers(self, jobs: Any) -> None:
        assert self.running == []

    async def close(self) -> None:
        assert self.running == []


class Anywhere:
    def place(self, queue: str, flavour: str) -> Placement:
        return Placement("q")

    def find(self, owner: str, name: str) -> FileSystem | None:
        return None


Tree = dict[str, Any]


@st.composite
def levels(draw: st.DrawFn, depth: int = 2) -> Tree:
    """The components of one level: each depends on some of those before it."""
    level: Tree = {}
    for index in range(draw(st.integers(1, 4))):
        deps = draw(st.lists(st.sampled_from([*level]), unique=True)) if level else []
        component: Tree = {"deps": ",".join(deps)}
        if draw(st.integers(0, 3)) == 0:
            component["loop_argument"] = list(range(draw(st.integers(1, 3))))
        if draw(st.integers(0, 7)) == 0:
            component["condition"] = "1 > 2"
        if depth and draw(st.integers(0, 3)) == 0:
            component["entry_points"] = draw(levels(depth - 1))
        else:
            component |= {"docker_env": "x", "command": draw(st.sampled_from(["0", "0", "0", "0", "1"]))}
        level[f"c{index}"] = component
    return level


pipelines = st.builds(
    lambda level, parallelism, strategy, post: {
        "name": "p",
        "entry_points": level,
        "parallelism": parallelism,
        "failure_options": {"strategy": strategy},
        **({"post_process": {"z": {"docker_env": "x", "command": post}}} if post else {}),
    },
    levels(),
    st.integers(1, 4),
    st.sampled_from(["fail_fast", "continue"]),
    st.sampled_from(["", "0", "1"]),
)


@define
class Outcome:
    tree: Tree
    launcher: VirtualLauncher
    store: Any
    run_id: str = "run-000001"

    @property
    def status(self) -> str:
        return str(self.store.runs[self.run_id]["status"])

    @property
    def records(self) -> list[Record]:
        return list(self.store.records(self.run_id))


async def settle() -> None:
    """Let the engine do all that it can do without a process ending."""
    for _ in range(12):
        await asyncio.sleep(0)
    await asyncio.sleep(0.0005)  # the clean-up of a job's folder takes a thread
    for _ in range(12):
        await asyncio.sleep(0)


def run(tree: Tree, order: list[int], store: Any, stop_after: int, force: bool, folder: Path) -> Outcome:
    async def main() -> Outcome:
        launcher = VirtualLauncher()
        engine = Engine(store, Anywhere(), Anywhere(), folder, launcher=launcher, clock=VirtualClock())
        outcome = Outcome(tree, launcher, store)
        workflow = check(read_pipeline(tree), RunOptions("root"), Anywhere())
        engine.submit(RunRequest(outcome.run_id, workflow, "source", "root"))
        turn = 0
        while engine.is_active(outcome.run_id):
            await settle()
            if turn == stop_after and engine.is_active(outcome.run_id):
                engine.stop(outcome.run_id, force=force)
            elif launcher.running:
                process = launcher.running[order[turn % len(order)] % len(launcher.running)]
                process.finish(int(process.job.command))
            turn += 1
            assert turn < 5000, "the run hangs"
        return outcome

    return asyncio.run(main())


def check_outcome(outcome: Outcome, stopped: bool) -> None:
    records = outcome.records
    assert outcome.status in ("succeeded", "failed", "terminated")
    assert outcome.launcher.running == []
    assert all(record.status in FINAL for record in records)
    assert outcome.launcher.most <= outcome.tree["parallelism"]
    jobs = [record.job_id for record in records if isinstance(record, Step) and record.job_id]
    assert len(jobs) == len(set(jobs)) == len(outcome.launcher.started)
    check_order(outcome)
    states = Counter(record.status for record in records)
    if states["failed"]:
        assert outcome.status == "failed"
    elif not stopped:
        assert outcome.status == "succeeded"
    if outcome.status == "succeeded":
        assert not {"failed", "cancelled", "terminated"} & set(states)
    ended = [record for record in records if isinstance(record, Step) and record.post]
    if "post_process" in outcome.tree:
        assert len(ended) == 1
    check_rows(outcome.tree["entry_points"], records, "entry_points")


def check_order(outcome: Outcome) -> None:
    """Nothing begins before everything it depends on is done."""
    done: dict[str, str] = {}
    for key, status in outcome.store.history:
        if status in ("init", "running") and key not in done and key.startswith("entry_points"):
            for dep in deps_of(outcome.tree, key):
                states = [state for other, state in done.items() if other.rpartition("#")[0] == dep]
                assert states, (key, dep)
                assert all(state in ("succeeded", "skipped") for state in states), (key, dep)
        done[key] = status


def deps_of(tree: Tree, key: str) -> list[str]:
    level, prefix = tree["entry_points"], "entry_points"
    path = [part.partition("#")[0] for part in key.split("/")[1:]]
    raw = key.split("/")[1:]
    for name, part in zip(path[:-1], raw[:-1], strict=True):
        level, prefix = level[name]["entry_points"], f"{prefix}/{part}"
    return [f"{prefix}/{dep}" for dep in level[path[-1]]["deps"].split(",") if dep]


def check_rows(level: Tree, records: list[Record], prefix: str) -> None:
    """Every component has a row for each copy, below every DAG that began."""
    for name, component in level.items():
        rows = [record for record in records if record.key.rpartition("#")[0] == f"{prefix}/{name}"]
        assert len(rows) == len(component.get("loop_argument", [0])), (prefix, name)
        for row in rows:
            if isinstance(row, Dag) and row.start_time and row.status not in ("skipped", "cancelled"):
                check_rows(component["entry_points"], records, row.key)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=pipelines, order=st.lists(st.integers(0, 9), min_size=1, max_size=8))
def test_every_run_ends_in_order_within_its_bounds(
    tree: Tree, order: list[int], tmp_path: Path, new_store: Any
) -> None:
    check_outcome(run(tree, order, new_store(), -1, False, tmp_path), stopped=False)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tree=pipelines,
    order=st.lists(st.integers(0, 9), min_size=1, max_size=8),
    stop_after=st.integers(0, 6),
    force=st.booleans(),
)
def test_a_stopped_run_ends_too(
    tree: Tree, order: list[int], stop_after: int, force: bool, tmp_path: Path, new_store: Any
) -> None:
    check_outcome(run(tree, order, new_store(), stop_after, force, tmp_path), stopped=True)


@given(tree=pipelines)
def test_a_checked_pipeline_is_the_same_after_a_round_trip(tree: Tree) -> None:
    workflow = check(read_pipeline(tree), RunOptions("root"), Anywhere())
    again = check(read_pipeline(yaml.safe_load(yaml.safe_dump(tree))), RunOptions("root"), Anywhere())
    assert again == workflow
