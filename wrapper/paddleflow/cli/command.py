"""The vocabulary that the commands are written in."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from paddleflow.cli.context import Context


class CommandParameter:
    """A positional argument or an option.

    Args:
        name: Its name; for an option also the last part of its environment variable.
        flags: The spellings of an option; none for a positional argument.
        to: Parameter of the method; a dot means a key of a dict: ``max_resources.cpu``. Default: the name.
        type: Reads the text of the command line; raises ValueError with a message.
        choices: The allowed values.
        required: Whether it must be given.
        flag: Whether it takes no value.
        value: What a flag stands for.
        repeat: Whether it may be given several times, which makes a list.
        many: Whether a positional argument takes several values; the command is then done for each.
        help: What it is, where the method does not say.
        kind: What it is an id or a name of, such as ``run``: it is completed, and ``@latest`` works for it.
    """

    def __init__(
        self,
        name: str,
        *flags: str,
        to: str | None = None,
        type: Callable[[str], Any] | None = None,
        choices: tuple[str, ...] = (),
        required: bool = False,
        flag: bool = False,
        value: Any = True,
        repeat: bool = False,
        many: bool = False,
        help: str = "",
        kind: str = "",
    ) -> None:
        self.name = name
        self.flags = flags
        self.to = name if to is None else to
        self.type = type
        self.choices = choices
        self.required = required
        self.flag = flag
        self.value = value
        self.repeat = repeat
        self.many = many
        self.help = help
        self.kind = kind


class Option(CommandParameter):
    """An option: a parameter with flags."""


class Argument(CommandParameter):
    """A positional argument: a parameter without flags, which is required."""

    def __init__(self, name: str, **given: Any) -> None:
        super().__init__(name, **{"required": True, **given})


class Table:
    """What is shown of a result: columns, or the lines of one thing.

    Args:
        columns: Their headers, those of the official command, separated by commas. A column's attribute is named as its
            header, with ``_`` for blanks, or behind it: ``run id, desc=description``.
        of: Where it is in the result: a key such as ``runList``; nothing for the result itself.
        first: Headers in the order in which they get room on a narrow terminal. Default: as they come.
    """

    def __init__(self, columns: str, *, of: str = "", first: str = "") -> None:
        pairs = [each.strip().partition("=") for each in columns.split(",")]
        self.columns = {header: attribute or header.replace(" ", "_") for header, _, attribute in pairs}
        self.of = of
        self.first = [each.strip() for each in first.split(",")] if first else list(self.columns)


class Command:
    """One command.

    Args:
        name: Group and name: ``run list``.
        parameters: Positional arguments in their order, and options.
        method: The client's method that does it.
        message: What is said when it worked: ``user[{username}] add success``. It is filled with the command's values,
            and with ``result``.
        tables: What is shown of the result, for commands that show something.
        rows: For lists: the name of the method that iterates over all rows.
        newest: Whether a list has to be turned round to have the newest first.
        empty: What is said when a list has no rows.
        count: What is said before the rows: ``{count} runs shown under:``.
        id: Attribute that names a row or result, for ``--output name``.
        run: Does the command instead of a method, as ``module:function``; it is given a `Context`.
        help: What it does, where the method does not say.
        changes: Whether it changes something, so that one option at least has to say what.
        asks: Whether it asks before it does something that cannot be undone.
    """

    def __init__(
        self,
        name: str,
        *parameters: CommandParameter,
        method: str = "",
        message: str = "",
        tables: tuple[Table, ...] = (),
        rows: str = "",
        newest: bool = False,
        empty: str = "",
        count: str = "",
        id: str = "",
        run: str = "",
        help: str = "",
        changes: bool = False,
        asks: bool = False,
    ) -> None:
        self.name = name
        self.parameters = parameters
        self.method = method
        self.message = message
        self.tables = tables
        self.rows = rows
        self.newest = newest
        self.empty = empty
        self.count = count
        self.id = id
        self.run = run
        self.help = help
        self.changes = changes
        self.asks = asks

    @property
    def arguments(self) -> list[CommandParameter]:
        """Its positional arguments."""
        return [each for each in self.parameters if not each.flags]

    @property
    def options(self) -> list[CommandParameter]:
        """Its options."""
        return [each for each in self.parameters if each.flags]

    def variable(self, parameter: CommandParameter) -> str:
        """Return the environment variable of an option."""
        return f"PADDLEFLOW_{self.name}_{parameter.name}".upper().replace(" ", "_").replace("-", "_")

    def function(self) -> Callable[[Context], int | None]:
        """Import what does the command."""
        from importlib import import_module

        module, _, name = (self.run or "paddleflow.cli.generic:run").partition(":")
        function: Callable[[Context], int | None] = getattr(import_module(module), name)
        return function
