"""Write docs/api.md: every method of the clients on one line, with its route and its section of the manual.

Everything comes from the code and the compiled spec. ``--check`` fails when the file is not what they say.
"""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from paddleflow import Client

ROOT = Path(__file__).resolve().parents[1]
INDEX = ROOT / "docs" / "api.md"
SOURCE = re.compile(r"Source: (?P<where>.*?)(; routes? (?P<routes>[\w, ]+))?\.\s*$")
INTRODUCTION = """\
# Every method

Made from the code by `scripts/api_index.py`; do not edit. `Client` and `AsyncClient` have the same methods; those of
`AsyncClient` are awaited. Each gives a pair, `(True, result)` or `(False, message)`; after the arrow stands the type of
the result, which `.unwrap()` gives too. `help(Client.create_run)` says more. Paths are below `/api/paddleflow/v1`.
"""


def routes() -> dict[str, str]:
    """Verb and path of every operation of the spec."""
    document = json.loads((ROOT / "generated" / "paddleflow_api" / "openapi.json").read_text(encoding="utf-8"))
    return {
        operation["operationId"]: f"{verb.upper()} {path.removeprefix('/api/paddleflow/v1')}"
        for path, item in document["paths"].items()
        for verb, operation in item.items()
        if verb in ("get", "post", "put", "delete")
    }


def methods() -> Iterator[tuple[str, Any, str, str]]:
    """The methods that say where they come from, in the order in which the client lists them.

    With each where it is described, and the operations that it reaches.
    """
    for name in list(vars(Client)):
        method = getattr(Client, name)
        if inspect.isfunction(method) and (source := SOURCE.search(method.__doc__ or "")):
            yield name, method, source["where"], source["routes"] or ""


def signature(name: str, method: Any) -> str:
    """Parameters and result, without the pair."""
    parsed = inspect.signature(method)
    parameters = []
    for each in list(parsed.parameters.values())[1:]:
        default = "" if each.default is each.empty else f" = {each.default!r}"
        parameters.append(f"{each.name}: {each.annotation}{default}")
    result = re.sub(r"^Result\[(.*)\]$", r"\1", str(parsed.return_annotation))
    return f"{name}({', '.join(parameters)}) -> {result}"


def line(signature: str, where: str, names: str, known: dict[str, str]) -> str:
    """A method on one line."""
    reached = [f"`{known[name]}`" for name in names.split(", ") if name in known]
    parts = [f"`{signature}`", ", ".join(reached) or "sends nothing", where]
    return "- " + " · ".join(parts if names else [parts[0], where])


def title(module: str) -> str:
    """The first line of a module, which says what its methods are about."""
    return (sys.modules[module].__doc__ or "").splitlines()[0].partition(":")[0].rstrip(".")


def index() -> str:
    """The whole page."""
    known = routes()
    sections: dict[str, list[str]] = {}
    for name, method, where, names in methods():
        module = inspect.unwrap(method).__module__
        heading = "Users and login" if module == Client.__module__ else title(module)
        sections.setdefault(heading, []).append(line(signature(name, method), where, names, known))
    parts = [f"## {heading}\n\n" + "\n".join(lines) + "\n" for heading, lines in sections.items()]
    return "\n".join([INTRODUCTION, *parts])


def main(arguments: list[str]) -> int:
    """Write the page, or compare it."""
    page = index()
    if "--check" not in arguments:
        INDEX.write_text(page, encoding="utf-8")
        return 0
    if INDEX.read_text(encoding="utf-8") == page:
        return 0
    sys.stderr.write("docs/api.md is not what the code says; run scripts/api_index.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
