"""How results are written: as tables for people, as JSON, YAML or text for programs, as names for xargs."""

from __future__ import annotations

import json

from paddleflow._text import escaped
from paddleflow._view import cell, jsonable, without_secrets
from paddleflow.cli import terminal
from paddleflow.cli.console import Console
from paddleflow.cli.failures import Failed, Usage
from paddleflow.cli.tables import table_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from paddleflow.cli.command import Table

_LONGEST = 60
"""Longest list or map that stands on one line."""


class Writer(Console):
    """Writes what a command has to say, in the format that was asked for.

    Args:
        format: One of `parser.FORMATS`.
        fields: Keys to which rows are reduced.
        query: A JMESPath expression that picks out of the data.
        show_secrets: Whether passwords and keys are written.
    """

    def __init__(
        self, format: str = "table", fields: Sequence[str] = (), query: str | None = None, *, show_secrets: bool = False
    ) -> None:
        self.format = "json" if query is not None and format in ("table", "wide") else format
        super().__init__(for_people=self.format in ("table", "wide"))
        self.fields = fields
        self.query = query_of(query) if query is not None else None
        self.show_secrets = show_secrets

    def data(self, value: Any) -> Any:
        """Return a result as plain data, without secrets unless they are wanted."""
        data = jsonable(value)
        return data if self.show_secrets else without_secrets(data)

    def structured(self, data: Any) -> None:
        """Write plain data as JSON or YAML."""
        if self.query is not None:
            data = self.query(data)
        if self.format == "yaml":
            import yaml

            text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=False).rstrip("\n")
        else:
            text = json.dumps(data, indent=2, ensure_ascii=self.ascii_only)
        print(_escaped_json(text))

    def for_programs(self, result: Any) -> bool:
        """Write a result as JSON or YAML where that is wanted, and return whether it is."""
        if wanted := self.format in ("json", "yaml"):
            self.structured(self.data(result))
        return wanted

    def rows(self, rows: Sequence[Any], tables: Sequence[Table], id: str, head: str = "") -> None:
        """Write a list; in a pipe, `head`, which scripts parse, comes first."""
        if self.format == "name":
            for row in rows:
                self.line(terminal.clean(str(_value(row, id))))
            return
        picked = [self._reduced(row) for row in rows] if self.fields else rows
        if head and self.for_people and not self.interactive:
            self.line(head)
        if self.for_programs(list(picked)):
            return
        if self.fields:
            self._table(picked, {field: field for field in self.fields}, self.fields)
        elif self.format == "text":
            for each in tables:
                self._table(rows, each.columns, each.first)
        else:
            columns = {header: at for each in tables for header, at in each.columns.items()}
            self._table(rows, columns, list(dict.fromkeys(header for each in tables for header in each.first)))

    def record(self, result: Any, tables: Sequence[Table], id: str) -> None:
        """Write one thing, with the lists that belong to it."""
        if self.format == "name":
            self.line(terminal.clean(str(_value(result, id))))
            return
        picked = self._reduced(result) if self.fields else result
        if self.for_programs(picked):
            return
        if self.fields:
            self._values(picked)
            return
        for number, each in enumerate(tables):
            part = result[each.of] if each.of else result
            if isinstance(part, list):
                if number and self.for_people and part:
                    self.line()
                self._table(part, each.columns, each.first)
            elif self.format == "text":
                self._table([part], each.columns, each.first)
            else:
                found = self._found(part, each.columns)
                self._values({header: found[at] for header, at in each.columns.items()})

    def _reduced(self, row: Any) -> dict[str, Any]:
        data = self.data(row)
        if unknown := [field for field in self.fields if field not in data]:
            raise Usage(f"--fields: {unknown[0]!r} is not one of {', '.join(data)}")
        return {field: data[field] for field in self.fields}

    def _found(self, row: Any, columns: dict[str, str]) -> dict[str, Any]:
        """Return what is in columns, by attribute."""
        found: dict[str, Any] = self.data({at: _value(row, at) for at in columns.values()})
        return found

    def _table(self, rows: Sequence[Any], columns: dict[str, str], first: Sequence[str]) -> None:
        found = [self._found(row, columns) for row in rows]
        cells = [[terminal.clean(cell(row[at])) for at in columns.values()] for row in found]
        if self.format == "text":
            for row in cells:
                print("".join(f"{each} \t" for each in row))
            return
        headers = list(columns)
        order = [headers.index(header) for header in first]
        shown = [header.upper() for header in headers] if self.interactive else headers
        width = self.width if self.interactive and self.format == "table" else None
        self.draw(table_lines(cells, shown, order, width), whole=True)

    def _values(self, values: dict[str, Any]) -> None:
        """Write one thing, a line for each of its values; long texts and lists of their own below their name."""
        shown = {header: value for header, value in values.items() if value not in (None, "", [], {})}
        width = max(map(terminal.width_of, shown), default=0) + 1
        for header, value in shown.items():
            text = cell(value)
            if not isinstance(value, str) and len(text) > _LONGEST:
                text = "\n" + json.dumps(value, ensure_ascii=False, indent=2)
            elif "\n" in text:
                text = "\n" + text.rstrip("\n")
            text = terminal.clean(text, lines=True).replace("\n", "\n    ")
            colour = terminal.COLOURS.get(text, "") if header == "status" else ""
            self.draw([[(terminal.padded(f"{header}:", width) + " ", ""), (text, colour)]], whole=True)


def query_of(expression: str) -> Callable[[Any], Any]:
    """Return what picks out of data by a JMESPath expression.

    Raises:
        Failed: jmespath is not installed.
        Usage: It is not such an expression.
    """
    try:
        import jmespath
        from jmespath.exceptions import JMESPathError
    except ImportError:
        raise Failed("--jq needs jmespath: pip install 'paddleflow-client[cli]'") from None
    try:
        compiled = jmespath.compile(expression)
    except JMESPathError as error:
        reason = str(error).partition(", for expression")[0]
        raise Usage(f"--jq: {expression!r} is not a JMESPath expression: {reason}") from None

    def pick(data: Any) -> Any:
        try:
            return compiled.search(data)
        except JMESPathError as error:
            raise Usage(f"--jq: {error}") from None

    return pick


def _value(row: Any, at: str) -> Any:
    return row.get(at) if isinstance(row, dict) else getattr(row, at)


def _escaped_json(text: str) -> str:
    """Escape what JSON leaves alone and a terminal would interpret: the same JSON."""
    return "".join(
        char if char in "\n\t" or escaped(char) == char else f"\\u{ord(char):04x}" for char in text
    ) if not text.isascii() or "\x7f" in text else text  # fmt: skip
