"""What the code says of itself is complete and true: help(), docs/api.md, and which method reaches which operation."""

import inspect
import json
import pydoc
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docstring_parser
import griffe
import jedi
import pytest
from docstring_parser import DocstringStyle

import clients
import paddleflow
from paddleflow import AsyncClient, Client
from paddleflow.info import Info

from ...support.cases import with_each
from ...support.operations import operations
from .signatures import described, methods

ROOT = Path(__file__).resolve().parents[3]
ORIGIN = re.compile(
    r"^(?P<where>Manual: .*?|Official SDK, not in the manual|Not in the manual)\. Sends (?P<routes>.*)\.$", re.MULTILINE
)


@cache
def known_routes() -> dict[str, str]:
    """The tag of every route."""
    document = json.loads((ROOT / "generated" / "paddleflow_api" / "openapi.json").read_text(encoding="utf-8"))
    return {
        f"{verb.upper()} {path.removeprefix('/api/paddleflow/v1')}": item[verb]["tags"][0]
        for path, item in document["paths"].items()
        for verb in item
        if verb in ("get", "post", "put", "delete")
    }


def origin(name: str) -> re.Match[str]:
    found = ORIGIN.search(inspect.getdoc(methods()[name]) or "")
    assert found is not None
    return found


def routes(name: str) -> list[str]:
    return re.findall(r"``(.*?)``", origin(name)["routes"])


def squeezed(text: str) -> str:
    """Without what newer versions of Python break long signatures with."""
    return "".join(text.split()).replace(",)", ")")


@pytest.mark.parametrize("kind", [Client, AsyncClient])
@with_each("name", methods())
def test_help_shows_parameters_result_and_source_of_a_method(kind: Any, name: str) -> None:
    method = getattr(kind, name)
    page = pydoc.plain(pydoc.render_doc(method))
    signature = inspect.signature(method)
    assert squeezed(f"{name}{signature}") in squeezed(page)
    text = inspect.getdoc(method) or ""
    parsed = docstring_parser.parse(text, DocstringStyle.GOOGLE)
    documented = {each.arg_name: each.description for each in parsed.params}
    assert list(documented) == list(signature.parameters)[1:]
    assert all(documented.values())
    assert [bool(each.description) for each in parsed.many_returns] == [True]
    assert parsed.returns is not None
    assert re.match(r"``\((True|False), ", parsed.returns.description or "")
    assert ORIGIN.search(text)


@with_each("name", methods())
def test_a_docstring_names_a_section_and_routes_that_exist(name: str) -> None:
    assert set(routes(name)) <= known_routes().keys()
    assert routes(name) or origin(name)["routes"] == "nothing"
    where = origin(name)["where"]
    sections = [entry.section for entry in described().values() if entry.section]
    if where.startswith("Manual: "):
        assert set(where.removeprefix("Manual: ").split(", ")) <= set(sections)
        assert (described()[name].section or "nothing") in where
    elif where.startswith("Official SDK"):
        assert described()[name].section is None
    else:
        assert name not in described()


@with_each("name", sorted(operations()))
def test_a_method_has_the_signature_of_its_operation(name: str) -> None:
    def parameters(function: Any) -> list[inspect.Parameter]:
        every = inspect.signature(function).parameters.values()
        return [each for each in every if each.name not in ("self", "exchange")]

    assert parameters(getattr(Client, name)) == parameters(operations()[name].function)


def test_every_operation_of_the_spec_is_reached_by_a_method() -> None:
    """What each method really sends is seen in ../resources/test_results.py."""
    reached = {route for name in methods() for route in routes(name)}
    missing = [
        f"wrapper/paddleflow/resources/{tag}.py: write a method for {route}"
        for route, tag in known_routes().items()
        if route not in reached
    ]
    assert not missing, "\n".join(missing)


def test_a_method_whose_endpoint_is_gone_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "operations_by_id", dict)
    where = r"^wrapper/paddleflow/resources/run.py:\d+: show_run sends show_run, which spec/openapi.yaml does not have$"
    with pytest.raises(SystemExit, match=where):
        clients.uses.__wrapped__(operations()["show_run"].function)


def test_an_operation_without_an_id_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    nameless = {"paths": {"/api/paddleflow/v1/run": {"get": {"tags": ["run"]}}}}
    monkeypatch.setattr(clients, "spec", lambda: nameless)
    with pytest.raises(SystemExit, match=r"^spec/openapi.yaml: GET /run has no operationId$"):
        clients.operations_by_id.__wrapped__()


def test_an_attribute_that_the_spec_does_not_have_is_named_with_its_line() -> None:
    class Odd(Info, model="User"):
        ghost: str = ""

    with pytest.raises(SystemExit, match=r"^tests/wrapper/manual/test_docs.py:\d+: Odd.ghost: User has no ghost$"):
        clients.check_attributes(Odd)


@pytest.mark.slow
def test_the_clients_and_docs_api_are_what_the_operations_say() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "clients.py"), "--check"]
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


@with_each("info", INFOS)
def test_an_info_class_says_what_each_attribute_is(info: Any) -> None:
    parsed = docstring_parser.parse(inspect.getdoc(info) or "", DocstringStyle.GOOGLE)
    documented = {each.arg_name: each.description for each in parsed.params}
    assert list(documented) == [each.name for each in info.__attrs_attrs__ if not each.name.startswith("_")]
    assert all(documented.values())


@pytest.mark.slow
def test_griffe_reads_every_docstring(caplog: pytest.LogCaptureFixture) -> None:
    """It complains of what it cannot read, and of parameters that the signature does not have."""

    def docstrings(owner: griffe.Object) -> Iterator[griffe.Docstring]:
        for member in owner.members.values():
            if isinstance(member, griffe.Object):
                if member.docstring is not None:
                    yield member.docstring
                if member.is_module or member.is_class:
                    yield from docstrings(member)

    package = griffe.load(
        "paddleflow", search_paths=[ROOT / "wrapper"], docstring_parser="google", allow_inspection=False
    )
    assert isinstance(package, griffe.Object)
    sections = {each.parent and each.parent.path: each.parsed for each in docstrings(package)}
    assert caplog.messages == []
    for name in methods():
        (returns,) = [each for each in sections[f"paddleflow.client.Client.{name}"] if each.kind.value == "returns"]
        (value,) = returns.value
        assert value.description.startswith("``(")
        assert str(value.annotation).startswith("Result[")


SESSION = "from paddleflow import AsyncClient, Client\nclient = Client('h')\nother = AsyncClient('h')\n"


@pytest.mark.slow
@pytest.mark.parametrize("client", ["client", pytest.param("other", marks=pytest.mark.slow)])
def test_jedi_sees_the_signature_and_the_documentation_of_a_method(client: str) -> None:
    line = f"{client}.create_run("
    (signature,) = jedi.Script(SESSION + line).get_signatures(4, len(line))
    assert [each.name for each in signature.params] == list(inspect.signature(Client.create_run).parameters)[1:]
    assert "Start a run" in signature.docstring(raw=True)
    (found,) = jedi.Script(SESSION + f"{client}.iter_runs").help(4, len(client) + 3)
    assert "Return every row of `list_run`" in found.docstring(raw=True)
    (place,) = jedi.Script(SESSION + f"{client}.create_run").goto(4, len(client) + 3, follow_imports=True)
    assert place.get_line_code().lstrip().startswith(("def create_run(", "async def create_run("))


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "client.show_run('r').unwrap().",
        "client.list_run().unwrap()['runList'][0].",
        "next(client.iter_runs()).",
        "(await other.show_run('r')).unwrap().",
    ],
)
def test_jedi_completes_what_a_method_gives(line: str) -> None:
    code = SESSION + (f"async def main():\n    {line}" if "await" in line else line)
    names = [each.name for each in jedi.Script(code).complete()]
    assert {"run_id", "status", "create_datetime"} <= set(names)
