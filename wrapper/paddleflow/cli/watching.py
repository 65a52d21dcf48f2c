"""Follows a run on the screen: a tree that is redrawn on a terminal, a line for each change elsewhere.

The cursor is never hidden and the screen never switched, so nothing is left to restore, however this ends.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final, TextIO

from paddleflow.cli import terminal
from paddleflow.cli.drawing import tree
from paddleflow.cli.lines import is_ascii_only, painted, plain
from paddleflow.cli.run_view import RunView
from paddleflow.errors import PaddleFlowSDKException
from paddleflow.resources.run import RunInfo

if TYPE_CHECKING:
    from paddleflow import Client
    from paddleflow.cli.lines import Line

FRAMES_PER_SECOND: Final = 4
_LOG_LINES: Final = 3
_MOST_LOGS: Final = 8
"""Of how many running steps the logs are asked for."""


def follow_run(client: Client, run_id: str, out: TextIO, *, interval: float = 2.0, fresh: bool = False) -> RunInfo:
    """Show a run until it has ended.

    Args:
        client: Logged in.
        run_id: The run.
        out: Where it is shown; as a tree when it is a terminal.
        interval: Longest interval between polls, in seconds.
        fresh: Whether the run was made just now.

    Returns:
        The run as it ended.

    Raises:
        PaddleFlowSDKException: The server cannot be reached any more.
        KeyboardInterrupt: Ctrl-C was pressed. Further presses do nothing.
    """
    view = RunView(run_id, fresh)
    with one_interrupt():
        if is_live(out):
            _LiveTree(client, view, Screen(out, colours=terminal.has_colours(out)), interval).follow()
        else:
            _write_changes(client, view, out, interval)
    if view.run is None:
        raise PaddleFlowSDKException("InvalidResponse", f"watch: the server reported nothing about {run_id}.")
    return view.run


def is_live(out: TextIO) -> bool:
    """Return whether lines can be drawn over each other there: it is a terminal that knows how.

    Args:
        out: A stream.
    """
    return terminal.is_terminal(out) and os.environ.get("TERM", "dumb") != "dumb"


class Screen:
    """Lines on a terminal that are drawn over each other.

    Args:
        out: The terminal.
        colours: Whether they are wanted.
    """

    def __init__(self, out: TextIO, *, colours: bool) -> None:
        self._out = out
        self._colours = colours
        self._widths: list[int] = []

    def size(self) -> tuple[int, int]:
        """Return its columns and lines."""
        return terminal.size(self._out)

    def draw(self, lines: list[Line]) -> None:
        """Draw lines over those that were drawn before; there must be fewer than the screen has."""
        width = self.size()[0]
        # Where the screen is narrower than it was, what was a line takes several.
        above = sum(max(1, -(-each // width)) for each in self._widths)
        ascii_only = is_ascii_only(self._out)
        texts = [painted(line, width, colours=self._colours, ascii_only=ascii_only) for line in lines]
        up = f"\r\x1b[{above}A" if above else ""
        self._out.write(up + "".join(f"{text}\x1b[K\n" for text in texts) + "\x1b[J")
        self._out.flush()
        self._widths = [min(sum(terminal.width_of(text) for text, _ in line), width) for line in lines]


class Outage:
    """Says that the server cannot be reached: once a minute, and at once when it was reached in between.

    Args:
        say: Takes the text.
    """

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._last = float("-inf")

    def begin(self, error: PaddleFlowSDKException) -> None:
        """Say that a call failed."""
        if time.monotonic() - self._last > 60:
            self._last = time.monotonic()
            self._say(f"Cannot reach the server, retrying: {error}")

    def end(self) -> None:
        """Take note that a call succeeded."""
        self._last = float("-inf")


def _write_changes(client: Client, view: RunView, out: TextIO, interval: float) -> None:
    outage = Outage(lambda text: print(text, file=sys.stderr, flush=True))
    for change in client.watch_run(view.run_id, interval=interval, on_error=outage.begin):
        outage.end()
        view.take(change, time.monotonic())
        if change.status in ("", "init"):
            continue
        message = f"  {plain(change.message)}" if change.status in ("failed", "terminated") else ""
        clock = datetime.now().astimezone().strftime("%H:%M:%S")
        print(f"{clock}  {plain(change.name or view.run_id)}  {plain(change.status)}{message}", file=out, flush=True)


class _LiveTree:
    """The tree of a run, with the last lines of the logs of its running steps, drawn until the run has ended."""

    def __init__(self, client: Client, view: RunView, screen: Screen, interval: float) -> None:
        self._client = client
        self._view = view
        self._view_lock = threading.Lock()
        self._screen = screen
        self._interval = interval
        self._over = threading.Event()
        self._logs: dict[str, list[str]] = {}
        self._troubles: list[str] = []

    def follow(self) -> None:
        """Draw until the run has ended."""
        outage = Outage(self._troubles.append)
        drawer = threading.Thread(target=self._keep_drawing, name="screen", daemon=True)
        drawer.start()
        threading.Thread(target=self._read_logs, name="logs", daemon=True).start()
        try:
            for change in self._client.watch_run(self._view.run_id, interval=self._interval, on_error=outage.begin):
                outage.end()
                self._troubles.clear()
                with self._view_lock:
                    self._view.take(change, time.monotonic())
        finally:
            self._over.set()
            drawer.join()
            self._draw()

    def _draw(self) -> None:
        width, height = self._screen.size()
        with self._view_lock:
            rows = None if self._view.ended else height - 3
            lines = tree(self._view, time.monotonic(), self._logs, width=width, height=rows)
        lines += [[(f"! {plain(text)}", terminal.MAGENTA)] for text in self._troubles[-1:]]
        self._screen.draw(lines)

    def _keep_drawing(self) -> None:
        pause = 1 / FRAMES_PER_SECOND
        while not self._over.wait(pause):
            begin = time.monotonic()
            self._draw()
            pause = max(1 / FRAMES_PER_SECOND, 10 * (time.monotonic() - begin))  # a large run is drawn less often

    def _read_logs(self) -> None:
        while not self._over.wait(min(self._interval, 1.0)):
            with self._view_lock:
                steps = [step for node in self._view.nodes(time.monotonic()) for step in node.steps()]
            running = [step.job_id for step in steps if step.status == "running" and step.job_id]
            for job_id in running[:_MOST_LOGS]:
                result = self._client.show_log(self._view.run_id, job_id, pagesize=_LOG_LINES)
                if result.ok is True:
                    self._troubles.clear()
                    content = "\n".join(task.log_content for task in result.unwrap())
                    self._logs[job_id] = [line for line in content.splitlines() if line.strip()][-_LOG_LINES:]


@contextmanager
def one_interrupt() -> Iterator[None]:
    """Take the first Ctrl-C, and ignore further ones until the program has ended; SIGTERM ends the block cleanly."""

    def interrupt(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _keep_output()
        raise KeyboardInterrupt

    def terminate(*_: object) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {signal.SIGINT: signal.getsignal(signal.SIGINT), signal.SIGTERM: signal.getsignal(signal.SIGTERM)}
    signal.signal(signal.SIGINT, interrupt)
    signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    except KeyboardInterrupt:
        before.pop(signal.SIGINT)
        raise
    finally:
        for number, handler in before.items():
            with suppress(TypeError):  # it was set by something that is not Python
                signal.signal(number, handler)


def _keep_output() -> None:
    """Set the terminal to keep its output at a further Ctrl-C, until the program has ended.

    By default it discards what has been written and is not shown yet.
    """
    if sys.platform == "win32":
        return
    import termios

    with suppress(OSError, ValueError, termios.error):
        descriptor = sys.stderr.fileno()
        if os.tcgetpgrp(descriptor) == os.getpgrp():  # it would stop a program in the background
            before = termios.tcgetattr(descriptor)
            atexit.register(termios.tcsetattr, descriptor, termios.TCSADRAIN, before)
            termios.tcsetattr(descriptor, termios.TCSANOW, [*before[:3], before[3] | termios.NOFLSH, *before[4:]])
