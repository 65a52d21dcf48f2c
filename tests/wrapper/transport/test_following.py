"""Watching a run and following its log: on answers made for it, and on the embedded server."""

import json as _json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paddleflow import InvalidArgument, InvalidResponse, NotFound, PaddleFlowSDKException
from paddleflow_api.api.run import show_run
from paddleflow_api.models import ErrorResponse
from paddleflow_api.models import Run as RawRun
from paddleflow_emulator import serve

from ...support.any_client import AnyClient, mostly_blocking, taken
from ...support.cases import with_each
from ...support.clock import Clock
from ...support.recorded_server import Answer, Request, Server, json, recorded


def workflow(**commands: str) -> bytes:
    """A pipeline of steps one after the other. JSON is YAML."""
    names = list(commands)
    steps = {
        name: {"command": command, **({"deps": names[place - 1]} if place else {})}
        for place, (name, command) in enumerate(commands.items())
    }
    return _json.dumps({"name": "demo", "docker_env": "busybox:1", "entry_points": steps}).encode()


# Answers made for it.


class Writing:
    """A server with a run of one job, whose log changes with each poll; the job ends with the last."""

    def __init__(self, server: Server, *logs: str, page: int = 100) -> None:
        self.logs, self.page, self.look = logs, page, -1
        self.asked: list[int] = []
        server.respond = self.respond

    def respond(self, request: Request) -> Answer:
        if request.path.startswith("/log"):
            number = int(request.query["pageNo"])
            self.asked.append(number)
            lines = self.logs[min(self.look, len(self.logs) - 1)].splitlines(keepends=True)
            shown, more = lines[(number - 1) * self.page : number * self.page], len(lines) > number * self.page
            content = {"logContent": "".join(shown), "hasNextPage": more, "truncated": False, "pageSize": 100}
            task = {"taskID": "task-1", "hasNextPage": more, "logInfo": content}
            return json({"runID": "run-1", "submitLog": "", "runLog": [{"jobID": "job-1", "taskList": [task]}]})
        self.look += 1
        status = "succeeded" if self.look >= len(self.logs) - 1 else "running"
        step = {"jobID": "job-1", "name": "run-1.main", "type": "step", "stepName": "main", "status": status}
        return json(
            {**recorded("show run succeeded").json, "status": status, "runtime": {"main": [step]}, "postProcess": {}}
        )


def lines_of(any_client: AnyClient, **settings: Any) -> list[str]:
    Clock(stands_still=True).in_(any_client.client)
    return [line.text for line in taken(any_client, any_client.follow_log("run-1", **settings))]


def test_partial_lines_are_buffered(any_client: AnyClient, server: Server) -> None:
    Writing(server, "", "on", "one\ntw", "one\ntwo\n", "one\ntwo\nlast without end")
    assert lines_of(any_client) == ["one", "two", "last without end"]


ODD_STEP: dict[str, Any] = {"jobID": "job-1", "name": "run-1.main", "type": "step", "stepName": "main", "status": "a"}
ODD_RUNS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a state that is a dict": ({"status": {"a": 1}}, ["wait_for_run", "watch_run", "follow_log"]),
    "a state of a step that is a list": (
        {"runtime": {"main": [ODD_STEP | {"status": [1]}]}},
        ["watch_run", "follow_log"],
    ),
    "a name that is a number": ({"runtime": {"main": [ODD_STEP | {"name": 1}]}}, ["watch_run", "follow_log"]),
    "a job id that is a dict": ({"runtime": {"main": [ODD_STEP | {"jobID": {"a": 1}}]}}, ["follow_log"]),
}


@mostly_blocking
@with_each("name", ODD_RUNS)
def test_a_run_of_another_shape_is_an_invalid_response(any_client: AnyClient, server: Server, name: str) -> None:
    changes, methods = ODD_RUNS[name]
    server.respond = lambda _: json(recorded("show run succeeded").json | changes)
    for method in methods:
        result = getattr(any_client, method)("run-1")
        with pytest.raises(InvalidResponse, match="does not have the documented shape"):
            result.unwrap() if method == "wait_for_run" else taken(any_client, result)


@mostly_blocking
@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ({"tail_lines": 1}, ["two", "three", "four"]),
        ({"tail_lines": 0}, ["three", "four"]),
        ({"tail_lines": 9}, ["one", "two", "three", "four"]),
        ({"follow": False}, ["one", "two"]),
        ({"follow": False, "tail_lines": 1}, ["two"]),
    ],
)
def test_the_last_lines_of_what_is_written_and_then_what_comes(
    any_client: AnyClient, server: Server, options: dict[str, Any], lines: list[str]
) -> None:
    Writing(server, "one\ntwo\n", "one\ntwo\nthree\n", "one\ntwo\nthree\nfour\n")
    assert lines_of(any_client, **options) == lines


def test_a_jobid_of_another_type_is_refused_though_it_is_empty(any_client: AnyClient, server: Server) -> None:
    server.answer("show run unknown")
    with pytest.raises(InvalidArgument, match="jobid must be a string, not int"):
        taken(any_client, any_client.follow_log("run-1", jobid=0))


@pytest.mark.parametrize("wrong", [-1, True, 1.5])
def test_lines_must_be_an_integer(any_client: AnyClient, wrong: Any) -> None:
    with pytest.raises(InvalidArgument, match="tail_lines must be an integer of at least 0"):
        lines_of(any_client, tail_lines=wrong)


def test_more_lines_than_a_page_has(any_client: AnyClient, server: Server) -> None:
    numbers = [str(number) for number in range(250)]
    writing = Writing(server, "\n".join(numbers[:99]), "\n".join(numbers[:101]) + "\n", "\n".join(numbers) + "\n")
    assert lines_of(any_client) == numbers
    assert writing.asked == [1, 1, 2, 2, 3]  # a page that is full and read is not asked for again


@pytest.mark.parametrize("count", [99, 100, 101, 200])
def test_exactly_full_pages_are_followed(any_client: AnyClient, server: Server, count: int) -> None:
    lines = [str(number) for number in range(count)]
    Writing(server, *["".join(f"{line}\n" for line in lines[:end]) for end in range(count + 1)][-5:])
    assert lines_of(any_client) == lines


def test_empty_lines_are_lines(any_client: AnyClient, server: Server) -> None:
    Writing(server, "\n\na\n", "\n\na\n\n\nb\n")
    assert lines_of(any_client) == ["", "", "a", "", "", "b"]


def test_nothing_is_written(any_client: AnyClient, server: Server) -> None:
    Writing(server, "", "")
    assert lines_of(any_client) == []


def test_only_the_given_job_is_followed(any_client: AnyClient, server: Server) -> None:
    Writing(server, "a\n", "a\nb\n")
    assert lines_of(any_client, jobid="job-2") == []


def test_pauses_are_short_while_lines_come_and_grow_when_none_do(any_client: AnyClient, server: Server) -> None:
    Writing(server, "", "", "", "a\n", "a\n", "a\n")
    clock = Clock(stands_still=True).in_(any_client.client)
    taken(any_client, any_client.follow_log("run-1", interval=10))
    assert clock.pauses == pytest.approx([0.1, 0.15, 0.225, 0.1, 0.15])


@pytest.mark.parametrize("method", ["watch_run", "follow_log"])
def test_following_an_unknown_run_raises_on_iteration(any_client: AnyClient, server: Server, method: str) -> None:
    server.answer("show run unknown")
    with pytest.raises(NotFound):
        taken(any_client, getattr(any_client, method)("run-999999"))
    for given in ({"interval": 0}, {"interval": "x"}):
        with pytest.raises(InvalidArgument, match="interval must be a number of seconds above 0"):
            taken(any_client, getattr(any_client, method)("run-1", **given))
    with pytest.raises(InvalidArgument):
        taken(any_client, getattr(any_client, method)(".."))


@mostly_blocking
@pytest.mark.parametrize("method", ["watch_run", "follow_log"])
def test_a_server_that_is_away_for_a_while(any_client: AnyClient, server: Server, method: str) -> None:
    told: list[Any] = []
    writing = Writing(server, "", "a\n", "a\nb\n", "a\nb\nc\n")
    clock = Clock(lambda _: server.answer(*[Answer(503)] * (len(told) < 4)), stands_still=True).in_(any_client.client)
    got = taken(any_client, getattr(any_client, method)("run-1", on_error=told.append))
    if method == "follow_log":
        assert [line.text for line in got] == ["a", "b", "c"]
    else:
        assert [change.status for change in got] == ["running", "running", "succeeded", "succeeded"]
    assert writing.look >= 3
    assert len(told) == 4
    assert len(clock.pauses) == 3 + 4


@mostly_blocking
@pytest.mark.parametrize("method", ["watch_run", "follow_log"])
def test_a_server_that_does_not_come_back(any_client: AnyClient, server: Server, method: str) -> None:
    server.respond = lambda _: Answer(503)
    clock = Clock(stands_still=True).in_(any_client.client)
    with pytest.raises(PaddleFlowSDKException):
        taken(any_client, getattr(any_client, method)("run-1"))
    assert sum(clock.pauses) == pytest.approx(600)


def test_each_new_state_is_one_change(any_client: AnyClient, server: Server) -> None:
    Writing(server, "", "", "")
    clock = Clock(stands_still=True).in_(any_client.client)
    changes = taken(any_client, any_client.watch_run("run-1"))
    assert [(change.name, change.before, change.status) for change in changes] == [
        ("main", None, "running"),
        ("", None, "running"),
        ("main", "running", "succeeded"),
        ("", "running", "succeeded"),
    ]
    assert len(clock.pauses) == 2


# The embedded server.


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(tmp_path_factory.mktemp("data"), password="paddleflow") as running:
        yield running


@pytest.fixture
def ours(any_clients: AnyClient, address: str) -> AnyClient:
    return any_clients.new(address, "root", "paddleflow")


def test_a_real_run_is_watched_to_its_end(ours: AnyClient) -> None:
    run_id = ours.create_run(run_yaml_raw=workflow(first="true", second="false")).unwrap()
    changes = taken(ours, ours.watch_run(run_id, interval=0.05))
    last = {change.name: change.status for change in changes}
    assert last == {"first": "succeeded", "second": "failed", "": "failed"}
    assert changes[-1].name == ""
    for name in last:
        states = [(change.before, change.status) for change in changes if change.name == name]
        assert [before for before, _ in states] == [None, *(status for _, status in states[:-1])]


def test_a_real_job_writes_in_halves(ours: AnyClient, tmp_path: Path) -> None:
    half, whole = tmp_path / "half", tmp_path / "whole"
    wait = f"until [ -e {shlex.quote(str(whole))} ]; do sleep 0.02; done"
    command = f"printf 'one\\nha'; touch {shlex.quote(str(half))}; {wait}; printf 'lf\\nend'"
    seen_half = []

    def on_pause(_: float) -> None:
        if half.exists():
            seen_half.append(True)
            if len(seen_half) == 3:  # it has been looked at while there was half a line
                whole.touch()

    run_id = ours.create_run(run_yaml_raw=workflow(main=command)).unwrap()
    Clock(on_pause).in_(ours.client)
    lines = taken(ours, ours.follow_log(run_id, interval=0.05))
    assert [line.text for line in lines] == ["one", "half", "end"]
    assert len({(line.jobid, line.taskid) for line in lines}) == 1


def test_real_jobs_write_more_than_a_page(ours: AnyClient) -> None:
    run_id = ours.create_run(run_yaml_raw=workflow(first="seq 1 250", second="seq 251 451")).unwrap()
    lines = taken(ours, ours.follow_log(run_id, interval=0.05))
    assert [line.text for line in lines] == [str(number) for number in range(1, 452)]


def test_a_real_run_is_waited_for(ours: AnyClient) -> None:
    run_id = ours.create_run(run_yaml_raw=workflow(main="exit 3")).unwrap()
    told: list[str] = []
    run = ours.wait_for_run(run_id, timeout=60, interval=0.05, callback=lambda each: told.append(each.status)).unwrap()
    assert run.status == "failed"
    assert told[-1] == "failed"
    assert len(told) == len(set(told))


def test_raw_access_is_logged_in_as_the_client_is(ours: AnyClient) -> None:
    run_id = ours.create_run(run_yaml_raw=workflow(main="true")).unwrap()
    api = ours.client.api
    assert ours.client.api is api
    assert isinstance(asked(ours, run_id, api), RawRun)
    ours.add_user("alice", "alice123")
    ours.login("alice", "alice123").unwrap()  # and so it stays when somebody else logs in
    refused = asked(ours, run_id, api)
    assert isinstance(refused, ErrorResponse)
    assert refused.code == "AccessDenied"


def asked(any_client: AnyClient, run_id: str, api: Any) -> Any:
    if any_client.kind == "blocking":
        return show_run.sync(run_id, client=api)
    return any_client.loop.run(show_run.asyncio(run_id, client=api))
