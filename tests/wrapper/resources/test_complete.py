"""The wrapper has all that the spec has: what is missing is named with file and line."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, is_typeddict

import paddleflow
from paddleflow.info import Info
from paddleflow_api import models

ROOT = Path(__file__).resolve().parents[3]
RESOURCES = ROOT / "wrapper" / "paddleflow" / "resources"
# Parameters and properties that no method sends, and why.
LEFT_OUT = {
    "list_resource_pool.name": "show_resource_pool finds one by its name",
    "CreateRunRequest.schedule_id": "the server's scheduler sends it",
    "CreateRunRequest.scheduled_at": "the server's scheduler sends it",
}


@cache
def sources() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(RESOURCES.glob("*.py"))}


def calls() -> Iterator[tuple[str, str, list[str], set[str]]]:
    """What the wrapper builds from keywords: where, what, its names in order, and those that are given.

    These are the calls of an endpoint, `request(api.show_run, ...)`, and the bodies, `models.CreateRunRequest(...)`.
    """
    for path, tree in sources().items():
        tags = {
            alias.asname or alias.name: alias.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module == "paddleflow_api.api"
            for alias in node.names
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            given = {keyword.arg for keyword in node.keywords if keyword.arg}
            if (
                isinstance(node.func, ast.Name)
                and node.func.id == "request"
                and isinstance(node.args[0], ast.Attribute)
            ):
                endpoint = node.args[0]
                assert isinstance(endpoint.value, ast.Name)
                module = importlib.import_module(f"paddleflow_api.api.{tags[endpoint.value.id]}.{endpoint.attr}")
                names = [name for name in inspect.signature(module.sync).parameters if name != "client"]
                starred = any(isinstance(argument, ast.Starred) for argument in node.args)
                yield where, endpoint.attr, names, given | set(names[: None if starred else len(node.args) - 1])
            elif isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "models" and given:
                model = getattr(models, node.func.attr)
                if model.__name__.endswith("Request") and not passes_a_dict_on(node):
                    names = [each.name for each in model.__attrs_attrs__ if each.name != "additional_properties"]
                    yield where, model.__name__, names, given


def passes_a_dict_on(node: ast.Call) -> bool:
    """Whether the user's own dict fills the body too: `filled` and `evolve` check its keys against the spec."""
    return ast.unparse(node.func) == "models.FsCacheRequest"


def test_everything_that_the_spec_lets_a_request_have_is_sent_by_a_method() -> None:
    sent: dict[str, set[str]] = {}
    wanted: dict[str, tuple[str, list[str]]] = {}
    for where, name, names, given in calls():
        sent.setdefault(name, set()).update(given)
        wanted[name] = (where, names)
    missing = [
        f"{where}: {name} is not sent with {each}"
        for name, (where, names) in wanted.items()
        for each in names
        if each not in sent[name] and f"{name}.{each}" not in LEFT_OUT
    ]
    assert len(wanted) > 80  # that they are found at all
    assert not missing, "\n".join(missing)


@cache
def known_values() -> dict[str, list[str]]:
    """The values of every text that has some, by the name of its schema."""
    document = json.loads((ROOT / "generated" / "paddleflow_api" / "openapi.json").read_text(encoding="utf-8"))
    schemas: dict[str, Any] = document["components"]["schemas"]
    found = {name: schema.get("enum") or schema.get("x-known-values", []) for name, schema in schemas.items()}
    return {name: values for name, values in found.items() if len(values) > 1}


def stale(text: str) -> str:
    """What a list of values in a text lacks; nothing when it is complete, or when there is no list."""
    named = {
        name: [value for value in values if re.search(rf"\b{value}\b", text)] for name, values in known_values().items()
    }
    likely = max(named, key=lambda name: (len(named[name]), -len(known_values()[name])))
    some, every = named[likely], known_values()[likely]
    if len(some) < 2 or len(some) * 2 <= len(every) or not re.search(r", | or | and ", text):
        return ""
    return ", ".join(value for value in every if value not in some)


def documented() -> Iterator[tuple[str, str]]:
    """Every entry of a docstring, and where it is."""
    for path, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and (text := ast.get_docstring(node)):
                for entry in re.split(r"\n+(?=\s*\**\w+(?:, \w+)* ?:)|\n\n", text):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}", entry


def test_a_docstring_that_lists_values_lists_all_of_them() -> None:
    complaints = [f"{where} lacks {stale(entry)}: {entry!r}" for where, entry in documented() if stale(entry)]
    assert not complaints, "\n".join(complaints)


def test_every_error_and_what_methods_give_can_be_imported_from_paddleflow() -> None:
    resources = (f"paddleflow.resources.{path.stem}" for path in RESOURCES.glob("[!_]*.py"))
    modules = [importlib.import_module(name) for name in ("paddleflow.errors", *resources)]
    classes = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
    given = [each for each in classes if issubclass(each, Info | Exception) or is_typeddict(each)]
    missing = {each.__name__ for each in given if each.__module__.startswith("paddleflow.")} - {*paddleflow.__all__}
    assert len(given) > 50  # that they are found at all
    assert not missing, f"run make generate: wrapper/paddleflow/_exports.py lacks {missing}"
