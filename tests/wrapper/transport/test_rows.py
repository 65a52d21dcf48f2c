"""Iterators over the rows of all pages."""

import copy
import inspect
from typing import Any

import pytest

from paddleflow import Client, IncompleteListing, InvalidArgument, NotFound
from paddleflow._listing import Markers
from paddleflow._rows import AsyncRows, Rows

from ...support.any_client import AnyClient, mostly_blocking, taken
from ...support.operations import listings, operations, place
from ...support.recorded_server import Answer, Server, json, recorded
from ..resources.calls import CALLS

LISTS = {name: operation.__name__ for name, operation in listings().items()}
every_list = pytest.mark.parametrize("method", LISTS)
every_kind = pytest.mark.parametrize("method", ["iter_runs", "iter_fs", "iter_jobs"])  # of markers


# Where the first call of a list in ../resources/calls.py is answered with no row.
WITH_ROWS = {"iter_fs": "list fs", "iter_links": "show s3 link detail"}


def body(method: str) -> Any:
    """An answer with rows."""
    answer = WITH_ROWS.get(method) or next(each.answer for each in CALLS if each.method == LISTS[method])
    whole = (recorded(answer) if isinstance(answer, str) else answer).json
    if method == "iter_schedule_runs":
        whole["runs"]["runList"] = recorded("list runs").json["runList"]
    return whole


def page_in(value: Any) -> dict[str, Any] | None:
    """Where an answer has its page: what knows the marker of the next one."""
    if not isinstance(value, dict):
        return None
    if {"nextMarker", "isTruncated", "truncated"} & value.keys():
        return value
    inner = (page_in(each) for each in value.values())
    return next((each for each in inner if each is not None), None)


TIMED = {name for name, operation in listings().items() if operation.listing.markers is Markers.TIMES}


def marker(method: str, number: int) -> str:
    """The marker of a page, as a server sends it."""
    return f"2026-01-01 10:00:{58 - 2 * number}" if method in TIMED else f"m{number}"


def asked(method: str, number: int) -> str:
    """How that page is asked for: of times a second more, so that pages overlap."""
    return f"2026-01-01 10:00:{59 - 2 * number}" if method in TIMED else f"m{number}"


def first(method: str) -> str | None:
    """How the first page is asked for."""
    return "9999-12-31 23:59:59" if method in TIMED else None


def page(method: str, number: int, following: int | None = None, *, empty: bool = False) -> Answer:
    """The recorded page, with rows of its own, and with the marker of another one after it."""
    answer = copy.deepcopy(body(method))
    found = page_in(answer) or answer
    found["nextMarker"] = "" if following is None else marker(method, following)
    found["truncated" if "truncated" in found else "isTruncated"] = following is not None
    for rows in (value for value in found.values() if isinstance(value, list)):
        for row in rows:
            row.update({name: f"{value}{number}" for name, value in row.items() if is_name(name, value)})
        if empty:
            rows.clear()
    return json(answer)


def is_name(field: str, value: Any) -> bool:
    """Whether a field may be what tells rows apart."""
    return isinstance(value, str) and field.lower().endswith(("id", "name", "path"))


def rows_of(any_client: AnyClient, method: str, **further: Any) -> Any:
    """The iterator, with the arguments that it needs."""
    parameters = inspect.signature(getattr(Client, method)).parameters.values()
    needed = {each.name: "sample" for each in parameters if each.default is each.empty and each.name != "self"}
    return getattr(any_client, method)(**needed, **further)


def markers(server: Server) -> list[str | None]:
    return [request.query.get("marker") for request in server.requests]


def test_every_list_has_an_iterator() -> None:
    pages = {name for name, each in operations().items() if "marker" in inspect.signature(each).parameters}
    missing = [f"{place(name)}: write a Listing for {name}" for name in sorted(pages - set(LISTS.values()))]
    assert len(pages) > 15  # that they are found at all
    assert not missing, "\n".join(missing)
    assert {name for name in dir(Client) if name.startswith("iter_")} == set(LISTS), "run make generate"


@pytest.fixture
def once(any_client: AnyClient, server: Server, request: pytest.FixtureRequest) -> int:
    """How many rows a page has."""
    method = request.getfixturevalue("method")
    server.answer(page(method, 1))
    count = len(taken(any_client, rows_of(any_client, method)))
    assert count > 0
    assert len(server.requests) == 1
    server.forget()
    return count


@every_list
def test_every_row_of_every_page(any_client: AnyClient, server: Server, method: str, once: int) -> None:
    server.answer(page(method, 1, 2), page(method, 2, 3), page(method, 3))
    assert len(taken(any_client, rows_of(any_client, method))) == 3 * once
    assert markers(server) == [first(method), asked(method, 2), asked(method, 3)]
    rest = [{name: value for name, value in each.query.items() if name != "marker"} for each in server.requests]
    assert rest[0] == rest[1] == rest[2]  # everything else is asked as before


@mostly_blocking
@every_kind
def test_an_empty_next_page_ends_the_list(any_client: AnyClient, server: Server, method: str, once: int) -> None:
    server.answer(page(method, 1, 2), page(method, 2, empty=True), page(method, 1))
    rows = rows_of(any_client, method)
    assert len(taken(any_client, rows)) == once
    assert rows.next_marker is None
    assert markers(server)[:2] == [first(method), asked(method, 2)]


@mostly_blocking
@every_kind
@pytest.mark.parametrize("again", [2, 1], ids=["its own", "an earlier one"])
def test_a_repeated_marker_is_an_error(
    any_client: AnyClient, server: Server, method: str, once: int, again: int
) -> None:
    server.respond = lambda _: page(method, 2, again)
    server.answer(page(method, 0, 1), page(method, 1, 2))
    rows = rows_of(any_client, method)
    assert len(taken(any_client, rows, 3 * once)) == 3 * once
    with pytest.raises(IncompleteListing, match="rows would be missing"):
        taken(any_client, rows)


@mostly_blocking
def test_next_marker_is_dropped_after_an_incomplete_listing(any_client: AnyClient, server: Server) -> None:
    server.answer(page("iter_runs", 1, 2), page("iter_runs", 2, 1))
    rows = any_client.iter_runs(marker="m1")
    with pytest.raises(IncompleteListing):
        taken(any_client, rows)
    assert rows.next_marker is None  # it would begin where rows were that have been given
    server.answer(page("iter_runs", 1, 2), page("iter_runs", 2, 3, empty=True))
    rows = any_client.iter_runs()
    taken(any_client, rows)
    assert rows.next_marker is None


@mostly_blocking
@every_kind
def test_truncated_without_a_marker_is_an_error(any_client: AnyClient, server: Server, method: str, once: int) -> None:
    answer = page(method, 1).json
    (page_in(answer) or answer).update(isTruncated=True, truncated=True)
    server.answer(json(answer))
    with pytest.raises(IncompleteListing, match="more rows follow"):
        taken(any_client, rows_of(any_client, method))


@mostly_blocking
@every_kind
def test_pages_are_fetched_as_they_are_needed(any_client: AnyClient, server: Server, method: str, once: int) -> None:
    server.answer(page(method, 1, 2), page(method, 2))
    rows = rows_of(any_client, method)
    assert server.requests == []
    assert rows.next_marker is None
    taken(any_client, rows, 1)
    assert len(server.requests) == 1
    assert rows.next_marker == (None if method == "iter_jobs" else marker(method, 2))


@mostly_blocking
@every_kind
def test_another_iterator_goes_on_from_the_next_marker(
    any_client: AnyClient, server: Server, method: str, once: int
) -> None:
    server.answer(page(method, 1, 2))
    begun = rows_of(any_client, method)
    taken(any_client, begun, 1)
    server.answer(page(method, 2))
    rest = rows_of(any_client, method, marker=begun.next_marker)
    assert len(taken(any_client, rest)) == once
    assert markers(server) == [first(method), None if method == "iter_jobs" else asked(method, 2)]


@mostly_blocking
@every_list
def test_maxsize_of_an_iterator_is_the_page_size(any_client: AnyClient, server: Server, method: str) -> None:
    parameters = inspect.signature(getattr(Client, method)).parameters
    (size,) = {"maxsize", "max_keys", "maxkeys"} & {*parameters}
    server.answer(page(method, 1, 2), page(method, 2))
    taken(any_client, rows_of(any_client, method, **{size: 7}))
    assert [request.query.get("maxKeys") for request in server.requests] == ["7", "7"]


@every_kind
def test_a_failed_page_raises_after_the_rows_before_it(
    any_client: AnyClient, server: Server, method: str, once: int
) -> None:
    server.answer(page(method, 1, 2), "show run unknown")
    rows = rows_of(any_client, method)
    assert len(taken(any_client, rows, once)) == once
    goes_on_at = None if method == "iter_jobs" else marker(method, 2)
    assert rows.next_marker == goes_on_at
    with pytest.raises(NotFound):
        taken(any_client, rows)
    assert taken(any_client, rows) == []  # it is over, and next_marker tells where to begin again
    assert rows.next_marker == goes_on_at


@mostly_blocking
def test_a_bad_argument_raises_when_the_first_row_is_asked_for(any_client: AnyClient, server: Server) -> None:
    rows = any_client.iter_runs(maxsize=0)
    with pytest.raises(InvalidArgument, match=r"^iter_runs: list_run: maxsize must be an integer"):
        taken(any_client, rows)
    assert server.requests == []


@mostly_blocking
def test_other_names_of_arguments_are_known_here_too(any_client: AnyClient, server: Server) -> None:
    server.answer(page("iter_runs", 1))
    taken(any_client, any_client.iter_runs(fsname="data", max_keys=3))
    assert server.requests[0].query == {"fsFilter": "data", "maxKeys": "3"}


@mostly_blocking
def test_rows_are_iterators(any_client: AnyClient) -> None:
    rows: Any = any_client.iter_runs()
    itself = rows.__aiter__() if any_client.kind == "async" else iter(rows)
    assert itself is rows
    assert type(rows) is (Rows if any_client.kind == "blocking" else AsyncRows)
