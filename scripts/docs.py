"""Write the files that are derived from the commands and the client's docstrings; with `--check`, compare them.

python scripts/docs.py [--check]
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import docstring_parser
from docstring_parser import DocstringStyle

from paddleflow import Client
from paddleflow.cli.command import Command, CommandParameter
from paddleflow.cli.groups import ALONE, GROUPS, commands, every_command
from paddleflow.cli.help import description, explanation
from paddleflow.cli.parser import BEFORE, RESULT, ROWS

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "wrapper/paddleflow/cli/_texts.py"

CODES = "0 success, 1 failure, 2 usage error, 3 not logged in or not allowed, 130 interrupted by Ctrl-C."
ASKING = """\
A command that deletes asks first on a terminal; `-y` or `--yes` skips the question. Where a run, job, schedule,
pipeline or cache is named, `@latest` is the newest one, and `@failed` the newest run, job or schedule that failed. An
option of a command is also read from its variable: `PADDLEFLOW_RUN_LIST_STATUS=failed`."""

ORIGIN = re.compile(r"^(Manual: .*?|Official SDK, not in the manual|Not in the manual)\. Sends .*\.$", re.MULTILINE)
"""The line of a docstring that says where a method is described and what it sends."""


IN_PYTHON = (
    (" in fs_name", " in the file system"),
    (r"next_?[mM]arker of the page before", "the marker that the page before ends with"),
    ("; where the newest come first, it leads to newer jobs again: use iter_jobs", ""),
    ("; the official SDK's queuenaame works too", ""),
    (" or a datetime\\b", ""),
    ('"(\\d{4}-\\d\\d-\\d\\d [0-9:]+)"', r"\1"),
)
"""Words of a docstring that only hold in Python, and their replacements for the command line."""


def parsed(docstring: str) -> tuple[str, dict[str, str]]:
    """Return the description of a docstring, and that of each parameter."""
    found = docstring_parser.parse(docstring, DocstringStyle.GOOGLE)
    paragraphs = [found.short_description or "", *(found.long_description or "").split("\n\n")]
    text = "\n".join(each for each in paragraphs if not ORIGIN.search(each))
    return plain(text), {each.arg_name: phrase(plain(each.description or "")) for each in found.params}


def plain(text: str) -> str:
    """Return a docstring's text as a terminal shows it."""
    text = " ".join(text.replace("``", "").replace("`", "").split()).rstrip()
    for in_python, here in IN_PYTHON:
        text = re.sub(in_python, here, text)
    return text


def phrase(text: str) -> str:
    """Return the description of a parameter; a single sentence loses its period."""
    return text if ". " in text else text.removesuffix(".")


def help_texts() -> str:
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
            if not parameter.help
        }
        found[method] = (description, {name: text for name, text in parameters.items() if name in used})
    body = "\n".join(f"    {name!r}: {text!r}," for name, text in found.items())
    head = '"""Descriptions of the client\'s methods and their parameters, made by `make docs`."""'
    source = f"{head}\n\nTEXTS: dict[str, tuple[str, dict[str, str]]] = {{\n{body}\n}}\n"
    ruff = [str(Path(sys.executable).with_name("ruff")), "format", "--quiet", "--stdin-filename", str(TEXTS), "-"]
    return subprocess.run(ruff, input=source, text=True, capture_output=True, check=True).stdout


def commands_page() -> str:
    """Return docs/commands.md."""
    lines = ["# Commands", "", "Made from the commands by `make docs`. `paddleflow COMMAND --help` says the same.", ""]
    lines += ["Every command also takes these options, before the group or after it:", "", *_options(BEFORE), ""]
    lines += [
        "Commands that show something also take these, the last two only lists:",
        "",
        *_options((*RESULT, *ROWS)),
        "",
    ]
    lines += [ASKING, "", f"Exit codes: {CODES}"]
    for group, about in [*GROUPS.items(), (ALONE, "Log in, and save settings")]:
        lines += ["", f"## {group}", "", f"{about}."]
        for command in commands(group):
            lines += ["", f"### {_usage(command)}", "", _markdown(description(command))]
            if explained := [each for each in command.arguments if explanation(command, each)]:
                lines += [
                    "",
                    *(f"- `{each.name.upper()}`: {_markdown(explanation(command, each))}" for each in explained),
                ]
            if command.options:
                lines += ["", *_options(command.options, command)]
    return "\n".join(lines) + "\n"


def _options(options: Iterable[CommandParameter], command: Command | None = None) -> list[str]:
    rows = ["| option | |", "|---|---|"]
    for option in options:
        about = (explanation(command, option) if command else option.help) + " (required)" * option.required
        rows.append(f"| `{_spelled(option)}` | {_markdown(about)} |")
    return rows


def _spelled(option: CommandParameter) -> str:
    """Return an argument's name, or the spellings of an option with its value: ``-f, --fsname FS_NAME``."""
    return " ".join(filter(None, [", ".join(option.flags), "" if option.flag else option.name.upper()]))


def _usage(command: Command) -> str:
    words = ["paddleflow", command.name]
    for argument in command.arguments:
        word = argument.name.upper() + "..." * argument.many
        words.append(word if argument.required else f"[{word}]")
    return " ".join(words)


def _markdown(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def man_page(group: str) -> str:
    """Return the man page of a group, or of the program."""
    name = f"paddleflow-{group}" if group else "paddleflow"
    about = GROUPS[group] if group else "Run pipelines with PaddleFlow"
    lines = [f'.TH {name.upper()} 1 "" "paddleflow-client" "PaddleFlow"', ".SH NAME", rf"{name} \- {_roff(about)}"]
    lines += [".SH SYNOPSIS", f".B {name.replace('-', ' ')}", "[OPTIONS] COMMAND [ARGS]..."]
    if not group:
        lines += [".SH GROUPS"]
        for each, text in GROUPS.items():
            lines += [".TP", f".BR paddleflow-{each} (1)", _roff(text)]
    lines += [".SH COMMANDS"]
    for command in commands(group or ALONE):
        lines += [f".SS {_roff(_usage(command))}", _roff(description(command))]
        for parameter in (*command.arguments, *command.options):
            lines += _entry(parameter, explanation(command, parameter))
    lines += [".SH OPTIONS OF EVERY COMMAND"]
    for option in (*BEFORE, *RESULT, *ROWS):
        lines += _entry(option, option.help)
    return "\n".join([*lines, ".SH EXIT STATUS", CODES]) + "\n"


def _entry(parameter: CommandParameter, about: str) -> list[str]:
    return [".TP", f".B {_roff(_spelled(parameter))}", _roff(about) or r"\&"]


def _roff(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return rf"\&{text}" if text.startswith((".", "'")) else text


def main() -> int:
    """Write or check every derived file."""
    check = "--check" in sys.argv
    stale = _differ({TEXTS: help_texts()}, write=not check)
    # The commands import these texts: if they have changed, start again.
    if stale and not check:
        print("help texts written")
        return subprocess.run([sys.executable, *sys.argv], check=False).returncode
    pages = {ROOT / "docs/commands.md": commands_page()}
    for group in ("", *GROUPS):
        pages[ROOT / "docs/man" / f"{'-'.join(['paddleflow', *group.split()])}.1"] = man_page(group)
    stale += _differ(pages, write=not check)
    for path in stale:
        print(f"{path.relative_to(ROOT)}: {'not up to date: make docs' if check else 'written'}")
    return 1 if check and stale else 0


def _differ(made: dict[Path, str], *, write: bool) -> list[Path]:
    """Return the files that are not up to date; write them if `write`."""
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale if write else ():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[path], encoding="utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
