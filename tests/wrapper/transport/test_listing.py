"""Iterators over lists as a real server pages them: what its markers do is taken from its source and was measured."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import frozen

from paddleflow import ConnectionFailed, IncompleteListing, InvalidArgument

from ...support.any_client import AnyClient, mostly_blocking, taken
from ...support.clock import Clock
from ...support.recorded_server import DROPPED, Request, Server, json

FORMAT = "%Y-%m-%d %H:%M:%S"


def jobs(numbers: list[int]) -> list[dict[str, Any]]:
    return [{"id": f"job-{number:016x}", "status": "running"} for number in numbers]


@frozen
class Develop:
    """The jobs of a server of the develop branch: newest first, while its marker selects newer ones."""

    pks: list[int]

    def __call__(self, request: Request) -> Any:
        size, marker = int(request.query["maxKeys"]), request.query.get("marker")
        chosen = sorted((pk for pk in self.pks if marker is None or pk > int(marker)), reverse=True)
        more = len(chosen) > size
        page = {"jobList": jobs(chosen[:size]), "maxKeys": size, "isTruncated": more}
        return json(page | ({"nextMarker": str(chosen[size - 1])} if more else {}))


@frozen
class Release:
    """The jobs of v0.14.6: oldest first; it names a page behind the last one unless that has the last row of all."""

    pks: list[int]
    newest: int

    def __call__(self, request: Request) -> Any:
        size, marker = int(request.query["maxKeys"]), int(request.query.get("marker", "0"))
        chosen = [pk for pk in self.pks if pk > marker][:size]
        more = bool(chosen) and chosen[-1] != self.newest
        page = {"jobList": jobs(chosen), "maxKeys": size, "isTruncated": more}
        return json(page | ({"nextMarker": str(chosen[-1])} if more else {}))


def ids(rows: list[Any]) -> list[int]:
    return [int(row.job_id[4:], 16) for row in rows]


@mostly_blocking
@pytest.mark.parametrize(("count", "size"), [(482, 50), (482, 1), (1000, 999), (3, 2), (0, 5)])
def test_jobs_of_develop_come_once_each(any_client: AnyClient, server: Server, count: int, size: int) -> None:
    server.respond = Develop([*range(1, count + 1)])
    assert ids(taken(any_client, any_client.iter_jobs(maxkeys=size), 2000)) == [*range(count, 0, -1)]
    assert len(server.requests) <= 3


@mostly_blocking
@pytest.mark.parametrize("size", [1, 50])
def test_more_jobs_than_develop_can_list_is_an_error(any_client: AnyClient, server: Server, size: int) -> None:
    server.respond = Develop([*range(1, 1002)])
    rows = any_client.iter_jobs(maxkeys=size)
    assert ids(taken(any_client, rows, 1000)) == [*range(1001, 1, -1)]
    with pytest.raises(IncompleteListing, match="Ask for fewer, with status, queue"):
        taken(any_client, rows)


@mostly_blocking
def test_jobs_that_are_made_meanwhile_come_once_too(any_client: AnyClient, server: Server) -> None:
    develop = Develop([*range(1, 6)])
    server.respond = develop
    rows = any_client.iter_jobs(maxkeys=2)
    got = taken(any_client, rows, 2)
    develop.pks.extend([6, 7, 8])
    assert sorted(ids(got + taken(any_client, rows))) == [*range(1, 9)]


@mostly_blocking
@pytest.mark.parametrize(("newest", "requests"), [(2500, 3), (2501, 5)], ids=["all", "filtered"])
def test_jobs_of_a_release_come_once_each(any_client: AnyClient, server: Server, newest: int, requests: int) -> None:
    server.respond = Release([*range(1, 2501)], newest)
    assert ids(taken(any_client, any_client.iter_jobs(maxkeys=1000), 3000)) == [*range(1, 2501)]
    assert len(server.requests) == requests


@mostly_blocking
def test_iter_jobs_takes_no_marker(any_client: AnyClient, server: Server) -> None:
    with pytest.raises(InvalidArgument, match="list_job: begin without a marker"):
        taken(any_client, any_client.iter_jobs(marker="m1"))
    assert server.requests == []


@frozen
class FileSystems:
    """File systems as a real server lists them, the newest first.

    Attributes
    ----------
    made : when each was made, and changed
    exact : whether rows have parts of seconds (SQLite), while markers never have
    """

    made: dict[str, tuple[datetime, datetime]]
    exact: bool

    def __call__(self, request: Request) -> Any:
        size, marker = int(request.query["maxKeys"]), request.query.get("marker") or NOW.strftime(FORMAT)
        chosen = [name for name in sorted(self.made, key=self.text, reverse=True) if self.text(name) <= marker]
        more = self.made[chosen[size]][1].strftime(FORMAT) if len(chosen) > size else ""
        fs_list = [{"name": name, "username": "root", "id": f"fs-root-{name}"} for name in chosen[:size]] or None
        return json({"fsList": fs_list, "marker": marker, "truncated": bool(more), "nextMarker": more})

    def text(self, name: str) -> str:
        created = self.made[name][0]
        return created.isoformat(" ", "microseconds") if self.exact else created.strftime(FORMAT)


NOW = datetime(2026, 1, 1, 10, 0, 30)  # noqa: DTZ001 - the server's own zone


def made(count: int, apart: timedelta) -> dict[str, tuple[datetime, datetime]]:
    return {f"fs{number}": (NOW - number * apart, NOW - number * apart) for number in range(count)}


@pytest.mark.parametrize("exact", [True, False], ids=["parts of seconds", "whole seconds"])
@pytest.mark.parametrize("size", [2, 7, 100])
@pytest.mark.parametrize("apart", [0.05, 0.4], ids=lambda each: f"{each} s apart")
def test_file_systems_come_once_each(
    any_client: AnyClient, server: Server, exact: bool, size: int, apart: float
) -> None:
    server.respond = FileSystems(made(139, timedelta(seconds=apart)), exact)
    names = [fs.name for fs in taken(any_client, any_client.iter_fs(maxsize=size))]
    assert sorted(names) == sorted(made(139, timedelta(0)))


@mostly_blocking
def test_file_systems_of_this_second_come_too(any_client: AnyClient, server: Server) -> None:
    server.respond = FileSystems({"new": (NOW + timedelta(milliseconds=1), NOW)}, exact=True)
    assert [fs.name for fs in taken(any_client, any_client.iter_fs())] == ["new"]


@mostly_blocking
def test_a_changed_file_system_does_not_break_paging(any_client: AnyClient, server: Server) -> None:
    rows = made(20, timedelta(seconds=10))
    rows["fs4"] = (rows["fs4"][0], NOW + timedelta(days=1))  # its marker is the time of the change
    server.respond = FileSystems(rows, exact=True)
    assert [fs.name for fs in taken(any_client, any_client.iter_fs(maxsize=4))] == list(rows)


@mostly_blocking
def test_more_file_systems_in_a_second_than_a_page_has_is_an_error(any_client: AnyClient, server: Server) -> None:
    server.respond = FileSystems(made(1001, timedelta(0)), exact=False)
    rows = any_client.iter_fs()
    assert len(taken(any_client, rows, 1000)) == 1000
    with pytest.raises(IncompleteListing, match="does not lead on"):
        taken(any_client, rows)


@mostly_blocking
def test_a_page_that_repeats_rows_is_an_error(any_client: AnyClient, server: Server) -> None:
    page = {"runList": [{"runID": "run-000001"}], "maxKeys": 1, "isTruncated": True}
    server.respond = lambda request: json({**page, "nextMarker": request.query.get("marker", "") + "m"})
    rows = any_client.iter_runs()
    assert len(taken(any_client, rows, 1)) == 1
    with pytest.raises(IncompleteListing, match="repeats rows"):
        taken(any_client, rows)


def pages_of_runs(fails: Callable[[], bool]) -> Callable[[Request], Any]:
    """Three pages of a run each; the server is away while `fails`."""

    def respond(request: Request) -> Any:
        number = int(request.query.get("marker", "1"))
        if number == 2 and fails():
            return json({}, 503)
        page = {"runList": [{"runID": f"run-{number}"}], "maxKeys": 1, "isTruncated": number < 3}
        return json(page | ({"nextMarker": str(number + 1)} if number < 3 else {}))

    return respond


@mostly_blocking
def test_a_server_that_is_away_between_two_pages(any_client: AnyClient, server: Server) -> None:
    clock = Clock(stands_still=True).in_(any_client.client)
    server.respond = pages_of_runs(lambda: clock.monotonic() < 60)
    assert [run.run_id for run in taken(any_client, any_client.iter_runs(maxsize=1))] == ["run-1", "run-2", "run-3"]
    assert max(clock.pauses) == 5


@mostly_blocking
def test_a_server_that_stays_away_is_an_error_in_the_end(any_client: AnyClient, server: Server) -> None:
    clock = Clock(stands_still=True).in_(any_client.client)
    server.respond = pages_of_runs(lambda: True)
    rows = any_client.iter_runs(maxsize=1)
    assert len(taken(any_client, rows, 1)) == 1
    with pytest.raises(Exception, match="list_run"):
        taken(any_client, rows)
    assert sum(clock.pauses) == pytest.approx(600)
    assert rows.next_marker == "2"


@mostly_blocking
def test_a_failure_on_the_first_page_is_not_retried(any_client: AnyClient, server: Server) -> None:
    clock = Clock(stands_still=True).in_(any_client.client)
    server.answer(DROPPED)
    with pytest.raises(ConnectionFailed):
        taken(any_client, any_client.iter_runs())
    assert clock.pauses == []
