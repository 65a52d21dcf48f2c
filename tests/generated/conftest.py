"""What the tests of the generated package share: the compiler, fresh interpreters, and a tiny API compiled once."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from openapi_python_client.strings import PythonIdentifier

from generate import main

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "generated" / "paddleflow_api"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True)
class Operation:
    """One operation of the spec, and the dotted name of the module that it compiles to (below `paddleflow_api.api`)."""

    method: str
    path: str
    module: str


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def package() -> Path:
    return PACKAGE


@pytest.fixture(scope="session")
def operations(document: dict[str, Any]) -> list[Operation]:
    found = []
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                tag = PythonIdentifier(item[method]["tags"][0], "tag")
                name = PythonIdentifier(item[method]["operationId"], "field_")
                found.append(Operation(method.upper(), path, f"{tag}.{name}"))
    return found


@pytest.fixture(scope="session")
def generate_alone() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run scripts/generate.py as a user does."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "scripts" / "generate.py"), *map(str, arguments)]
        return subprocess.run(
            command, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=120
        )

    return run


@pytest.fixture(scope="session")
def generate() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run scripts/generate.py in this process, which has imported what it needs."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command, status, errors = ["generate.py", *map(str, arguments)], 0, StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stderr(errors):
            patch.setattr(sys, "argv", command)
            try:
                main()
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else 1
                errors.write(f"{end.code}\n" if isinstance(end.code, str) else "")
        return subprocess.CompletedProcess(command, status, "", errors.getvalue())

    return run


@pytest.fixture(scope="session")
def fresh_python() -> Callable[..., Any]:
    """Run code in a new interpreter with the package, warnings as errors; return the JSON that it prints."""

    def run(code: str, *arguments: str) -> Any:
        environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
        command = [sys.executable, "-W", "error", "-c", code, *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def tiny_spec() -> Path:
    return Path(__file__).with_name("tiny.yaml")


@pytest.fixture(scope="session")
def tiny_package(
    tmp_path_factory: pytest.TempPathFactory,
    generate: Callable[..., subprocess.CompletedProcess[str]],
    tiny_spec: Path,
) -> Path:
    """The folder that tiny.yaml compiled to. Copy it before you change it."""
    output = tmp_path_factory.mktemp("tiny") / "tiny_api"
    done = generate("--spec", tiny_spec, "--output", output)
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture(scope="session")
def tiny_models(tiny_package: Path) -> Iterator[ModuleType]:
    """The models of tiny.yaml, imported."""
    sys.path.insert(0, str(tiny_package.parent))
    yield import_module("tiny_api.models")
    sys.path.remove(str(tiny_package.parent))
