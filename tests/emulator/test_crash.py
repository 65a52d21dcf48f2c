"""A server that is killed, or that cannot write: nothing answered is lost, nothing hangs, nothing stays behind.

`make torture` kills it 200 times (PADDLEFLOW_TORTURE), the suite once.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from paddleflow_emulator.storage.data_folder import hold_data_folder

from ..support.api import FINAL, Api, encoded, wait_for
from ..support.contract import Contract
from ..support.processes import logged_in, server

KILLS = int(os.environ.get("PADDLEFLOW_TORTURE", "1"))
A_ROUND = min(10, KILLS)


# ------------------------------------------------------------------------------------------------------------- killed


@dataclass
class Answered:
    """What the server has answered, over all its lives."""

    pipelines: dict[str, str] = field(default_factory=dict)
    users: set[str] = field(default_factory=set)
    runs: list[str] = field(default_factory=list)
    stopped: set[str] = field(default_factory=set)
    final: dict[str, Any] = field(default_factory=dict)


def pipeline(mark: str, name: str = "crash") -> str:
    """Quick and slow steps, loops, children that leave their session, environment and parents, and a post-process."""
    leaves = (
        f"setsid sh -c 'sleep 3001.{mark} & sleep 3002.{mark}' & (sleep 3003.{mark} &) ; "
        f"env -i setsid sleep 3005.{mark} & sleep 0.0{mark[-1]}; "
    )
    step = {"docker_env": "b"}
    return json.dumps({
        "name": name,
        "parallelism": 4,
        "entry_points": {
            "quick": {**step, "command": "echo {{PF_LOOP_ARGUMENT}}", "loop_argument": [1, 2, 3]},
            "d": {
                "deps": "quick",
                "entry_points": {
                    "leaver": {**step, "command": leaves + "true"},
                    "slow": {**step, "command": leaves + f"sleep 3000.{mark}"},
                    "never": {**step, "deps": "slow", "command": "echo never"},
                },
            },
        },
        "post_process": {"bye": {**step, "command": f"sleep 3004.{mark}"}},
    })  # fmt: skip


def left_of(mark: str) -> list[list[str]]:
    """The command lines of processes with this mark."""
    found = []
    for process in psutil.process_iter():
        try:
            line = process.cmdline()
        except psutil.Error:
            continue
        if any(mark in word for word in line):
            found.append(line)
    return found


def state(run: Mapping[str, Any], *path: str) -> str:
    """A step's state, "" before it has a row."""
    level = run["runtime"]
    for name in path[:-1]:
        level = level.get(name, [{"entryPoints": {}}])[0]["entryPoints"]
    return level.get(path[-1], [{"status": ""}])[0]["status"]


MOMENTS: list[Callable[[Mapping[str, Any]], bool]] = [
    lambda run: True,
    lambda run: state(run, "quick") != "",
    lambda run: state(run, "quick") == "succeeded",
    lambda run: state(run, "d", "leaver") == "running",
    lambda run: state(run, "d", "leaver") == "succeeded",
    lambda run: state(run, "d", "slow") == "init",
    lambda run: state(run, "d", "slow") == "running",
]


def live(api: Api, answered: Answered, chance: random.Random, mark: str) -> None:
    """Use the server until a moment that chance decides."""
    text = encoded(pipeline(mark))
    run_id = api.post("/run", runYamlRaw=text).ok["runID"]
    answered.runs.append(run_id)
    # Once `slow` runs nothing changes any more: every moment comes, or has passed.
    moment = chance.choice(MOMENTS)
    seen = wait_for(lambda: api.run(run_id), lambda run: moment(run) or state(run, "d", "slow") == "running")
    assert seen["status"] == "running"
    for number in range(chance.randrange(6)):
        name = f"made{mark}x{number}"
        match chance.randrange(4):
            case 0:
                answered.pipelines[api.post("/pipeline", yamlRaw=encoded(pipeline(mark, name))).ok["pipelineID"]] = name
            case 1:
                answered.users.add(
                    api.post("/user", username=f"user{len(answered.users)}", password="abc12345").ok["username"]
                )
            case 2:
                answered.runs.append(api.post("/run", runYamlRaw=text).ok["runID"])
            case _ if run_id not in answered.stopped:
                assert (
                    api.put(f"/run/{run_id}", params={"action": "stop"}, stopForce=chance.random() < 0.5).status == 200
                )
                answered.stopped.add(run_id)


def check(api: Api, answered: Answered, mark: str) -> None:
    """After a restart: everything answered is there, every run ended with a reason, no process lives."""
    assert left_of(mark) == []
    pipelines = {row["pipelineID"]: row["name"] for row in api.get("/pipeline", maxKeys=1000).ok["pipelineList"]}
    assert pipelines.items() >= answered.pipelines.items()
    users = {row["name"] for row in api.get("/user", maxKeys=1000).ok["userList"] or ()}
    assert users >= answered.users
    rows = {row["runID"]: row for row in api.get("/run", maxKeys=1000).ok["runList"]}
    assert rows.keys() >= set(answered.runs)
    for run_id in answered.runs:
        if run_id in answered.final:
            assert rows[run_id] == answered.final[run_id]
            continue
        assert rows[run_id]["status"] in ("failed", "terminated"), rows[run_id]
        assert rows[run_id]["runMsg"]
        assert run_id not in answered.stopped or rows[run_id]["status"] == "terminated"
        assert all(
            view["status"] in (*FINAL, "cancelled", "skipped") for view in api.run(run_id)["runtime"].get("quick", ())
        )
        answered.final[run_id] = rows[run_id]


@pytest.mark.parametrize("seed", range(0, KILLS, A_ROUND))
def test_a_server_that_is_killed_loses_nothing_answered_and_leaves_nothing(
    contract: Contract, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - to be the same each time
    data, answered, mark = tmp_path / "data", Answered(), ""
    for life in range(A_ROUND + 1):
        with server(data) as process, logged_in(process, contract) as api:
            if mark:
                check(api, answered, mark)
                assert not list((data / "work").glob("*"))
            if life < A_ROUND:
                mark = f"{os.getpid()}{seed:03}{life:02}{chance.randrange(10**4):04}"
                live(api, answered, chance, mark)
                process.kill()
                process.wait()
                wait_for(lambda: left_of(mark), lambda left: left == [])  # noqa: B023 - it is called at once
                with sqlite3.connect(data / "paddleflow-emulator" / "paddleflow.db") as database:
                    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                database.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, KILLS, A_ROUND))
def test_a_schedule_of_a_killed_server_fires_each_tick_once(contract: Contract, tmp_path: Path, seed: int) -> None:
    """At one a second, it fires while it is killed, too; what was missed meanwhile is made up for."""
    chance = random.Random(seed)  # noqa: S311 - to be the same each time
    made, seen, runs = "", 0, list[dict[str, Any]]()
    lives = A_ROUND // 2
    for life in range(lives + 1):
        with server(tmp_path / "data") as process, logged_in(process, contract) as api:
            if not made:
                quick = json.dumps({"name": "tick", "entry_points": {"a": {"docker_env": "b", "command": "true"}}})
                ppl = api.post("/pipeline", yamlRaw=encoded(quick)).ok
                made = api.post(
                    "/schedule",
                    name="ticks",
                    crontab="@every 1s",
                    **{key: ppl[key] for key in ("pipelineID", "pipelineVersionID")},
                ).ok["scheduleID"]
            runs = wait_for(lambda: fired(api, made), lambda runs: len(runs) > seen)  # noqa: B023 - it is called at once
            for _ in range(chance.randrange(100)):
                runs = fired(api, made)
            seen = len(runs)
            if life == lives:
                api.put(f"/schedule/{made}")
                runs = wait_for(lambda: fired(api, made), lambda runs: all(run["status"] in FINAL for run in runs))  # noqa: B023
            process.kill()
    ticks = [datetime.fromisoformat(run["scheduledTime"]) for run in runs]
    assert len(ticks) > lives
    assert ticks == [ticks[0] + timedelta(seconds=number) for number in range(len(ticks))]
    assert {run["status"] for run in runs} <= {"succeeded", "failed"}


def fired(api: Api, schedule: str) -> list[dict[str, Any]]:
    """The runs of a schedule, in the order of their ticks."""
    runs = [row for row in api.get("/run", maxKeys=1000).ok["runList"] or () if row["scheduleID"] == schedule]
    return sorted(runs, key=lambda run: run["scheduledTime"])


# ------------------------------------------------------------------------------------------------------- cannot write


@pytest.mark.slow
def test_a_full_disk_is_a_clear_error_and_the_server_goes_on_when_there_is_space(
    contract: Contract, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    with server(data) as process, logged_in(process, contract) as api:
        mark = f"{os.getpid()}0777"
        run_id = api.start(pipeline(mark))
        job: dict[str, Any] = {"image": "b", "command": f"sleep 3000.{mark}"}
        made = api.post("/job/single", schedulingPolicy={"queue": "default-queue"}, **job).ok["id"]
        wait_for(lambda: api.get(f"/job/{made}").ok["status"], lambda status: status == "running")
        api.until(run_id, lambda run: state(run, "d", "slow") == "running")
        log = (data / "paddleflow-emulator" / "paddleflow.db-wal").stat().st_size
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (log, resource.RLIM_INFINITY))
        refused = [api.post("/pipeline", yamlRaw=encoded(pipeline(mark, f"n{number}"))) for number in range(3)]
        assert {answer.code for answer in refused} == {"InternalError"}
        assert all("the server cannot use its files: " in answer.body["message"] for answer in refused)
        assert api.run(run_id)["status"] == "running"  # Reading goes on.
        for child in psutil.process_iter():
            if left_of(mark) and any(f"3000.{mark}" in word for word in cmdline(child)):
                child.kill()
        assert process.stderr
        # Only then is there space again: else the run would go on as if nothing had been.
        ends = {"the end of run run-000001 could not be written", made}
        assert any(not (ends := {end for end in ends if end not in line}) for line in process.stderr)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert api.post("/pipeline", yamlRaw=encoded(pipeline(mark, "after"))).status == 201
        assert api.finished(run_id)["runMsg"]
        wait_for(lambda: api.get(f"/job/{made}").ok["status"], lambda status: status == "failed")
        assert left_of(mark) == []


def cmdline(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


@pytest.mark.slow
@pytest.mark.parametrize("what", ["folder", pytest.param("database", marks=pytest.mark.slow)])
def test_a_read_only_folder_is_reported_at_start(tmp_path: Path, what: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    if what == "database":
        with hold_data_folder(data) as folder:
            folder.database.touch(mode=0o444)
    else:
        data.chmod(0o555)
    with server(data, careful=True) as process:
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 1
        assert errors.startswith("paddleflow-emulator cannot start: ")
        assert str(data) in errors
        assert len(errors.splitlines()) == 1


@pytest.mark.slow
def test_a_file_system_that_is_read_only_fails_the_step_with_its_reason(contract: Contract, tmp_path: Path) -> None:
    local, data = tmp_path / "local", tmp_path / "data"
    (local / "fs").mkdir(parents=True)
    (local / "fs").chmod(0o555)
    with (
        server(data, "--local-root", str(local), careful=True) as process,
        logged_in(process, contract) as api,
    ):
        assert api.post("/fs", name="fs", url="local://fs").ok
        text = 'name: x\ndocker_env: b\nentry_points: {a: {command: "true", artifacts: {output: [o]}}}'
        run = api.finished(api.start(text, fsName="fs"))
        assert run["status"] == "failed"
        assert "Permission denied" in run["runtime"]["a"][0]["jobMessage"]
