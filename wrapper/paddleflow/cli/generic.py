"""The commands that are one method of the client."""

from __future__ import annotations

from collections import deque
from inspect import signature
from itertools import islice

from paddleflow import Client
from paddleflow._constants import PAGE_SIZE_LIMIT
from paddleflow.cli.failures import DONE, Usage, exit_code, report
from paddleflow.cli.ids import resolved
from paddleflow.errors import PaddleFlowSDKException

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from paddleflow.cli.command import Table
    from paddleflow.cli.context import Context

LIMIT = 100


def run(context: Context, write: Callable[[Context, list[Any]], None] | None = None) -> int:
    """Call the method, and show what it gives.

    Args:
        context: What is to be done.
        write: Shows results instead of `show_results`.
    """
    command = context.command
    if command.rows:
        return rows(context)
    if command.changes and all(context.values.get(option.name) is None for option in command.options):
        raise Usage(f"Nothing to change: give one of {', '.join(option.flags[-1] for option in command.options)}.")
    many = next((argument for argument in command.arguments if argument.many), None)
    if command.asks:
        _confirm(context)
    each = [None] if many is None else context.values[many.name]
    code, results = DONE, []
    for value in each:
        values = context.values if many is None else {**context.values, many.name: value}
        arguments, shown = method_arguments(context, values)
        try:
            result = getattr(context.client, command.method)(**arguments).unwrap()
        except PaddleFlowSDKException as error:
            if len(each) == 1:
                raise
            report(error, command, values.get("profile"))
            code = max(code, exit_code(error))
            continue
        if command.message:
            done(context, shown, result)
        else:
            results.append(result)
    if results:
        with context.out.paged():
            (write or show_results)(context, results)
    return code


def _confirm(context: Context) -> None:
    """Ask whether to go on, with ids instead of ``@latest``: another thing may be the latest after the answer."""
    words = [context.command.name.split()[-1]]
    for argument in context.command.arguments:
        given = context.values[argument.name]
        ids = [resolved(context, argument.kind, one) for one in (given if argument.many else [given])]
        context.values[argument.name] = ids if argument.many else ids[0]
        words += map(str, ids)
    context.confirm(f"{' '.join(words)}?")


def show_results(context: Context, results: list[Any]) -> None:
    """Show one thing, or several."""
    out, command = context.out, context.command
    if len(results) > 1 and out.for_programs(results):
        return
    for number, result in enumerate(results):
        if number and out.for_people:
            out.line()
        out.record(result, command.tables, command.id)


def done(context: Context, values: dict[str, Any], result: Any) -> None:
    """Say that it worked, with the words of the command."""
    facts: dict[str, Any] = dict(result) if isinstance(result, dict) else {} if result is None else {"id": result}
    named = {argument.name: values[argument.name] for argument in context.command.arguments}
    words = {name: result if value is None else value for name, value in values.items()}
    context.done(context.command.message.format(**{**words, **facts}), **named, **facts)


def method_arguments(context: Context, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the arguments of the method, and the values with what ``@latest`` stands for."""
    arguments: dict[str, Any] = {}
    shown = dict(values)
    for parameter in context.command.parameters:
        value = shown[parameter.name] = resolved(context, parameter.kind, values.get(parameter.name))
        if value is None or not parameter.to:
            continue
        if parameter.repeat and value and isinstance(value[0], tuple):
            value = dict(value)
        elif parameter.repeat and isinstance(value[0], dict):
            value = {key: each for given in value for key, each in given.items()}
        elif parameter.repeat:
            value = ",".join(value)
        name, dot, key = parameter.to.partition(".")
        if dot:
            arguments.setdefault(name, {})[key] = value
        else:
            arguments[name] = value
    for name, needed in signature(getattr(Client, context.command.method)).parameters.items():
        if name != "self" and needed.default is needed.empty:
            arguments.setdefault(name, None)  # the method says what it lacks
    return arguments, shown


def rows(context: Context, tables: tuple[Table, ...] = ()) -> int:
    """Show a list: the newest first, or one page when a page is asked for.

    Args:
        context: What is to be done.
        tables: Other columns than those of the command.
    """
    command, out, values = context.command, context.out, context.values
    tables = tables or command.tables
    arguments, _ = method_arguments(context, values)
    size = next((each for each in command.options if "-m" in each.flags), None)
    paged = (size is not None and values.get(size.name) is not None) or values.get("marker") is not None
    note, marker = "", None
    if paged:
        if values.get("all") or values.get("limit"):
            raise Usage("--all and --limit cannot be combined with -m and -mk, which ask for one page.")
        result = getattr(context.client, command.method)(**arguments).unwrap()
        found = result[command.tables[0].of] if command.tables[0].of else result
        marker = found.next_marker
    else:
        found, note = newest(context, arguments, size.to if size else "maxsize")
    if not found and out.for_people:
        out.line(command.empty or "nothing found")
        return DONE
    with out.paged():
        out.rows(found, tables, command.id, head=command.count.format(count=len(found)))
    if out.for_people and any("-mk" in option.flags for option in command.options) and (marker or not out.interactive):
        out.line(f"marker: {marker}")
    elif marker:
        out.note(f"marker: {marker}")
    if note:
        out.note(note)
    return DONE


def newest(context: Context, arguments: dict[str, Any], size: str) -> tuple[list[Any], str]:
    """Return the rows that are shown, the newest first, and what to say of those that are not."""
    command, values = context.command, context.values
    limit = values.get("limit") or LIMIT
    everything = iter(getattr(context.client, command.rows)(**{size: PAGE_SIZE_LIMIT, **arguments}))
    if values.get("all"):
        found = list(everything)
        return (found[::-1] if command.newest else found), ""
    if not command.newest:
        found = list(islice(everything, limit + 1))
        left = len(found) > limit
        return found[:limit], f"{limit} are shown, and there are more: --all shows all." if left else ""
    count = 0
    last: deque[Any] = deque(maxlen=limit)
    for row in everything:
        count += 1
        last.append(row)
    note = f"The newest {limit} of {count} are shown: --all shows all." if count > limit else ""
    return list(last)[::-1], note
