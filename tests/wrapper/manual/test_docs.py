"""What the code says of itself is complete and true: help(), docs/api.md, and which method reaches which operation."""

import inspect
import json
import pydoc
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import paddleflow
from paddleflow import AsyncClient, Client
from paddleflow.info import Info

from .signatures import described, methods, operations

ROOT = Path(__file__).resolve().parents[3]
SOURCE = re.compile(r"^Source: (?P<where>.*?); route (?P<routes>[\w, ]+)\.$", re.MULTILINE)


@cache
def operation_ids() -> set[str]:
    document = json.loads((ROOT / "generated" / "paddleflow_api" / "openapi.json").read_text(encoding="utf-8"))
    return {
        operation["operationId"]
        for item in document["paths"].values()
        for verb, operation in item.items()
        if verb in ("get", "post", "put", "delete")
    }


def source(name: str) -> re.Match[str]:
    found = SOURCE.search(inspect.getdoc(methods()[name]) or "")
    assert found is not None
    return found


def routes(name: str) -> list[str]:
    return [route for route in source(name)["routes"].split(", ") if route != "none"]


def squeezed(text: str) -> str:
    """Without what newer versions of Python break long signatures with."""
    return "".join(text.split()).replace(",)", ")")


@pytest.mark.parametrize("kind", [Client, AsyncClient])
@pytest.mark.parametrize("name", methods())
def test_help_shows_the_method_with_its_parameters_its_result_and_where_it_comes_from(kind: Any, name: str) -> None:
    method = getattr(kind, name)
    page = pydoc.plain(pydoc.render_doc(method))
    signature = inspect.signature(method)
    assert squeezed(f"{name}{signature}") in squeezed(page)
    text = inspect.getdoc(method) or ""
    for parameter in list(signature.parameters)[1:]:
        assert re.search(rf"^[\w, ]*\b{parameter}\b[\w, ]* : \S", parameters_of(text), re.MULTILINE), parameter
    assert re.search(r"^Returns\n-------\n\((True|False), ", text, re.MULTILINE)
    assert SOURCE.search(text)


def parameters_of(text: str) -> str:
    found = re.search(r"^Parameters\n----------\n(.*?)\n\n", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("name", methods())
def test_a_docstring_names_a_section_and_routes_that_exist(name: str) -> None:
    assert set(routes(name)) <= operation_ids()
    where = source(name)["where"]
    sections = [entry.section for entry in described().values() if entry.section]
    if where.startswith("manual "):
        assert set(where.removeprefix("manual ").split(", ")) <= set(sections)
        assert (described()[name].section or "nothing") in where
    elif where.startswith("present SDK "):
        assert where == f"present SDK {name}"
        assert described()[name].section is None
    else:
        assert where == "not in the manual"
        assert name not in described()


@pytest.mark.parametrize("name", sorted(set(operations()) - {"login"}))  # login takes what the client was made with
def test_a_method_has_the_signature_of_its_operation(name: str) -> None:
    ours = inspect.signature(methods()[name])
    assert list(ours.parameters.values())[1:] == list(
        inspect.signature(operations()[name].function).parameters.values()
    )


def test_every_operation_of_the_spec_is_reached_by_a_method() -> None:
    """What each method really sends is seen in ../resources/test_results.py."""
    unreached = operation_ids() - {route for name in methods() for route in routes(name)}
    assert not unreached, f"write a method for {sorted(unreached)} in wrapper/paddleflow/resources/"


def test_docs_api_is_what_the_code_says() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "api_index.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_docs_api_has_one_line_a_method() -> None:
    lines = (ROOT / "docs" / "api.md").read_text(encoding="utf-8").splitlines()
    listed = [line.removeprefix("- `").partition("(")[0] for line in lines if line.startswith("- `")]
    every = {name for name, _ in inspect.getmembers(Client, inspect.isfunction) if not name.startswith("_")}
    assert sorted(listed) == sorted(every - {"close", "with_options"})


INFOS = [
    value
    for name in paddleflow.__all__
    if isinstance(value := getattr(paddleflow, name), type) and issubclass(value, Info) and value is not Info
]


@pytest.mark.parametrize("info", INFOS, ids=lambda info: info.__name__)
def test_an_info_class_says_what_each_attribute_is(info: Any) -> None:
    text = inspect.getdoc(info) or ""
    described_part = text.partition("Attributes\n----------\n")[2]
    for attribute in info.__attrs_attrs__:
        if attribute.name != "model":
            assert re.search(rf"^[\w, ]*\b{attribute.name}\b[\w, ]* : ", described_part, re.MULTILINE), attribute.name
