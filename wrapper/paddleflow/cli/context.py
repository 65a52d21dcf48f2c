"""What a command is given: its values, the client, and where to write."""

from __future__ import annotations

from paddleflow.cli import terminal
from paddleflow.cli.failures import DONE, Failed
from paddleflow.cli.output import Writer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from paddleflow import Client
    from paddleflow.cli.command import Command


class Context:
    """One run of a command.

    Args:
        command: Which one.
        values: Its arguments and options by name, the common ones too; None for what was not given.
        environ: The environment.
    """

    def __init__(self, command: Command, values: dict[str, Any], environ: Mapping[str, str]) -> None:
        self.command = command
        self.values = values
        self.environ = environ
        fields, show_secrets = values.get("fields") or (), bool(values.get("show_secrets"))
        self.out = Writer(values.get("output") or "table", fields, values.get("jq"), show_secrets=show_secrets)
        self._client: Client | None = None
        self._ends: list[Callable[[], None]] = []

    @property
    def client(self) -> Client:
        """The client of the server that the settings name, logged in when it is first used."""
        if self._client is None:
            from paddleflow.cli.session import connect, show_requests

            if self.values.get("debug"):
                self._ends.append(show_requests())
            self._client = connect(self)
        return self._client

    def close(self) -> None:
        """Keep the token for the next command, and close the client."""
        if self._client is not None:
            from paddleflow.cli.session import leave

            leave(self._client)
        for end in self._ends:
            end()

    def confirm(self, question: str) -> None:
        """Ask a person whether to go on; a program that runs this is not asked.

        Raises:
            Failed: The answer is no.
        """
        if self.values.get("yes") or not terminal.can_ask():
            return
        if (terminal.ask(f"{question} [y/N] ") or "").lower() not in ("y", "yes"):
            raise Failed("Nothing was done.")

    def done(self, text: str, **facts: Any) -> int:
        """Say that it worked.

        Args:
            text: For people.
            facts: The same for programs.
        """
        if self.out.for_programs({**facts, "message": text.strip()}):
            return DONE
        if self.out.format == "name":
            self.out.line(str(facts.get("id") or next(iter(facts.values()), "")))
        else:
            self.out.line(text)
        return DONE
