"""The groups of commands, one module each."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from paddleflow.cli.command import Command

GROUPS = {
    "run": "runs of pipelines",
    "pipeline": "pipelines that are kept on the server",
    "schedule": "runs that start at set times",
    "job": "single jobs",
    "log": "logs of runs and jobs",
    "statistics": "what jobs and queues use",
    "fs": "file systems, their caches and links",
    "queue": "queues, and who may use them",
    "flavour": "flavours: how much a job may use",
    "cluster": "clusters",
    "user": "users",
    "local": "a server on this machine, for trying things out",
}
"""What each is about, in the order of the help."""

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
