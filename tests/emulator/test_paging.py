"""Pages: every row once for any page size; markers cannot be forged."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..support.api import Api, encoded, pipeline_yaml
from .conftest import Serving

ROWS = 7
LISTS = {
    "/user": "userList",
    "/pipeline": "pipelineList",
    "/run": "runList",
    "/artifact": "artifactEventList",
    "/runCache": "runCacheList",
    "/flavour": "flavourList",
    "/queue": "queueList",
    "/grant": "grantList",
    "/cluster": "clusterList",
    "/resourcepool": "resourcePoolList",
}
YAML = """
name: paged
docker_env: x:1
entry_points:
  main: {command: "true", cache: {enable: true, max_expired_time: 0}, artifacts: {output: [o]}}
fs_options: {main_fs: {name: fs0}}
"""


@pytest.fixture(scope="module")
def full(serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Root of a server with seven rows or more in every list."""
    with serving(local_root=tmp_path_factory.mktemp("paged"), queues=[f"q{n}" for n in range(ROWS)]) as api:
        root = api.login()
        for number in range(ROWS):
            root.post("/user", username=f"user{number}", password="abc12345")
            root.post("/cluster", clusterName=f"cluster{number}", clusterType="Local", endpoint="here")
            root.post("/grant", userName="user0", resourceType="queue", resourceID=f"q{number}")
            root.post("/resourcepool", name=f"pool{number}", namespace="default")
            root.post("/fs", name=f"fs{number}", url=f"local://fs{number}")
            root.post("/pipeline", yamlRaw=encoded(pipeline_yaml(f"pipeline{number}")))
        for run_id in [root.start(YAML) for _ in range(ROWS)]:
            assert root.finished(run_id)["status"] == "succeeded"
        yield root


def walk(look: Callable[[dict[str, Any]], dict[str, Any]], rows: str, more: str, size: int) -> list[Any]:
    """All rows of a list, page by page."""
    found: list[Any] = []
    query: dict[str, Any] = {"maxKeys": size}
    while True:
        page = look(query)
        assert len(page[rows] or ()) <= size
        found += page[rows] or ()
        if not page[more]:
            assert page.get("nextMarker", "") == ""
            return found
        query["marker"] = page["nextMarker"]


@given(path=st.sampled_from(sorted(LISTS)), size=st.integers(1, ROWS + 2))
def test_paging_yields_every_row_once_in_order(full: Api, path: str, size: int) -> None:
    whole = full.get(path).ok[LISTS[path]]
    walked = walk(lambda query: full.get(path, **query).ok, LISTS[path], "isTruncated", size)
    assert walked == whole
    assert len(whole) >= (3 if path == "/flavour" else ROWS)


@given(size=st.integers(1, ROWS + 2))
def test_paging_over_file_systems_yields_every_row_once(full: Api, size: int) -> None:
    walked = walk(lambda query: full.get("/fs", **query).ok, "fsList", "truncated", size)
    assert [row["name"] for row in walked] == [f"fs{number}" for number in reversed(range(ROWS))]


@given(size=st.integers(1, 5))
def test_paging_over_versions_yields_every_row_once(full: Api, size: int) -> None:
    pipeline = full.get("/pipeline", nameFilter="pipeline0").ok["pipelineList"][0]["pipelineID"]
    while len(full.get(f"/pipeline/{pipeline}").ok["pplVersions"]["pplVersionList"]) < 4:
        full.post(f"/pipeline/{pipeline}", yamlRaw=encoded(pipeline_yaml("pipeline0")))
    walked = walk(
        lambda query: full.get(f"/pipeline/{pipeline}", **query).ok["pplVersions"],
        "pplVersionList",
        "isTruncated",
        size,
    )
    assert [version["pipelineVersionID"] for version in walked] == ["1", "2", "3", "4"]


def test_a_filtered_list_compares_with_the_whole_table(full: Api) -> None:
    # As the real server does: it says that more follows, and nothing does.
    page = full.get("/run", runFilter="run-000001").ok
    assert (len(page["runList"]), page["isTruncated"]) == (1, True)
    following = full.get("/run", runFilter="run-000001", marker=page["nextMarker"]).ok
    assert (following["runList"], following["isTruncated"]) == ([], False)


def test_pipelines_know_exactly_whether_more_follows(full: Api) -> None:
    page = full.get("/pipeline", nameFilter="pipeline0").ok
    assert page["isTruncated"] is False
    assert "nextMarker" not in page


@given(marker=st.text(min_size=1) | st.binary(min_size=1, max_size=40).map(bytes.hex))
def test_a_made_up_marker_is_refused(full: Api, marker: str) -> None:
    for path in LISTS:
        answer = full.get(path, marker=marker)
        assert (answer.status, answer.code) == (400, "InvalidMarker")


def test_a_marker_of_the_real_server_is_refused(full: Api) -> None:
    assert full.get("/run", marker="f03907e5c3552f9ebe254e691c9d17a3").code == "InvalidMarker"


def test_a_marker_of_file_systems_is_a_time(full: Api) -> None:
    assert full.get("/fs", marker="2000-01-01 00:00:00").ok["fsList"] is None
    assert full.get("/fs", marker="' OR 1=1 --").code == "InvalidMarker"
