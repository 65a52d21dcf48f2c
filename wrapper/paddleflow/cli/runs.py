"""The commands that follow runs: create --watch, watch, wait, why, logs, graph, gantt."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import asdict

from paddleflow._statuses import RUN_FINAL
from paddleflow.cli import generic, terminal, values
from paddleflow.cli.drawing import gantt_lines, tree
from paddleflow.cli.failures import DONE, FAILED, STOPPED, Failed, Usage, program
from paddleflow.cli.graph import graph_lines
from paddleflow.cli.ids import resolved
from paddleflow.cli.run_view import RunView, split_copy, walk_nodes
from paddleflow.cli.watching import Outage, follow_run, one_interrupt
from paddleflow.cli.why import reason, reason_lines
from paddleflow.resources.following import states
from paddleflow.resources.run import JobInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from paddleflow import LogLine, RunInfo
    from paddleflow.cli.context import Context
    from paddleflow.cli.lines import Line
    from paddleflow.cli.why import Reason

STEP_COLOURS: Final = (terminal.CYAN, terminal.MAGENTA, terminal.GREEN)
_LONGEST_PREFIX: Final = 24
_NO_FILE_SYSTEM: Final = (
    "All that is missing is a file system: name one with -f. paddleflow fs list lists them, fs create makes one, and "
    "paddleflow local run uses the folder that the file is in."
)


def create(context: Context) -> int:
    """Start a run; show it until it ends when that is wanted."""
    given = context.values
    if given.get("file") is not None:
        others = ("run_yaml_raw", "run_yaml_path", "pipeline_id")
        if other := next((name for name in others if given.get(name) is not None), None):
            option = next(each for each in context.command.options if each.name == other)
            raise Usage(f"Give only one of FILE and {option.flags[-1]}.")
        given["run_yaml_raw"] = pipeline_text(
            context,
            given["file"],
            fs_name=given.get("fs_name"),
            param=given.get("param") or (),
            disabled=given.get("disabled") or (),
        )
    elif all(given.get(name) is None for name in ("run_yaml_raw", "pipeline_id", "fs_name")):
        raise Usage("Nothing to run: give a FILE, a pipeline (-pplid), or a file system (-f) and a file in it (-yp).")
    if not given.get("watch"):
        return generic.run(context)
    arguments, shown = generic.method_arguments(context, given)
    run_id = context.client.create_run(**arguments).unwrap()
    if context.out.for_people:
        generic.done(context, shown, run_id)
        sys.stdout.flush()
    return follow_to_end(context, run_id, fresh=True)


def show(context: Context) -> int:
    """Show a run; on a terminal, its steps are a tree."""
    out = context.out
    if out.format == "table" and out.interactive and not out.fields:
        return generic.run(context, _show_to_person)
    return generic.run(context)


def _show_to_person(context: Context, results: list[RunInfo]) -> None:
    for number, run in enumerate(results):
        if number:
            context.out.line()
        context.out.record(run, context.command.tables[:-2], context.command.id)
        context.out.line("steps:")
        lines = tree(RunView.of(run), 0.0, {}, width=context.out.width - 4)[1:]
        context.out.draw([("    ", ""), *line] for line in lines)


def watch(context: Context) -> int:
    """Show a run until it ends."""
    return follow_to_end(context, _run_id(context, "@latest"))


def follow_to_end(context: Context, run_id: str, *, fresh: bool = False) -> int:
    """Show a run until it ends, and say what failed.

    Args:
        context: Of the command.
        run_id: The run.
        fresh: Whether it was made just now.

    Returns:
        0 when it succeeded, 1 when it did not, 130 when interrupted.
    """
    people = context.out.for_people
    try:
        run = follow_run(context.client, run_id, sys.stdout if people else sys.stderr, fresh=fresh)
    except KeyboardInterrupt:
        return _left_alone(context, run_id)
    if not people:
        generic.show_results(context, [run])
    elif run.status != "succeeded":
        context.out.line()
        _write_reason(context, reason(context.client, run))
    return _exit_code(run)


def _left_alone(context: Context, run_id: str) -> int:
    """Say that a run goes on, and how to watch or stop it."""
    command = program(context.values.get("profile"))
    context.out.note(
        f"\n{run_id} goes on. Watch it again: {command} run watch {run_id}\nStop it: {command} run stop {run_id}"
    )
    return STOPPED


def wait(context: Context) -> int:
    """Wait until runs have ended."""
    code = DONE
    for given in context.values["run_id"]:
        run_id = resolved(context, "run", given)
        timeout = context.values.get("timeout")
        try:
            with one_interrupt():
                run = context.client.wait_for_run(run_id, timeout, on_error=Outage(context.out.note).begin).unwrap()
        except KeyboardInterrupt:
            return _left_alone(context, run_id)
        if context.out.for_people:
            context.out.line(f"{run.run_id} {run.status}" + ("" if run.status == "succeeded" else f": {run.run_msg}"))
        else:
            generic.show_results(context, [run])
        code = max(code, _exit_code(run))
    return code


def why(context: Context) -> int:
    """Say why a run has failed."""
    run_id = _run_id(context, "@failed")
    run = context.client.show_run(run_id).unwrap()
    found = reason(context.client, run, lines=context.values.get("lines"))
    if context.out.for_people:
        _write_reason(context, found)
    else:
        context.out.structured(asdict(found))
    return DONE


def logs(context: Context) -> int:
    """Write what the steps of a run have written."""
    given, out = context.values, context.out
    run_id = _run_id(context, "@latest")
    try:
        pattern = re.compile(given.get("grep") or "")
    except re.error as error:
        raise Usage(f"--grep: {given['grep']!r} is not a regular expression: {error}") from None
    if given.get("follow") and not out.for_people:
        raise Usage(f"--output {out.format} cannot follow a log: leave out -f.")
    wanted: set[str] = set(given.get("step") or ())
    names = _Names(context, run_id, wanted)
    follow = bool(given.get("follow"))
    lines = context.client.follow_log(
        run_id,
        names.only_job,
        interval=1.0,
        on_error=Outage(context.out.note).begin,
        tail_lines=given.get("since_lines"),
        follow=follow,
    )
    try:
        with one_interrupt():
            found = _written(context, lines, names, wanted, pattern)
    except KeyboardInterrupt:
        if not follow or context.client.show_run(run_id).unwrap().status in RUN_FINAL:
            raise
        return _left_alone(context, run_id)
    if not out.for_people:
        out.structured(found)
    return DONE


def _written(
    context: Context, lines: Iterable[LogLine], names: _Names, wanted: set[str], pattern: re.Pattern[str]
) -> list[dict[str, Any]]:
    """Write lines of logs for people, or return them for programs."""
    out, found = context.out, list[dict[str, Any]]()
    for line in lines:
        name = names.of(line.jobid)
        if not names.is_wanted(name) or not (line.missing or pattern.search(line.text)):
            continue
        if out.for_people:
            prefix = "" if len(wanted) == 1 else names.prefix(name, colours=out.colours)
            print(prefix + terminal.clean(line.text), flush=bool(context.values.get("follow")))
        else:
            when = line.time.isoformat() if line.time else None
            found.append({"step": name, "job_id": line.jobid, "time": when, "text": line.text, "missing": line.missing})
    return found


def graph(context: Context) -> int:
    """Draw which step waits for which."""
    run = context.client.show_run(_run_id(context, "@latest")).unwrap()
    style: Literal["text", "mermaid", "dot"] = context.values.get("style") or "text"
    if style != "text":
        from paddleflow.pipeline import Pipeline

        context.out.line(Pipeline.from_yaml(run.run_yaml or "").graph(style).rstrip("\n"))
        return DONE
    view = RunView.of(run)
    context.out.draw([*_head(context, view), *graph_lines(view.nodes(0.0))])
    return DONE


def gantt(context: Context) -> int:
    """Draw when each step ran."""
    view = RunView.of(context.client.show_run(_run_id(context, "@latest")).unwrap())
    context.out.draw([*_head(context, view), *gantt_lines(view.nodes(0.0), width=context.out.width)])
    return DONE


def pipeline_text(
    context: Context, path: str, *, fs_name: str | None, param: Sequence[tuple[str, str]], disabled: Sequence[str] = ()
) -> bytes:
    """Read the YAML of a pipeline, and check it before anything is sent.

    Args:
        context: Of the command.
        path: Of the file; ``-`` is standard input.
        fs_name: File system of the run.
        param: Values of parameters of the run.
        disabled: Names of the steps that the run leaves out.

    Raises:
        Usage: It cannot be read.
        Failed: A server would refuse it.
    """
    from paddleflow.pipeline import check_yaml

    try:
        content = values.content(path)
        text = content.decode()
    except UnicodeDecodeError as error:
        raise Usage(f"{path} is not UTF-8 text: byte {error.start + 1}") from None
    except ValueError as error:
        raise Usage(str(error)) from None
    others: dict[str, Any] = {"param": dict(param) or None, "disabled": ",".join(disabled) or None}
    found = check_yaml(text, fs_name=fs_name, **others)
    problems = [f"{path}:{finding}" for finding in found if finding.kind == "refused"]
    if problems:
        count = "a problem" if len(problems) == 1 else f"{len(problems)} problems"
        if not fs_name and all(each.kind != "refused" for each in check_yaml(text, fs_name="any", **others)):
            problems.append(_NO_FILE_SYSTEM)
        raise Failed("\n".join([f"{path} has {count}; nothing was sent.", *problems]))
    for finding in found:
        context.out.note(f"Warning: {path}:{finding}")
    return content


class _Names:
    """The names of the steps of a run by their jobs, and how they are written before lines.

    Args:
        context: Of the command.
        run_id: The run.
        wanted: The steps whose lines are wanted; none for all.

    Raises:
        Failed: The run has ended, and has no such step.
    """

    def __init__(self, context: Context, run_id: str, wanted: set[str]) -> None:
        self._client = context.client
        self._run_id = run_id
        self._wanted = wanted
        self._colours: dict[str, str] = {}
        run = self._look()
        self._width = min(max(map(terminal.width_of, self._by_job.values()), default=0), _LONGEST_PREFIX)
        nodes = list(walk_nodes(RunView.of(run).nodes(0.0)))
        steps = [node.path for node in nodes if not node.children]
        for name in wanted:
            if run.status in RUN_FINAL and not any(_matches(path, name) for path in steps):
                raise Failed(f"{run_id} has no step {name!r}. Its steps are {', '.join(steps)}.")
        jobs = [job for job, name in self._by_job.items() if self.is_wanted(name)]
        self.only_job = jobs[0] if wanted and len(jobs) == 1 and run.status in RUN_FINAL else None

    def _look(self) -> RunInfo:
        run = self._client.show_run(self._run_id).unwrap()
        changes = [change for change in states(run) if isinstance(change.what, JobInfo)]
        self._by_job = {change.what.job_id: change.name for change in changes if isinstance(change.what, JobInfo)}
        return run

    def of(self, job_id: str) -> str:
        """Return the name of the step of a job."""
        if job_id not in self._by_job:
            self._look()
        return self._by_job.get(job_id, job_id)

    def is_wanted(self, name: str) -> bool:
        """Return whether a step's lines are wanted."""
        return not self._wanted or any(_matches(name, each) for each in self._wanted)

    def prefix(self, name: str, *, colours: bool) -> str:
        """Return what stands before the lines of a step."""
        colour = self._colours.setdefault(name, STEP_COLOURS[len(self._colours) % len(STEP_COLOURS)])
        self._width = max(self._width, min(terminal.width_of(name), _LONGEST_PREFIX))
        text = terminal.padded(terminal.fitted(terminal.clean(name), _LONGEST_PREFIX), self._width)
        return f"{terminal.paint(text, colour) if colours else text} | "


def _matches(path: str, name: str) -> bool:
    """Return whether a step is the one that is named, with or without the enclosing DAGs, or a copy of it in a loop."""
    first = split_copy(path)[0]
    return name in (path, path.rpartition(".")[2], first, first.rpartition(".")[2])


def _head(context: Context, view: RunView) -> list[Line]:
    return [*tree(view, 0.0, {}, width=context.out.width)[:1], []]


def _write_reason(context: Context, found: Reason) -> None:
    context.out.draw(reason_lines(found, program(context.values.get("profile"))), whole=True)


def _run_id(context: Context, default: str) -> str:
    return str(resolved(context, "run", context.values.get("run_id") or default))


def _exit_code(run: RunInfo) -> int:
    return DONE if run.status == "succeeded" else FAILED
