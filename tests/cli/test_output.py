"""What a person sees, and what a program gets."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from paddleflow import Client
from paddleflow.cli import terminal
from paddleflow.cli.output import Writer
from paddleflow_emulator.pytest_plugin import PaddleFlowServer

from .conftest import Cli

ESCAPE = "\033"
HOSTILE = f"a{ESCAPE}[2Jb{ESCAPE}]52;c;ZXZpbA==\x07c\u202ed\x9b31me"
"""Clears the screen, writes the clipboard, turns the direction of writing."""


@pytest.fixture(scope="module")
def root(paddleflow_server_module: PaddleFlowServer) -> Client:
    client = paddleflow_server_module.client()
    yaml = "name: a\ndocker_env: x\nentry_points: {s: {command: 'exit 1'}}"
    for number, text in enumerate(("训练 the model", "plain", HOSTILE)):
        run_id = client.create_run(run_yaml_raw=yaml, run_name=f"run{number}", desc=text).unwrap()
        client.wait_for_run(run_id, interval=0.05).unwrap()
    return client


@pytest.fixture
def screen(cli: Cli, root: Client, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command on a terminal of 80 columns, without a pager."""
    monkeypatch.setattr(terminal, "is_terminal", lambda _: True)
    monkeypatch.setattr(terminal, "size", lambda _: (int(os.environ.get("COLUMNS", "80")), 24))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("PAGER", "")
    return cli


def plain(text: str) -> str:
    return re.sub(r"\033\[[0-9]+m", "", text)


@pytest.mark.parametrize("columns", [20, 40, 80, 140, 300])
def test_a_list_fits_the_terminal(screen: Cli, columns: int) -> None:
    lines = plain(screen("run", "list", env={"COLUMNS": str(columns)}).out).splitlines()
    assert lines[0].startswith("RUN ID")
    assert max(map(terminal.width_of, lines)) <= columns


def test_list_columns_are_ordered_by_importance_and_aligned(screen: Cli) -> None:
    head, *rows = plain(screen("run", "list", "--limit", "3").out).splitlines()
    assert head.split("  ")[0] == "RUN ID"
    assert {"STATUS", "NAME", "CREATE TIME"} <= set(re.split("  +", head))
    assert [row.split()[0] for row in rows] == ["run-000003", "run-000002", "run-000001"]
    starts = {len(terminal.clean(row).partition("failed")[0]) for row in rows}
    assert len(starts) == 1


def test_states_have_colours_unless_they_are_not_wanted(screen: Cli) -> None:
    assert f"{ESCAPE}[31mfailed{ESCAPE}[0m" in screen("run", "list").out
    assert ESCAPE not in screen("run", "list", env={"NO_COLOR": "1"}).out
    assert ESCAPE not in screen("run", "list", env={"TERM": "dumb"}).out


def test_a_pipe_has_no_colours_unless_they_are_forced(cli: Cli, root: Client) -> None:
    assert ESCAPE not in cli("run", "list").out
    assert f"{ESCAPE}[31mfailed{ESCAPE}[0m" in cli("run", "list", env={"CLICOLOR_FORCE": "1"}).out


def test_a_pipe_gets_full_cells_and_the_lines_that_scripts_parse(cli: Cli, root: Client) -> None:
    lines = cli("run", "list").out.splitlines()
    assert lines[0] == "3 runs shown under:"
    assert lines[-1] == "marker: None"
    assert any("update status to failed because some step or dag run failed: entry_points.s" in line for line in lines)


@pytest.mark.parametrize("format", ["table", "wide", "json", "yaml", "text"])
@pytest.mark.parametrize("command", ["run list", "run show run-000003"])
def test_control_characters_in_values_are_escaped(screen: Cli, command: str, format: str) -> None:
    ended = screen(*command.split(), "-o", format, env={"NO_COLOR": "1", "COLUMNS": "300"})
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", ended.out + ended.err)
    if format == "json":
        found = ended.data if command.endswith("3") else ended.data[0]
        assert found["description"] == HOSTILE


def test_control_characters_in_errors_are_escaped(cli: Cli, paddleflow_server_module: PaddleFlowServer) -> None:
    body = json.dumps({"code": HOSTILE, "message": HOSTILE, "requestID": HOSTILE})
    paddleflow_server_module.control.fail(400, body=body, on="list_queue")
    ended = cli("queue", "list")
    assert ended.code == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", ended.err)


def test_an_error_names_its_code_and_request_once(cli: Cli) -> None:
    err = cli("queue", "show", "ghost").err
    (request_id,) = re.findall(r"requestId:(\w+)", err)
    assert (err.count(request_id), err.count("QueueNameNotFound")) == (1, 1)


@pytest.mark.parametrize("words", [("--fields", "nope"), ("--jq", "sum(name)"), ("--jq", "[")])
def test_a_result_that_cannot_be_picked_leaves_stdout_empty(cli: Cli, root: Client, words: tuple[str, ...]) -> None:
    for command in ("run list", "run show run-000001"):
        ended = cli(*command.split(), *words)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith(f"Error: {words[0]}: ")


def test_nothing_but_the_result_is_on_stdout(cli: Cli, root: Client) -> None:
    for format in ("json", "yaml", "text", "name"):
        ended = cli("run", "list", "-s", "pending", "-o", format)
        assert (ended.code, ended.out.strip()) == (0, "[]" if format in ("json", "yaml") else "")
    page = cli("run", "list", "-m", "1", "-o", "json")
    assert len(page.data) == 1
    assert page.err.startswith("marker: ")


def test_rows_are_picked_and_reduced(cli: Cli, root: Client) -> None:
    assert cli("run", "list", "--fields", "name,status", "-o", "json").data[0] == {"name": "run2", "status": "failed"}
    assert cli("run", "list", "--jq", "[?name=='run1'].run_id | [0]").data == "run-000002"
    wrong = cli("run", "list", "--fields", "nope")
    assert (wrong.code, "'nope' is not one of run_id, fs_name" in wrong.err) == (2, True)
    assert cli("run", "list", "--jq", "[").code == 2
    assert cli("run", "list", "--jq", "a[.b").err.endswith('token "." (DOT)\n')


def test_a_limit_is_a_number_of_rows(cli: Cli) -> None:
    for wrong, reason in (("0", "0 is not 1 or more"), ("some", "'some' is not an integer")):
        ended = cli("run", "list", "--limit", wrong)
        assert (ended.code, reason in ended.err) == (2, True)


def test_ids_are_for_xargs(cli: Cli, root: Client) -> None:
    assert cli("run", "list", "-o", "name").out == "run-000003\nrun-000002\nrun-000001\n"
    assert cli("run", "show", "@latest", "run-000001", "-o", "name").out == "run-000003\nrun-000001\n"


def test_several_ids_are_done_one_after_another(cli: Cli) -> None:
    for name in ("one", "two"):
        cli("flavour", "create", name, "-c", "1", "-m", "1Gi")
    ended = cli("flavour", "delete", "one", "ghost", "two")
    assert ended.out == "flavour[one] delete success \nflavour[two] delete success \n"
    assert (ended.code, "ghost" in ended.err) == (1, True)


def test_latest_and_failed_name_objects(cli: Cli, root: Client) -> None:
    assert cli("run", "show", "@failed", "-o", "json").data["run_id"] == "run-000003"
    assert cli("run", "list", "-r", "@latest", "-o", "name").out == "run-000003\n"
    assert "There is no schedule." in cli("schedule", "show", "@latest").err
    assert "'@last' stands for no run: there is @latest, @failed" in cli("run", "show", "@last").err
    assert "stands for no queue" in cli("queue", "show", "@latest").err


def test_a_message_is_an_object_for_programs(cli: Cli) -> None:
    made = cli("flavour", "create", "obj", "-c", "1", "-m", "1Gi", "-o", "json").data
    assert made == {"name": "obj", "message": "flavour[obj] create success"}
    assert cli("flavour", "delete", "obj", "-o", "name").out == "obj\n"


def test_deletion_is_confirmed_on_a_terminal_only(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("flavour", "create", "asked", "-c", "1", "-m", "1Gi")
    monkeypatch.setattr("paddleflow.cli.terminal.is_terminal", lambda _: True)
    monkeypatch.setenv("NO_COLOR", "1")
    kept = cli("flavour", "delete", "asked", stdin="n\n")
    assert (kept.code, kept.out) == (1, "")
    assert kept.err == "delete asked? [y/N] Error: Nothing was done.\n"
    assert cli("flavour", "delete", "asked", stdin="y\n").code == 0
    assert cli("flavour", "delete", "asked", "-y").err.startswith("Error: ")


def test_the_confirmation_names_the_objects(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, paddleflow_server_module: PaddleFlowServer
) -> None:
    yaml = "name: a\ndocker_env: x\nentry_points: {s: {command: 'true'}}"
    newest = paddleflow_server_module.client().create_run(run_yaml_raw=yaml).unwrap()
    monkeypatch.setattr("paddleflow.cli.terminal.is_terminal", lambda _: True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert f"delete {newest}? [y/N] " in cli("run", "delete", "@latest", stdin="n\n").err
    assert "unlink data in/it? [y/N] " in cli("fs", "unlink", "data", "in/it", stdin="n\n").err


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        ("2026-01-01 12:00:00", "0 s ago"),
        ("2026-01-01 11:57:00", "3 min ago"),
        ("2026-01-01 07:00:00", "5 h ago"),
        ("2025-12-30 12:00:00", "2 d ago"),
        ("2025-12-01 12:00:00", "2025-12-01"),
        ("2026-01-01 12:01:30", "in 2 min"),
        ("", ""),
        ("soon", "soon"),
    ],
)
def test_times_are_relative(time: str, shown: str) -> None:
    from datetime import datetime

    assert terminal.ago(time, datetime(2026, 1, 1, 12)) == shown  # noqa: DTZ001 - as the server gives it


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("训练", 4), ("e\u0301", 1), ("①", 1), ("\u200b", 0)])
def test_the_width_of_a_text(text: str, width: int) -> None:
    assert terminal.width_of(text) == width
    assert terminal.width_of(terminal.padded(text, 8)) == 8


def test_a_long_text_is_cut_by_columns() -> None:
    assert terminal.fitted("训练模型", 5) == "训练…"
    assert terminal.fitted("abc", 3) == "abc"


def test_a_pager_gets_what_is_longer_than_the_screen(
    screen: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paged = tmp_path / "paged"
    screen("run", "show", "run-000001", env={"PAGER": f"cat > {paged}"})
    assert "run-000001" in paged.read_text()
    paged.unlink()
    assert "run-000001" in screen("run", "list", env={"PAGER": f"cat > {paged}"}).out
    assert not paged.exists()
    assert "run-000001" in screen("run", "show", "run-000001", env={"PAGER": "no-such-pager 2>/dev/null"}).out


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, cli: Cli) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "jmespath", None)
    ended = cli("queue", "list", "--jq", "[0]")
    assert (ended.code, ended.out) == (1, "")
    assert "pip install 'paddleflow-client[cli]'" in ended.err


def test_json_is_ascii_where_the_encoding_is_not_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", stream)
    Writer("json").structured({"a": "训😀"})
    stream.flush()
    assert json.loads(stream.buffer.getvalue()) == {"a": "训😀"}  # type: ignore[attr-defined]


def test_a_second_ctrl_c_prints_no_traceback(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("paddleflow.cli.context.Context.close", interrupt)
    assert cli("queue", "list").code == 130
