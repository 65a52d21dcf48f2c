"""Schedules: created, listed, fired, stopped, deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from paddleflow_emulator import serve

from ..support.api import ROOT_PASSWORD, wait_for
from ..support.clock import HandClock
from .any_client import User, refusal
from .names import LONGEST, ended, pipeline, printed, unique

RARELY = "0 0 1 1 *"
Made = dict[str, str]


@pytest.fixture
def made(root: User) -> Iterator[Made]:
    """A pipeline, as the result of `create_pipeline`."""
    created = root.create_pipeline(yaml_raw=pipeline(unique("scheduled"))).unwrap()
    yield created
    root.delete_pipeline(created["pplID"]).unwrap()


def removed(root: User, schedule_id: str) -> None:
    """Stop and delete a schedule."""
    root.stop_schedule(schedule_id).unwrap()
    root.delete_schedule(schedule_id).unwrap()


def test_a_schedule_is_created_shown_listed_stopped_and_deleted(root: User, made: Made) -> None:
    name = unique("schedule")
    ret, schedule_id = root.create_schedule(
        name,
        made["pplID"],
        made["pplVerID"],
        "* */3 * * *",
        desc="每三小时",
        start_time="2090-01-01 00-00-00",
        end_time=datetime(2091, 1, 1),  # noqa: DTZ001 - the server's zone
        concurrency=2,
        concurrency_policy="skip",
        expire_interval=60,
        catchup=False,
    )
    assert ret
    detail = root.show_schedule(schedule_id).unwrap()
    shown = detail["scheduleInfo"]
    assert (shown.schedule_id, shown.name, shown.desc, shown.pipeline_id, shown.pipeline_version_id) == (
        schedule_id,
        name,
        "每三小时",
        made["pplID"],
        made["pplVerID"],
    )
    assert (shown.crontab, shown.username, shown.status) == ("* */3 * * *", root.name, "running")
    assert (shown.start_time, shown.end_time) == ("2090-01-01 00:00:00", "2091-01-01 00:00:00")
    assert shown.options == {
        "catchup": False,
        "expireInterval": 60,
        "concurrency": 2,
        "concurrencyPolicy": "skip",
    }
    assert (detail["runList"], detail["nextMarker"]) == ([], None)
    (row,) = root.list_schedule(name_filter=name).unwrap()["scheduleList"]
    assert row == shown
    assert refusal(root.delete_schedule(schedule_id)) == "ActionNotAllowed"
    assert root.stop_schedule(schedule_id) == (True, None)
    assert refusal(root.stop_schedule(schedule_id)) == "ActionNotAllowed"
    assert root.wait_for_schedule(schedule_id, timeout=LONGEST).unwrap().status == "terminated"
    assert root.delete_schedule(schedule_id) == (True, None)
    assert refusal(root.show_schedule(schedule_id)) == "ScheduleNotFound"


def test_schedules_are_filtered_and_come_page_by_page(root: User, made: Made) -> None:
    names = [unique("schedule") for _ in range(3)]
    ids = [root.create_schedule(name, made["pplID"], made["pplVerID"], RARELY).unwrap() for name in names]
    page = root.list_schedule(ppl_filter=made["pplID"], max_keys="2").unwrap()
    rest = root.list_schedule(ppl_filter=made["pplID"], max_keys="2", marker=page["nextMarker"]).unwrap()
    assert [row.schedule_id for row in [*page["scheduleList"], *rest["scheduleList"]]] == ids
    assert [row.schedule_id for row in root.iter_schedules(ppl_filter=made["pplID"], max_keys=1)] == ids
    root.stop_schedule(ids[0]).unwrap()

    def found(**filters: str) -> list[str]:
        rows = root.list_schedule(ppl_filter=made["pplID"], **filters).unwrap()["scheduleList"]
        return [row.schedule_id for row in rows]

    assert found(status_filter="terminated") == ids[:1]
    assert found(schedule_filter=f"{ids[0]},{ids[2]}") == [ids[0], ids[2]]
    assert found(user_filter="ghost") == []
    assert found(ppl_version_filter="1") == ids
    root.delete_schedule(ids[0]).unwrap()
    for schedule_id in ids[1:]:
        removed(root, schedule_id)


def test_a_schedule_is_checked_when_it_is_created(root: User, made: Made) -> None:
    where = (made["pplID"], made["pplVerID"])
    assert refusal(root.create_schedule(unique("s"), *where, "every day")) == "InvalidArguments"
    assert refusal(root.create_schedule("with blanks", *where, RARELY)) == "InvalidNamePattern"
    assert refusal(root.create_schedule(unique("s"), made["pplID"], "9", RARELY)) == "PipelineNotFound"
    past = root.create_schedule(unique("s"), *where, RARELY, end_time="2001-01-01 00:00:00")
    assert refusal(past) == "InvalidArguments"


def test_a_pipeline_with_a_schedule_is_kept(root: User, made: Made) -> None:
    schedule_id = root.create_schedule(unique("schedule"), made["pplID"], made["pplVerID"], RARELY).unwrap()
    ret, message = root.delete_pipeline(made["pplID"])
    assert (ret, message.code) == (False, "ActionNotAllowed")
    assert "there are running schedules" in message
    removed(root, schedule_id)


def test_users_see_their_own_schedules_only(root: User, alice: User, made: Made) -> None:
    schedule_id = root.create_schedule(unique("schedule"), made["pplID"], made["pplVerID"], RARELY).unwrap()
    assert list(alice.iter_schedules()) == []
    assert refusal(alice.list_schedule(user_filter="root")) == "AccessDenied"
    assert refusal(alice.show_schedule(schedule_id)) == "AccessDenied"
    assert refusal(alice.stop_schedule(schedule_id)) == "AccessDenied"
    assert refusal(alice.create_schedule(unique("s"), made["pplID"], made["pplVerID"], RARELY)) == "AccessDenied"
    removed(root, schedule_id)


def test_a_schedule_ends_by_itself_and_can_be_waited_for(root: User, made: Made) -> None:
    seen: list[str] = []
    soon = datetime.now() + timedelta(seconds=2)  # noqa: DTZ005 - the server's zone
    schedule_id = root.create_schedule(
        unique("schedule"), made["pplID"], made["pplVerID"], RARELY, end_time=soon
    ).unwrap()
    done = root.wait_for_schedule(
        schedule_id, timeout=LONGEST, interval=0.2, callback=lambda schedule: seen.append(schedule.status)
    ).unwrap()
    assert (done.status, seen[-1]) == ("success", "success")
    root.delete_schedule(schedule_id).unwrap()


@contextmanager
def in_2030(any_clients: User, data: Path) -> Iterator[tuple[User, HandClock]]:
    """Root of a server of its own, and that server's clock."""
    clock = HandClock(datetime(2030, 1, 1, 0, 0, 30))  # noqa: DTZ001 - the server's zone
    with serve(data, clock=clock, password=ROOT_PASSWORD) as address:
        root = any_clients.new(address, "root", ROOT_PASSWORD)
        root.login().unwrap()
        yield root, clock
        root.finish()


@pytest.mark.embedded("the clock of the server is set")
def test_a_schedule_starts_a_run_at_each_of_its_times(any_clients: User, tmp_path: Path) -> None:
    with in_2030(any_clients, tmp_path) as (root, clock):
        made = root.create_pipeline(yaml_raw=pipeline(unique("scheduled"), "echo on time")).unwrap()
        schedule_id = root.create_schedule(unique("schedule"), made["pplID"], made["pplVerID"], "* * * * *").unwrap()
        clock.moment += timedelta(minutes=3)

        def runs() -> list[str]:
            return [run.run_id for run in root.iter_schedule_runs(schedule_id, max_keys=2)]

        ids = wait_for(runs, lambda seen: len(seen) == 3)
        done = [ended(root, run_id) for run_id in ids]
        assert [(run.status, run.schedule_id) for run in done] == [("succeeded", schedule_id)] * 3
        assert printed(root, ids[0]) == "on time\n"
        listed = root.list_run(run_id=",".join(ids)).unwrap()["runList"]
        assert [row.scheduled_time for row in listed] == [f"2030-01-01 00:0{minute}:00" for minute in (1, 2, 3)]
        detail = root.show_schedule(schedule_id, status_filter="succeeded", run_filter=ids[1]).unwrap()
        assert [run.run_id for run in detail["runList"]] == [ids[1]]
        assert detail["scheduleInfo"].next_run_time == "2030-01-01 00:04:00"
        root.stop_schedule(schedule_id).unwrap()
        clock.moment += timedelta(minutes=3)
        assert root.show_schedule(schedule_id).unwrap()["scheduleInfo"].status == "terminated"
        assert len(runs()) == 3
