"""Draws what a job uses over time: `statistics job --plot`."""

from __future__ import annotations

import math
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, TypeAlias

from paddleflow._statuses import JOB_FINAL
from paddleflow.cli import terminal
from paddleflow.cli.failures import DONE, STOPPED
from paddleflow.cli.ids import resolved
from paddleflow.cli.lines import plain
from paddleflow.cli.watching import Screen, is_live, one_interrupt

if TYPE_CHECKING:
    from paddleflow import Client
    from paddleflow.cli.context import Context
    from paddleflow.cli.lines import Line
    from paddleflow.resources.statistics import TaskStatistics

Samples: TypeAlias = Sequence[Sequence[float]]
"""Pairs of seconds since 1970 and a value."""

_CHARTS: Final = (
    ("cpu", "%", "cpu_usage_rate", terminal.CYAN),
    ("memory", "B", "memory_usage", terminal.GREEN),
    ("disk", "B", "disk_usage", terminal.MAGENTA),
    ("network received", "B/s", "net_receive_bytes", terminal.CYAN),
    ("network sent", "B/s", "net_send_bytes", terminal.CYAN),
    ("gpu", "%", "gpu_util", terminal.GREEN),
)
_OPTIONAL: Final = ("gpu",)
"""Left out where nothing of it was used."""

_BLOCKS: Final = " ▁▂▃▄▅▆▇█"
_HEIGHT: Final = 5
_AXIS: Final = 11
_NARROWEST: Final = 20
_TWO_COLUMNS: Final = 110
_GAP: Final = 4
_SECONDS: Final = 2.0
_PREFIXES: Final = "KMGTPEZY"


def plot(context: Context) -> int:
    """Draw what a job uses; on a terminal it is redrawn until the job has ended."""
    client = context.client
    job_id = str(resolved(context, "job", context.values["jobid"]))
    span = (context.values.get("start"), context.values.get("end"))

    def lines(columns: int, rows: int | None = None) -> list[Line]:
        tasks = _measured(client, job_id, span, context.values.get("step"), columns)
        return charts(tasks, columns, rows)

    if not is_live(sys.stdout) or client.show_job(job_id).unwrap().status in JOB_FINAL:
        context.out.draw(lines(context.out.width))
        return DONE
    screen = Screen(sys.stdout, colours=context.out.colours)
    over = threading.Event()

    def keep_drawing() -> None:
        while not over.is_set():
            result = client.get_statistics(job_id)
            if result.ok is True:
                columns, rows = screen.size()
                screen.draw(lines(columns, rows - 1))
            over.wait(_SECONDS)

    drawer = threading.Thread(target=keep_drawing, name="screen", daemon=True)
    code, height = DONE, None
    try:
        with one_interrupt():
            drawer.start()
            client.wait_for_job(job_id, interval=_SECONDS).unwrap()
    except KeyboardInterrupt:
        code, height = STOPPED, screen.size()[1] - 1
    finally:
        over.set()
        drawer.join()
    screen.draw(lines(screen.size()[0], height))
    return code


def charts(tasks: list[TaskStatistics], width: int, height: int | None = None) -> list[Line]:
    """Draw what each task of a job uses: a chart for each metric, side by side where there is room.

    Args:
        tasks: What was measured.
        width: Columns of the screen.
        height: Lines at most: the charts are as high as they can be, or one line of words each. None for any number.
    """
    lines: list[Line] = []
    for bars in range(_HEIGHT, -1, -1):
        lines = _charts(tasks, width, bars)
        if height is None or len(lines) <= height:
            break
    return lines[:height]


def _charts(tasks: list[TaskStatistics], width: int, height: int) -> list[Line]:
    lines: list[Line] = []
    for task in tasks:
        series = {each.metric: each.values for each in task.task_info}
        lines += [[], [(plain(task.task_name), terminal.BOLD)]] if lines else [[(plain(task.task_name), terminal.BOLD)]]
        wide = width >= _TWO_COLUMNS
        one = (width - _GAP) // 2 if wide else width
        drawn = [
            chart(title, unit, values, colour, one, height)
            for title, unit, metric, colour in _CHARTS
            if (values := series.get(metric)) and (title not in _OPTIONAL or any(value for _, value in values))
        ]
        if not wide:
            lines += [line for each in drawn for line in each]
            continue
        for left, right in zip_longest(drawn[::2], drawn[1::2], fillvalue=None):
            lines += _beside(left or [], right or [], one + _GAP)
    return lines or [[("Nothing was measured.", "")]]


def chart(title: str, unit: str, values: Samples, colour: str, width: int, height: int = _HEIGHT) -> list[Line]:
    """Draw values over time as bars, from zero to the largest.

    Args:
        title: What they are.
        unit: ``%`` for parts of one, ``B`` for bytes, ``B/s``.
        values: The samples, the oldest first; one at least.
        colour: Of the bars.
        width: Columns of the whole.
        height: Lines of the bars; 0 for none, and no axes.
    """
    room = max(width - _AXIS - 1, _NARROWEST)
    bars = resampled([value for _, value in values], room)
    top = max(value for _, value in values)
    last = values[-1][1]
    if not top:
        return [[(f"{title}  {amount(0, unit)} all the time", "")]]
    lines: list[Line] = [[(f"{title}  {amount(last, unit)} now, {amount(top, unit)} max", "")]]
    if not height:
        return lines
    for row in range(height - 1, -1, -1):
        label = amount(top, unit) if row == height - 1 else amount(0, unit) if row == 0 else ""
        heights = [bar / top * height - row for bar in bars]
        cells = "".join(_BLOCKS[min(max(round(height * 8), 0), 8)] for height in heights)
        lines.append([(f"{label:>{_AXIS}} ", ""), (cells, colour)])
    times = (datetime.fromtimestamp(at, UTC).astimezone() for at in (values[0][0], values[-1][0]))
    first, end = (time.strftime("%H:%M:%S") for time in times)
    return [*lines, [(" " * (_AXIS + 1) + f"{first:<{max(len(bars) - 8, 9)}}{end}", "")]]


def resampled(values: Sequence[float], room: int) -> list[float]:
    """Return values that fill the room: means of neighbours where there are more, repeated ones where there are fewer.

    Args:
        values: The values.
        room: How many to return.
    """
    count = len(values)
    if not count:
        return []
    ends = [(at * count // room, max((at + 1) * count // room, at * count // room + 1)) for at in range(room)]
    return [sum(values[first:end]) / (end - first) for first, end in ends]


def amount(value: float, unit: str) -> str:
    """Return a value with its unit, short: ``12.5%``, ``3.4 MiB``.

    Args:
        value: The value.
        unit: As of `chart`.
    """
    if unit == "%":
        return f"{value * 100:.1f}%"
    if value < 1000:
        return f"{value:.0f} {unit}"
    power = min(int(math.log(value / 1000, 1024)) + 1, len(_PREFIXES))
    return f"{value / 1024**power:.1f} {_PREFIXES[power - 1]}i{unit}"


def _measured(
    client: Client, job_id: str, span: tuple[int | None, int | None], step: int | None, width: int
) -> list[TaskStatistics]:
    """Ask for samples so near to each other that they fill the width: the server's own step is a minute."""
    start, end = span
    tasks = client.get_statistics_detail(job_id, None, start, end, step).unwrap().result
    times = [at for task in tasks for series in task.task_info for at, _ in series.values]
    if step is not None or not times or len(set(times)) > width:
        return tasks
    finer = max(1, int(max(times) - min(times) + 60) // width)
    return client.get_statistics_detail(job_id, None, start, end, finer).unwrap().result


def _beside(left: list[Line], right: list[Line], column: int) -> list[Line]:
    empty: Line = []
    lines: list[Line] = []
    for one, other in zip_longest(left, right, fillvalue=empty):
        used = sum(terminal.width_of(text) for text, _ in one)
        lines.append([*one, (" " * (column - used), ""), *other])
    return lines
