"""Draws runs as lines for a terminal: the tree of steps, the time line, the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from paddleflow._statuses import JOB_FINAL
from paddleflow.cli import terminal
from paddleflow.cli.lines import plain
from paddleflow.cli.run_view import Node, RunView, duration, walk_nodes

if TYPE_CHECKING:
    from paddleflow.cli.lines import Line

Row: TypeAlias = tuple[Node, str, str]
"""A node, what stands before it, and what stands before the lines that belong to it."""

_SYMBOLS: Final = {"succeeded": "✔", "failed": "✘", "running": "●", "terminated": "■", "cancelled": "–", "skipped": "–"}
_BAR: Final = 20
_LONGEST_STATE: Final = 11


def colour(status: str) -> str:
    """Return the colour of a state."""
    return terminal.COLOURS.get(status, "")


def symbol(status: str) -> str:
    """Return the sign of a state."""
    return _SYMBOLS.get(status, "○")


def tree(
    view: RunView, now: float, logs: Mapping[str, Sequence[str]], *, width: int, height: int | None = None
) -> list[Line]:
    """Draw a run: a line for the run, below it one for each component, and the ends of the logs of what runs.

    Args:
        view: The run.
        now: Seconds on the clock of the view.
        logs: The last lines of logs, by job.
        width: Columns of the screen.
        height: Lines at most; what has ended well is left out first, then what waits, then the logs. None for all.
    """
    nodes = view.nodes(now)
    lines = [headline(view, nodes, now)]
    rows = list(rows_of(nodes))
    if height is not None:
        kept = _fitting(rows, height - 1, logs)
        if any(node.status == "running" for node, _, _ in rows if node.path not in {row[0].path for row in kept}):
            kept, logs = _fitting(rows, height - 1, {}), {}
        rows = kept
    column = min(name_column(rows), max(width // 2, 16))
    for node, guide, stem in rows:
        lines.append([*label(node, guide, column), *_state(node)])
        if node.status == "running":
            lines += [[(f"{stem}  ", terminal.DIM), (plain(line), "")] for line in logs.get(node.job_id, ())]
    shown = {node.path for node, _, _ in rows}
    if left := Counter(node.status for node in walk_nodes(nodes) if node.path not in shown):
        lines.append([("   and " + ", ".join(f"{count} {plain(status)}" for status, count in left.items()), "")])
    return lines


def headline(view: RunView, nodes: list[Node], now: float) -> Line:
    """Draw the line of the run itself: its id, name, state, duration, and how many steps are done."""
    run = view.run
    status = plain(run.status) if run else "waiting"
    line = [(plain(view.run_id), terminal.BOLD), (f"  {plain(run.name)}" if run and run.name else "", "")]
    line += [("  ", ""), (status, colour(status))]
    seconds, at_least = view.seconds(now)
    if seconds is not None:
        line.append((f"  {_time(seconds, at_least)}", ""))
    steps = [step for node in nodes for step in node.steps()]
    done = sum(step.status in JOB_FINAL for step in steps)
    if steps and not view.ended:
        full = _BAR * done // len(steps)
        line += [("  ", ""), ("━" * full, terminal.CYAN), ("─" * (_BAR - full), terminal.DIM)]
        line.append((f"  {done}/{len(steps)}", ""))
    return line


def rows_of(nodes: Sequence[Node], stem: str = "") -> Iterator[Row]:
    """Yield every node, each DAG before what is in it, with the lines of the tree before it."""
    for node in nodes:
        last = node is nodes[-1]
        below = stem + ("   " if last else "│  ")
        yield node, stem + ("└─ " if last else "├─ "), below + ("│  " if node.children else "   ")
        yield from rows_of(node.children, below)


def name_column(rows: Sequence[Row]) -> int:
    """Return the columns that the names of nodes take, with the lines and signs before them."""
    return max((terminal.width_of(guide + plain(node.name)) for node, guide, _ in rows), default=0) + 2


def label(node: Node, guide: str, column: int) -> Line:
    """Draw the name of a node, with what stands before it, as wide as a column."""
    name = plain(node.name)
    room = max(column - terminal.width_of(guide) - 2, 4)
    return [
        (guide, terminal.DIM),
        (symbol(node.status), colour(node.status)),
        (f" {terminal.padded(terminal.fitted(name, room), room)}  ", ""),
    ]


def _state(node: Node) -> Line:
    time = "" if node.seconds is None else _time(node.seconds, node.at_least)
    line = [(f"{plain(node.status):<{_LONGEST_STATE}}", colour(node.status)), (f" {time:>7}", "")]
    if note := _note(node):
        line.append((f"  {note}", terminal.RED if node.status == "failed" else ""))
    return line


def _note(node: Node) -> str:
    if node.status in ("failed", "terminated"):
        return plain(node.message)
    if reused := getattr(node.info, "cache_run_id", ""):
        return f"reused from {plain(reused)}"
    if node.status == "waiting" and node.deps:
        return f"after {plain(', '.join(node.deps))}"
    return ""


def _time(seconds: float, at_least: bool) -> str:
    if at_least and not seconds:
        return ""
    return f">{duration(seconds)}" if at_least else duration(seconds)


def _fitting(rows: list[Row], height: int, logs: Mapping[str, Sequence[str]]) -> list[Row]:
    """Leave out rows until the rest fits: first what has ended well or not run, then what waits, then what runs."""

    def lines(kept: list[Row]) -> int:
        return sum(1 + (len(logs.get(node.job_id, ())) if node.status == "running" else 0) for node, _, _ in kept)

    if lines(rows) <= height:
        return rows
    room = height - 1  # a line says what is left out
    for dropped in (("succeeded", "skipped", "cancelled"), ("waiting", "init"), ("running", "pending")):
        spare = room - lines([row for row in rows if row[0].status not in dropped])
        kept: list[Row] = []
        for row in reversed(rows):  # the latest matter most
            has_kept = bool(kept) and kept[-1][0].path.startswith(f"{row[0].path}.")
            if row[0].status in dropped and not has_kept:
                spare -= lines([row])
                if spare < 0:
                    continue
            kept.append(row)
        rows = kept[::-1]
        if lines(rows) <= room:
            break
    return rows[-room:] if room > 0 else []


def gantt_lines(nodes: Sequence[Node], *, width: int) -> list[Line]:
    """Draw when each component ran: a bar for each on one line of time.

    Args:
        nodes: The components.
        width: Columns of the screen.
    """
    rows = list(rows_of(nodes))
    times = [time for node, _, _ in rows for time in (node.start, node.end) if time is not None]
    if not times:
        return [[("Nothing has begun.", "")]]
    begin, total = min(times), (max(times) - min(times)).total_seconds()
    column = min(name_column(rows), max(width // 3, 16))
    room = max(width - column - 2 - 9, 10)
    ends = (f"{begin:%H:%M:%S}", f"{max(times):%H:%M:%S}")
    lines: list[Line] = [[(" " * (column + 2) + f"{ends[0]:<{room - 8}}{ends[1]}", "")]]
    for node, guide, _ in rows:
        line = label(node, guide, column)
        if node.start is not None:
            end = node.end or max(times)
            scale = room / total if total else 0.0
            first = min(round((node.start - begin).total_seconds() * scale), room - 1)
            last = max(round((end - begin).total_seconds() * scale), first + 1)
            line += [(" " * first, ""), ("█" * (last - first), colour(node.status))]
            line.append((" " * (room - last) + f" {duration((end - node.start).total_seconds()):>7}", ""))
        else:
            line.append((plain(node.status), colour(node.status)))
        lines.append(line)
    return lines
