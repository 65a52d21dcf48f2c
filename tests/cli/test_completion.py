"""Completion: what is offered, from this machine and from the server; and that shells take the scripts."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from paddleflow_emulator.pytest_plugin import PaddleFlowServer

from ..support.cases import with_each
from .conftest import Cli

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
        (("nonsense", ""), []),
        (("run", "nonsense", ""), []),
        ((), None),
    ],
)
def test_what_is_known_here_is_offered(offered: Offered, words: tuple[str, ...], expected: list[str] | None) -> None:
    found = offered(*words)
    assert found == expected if expected is not None else {"run", "job", "doctor"} <= set(found)


def test_ids_and_names_are_offered(cli: Cli, paddleflow_server_module: PaddleFlowServer) -> None:
    client = paddleflow_server_module.client()
    yaml = "name: mine\ndocker_env: x\nentry_points: {s: {command: 'true'}}"
    run_id = client.create_run(run_yaml_raw=yaml).unwrap()
    client.wait_for_run(run_id, interval=0.05).unwrap()
    assert cli("__complete", "run", "show", "").out.splitlines() == [
        "@failed\tthe newest one that failed",
        "@latest\tthe newest one",
        f"{run_id}\tsucceeded mine",
    ]
    assert cli("__complete", "run", "stop", "--force", "run-").out.startswith(run_id)
    assert cli("__complete", "queue", "show", "d").out == "default-queue\topen default-queue\n"
    assert cli("__complete", "job", "list", "-q", "d").out.startswith("default-queue\t")


def test_it_says_nothing_where_there_is_no_server(offline: Cli) -> None:
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
        "COMP_WORDS=(paddleflow run show run-); COMP_CWORD=3; _paddleflow\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    env = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    bash = shutil.which("bash") or "/bin/bash"
    done = subprocess.run([bash, "--norc", "-c", script], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "run\\ show\\ run-\nwith\\ space\n"


@with_each("shell", ["zsh", "fish"])
def test_other_shells_take_the_script(offline: Cli, shell: str) -> None:
    script = offline("completion", shell).out
    assert "paddleflow __complete" in script
    if (program := shutil.which(shell)) is not None:
        subprocess.run([program, "-n"], input=script, text=True, check=True)
