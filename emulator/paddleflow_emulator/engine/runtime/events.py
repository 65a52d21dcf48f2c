"""The event lines of runs and jobs, the `submitLog` of GET /log/run (§21)."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import define, field

from paddleflow_emulator.engine.interface import Clock

_KEPT = timedelta(hours=2)


@define
class _Trace:
    last: datetime
    lines: dict[str, list[str]] = field(factory=dict)  # the run's own under its id, then one list a job


@define
class Events:
    """The lines of the last two hours, in memory as on the real server."""

    _clock: Clock
    _traces: dict[str, _Trace] = field(factory=dict)

    def add(self, run_id: str, subject: str, text: str, level: str = "INFO") -> None:
        """Add a line.

        Args:
            run_id: The run.
            subject: What the line is about: the run's id or a job's.
            text: What happened.
            level: INFO, DEBU, WARN, ERRO.
        """
        now = self._clock.now()
        trace = self._traces.get(run_id)
        if trace is None:
            self._forget(now)
            trace = self._traces[run_id] = _Trace(now)
        trace.last = now
        # The fraction is the year, in two digits: so the real server's time format says.
        line = f"[{now:%Y-%m-%d %H:%M:%S.%y}] [{level}] {subject} {text}"
        trace.lines.setdefault(subject, []).append(line)

    def lines(self, run_id: str, job_id: str = "") -> list[str]:
        """Return the lines of a run, its own first; with `job_id` only that job's. After a while there are none."""
        trace = self._traces.get(run_id)
        if trace is None:
            return []
        if job_id:
            return list(trace.lines.get(job_id, ()))
        own = trace.lines.get(run_id, [])
        return own + [line for subject, lines in trace.lines.items() if subject != run_id for line in lines]

    def _forget(self, now: datetime) -> None:
        for run_id in [run_id for run_id, trace in self._traces.items() if now - trace.last > _KEPT]:
            del self._traces[run_id]
