"""How results are shown to people: as text by ``str``, as HTML in notebooks, both without secrets.

A table has the columns that the ``repr`` of its rows shows; the view of a single row has everything.
"""

from __future__ import annotations

import json

from paddleflow._text import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

HIDDEN = "******"
CELL_WIDTH = 40
"""Longest cell of a table of text, in columns."""
OPEN_LINES = 12
"""Longest text that a notebook shows without a click, in lines."""

_SECRETS = ("password", "secretkey", "accesskey", "credential", "token", "kubeconfig", "keytabdata", "secret")
"""How names of secrets end, in lower case and without ``_``: ``secretKey``, ``DB_PASSWORD``."""


def jsonable(value: Any) -> Any:
    """Return a result as JSON types: of an Info, its documented attributes by name."""
    if hasattr(value, "to_dict"):
        value = value.to_dict()
    if isinstance(value, dict):
        return {str(key): jsonable(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [jsonable(each) for each in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def without_secrets(value: Any) -> Any:
    """Return JSON types with passwords and keys hidden."""
    if isinstance(value, dict):
        return {key: HIDDEN if each and _is_secret(str(key)) else without_secrets(each) for key, each in value.items()}
    return [without_secrets(each) for each in value] if isinstance(value, list) else value


def _is_secret(name: str) -> bool:
    return name.lower().replace("_", "").endswith(_SECRETS)


def cell(value: Any) -> str:
    """Return a value as the text of a cell: a string as it is, anything else as JSON."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def info_text(value: Any) -> str:
    """Return a list as a table; an Info as a line for each attribute that is not empty, with a table for each list."""
    from textwrap import indent

    if isinstance(value, list):
        return table(value)
    lines = []
    for name, part in _attributes(value):
        rows = list(_infos(part))
        shown = table(rows) if rows else _shown(part).strip("\n")
        lines.append(f"{name}:\n{indent(shown, '  ')}" if rows or "\n" in shown else f"{name}: {shown}")
    return "\n".join(lines)


def table(rows: Sequence[Any]) -> str:
    """Return Info objects as a table of text, a line for each; any other list as its repr."""
    if not (rows and all(map(_is_info, rows))):
        return repr(rows)
    from paddleflow._terminal import clean, fitted, padded, width_of

    grid = [[fitted(clean(each), CELL_WIDTH) for each in row] for row in _grid(rows)]
    widths = [max(map(width_of, column)) for column in zip(*grid, strict=True)]
    lines = ["  ".join(map(padded, row, widths)).rstrip() for row in grid]
    return "\n".join([*lines, *_more(rows)])


def html(value: Any, name: str = "") -> str:
    """Return an Info as HTML, a line for each of its attributes; Info objects in a list or dict as a table."""
    from html import escape

    if _is_info(value):
        return _html_table([], [(name, html(part, name)) for name, part in _attributes(value)])
    if rows := list(_infos(value)):
        headers, *cells = _grid(rows)
        body = (map(_html_cell, row, headers) for row in cells)
        return _html_table(headers, body) + "".join(f"<p>{escape(line)}</p>" for line in _more(value))
    return _html_cell(_shown(value), name)


def result_html(result: Any) -> str | None:
    """Return the result of a method as HTML, each part of a dict for itself; None when no Info is in it."""
    from html import escape

    if not any(map(_is_info, _infos(result))):
        return None
    if isinstance(result, dict):
        return "".join(f"<p>{escape(name)}</p>{html(each)}" for name, each in result.items())
    return html(result)


def _is_info(value: Any) -> bool:
    return hasattr(type(value), "__attrs_attrs__")


def _attributes(info: Any) -> Iterator[tuple[str, Any]]:
    """Yield the attributes of an Info that are not empty."""
    for attribute in info.__attrs_attrs__:
        value = getattr(info, attribute.name)
        if not (attribute.name.startswith("_") or _is_empty(value)):
            yield attribute.name, without_secrets({attribute.name: value})[attribute.name]


def _infos(value: Any) -> Iterator[Any]:
    """Yield the Info objects in a list or dict, and those inside a DAG after it."""
    if _is_info(value):
        yield value
        yield from _infos(getattr(value, "entry_points", None))
    elif isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _infos(each)


def _grid(rows: Sequence[Any]) -> list[list[str]]:
    """Return the headers of a table, then its rows; columns that are empty in all rows are left out."""
    names = dict.fromkeys(each.name for row in rows for each in row.__attrs_attrs__ if each.repr)
    found = {name: [_shown(getattr(row, name, "")) for row in rows] for name in names}
    shown = {name: column for name, column in found.items() if any(column)}
    return [list(shown), *map(list, zip(*shown.values(), strict=True))]


def _shown(value: Any) -> str:
    return "" if _is_empty(value) else escaped(cell(without_secrets(jsonable(value))))


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _more(rows: Any) -> list[str]:
    """Return a line that says where the next page starts, if there is one."""
    marker = getattr(rows, "next_marker", None)
    return [f"more rows follow: marker={marker!r}"] if marker else []


def _html_table(headers: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of cells that are HTML."""
    head = "".join(f"<th>{each}</th>" for each in headers)
    body = "".join(
        "<tr>" + "".join(f'<td style="text-align: left">{each}</td>' for each in row) + "</tr>" for row in rows
    )
    return f"<table>{head and f'<thead><tr>{head}</tr></thead>'}<tbody>{body}</tbody></table>"


def _html_cell(text: str, name: str) -> str:
    """Return the value of an attribute as HTML: a status in its colour, many lines behind a click."""
    from html import escape

    from paddleflow._terminal import COLOURS, GREEN, MAGENTA, RED

    shown = escape(text)
    if name == "status" and text in COLOURS:
        names = {GREEN: "green", RED: "red", MAGENTA: "darkorange"}
        return f'<b style="color: {names[COLOURS[text]]}">{shown}</b>'
    lines = shown.rstrip("\n").count("\n") + 1
    if lines > OPEN_LINES:
        return f"<details><summary>{lines} lines</summary><pre>{shown}</pre></details>"
    return f"<pre>{shown}</pre>" if lines > 1 else shown
