"""The program."""

from __future__ import annotations

import os
import sys

from paddleflow.cli.parser import HelpWanted, UsageError, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from paddleflow.cli.command import Command


def main(words: list[str] | None = None) -> int:
    """Run a command line, and return the exit code."""
    _open_streams()
    try:
        code = _run(sys.argv[1:] if words is None else words)
        sys.stdout.flush()
    except KeyboardInterrupt:  # before the command has begun, or a second one
        return 130
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # a full disk, an unwritable folder
            from paddleflow.cli.failures import print_error

            print_error(f"{error.filename or 'The output'}: {error.strerror or error}")
        try:
            sys.stdout.flush()
        except OSError:
            # Whoever read this has gone. What is left goes nowhere, so that Python does not complain at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _open_streams() -> None:
    """Open what was closed before the start: print() fails without it, and a connection may get its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
            setattr(sys, name, os.fdopen(descriptor, "w" if number else "r", encoding="utf-8"))


def _run(words: list[str]) -> int:
    if words[:1] == ["__complete"]:
        from paddleflow.cli.completion import complete

        return complete(words[1:])
    if asked := os.environ.get("_PADDLEFLOW_COMPLETE"):  # as the official command has it, by click
        from paddleflow.cli.completion import SCRIPTS

        shells = [shell for shell in SCRIPTS if shell in asked and "source" in asked]
        print(*(SCRIPTS[shell] for shell in shells), end="")
        return 0 if shells else 1
    try:
        command, values = parse(words, os.environ)
    except HelpWanted as help_:
        print(help_)
        return 0
    except UsageError as error:
        from paddleflow.cli.failures import report_usage

        return report_usage(error)
    return _perform(command, values)


def _perform(command: Command, values: dict[str, Any]) -> int:
    from paddleflow.cli import failures
    from paddleflow.cli.context import Context
    from paddleflow.cli.dry_run import RequestShown
    from paddleflow.cli.terminal import use_streams
    from paddleflow.errors import PaddleFlowSDKException

    use_streams()
    _say_warnings()
    context = None
    try:
        context = Context(command, dict(values), os.environ)
        return command.function()(context) or 0
    except (failures.Failed, PaddleFlowSDKException) as error:
        return failures.report(error, command, values.get("profile"))
    except UsageError as error:
        return failures.report_usage(error)
    except RequestShown:
        return 0
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        failures.print_error("Aborted!")
        return failures.STOPPED
    except Exception as error:  # no traceback, ever
        if values.get("debug"):
            import traceback

            traceback.print_exc()
        if isinstance(error, OSError):
            raise
        failures.print_error(f"{type(error).__name__}: {error}. This is a bug of paddleflow: --debug shows where.")
        return failures.FAILED
    finally:
        if context is not None:
            context.close()


def _say_warnings() -> None:
    import warnings

    from paddleflow._terminal import clean

    def say(message: Warning | str, *_: object, **__: object) -> None:
        print(f"Warning: {clean(str(message))}", file=sys.stderr)

    warnings.showwarning = say


if __name__ == "__main__":
    sys.exit(main())
