"""How a failure is told: one sentence on stderr, and an exit code."""

from __future__ import annotations

import re
import sys

from paddleflow import _terminal as terminal
from paddleflow.cli.parser import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from paddleflow.errors import PaddleFlowSDKException

DONE, FAILED, USAGE, REFUSED, STOPPED = 0, 1, 2, 3, 130
"""Exit codes: done; failed; a command line that cannot be right; not logged in or not allowed; stopped by Ctrl-C."""

LOGIN = "Log in with: paddleflow login"
DOCTOR = " paddleflow doctor looks for the reason."
HINTS = {
    "AuthWithoutToken": LOGIN,
    "AuthInvalidToken": LOGIN,
    "AuthFailed": f"Is the password right? paddleflow configure saves another one.{DOCTOR}",
    "InvalidOperator": "Log in with: paddleflow login, or save a login with: paddleflow configure",
    "InvalidServer": "Name one with: paddleflow configure, or start one here with: paddleflow local up",
    "InvalidProfile": "paddleflow profiles lists the profiles.",
    "ConnectionFailed": DOCTOR.lstrip(),
    "InvalidResponse": DOCTOR.lstrip(),
}
"""What to do next, by error code: commands, where the library names methods."""


IN_PYTHON = (
    (r"Client\([^()]*=\.\.\.\) or (?=PADDLEFLOW_)", ""),
    (r" Log in (first|again): client\.login\([^()]*\)\.", ""),
    (r": pass one to Client\(\), set PADDLEFLOW_HOST, or name one in .*\.", "."),
)
"""What a message says to those who write Python, and what replaces it at the command line."""


class Failed(Exception):  # noqa: N818 - what it says
    """A command did not do what it should; the message says what to do."""

    def __init__(self, message: str, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code


class Usage(Failed):
    """A value cannot be right, which showed only after the command line was read."""

    def __init__(self, message: str) -> None:
        super().__init__(message, USAGE)


def say(text: str) -> None:
    """Write an error."""
    word = "Error:"
    word = terminal.paint(word, terminal.RED) if terminal.has_colours(sys.stderr) else word
    print(word, terminal.clean(text, lines=True), file=sys.stderr)


def tell_usage(error: UsageError) -> int:
    """Write what is wrong with a command line, and return the exit code."""
    usage = error.usage if error.usage.startswith(error.prog) else f"{error.prog} {error.usage}".strip()
    print(f"Usage: {usage}\nTry '{error.prog} --help' for help.\n", file=sys.stderr)
    say(str(error))
    return USAGE


def program(profile: str | None) -> str:
    """Return how this program is called, for what to do next: with the profile that it was called with."""
    import shlex

    return f"paddleflow --profile {shlex.quote(profile)}" if profile else "paddleflow"


def tell(error: Failed | PaddleFlowSDKException, profile: str | None = None) -> int:
    """Write what went wrong, and return the exit code."""
    if isinstance(error, Failed):
        say(str(error))
        return error.code
    code, request_id = error.code or "", error.request_id
    text = sentence(error, profile)
    for again in (f" ({code}, HTTP {error.http_status}, request {request_id})", f" (request {request_id})"):
        text = text.replace(again, "")
    text = text.replace(f", request {request_id})", ")").replace("!.", "!")
    say(f"{text}\n  code:{code} requestId:{request_id}")
    return exit_code(error)


def exit_code(error: PaddleFlowSDKException) -> int:
    """Return the exit code of a failed call."""
    from paddleflow.errors import AuthenticationFailed, InvalidArgument, PermissionDenied

    if isinstance(error, (AuthenticationFailed, PermissionDenied)) and error.code != "ActionNotAllowed":
        return REFUSED
    return USAGE if isinstance(error, InvalidArgument) else FAILED


def sentence(error: PaddleFlowSDKException, profile: str | None = None) -> str:
    """Return an error's message as a person at a terminal needs it: without the method, and with commands as hints."""
    from paddleflow._exchange import HINTS as METHODS

    text = error.message or error.code or "failed"
    name, colon, rest = text.partition(": ")
    while colon and name.isidentifier() and name.islower():
        text = rest
        name, colon, rest = text.partition(": ")
    hint = HINTS.get(error.code or "") or (
        HINTS["ConnectionFailed"] if type(error).__name__ == "ConnectionFailed" else ""
    )
    if hint:
        hint = re.sub("paddleflow (?=doctor|login|configure)", f"{program(profile)} ", hint) if profile else hint
        text = f"{text.replace(METHODS.get(error.code or '', hint), '').rstrip()} {hint}"
    for in_python, here in IN_PYTHON:
        text = re.sub(in_python, here, text)
    return text[:1].upper() + text[1:] if text.partition(" ")[0].isalpha() else text  # no address, file or name
