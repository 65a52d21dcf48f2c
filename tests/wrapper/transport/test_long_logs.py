"""Following logs as a real server shows them: with times, and of a long one only the beginning and the end."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import define, field

from ...support.any_client import AnyClient, mostly_blocking, taken
from ...support.clock import Clock
from ...support.recorded_server import Answer, Request, Server, json, recorded

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
HOLE = "[lines are missing here"


def stamped(number: int, text: str = "") -> str:
    """A line as a cluster has it."""
    return f"{BEGAN + timedelta(milliseconds=number):%Y-%m-%dT%H:%M:%S.%f}000Z {text or f'line {number}'}"


@define
class Cluster:
    """The log of a run's one job, as the real server reads and pages it.

    Attributes
    ----------
    logs : the lines of each container
    grow : called before each look at the log, with how many there were
    """

    server: Server
    logs: dict[str, list[str]]
    grow: Callable[[int], object] = lambda look: None
    looks_until_the_end: int = 1
    first_bytes: int = 8000
    last_lines: int = 300
    status: str = "succeeded"
    runs: int = 0
    looks: int = 0
    asked: list[tuple[str, int]] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.server.respond = self.respond

    def respond(self, request: Request) -> Answer:
        if request.path.startswith("/log"):
            position, number = request.query["logFilePosition"], int(request.query["pageNo"])
            self.grow(self.looks)
            self.looks += 1
            self.asked.append((position, number))
            tasks = [self.task(name, lines, position, number) for name, lines in self.logs.items()]
            return json({"runID": "run-1", "submitLog": "", "runLog": [{"jobID": "job-1", "taskList": tasks}]})
        self.runs += 1
        status = self.status if self.runs >= self.looks_until_the_end else "running"
        began = "2026-01-01 00:00:00"
        step = {"jobID": "job-1", "name": "run-1.main", "type": "step", "status": status, "startTime": began}
        return json(
            {**recorded("show run succeeded").json, "status": status, "runtime": {"main": [step]}, "postProcess": {}}
        )

    def task(self, name: str, lines: list[str], position: str, number: int) -> dict[str, Any]:
        """A page, as `getTaskLog` makes it."""
        if position == "begin":
            text = "".join(f"{line}\n" for line in lines).encode()[: self.first_bytes].decode()
            cut = len(text) >= self.first_bytes
        else:
            text = "".join(f"{line}\n" for line in lines[-self.last_lines :])
            cut = len(lines) >= self.last_lines
        shown = text.rstrip("\n").split("\n")
        if position == "begin":
            start, stop = (number - 1) * 100, number * 100
            more = stop < len(shown)
        else:
            start, stop = max(0, len(shown) - number * 100), len(shown) - (number - 1) * 100
            more = start > 0
        page = "\n".join(shown[start : max(0, stop)])
        info = {"logContent": f"{page}\n" if page else "", "hasNextPage": more, "truncated": cut and not more}
        return {"taskID": name, "hasNextPage": more, "logInfo": info}


def followed(any_client: AnyClient, **settings: Any) -> list[Any]:
    Clock(stands_still=True).in_(any_client.client)
    return taken(any_client, any_client.follow_log("run-1", **settings))


@mostly_blocking
def test_a_line_is_its_text_and_its_time(any_client: AnyClient, server: Server) -> None:
    own = "2026-01-01T00:00:00.000Z written by the program"
    odd = "2026-13-01T00:00:00.000000000Z there is no such month"
    Cluster(server, {"task": [stamped(1, "a"), stamped(2, own), stamped(3, " "), own, odd]})
    lines = followed(any_client)
    assert [line.text for line in lines] == ["a", own, " ", own, odd]
    times = [BEGAN + timedelta(milliseconds=number) for number in (1, 2, 3)]
    assert [line.time for line in lines] == [*times, None, None]
    assert not any(line.missing for line in lines)


@mostly_blocking
def test_only_a_line_feed_ends_a_line(any_client: AnyClient, server: Server) -> None:
    Cluster(server, {"task": [stamped(1, "10%\r20%\r"), stamped(2, "a\x0bb\u2028c")]})
    assert [line.text for line in followed(any_client)] == ["10%\r20%", "a\x0bb\u2028c"]


@mostly_blocking
@pytest.mark.parametrize("burst", [40, 130, 250])
@pytest.mark.parametrize("trickle", [0, 7])
def test_every_line_of_a_long_log_that_grows(any_client: AnyClient, server: Server, burst: int, trickle: int) -> None:
    lines: list[str] = []
    cluster = Cluster(server, {"task": lines}, looks_until_the_end=900 // burst + 2)
    grown = set[int]()

    def grow(_: int) -> None:
        more = trickle + (burst if cluster.runs not in grown else 0)  # by much between two looks, by little within one
        grown.add(cluster.runs)
        lines.extend(stamped(number) for number in range(len(lines), len(lines) + more))

    cluster.grow = grow
    got = followed(any_client)
    assert len(got) > 800
    assert [line.text for line in got] == [f"line {number}" for number in range(len(got))]


@mostly_blocking
@pytest.mark.parametrize("count", [180, 299, 421, 2000])
def test_a_long_log_that_is_whole_already(any_client: AnyClient, server: Server, count: int) -> None:
    Cluster(server, {"task": [stamped(number) for number in range(count)]})
    got = followed(any_client)
    texts = [line.text for line in got]
    if count < 500:  # the end begins before the beginning ends
        assert texts == [f"line {number}" for number in range(count)]
        return
    (hole,) = (place for place, line in enumerate(got) if line.missing)
    assert texts[hole].startswith(HOLE)
    assert texts[: hole - 1] == [f"line {number}" for number in range(hole - 1)]
    assert f"line {hole - 1}".startswith(texts[hole - 1])  # where the server cut off, in the middle of a line
    assert texts[hole + 1 :] == [f"line {number}" for number in range(count - 300, count)]


@mostly_blocking
def test_a_line_that_is_longer_than_what_the_server_reads(any_client: AnyClient, server: Server) -> None:
    lines = [stamped(1, "x" * 9000), stamped(2)]
    Cluster(server, {"task": lines})
    assert [line.text for line in followed(any_client)] == ["x" * 9000, "line 2"]


@mostly_blocking
def test_more_lines_between_two_polls_than_the_server_shows(any_client: AnyClient, server: Server) -> None:
    lines = [stamped(number) for number in range(400)]
    cluster = Cluster(server, {"task": lines}, looks_until_the_end=2)

    def grow(_: int) -> None:
        if cluster.runs == 2 and len(lines) == 400:
            lines.extend(stamped(number) for number in range(400, 1000))

    cluster.grow = grow
    got = followed(any_client)
    assert [line.text for line in got[:400]] == [f"line {number}" for number in range(400)]
    assert got[400].missing
    assert [line.text for line in got[401:]] == [f"line {number}" for number in range(700, 1000)]


@mostly_blocking
@pytest.mark.parametrize("before", [50, 130, 200])
def test_a_log_that_starts_over(any_client: AnyClient, server: Server, before: int) -> None:
    lines = [stamped(number) for number in range(before)]
    cluster = Cluster(server, {"task": lines}, looks_until_the_end=2, first_bytes=100_000)

    def grow(_: int) -> None:
        if cluster.runs == 2 and lines[0] == stamped(0):
            lines[:] = [stamped(number) for number in range(1000, 1070)]

    cluster.grow = grow
    got = followed(any_client)
    expected = [*range(before), "missing", *range(1000, 1070)]
    assert ["missing" if line.missing else int(line.text.split()[1]) for line in got] == expected


@mostly_blocking
def test_every_container_is_read(any_client: AnyClient, server: Server) -> None:
    logs = {name: [stamped(number, f"{name} {number}") for number in range(count)] for name, count in SIZES.items()}
    cluster = Cluster(server, logs, first_bytes=1_000_000)
    got = followed(any_client)
    for name, lines in logs.items():
        assert [line.text for line in got if line.taskid == name] == [line.split(" ", 1)[1] for line in lines]
    assert cluster.asked == [("begin", 1), ("begin", 2), ("begin", 3)]


SIZES = {"main": 250, "side": 30, "empty": 0}


@mostly_blocking
def test_a_finished_job_is_not_polled_again(any_client: AnyClient, server: Server) -> None:
    cluster = Cluster(server, {"task": [stamped(1)]}, looks_until_the_end=1)
    running = cluster.respond

    def respond(request: Request) -> Answer:
        answer = running(request)
        return answer if request.path.startswith("/log") or cluster.runs > 3 else answer.but(status="running")

    server.respond = respond
    assert len(followed(any_client)) == 1
    assert len(cluster.asked) == 1


@mostly_blocking
@pytest.mark.parametrize("status", ["succeeded", "failed", "terminated"])
def test_a_missing_log_is_reported_in_a_line(any_client: AnyClient, server: Server, status: str) -> None:
    Cluster(server, {}, status=status)
    (line,) = followed(any_client)
    assert (line.missing, line.text) == (True, "[lines may be missing here: the server has no log of this job]")


@mostly_blocking
@pytest.mark.parametrize("count", [50, 400], ids=["short", "long"])
def test_a_log_deleted_while_it_is_followed(any_client: AnyClient, server: Server, count: int) -> None:
    logs = {"task": [stamped(number) for number in range(count)]}
    cluster = Cluster(server, logs, looks_until_the_end=2)

    def grow(_: int) -> None:
        if cluster.runs == 2:
            logs.clear()

    cluster.grow = grow
    got = followed(any_client)
    assert [line.text for line in got[:-1]] == [f"line {number}" for number in range(count)]
    assert (got[-1].missing, got[-1].taskid) == (True, "task")
