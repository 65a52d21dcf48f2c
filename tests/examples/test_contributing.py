"""The recipes of CONTRIBUTING.md are followed as they are written there, in a copy of the sources."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import openapi_python_client
import pytest

from .conftest import ROOT

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"<!-- recipe: (?P<path>\S+) -->\n(?P<block> *```diff\n.*?\n *```)\n", re.DOTALL)
VALUES = ROOT / "wrapper/paddleflow/cli/values.py"
"""Its functions are named after types, as `values.integer`, beside the checks of `_arguments` that are so named too."""
SOURCES = ("spec", "generated", "wrapper", "emulator", "scripts", "tests", "docs", "pyproject.toml")
MADE = ("generated", "wrapper", "docs")
TESTS = ("tests/spec/test_rules.py", "tests/wrapper/manual/test_docs.py", "tests/wrapper/resources", "tests/e2e")
CHOSEN = "keeps_the_rule or test_no_line or test_paths_and or test_docs or test_complete or test_results"


class Change(NamedTuple):
    """A block of a recipe: what is in a file, and what it becomes. A file that is not there has no text."""

    path: str
    old: str
    new: str

    def made_in(self, text: str) -> str:
        assert text.count(self.old) == 1 or not text, f"{self.path} has this {text.count(self.old)} times: {self.old}"
        return text.replace(self.old, self.new) if text else self.new

    def make(self, folder: Path) -> None:
        file = folder / self.path
        file.write_text(self.made_in(file.read_text(encoding="utf-8") if file.exists() else ""), encoding="utf-8")


def changes(title: str) -> list[Change]:
    """The blocks of a recipe."""
    recipe = PAGE.partition(f"\n### {title}\n")[2].partition("\n### ")[0]
    found = []
    for block in BLOCK.finditer(recipe):
        lines = [line or " " for line in dedent(block["block"]).splitlines()[1:-1]]
        old, new = ("".join(f"\n{line[1:]}" for line in lines if line[0] in signs) for signs in (" -", " +"))
        found.append(Change(block["path"], old, new if old else new[1:] + "\n"))
    return found


FIRST = "Add an endpoint"
RECIPES = {
    FIRST: changes(FIRST),
    "Add a parameter": [*changes(FIRST), *changes("Add a parameter")],
    "Deprecate": [*changes(FIRST), *changes("Deprecate")],
    **{title: changes(title) for title in ("Add a resource", "Add a field", "Add a method")},
}
WORD = {"Add a resource": "health", "Add a field": "running_jobs", "Add a method": "queue_status"}
DEPRECATED = """
import warnings
from paddleflow_emulator import serve
with serve() as server, server.client() as client, warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    client.show_queue_usage("default-queue")
print(seen[0].category.__name__, seen[0].filename, seen[0].message)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the sources."""
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path)
    return tmp_path


def run(tree: Path, *arguments: str, status: int = 0) -> str:
    path = os.pathsep.join(str(tree / name) for name in ("generated", "wrapper", "emulator"))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stderr if status else done.stdout


def generate(tree: Path, made: Iterable[Change]) -> None:
    for change in made:
        change.make(tree)
    for script in ("generate", "clients", "docs"):
        run(tree, f"scripts/{script}.py")


@pytest.mark.parametrize("title", RECIPES)
def test_the_places_that_a_recipe_changes_exist(title: str) -> None:
    by_file: dict[str, list[Change]] = {}
    for change in RECIPES[title]:
        by_file.setdefault(change.path, []).append(change)
    assert by_file
    for path, made in by_file.items():
        text = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).exists() else ""
        assert reduce(lambda text, change: change.made_in(text), made, text) != text


@pytest.mark.slow
@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_is_complete(tree: Path, title: str) -> None:
    generate(tree, RECIPES[title])
    word = WORD.get(title, "usage")
    made = [text for name, text in contents(tree).items() if not name.startswith("wrapper")]
    assert any(word.encode() in text for text in made)
    run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS, "-k", f"({word} or {CHOSEN}) and not test_map")
    run(tree, "-m", "ruff", "check", "--no-cache", ".")
    run(tree, "-m", "ruff", "format", "--no-cache", "--check", ".")
    if title == "Deprecate":
        assert run(tree, "-c", DEPRECATED) == (
            "DeprecationWarning <string> show_queue_usage is deprecated: use `show_queue`.\n"
        )


@pytest.mark.slow
def test_an_endpoint_that_is_removed_leaves_nothing(tree: Path) -> None:
    before = contents(tree)
    generate(tree, RECIPES[FIRST])
    assert contents(tree) != before
    generate(tree, [Change(change.path, change.new, change.old) for change in RECIPES[FIRST]])
    assert contents(tree) == before


@pytest.mark.slow
def test_a_template_is_changed(tree: Path) -> None:
    run(tree, "scripts/templates.py", "unpack")
    for change in changes("Change a template"):
        change.make(tree)
    run(tree, "scripts/templates.py", "pack")
    run(tree, "scripts/generate.py")
    assert '_what = "status:"' in (tree / "generated" / "paddleflow_api" / "errors.py").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_generator_is_upgraded(tree: Path) -> None:
    newer = shutil.copytree(Path(openapi_python_client.__file__).parent, tree / "wrapper" / "openapi_python_client")
    upstream = Change("templates/str_enum.py.jinja", "        return str(self.value)", "        return self.value")
    upstream.make(newer)
    shown = run(tree, "scripts/generate.py", status=1)
    assert "str_enum.py.jinja.patch: this hunk applies in 0 places, not in one" in shown
    assert shown.partition("\n")[2] == run(tree, "scripts/templates.py", "unpack", status=1)
    ours = Change("build/templates/str_enum.py.jinja", upstream.new, f"{upstream.new}  # ours")
    ours.make(tree)
    run(tree, "scripts/templates.py", "pack")
    run(tree, "scripts/generate.py")
    made = (tree / "generated" / "paddleflow_api" / "models" / "cluster_status.py").read_text(encoding="utf-8")
    assert ours.new in made


def contents(tree: Path) -> dict[str, bytes]:
    files = (file for name in MADE for file in (tree / name).rglob("*") if file.is_file())
    return {str(file.relative_to(tree)): file.read_bytes() for file in files if "__pycache__" not in file.parts}


def defined(tree: ast.Module) -> list[str]:
    """Return the names of a module that nothing else in its package may have.

    These are classes and type aliases, nested and private ones too, and functions for other modules. A command is named
    as on the command line, and what a script starts with is `main`.
    """
    names = set[str]()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            is_command = bool(node.args.args) and ast.unparse(node.args.args[0]) == "context: Context"
            names |= {node.name} if node.name != "main" and node.name[0] != "_" and not is_command else set()
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {each.id for each in targets if isinstance(each, ast.Name) and re.match("_?[A-Z][a-z]", each.id)}
    return [*names, *(node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]


@pytest.mark.parametrize("package", ["wrapper/paddleflow", "emulator/paddleflow_emulator", "scripts", "tests/support"])
def test_a_name_means_one_thing_in_a_package(package: str) -> None:
    modules = (path for path in (ROOT / package).rglob("*.py") if path != VALUES)
    names = Counter(name for path in modules for name in defined(ast.parse(path.read_text(encoding="utf-8"))))
    assert [name for name, count in names.items() if count > 1] == []


def test_tests_reach_into_objects_in_one_place_only() -> None:
    allowed = r"repr_html_|replace\b|exit\b|get_kwargs|build_response"
    reach = re.compile(
        rf"[\w)\]](?<!\bself)(?<!\bcls)(?<!\bpaddleflow)(?<!\bpipeline)\._(?!{allowed})[a-z]|attr\([\w.]+, \"_[a-z]"
    )
    assert [
        f"{module.relative_to(ROOT)}:{number}"
        for module in (ROOT / "tests").rglob("*.py")
        if module != ROOT / "tests/support/inside.py"
        for number, line in enumerate(module.read_text(encoding="utf-8").splitlines(), 1)
        if reach.search(line) and not line.startswith(("from ", "import "))
    ] == []
