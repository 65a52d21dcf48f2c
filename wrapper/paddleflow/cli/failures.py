"""How failures are reported: one sentence on stderr, and an exit code."""

from __future__ import annotations

import re
import sys

from paddleflow.cli import terminal
from paddleflow.cli.parser import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from paddleflow.cli.command import Command
    from paddleflow.errors import PaddleFlowSDKException

DONE, FAILED, USAGE, REFUSED, STOPPED = 0, 1, 2, 3, 130
"""Exit codes: done; failed; usage error; not logged in or not allowed; stopped by Ctrl-C."""

LOGIN = "Log in with: paddleflow login"
DOCTOR = "paddleflow doctor looks for the reason."
HINTS = {
    "AuthWithoutToken": LOGIN,
    "AuthInvalidToken": LOGIN,
    "AuthFailed": f"Is the password right? paddleflow configure saves another one. {DOCTOR}",
    "InvalidOperator": "Log in with: paddleflow login, or save a login with: paddleflow configure",
    "InvalidServer": "Name one with: paddleflow configure, or start one here with: paddleflow local up",
    "InvalidProfile": "paddleflow profiles lists the profiles.",
}
"""What to do next, by error code: commands, where the library names methods."""


class Failed(Exception):
    """A command did not do what it should; the message says what to do."""

    def __init__(self, message: str, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code


class Usage(Failed):
    """A value is invalid, which showed only after the command line was read."""

    def __init__(self, message: str) -> None:
        super().__init__(message, USAGE)


def print_error(text: str) -> None:
    """Write an error."""
    word = "Error:"
    word = terminal.paint(word, terminal.RED) if terminal.has_colours(sys.stderr) else word
    print(word, terminal.clean(text, lines=True), file=sys.stderr)


def report_usage(error: UsageError) -> int:
    """Write what is wrong with a command line, and return the exit code."""
    usage = error.usage if error.usage.startswith(error.prog) else f"{error.prog} {error.usage}".strip()
    print(f"Usage: {usage}\nTry '{error.prog} --help' for help.\n", file=sys.stderr)
    print_error(str(error))
    return USAGE


def program(profile: str | None) -> str:
    """Return how this program is called, for what to do next: with the profile that it was called with."""
    import shlex

    return f"paddleflow --profile {shlex.quote(profile)}" if profile else "paddleflow"


def report(error: Failed | PaddleFlowSDKException, command: Command, profile: str | None = None) -> int:
    """Write what went wrong, and return the exit code."""
    if isinstance(error, Failed):
        print_error(str(error))
        return error.code
    found = f" requestId:{error.request_id}" if error.request_id else ""
    names = {
        each.to: each.flags[-1] if each.flags else each.name.upper()
        for each in command.parameters
        if each.to and "." not in each.to  # one key of a dict is not the whole
    }
    print_error(f"{sentence(error, profile, names)}\n  code:{error.code or ''}{found}")
    return exit_code(error)


def exit_code(error: PaddleFlowSDKException) -> int:
    """Return the exit code of a failed call."""
    from paddleflow.errors import AuthenticationFailed, InvalidArgument, PermissionDenied

    if isinstance(error, (AuthenticationFailed, PermissionDenied)) and error.code != "ActionNotAllowed":
        return REFUSED
    return USAGE if isinstance(error, InvalidArgument) else FAILED


def sentence(error: PaddleFlowSDKException, profile: str | None = None, names: Mapping[str, str] = {}) -> str:
    """Return an error's message as a person at a terminal needs it: without the method, and with commands as hints.

    Args:
        error: What a method raised.
        profile: The profile that was chosen, which the commands in the hints choose too.
        names: How the command line has the parameters of the method.
    """
    from paddleflow.errors import ConnectionFailed, InvalidArgument, InvalidResponse, TimedOut

    reason = error.reason or error.code or "failed"
    # The settings of the command have variables.
    hint = HINTS.get(error.code or "") or re.sub(r"Client\([^()]*=\.\.\.\) or (?=PADDLEFLOW_)", "", error.hint)
    if isinstance(error, ConnectionFailed | InvalidResponse) and not isinstance(error, TimedOut):
        hint = f"{hint} {DOCTOR}".lstrip()
    if profile:
        hint = re.sub("paddleflow (?=doctor|login|configure)", f"{program(profile)} ", hint)
    if isinstance(error, InvalidResponse):
        reason = f"{reason} (HTTP {error.http_status})" if error.http_status else reason
    parameter = re.split(r"\W", reason, maxsplit=1)[0]
    if isinstance(error, InvalidArgument) and parameter in names:
        reason = names[parameter] + reason.removeprefix(parameter)
    elif reason.partition(" ")[0].isalpha():  # no address, file or name
        reason = reason[:1].upper() + reason[1:]
    return f"{reason}{'' if reason[-1:] in '.!?' else '.'} {hint}".rstrip()
