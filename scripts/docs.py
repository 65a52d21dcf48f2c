"""Make what is derived from the commands and the client's docstrings. `--check` fails when it is not up to date.

python scripts/docs.py [--check]
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

from paddleflow import Client
from paddleflow.cli.groups import every_command

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "wrapper/paddleflow/cli/_texts.py"


def parsed(docstring: str) -> tuple[str, dict[str, str]]:
    """Return the description of a docstring, and what it says of each parameter."""
    text = inspect.cleandoc(docstring)
    head = re.split(r"\n(?:Args:|Parameters\n-+|Returns|Raises|Source:|>>>)", text)[0]
    section = re.search(r"^(?:Args:|Parameters\n-+)\n(.*?)(?=^\S+:?\n(?:-+\n|  )|^Source:|\Z)", text, re.M | re.S)
    parameters: dict[str, str] = {}
    names: list[str] = []
    entry = re.compile(r"^( {0,4})(\*{0,2}\w+(?:, ?\w+)*)(?: \([^)]*\))? ?: ?(.*)$")
    indent = None
    for line in section[1].splitlines() if section else []:
        found = entry.match(line)
        if found and (indent is None or len(found[1]) == indent):
            indent = len(found[1])
            names = [name.strip() for name in found[2].split(",")]
            parameters |= dict.fromkeys(names, found[3].strip())
        else:
            parameters |= {name: f"{parameters[name]} {line.strip()}".strip() for name in names}
    return plain(head), {name: plain(value) for name, value in parameters.items()}


def plain(text: str) -> str:
    """Return a docstring's text as a terminal shows it."""
    return " ".join(text.replace("``", "").replace("`", "").split()).rstrip()


def texts() -> str:
    """Return the module of help texts."""
    methods = sorted({command.method for command in every_command() if command.method})
    found = {}
    for method in methods:
        description, parameters = parsed(getattr(Client, method).__doc__ or "")
        used = {
            parameter.to.partition(".")[0]
            for command in every_command()
            if command.method == method
            for parameter in command.parameters
        }
        found[method] = (description, {name: text for name, text in parameters.items() if name in used})
    body = "\n".join(f"    {name!r}: {text!r}," for name, text in found.items())
    head = '"""Descriptions of the client\'s methods and their parameters, made by `make docs`."""'
    source = f"{head}\n\nTEXTS: dict[str, tuple[str, dict[str, str]]] = {{\n{body}\n}}\n"
    ruff = [str(Path(sys.executable).with_name("ruff")), "format", "--quiet", "--stdin-filename", str(TEXTS), "-"]
    return subprocess.run(ruff, input=source, text=True, capture_output=True, check=True).stdout


def main() -> int:
    """Write or check every derived file."""
    check = "--check" in sys.argv
    stale = []
    for path, content in ((TEXTS, texts()),):
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            stale.append(path)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")
    for path in stale:
        print(f"{path.relative_to(ROOT)}: {'not up to date: make docs' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
