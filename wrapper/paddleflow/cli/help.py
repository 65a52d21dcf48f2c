"""Help texts: those of the client's methods, which `_texts` holds so that showing them does not import the client."""

from __future__ import annotations

from paddleflow.cli._texts import TEXTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from paddleflow.cli.command import Command, CommandParameter


def summary(command: Command) -> str:
    """Return what a command does, in one line."""
    return description(command).partition(". ")[0].partition("\n")[0].rstrip(".")


def description(command: Command) -> str:
    """Return what a command does."""
    return command.help or TEXTS.get(command.method, ("", {}))[0]


def explanation(command: Command, parameter: CommandParameter) -> str:
    """Return what a parameter of a command is."""
    if parameter.help:
        return parameter.help
    _, texts = TEXTS.get(command.method, ("", {}))
    return texts.get(parameter.to.partition(".")[0], "")
