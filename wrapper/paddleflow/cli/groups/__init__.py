"""The groups of commands, one module each."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from paddleflow.cli.command import Command

GROUPS = {
    "run": "Run pipelines, and see what comes of them",
    "pipeline": "Keep pipelines on the server",
    "schedule": "Run pipelines at set times",
    "job": "Run single jobs",
    "log": "Show logs of runs and jobs",
    "statistics": "Show what jobs and queues use",
    "fs": "Register file systems, their caches and links",
    "queue": "Manage queues, and who may use them",
    "flavour": "Manage flavours: how much a job may use",
    "cluster": "Manage clusters",
    "user": "Manage users",
    "local": "Run a server on this machine, to try things out",
}
"""What each is for, in the order of the help."""

ALONE = "settings"
"""The module of the commands that belong to no group."""


def commands(group: str) -> tuple[Command, ...]:
    """Return the commands of a group; those without one for ``settings``."""
    from importlib import import_module

    found: tuple[Command, ...] = import_module(f"paddleflow.cli.groups.{group}").COMMANDS
    return found


def every_command() -> Iterator[Command]:
    """Yield all commands."""
    for group in (*GROUPS, ALONE):
        yield from commands(group)
