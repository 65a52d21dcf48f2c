"""Why a run has failed: the steps that failed, what they said last, and what to do next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from paddleflow._statuses import RUN_FINAL
from paddleflow.cli import terminal
from paddleflow.cli.drawing import colour, symbol
from paddleflow.cli.lines import plain
from paddleflow.cli.run_view import NOT_RUN, RunView, duration, walk_nodes
from paddleflow.resources.run import JobInfo

if TYPE_CHECKING:
    from paddleflow import Client, RunInfo
    from paddleflow.cli.lines import Line
    from paddleflow.cli.run_view import Node

LOG_LINES: Final = 20
_COMMAND_LINES: Final = 15
_FAILED: Final = ("failed", "terminated")
_EXIT_CODE: Final = re.compile(r"exited with code: (\d+)")
_MEANINGS: Final = {
    126: "The command was found, but cannot be executed: is it executable, and for this machine?",
    127: "The shell did not find a command: is it in the image, and is PATH right?",
    137: "It was killed (SIGKILL). Often it needs more memory than its flavour has.",
    139: "It crashed (segmentation fault).",
    143: "Terminated (SIGTERM): stopped by a user, or evicted from its machine.",
}


@frozen
class FailedStep:
    """A step that has failed.

    Attributes:
        name: Its name, qualified by the enclosing DAGs.
        status: Its state.
        message: What the server says.
        exit_code: Of its command, where the message has it.
        seconds: How long it ran.
        command: What it ran.
        log: The last lines that it has written.
    """

    name: str
    status: str
    message: str
    exit_code: int | None
    seconds: float | None
    command: str
    log: list[str]


@frozen
class Reason:
    """Why a run has failed.

    Attributes:
        run_id: The run.
        name: Its name.
        status: Its state.
        message: What the server says of it.
        failed: The steps that failed.
        not_run: Names of the steps that did not run because of it.
        submit_log: What the server noted when it started the run; only when no step failed.
    """

    run_id: str
    name: str
    status: str
    message: str
    failed: list[FailedStep]
    not_run: list[str]
    submit_log: list[str]


def reason(client: Client, run: RunInfo, *, lines: int | None = None) -> Reason:
    """Find out why a run has failed.

    Args:
        client: Logged in.
        run: The run, as `show_run` gives it.
        lines: How many lines of each log, 100 at most; default: 20.
    """
    nodes = list(walk_nodes(RunView.of(run).nodes(0.0)))
    steps = [node for node in nodes if not node.children]
    failed = [_failed_step(client, run, step, lines or LOG_LINES) for step in steps if step.status in _FAILED]
    submit_log: list[str] = []
    if not failed and run.status in _FAILED:
        shown = client.show_log(run.run_id)
        submit_log = shown.unwrap().submit_log.splitlines()[-LOG_LINES:] if shown.ok is True else []
    not_run = [step.path for step in steps if step.status in NOT_RUN]
    return Reason(run.run_id, run.name, run.status, run.run_msg, failed, not_run, submit_log)


def reason_lines(found: Reason, command: str) -> list[Line]:
    """Draw why a run has failed.

    Args:
        found: What was found out.
        command: How this program is called, for what to do next.
    """
    run_id, name = plain(found.run_id), f" ({plain(found.name)})" if found.name else ""
    head: Line = [(run_id, terminal.BOLD), (name, ""), (" ", ""), (plain(found.status), colour(found.status))]
    if not found.failed and found.status not in _FAILED:
        after = "Nothing has failed." if found.status in RUN_FINAL else "Nothing has failed so far."
        return [[*head, (f". {after}", "")]]
    lines: list[Line] = [[*head, (f": {plain(found.message)}" if found.message else "", "")]]
    for step in found.failed:
        lines += [[], *_step_lines(step)]
    if found.submit_log:
        lines += [[], [("What the server noted:", "")], *_indented(found.submit_log)]
    if found.not_run:
        lines += [[], [("Not run because of it: " + ", ".join(map(plain, found.not_run)), "")]]
    return [*lines, [], *_next_steps(found, command)]


def _failed_step(client: Client, run: RunInfo, node: Node, lines: int) -> FailedStep:
    log: list[str] = []
    if node.job_id:
        shown = client.show_log(run.run_id, node.job_id, pagesize=min(lines, 100))
        if shown.ok is True:
            log = [line for task in shown.unwrap() for line in task.log_content.splitlines()]
    code = _EXIT_CODE.search(node.message)
    command = node.info.command if isinstance(node.info, JobInfo) else ""
    number = int(code[1]) if code else None
    return FailedStep(node.path, node.status, node.message, number, node.seconds, command, log)


def _step_lines(step: FailedStep) -> list[Line]:
    after = f" after {duration(step.seconds)}" if step.seconds is not None else ""
    code = f", exit code {step.exit_code}" if step.exit_code is not None else ""
    of_state = colour(step.status)
    name = (plain(step.name), terminal.BOLD)
    lines: list[Line] = [
        [(f"{symbol(step.status)} ", of_state), name, (f" {plain(step.status)}{after}{code}", of_state)]
    ]
    if step.message:
        lines.append([("  message: ", ""), (plain(step.message), "")])
    if meaning := _MEANINGS.get(step.exit_code or 0):
        lines.append([("  hint:    ", ""), (meaning, "")])
    if step.command.strip():
        lines.append([("  command:", "")])
        commands = step.command.rstrip().splitlines()
        lines += _indented(commands[:_COMMAND_LINES])
        if len(commands) > _COMMAND_LINES:
            lines.append([(f"    ... and {len(commands) - _COMMAND_LINES} more lines", "")])
    lines.append([("  last lines of its log:" if step.log else "  it has written nothing", "")])
    return [*lines, *_indented(step.log)]


def _indented(texts: list[str]) -> list[Line]:
    return [[(f"    {terminal.clean(text)}", "")] for text in texts]


def _next_steps(found: Reason, command: str) -> list[Line]:
    steps = []
    if found.failed:
        name = found.failed[0].name
        steps.append((f"{command} run logs {plain(found.run_id)} --step {plain(name)}", "the whole log"))
    if found.status in RUN_FINAL:
        steps.append((f"{command} run retry {plain(found.run_id)}", "run the same again from what failed"))
        steps.append((f"{command} run create FILE --watch", "run a file that was corrected"))
    else:
        steps.append((f"{command} run stop {plain(found.run_id)}", "stop the rest"))
    width = max(len(text) for text, _ in steps)
    return [[("Next:", terminal.BOLD)], *([(f"  {text:<{width}}", ""), (f"   {what}", "")] for text, what in steps)]
