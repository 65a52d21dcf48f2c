"""Mutation testing of a sample: make small changes to the code, and see whether the tests notice.

    python scripts/mutants.py                                  # thirty mutants of this tree
    python scripts/mutants.py --tree ../other --also ../this   # of another tree, only those that both have
    python scripts/mutants.py --whole                          # run all tests of the area when the nearest see nothing

The same seed picks the same mutants. Each is applied in a copy of the tree, where the test files that mention
its module and function most run until one fails. Look at those that survive: a test is missing, or the change has no
effect.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEAREST = 5
"""Number of test files that run first for a mutant."""
LONGEST = 300
"""Seconds after which a test is taken to hang, and its mutant to be killed."""
EXCHANGE = (
    "*/_exchange.py", "*/_outcome.py", "*/_retry.py", "*/_listing.py", "*/_polling.py", "*/_rows.py",
    "*/_transports.py", "*_transport.py", "*/_http*.py", "*/_log_reader.py", "*/_per_process.py",
)  # fmt: skip
AREAS = {
    "exchange": (EXCHANGE, ("wrapper/core", "wrapper/transport", "e2e")),
    "engine": (("emulator/*/engine/*.py", "*/pipeline/_rules/*.py"), ("emulator", "pipeline", "e2e")),
    "wrapper": (("wrapper/paddleflow/*.py",), ("wrapper", "cli", "pipeline", "e2e")),
    "templates": (("spec/templates/*",), ("generated", "wrapper/core")),
}
"""For each area, its files (the first area that fits has a file) and the folders of tests that may kill its mutants."""

SWAPS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
TEMPLATE_SWAPS = [(r" and ", " or "), (r" or ", " and "), (r"\bif not ", "if "), (r" is None", " is not None"),
                  (r" == ", " != "), (r"\bTrue\b", "False"), (r"\bFalse\b", "True")]  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A changed line."""

    area: str
    scope: str
    """The function that contains it."""
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.scope or '-'}: {self.before.strip()}  ->  {self.after.strip()}"


@dataclass(frozen=True)
class Place:
    """Where a mutant is in a tree."""

    file: str
    line: int
    text: str


def mutants(tree: Path) -> dict[Mutant, Place]:
    """Return every unambiguous mutant of a tree."""
    found: dict[Mutant, Place] = {}
    twice = set[Mutant]()
    files = [path for folder in ("wrapper", "emulator", "spec/templates") for path in (tree / folder).rglob("*.*")]
    for path in sorted(files):
        name = path.relative_to(tree).as_posix()
        area = next((area for area, (patterns, _) in AREAS.items() if any(fnmatch(name, p) for p in patterns)), None)
        if area is None or "__pycache__" in name:
            continue
        text = path.read_text(encoding="utf-8")
        for scope, number, before, after in of_python(text) if path.suffix == ".py" else of_template(text):
            mutant = Mutant(area, scope, before.strip("+ "), after.strip("+ "))
            if found.setdefault(mutant, Place(name, number, after)) != Place(name, number, after):
                twice.add(mutant)
    return {mutant: place for mutant, place in found.items() if mutant not in twice}


def of_template(text: str) -> Iterator[tuple[str, int, str, str]]:
    """Yield function, line number, line and changed line for each change of a template or of a patch's additions."""
    patch = "\n@@ " in text
    for number, line in enumerate(text.splitlines()):
        if (patch and line[:1] != "+") or line.lstrip("+ ").startswith(("{#", "#", "`")):
            continue
        for pattern, other in TEMPLATE_SWAPS:
            changed = re.sub(pattern, other, line, count=1)
            if changed != line and re.search(r"{%|[=(]", line):
                yield "", number, line, changed


def of_python(text: str) -> Iterator[tuple[str, int, str, str]]:
    """Yield function, line number, line and changed line for each change of a module's functions."""
    lines = text.splitlines()
    for node, scope in walk(ast.parse(text), ""):
        for target, other in changes(node):
            if target.lineno != target.end_lineno or not scope:
                continue
            line = lines[target.lineno - 1].encode()
            changed = line[: target.col_offset] + other.encode() + line[target.end_col_offset :]
            yield scope, target.lineno - 1, line.decode(), changed.decode()


def walk(node: ast.AST, scope: str) -> Iterator[tuple[ast.AST, str]]:
    """Yield every node and the function that it is in, but not the annotations."""
    yield node, scope
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        scope = node.name
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr) and isinstance(node, ast.AnnAssign | ast.arg) and child is node.annotation:
            continue
        yield from walk(child, scope)


def changes(node: ast.AST) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield the parts of a node that may change, with their replacements."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in SWAPS:
            yield node, ast.unparse(ast.Compare(node.left, [SWAPS[type(operator)]()], node.comparators))
        case ast.BoolOp(op=operator):
            other = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield node, f"({ast.unparse(ast.BoolOp(other, node.values))})"
        case ast.UnaryOp(op=ast.Not()):
            yield node, f"({ast.unparse(node.operand)})"
        case ast.BinOp(op=ast.Add() | ast.Sub() as operator) if not isinstance(node.left, ast.Constant | ast.JoinedStr):
            other = ast.Sub() if isinstance(operator, ast.Add) else ast.Add()
            yield node, ast.unparse(ast.BinOp(node.left, other, node.right))
        case ast.Constant(value=bool() as value):
            yield node, str(not value)
        case ast.Constant(value=int() as value):
            yield node, str(value + 1)
        case ast.Expr(value=ast.Call()):
            yield node, "pass"


def nearest(tree: Path, mutant: Mutant, place: Place) -> list[str]:
    """Return the test files that mention the mutant's module and function most."""
    module = Path(place.file).name.split(".")[0].strip("_")
    words = {module, mutant.scope.strip("_"), *re.findall(r"\w{5,}", mutant.before)} - {""}
    scores = {}
    for folder in AREAS[mutant.area][1]:
        for path in (tree / "tests" / folder).rglob("test_*.py"):
            text = path.read_text(encoding="utf-8")
            score = sum(min(text.count(word), 5) for word in words) + 20 * (module in path.name)
            scores[path.relative_to(tree).as_posix()] = score
    return sorted(scores, key=lambda name: (-scores[name], name))[:NEAREST]


def killed(tree: Path, mutant: Mutant, place: Place, *, whole: bool) -> str:
    """Return the test that fails only with a mutant, "" when none does, "-" when the mutant has no effect."""
    chosen = nearest(tree, mutant, place)
    folders = [f"tests/{folder}" for folder in AREAS[mutant.area][1] if (tree / "tests" / folder).is_dir()]
    rest = folders + [f"--ignore={name}" for name in chosen]
    deselected: list[str] = []
    while True:
        with applied(tree, mutant, place) as refused:
            failing = refused or failure(tree, chosen, deselected)
            if whole and not failing:
                failing = failure(tree, rest, deselected)
        if "::" not in failing or not failure(tree, [failing], []):
            return failing
        deselected.append(failing)


@contextmanager
def applied(tree: Path, mutant: Mutant, place: Place) -> Iterator[str]:
    """Apply a mutant; yield the reason if it cannot be tested: "-" when `generated/` stays the same."""
    file, package, kept = tree / place.file, tree / "generated", tree / "generated.before"
    original, before = file.read_text(encoding="utf-8"), file.stat()
    lines = original.splitlines(keepends=True)
    lines[place.line] = place.text + "\n"
    file.write_text("".join(lines), encoding="utf-8")
    refused = ""
    try:
        if mutant.area == "templates":
            shutil.copytree(package, kept)
            made = subprocess.run([sys.executable, "scripts/generate.py"], cwd=tree, capture_output=True, check=False)
            same = subprocess.run(["diff", "-rq", "-x", "__pycache__", package, kept], capture_output=True, check=False)
            refused = "generate.py refuses" if made.returncode else "" if same.returncode else "-"
        yield refused
    finally:
        file.write_text(original, encoding="utf-8")
        # Otherwise the module compiled from the mutant, of the same size and second, would be taken for this one.
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        if kept.exists():
            shutil.rmtree(package)
            kept.rename(package)


def failure(tree: Path, chosen: list[str], deselect: list[str]) -> str:
    """Return the first test that fails, "" when none does."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "-p", "no:cacheprovider", "--tb=no", *chosen]
    command += [f"--deselect={name}" for name in deselect]
    command += ["-o", f"faulthandler_timeout={LONGEST}", "-o", "faulthandler_exit_on_timeout=true"]
    paths = os.pathsep.join(str(tree / name) for name in ("generated", "wrapper", "emulator"))
    environment = {**os.environ, "PYTHONPATH": paths}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    if "Timeout (" in done.stderr:
        return "hangs"
    found = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", done.stdout, re.MULTILINE)
    return found[1] if found else (done.stdout.strip() or done.stderr.strip()).splitlines()[-1]


def rank(mutant: Mutant, seed: int) -> str:
    """Return the sort key for the choice of mutants: it does not depend on the other mutants."""
    return sha256(f"{seed} {mutant}".encode()).hexdigest()


def main() -> int:
    """Print the table."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--tree", type=Path, default=ROOT, help="the tree to change, and whose tests are run")
    reader.add_argument("--also", type=Path, help="another tree: only mutants that it has too")
    reader.add_argument("--seed", type=int, default=11)
    reader.add_argument("--count", type=int, default=32, help="number of mutants, the same for each area")
    reader.add_argument("--area", action="append", choices=AREAS, help="only this area")
    reader.add_argument("--whole", action="store_true", help="run all tests of the area before a mutant survives")
    reader.add_argument("--list", action="store_true", help="only print the chosen mutants")
    options = reader.parse_args()
    here = mutants(options.tree)
    common = here.keys() & mutants(options.also).keys() if options.also else here.keys()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tree"
        shutil.copytree(options.tree, copy, ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__"))
        survived = total = 0
        for area in options.area or AREAS:
            candidates = [each for each in common if each.area == area]
            candidates.sort(key=lambda each: rank(each, options.seed))
            wanted = options.count // len(AREAS)
            for mutant in candidates:
                if not wanted:
                    break
                start = time.monotonic()
                by = "?" if options.list else killed(copy, mutant, here[mutant], whole=options.whole)
                if by == "-":
                    continue
                wanted -= 1
                total, survived = total + 1, survived + (by == "")
                print(f"| {area} | {here[mutant].file}:{here[mutant].line + 1} | `{mutant}` | {by or '**survived**'} "
                      f"| {time.monotonic() - start:.0f} s |", flush=True)  # fmt: skip
    print(f"{total} picked" if options.list else f"{total - survived} of {total} killed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
