"""The commands about runs, in this process: what is refused, what programs get, what a hostile step cannot do."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paddleflow import Client
from paddleflow_emulator.pytest_plugin import PaddleFlowServer

from ..support.api import wait_for
from .conftest import Cli

HOSTILE = "title \x1b]0;owned\x07 clipboard \x1b]52;c;b3duZWQ=\x07 up \x1b[9A"


def pipeline(**commands: Any) -> str:
    """A pipeline of steps. JSON is YAML."""
    steps = {name: step if isinstance(step, dict) else {"command": step} for name, step in commands.items()}
    return json.dumps({"name": "demo", "docker_env": "python:3.11", "entry_points": steps})


@pytest.fixture(scope="module")
def client(paddleflow_server_module: PaddleFlowServer) -> Client:
    return paddleflow_server_module.client()


@pytest.fixture(scope="module")
def failed(client: Client) -> str:
    """A run whose second step has failed, after printing terminal control sequences."""
    text = pipeline(
        first="printf 'one\\ntwo\\nthree\\n'",
        second={"command": f"printf '%s\\n' '{HOSTILE}' no; exit 127", "deps": "first"},
        third={"command": "true", "deps": "second"},
    )
    run_id = client.create_run(run_yaml_raw=text).unwrap()
    client.wait_for_run(run_id, interval=0.1).unwrap()
    return run_id


@pytest.fixture
def going_on(client: Client, tmp_path: Path) -> Iterator[str]:
    """A run that goes on until the test has ended."""
    go = tmp_path / "go"
    text = pipeline(main=f"echo begun; until [ -e {go} ]; do sleep 0.02; done")
    run_id = client.create_run(run_yaml_raw=text).unwrap()
    yield run_id
    go.touch()
    client.wait_for_run(run_id, interval=0.1).unwrap()


def test_a_hostile_log_moves_no_cursor(cli: Cli, failed: str) -> None:
    shown = HOSTILE.replace("\x1b", "\\x1b").replace("\x07", "\\x07")
    for words in (["logs", failed], ["why", failed]):
        ended = cli("run", *words)
        assert ended.code == 0
        assert shown in ended.out
        assert "\x1b" not in ended.out
        assert "\x07" not in ended.out


def test_why_names_the_step_its_command_and_what_to_do(cli: Cli, failed: str) -> None:
    lines = cli("run", "why", failed).out.splitlines()
    assert lines[2].startswith("✘ second failed after ")
    assert lines[2].endswith("s, exit code 127")
    assert "  hint:    The shell did not find a command: is it in the image, and is PATH right?" in lines
    assert "Not run because of it: third" in lines
    assert f"  paddleflow run logs {failed} --step second   the whole log" in lines
    reason = cli("run", "why", failed, "-o", "json").data
    assert [(step["name"], step["exit_code"], step["log"][-1]) for step in reason["failed"]] == [("second", 127, "no")]
    assert reason["not_run"] == ["third"]


def test_why_of_a_run_without_failures(cli: Cli, going_on: str) -> None:
    assert cli("run", "why", going_on).out == f"{going_on} (demo) running. Nothing has failed so far.\n"


def test_why_names_a_failed_step_of_a_running_run(cli: Cli, client: Client, tmp_path: Path) -> None:
    go = tmp_path / "go"
    document = json.loads(pipeline(bad="false", slow=f"until [ -e {go} ]; do sleep 0.02; done"))
    document["failure_options"] = {"strategy": "continue"}
    run_id = client.create_run(run_yaml_raw=json.dumps(document)).unwrap()
    try:
        why = wait_for(lambda: cli("run", "why", run_id).out, lambda why: "✘ bad failed" in why)
    finally:
        go.touch()
    assert f"paddleflow run stop {run_id} " in why
    assert "run retry" not in why
    client.wait_for_run(run_id, interval=0.1).unwrap()


def test_logs_of_all_steps_or_of_one(cli: Cli, failed: str) -> None:
    assert cli("run", "logs", failed, "--step", "first").out == "one\ntwo\nthree\n", "no prefix: as it was written"
    assert cli("run", "logs", failed, "--grep", "^t[wh]").out == "first  | two\nfirst  | three\n"
    assert cli("run", "logs", failed, "--since-lines", "1", "--step", "first").out == "three\n"
    data = cli("run", "logs", failed, "-o", "json").data
    assert [(line["step"], line["text"]) for line in data][:2] == [("first", "one"), ("first", "two")]
    assert cli("run", "logs", failed, "-o", "json", "--grep", "nothing like this").data == []


def test_logs_of_a_run_that_goes_on_end_with_what_is_written(cli: Cli, going_on: str, client: Client) -> None:
    next(iter(client.follow_log(going_on, interval=0.05)))  # until the step has written
    assert cli("run", "logs", going_on, "--step", "main").out == "begun\n"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["logs", "RUN", "--grep", "("], 2, "--grep: '(' is not a regular expression"),
        (["logs", "RUN", "-f", "-o", "json"], 2, "leave out -f"),
        (["logs", "RUN", "--step", "fourth"], 1, "has no step 'fourth'. Its steps are first, second, third."),
        (["wait", "RUN", "--timeout", "0"], 2, "is not a number of seconds above 0"),
        (["wait", "run-999999"], 1, "not found"),
        (["watch", "run-999999"], 1, "not found"),
        (["graph", "RUN", "--style", "png"], 2, "is not one of text, mermaid, dot"),
        (["create"], 2, "Nothing to run: give a FILE"),
    ],
)
def test_invalid_words_of_run_commands_are_refused(
    cli: Cli, failed: str, words: list[str], code: int, message: str
) -> None:
    ended = cli("run", *(failed if word == "RUN" else word for word in words))
    assert (ended.code, ended.out) == (code, "")
    assert message in ended.err


def test_a_wait_that_takes_too_long_ends_and_leaves_the_run(cli: Cli, going_on: str, client: Client) -> None:
    ended = cli("run", "wait", going_on, "--timeout", "0.05")
    assert ended.code == 1
    assert "It is still running after 0.05 seconds, and goes on" in ended.err
    assert client.show_run(going_on).unwrap().status == "running"


def test_waiting_for_several_ends_as_the_worst_of_them(cli: Cli, failed: str, client: Client) -> None:
    good = client.create_run(run_yaml_raw=pipeline(main="true")).unwrap()
    ended = cli("run", "wait", good, failed)
    assert ended.code == 1
    assert ended.out.splitlines()[0] == f"{good} succeeded"
    assert ended.out.splitlines()[1].startswith(f"{failed} failed: ")


def test_a_file_is_checked_before_anything_is_sent(cli: Cli, home: Path, client: Client) -> None:
    before = len(list(client.iter_runs()))
    file = home / "bad.yaml"
    file.write_text("name: bad\nentry_points:\n  one:\n    comand: x\n    docker_env: python:3.11\n")
    ended = cli("run", "create", str(file))
    assert (ended.code, ended.out) == (1, "")
    assert f"{file}:4:5: one: step[one] has no attribute [comand]: did you mean command?" in ended.err
    file.write_bytes(b"name: \xff")
    assert cli("run", "create", str(file)).err == f"Error: {file} is not UTF-8 text: byte 7\n"
    both = cli("run", "create", str(file), "-pplid", "ppl-000001")
    assert both.err == "Error: Give only one of FILE and --pipelineid.\n"
    assert len(list(client.iter_runs())) == before


def test_a_missing_file_system_is_reported_with_how_to_name_one(cli: Cli, home: Path, client: Client) -> None:
    file = home / "writes.yaml"
    text = pipeline(one={"command": "echo 1 > {{out}}", "artifacts": {"output": ["out"]}})
    file.write_text(text)
    ended = cli("run", "create", str(file))
    assert (ended.code, ended.err.splitlines()[-1].partition(":")[0]) == (1, "All that is missing is a file system")
    client.add_fs("there", "local://there").unwrap()
    assert cli("run", "create", str(file), "-f", "there").code == 0
    file.write_text(text.replace("docker_env", "dockerenv"))
    assert "All that is missing" not in cli("run", "create", str(file)).err


def test_a_file_from_standard_input_with_parameters(cli: Cli, client: Client) -> None:
    text = pipeline(main={"command": "echo {{epoch}}", "parameters": {"epoch": 1}})
    ended = cli("run", "create", "-", "-p", "epoch=3", "-o", "name", stdin=text)
    assert ended.code == 0
    run_id = ended.out.strip()
    client.wait_for_run(run_id, interval=0.1).unwrap()
    assert cli("run", "logs", run_id, "--step", "main").out == "3\n"


def test_graphs_are_written_as_mermaid_and_dot(cli: Cli, failed: str) -> None:
    assert cli("run", "graph", failed, "--style", "mermaid").out.startswith("flowchart TD\n")
    assert cli("run", "graph", failed, "--style", "dot").out.startswith('digraph "demo" {\n')
    assert "third" in cli("run", "gantt", failed).out


def test_why_shows_the_beginning_of_a_long_command(cli: Cli, client: Client) -> None:
    run_id = client.create_run(run_yaml_raw=pipeline(main="true\n" * 19 + "exit 3")).unwrap()
    client.wait_for_run(run_id, interval=0.1).unwrap()
    lines = cli("run", "why", run_id).out.splitlines()
    assert lines.count("    true") == 15
    assert "    ... and 5 more lines" in lines


def test_job_statistics_are_plotted(cli: Cli, client: Client, failed: str) -> None:
    job_id = client.show_run(failed).unwrap().runtime["first"][0].job_id  # type: ignore[index, union-attr]
    assert cli("statistics", "job", job_id, "--plot").out.splitlines()[0] == job_id
    head, *rows = cli("statistics", "job", job_id, "--detail").out.splitlines()
    assert head.split()[:4] == ["timestamp", "cpu", "usage", "rate"]
    assert rows
