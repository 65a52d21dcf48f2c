"""Completion for bash, zsh and fish.

The shell calls `paddleflow __complete WORD...` with the words of the line up to the one that is completed, which is the
last. One candidate a line comes back, with its explanation behind a tab. Commands, options and their choices are known
here; ids and names are asked for, the newest first, for a second at most, silently when the server is away.
"""

from __future__ import annotations

import sys

from paddleflow.cli.groups import ALONE, GROUPS, commands
from paddleflow.cli.parser import BEFORE, UsageError, common_options, find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paddleflow.cli.command import Command, CommandParameter
    from paddleflow.cli.context import Context

SECONDS = 1.0
MOST = 200
ANYTHING = 1
"""Exit code where what is typed may be anything: shells offer files."""

BASH = r"""_paddleflow() {
    local found line words typed
    read -a words <<< "${COMP_LINE:0:COMP_POINT}"  # COMP_WORDS is divided at = and @, too
    [[ ${COMP_LINE:COMP_POINT-1:1} == ' ' && $2 == '' ]] && words+=('')
    typed=${words[${#words[@]}-1]}
    found=$(paddleflow __complete "${words[@]:1:${#words[@]}-2}" "${typed#[\"\']}" 2>/dev/null) ||
        compopt -o default 2>/dev/null
    compopt -o nosort 2>/dev/null
    COMPREPLY=()
    while IFS=$'\t' read -r line _; do
        if [[ $typed == -*=* ]]; then line=${line#*=}; fi
        if [[ $typed != [\"\']* ]]; then printf -v line '%q' "$line"; fi
        COMPREPLY+=("$line")
    done < <([ -z "$found" ] || echo "$found")
}
complete -F _paddleflow paddleflow
"""
ZSH = r"""#compdef paddleflow
_paddleflow() {
    local line about found
    local -a offered
    found=$(paddleflow __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null) || { _files; return }
    for line in ${(f)found}; do
        about=${line#*$'\t'}
        offered+=("${${line%%$'\t'*}//:/\\:}${about:+:$about}")
    done
    _describe -V paddleflow offered
}
if [ "$funcstack[1]" = _paddleflow ]; then
    _paddleflow
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _paddleflow paddleflow
fi
"""
FISH = r"""function __paddleflow
    set -l words (commandline -opc)
    set -l typed (commandline -ct | string trim -l -c '"\'' | string unescape)
    set -l found (paddleflow __complete $words[2..-1] "$typed" 2>/dev/null)
    or set found (__fish_complete_path (commandline -ct))
    string join \n -- $found
end
complete -c paddleflow -f -k -a '(__paddleflow)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def script(context: Context) -> int:
    """Print the script of a shell."""
    print(SCRIPTS[context.values["shell"]], end="")
    return 0


def complete(words: list[str]) -> int:
    """Print what the last word may become."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    *before, word = words or [""]
    option, equals, begun = word.partition("=") if word.startswith("-") and "=" in word else ("", "", word)
    try:
        found = dict(_candidates([*before, option] if equals else before, begun))
    except UsageError:
        found = {}
    for name, about in found.items():
        if name and name.startswith(begun):
            print(f"{option}{equals}{name}\t{about}")
    return ANYTHING if "" in found else 0


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
            alone = ((each.name, each.help) for each in commands(ALONE))
            yield from sorted([*GROUPS.items(), *alone])
    elif path[0] in GROUPS and len(path) == 1:
        yield from sorted((each.name.split()[-1], summary(each)) for each in commands(path[0]))
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


def _flags(options: Iterable[CommandParameter]) -> list[tuple[str, str]]:
    return sorted((flag, option.help) for option in options for flag in option.flags if flag.startswith("--"))


def _values(parameter: CommandParameter, words: list[str]) -> Iterator[tuple[str, str]]:
    states: tuple[str, ...] = getattr(parameter.type, "choices", ())
    yield from sorted((choice, "") for choice in parameter.choices or states)
    if not (parameter.choices or states or parameter.kind):
        yield "", ""
    if parameter.kind:
        try:
            yield from _asked(parameter.kind, words)
        except (Exception, SystemExit):  # completion shows no errors
            return


def _asked(kind: str, words: list[str]) -> Iterator[tuple[str, str]]:
    """Ask the server for ids or names."""
    if kind == "profile":
        from paddleflow.config import profile_names

        yield from ((name, server) for name, server, _ in [*profile_names(), ("local", "of paddleflow local up", "")])
        return
    import os
    import time
    from collections import deque
    from itertools import islice, takewhile

    from paddleflow import Client
    from paddleflow._terminal import clean
    from paddleflow.cli import session
    from paddleflow.cli.ids import KINDS, WITH_TIME, resources_of

    profile = next((words[at + 1] for at, word in enumerate(words[:-1]) if word == "--profile"), None)
    limits = {"total_timeout": SECONDS, "timeout": SECONDS, "connect_timeout": SECONDS / 2, "attempts": 1}
    client = Client(profile=profile, **limits)  # type: ignore[arg-type]
    try:
        state = session.session_of(client)
        state.token = state.token or session.stored_token(client, os.environ)
        found = KINDS[kind]
        if kind in WITH_TIME:
            yield "@latest", "the newest one"
        if found.status:
            yield "@failed", "the newest one that failed"
        end = time.monotonic() + SECONDS
        all_rows = takewhile(lambda _: time.monotonic() < end, resources_of(client, found))
        newest = reversed(deque(all_rows, MOST)) if found.oldest_first else islice(all_rows, MOST)
        for row in newest:
            others = {"status", "name", "job_name"} - {found.id}
            about = " ".join(str(getattr(row, name)) for name in sorted(others, reverse=True) if hasattr(row, name))
            yield clean(str(getattr(row, found.id))), clean(about)
    finally:
        session.leave(client)
