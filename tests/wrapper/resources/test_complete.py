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
from types import ModuleType
from typing import Any, is_typeddict

import pytest

import clients
import paddleflow
from paddleflow._arguments import CHECKS, CODES, arguments_of, fields_of
from paddleflow._operation import Operation
from paddleflow.errors import InvalidArgument
from paddleflow.info import Info
from paddleflow_api import models

ROOT = Path(__file__).resolve().parents[3]
RESOURCES = ROOT / "wrapper" / "paddleflow" / "resources"
# Parameters and properties that no method sends, and why.
LEFT_OUT = {
    "list_resource_pool.name": "show_resource_pool finds one by its name",
    "create_run.schedule_id": "the server's scheduler sends it",
    "create_run.scheduled_at": "the server's scheduler sends it",
}


@cache
def sources() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(RESOURCES.glob("*.py"))}


def calls() -> Iterator[tuple[str, str, set[str], set[str]]]:
    """Every `request(api.show_run, ...)`: where, its endpoint, what that takes, and what it is given."""
    for path, tree in sources().items():
        tags = {
            alias.asname or alias.name: alias.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module == "paddleflow_api.api"
            for alias in node.names
        }
        for function in (each for each in tree.body if isinstance(each, ast.FunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "request":
                    endpoint = node.args[0]
                    if isinstance(endpoint, ast.Attribute):
                        tag = tags[ast.unparse(endpoint.value)]
                        module = importlib.import_module(f"paddleflow_api.api.{tag}.{endpoint.attr}")
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", endpoint.attr, *both(function, node, module)


def both(function: ast.FunctionDef, node: ast.Call, endpoint: ModuleType) -> tuple[set[str], set[str]]:
    """The parameters of an endpoint, and of its body unless it is passed whole; and those of a request."""
    taken = {**endpoint._get_kwargs.__annotations__}
    del taken["return"]
    names = {each.arg: ast.literal_eval(each.value) for each in node.keywords if each.arg}
    if "body" not in names and (body := taken.pop("body", None)):
        taken |= getattr(models, body.removesuffix(" | Unset")).wire_names
    fields, _ = fields_of(endpoint, tuple(arguments(function, node)), tuple(names.items()))
    return {*taken}, {name for name, *_ in fields}


def arguments(function: ast.FunctionDef, node: ast.Call) -> Iterator[str]:
    """The names of the values that a request is made from: a dict, ``locals()``, or both."""
    values: ast.AST = node.args[1] if len(node.args) > 1 else ast.Dict([], [])
    for line in function.body:
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == ast.unparse(values):
            values = line.value
    for each in ast.walk(values):
        if isinstance(each, ast.Call) and ast.unparse(each) == "locals()":
            yield from (argument.arg for argument in function.args.args)
        elif isinstance(each, ast.Dict):
            yield from (ast.literal_eval(key) for key in each.keys if key)


def test_everything_that_the_spec_lets_a_request_have_is_sent_by_a_method() -> None:
    sent: dict[str, set[str]] = {}
    wanted: dict[str, tuple[str, set[str]]] = {}
    for where, name, names, given in calls():
        sent.setdefault(name, set()).update(given)
        wanted[name] = (where, names)
    missing = [
        f"{where}: {name} is not sent with {each}"
        for name, (where, names) in wanted.items()
        for each in sorted(names)
        if each not in sent[name] and f"{name}.{each}" not in LEFT_OUT
    ]
    assert len(wanted) >= 80  # that they are found at all
    assert not missing, "\n".join(missing)


def test_checks_and_codes_name_only_parameters_that_exist() -> None:
    endpoints = {name: names for _, name, names, _ in calls()}
    tags = {path.stem: path.parent.name for path in ROOT.glob("generated/paddleflow_api/api/*/*.py")}
    parameters: set[str] = set()
    for tree in sources().values():
        for function in tree.body:
            if isinstance(function, ast.FunctionDef):
                names = {argument.arg.replace("_", "") for argument in function.args.args}
                used = {each.attr for each in ast.walk(function) if isinstance(each, ast.Attribute)} & endpoints.keys()
                scopes = {"", *(f"{scope}." for endpoint in used for scope in (endpoint, tags[endpoint]))}
                parameters |= {scope + name for scope in scopes for name in names}
    assert not (CODES.keys() | CHECKS.keys()) - parameters


def limits() -> Iterator[tuple[ModuleType, str, int]]:
    """Every number that a query or a body has limits for: the endpoint, its name, and a value beyond each limit."""
    parts = document()["components"]
    for operation in (each for path in document()["paths"].values() for each in path.values()):
        if not isinstance(operation, dict):  # what the verbs of a path share
            continue
        endpoint = importlib.import_module(f"paddleflow_api.api.{operation['tags'][0]}.{operation['operationId']}")
        named = [each if "name" in each else named_in(parts, each) for each in operation.get("parameters", [])]
        found = {each["name"]: each["schema"] for each in named if each["in"] == "query"}
        for body in operation.get("requestBody", {}).get("content", {}).values():
            found |= named_in(parts, body["schema"]).get("properties", {})
        for name, schema in found.items():
            snake = re.sub(r"([A-Z])", r"_\1", name).lower()
            if schema.get("type") == "integer" and "minimum" in schema:
                yield endpoint, snake, schema["minimum"] - 1
            if schema.get("type") == "integer" and "maximum" in schema:
                yield endpoint, snake, schema["maximum"] + 1


def named_in(parts: dict[str, Any], reference: dict[str, str]) -> dict[str, Any]:
    _, section, name = reference["$ref"].rsplit("/", 2)
    found: dict[str, Any] = parts[section][name]
    return found


def test_a_number_beyond_a_limit_of_the_spec_is_refused() -> None:
    sent = {(name, each) for _, name, _, given in calls() for each in given}  # what a user's dict has is the server's
    beyond = [each for each in limits() if (each[0].__name__.rpartition(".")[2], each[1]) in sent]
    assert len(beyond) > 30  # that they are found at all
    for endpoint, name, value in beyond:
        with pytest.raises(InvalidArgument, match="must be an integer"):
            arguments_of(endpoint, {name: value}, {})


@cache
def document() -> dict[str, Any]:
    path = ROOT / "generated" / "paddleflow_api" / "openapi.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def known_values() -> dict[str, list[str]]:
    """The values of every text that has some, by the name of its schema."""
    schemas: dict[str, Any] = document()["components"]["schemas"]
    found = {name: schema.get("enum") or schema.get("x-known-values", []) for name, schema in schemas.items()}
    return {name: values for name, values in found.items() if len(values) > 1}


def stale(text: str) -> str:
    """The values that a list in a text lacks; empty when it is complete, or when there is no list."""
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


def test_clients_and_index_are_what_the_operations_say() -> None:
    for path, text in clients.generated_files().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.relative_to(ROOT)}: make generate"


def test_every_operation_checks_its_arguments_when_it_is_called() -> None:
    """A generator function would check them after that, where a bad value raises instead of being refused."""
    lazy = {
        name
        for module in clients.modules()
        for name, value in vars(module).items()
        if isinstance(value, Operation) and inspect.isgeneratorfunction(value.function)
    }
    assert lazy == {"pre_check"}  # it has no arguments
