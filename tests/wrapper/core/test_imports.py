"""What importing costs, what is exported, and who may import whom."""

import ast
import json
import subprocess
import sys
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import paddleflow
import paddleflow_api
from paddleflow import resources

from ...support.recorded_server import Server


def fresh(code: str) -> Any:
    """What a fresh interpreter prints as JSON."""
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def loaded_by(statement: str) -> set[str]:
    return set(fresh(f"import sys, json\n{statement}\nprint(json.dumps(sorted(sys.modules)))"))


def test_importing_paddleflow_imports_next_to_nothing() -> None:
    extra = loaded_by("import paddleflow") - loaded_by("pass")
    ours = {name for name in extra if name.startswith("paddleflow")}
    assert ours == {"paddleflow", "paddleflow._constants"}
    assert not extra & {"httpx", "attrs", "attr", "asyncio", "ssl"}


@pytest.mark.slow
def test_importing_the_client_does_not_import_httpx_nor_the_models() -> None:
    extra = loaded_by("from paddleflow import Client")
    assert "paddleflow.client" in extra
    assert not extra & {"httpx", "asyncio"}
    assert not {name for name in extra if name.startswith("paddleflow_api.models.")}


@pytest.mark.slow
def test_a_resource_is_imported_when_it_is_used_first() -> None:
    extra = loaded_by("from paddleflow import resources\nresources.queue.list_queue")
    ours = {name for name in extra if name.startswith("paddleflow.resources.")}
    assert ours == {"paddleflow.resources.queue"}
    assert not hasattr(resources, "no_such_resource")


def test_the_first_calls_import_nothing_that_they_do_not_use(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each of these would cost up to a twentieth of `paddleflow queue list`."""
    monkeypatch.delenv("PADDLEFLOW_CONFIG")
    monkeypatch.setenv("HOME", str(tmp_path))  # without a settings file
    server.answer("list queues")
    client = f"client = paddleflow.Client('127.0.0.1', paddleflow_server_port={server.port}, token='t')"
    extra = loaded_by(f"import paddleflow\n{client}\nclient.list_queue().unwrap()\nlist(client.iter_queues())")
    assert "paddleflow._rows" in extra
    assert extra & {"logging", "configparser", "random", "encodings.idna", "ssl", "httpx", "asyncio"} == set()
    models = {name.rpartition(".")[2] for name in extra if name.startswith("paddleflow_api.models.")}
    assert models == {"queue", "resource", "string_map"}


def test_exported_names_are_sorted_and_exist() -> None:
    assert paddleflow.__all__ == sorted(paddleflow.__all__)
    assert len(set(paddleflow.__all__)) == len(paddleflow.__all__)
    for name in paddleflow.__all__:
        value = getattr(paddleflow, name)
        assert name == "__version__" or getattr(value, "__name__", name) == name
    assert set(paddleflow.__all__) <= set(dir(paddleflow))


OLD = [
    ("common.exception", "PaddleFlowSDKException"),
    ("common.exception.paddleflow_sdk_exception", "PaddleFlowSDKException"),
    ("run", "RunInfo"),
    ("run.run_info", "JobInfo"),
    ("fs.fs_info", "LinkInfo"),
    ("queue", "QueueInfo"),
    ("client", "Client"),
]


@pytest.mark.parametrize(("path", "name"), OLD)
def test_an_import_path_of_the_official_sdk_gives_our_class(path: str, name: str) -> None:
    module = import_module(f"paddleflow.{path}")
    assert getattr(module, name) is getattr(paddleflow, name)
    if path != "client":
        with pytest.raises(ImportError, match="cannot import name 'RunServiceApi'"):
            exec(f"from paddleflow.{path} import RunServiceApi")  # noqa: S102
        with pytest.raises(AttributeError, match="a path of the official SDK"):
            _ = module.RunServiceApi


def test_an_unknown_submodule_cannot_be_imported() -> None:
    with pytest.raises(ModuleNotFoundError):
        import_module("paddleflow.no_such_path")


@pytest.mark.parametrize("metadata", ["PaddleFlow-1.4.7rc1.dist-info", "paddleflow-1.4.7-py3.8.egg-info"])
def test_the_official_sdk_in_the_same_folder_is_noticed(tmp_path: Path, metadata: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (tmp_path / "paddleflow_client-0.1.0.dist-info").mkdir()
        paddleflow._warn_of_official_sdk(str(tmp_path))
        paddleflow._warn_of_official_sdk(str(tmp_path / "in.zip"))
    (tmp_path / metadata).mkdir()
    with pytest.warns(UserWarning, match="pip uninstall PaddleFlow paddleflow-client"):
        paddleflow._warn_of_official_sdk(str(tmp_path))


def test_a_name_that_is_not_exported_is_an_attribute_error() -> None:
    assert not hasattr(paddleflow, "no_such_name")


@pytest.mark.slow
def test_the_generated_client_imports_nothing_of_the_wrapper() -> None:
    sources = sorted(Path(paddleflow_api.__path__[0]).rglob("*.py"))
    assert len(sources) > 100
    for source in sources:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            assert not [name for name in names if name.split(".")[0] == "paddleflow"], source


def test_the_wrapper_has_no_url_of_the_server_in_it() -> None:
    for source in Path(paddleflow.__path__[0]).rglob("*.py"):
        assert "/api/paddleflow" not in source.read_text(encoding="utf-8"), source
