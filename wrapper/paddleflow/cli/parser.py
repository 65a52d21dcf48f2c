"""From the words of a command line to a command and its values."""

from __future__ import annotations

import argparse
import os
import sys

from paddleflow.cli import values
from paddleflow.cli.command import Command, CommandParameter, Option
from paddleflow.cli.groups import ALONE, GROUPS, commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, NoReturn

FORMATS = ("table", "wide", "json", "yaml", "text", "name")
BEFORE = (
    Option("output", "-o", "--output", choices=FORMATS, help="How the result is written; default: table"),
    Option("pf_config", "--pf_config", "--config", help="The settings file"),
    Option("profile", "--profile", help="A profile of the settings file", kind="profile"),
    Option("debug", "--debug", flag=True, help="Show each request on stderr, without secrets"),
    Option("dry_run", "--dry-run", flag=True, help="Show the request, without secrets, and do not send it"),
    Option("password_stdin", "--password-stdin", flag=True, help="Read the password from standard input"),
)
"""Options of every command, which may stand before the group too."""

RESULT = (
    Option("fields", "--fields", type=values.words, help="Only these attributes, as JSON names them: run_id,status"),
    Option("jq", "--jq", help="A JMESPath expression that picks out of the JSON"),
    Option("show_secrets", "--show-secrets", flag=True, help="Do not hide passwords and keys"),
)
"""Options of the commands that show something."""

ROWS = (
    Option("limit", "--limit", type=values.count, help="How many rows, the newest of them; default: 100"),
    Option("all", "--all", flag=True, help="All rows"),
)
"""Options of lists."""

ASKS = (Option("yes", "-y", "--yes", flag=True, help="Do not ask"),)
"""Options of the commands that ask before they do something."""

COMMON_VARIABLES = {"output": "PADDLEFLOW_OUTPUT", "pf_config": "PADDLEFLOW_PF_CONFIG"}


class UsageError(Exception):
    """An invalid command line."""

    def __init__(self, message: str, prog: str = "paddleflow", usage: str = "[OPTIONS] COMMAND [ARGS]...") -> None:
        super().__init__(message)
        self.prog = prog
        self.usage = usage


class HelpWanted(Exception):
    """Help is asked for: the message is the text."""


class _Formatter(argparse.HelpFormatter):
    """Names the value of an option once, behind its spellings."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=34, width=_columns())

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "Usage: ")

    def _format_action_invocation(self, action: argparse.Action) -> str:
        spellings = ", ".join(action.option_strings)
        if not spellings or action.nargs == 0:
            return spellings or super()._format_action_invocation(action)
        return f"{spellings} {self._format_args(action, str(action.metavar or action.dest.upper()))}"

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrapped(text, width))


def wrapped(text: str, width: int) -> list[str]:
    """Divide a text into lines. `textwrap` does it too; its import takes as long as all the rest."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _columns() -> int:
    """Return the width of help; `terminal` has it too, but its import is 2 million instructions more."""
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns, 120)
    except (OSError, ValueError, AttributeError):
        return 80


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(message, self.prog, self.usage or "")


def parse(words: list[str], environ: Mapping[str, str]) -> tuple[Command, dict[str, Any]]:
    """Find the command of a command line, and the values of its parameters and of the common options by name.

    Raises:
        UsageError: There is no such command, or a value is invalid.
        HelpWanted: Help is asked for.
    """
    command, before, after = find(words)
    return command, values_of(command, [*before, *after], environ)


def find(words: list[str]) -> tuple[Command, list[str], list[str]]:
    """Find the command of a command line: with the words before its name, and those behind."""
    before, rest = _split(words)
    if not rest:
        if {"--version", "-V"} & set(before):
            from paddleflow._constants import __version__

            raise HelpWanted(f"paddleflow {__version__}")
        if unknown := [word for word in before if word not in ("-h", "--help")]:
            raise UsageError(f"No such option: {unknown[0]}" if unknown[0] not in _known() else "Missing command.")
        raise HelpWanted(top_help())
    group, *rest = rest
    for command in commands(ALONE):
        if command.name == group:
            return command, before, rest
    if group not in GROUPS:
        raise UsageError(f"No such command {group!r}.{_similar(group, [*GROUPS, *_names(commands(ALONE))])}")
    if not rest or rest[0] in ("-h", "--help"):
        raise HelpWanted(group_help(group))
    name, *rest = rest
    for command in commands(group):
        if command.name == f"{group} {name}":
            return command, before, rest
    usage = "[OPTIONS] COMMAND [ARGS]..."
    if name.startswith("-"):
        raise UsageError(f"No such option: {name}", f"paddleflow {group}", usage)
    similar = _similar(name, [each.split()[-1] for each in _names(commands(group))])
    raise UsageError(f"No such command {name!r}.{similar}", f"paddleflow {group}", usage)


def _names(found: Iterable[Command]) -> list[str]:
    return [command.name for command in found]


def _similar(word: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, known, 1)
    return f" Did you mean {close[0]!r}?" if close else ""


def _known() -> dict[str, Option]:
    return {flag: option for option in BEFORE for flag in option.flags}


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """Divide a command line before the group, whose place depends on which options take a value."""
    known = _known()
    at = 0
    while at < len(words) and words[at].startswith("-"):
        option = known.get(words[at])
        at += 2 if option is not None and not option.flag else 1
    return words[:at], words[at:]


def common_options(command: Command) -> list[Option]:
    """Return the options that a command has beside its own, without the spellings that are its own."""
    taken = {flag for option in command.options for flag in option.flags}
    sets: list[tuple[Option, ...]] = [BEFORE]
    if command.tables or command.rows or command.message or command.run:
        sets.append(RESULT)
    if command.rows:
        sets.append(ROWS)
    if command.asks:
        sets.append(ASKS)
    own = {option.name for option in command.options}
    common = []
    for option in (option for each in sets for option in each if option.name not in own):
        if flags := tuple(flag for flag in option.flags if flag not in taken):
            spelled = Option(option.name)
            vars(spelled).update({**vars(option), "flags": flags})
            common.append(spelled)
    return common


def parser_of(command: Command) -> argparse.ArgumentParser:
    """Make the parser of one command."""
    from paddleflow.cli.help import description, explanation

    usage = " ".join(
        ["[OPTIONS]", *(_shown(each) for each in command.arguments)] if command.arguments else ["[OPTIONS]"]
    )
    prog = f"paddleflow {command.name}"
    parser = _Parser(prog, f"{prog} {usage}", description(command), add_help=False, allow_abbrev=False,
                     formatter_class=_Formatter)  # fmt: skip
    places = parser.add_argument_group("Arguments")
    own = parser.add_argument_group("Options")
    common = parser.add_argument_group("Common options")
    for argument in command.arguments:
        places.add_argument(
            argument.name,
            metavar=argument.name.upper(),
            nargs="+" if argument.many else None if argument.required else "?",
            type=_reader(argument),
            help=_escaped(explanation(command, argument)),
        )
    for option in command.options:
        _add(own, option, explanation(command, option))
    own.add_argument("-h", "--help", action="help", help="Show this help")
    for option in common_options(command):
        _add(common, option, option.help)
    return parser


def _shown(argument: CommandParameter) -> str:
    name = argument.name.upper() + ("..." if argument.many else "")
    return name if argument.required else f"[{name}]"


def _escaped(text: str) -> str:
    return text.replace("%", "%%")


def _add(group: Any, option: CommandParameter, help: str) -> None:
    text = _escaped(help + (" (required)" if option.required else ""))
    if option.flag:
        group.add_argument(*option.flags, dest=option.name, action="store_const", const=option.value, help=text)
    else:
        group.add_argument(
            *option.flags,
            dest=option.name,
            metavar="|".join(option.choices) if option.choices else option.name.upper(),
            action="append" if option.repeat else "store",
            type=_reader(option),
            help=text,
        )


def _reader(parameter: CommandParameter) -> Any:
    """Return the parameter's type for argparse, which keeps the message of one kind of error only."""

    def read(text: str) -> Any:
        if parameter.choices and text not in parameter.choices:
            raise argparse.ArgumentTypeError(f"{text!r} is not one of {', '.join(parameter.choices)}")
        try:
            return parameter.type(text) if parameter.type else text
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read


def values_of(command: Command, words: list[str], environ: Mapping[str, str]) -> dict[str, Any]:
    """Read the words of a command line without its name."""
    if "-h" in words or "--help" in words:
        raise HelpWanted(parser_of(command).format_help())
    parser = parser_of(command)
    many = any(argument.many for argument in command.arguments)
    found = vars(parser.parse_intermixed_args(words) if many else parser.parse_args(words))
    for option in (*common_options(command), *command.options):
        variable = COMMON_VARIABLES.get(option.name) or command.variable(option)
        if found.get(option.name) is None and (text := environ.get(variable)):
            found[option.name] = _from_variable(parser, option, variable, text)
        if option.required and found.get(option.name) is None:
            parser.error(f"Missing option {' / '.join(map(repr, option.flags))}.")
    return found


def _from_variable(parser: argparse.ArgumentParser, option: CommandParameter, variable: str, text: str) -> Any:
    read = _reader(option)
    try:
        if option.flag:
            return option.value if values.boolean(text) else None
        return [read(each) for each in text.split()] if option.repeat else read(text)
    except (ValueError, argparse.ArgumentTypeError) as error:
        parser.error(f"variable {variable}: {error}")


def top_help() -> str:
    """Return the help of the whole program."""
    lines = ["Usage: paddleflow [OPTIONS] COMMAND [ARGS]...", "", "Run pipelines with PaddleFlow.", "", "Commands:"]
    lines += [f"  {name:12} {about}" for name, about in GROUPS.items()]
    lines += ["", "Settings and help:"]
    lines += [f"  {each.name:12} {each.help.partition('. ')[0].rstrip('.')}" for each in commands(ALONE)]
    lines += ["", "Options of every command:"]
    lines += [f"  {', '.join(option.flags):24} {option.help}" for option in BEFORE]
    lines += [f"  {'-h, --help':24} Show help", f"  {'--version':24} Show the version of this client"]
    lines += ["", "paddleflow COMMAND --help shows more."]
    return "\n".join(lines)


def group_help(group: str) -> str:
    """Return the help of a group."""
    from paddleflow.cli.help import summary

    lines = [f"Usage: paddleflow {group} [OPTIONS] COMMAND [ARGS]...", "", f"{GROUPS[group]}.", ""]
    lines += ["Commands:", *(f"  {each.name.split()[-1]:16} {summary(each)}" for each in commands(group))]
    lines += ["", f"paddleflow {group} COMMAND --help shows more."]
    return "\n".join(lines)
