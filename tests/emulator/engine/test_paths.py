"""Paths inside of texts: whole ones only, the longest first."""

import os
from typing import Any

import pytest

from paddleflow_emulator.engine.paths import replace_paths


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


def test_the_root_stands_for_nothing() -> None:
    assert replace_paths("cd /; ls /tmp", {"/": "/mnt"}) == "cd /; ls /tmp"


async def test_processes_are_waited_for_where_they_have_no_descriptors(
    lab: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "pidfd_open")
    run_id = await lab.run("name: p\ndocker_env: x\nentry_points: {a: {command: exit 3}}")
    assert "exited with code: 3" in lab.step(run_id, "a").message
