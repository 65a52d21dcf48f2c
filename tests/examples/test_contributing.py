"""The recipe of CONTRIBUTING.md is followed as it is written there, in a copy of the sources."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from textwrap import dedent, indent
from typing import NamedTuple

import pytest

from .conftest import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r'<!-- recipe: (?P<path>\S+) before "(?P<mark>[^"]+)"(?P<behind> and behind it)? -->\n'
    r" *```\w+\n(?P<code>.*?)\n *```\n",
    re.DOTALL,
)
SOURCES = ("spec", "generated", "wrapper", "emulator", "scripts", "tests", "docs", "pyproject.toml")
TESTS = (
    "tests/spec/test_rules.py::test_the_spec_keeps_the_rule",
    "tests/spec/test_rules.py::test_no_line_of_the_spec_is_too_long",
    "tests/spec/test_rules.py::test_paths_and_schemas_are_set_apart_by_one_blank_line",
    "tests/wrapper/manual/test_docs.py",
    "tests/wrapper/resources/test_complete.py",
    "tests/wrapper/resources/test_results.py",
    *("-k", "show_queue_usage or test_rules or test_complete or docs_api or every_method_is_called"),
)
CALL = """
from paddleflow_emulator import serve
with serve() as server, server.client() as client:
    print(client.show_queue_usage("default-queue"))
"""


class Edit(NamedTuple):
    """A block of the recipe, and the line before or behind which it goes."""

    path: str
    mark: str
    behind: bool
    code: str

    def apply(self, folder: Path) -> None:
        file = folder / self.path
        before, mark, after = file.read_text(encoding="utf-8").partition(f"\n{self.mark}")
        width = len(self.mark) - len(self.mark.lstrip()) + (4 if self.behind else 0)
        apart = {".yaml": 1, ".py": 0 if width else 2}[file.suffix]
        code = indent(dedent(self.code).strip(), " " * width) + "\n" * (1 + apart)
        line, _, rest = after.partition("\n")
        text = f"{before}{mark}{line}\n{code}{rest}" if self.behind else f"{before}\n{code}{mark[1:]}{after}"
        file.write_text(text, encoding="utf-8")


EDITS = [Edit(found["path"], found["mark"], bool(found["behind"]), found["code"]) for found in BLOCK.finditer(PAGE)]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.path)
def test_a_block_of_the_recipe_has_its_place(edit: Edit) -> None:
    assert (ROOT / edit.path).read_text(encoding="utf-8").count(f"\n{edit.mark}") == 1


@pytest.mark.parametrize("package", ["wrapper/paddleflow", "emulator/paddleflow_emulator", "tests/support"])
def test_the_name_of_a_class_means_one_thing_in_a_package(package: str) -> None:
    names = Counter(
        (str(module.parent.relative_to(ROOT)), node.name)
        for module in (ROOT / package).rglob("*.py")
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.slow
def test_the_recipe_for_an_endpoint_is_complete(tmp_path: Path) -> None:
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path)
    for edit in EDITS:
        edit.apply(tmp_path)

    path = os.pathsep.join(str(tmp_path / name) for name in ("generated", "wrapper", "emulator"))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    for step in ("scripts/generate.py", "scripts/clients.py", "scripts/docs.py"):
        run(step)
    assert "show_queue_usage" in (tmp_path / "docs" / "api.md").read_text(encoding="utf-8")
    run("-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS)

    assert run("-c", CALL) == "(True, 0)\n"
