"""Completion for bash, zsh and fish.

The shell calls `paddleflow __complete WORD...` with the words of the line up to the one that is completed, which is the
last. One candidate a line comes back, with its explanation behind a tab. Commands, options and their choices are known
here; ids and names are asked for, for a second at most, and without a word when the server is away.
"""

from __future__ import annotations

import sys

from paddleflow.cli.groups import ALONE, GROUPS, commands
from paddleflow.cli.parser import BEFORE, UsageError, common_options, find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paddleflow.cli.command import Command, Parameter
    from paddleflow.cli.context import Context

SECONDS = 1.0
MOST = 200

BASH = r"""_paddleflow() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$(printf '%q' "${line%%$'\t'*}")")
    done < <(paddleflow __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    if [ ${#COMPREPLY[@]} -eq 0 ]; then compopt -o default 2>/dev/null; fi
}
complete -F _paddleflow paddleflow
"""
ZSH = r"""#compdef paddleflow
_paddleflow() {
    local -a found
    local line
    while IFS= read -r line; do
        found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done < <(paddleflow __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
    if (( ${#found} )); then _describe 'paddleflow' found; else _files; fi
}
compdef _paddleflow paddleflow
"""
FISH = r"""function __paddleflow
    set -l words (commandline -opc) (commandline -ct)
    paddleflow __complete $words[2..-1] 2>/dev/null
end
complete -c paddleflow -a '(__paddleflow)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def script(context: Context) -> int:
    """Print the script of a shell."""
    print(SCRIPTS[context.values["shell"]], end="")
    return 0


def complete(words: list[str]) -> int:
    """Print what the last word may become."""
    *before, word = words or [""]
    try:
        found = sorted({(name, about) for name, about in _candidates(before, word) if name.startswith(word)})
    except UsageError:
        found = []
    for name, about in found:
        print(f"{name}\t{about}")
    return 0


def _candidates(before: list[str], word: str) -> Iterator[tuple[str, str]]:
    from paddleflow.cli.help import summary

    last = before[-1] if before else ""
    option = next((option for option in BEFORE if last in option.flags and not option.flag), None)
    path = [each for at, each in enumerate(before) if not each.startswith("-") and not _is_value(before, at)]
    if option is not None:
        yield from _values(option, before)
    elif not path:
        if word.startswith("-"):
            yield from _flags(BEFORE)
        else:
            yield from GROUPS.items()
            yield from ((each.name, each.help) for each in commands(ALONE) if not each.hidden)
    elif path[0] in GROUPS and len(path) == 1:
        yield from ((each.name.split()[-1], summary(each)) for each in commands(path[0]) if not each.hidden)
    else:
        command, _, rest = find(before)
        yield from _of_command(command, rest, word)


def _is_value(words: list[str], at: int) -> bool:
    return at > 0 and any(words[at - 1] in option.flags and not option.flag for option in BEFORE)


def _of_command(command: Command, words: list[str], word: str) -> Iterator[tuple[str, str]]:
    options = [*command.options, *common_options(command)]
    takes = {flag: option for option in options if not option.flag for flag in option.flags}
    if words and words[-1] in takes:
        yield from _values(takes[words[-1]], words)
    elif word.startswith("-"):
        yield from _flags(options)
    else:
        given = [
            each
            for at, each in enumerate(words)
            if not each.startswith("-") and (at == 0 or words[at - 1] not in takes)
        ]
        places = command.arguments
        if places and (len(given) < len(places) or places[-1].many):
            yield from _values(places[min(len(given), len(places) - 1)], words)


def _flags(options: Iterable[Parameter]) -> Iterator[tuple[str, str]]:
    for option in options:
        yield from ((flag, option.help) for flag in option.flags if flag.startswith("--"))


def _values(parameter: Parameter, words: list[str]) -> Iterator[tuple[str, str]]:
    states: tuple[str, ...] = getattr(parameter.type, "choices", ())
    yield from ((choice, "") for choice in parameter.choices or states)
    if parameter.kind:
        try:
            yield from _asked(parameter.kind, words)
        except (Exception, SystemExit):  # completion never disturbs
            return


def _asked(kind: str, words: list[str]) -> Iterator[tuple[str, str]]:
    """Ask the server for ids or names."""
    if kind == "profile":
        from paddleflow.config import profile_names

        yield from ((name, server) for name, server, _ in [*profile_names(), ("local", "of paddleflow local up", "")])
        return
    from itertools import islice

    from paddleflow import Client
    from paddleflow.cli import session
    from paddleflow.cli.ids import KINDS, PAGE, WITH_TIME, rows
    from paddleflow.cli.terminal import clean

    profile = next((words[at + 1] for at, word in enumerate(words[:-1]) if word == "--profile"), None)
    limits = {"total_timeout": SECONDS, "timeout": SECONDS, "connect_timeout": SECONDS / 2, "attempts": 1}
    with Client(profile=profile, **limits) as client:  # type: ignore[arg-type]
        import os

        state = session.login_of(client)
        state.token = state.token or session.kept_token(client, os.environ)
        found = KINDS[kind]
        if kind in WITH_TIME:
            yield "@latest", "the newest one"
        if found.status:
            yield "@failed", "the newest one that failed"
        first = list(islice(rows(client, found), PAGE))
        for row in (first[::-1] if found.oldest_first else first)[:MOST]:
            about = " ".join(
                str(getattr(row, name, "")) for name in ("status", "name", "job_name") if hasattr(row, name)
            )
            yield clean(str(getattr(row, found.id))), clean(about)


def main(words: list[str]) -> int:
    """Answer a shell."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    return complete(words)
