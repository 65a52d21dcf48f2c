"""Completion: what is offered, from this machine and from the server; and that shells take the scripts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from paddleflow.cli.completion import ANYTHING, SCRIPTS
from paddleflow_emulator.pytest_plugin import PaddleFlowServer

from ..support.cases import with_each
from .conftest import Cli
from .pseudo_terminal import in_terminal, terminal

Offered = Callable[..., list[str]]


@pytest.fixture
def offered(offline: Cli) -> Offered:
    """What completion offers for the last word, without a server."""
    return lambda *words: [line.split("\t")[0] for line in offline("__complete", *words).out.splitlines()]


@with_each(
    "words, expected",
    [
        (("fl",), ["flavour"]),
        (("-",), ["--config", "--debug", "--dry-run", "--output", "--password-stdin", "--pf_config", "--profile"]),
        (("flavour", ""), ["create", "delete", "list", "show", "update"]),
        (("--output", "json", "flavour", "l"), ["list"]),
        (("--output", "j"), ["json"]),
        (("run", "list", "-o", "t"), ["table", "text"]),
        (("run", "list", "--status", "f"), ["failed", "final"]),
        (("run", "list", "-s", "succ"), ["succeeded"]),
        (("flavour", "create", "x", "--s"), ["--scalar", "--show-secrets"]),
        (("completion", ""), ["bash", "fish", "zsh"]),
        (("queue", "list", "--profile", "l"), ["local"]),
        (("run", "list", "--status=f"), ["--status=failed", "--status=final"]),
        (("run", "list", "--no-such-option=f"), []),
        (("nonsense", ""), []),
        (("run", "nonsense", ""), []),
        ((), None),
    ],
)
def test_completion_offers_commands_and_options(
    offered: Offered, words: tuple[str, ...], expected: list[str] | None
) -> None:
    found = offered(*words)
    assert found == expected if expected is not None else {"run", "job", "doctor"} <= set(found)


def test_ids_and_names_are_offered(cli: Cli, paddleflow_server_module: PaddleFlowServer) -> None:
    client = paddleflow_server_module.client()
    yaml = "name: mine\ndocker_env: x\nentry_points: {s: {command: 'true'}}"
    run_id = client.create_run(run_yaml_raw=yaml).unwrap()
    client.wait_for_run(run_id, interval=0.05).unwrap()
    assert cli("__complete", "run", "show", "").out.splitlines() == [
        "@latest\tthe newest one",
        "@failed\tthe newest one that failed",
        f"{run_id}\tsucceeded mine",
    ]
    assert cli("__complete", "run", "stop", "--force", "run-").out.startswith(run_id)
    assert cli("__complete", "queue", "show", "d").out == "default-queue\topen\n"
    assert cli("__complete", "job", "list", "-q", "d").out.startswith("default-queue\t")


def test_the_newest_is_offered_first(cli: Cli, paddleflow_server_module: PaddleFlowServer) -> None:
    client = paddleflow_server_module.client()
    yaml = "name: mine\ndocker_env: x\nentry_points: {s: {command: 'true'}}"
    made = [client.create_run(run_yaml_raw=yaml).unwrap() for _ in range(2)]
    offered = [line.split("\t")[0] for line in cli("__complete", "run", "show", "run-").out.splitlines()]
    assert offered[:2] == made[::-1]


@pytest.mark.parametrize(
    ("words", "files"),
    [
        (("job", "create", "single", "j"), True),
        (("run", "create", "-yr", ""), True),
        (("fl",), False),
        (("run", "list", "--status", "x"), False),
        (("run", "show", "x"), False),
    ],
)
def test_files_are_offered_only_where_anything_may_stand(offline: Cli, words: tuple[str, ...], files: bool) -> None:
    assert offline("__complete", *words).code == (ANYTHING if files else 0)


def test_completion_is_silent_without_a_server(offline: Cli) -> None:
    for env in ({}, {"PADDLEFLOW_HOST": "http://127.0.0.1:1", "PADDLEFLOW_USERNAME": "a", "PADDLEFLOW_PASSWORD": "b"}):
        ended = offline("__complete", "run", "show", "run-", env=env)
        assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_the_official_way_to_switch_it_on_works(offline: Cli) -> None:
    for name in ("source_bash", "bash_source"):
        assert offline(env={"_PADDLEFLOW_COMPLETE": name}).out == offline("completion", "bash").out


def test_bash_completes(offline: Cli, tmp_path: Path) -> None:
    """The script is run by a real bash, with a program that answers as ours does."""
    program = tmp_path / "paddleflow"
    program.write_text('#!/bin/sh\nshift\nprintf "%s\\tabout\\nwith space\\t\\n" "$*"\n')
    program.chmod(0o755)
    script = offline("completion", "bash").out + (
        "COMP_LINE='paddleflow run show run- --more'; COMP_POINT=24\n"
        "_paddleflow paddleflow run- show\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    done = subprocess.run(["bash", "--norc", "-c", script], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "run\\ show\\ run-\nwith\\ space\n"


@with_each("shell", SCRIPTS)
def test_there_is_a_script_for_each_shell(offline: Cli, shell: str) -> None:
    assert "paddleflow __complete" in offline("completion", shell).out


START = {
    "bash": (["bash", "--norc", "-i"], "PS1='> '; eval \"$(paddleflow completion bash)\""),
    "zsh": (["zsh", "-f", "-i"], "PS1='> '; eval \"$(paddleflow completion zsh)\""),
    "fish": (
        ["fish", "--no-config"],
        "function fish_prompt; echo -n '> '; end; set fish_autosuggestion_enabled 0; "
        "paddleflow completion fish | source",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("shell", START)
def test_a_real_shell_completes(
    cli: Cli, shell: str, home: Path, tmp_path: Path, paddleflow_server_module: PaddleFlowServer
) -> None:
    """In a terminal, with the program itself. The three shells must be there: `make torture` needs them."""
    paddleflow_server_module.control.reset()
    yaml = "name: mine\ndocker_env: x\nentry_points: {s: {command: 'true'}}"
    run_id = paddleflow_server_module.client().create_run(run_yaml_raw=yaml).unwrap()
    assert cli("flavour", "create", f"a {shell}", "-c", "1", "-m", "1Gi").code == 0
    (tmp_path / "job.json").touch()
    environ = {
        **{name: os.environ[name] for name in os.environ if name.startswith("PADDLEFLOW_")},
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "TERM": "xterm",
        "LANG": "C.UTF-8",
    }
    words, start = START[shell]
    assert shutil.which(shell), f"{shell} is not here: install it"
    with terminal(80) as screen, in_terminal(words, screen, environ, tmp_path):
        screen.press(f"{start}; clear\n")
        screen.wait_until(lambda text: text.strip() == ">")
        for typed, completed in (
            ("fla\t", "flavour"),
            ("run list --sta\t", "run list --status"),
            (f"run stop -f {run_id[:-1]}\t", f"run stop -f {run_id}"),
            ("run show @la\t", "run show @latest"),
            ("run list --status=succ\t", "run list --status=succeeded"),
            (f"flavour show a\\ {shell[0]}\t", f"flavour show a\\ {shell}"),
            ("queue show 'defa\t", "queue show 'default-queue'"),
            ("job create single jo\t", "job create single job.json"),
            ("run show jo\tx", "run show jox"),
        ):
            line = f"> paddleflow {completed}"
            for _ in range(5):  # the server is asked for a second, which a busy machine may need longer for
                screen.press(f"paddleflow {typed}")
                found = screen.shows(lambda text, line=line: line in text.splitlines(), 5)  # type: ignore[misc]
                screen.press("\x15clear\n")
                screen.wait_until(lambda text: text.strip() == ">")
                if found:
                    break
            else:
                pytest.fail(f"{typed!r} is not completed")
