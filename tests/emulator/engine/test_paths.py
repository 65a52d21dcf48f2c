"""Replacing paths in strings: whole paths only, the longest first."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from paddleflow_emulator.engine.launch.paths import replace_paths, replace_paths_in_command


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cat /a/b/c /a/bc x/a /a-b /a.b '/a/b'", "cat /Y/c /X/bc x/a /a-b /a.b '/Y'"),
        ("A=/a:/a/b/", "A=/X:/Y/"),
        ("{{o}}/a", "{{o}}/a"),
        ("/", "/"),
    ],
)
def test_whole_prefixes_are_replaced(text: str, expected: str) -> None:
    assert replace_paths(text, {"/a": "/X", "/a/b/": "/Y"}) == expected


def test_the_path_of_the_root_is_not_replaced() -> None:
    assert replace_paths("cd /; ls /tmp", {"/": "/mnt"}) == "cd /; ls /tmp"


COMMAND = r"""
printf '%s\n' /m/a "/m/a" '/m/a' x="/m/a" "it's /m/a" 'say "/m/a"' \"/m/a\' # It's not "/m/a
printf '%s\n' "$(printf %s /m/a "/m/a" '/m/a')" `printf %s "/m/a"` $(printf %s "a (b) /m/a" | cat)
printf '%s\n' "(/m/a) # `printf %s '/m/a'`"
(printf '%s\n' '/m/a'\''/m/a') && x='/m/a'; printf '%s\n' "$x" \(/m/a\) "\"/m/a\" \\ /m/a"
"""


@pytest.mark.parametrize(
    "name",
    ["plain", "a b", "bob's", 'say "so"', "r&d", "a;touch here", "$HOME", "`id`", "$(id)", "(old)", "a\\b", "#1", "*"],
)
def test_a_shell_reads_a_directory_as_it_is_written(tmp_path: Path, name: str) -> None:
    def printed(command: str) -> str:
        return subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    expected = printed(COMMAND).replace("/m/a", f"{tmp_path}/{name}/a")
    command = replace_paths_in_command(COMMAND, {"/m": f"{tmp_path}/{name}"})
    assert printed(command).split() == expected.split()
    assert list(tmp_path.iterdir()) == []


async def test_processes_are_waited_for_where_they_have_no_descriptors(
    lab: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "pidfd_open")
    run_id = await lab.run("name: p\ndocker_env: x\nentry_points: {a: {command: exit 3}}")
    assert "exited with code: 3" in lab.step(run_id, "a").message
