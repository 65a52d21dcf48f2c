"""Draws which step waits for which, as lanes from top to bottom: below each component are those that wait for it."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from paddleflow.cli import terminal
from paddleflow.cli.drawing import colour, symbol
from paddleflow.cli.lines import plain
from paddleflow.cli.run_view import split_copy

if TYPE_CHECKING:
    from paddleflow.cli.lines import Line
    from paddleflow.cli.run_view import Node


def graph_lines(nodes: Sequence[Node], indent: str = "") -> list[Line]:
    """Draw components in an order in which each comes after those that it waits for.

    Args:
        nodes: The components of one level; those inside of a DAG are drawn below it.
        indent: What stands before each line.
    """
    lines: list[Line] = []
    lanes: list[str | None] = []
    """For each lane the name of the component that it leads to."""
    ordered, after = _ordered(nodes)
    for node in ordered:
        mine = [at for at, target in enumerate(lanes) if target == node.path]
        place = mine[0] if mine else _free(lanes)
        if len(mine) > 1:
            lines.append([(indent + _joined(lanes, place, mine[1:], "╯"), terminal.DIM)])
        for at in mine:
            lanes[at] = None
        del lanes[max([place, *(at for at, target in enumerate(lanes) if target)]) + 1 :]
        row = ["│ " if target else "  " for target in lanes]
        row[place] = ""
        sign = [
            ("".join(row[:place]), terminal.DIM),
            (symbol(node.status), colour(node.status)),
            (" " + "".join(row[place + 1 :]), terminal.DIM),
        ]
        lines.append(
            [(indent, terminal.DIM), *sign, (f" {plain(node.name)}  ", ""), (plain(node.status), colour(node.status))]
        )
        opened: list[int] = []
        for target in after[node.path]:
            at = place if not opened else _free(lanes)
            lanes[at] = target
            opened.append(at)
        if node.children:
            bar = "".join("│ " if target else "  " for target in lanes)
            lines += graph_lines(node.children, f"{indent}{bar}    ")
        if len(opened) > 1:
            lines.append([(indent + _joined(lanes, place, opened[1:], "╮"), terminal.DIM)])
    return lines


def _joined(lanes: Sequence[str | None], place: int, others: Sequence[int], corner: str) -> str:
    """Return the line that joins lanes, from one place to all others, which are to its right or left."""
    first, last = min(place, *others), max(place, *others)
    text = ""
    for at, target in enumerate(lanes):
        crossed = first < at < last
        if at == place:
            sign = "├" if last > place > first or first == place else "┤"
        elif at in others:
            sign = {"╯": "┴", "╮": "┬"}[corner] if crossed else corner if at > place else {"╯": "╰", "╮": "╭"}[corner]
        elif target:
            sign = "┼" if crossed else "│"
        else:
            sign = "─" if crossed else " "
        text += sign + ("─" if first <= at < last else " ")
    return text.rstrip()


def _free(lanes: list[str | None]) -> int:
    """Return the first lane that nothing uses, made if there is none."""
    if None not in lanes:
        lanes.append(None)
    return lanes.index(None)


def _ordered(nodes: Sequence[Node]) -> tuple[list[Node], dict[str, list[str]]]:
    """Return the components, each after those that it waits for, and the paths of those that wait for each."""
    copies: dict[str, list[str]] = {}
    for node in nodes:
        for name in {node.name, split_copy(node.name)[0]}:
            copies.setdefault(name, []).append(node.path)
    before = {node.path: {path for name in node.deps for path in copies.get(name, ())} for node in nodes}
    after: dict[str, list[str]] = {node.path: [] for node in nodes}
    for path, others in before.items():
        for other in others:
            after[other].append(path)
    place = {node.path: at for at, node in enumerate(nodes)}
    left = {path: len(others) for path, others in before.items()}
    ready = [place[path] for path, count in left.items() if not count]
    ordered: list[Node] = []
    while ready:
        node = nodes[heappop(ready)]
        ordered.append(node)
        for path in after[node.path]:
            left[path] -= 1
            if not left[path]:
                heappush(ready, place[path])
    return ordered, after
