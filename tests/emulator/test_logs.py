"""Run logs: pages from either end, and the lines of the server."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..support.api import Api, pipeline_yaml

LINES = [f"line {number}\n" for number in range(1, 251)]


@pytest.fixture(scope="module")
def run_id(root: Api) -> str:
    """A run with a job of 250 lines and one without any."""
    run_id = root.start(pipeline_yaml(main="seq -f 'line %g' 250", quiet="true"))
    root.finished(run_id)
    return run_id


def page(root: Api, run_id: str, **query: object) -> tuple[str, bool]:
    """The content of the long job's page, and whether another follows."""
    jobs = root.get(f"/log/run/{run_id}", **query).ok["runLog"]
    info = next(job for job in jobs if "-main-" in job["jobID"])["taskList"][0]["logInfo"]
    return info["logContent"], info["hasNextPage"]


def test_without_anything_the_last_100_lines_come(root: Api, run_id: str) -> None:
    assert page(root, run_id) == ("".join(LINES[150:]), True)
    assert page(root, run_id, pageNo=0, pageSize=0) == ("".join(LINES[150:]), True)


def test_pages_from_the_end_are_in_file_order(root: Api, run_id: str) -> None:
    assert page(root, run_id, pageNo=3, logFilePosition="end") == ("".join(LINES[:50]), False)
    assert page(root, run_id, pageNo=4, logFilePosition="end") == ("", False)


def test_pages_from_the_begin(root: Api, run_id: str) -> None:
    assert page(root, run_id, logFilePosition="begin") == ("".join(LINES[:100]), True)
    assert page(root, run_id, pageNo=3, logFilePosition="begin") == ("".join(LINES[200:]), False)
    assert page(root, run_id, pageNo=10**30, logFilePosition="begin") == ("", False)


@given(size=st.integers(20, 100), position=st.sampled_from(["begin", "end"]))
def test_pages_have_every_line_once(root: Api, run_id: str, size: int, position: str) -> None:
    pages, number, more = [], 0, True
    while more:
        number += 1
        content, more = page(root, run_id, pageNo=number, pageSize=size, logFilePosition=position)
        pages.append(content)
    assert "".join(pages if position == "begin" else reversed(pages)) == "".join(LINES)


@pytest.mark.parametrize("query", [{"pageSize": 101}, {"pageNo": -1}, {"pageNo": "x"}, {"logFilePosition": "middle"}])
def test_a_wrong_query_is_refused(root: Api, run_id: str, query: dict[str, object]) -> None:
    assert root.get(f"/log/run/{run_id}", **query).code == "InvalidURI"


def test_one_job_can_be_asked_for(root: Api, run_id: str) -> None:
    every = root.get(f"/log/run/{run_id}").ok
    assert len(every["runLog"]) == 2
    for job in every["runLog"]:
        alone = root.get(f"/log/run/{run_id}", jobID=job["jobID"]).ok
        assert alone["runLog"] == [job]
        assert all(f"] {job['jobID']} " in line for line in alone["submitLog"].splitlines())


def test_an_unknown_job_has_no_log(root: Api, run_id: str) -> None:
    assert root.get(f"/log/run/{run_id}", jobID="../../etc/passwd").ok == {
        "submitLog": f"get trace log failed. runID[{run_id}] jobID[../../etc/passwd]",
        "runLog": [],
        "runID": run_id,
    }


def test_the_lines_of_the_server_begin_with_the_runs_own(root: Api, run_id: str) -> None:
    lines = root.get(f"/log/run/{run_id}").ok["submitLog"].splitlines()
    pattern = rf"\[\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d\.\d\d\] \[[A-Z]+\] (job-)?{run_id}\S* .+"
    assert all(re.fullmatch(pattern, line) for line in lines)
    assert f"] {run_id} " in lines[0]


def test_bytes_that_are_not_utf8_are_shown_in_logs(root: Api) -> None:
    run_id = root.start(pipeline_yaml(main=r"printf '\377\n'"))
    root.finished(run_id)
    assert root.log(run_id) == "�\n"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("no newline", "no newline\n"),
        (r"one\n\n two \n\n\n", "one\n\n two \n"),
        (r"\n\n", "\n"),
        ("", ""),
    ],
)
def test_a_log_ends_with_one_newline_as_in_the_real_server(root: Api, printed: str, shown: str) -> None:
    run_id = root.start(pipeline_yaml(main=f"printf '{printed}'"))
    root.finished(run_id)
    assert root.log(run_id) == shown
