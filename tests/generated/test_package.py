"""The generated package: all of it imports, by itself, and only what is used."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import paddleflow_api
from paddleflow_api import api, models

FreshPython = Callable[..., Any]

IMPORT_ALL = """
import json, pkgutil
from importlib import import_module
import paddleflow_api

names = [module.name for module in pkgutil.walk_packages(paddleflow_api.__path__, "paddleflow_api.")]
packages = [module for module in map(import_module, names) if hasattr(module, "__all__")]
print(json.dumps([names, [name for package in packages for name in package.__all__ if not hasattr(package, name)]]))
"""

# The finder stands first, and lets a module pass only when its top-level name may be there.
REFUSE_OTHERS = """
import json, sys
allowed = {*sys.stdlib_module_names, "paddleflow_api", "attr", "attrs", "httpx"}
allowed |= {"httpcore", "h11", "anyio", "certifi", "idna", "sniffio", "typing_extensions"}

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in allowed:
            raise ModuleNotFoundError(f"refused: {name}", name=name)

for name in set(sys.modules) - set(sys.builtin_module_names):
    if name.partition(".")[0] not in allowed | {"__main__"}:
        del sys.modules[name]
sys.meta_path.insert(0, Refuse())
"""

# The models that each endpoint module brings along when it is imported first.
MODELS_OF_EACH_ENDPOINT = """
import json, sys
from importlib import import_module

loaded = {}
for endpoint in sys.argv[1:]:
    for name in [name for name in sys.modules if name.startswith("paddleflow_api")]:
        del sys.modules[name]
    import_module(f"paddleflow_api.api.{endpoint}")
    loaded[endpoint] = [name.rpartition(".")[2] for name in sys.modules if name.startswith("paddleflow_api.models.")]
print(json.dumps(loaded))
"""


def sources(package: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in package.rglob("*.py"):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(node: ast.AST) -> list[str]:
    """The absolute module names that an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [node.module or ""]
    return []


@pytest.mark.slow
def test_every_module_and_every_promised_name_imports(fresh_python: FreshPython, package: Path) -> None:
    names, broken = fresh_python(IMPORT_ALL)

    assert len(names) == len(list(package.rglob("*.py"))) - 1
    assert broken == []


@pytest.mark.slow
def test_it_needs_nothing_but_attrs_and_httpx(fresh_python: FreshPython, package: Path) -> None:
    names, broken = fresh_python(REFUSE_OTHERS + IMPORT_ALL)

    assert (len(names), broken) == (len(list(package.rglob("*.py"))) - 1, [])


@pytest.mark.slow
def test_the_generated_package_imports_no_other_of_the_project(package: Path) -> None:
    ours = {"paddleflow", "paddleflow_emulator", "paddleflow_api"}
    found = [(path.name, name) for path, tree in sources(package) for node in ast.walk(tree) for name in imported(node)]

    assert [(path, name) for path, name in found if name.partition(".")[0] in ours] == []


def test_importing_the_package_imports_no_http_client(fresh_python: FreshPython) -> None:
    code = "import json, sys, paddleflow_api; print(json.dumps([n for n in sys.modules if n in ('httpx', 'attr')]))"

    assert fresh_python(code) == []


def test_an_endpoint_imports_no_http_client(fresh_python: FreshPython) -> None:
    code = "import json, sys, paddleflow_api.api.run.show_run; print(json.dumps('httpx' in sys.modules))"

    assert fresh_python(code) is False


def test_an_endpoint_imports_no_model_but_the_enums_that_it_sends(
    fresh_python: FreshPython, package: Path, operations: list[Any]
) -> None:
    loaded = fresh_python(MODELS_OF_EACH_ENDPOINT, *(operation.module for operation in operations))

    assert len(loaded) == len(operations)
    for endpoint, models_of_it in loaded.items():
        for model in models_of_it:
            assert "(StrEnum)" in (package / "models" / f"{model}.py").read_text(encoding="utf-8"), endpoint


def test_every_operation_is_reached_by_attribute(operations: list[Any]) -> None:
    for operation in operations:
        tag, _, name = operation.module.partition(".")
        assert callable(getattr(getattr(api, tag), name).sync_detailed)
        assert tag in dir(api)
        assert name in dir(getattr(api, tag))


def test_every_model_is_listed(package: Path) -> None:
    modules = {path.stem for path in (package / "models").glob("*.py")} - {"__init__"}

    assert len(models.__all__) == len(modules)
    assert set(models.__all__) <= set(dir(models))


@pytest.mark.parametrize("module", [paddleflow_api, models, api])
def test_an_unknown_name_is_an_attribute_error(module: Any) -> None:
    with pytest.raises(AttributeError, match=f"module '{module.__name__}' has no attribute 'nothing'"):
        _ = module.nothing
