"""scripts/generate.py: its output is deterministic, --check sees every difference, a failure changes nothing."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from ruamel.yaml import YAML

from generate import differences

Generate = Callable[..., CompletedProcess[str]]

TEXT_BODY = """
  /text:
    post:
      operationId: sendText
      requestBody: {content: {text/plain: {schema: {type: string}}}}
      responses: {"204": {description: Done.}}
"""
CLASHING_ENUM = """
  /clash:
    get:
      operationId: clash
      parameters: [{name: state, in: query, schema: {type: string, enum: [running, RUNNING]}}]
      responses: {"204": {description: Done.}}
"""
UNION = """
  /union:
    get:
      operationId: union
      parameters: [{name: some, in: query, schema: {oneOf: [{type: array}, {type: string}]}}]
      responses: {"204": {description: Done.}}
"""
SAME_ID = """
  /same:
    get:
      operationId: list_things
      tags: [thing]
      responses: {"204": {description: Done.}}
"""
UNQUOTED_STATUS = """
  /status:
    get:
      operationId: status
      responses: {204: {description: Done.}}
"""


def tree(package: Path) -> dict[str, bytes]:
    found = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(package)): path.read_bytes() for path in found}


@pytest.fixture
def tiny_copy(tiny_package: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_package, tmp_path / "copy" / "tiny_api"))


@pytest.mark.slow
def test_the_same_spec_gives_the_same_bytes(
    generate_alone: Generate, tiny_spec: Path, tiny_package: Path, tmp_path: Path
) -> None:
    again = tmp_path / "deeper" / "renamed"

    assert generate_alone("--spec", tiny_spec, "--output", again, PYTHONHASHSEED="2").returncode == 0

    assert tree(again) == tree(tiny_package)


@pytest.mark.slow
def test_the_whole_spec_gives_the_same_bytes(generate_alone: Generate, tmp_path: Path) -> None:
    first, second = tmp_path / "one" / "paddleflow_api", tmp_path / "two" / "deeper" / "renamed"

    assert generate_alone("--output", first, PYTHONHASHSEED="1").returncode == 0
    assert generate_alone("--output", second, PYTHONHASHSEED="2").returncode == 0

    assert tree(first) == tree(second)


@pytest.mark.slow  # CI runs `make check-generated`, which is the same.
def test_the_checked_in_package_is_what_the_spec_compiles_to(generate: Generate) -> None:
    done = generate("--check")

    assert (done.returncode, done.stderr) == (0, "")


def test_each_operation_has_a_module(package: Path, operations: list[Any]) -> None:
    modules = {path for path in package.glob("api/*/*.py") if path.name != "__init__.py"}

    assert {package / "api" / f"{operation.module.replace('.', '/')}.py" for operation in operations} == modules
    assert len(modules) == len(operations)


@pytest.mark.slow
def test_the_package_holds_the_spec_as_json_in_the_same_order(package: Path, root: Path) -> None:
    written = (package / "openapi.json").read_text(encoding="utf-8")

    spec = YAML(typ="safe").load(root / "spec" / "openapi.yaml")

    assert written == json.dumps(spec, ensure_ascii=False, separators=(",", ":")) + "\n"


def test_the_package_is_marked_as_typed(package: Path) -> None:
    assert (package / "py.typed").is_file()


@pytest.fixture
def compiled(tiny_package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The generator has been here already: it makes what it made of tiny.yaml, at once."""
    monkeypatch.setattr("generate.generate_package", lambda spec, package: shutil.copytree(tiny_package, package))


@pytest.mark.usefixtures("compiled")
def test_check_is_content_with_a_fresh_compile(generate: Generate, tiny_spec: Path, tiny_copy: Path) -> None:
    cached = tiny_copy / "models" / "__pycache__" / "thing.cpython-311.pyc"
    cached.parent.mkdir(exist_ok=True)
    cached.write_bytes(b"")

    assert generate("--check", "--spec", tiny_spec, "--output", tiny_copy).returncode == 0


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda copy: (copy / "client.py").write_text("# edited"), "differs: client.py"),
        (lambda copy: (copy / "models" / "thing.py").unlink(), "missing: models/thing.py"),
        (lambda copy: (copy / "models" / "stray.py").touch(), "extra: models/stray.py"),
        (lambda copy: (copy / ".hidden").touch(), "extra: .hidden"),
    ],
)
def test_a_difference_is_named(
    tiny_package: Path, tiny_copy: Path, change: Callable[[Path], object], line: str
) -> None:
    change(tiny_copy)

    assert differences(tiny_package, tiny_copy) == [line]


@pytest.mark.usefixtures("compiled")
def test_check_names_what_differs_and_changes_nothing(generate: Generate, tiny_spec: Path, tiny_copy: Path) -> None:
    (tiny_copy / "client.py").write_text("# edited")
    (tiny_copy / ".hidden").touch()
    before = tree(tiny_copy)

    done = generate("--check", "--spec", tiny_spec, "--output", tiny_copy)

    assert done.returncode == 1
    assert done.stderr.splitlines()[1:] == ["differs: client.py", "extra: .hidden"]
    assert tree(tiny_copy) == before


def test_every_file_of_a_missing_package_is_listed(tiny_package: Path, tmp_path: Path) -> None:
    assert differences(tiny_package, tmp_path / "tiny_api") == sorted(f"missing: {name}" for name in tree(tiny_package))


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        *((fault, []) for fault in [CLASHING_ENUM, SAME_ID]),
        *(pytest.param(fault, [], marks=pytest.mark.slow) for fault in [TEXT_BODY, UNION, UNQUOTED_STATUS]),
        *((fault, []) for fault in ["\n  /things: {}\n", "\n  a tab\t: ]\n"]),
        (SAME_ID, ["--check"]),
    ],
)
def test_a_spec_that_does_not_compile_cleanly_changes_nothing(
    generate: Generate, tiny_spec: Path, tiny_copy: Path, tmp_path: Path, fault: str, check: list[str]
) -> None:
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(tiny_spec.read_text(encoding="utf-8").replace("\ncomponents:", f"{fault}components:"))
    before = tree(tiny_copy)

    done = generate("--spec", faulty, "--output", tiny_copy, *check)

    assert done.returncode == 1
    assert done.stderr.startswith(f"{faulty}: not generated, nothing changed.\n")
    assert "Client was generated" not in done.stderr
    assert " object at 0x" not in done.stderr
    assert tree(tiny_copy) == before
    assert list(tiny_copy.parent.iterdir()) == [tiny_copy]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("        note: {type", "        to_dict: {type", "no property has a name that breaks models: Thing.to_dict"),
        (
            "    Key:",
            "    Response: {type: object}\n    Key:",
            "no schema has a name that generated modules use: Response",
        ),
        (
            'items: {$ref: "#/components/schemas/Thing"}',
            'items: {$ref: "#/components/schemas/Thin"}',
            "reference is to a component: ThingList.things[items]: #/components/schemas/Thin\n",
        ),
        ("deleteThing", "listThings", "GET /things and DELETE /things/{id} are all thing.list_things"),
    ],
)
def test_a_spec_from_which_less_would_be_generated_is_refused(
    generate: Generate, tiny_spec: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(tiny_spec.read_text(encoding="utf-8").replace(old, new))

    done = generate("--spec", faulty, "--output", tmp_path / "out" / "tiny_api")

    assert done.returncode == 1
    assert said in done.stderr


@pytest.mark.usefixtures("compiled")
def test_generating_again_removes_what_the_spec_no_longer_has(
    generate: Generate, tiny_spec: Path, tiny_copy: Path
) -> None:
    before = tree(tiny_copy)
    for stale in ("stale.py", "models/stale.py", "api/stale/__init__.py"):
        (tiny_copy / stale).parent.mkdir(exist_ok=True)
        (tiny_copy / stale).touch()

    done = generate("--spec", tiny_spec, "--output", tiny_copy)

    assert (done.returncode, done.stderr) == (0, "")
    assert tree(tiny_copy) == before
    assert list(tiny_copy.parent.iterdir()) == [tiny_copy]


def test_a_folder_that_holds_something_else_is_not_replaced(
    generate: Generate, tiny_spec: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("dear")

    done = generate("--spec", tiny_spec, "--output", tmp_path)

    assert done.returncode == 2
    assert "it is not replaced" in done.stderr
    assert tree(tmp_path) == {"letter.txt": b"dear"}
