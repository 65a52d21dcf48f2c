"""Make what is derived from the commands and the client's docstrings. `--check` fails when it is not up to date.

python scripts/docs.py [--check]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docstring_parser
from docstring_parser import DocstringStyle

from clients import ORIGIN
from paddleflow import Client
from paddleflow.cli.groups import every_command

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "wrapper/paddleflow/cli/_texts.py"


def parsed(docstring: str) -> tuple[str, dict[str, str]]:
    """Return the description of a docstring, and what it says of each parameter."""
    found = docstring_parser.parse(docstring, DocstringStyle.GOOGLE)
    paragraphs = [found.short_description or "", *(found.long_description or "").split("\n\n")]
    text = "\n".join(each for each in paragraphs if not ORIGIN.search(each))
    return plain(text), {each.arg_name: plain(each.description or "") for each in found.params}


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
