"""The small examples and the bench, as a user runs them."""

import re

import pytest

from paddleflow import Client

from .conftest import Script

PIPELINE = 'name: hello\ndocker_env: python:3.11\nentry_points: {greet: {command: "echo hello"}}\n'


@pytest.mark.slow
def test_the_typed_client_lists_runs(script: Script, address: str) -> None:
    with Client(address, "root", "paddleflow") as client:
        client.login().unwrap()
        client.create_run(run_yaml_raw=PIPELINE, run_name="first").unwrap()
        client.create_run(run_yaml_raw=PIPELINE, run_name="second").unwrap()
    done = script("examples/typed_client.py", address)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["run-000001", "first"],
        ["run-000002", "second"],
    ]


def test_the_typed_client_says_why_it_is_not_logged_in(script: Script, address: str) -> None:
    done = script("examples/typed_client.py", address, "root", "wrong1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("not logged in: ErrorResponse(")


@pytest.mark.slow
def test_runs_submitted_at_once_all_come_back_in_their_order(script: Script, address: str) -> None:
    done = script("examples/async_runs.py", address)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"{number} squared is {number**2}" for number in range(1, 6)]


def test_runs_that_cannot_be_submitted_say_why(script: Script, address: str) -> None:
    done = script("examples/async_runs.py", address, "root", "wrong1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("login: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["async_runs", "nightly", "typed_client"])
def test_an_example_without_its_arguments_says_which(script: Script, name: str) -> None:
    done = script(f"examples/{name}.py")
    assert (done.returncode, done.stdout) == (1, "")
    assert f"python examples/{name}.py ADDRESS" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_diamond_is_measured_on_a_server_of_its_own(script: Script) -> None:
    done = script("bench/diamond.py")
    assert (done.returncode, done.stderr) == (0, "")
    line = r"diamond of 4 steps, submit to succeeded: best of 5 \d\.\d{3} s, worst \d\.\d{3} s\n"
    assert re.fullmatch(line, done.stdout)


@pytest.mark.slow
def test_the_diamond_is_measured_on_the_server_whose_address_is_given(script: Script, address: str) -> None:
    done = script("bench/diamond.py", address)
    assert (done.returncode, done.stderr) == (0, "")
    with Client(address, "root", "paddleflow") as client:
        client.login().unwrap()
        assert len(client.list_run().unwrap()["runList"]) == 5
