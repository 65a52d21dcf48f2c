"""Waiting for a run, watching it, and following what it prints while it does."""

import pytest

from paddleflow import RunInfo
from paddleflow.errors import NotFound

from ..support.api import long_sleep
from .any_client import User, refusal
from .names import ended, pipeline, run, unique, workflow

SLOWLY = workflow(
    "slowly",
    {
        "first": {"command": "echo one; sleep 0.4; echo two"},
        "second": {"command": "echo three", "deps": "first"},
    },
)


def test_waiting_for_a_run_reports_each_new_status(root: User) -> None:
    seen: list[RunInfo] = []
    run_id = root.create_run(run_yaml_raw=SLOWLY).unwrap()
    done = root.wait_for_run(run_id, timeout=30, interval=0.1, callback=seen.append).unwrap()
    assert done.status == "succeeded"
    assert [each.run_id for each in seen] == [run_id] * len(seen)
    statuses = [each.status for each in seen]
    assert statuses[-1] == "succeeded"
    assert len(statuses) == len(set(statuses))


def test_a_wait_ends_in_time_and_the_run_goes_on(root: User) -> None:
    run_id = root.create_run(run_yaml_raw=pipeline(command=long_sleep())).unwrap()
    ret, message = root.wait_for_run(run_id, timeout=0.3, interval=0.1)
    assert (ret, message.code) == (False, "Timeout")
    assert "goes on" in message
    root.stop_run(run_id).unwrap()
    assert ended(root, run_id).status == "terminated"


def test_every_change_of_a_run_and_its_steps_is_seen_in_order(root: User) -> None:
    run_id = root.create_run(run_yaml_raw=SLOWLY).unwrap()
    changes = list(root.watch_run(run_id, interval=0.1))
    assert {change.run_id for change in changes} == {run_id}
    last = {change.name: change.status for change in changes}
    assert last == {"first": "succeeded", "second": "succeeded", "": "succeeded"}
    first_done = next(i for i, change in enumerate(changes) if (change.name, change.status) == ("first", "succeeded"))
    second_done = next(i for i, change in enumerate(changes) if (change.name, change.status) == ("second", "succeeded"))
    assert first_done < second_done
    for name in last:
        states = [(change.before, change.status) for change in changes if change.name == name]
        assert [before for before, _ in states] == [None, *(status for _, status in states[:-1])]


def test_the_lines_of_a_run_are_followed_while_it_writes_them(root: User) -> None:
    run_id = root.create_run(run_yaml_raw=SLOWLY).unwrap()
    lines = list(root.follow_log(run_id, interval=0.1))
    assert [line.text for line in lines] == ["one", "two", "three"]
    only = list(root.follow_log(run_id, lines[-1].jobid))
    assert [(line.text, line.step_name) for line in only] == [("three", "second")]


def test_a_long_log_is_followed_over_its_pages(root: User) -> None:
    done = run(root, pipeline(command="seq 1 250"))
    lines = [line.text for line in root.follow_log(done.run_id)]
    assert lines == [str(number) for number in range(1, 251)]


def test_following_an_unknown_run_fails(root: User) -> None:
    ghost = unique("run-")
    assert refusal(root.wait_for_run(ghost)) == "RunNotFound"
    assert refusal(root.wait_for_job(ghost)) == "JobNotFound"
    assert refusal(root.wait_for_schedule(ghost)) == "ScheduleNotFound"
    for stream in (root.watch_run(ghost), root.follow_log(ghost)):
        with pytest.raises(NotFound) as caught:
            next(stream)
        assert caught.value.code == "RunNotFound"
