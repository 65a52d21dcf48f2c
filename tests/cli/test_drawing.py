"""How runs, graphs and series are drawn: on runs made here, without a server."""

import math
import re
from collections.abc import Iterator
from textwrap import dedent
from typing import Any

import pytest

from paddleflow.cli import terminal
from paddleflow.cli.drawing import gantt_lines, tree
from paddleflow.cli.graph import graph_lines
from paddleflow.cli.lines import painted
from paddleflow.cli.plots import amount, charts, resampled
from paddleflow.cli.run_view import RunView, duration, planned, split_copy
from paddleflow.cli.runs import STEP_COLOURS
from paddleflow.cli.why import FailedStep, Reason, reason_lines
from paddleflow.resources.following import Change, states
from paddleflow.resources.run import DagInfo, JobInfo, RunInfo
from paddleflow.resources.statistics import TaskInfo, TaskStatistics

from .pseudo_terminal import READABLE

PIPELINE = """
name: train
entry_points:
  prepare: {command: a}
  fit:
    deps: prepare
    entry_points:
      one: {command: b}
      two: {command: c, deps: one}
  report: {reference: {component: writer}, deps: "fit, prepare"}
components:
  writer: {command: d}
post_process:
  mail: {command: e}
"""


def step(name: str, status: str, start: int | None = None, end: int | None = None, **more: Any) -> JobInfo:
    """A step; times are seconds of one minute."""
    times = ["" if at is None else f"2026-01-01 10:00:{at:02d}" for at in (start, end)]
    return JobInfo(f"run-1-{name}", status=status, start_time=times[0], end_time=times[1], jobId=f"job-{name}", **more)


def run_of(status: str, runtime: dict[str, Any], run_yaml: str = PIPELINE, **more: Any) -> RunInfo:
    return RunInfo(
        "run-000001",
        name="train",
        status=status,
        runtime=runtime,
        run_yaml=run_yaml,
        activate_time="2026-01-01 10:00:00",
        update_time="2026-01-01 10:00:09",
        **more,
    )


def view_of(run: RunInfo, now: float = 100.0) -> RunView:
    view = RunView(run.run_id, fresh=True)
    for change in states(run):
        view.take(change, now)
    return view


RUNNING = run_of(
    "running",
    {
        "prepare": [step("prepare", "succeeded", 0, 2)],
        "fit": [
            DagInfo(
                "dag-1",
                "run-1-fit",
                status="running",
                deps="prepare",
                entry_points={"one": [step("one", "running", 2)]},
            )
        ],
    },
)
FAILED = run_of(
    "failed",
    {
        "prepare": [step("prepare", "succeeded", 0, 2, cache_run_id="run-000000")],
        "fit": [
            DagInfo(
                "dag-1",
                "run-1-fit",
                status="failed",
                deps="prepare",
                start_time="2026-01-01 10:00:02",
                end_time="2026-01-01 10:00:09",
                entry_points={
                    "one": [step("one", "failed", 2, 9, job_message="exited with\x1b[2J code: 1")],
                    "two": [step("two", "cancelled", deps="one")],
                },
            )
        ],
    },
)


def drawn(lines: Any, width: int = 80, *, ascii_only: bool = False) -> str:
    return "\n".join(painted(line, width, colours=False, ascii_only=ascii_only) for line in lines)


def test_a_run_is_a_tree_with_what_is_still_to_come() -> None:
    view = view_of(RUNNING)
    lines = tree(view, 175.0, {"job-one": ["epoch 1", "loss \x1b[31m0.5"]}, width=80)
    assert drawn(lines) == dedent(
        """\
        run-000001  train  running  1m15s  ━━━━────────────────  1/5
        ├─ ✔ prepare  succeeded        2s
        ├─ ● fit      running       1m15s
        │  ├─ ● one   running       1m15s
        │  │       epoch 1
        │  │       loss \\x1b[31m0.5
        │  └─ ○ two   waiting              after one
        ├─ ○ report   waiting              after fit, prepare
        └─ ○ mail     waiting"""
    ), "and no text of a server's moves the cursor"


def test_a_run_that_has_ended() -> None:
    assert drawn(tree(view_of(FAILED), 0.0, {}, width=60), 60) == dedent(
        """\
        run-000001  train  failed  9s
        ├─ ✔ prepare  succeeded        2s  reused from run-000000
        └─ ✘ fit      failed           7s
           ├─ ✘ one   failed           7s  exited with\\x1b[2J code:…
           └─ – two   cancelled"""
    )


def test_only_ascii_where_the_terminal_has_no_more() -> None:
    for lines in (
        tree(view_of(RUNNING), 101.0, {}, width=80),
        graph_lines(view_of(FAILED).nodes(0.0)),
        gantt_lines(view_of(FAILED).nodes(0.0), width=80),
        charts(TASKS, 80),
    ):
        assert drawn(lines, ascii_only=True).isascii()


def test_durations_from_before_the_first_poll_are_lower_bounds() -> None:
    view = RunView("run-000001")
    for change in states(RUNNING):
        view.take(change, 100.0)
    assert "│  ├─ ● one   running         >3s" in drawn(tree(view, 103.0, {}, width=80))
    two = step("two", "running", 3)
    view.take(Change("run-000001", "fit.two", None, "running", "", two), 103.0)
    assert "│  └─ ● two   running          2s" in drawn(tree(view, 105.0, {}, width=80)), "this one began meanwhile"


@pytest.mark.parametrize("height", range(2, 12))
def test_a_tree_fits_the_screen(height: int) -> None:
    steps = {f"s{n}": [step(f"s{n}", "running" if n == 17 else "succeeded", 0, 1)] for n in range(20)}
    lines = tree(view_of(run_of("running", steps, "")), 101.0, {"job-s17": ["log"]}, width=80, height=height)
    text = drawn(lines)
    assert len(lines) <= height
    if height >= 4:
        assert "● s17" in text
        assert f"and {20 - text.count('├') - text.count('└')} succeeded" in text


@pytest.mark.parametrize(("name", "copy"), [("a-b-12", ("a-b", 12)), ("a-b", ("a-b", -1)), ("a-²", ("a-²", -1))])
def test_the_number_of_a_copy_is_read_from_its_name(name: str, copy: tuple[str, int]) -> None:
    assert split_copy(name) == copy


def test_copies_of_a_loop_stand_in_their_order_where_their_step_is() -> None:
    copies = {"prepare": [step("prepare" + tail, "succeeded", 0, 1) for tail in ("-10", "", "-2", "-1")]}
    paths = [node.path for node in view_of(run_of("running", copies)).nodes(0.0)]
    assert paths == ["prepare", "prepare-1", "prepare-2", "prepare-10", "fit", "report", "mail"]


@pytest.mark.parametrize("text", ["", "a: [", "[]", "entry_points: 3", "entry_points: {a: 3}", "\x00", "entry_points:"])
def test_a_pipeline_that_cannot_be_read_has_no_plan(text: str) -> None:
    assert planned(text) == {}


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (59.9, "59s"),
        (60, "1m00s"),
        (3599, "59m59s"),
        (3600, "1h00m"),
        (90000, "1d01h"),
        (8640000, "100d00h"),
    ],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_colours_can_be_read_on_dark_and_on_light_ground() -> None:
    every = [
        *tree(view_of(RUNNING), 101.0, {"job-one": ["x"]}, width=80),
        *tree(view_of(FAILED), 101.0, {}, width=80),
        *graph_lines(view_of(FAILED).nodes(0.0)),
        *charts(TASKS, 80),
    ]
    assert {colour for line in every for _, colour in line} <= READABLE, "no black, white, yellow, blue or background"
    assert {*terminal.COLOURS.values(), *STEP_COLOURS} <= READABLE
    faint = {char for line in every for text, colour in line if colour == terminal.DIM for char in text}
    assert faint <= set(" ├└─│┬┴┼╮╯╭╰┤"), "no word is fainter than others"


def test_control_characters_from_a_server_are_escaped() -> None:
    bad = "\x1b[2J\x9b\x07"
    info = step("one", bad, 0, 1, job_message=bad, deps=bad, cache_run_id=bad)
    view = view_of(run_of(bad, {bad: [info], "two": [step("two", "failed", 0, 1, job_message=bad)]}, "", run_msg=bad))
    view.run_id = bad
    nodes = view.nodes(0.0)
    failed = [FailedStep(bad, bad, bad, None, 1.0, bad, [bad])]
    lines = [
        *tree(view, 0.0, {}, width=80),
        *tree(view, 0.0, {}, width=80, height=2),
        *graph_lines(nodes),
        *gantt_lines(nodes, width=80),
        *reason_lines(Reason(bad, bad, "failed", bad, failed, [bad], [bad]), "paddleflow"),
        *charts([TaskStatistics(bad, [])], 80),
    ]
    assert not set(drawn(lines)) & set(bad.replace("[2J", "")), "control characters are shown, not sent"


# The graph


def diamond() -> Iterator[tuple[str, str]]:
    yield from [("a", ""), ("b", "a"), ("c", "a"), ("d", "a"), ("e", "b,d"), ("f", "c,e"), ("g", ""), ("h", "g,f,a")]


def test_a_graph_has_a_lane_for_each_way() -> None:
    run = run_of("succeeded", {name: [step(name, "succeeded", deps=deps)] for name, deps in diamond()}, "")
    assert drawn(graph_lines(view_of(run).nodes(0.0))) == dedent(
        """\
        ✔  a  succeeded
        ├─┬─┬─╮
        ✔ │ │ │  b  succeeded
        │ ✔ │ │  c  succeeded
        │ │ ✔ │  d  succeeded
        ├─┼─╯ │
        ✔ │   │  e  succeeded
        ├─╯   │
        ✔     │  f  succeeded
        │ ✔   │  g  succeeded
        ├─┴───╯
        ✔  h  succeeded"""
    )


def test_the_graph_draws_a_dag_above_its_steps() -> None:
    assert drawn(graph_lines(view_of(RUNNING).nodes(0.0))) == dedent(
        """\
        ✔  prepare  succeeded
        ├─╮
        ● │  fit  running
        │ │     ●  one  running
        │ │     ○  two  waiting
        ├─╯
        ○  report  waiting
        ○  mail  waiting"""
    )


@pytest.mark.slow
def test_two_thousand_steps_in_a_row_are_drawn_in_time() -> None:
    steps = {f"s{n}": [step(f"s{n}", "succeeded", deps=f"s{n - 1}" if n else "")] for n in range(2000)}
    lines = graph_lines(view_of(run_of("succeeded", steps, "")).nodes(0.0))
    assert (len(lines), len(lines[-1][0][0])) == (2000, 0)


def test_a_cyclic_graph_is_drawn_as_nothing() -> None:
    steps = {"a": [step("a", "init", deps="b")], "b": [step("b", "init", deps="a")], "c": [step("c", "init", deps="c")]}
    assert graph_lines(view_of(run_of("running", steps, "")).nodes(0.0)) == [], "a server never sends one"


# The time line


def test_gantt_draws_a_bar_for_each_component() -> None:
    assert drawn(gantt_lines(view_of(FAILED).nodes(0.0), width=60), 60) == dedent(
        """\
                      10:00:00                     10:00:09
        ├─ ✔ prepare  ████████                                   2s
        └─ ✘ fit              █████████████████████████████      7s
           ├─ ✘ one           █████████████████████████████      7s
           └─ – two   cancelled"""
    )


def test_gantt_of_a_run_that_has_not_started() -> None:
    assert drawn(gantt_lines(view_of(run_of("pending", {})).nodes(0.0), width=60)) == "Nothing has begun."


# Series

VALUES = [[1_767_225_600 + at * 60, 0.5 + 0.5 * math.sin(at / 9)] for at in range(100)]
TASKS = [
    TaskStatistics(
        "job-1",
        [
            TaskInfo("cpu_usage_rate", VALUES),
            TaskInfo("memory_usage", [[at, value * 3e9] for at, value in VALUES]),
            TaskInfo("disk_usage", VALUES[:3]),
            TaskInfo("net_receive_bytes", []),
            TaskInfo("gpu_util", [[at, 0.0] for at, _ in VALUES]),
        ],
    )
]


@pytest.mark.parametrize("width", [80, 140])
def test_charts_are_as_high_as_the_screen_lets_them_be(width: int) -> None:
    whole = len(charts(TASKS, width))
    for height in range(1, whole + 3):
        text = drawn(charts(TASKS, width, height), width)
        assert len(text.splitlines()) <= height
        if height >= 4:
            assert re.search("cpu .*memory .*disk ", text, re.DOTALL), "each in a line of words at least"
        assert (len(text.splitlines()) == whole) == (height >= whole)


@pytest.mark.parametrize(("width", "height"), [(80, 1 + 3 * 7), (140, 1 + 2 * 7)])
def test_charts_fit_the_screen(width: int, height: int) -> None:
    lines = charts(TASKS, width)
    assert len(lines) == height, "beside each other where there is room; none of what was not measured or not used"
    assert max(sum(terminal.width_of(text) for text, _ in line) for line in lines) <= width
    assert "memory  14.3 KiB now, 2.8 GiB max" in drawn(lines, width)


def test_chart_bars_are_as_high_as_their_values() -> None:
    lines = drawn(charts([TaskStatistics("j", [TaskInfo("cpu_usage_rate", [[0, 0.25], [60, 1.0]])])], 52)).splitlines()
    assert lines[1] == "cpu  100.0% now, 100.0% max"
    assert lines[2] == "     100.0% " + " " * 20 + "█" * 20
    assert lines[-2] == "       0.0% " + "█" * 40


def test_an_all_zero_series_takes_one_line() -> None:
    tasks = [TaskStatistics("j", [TaskInfo("disk_usage", [[0, 0.0], [60, 0.0]])])]
    assert drawn(charts(tasks, 80)) == "j\ndisk  0 B all the time"


def test_nothing_was_measured() -> None:
    assert drawn(charts([], 80)) == "Nothing was measured."


def test_series_are_resampled_to_the_width() -> None:
    assert resampled([1, 2, 3, 4], 2) == [1.5, 3.5]
    assert resampled([1, 2], 4) == [1, 1, 2, 2]
    assert resampled([], 4) == []


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.125, "%", "12.5%"),
        (999, "B", "999 B"),
        (1024, "B", "1.0 KiB"),
        (5 * 1024**3, "B/s", "5.0 GiB/s"),
        (3e24, "B", "2.5 YiB"),
        (0, "B", "0 B"),
    ],
)
def test_amounts_are_shown_with_units(value: float, unit: str, text: str) -> None:
    assert amount(value, unit) == text
