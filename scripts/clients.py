"""Write the methods of both clients, the list of resources and docs/api.md from the operations, or check them.

An operation (``paddleflow/resources``) is written once: signature, docstring, checks, call. Each becomes a real method
of `Client` and of `AsyncClient`, which editors, type checkers and debuggers see.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import inspect
import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, cast

from attrs import frozen

from paddleflow import _async_client, _sync_client
from paddleflow._base import BaseClient
from paddleflow._listing import Markers
from paddleflow._operation import Operation
from paddleflow.info import Info

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "wrapper" / "paddleflow"
BASE_PATH = "/api/paddleflow/v1"

RETURNS_NONE = "\n\nReturns:\n    ``(True, None)``, or ``(False, message)``."
"""What the docstring of an operation without a result need not say."""

USAGE = {
    "Client": """\
Every documented method returns ``(ret, response)``: ``(True, result)`` or ``(False, message)``. None raises for
anything that happens at run time; ``.unwrap()`` on the pair gives the result or raises. Share a client between
threads; close it, or use it in a ``with``.""",
    "AsyncClient": """\
The asyncio twin of `Client`: the same methods, each to be awaited. Share a client between tasks; close it, or use
it in an ``async with``. A ``token`` callable may be a coroutine function.""",
}
"""What the docstring of a client says besides what both have in common."""

EXPORTED = {
    "paddleflow._log_reader": ("LogLine",),
    "paddleflow._rows": ("AsyncRows", "Rows"),
    "paddleflow.async_client": ("AsyncClient",),
    "paddleflow.client": ("Client",),
    "paddleflow.info": ("Info", "Page"),
    "paddleflow.result": ("ErrorMessage", "Failure", "Result", "Success"),
}
"""What `paddleflow` exports besides the errors and the classes of resources."""

SPELLINGS = [
    line.split()
    for line in """
        cache_id cacheid
        cluster_name clustername clusterName
        cluster_names clusternames
        cluster_status clusterstatus
        cluster_type clustertype
        fs_name fsname
        fs_path fspath
        job_id jobid
        job_type jobtype
        log_file_position logfileposition
        max_keys maxkeys maxsize
        max_resources maxResources
        min_resources minResources
        mount_options mountOptions
        namespace_list namespacelist
        page_no pageno
        page_size pagesize
        pipeline_id pipelineid
        pipeline_ver_id pipeline_version_id
        queue_name queuename
        queue_names queuenames
        quota_type quotaType
        run_id runid
        run_name runname
        run_yaml_path runyamlpath
        run_yaml_raw runyamlraw
        schedule_id scheduleid
        scheduling_policy schedulingPolicy
        user_name username
        yaml_path yamlpath
        yaml_raw yamlraw
    """.strip().splitlines()
]
"""Spellings of a parameter in the manual, its examples, the official SDK and the server: methods take each of them."""


NOT_IN_MANUAL = "Not in the manual"


@frozen
class Method:
    """A method of both clients.

    Attributes:
        name: Its name.
        module: The module of ``paddleflow.resources`` that has it.
        signature: Its parameters, without ``self``, and the annotation of what it returns.
        kind: ``Call``, ``Flow``, ``Stream`` or ``Listing``.
        result: The type of what it gives, as it is annotated.
        doc: Its docstring.
        aliases: Other names of its parameters.
        source: The name in the module that it is made from.
    """

    name: str
    module: ModuleType
    signature: inspect.Signature
    kind: str
    result: str
    doc: str
    aliases: dict[str, str]
    source: str

    @property
    def where(self) -> str:
        """Where it is described."""
        return NOT_IN_MANUAL if self.kind == "Listing" else described(getattr(self.module, self.source))

    @property
    def routes(self) -> list[str]:
        """The routes that it reaches."""
        return routes(getattr(self.module, self.source))

    @property
    def deprecated(self) -> str:
        """What to use instead, if it is deprecated; else empty."""
        return deprecated(getattr(self.module, self.source))


@cache
def spec() -> dict[str, Any]:
    """Return the OpenAPI document."""
    document = (ROOT / "generated" / "paddleflow_api" / "openapi.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(document))


def modules() -> list[ModuleType]:
    """Return the modules of ``paddleflow.resources``, in the order of the spec's tags whose endpoints they use most."""
    tags = [tag["name"] for tag in spec()["tags"]]

    def order(module: ModuleType) -> int:
        api = vars(module).get("api")
        return tags.index(api.__name__.rpartition(".")[2]) if api else len(tags)

    names = sorted(path.stem for path in (PACKAGE / "resources").glob("[!_]*.py"))
    return sorted((import_module(f"paddleflow.resources.{name}") for name in names), key=order)


def is_tag(value: Any) -> bool:
    """Return whether something is a package of generated endpoints."""
    return isinstance(value, ModuleType) and value.__name__.startswith("paddleflow_api.api.")


def methods() -> Iterator[Method]:
    """Yield every method that is made from something in ``paddleflow.resources``, in the order of the modules."""
    later: list[Method] = []
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, Operation) and value.__module__ == module.__name__:
                yield made_from_operation(name, module, value)
                if value.listing is not None:
                    later.append(made_from_listing(name, module, value))
    yield from later


def made_from_operation(name: str, module: ModuleType, operation: Operation[..., Any]) -> Method:
    """Return the method for an operation."""
    signature = inspect.signature(operation.function)
    kind, _, result = str(signature.return_annotation).removesuffix("]").partition("[")
    doc = inspect.getdoc(operation) or ""
    if result == "None" and "\n\nReturns:" not in doc:
        doc += RETURNS_NONE
    parameters = list(signature.parameters.values())
    if kind != "Call":  # the exchange is the client's
        parameters = parameters[1:]
        doc = re.sub(r"\n    exchange: .*", "", doc).replace("\n\nArgs:\n\n", "\n\n")
    signature = signature.replace(parameters=parameters)
    return Method(name, module, signature, kind, result, with_origin(doc, operation), aliases(operation), name)


def made_from_listing(name: str, module: ModuleType, operation: Operation[..., Any]) -> Method:
    """Return the method that gives the rows of all pages."""
    listing = operation.listing
    rows = listing.row.__name__
    arguments = re.search(r"\n\nArgs:\n(.*?)(?=\n\n|$)", inspect.getdoc(operation) or "", re.DOTALL)
    lines = re.sub(r"(?m)^    marker: .*(\n        .*)*", marker_of(listing.markers), arguments[1] if arguments else "")
    doc = f"""Return every row of `{name}`, fetched page after page as they are needed.

Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

Args:
{lines}

Returns:
    Iterator of `{rows}`; its ``next_marker`` is where the page after the current one starts."""
    signature = inspect.signature(operation.function)
    names = aliases(operation)
    doc = with_origin(doc, operation, NOT_IN_MANUAL)
    return Method(listing.iterator, module, signature, "Listing", rows, doc, names, name)


def aliases(source: Any) -> dict[str, str]:
    """Return the other names of the parameters of an operation or a flow."""
    names = inspect.signature(source).parameters
    found = {each: name for name in names for same in SPELLINGS if name in same for each in same if each not in names}
    return {**found, **getattr(source, "aliases", {})}


def marker_of(markers: Markers) -> str:
    """Return the line about the parameter with which an iteration begins."""
    if markers is Markers.JOBS:
        return "    marker: Not taken: on some servers it leads to rows that were there before."
    return "    marker: Where to begin: ``next_marker`` of an earlier iteration."


def with_origin(doc: str, source: Any, where: str = "") -> str:
    """Add to a docstring where its method is described and what it sends, before its first section."""
    reached = routes(source)
    *others, last = [f"``{route}``" for route in reached] or ["nothing"]
    sends = f"Sends {', '.join(others)} and {last}." if others else f"Sends {last}."
    head, section, tail = doc.partition("\n\nArgs:") if "\n\nArgs:" in doc else doc.partition("\n\nReturns:")
    if advice := deprecated(source):
        head += f"\n\nDeprecated: {advice}"
    return f"{head}\n\n{where or described(source)}. {sends}{section}{tail}"


def deprecated(source: Any) -> str:
    """Return what to use instead, if the spec deprecates every endpoint that something uses; else empty."""
    used = [operations_by_id()[name] for name in endpoints(source)]
    if not used or not all(each.get("deprecated") for each in used):
        return ""
    advice = " ".join(used[0]["description"].partition("Deprecated: ")[2].split())
    return advice.partition(". ")[0] + "."


def described(source: Any) -> str:
    """Return where a method is described."""
    if isinstance(source, Operation) and source.manual:
        return f"Manual: {source.manual}"
    if isinstance(source, Operation) and source.official_sdk:
        return "Official SDK, not in the manual"
    return NOT_IN_MANUAL


@cache
def operations_by_id() -> dict[str, dict[str, Any]]:
    """Return every operation of the spec by its id, with its ``route``: verb and path."""
    found = {}
    for path, item in spec()["paths"].items():
        for verb, operation in item.items():
            if verb in ("get", "post", "put", "delete"):
                route = f"{verb.upper()} {path.removeprefix(BASE_PATH)}"
                if "operationId" not in operation:
                    sys.exit(f"spec/openapi.yaml: {route} has no operationId")
                found[operation["operationId"]] = {**operation, "route": route}
    return found


def routes(source: Any) -> list[str]:
    """Return the routes of the endpoints that something in ``paddleflow.resources`` uses."""
    return [operations_by_id()[name]["route"] for name in endpoints(source)]


def endpoints(source: Any) -> list[str]:
    """Return the ids of the endpoints that something uses, itself or by what it calls in the package."""
    found: set[str] = set()
    pending, seen = [source], set()
    while pending:
        value = pending.pop()
        code = value.function if isinstance(value, Operation) else value
        if code in seen:
            continue
        seen.add(code)
        named, used = uses(code)
        found.update(named)
        pending += used
    return sorted(found)


@cache
def uses(code: Any) -> tuple[list[str], list[Any]]:
    """Return the endpoints that a function or a class names, and what else of the package."""
    named, others = [], []
    names = vars(sys.modules[code.__module__])
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(code)))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and is_tag(names.get(node.value.id)):
            if node.attr not in operations_by_id():
                sys.exit(f"{place(code)}: {code.__name__} sends {node.attr}, which spec/openapi.yaml does not have")
            named.append(node.attr)
        elif isinstance(node, ast.Name) and (used := names.get(node.id)) is not code:
            ours = getattr(used, "__module__", "") or ""
            if ours.startswith("paddleflow.") and isinstance(used, Operation | type | FunctionType):
                others.append(used)
    return named, others


def place(code: Any) -> str:
    """Return file and line of a function or a class."""
    return f"{Path(inspect.getfile(code)).relative_to(ROOT)}:{inspect.getsourcelines(code)[1]}"


def method_text(method: Method, *, blocking: bool) -> str:
    """Return the definition of a method."""
    awaits = not blocking and method.kind in ("Call", "Flow")
    parameters = ", ".join(["self", *map(parameter_text, method.signature.parameters.values())])
    doc = method.doc + "\n" if "\n" in method.doc else method.doc
    lines = []
    if method.aliases:
        lines.append(f"@aliases({', '.join(f'{alias}={name!r}' for alias, name in method.aliases.items())})")
    lines.append(
        f"{'async ' if awaits else ''}def {method.name}({parameters}) -> {returned(method, blocking=blocking)}:"
    )
    lines.append(indented(f'"""{doc}"""'))
    if method.deprecated:
        warning = json.dumps(f"{method.name} is deprecated: {method.deprecated}")
        lines.append(f"    warnings.warn({warning}, DeprecationWarning, stacklevel={3 if method.aliases else 2})")
    lines.append(f"    return {call_text(method, 'await ' if awaits else '')}")
    return indented("\n".join(lines))


def call_text(method: Method, wait: str) -> str:
    """Return the expression that a method returns; `wait` stands before what it waits for."""
    names = list(method.signature.parameters)
    arguments = ", ".join(names if method.kind == "Call" else ["self._exchange", *names])
    source = f"resources.{method.module.__name__.rpartition('.')[2]}.{method.source}"
    if method.kind == "Listing":
        passed = ", ".join(f'"{name}": {name}' for name in names)
        return f'self._rows("{method.name}", lambda: {source}, {{{passed}}})'
    run = "_stream" if method.kind == "Stream" else "_run"
    return f'{wait}self.{run}("{method.name}", lambda: {source}({arguments}))'


def indented(text: str) -> str:
    """Return a text one level deeper."""
    return textwrap.indent(text, "    ")


def returned(method: Method, *, blocking: bool) -> str:
    """Return the annotation of what a method returns."""
    outer = {
        "Call": "Result",
        "Flow": "Result",
        "Stream": "Iterator" if blocking else "AsyncIterator",
        "Listing": "Rows" if blocking else "AsyncRows",
    }
    return f"{outer[method.kind]}[{method.result}]"


def client_text(*, blocking: bool) -> str:
    """Return the text of `client.py` or `async_client.py`."""
    every = list(methods())
    base = _sync_client.SyncBaseClient if blocking else _async_client.AsyncBaseClient
    name, adjective = ("Client", "blocking") if blocking else ("AsyncClient", "asynchronous")
    definitions: list[str] = []
    for method in every:
        heading = f"    # {title(method)}"
        if heading not in definitions:
            definitions.append(heading)
        definitions.append(method_text(method, blocking=blocking))
    doc = (BaseClient.__doc__ or "").partition("\n\n")
    own = USAGE[name]
    wanted = {word for each in every for word in words(each, blocking=blocking)}
    imported = "\n".join(f"    {line}" for line in sorted(imports(wanted, every)))
    return (
        f'''"""The {adjective} client. Generated from `resources` by scripts/clients.py: do not edit."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from paddleflow import resources
from paddleflow._base import aliases
from {base.__module__} import {base.__name__}

if TYPE_CHECKING:
{imported}

__all__ = ["{name}"]


class {name}({base.__name__}):
    """{doc[0]}

{indented(own)}

{doc[2].rstrip()}
    """

'''
        + "\n\n".join(definitions)
        + "\n"
    )


def resources_text() -> str:
    """Return the text of `resources/__init__.py`."""
    names = sorted(module.__name__.rpartition(".")[2] for module in modules())
    return f'''\
"""A module for each resource: its Info classes and operations. Generated by scripts/clients.py: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paddleflow.resources import {", ".join(names)}

__all__ = {json.dumps(names)}


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import a resource when it is used first."""
        from importlib import import_module

        if name not in __all__:
            raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
        return import_module(f"{{__name__}}.{{name}}")
'''


def exports() -> dict[str, str]:
    """Return the module of each name that `paddleflow` exports."""
    found = {name: module for module, names in EXPORTED.items() for name in names}
    for module in (import_module("paddleflow.errors"), *modules()):
        for name, value in classes(module).items():
            check_attributes(value)
            found[name] = module.__name__
    return dict(sorted(found.items()))


def classes(module: ModuleType) -> dict[str, type]:
    """Return the classes that a module defines."""
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
    }


def check_attributes(kind: type) -> None:
    """End the program where an Info has an attribute that its models in the spec do not have."""
    for model in kind.models if issubclass(kind, Info) else ():
        try:
            kind.reader(model)
        except (TypeError, AttributeError) as error:
            sys.exit(f"{place(kind)}: {error}")


def exports_text() -> str:
    """Return the text of `_exports.py`."""
    found = exports()
    imported = "\n".join(f"    from {module} import {name}" for name, module in found.items())
    return f'''"""What `paddleflow` exports, and from which module. Generated by scripts/clients.py: do not edit."""

from __future__ import annotations

TYPE_CHECKING = not __name__  # False, but jedi need not know
if TYPE_CHECKING:
{imported}

__all__ = {[*found]!r}

MODULES = {found!r}
'''


STATUSES = {"RUN": "RunStatus", "JOB": "JobStatus", "SCHEDULE": "ScheduleStatus"}
"""Schemas of the spec whose values the wrapper has as constants."""


def statuses_text() -> str:
    """Return the text of `_statuses.py`."""
    schemas = spec()["components"]["schemas"]
    values = {"ARTIFACT_TYPES": schemas["ArtifactEvent"]["properties"]["type"]["x-known-values"]}
    for name, schema in STATUSES.items():
        values[f"{name}_STATUSES"] = schemas[schema]["x-known-values"]
        values[f"{name}_FINAL"] = schemas[schema]["x-final-values"]
    constants = "\n".join(f"{name}: Final = {tuple(known)!r}" for name, known in values.items())
    return f'''"""Values that the spec knows; FINAL ones end a wait. Generated by scripts/clients.py: do not edit."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

{constants}
'''


def title(method: Method) -> str:
    """Return the heading that a method stands under."""
    if method.kind == "Listing":
        return "The rows of all pages"
    return (method.module.__doc__ or "").splitlines()[0].partition(":")[0].rstrip(".")


def words(method: Method, *, blocking: bool) -> set[str]:
    """Return the names that the annotations of a method use."""
    text = (
        returned(method, blocking=blocking)
        + " "
        + " ".join(str(each.annotation) for each in method.signature.parameters.values())
    )
    return set(re.findall(r"[A-Za-z_]\w*", text)) - set(dir(builtins)) - {"Any"}


def imports(wanted: set[str], every: list[Method]) -> Iterator[str]:
    """Return the lines that import names, each from where it is defined."""
    homes = {
        "Result": "paddleflow.result",
        "Rows": "paddleflow._rows",
        "AsyncRows": "paddleflow._rows",
        "Iterator": "collections.abc",
        "AsyncIterator": "collections.abc",
    }
    for word in wanted:
        if word not in homes:
            value = next(vars(each.module)[word] for each in every if word in vars(each.module))
            homes[word] = value.__module__
    by_home: dict[str, set[str]] = {}
    for word in wanted:
        by_home.setdefault(homes[word], set()).add(word)
    for home, names in by_home.items():
        yield f"from {home} import {', '.join(sorted(names))}"


INTRODUCTION = """\
# Every method

Made from the code by `scripts/clients.py` (`make generate`); do not edit. `Client` and `AsyncClient` have the same
methods; those of `AsyncClient` are awaited. Each returns a pair, `(True, result)` or `(False, message)`; the type after
the arrow is that of the result, which `.unwrap()` returns. `help(Client.create_run)` says more. Paths are below
`/api/paddleflow/v1`.
"""


def index_text() -> str:
    """Return docs/api.md: every method on one line, with its route and its section of the manual."""
    sections: dict[str, list[str]] = {}
    for method in methods():
        reached = ", ".join(f"`{route}`" for route in method.routes) or "sends nothing"
        outer = {"Call": "{}", "Flow": "{}", "Stream": "Iterator[{}]", "Listing": "Rows[{}]"}[method.kind]
        line = signature_line(method.name, method.signature.parameters.values(), outer.format(method.result))
        marked = " · deprecated" if method.deprecated else ""
        sections.setdefault(title(method), []).append(f"- `{line}` · {reached} · {method.where}{marked}")
    parts = [f"## {heading}\n\n" + "\n".join(lines) + "\n" for heading, lines in sections.items()]
    return "\n".join([INTRODUCTION, *parts])


def signature_line(name: str, parameters: Iterable[inspect.Parameter], result: str) -> str:
    """Return parameters and result of a method, without the pair."""
    return f"{name}({', '.join(map(parameter_text, parameters))}) -> {result}"


def parameter_text(parameter: inspect.Parameter) -> str:
    """Return a parameter with its annotation, which the modules keep as text, and its default."""
    default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
    return f"{parameter.name}: {parameter.annotation}{default}"


def formatted(text: str) -> str:
    """Return a module in the house style."""
    ruff = str(Path(sys.executable).parent / "ruff")
    for arguments in (["check", "--select", "I,F401", "--fix-only", "--quiet"], ["format", "--quiet"]):
        command = [ruff, *arguments, "--stdin-filename", str(PACKAGE / "client.py"), "-"]
        text = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    return text


def generated_files() -> dict[Path, str]:
    """Return what is made: content by path."""
    return {
        PACKAGE / "client.py": formatted(client_text(blocking=True)),
        PACKAGE / "async_client.py": formatted(client_text(blocking=False)),
        PACKAGE / "resources" / "__init__.py": formatted(resources_text()),
        PACKAGE / "_exports.py": formatted(exports_text()),
        PACKAGE / "_statuses.py": formatted(statuses_text()),
        ROOT / "docs" / "api.md": index_text(),
    }


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 and list the files that differ")
    check = parser.parse_args().check
    made = generated_files()
    different = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if check and different:
        sys.exit("\n".join(["not what the operations say (make generate):", *map(str, different)]))
    for path in different:
        path.write_text(made[path], encoding="utf-8")


if __name__ == "__main__":
    main()
