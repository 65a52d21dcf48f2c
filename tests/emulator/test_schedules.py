"""Schedules: their routes, and that they fire as time goes by; the tests' own time."""
# ruff: noqa: DTZ001 - the wire and the server have no time zones

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ..support.api import FINAL, Api, encoded, long_sleep, pipeline_yaml, sleepers, wait_for
from ..support.cases import with_each
from ..support.clock import HandClock
from .conftest import Serving

BEGIN = datetime(2026, 1, 1)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(BEGIN)


@pytest.fixture
def timed(serving: Serving, clock: HandClock, tmp_path: Path) -> Iterator[Api]:
    """Root, of a server whose time the test makes."""
    with serving(clock=clock, local_root=tmp_path) as api:
        yield api.login()


@pytest.fixture(scope="module")
def alice(root: Api) -> Api:
    return root.add_user("alice")


def pipeline(api: Api, name: str = "demo", command: str = "true") -> str:
    return api.post("/pipeline", yamlRaw=encoded(pipeline_yaml(name, main=command))).ok["pipelineID"]


def stored_yaml(file_system: str) -> str:
    """A pipeline in a file system."""
    options = json.dumps({"main_fs": {"name": file_system}})
    return pipeline_yaml(f"in-{file_system}").replace('"entry_points"', f'"fs_options": {options}, "entry_points"')


def wanted(pipeline_id: str, name: str = "often", **options: Any) -> dict[str, Any]:
    return {"name": name, "pipelineID": pipeline_id, "pipelineVersionID": "1", "crontab": "0 * * * *", **options}


def schedule(api: Api, pipeline_id: str, name: str = "often", **options: Any) -> str:
    return api.post("/schedule", **wanted(pipeline_id, name, **options)).ok["scheduleID"]


def show(api: Api, schedule_id: str, **query: Any) -> dict[str, Any]:
    return api.get(f"/schedule/{schedule_id}", **query).ok


def runs(api: Api, schedule_id: str, count: int, *states: str) -> list[dict[str, Any]]:
    """The schedule's runs, once there are `count` of them, all in one of the states."""
    return wait_for(
        lambda: show(api, schedule_id)["runs"]["runList"],
        lambda seen: len(seen) == count and all(run["status"] in (states or FINAL) for run in seen),
    )


# --------------------------------------------------------------------------------------------------------------- firing


@pytest.mark.slow
def test_a_tick_starts_a_run_with_the_schedules_name(timed: Api, clock: HandClock) -> None:
    ppl = pipeline(timed)
    made = schedule(timed, ppl, desc="every hour")
    assert show(timed, made)["nextRunTime"] == "2026-01-01 01:00:00"
    clock.pass_by(HOUR)
    (run,) = runs(timed, made, 1)
    shown = {key: run[key] for key in ("name", "description", "source", "scheduleID", "scheduledTime", "status")}
    assert shown == {
        "name": "often",
        "description": "every hour",
        "source": f"{ppl}-1",
        "scheduleID": made,
        "scheduledTime": "2026-01-01 01:00:00",
        "status": "succeeded",
    }
    assert show(timed, made)["nextRunTime"] == "2026-01-01 02:00:00"


@pytest.mark.slow
def test_a_seconds_schedule_fires_and_ends(timed: Api, clock: HandClock) -> None:
    made = schedule(timed, pipeline(timed), crontab="@every 10s", endTime="2026-01-01 00:00:35")
    clock.pass_by(HOUR)
    fired = runs(timed, made, 3)
    assert [run["scheduledTime"][-5:] for run in fired] == ["00:10", "00:20", "00:30"]
    assert show(timed, made)["status"] == "success"
    assert timed.put(f"/schedule/{made}").code == "ActionNotAllowed"
    assert timed.delete(f"/schedule/{made}").ok == ""
    assert {run["runID"] for run in timed.get("/run").ok["runList"]} == {run["runID"] for run in fired}


@pytest.mark.slow
def test_nothing_fires_before_the_start_time(timed: Api, clock: HandClock) -> None:
    made = schedule(timed, pipeline(timed), startTime="2026-01-02 00:30:00")
    assert show(timed, made)["nextRunTime"] == "2026-01-02 01:00:00"
    clock.pass_by(25 * HOUR)
    assert [run["scheduledTime"] for run in runs(timed, made, 1)] == ["2026-01-02 01:00:00"]


@pytest.mark.slow
def test_expired_ticks_are_recorded_as_skipped_runs(timed: Api, clock: HandClock) -> None:
    made = schedule(timed, pipeline(timed), expireInterval=60)
    clock.pass_by(2 * HOUR)
    skipped, run = runs(timed, made, 2, "skipped", "succeeded")
    assert (skipped["status"], skipped["activateTime"], run["status"]) == ("skipped", "", "succeeded")
    assert "beyond expire interval[60]" in skipped["runMsg"]
    assert timed.run(skipped["runID"])["runtime"] == {}
    assert [found["runID"] for found in show(timed, made, statusFilter="skipped")["runs"]["runList"]] == [
        skipped["runID"]
    ]
    assert [found["runID"] for found in show(timed, made, runFilter=run["runID"])["runs"]["runList"]] == [run["runID"]]


@pytest.mark.slow
def test_suspend_waits_for_the_end_of_a_run(timed: Api, clock: HandClock) -> None:
    nap = long_sleep()
    made = schedule(timed, pipeline(timed, command=nap), concurrency=1)
    clock.pass_by(2 * HOUR)
    (first,) = runs(timed, made, 1, "running")
    assert show(timed, made)["nextRunTime"] == "2026-01-01 02:00:00"
    timed.put(f"/run/{first['runID']}", params={"action": "stop"})
    _, second = runs(timed, made, 2, "running", "terminated")
    assert second["scheduledTime"] == "2026-01-01 02:00:00"
    assert show(timed, made)["nextRunTime"] == "2026-01-01 03:00:00"


@pytest.mark.slow
def test_skip_leaves_out_what_finds_no_room(timed: Api, clock: HandClock) -> None:
    made = schedule(timed, pipeline(timed, command=long_sleep()), concurrency=1, concurrencyPolicy="skip")
    clock.pass_by(HOUR)
    runs(timed, made, 1, "running")
    clock.pass_by(HOUR)
    _, skipped = runs(timed, made, 2, "running", "skipped")
    assert "concurrency already reach[1] in policy[skip]" in skipped["runMsg"]


def test_replace_stops_the_oldest_run(timed: Api, clock: HandClock) -> None:
    made = schedule(timed, pipeline(timed, command=long_sleep()), concurrency=1, concurrencyPolicy="replace")
    clock.pass_by(HOUR)
    runs(timed, made, 1, "running")
    clock.pass_by(HOUR)
    found = wait_for(
        lambda: [run["status"] for run in show(timed, made)["runs"]["runList"]],
        lambda states: states == ["terminated", "running"],
    )
    assert len(found) == 2


@pytest.mark.slow
def test_a_stopped_schedule_starts_nothing_and_its_runs_go_on(timed: Api, clock: HandClock) -> None:
    made = schedule(timed, pipeline(timed, command=long_sleep()))
    other = schedule(timed, pipeline(timed, "other"), "other")
    clock.pass_by(HOUR)
    (run,) = runs(timed, made, 1, "running")
    assert timed.put(f"/schedule/{made}").ok == ""
    clock.pass_by(HOUR)
    runs(timed, other, 2)
    assert [found["runID"] for found in runs(timed, made, 1, "running")] == [run["runID"]]
    assert show(timed, made)["status"] == "terminated"


def test_a_pipeline_that_cannot_run_any_more_does_not_stop_its_schedule(
    serving: Serving, clock: HandClock, tmp_path: Path
) -> None:
    with serving(tmp_path, clock=clock, local_root=tmp_path) as api:
        root = api.login()
        root.post("/fs", name="store", url="local://store")
        made = schedule(root, root.post("/pipeline", yamlRaw=encoded(stored_yaml("store"))).ok["pipelineID"])
        with closing(
            sqlite3.connect(tmp_path / "paddleflow-emulator" / "paddleflow.db", isolation_level=None)
        ) as database:
            database.execute("DELETE FROM file_systems")
        clock.pass_by(HOUR)
        seen = wait_for(lambda: show(root, made), lambda seen: seen["scheduleMsg"])
        assert seen["scheduleMsg"].startswith("create run failed: ")
        assert (seen["status"], seen["nextRunTime"]) == ("running", "2026-01-01 02:00:00")
        root.post("/fs", name="store", url="local://store")
        clock.pass_by(HOUR)
        assert [run["scheduledTime"] for run in runs(root, made, 1)] == ["2026-01-01 02:00:00"]
        assert show(root, made)["scheduleMsg"] == ""


@pytest.mark.parametrize("catchup", [True, False])
def test_ticks_missed_while_no_server_ran_are_made_up_for(
    serving: Serving, clock: HandClock, tmp_path: Path, catchup: bool
) -> None:
    with serving(tmp_path, clock=clock) as api:
        made = schedule(api.login(), pipeline(api.login()), catchup=catchup)
    clock.pass_by(3 * HOUR)
    with serving(tmp_path, clock=clock) as api:
        root = api.login()
        wait_for(lambda: show(root, made)["nextRunTime"], lambda seen: seen == "2026-01-01 04:00:00")
        assert len(runs(root, made, 3 if catchup else 0)) == (3 if catchup else 0)
        clock.pass_by(HOUR)
        runs(root, made, 4 if catchup else 1)


@pytest.mark.slow
def test_a_restart_neither_loses_nor_doubles_a_tick(serving: Serving, clock: HandClock, tmp_path: Path) -> None:
    nap = long_sleep()
    with serving(tmp_path, clock=clock) as api:
        root = api.login()
        made = schedule(root, pipeline(root, command=nap))
        clock.pass_by(2 * HOUR)
        runs(root, made, 2, "running")
    assert sleepers(nap) == []
    with serving(tmp_path, clock=clock) as api:
        root = api.login()
        clock.pass_by(HOUR)
        found = runs(root, made, 3, "running", *FINAL)
        assert [run["scheduledTime"] for run in found] == [f"2026-01-01 0{hour}:00:00" for hour in (1, 2, 3)]


def test_schedules_fire_again_when_they_could_not_be_read_for_a_while(
    serving: Serving, clock: HandClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(tmp_path, clock=clock) as api:
        root = api.login()
        made = schedule(root, pipeline(root))
        with closing(sqlite3.connect(next(tmp_path.glob("*/*.db")), isolation_level=None)) as database:
            database.execute("UPDATE schedules SET fs_names = '{'")
            clock.pass_by(HOUR)
            wait_for(lambda: caplog.text, lambda text: "schedules cannot be read" in text)
            database.execute("UPDATE schedules SET fs_names = '[]'")
        runs(root, made, 1)


@pytest.mark.slow
def test_many_missed_ticks_are_handled_in_portions(serving: Serving, clock: HandClock, tmp_path: Path) -> None:
    with serving(tmp_path, clock=clock) as api:
        root = api.login()
        made = schedule(root, pipeline(root), crontab="@every 1m", expireInterval=60)
        clock.pass_by(10 * HOUR)
        wait_for(lambda: show(root, made)["nextRunTime"], lambda seen: seen == "2026-01-01 10:01:00")
        listed = show(root, made, maxKeys=1000, statusFilter="skipped")["runs"]
        assert (len(listed["runList"]), listed["isTruncated"]) == (598, False)


# --------------------------------------------------------------------------------------------------------------- routes


@with_each(
    "change, code",
    [
        ({"name": "a"}, "InvalidNamePattern"),
        ({"name": "with-dash"}, "InvalidNamePattern"),
        ({"name": "a" * 51}, "InvalidNamePattern"),
        ({"name": "newline\n"}, "InvalidNamePattern"),
        ({"desc": "ü" * 129}, "InvalidArguments"),
        ({"concurrency": -1}, "InvalidArguments"),
        ({"concurrency": 2**63}, "InvalidArguments"),
        ({"expireInterval": -1}, "InvalidArguments"),
        ({"concurrencyPolicy": "hope"}, "InvalidArguments"),
        ({"crontab": "* * *"}, "InvalidArguments"),
        ({"crontab": ""}, "InvalidArguments"),
        ({"crontab": "@every 1h", "startTime": "9999-12-31 23:30:00"}, "InvalidArguments"),
        ({"startTime": "2001-01-01 00:00:00"}, "InvalidArguments"),
        ({"endTime": "2001-01-01 00:00:00"}, "InvalidArguments"),
        ({"startTime": "tomorrow"}, "InvalidArguments"),
        ({"startTime": "2090-01-02 00:00:00", "endTime": "2090-01-01 00:00:00"}, "InvalidArguments"),
        ({"pipelineVersionID": ""}, "PipelineNotFound"),
        ({"pipelineVersionID": "2"}, "PipelineNotFound"),
        ({"pipelineID": "ppl-000099"}, "PipelineNotFound"),
        ({"pipelineID": 1}, "InvalidHTTPRequest"),
        ({"name": "a", "concurrencyPolicy": "hope"}, "InvalidNamePattern"),
        ({"concurrencyPolicy": "hope", "pipelineVersionID": "2"}, "InvalidArguments"),
        ({"pipelineVersionID": "2", "crontab": "", "startTime": "tomorrow"}, "PipelineNotFound"),
        ({"concurrency": "1"}, "InvalidHTTPRequest"),
    ],
)
def test_invalid_schedules_are_refused(root: Api, change: dict[str, Any], code: str) -> None:
    ppl = root.get("/pipeline", nameFilter="refused").ok["pipelineList"]
    pipeline_id = ppl[0]["pipelineID"] if ppl else pipeline(root, "refused")
    assert root.post("/schedule", **{**wanted(pipeline_id), **change}).code == code


def test_left_out_options_have_the_real_servers_defaults(root: Api) -> None:
    made = schedule(root, pipeline(root, "defaults"), "defaults", crontab="@yearly")
    assert show(root, made)["options"] == {
        "catchup": True,
        "expireInterval": 0,
        "concurrency": 0,
        "concurrencyPolicy": "suspend",
    }


def test_a_missing_file_system_is_an_invalid_argument(root: Api, alice: Api) -> None:
    root.post("/fs", name="needed", url="local://needed")
    ppl = root.post("/pipeline", yamlRaw=encoded(stored_yaml("needed"))).ok["pipelineID"]
    assert root.post("/schedule", **wanted(ppl, "needs", username="alice")).code == "InvalidArguments"
    made = schedule(root, ppl, "needs", username="root")
    assert show(root, made)["fsConfig"] == {"username": "root"}
    assert root.delete("/fs/needed").code == "ActionNotAllowed"
    root.put(f"/schedule/{made}")
    assert root.delete("/fs/needed").ok == ""


def test_others_see_and_touch_their_own_schedules_only(root: Api, alice: Api) -> None:
    theirs = schedule(root, pipeline(root, "theirs"), "same_name")
    mine = schedule(alice, pipeline(alice, "mine"), "same_name")
    assert [row["scheduleID"] for row in alice.get("/schedule").ok["scheduleList"]] == [mine]
    assert alice.get("/schedule", userFilter="alice").code == "AccessDenied"
    assert alice.get(f"/schedule/{theirs}").code == "AccessDenied"
    assert alice.put(f"/schedule/{theirs}").code == "AccessDenied"
    assert alice.delete(f"/schedule/{theirs}").code == "ScheduleNotFound"
    other = root.get(f"/schedule/{theirs}").ok["pipelineID"]
    assert alice.post("/schedule", **wanted(other, "stolen")).code == "AccessDenied"


def test_lists_are_filtered_and_paged_exactly(root: Api) -> None:
    first, second = pipeline(root, "page1"), pipeline(root, "page2")
    made = [schedule(root, ppl, f"page_{number}") for number, ppl in enumerate([first, second, first])]
    filters = (
        ({"pplFilter": f"{first}, {second}"}, made),
        ({"pplFilter": second, "pplVersionFilter": "1"}, [made[1]]),
        ({"pplFilter": second, "pplVersionFilter": "2"}, []),
        ({"scheduleFilter": f"{made[0]},schedule-1,nothing"}, [made[0]]),
        ({"nameFilter": "page_2 , page_0"}, [made[0], made[2]]),
        ({"userFilter": "root", "nameFilter": "page_1", "statusFilter": "running"}, [made[1]]),
        ({"nameFilter": "page_1", "statusFilter": "success"}, []),
    )
    for query, expected in filters:
        assert [row["scheduleID"] for row in root.get("/schedule", **query).ok["scheduleList"]] == expected
    page = root.get("/schedule", pplFilter=first, maxKeys=1).ok
    assert page["isTruncated"]
    rest = root.get("/schedule", pplFilter=first, maxKeys=1, marker=page["nextMarker"]).ok
    assert ([row["scheduleID"] for row in rest["scheduleList"]], rest["isTruncated"]) == ([made[2]], False)


def test_a_pipeline_used_by_a_running_schedule_cannot_be_deleted(root: Api) -> None:
    ppl = pipeline(root, "used")
    root.post(f"/pipeline/{ppl}", yamlRaw=encoded(pipeline_yaml("used")))
    made = schedule(root, ppl, "user_of_it")
    assert root.delete(f"/pipeline/{ppl}").code == "ActionNotAllowed"
    assert root.delete(f"/pipeline/{ppl}/1").code == "ActionNotAllowed"
    assert root.delete(f"/pipeline/{ppl}/2").ok == ""
    root.put(f"/schedule/{made}")
    assert root.delete(f"/pipeline/{ppl}").ok == ""


def test_a_deleted_schedules_name_is_free_again(root: Api) -> None:
    ppl = pipeline(root, "names")
    made = schedule(root, ppl, "again")
    assert root.post("/schedule", **wanted(ppl, "again")).code == "DuplicatedName"
    assert root.delete(f"/schedule/{made}").code == "ActionNotAllowed"
    root.put(f"/schedule/{made}")
    root.delete(f"/schedule/{made}")
    assert schedule(root, ppl, "again") > made
