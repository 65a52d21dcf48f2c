"""How results are written: as tables for people, as JSON, YAML or text for programs, as names for xargs.

Results go to stdout and nothing else does; what is said beside them goes to stderr.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys

from paddleflow import _terminal as terminal
from paddleflow._text import escaped
from paddleflow._view import cell, jsonable, without_secrets
from paddleflow.cli.failures import Failed, Usage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from paddleflow.cli.command import Table

GAP = "  "
NO_SUCH_COMMAND = 127
"""What a shell ends with when there is no such program."""


class Output:
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
        self.fields = fields
        self.query = _compiled(query)
        self.show_secrets = show_secrets
        self.stream = sys.stdout
        self.interactive = terminal.is_terminal(sys.stdout)
        self.colours = terminal.has_colours(sys.stdout)

    @contextlib.contextmanager
    def paged(self) -> Iterator[None]:
        """Show what is written in a block by PAGER, where it is more than the terminal has lines."""
        pager = os.environ.get("PAGER", "less")
        if not (self.interactive and self.for_people and pager):
            yield
            return
        with contextlib.redirect_stdout(io.StringIO()) as written:
            yield
        text = written.getvalue()
        if text.count("\n") >= terminal.size(self.stream)[1]:
            import subprocess

            with contextlib.suppress(BrokenPipeError):
                environ = {"LESS": "FRX", **os.environ}
                shown = subprocess.run(pager, shell=True, input=text, text=True, env=environ, check=False)  # noqa: S602
                if shown.returncode != NO_SUCH_COMMAND:
                    return
        self.stream.write(text)

    @property
    def for_people(self) -> bool:
        """Whether a table is wanted."""
        return self.format in ("table", "wide")

    def data(self, value: Any) -> Any:
        """Return a result as plain data, without secrets unless they are wanted."""
        data = jsonable(value)
        return data if self.show_secrets else without_secrets(data)

    def write(self, text: str) -> None:
        """Write a line that is clean already, and may be coloured."""
        print(text)

    def line(self, text: str = "") -> None:
        """Write a line; control characters in it are shown."""
        print(terminal.clean(text, lines=True))

    def note(self, text: str) -> None:
        """Say something beside the result, on stderr."""
        print(terminal.clean(text, lines=True), file=sys.stderr)

    def painted(self, text: str, colour: str) -> str:
        """Return a clean text in a colour, where there are colours."""
        return terminal.paint(text, colour) if self.colours else text

    def structured(self, data: Any) -> None:
        """Write plain data as JSON or YAML."""
        if self.query is not None:
            data = _searched(self.query, data)
        if self.format == "yaml":
            import yaml

            text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=False).rstrip("\n")
        else:
            ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") not in ("utf8", "utf8sig")
            text = json.dumps(data, indent=2, ensure_ascii=ascii_only)
        print(_escaped_json(text))

    def rows(self, rows: Sequence[Any], tables: Sequence[Table], id: str, head: str = "") -> None:
        """Write a list; in a pipe, `head`, which scripts look for, comes first."""
        if self.format == "name":
            for row in rows:
                self.line(terminal.clean(str(_value(row, id))))
            return
        data: list[Any] = [self.data(row) for row in rows]
        if self.fields:
            data = [self._reduced(row) for row in data]
        if head and self.for_people and not self.interactive:
            self.line(head)
        if self.format in ("json", "yaml"):
            self.structured(data)
        elif self.fields:
            self._write([[cell(value) for value in row.values()] for row in data], list(self.fields), self.fields)
        elif self.format == "text":
            for table in tables:
                self._write(self._cells(rows, table), list(table.columns), table.first)
        else:
            columns = {header: at for table in tables for header, at in table.columns.items()}
            first = [header for table in tables for header in table.first]
            self._write(self._cells(rows, columns), list(columns), list(dict.fromkeys(first)))

    def record(self, result: Any, tables: Sequence[Table], id: str) -> None:
        """Write one thing, with the lists that belong to it."""
        if self.format == "name":
            self.line(terminal.clean(str(getattr(result, id))))
            return
        if self.format in ("json", "yaml"):
            self.structured(self._reduced(self.data(result)) if self.fields else self.data(result))
            return
        if self.fields:
            self._lines(self._reduced(self.data(result)))
            return
        for number, table in enumerate(tables):
            part = result[table.of] if table.of else result
            if isinstance(part, list):
                if number and self.for_people and part:
                    self.line()
                self._write(self._cells(part, table), list(table.columns), table.first)
            elif self.format == "text":
                self._write(self._cells([part], table), list(table.columns), table.first)
            else:
                values = self.data({header: getattr(part, at) for header, at in table.columns.items()})
                keyed = {header: self.data({at: values[header]})[at] for header, at in table.columns.items()}
                self._lines(keyed)

    def _reduced(self, row: Any) -> dict[str, Any]:
        if unknown := [field for field in self.fields if field not in row]:
            raise Usage(f"--fields: {unknown[0]!r} is not one of {', '.join(row)}")
        return {field: row[field] for field in self.fields}

    def _cells(self, rows: Sequence[Any], table: Table | dict[str, str]) -> list[list[str]]:
        columns = table if isinstance(table, dict) else table.columns
        found = [self.data({at: _value(row, at) for at in columns.values()}) for row in rows]
        return [[cell(row[at]) for at in columns.values()] for row in found]

    def _lines(self, values: dict[str, Any]) -> None:
        """Write one thing, a line for each of its values; long texts and lists of their own below their name."""
        shown = {header: value for header, value in values.items() if value not in (None, "", [], {})}
        width = max(map(terminal.width_of, shown), default=0)
        for header, value in shown.items():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            name = terminal.padded(f"{header}:", width + 1)
            if isinstance(value, (dict, list)) and len(text) > 60:
                text = "\n" + json.dumps(value, ensure_ascii=False, indent=2)
            elif "\n" in text:
                text = "\n" + text.rstrip("\n")
            text = terminal.clean(text, lines=True).replace("\n", "\n    ")
            if header == "status":
                text = self.painted(text, terminal.COLOURS.get(text, ""))
            print(f"{name} {text}".rstrip())

    def _write(self, cells: list[list[str]], headers: list[str], first: Sequence[str]) -> None:
        if self.format == "text":
            for row in cells:
                print("".join(f"{terminal.clean(each)} \t" for each in row))
            return
        rows = [[terminal.clean(each) for each in row] for row in cells]
        shown = list(range(len(headers)))
        if self.interactive and self.format == "table":
            times = [at for at, header in enumerate(headers) if header.endswith(" time") or header.endswith("_time")]
            rows = [[terminal.ago(each) if at in times else each for at, each in enumerate(row)] for row in rows]
            shown = self._that_fit(rows, headers, first)
        widths = {at: max(terminal.width_of(row[at]) for row in [headers, *rows]) for at in shown}
        if self.interactive and self.format == "table":
            room = terminal.size(self.stream)[0] - sum(widths.values()) - len(GAP) * (len(shown) - 1)
            if room < 0:
                widest = max(shown, key=lambda at: widths[at])
                widths[widest] = max(8, widths[widest] + room)
        for number, row in enumerate([headers, *rows]):
            line = [terminal.padded(terminal.fitted(row[at], widths[at]), widths[at]) for at in shown]
            line[-1] = line[-1].rstrip()
            if number == 0:
                line = [self.painted(each.upper() if self.interactive else each, terminal.BOLD) for each in line]
            else:
                line = [
                    self.painted(each, terminal.COLOURS.get(row[at], "")) if headers[at] == "status" else each
                    for at, each in zip(shown, line, strict=True)
                ]
            print(GAP.join(line).rstrip())

    def _that_fit(self, rows: list[list[str]], headers: list[str], first: Sequence[str]) -> list[int]:
        """Return which columns a terminal has room for: those that come first, as long as there is room."""
        room = terminal.size(self.stream)[0]
        chosen: list[int] = []
        for header in first:
            at = headers.index(header)
            if not any(row[at] for row in rows) and rows:
                continue  # nothing in it
            need = min(max(terminal.width_of(row[at]) for row in [headers, *rows]), 40) + len(GAP)
            if chosen and need > room + len(GAP):
                break
            room -= need
            chosen.append(at)
        return sorted(chosen)


def _value(row: Any, at: str) -> Any:
    return row.get(at) if isinstance(row, dict) else getattr(row, at)


def _escaped_json(text: str) -> str:
    """Escape what JSON leaves alone and a terminal would obey: the same JSON."""
    return "".join(
        char if char in "\n\t" or escaped(char) == char else f"\\u{ord(char):04x}" for char in text
    ) if not text.isascii() or "\x7f" in text else text  # fmt: skip


def _searched(query: Any, data: Any) -> Any:
    from jmespath.exceptions import JMESPathError

    try:
        return query.search(data)
    except JMESPathError as error:
        raise Usage(f"--jq: {error}") from None


def _compiled(query: str | None) -> Any:
    if query is None:
        return None
    try:
        import jmespath
        from jmespath.exceptions import JMESPathError
    except ImportError:
        raise Failed("--jq needs jmespath: pip install 'paddleflow-client[cli]'") from None
    try:
        return jmespath.compile(query)
    except JMESPathError as error:
        raise Usage(
            f"--jq: {query!r} is no JMESPath expression: {str(error).partition(', for expression')[0]}"
        ) from None
