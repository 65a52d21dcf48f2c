"""What a run looks like at one moment: its components as a tree, with states and durations. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from attrs import define, evolve, field, frozen

from paddleflow._statuses import JOB_FINAL, RUN_FINAL
from paddleflow.cli.values import words
from paddleflow.resources.following import Change, states
from paddleflow.resources.run import DagInfo, JobInfo, RunInfo

WAITING: Final = "waiting"
"""The state of a component that the server does not know yet."""

NOT_RUN: Final = frozenset({"cancelled", "skipped"})


@frozen
class Node:
    """A step or DAG of a run.

    Attributes:
        path: Its names from the outermost DAG on, with dots; ``-1`` and so on for the later copies of a loop.
        name: The last of them.
        status: Its state.
        deps: Names of those that it waits for.
        seconds: How long it runs, or ran; None when it has not begun.
        at_least: Whether it may have run longer: it was running at the first poll.
        start: When it began, by the server's clock.
        end: When it ended.
        info: What the server says of it; None when it does not know it yet.
        children: What is inside a DAG.
    """

    path: str
    name: str
    status: str = WAITING
    deps: tuple[str, ...] = ()
    seconds: float | None = None
    at_least: bool = False
    start: datetime | None = None
    end: datetime | None = None
    info: DagInfo | JobInfo | None = None
    children: tuple[Node, ...] = ()

    @property
    def job_id(self) -> str:
        """Its job; empty when it has none."""
        return self.info.job_id if isinstance(self.info, JobInfo) else ""

    @property
    def message(self) -> str:
        """What the server says about its state."""
        if self.info is None:
            return ""
        return self.info.job_message if isinstance(self.info, JobInfo) else self.info.message

    def steps(self) -> Iterator[Node]:
        """Yield the steps in it, or itself."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.steps()


@define
class RunView:
    """The state of a run, as far as its changes are known.

    Attributes:
        run_id: The run.
        fresh: Whether it was made just now, so that nothing of it is older than the first poll.
    """

    run_id: str
    fresh: bool = False
    run: RunInfo | None = None
    _infos: dict[str, DagInfo | JobInfo] = field(factory=dict)
    _inside: dict[str, list[str]] = field(factory=dict)
    _begun: dict[str, float] = field(factory=dict)
    _first_poll: float | None = None
    _planned: dict[str, Any] = field(factory=dict)

    @classmethod
    def of(cls, run: RunInfo) -> RunView:
        """Make the view of a run as `show_run` gives it."""
        view = cls(run.run_id)
        for change in states(run):
            view.take(change, 0.0)
        return view

    def take(self, change: Change, now: float) -> None:
        """Take in a change.

        Args:
            change: Of this run.
            now: Seconds on a clock of this machine.
        """
        if self._first_poll is None:
            self._first_poll = now
        if isinstance(change.what, RunInfo):
            self.run = change.what
            if not self._planned:
                self._planned = planned(change.what.run_yaml or "")
        else:
            if change.name not in self._infos:
                self._inside.setdefault(change.name[: change.name.rfind(".") + 1], []).append(change.name)
            self._infos[change.name] = change.what
        if change.status == "running":
            self._begun.setdefault(change.name, now)

    @property
    def ended(self) -> bool:
        """Whether the run has ended."""
        return self.run is not None and self.run.status in RUN_FINAL

    def seconds(self, now: float) -> tuple[float | None, bool]:
        """Return how long the run has been at work, and whether it may be longer."""
        run = self.run
        if run is None:
            return None, False
        start = run.activate_datetime or run.create_datetime
        return self._seconds("", start, run.update_datetime if self.ended else None, now)

    def nodes(self, now: float) -> list[Node]:
        """Return the tree of its components as it is now.

        Args:
            now: Seconds on the clock of `take`.
        """
        return list(self._nodes("", self._planned, now))

    def _nodes(self, prefix: str, plan: Mapping[str, Any], now: float) -> Iterator[Node]:
        place = {name: at for at, name in enumerate(plan)}
        rows = [(*_planned_copy(path.removeprefix(prefix), plan), path) for path in self._inside.get(prefix, ())]
        there = {name for name, _, _ in rows}
        rows += [(name, -1, prefix + name) for name in plan if name not in there and not self.ended]
        for name, _, path in sorted(rows, key=lambda row: (place.get(row[0], len(place)), *row[1:])):
            inner = plan.get(name, {}).get("entry_points", {})
            node = self._node(path, path.removeprefix(prefix), plan.get(name, {}), now)
            yield evolve(node, children=tuple(self._nodes(f"{path}.", inner, now)))

    def _node(self, path: str, name: str, plan: Mapping[str, Any], now: float) -> Node:
        info = self._infos.get(path)
        if info is None:
            return Node(path, name, deps=tuple(words(str(plan.get("deps") or ""))))
        start, end = info.start_datetime, info.end_datetime
        seconds, at_least = (None, False)
        if start is not None or path in self._begun:
            seconds, at_least = self._seconds(path, start, end if info.status in JOB_FINAL else None, now)
        return Node(path, name, info.status or WAITING, tuple(words(info.deps)), seconds, at_least, start, end, info)

    def _seconds(self, path: str, start: datetime | None, end: datetime | None, now: float) -> tuple[float, bool]:
        """Measure by the server's clock what has ended, and by ours what has not: they may be of different zones."""
        if start and end and (start.tzinfo is None) == (end.tzinfo is None):
            return max((end - start).total_seconds(), 0.0), False
        begun = self._begun.get(path, self._first_poll or 0.0)
        return now - begun, begun == self._first_poll and not self.fresh


def planned(run_yaml: str) -> dict[str, Any]:
    """Return the components that the text of a pipeline has, by name, as far as it can be read.

    Args:
        run_yaml: The text.
    """
    import yaml

    try:
        document = yaml.load(run_yaml, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - it is safe
        library = document.get("components") or {}
        return {**_plan(document["entry_points"], library), **_plan(document.get("post_process") or {}, library)}
    except (yaml.YAMLError, LookupError, TypeError, AttributeError, ValueError, RecursionError):
        return {}  # The server shows in time what there is.


def _plan(components: Mapping[str, Any], library: Mapping[str, Any]) -> dict[str, Any]:
    plan: dict[str, Any] = {}
    for name, written in components.items():
        reference = (written.get("reference") or {}).get("component")
        whole = {**library[reference], **written} if reference else written
        plan[name] = {"deps": written.get("deps")}
        if "entry_points" in whole:
            plan[name]["entry_points"] = _plan(whole["entry_points"], library)
    return plan


def duration(seconds: float) -> str:
    """Return a duration as people write it: ``12s``, ``3m05s``, ``1h02m``, ``2d03h``.

    Args:
        seconds: How long.
    """
    total = int(seconds)
    for size, smaller, unit, second in ((86400, 3600, "d", "h"), (3600, 60, "h", "m"), (60, 1, "m", "s")):
        if total >= size:
            return f"{total // size}{unit}{total % size // smaller:02d}{second}"
    return f"{total}s"


def walk_nodes(nodes: list[Node] | tuple[Node, ...]) -> Iterator[Node]:
    """Yield every node, each DAG before what is in it."""
    for node in nodes:
        yield node
        yield from walk_nodes(node.children)


def split_copy(name: str) -> tuple[str, int]:
    """Divide the name of a loop's copy, such as ``train-2``; -1 is the number of a name that has none."""
    stem, _, number = name.rpartition("-")
    return (stem, int(number)) if number.isdecimal() else (name, -1)


def _planned_copy(name: str, plan: Mapping[str, Any]) -> tuple[str, int]:
    """Return the name that a component has in the pipeline, and the number of the copy."""
    stem, number = split_copy(name)
    return (stem, number) if name not in plan and stem in plan else (name, -1)
