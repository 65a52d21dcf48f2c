"""Shows a run: on a terminal as a tree that is redrawn, elsewhere as a line for each change."""

import sys
import time

from paddleflow import JobInfo, RunInfo

ENDED = ("succeeded", "failed", "terminated", "cancelled", "skipped")
COLOURS = {"running": 33, "succeeded": 32, "failed": 31}


class Progress:
    """Follows a run and its steps, and times them on the client: the server's times are whole seconds.

    A step is assumed to have started at the last poll before the one that found it.
    """

    def __init__(self) -> None:
        self.live = sys.stdout.isatty()
        self.height = 0
        self.start = time.monotonic()
        self.now = 0.0
        self.status: dict[str, str] = {}
        self.span: dict[str, tuple[float, float]] = {}

    def show(self, run: RunInfo) -> None:
        """Show the current state of the run."""
        before, now = self.now, time.monotonic() - self.start
        rows = [(step.step_name, step.status, before) for step in steps(run)]
        rows.insert(len(rows) if run.status in ENDED else 0, (run.run_id, run.status, 0.0))
        for name, status, start in rows:
            self._take(name, status, start, now)
        self.now = now
        if self.live:
            self._draw(self._tree(run, {}))

    def finish(self, run: RunInfo, details: dict[str, list[str]]) -> None:
        """Show the finished run, with details of each step."""
        self._draw([*([] if self.live else [""]), *self._tree(run, details)])

    def _draw(self, lines: list[str]) -> None:
        print((f"\x1b[{self.height}F\x1b[J" if self.height else "") + "\n".join(lines), flush=True)
        self.height = len(lines) if self.live else 0

    def _take(self, name: str, status: str, start: float, now: float) -> None:
        before = self.status.get(name)
        if before not in ENDED:
            self.span[name] = (self.span.get(name, (start, now))[0], now)
        if before != status and not self.live:
            print(f"{now:6.2f} s  {name:<10}  {status}", flush=True)
        self.status[name] = status

    def _tree(self, run: RunInfo, details: dict[str, list[str]]) -> list[str]:
        lines = [f"{run.run_id:<12}{self._state(run.run_id)}   {run.name}"]
        ordered = sorted(steps(run), key=lambda step: self.span[step.step_name])
        for step in ordered:
            branch, stem = ("└─", "  ") if step is ordered[-1] else ("├─", "│ ")
            after = f"   after {step.deps.replace(',', ', ')}" if step.deps else ""
            lines.append(f"{branch} {step.step_name:<9}{self._state(step.step_name)}{after}")
            lines += [f"{stem}    {line}" for line in details.get(step.step_name, [])]
        return [line.rstrip() for line in lines]

    def _state(self, name: str) -> str:
        status, (first, last) = self.status[name], self.span[name]
        text = f"{status:<10}"
        if self.live:
            text = f"\x1b[{COLOURS.get(status, 36)}m{text}\x1b[0m"
        return f"{text}{last - first:6.2f} s"


def steps(run: RunInfo) -> list[JobInfo]:
    """Return the steps of a run, including those inside DAGs."""
    return [component for component in run.components() if isinstance(component, JobInfo)]
