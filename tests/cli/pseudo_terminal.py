"""A terminal in which commands run, and what a person sees on its screen."""

import json
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from typing import Any

import pyte

LINES = 24
PATIENCE = 60.0
_WIDEST = 4000
_COLOURS = re.compile(r"\x1b\[([0-9;]*)m")
_FAINT = re.compile(r"\x1b\[2m([^\x1b]*)")
READABLE = {"", "0", "1", "2", "31", "32", "35", "36"}
"""Colours that can be read on dark and on light ground: none of white, black, yellow, blue, or a background."""


class Forks:
    """Runs commands without the time that Python takes to start; see fork_server.py."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("fork_server.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUTF8": "1"},
        )

    def run(self, words: list[str], terminal: str, environ: dict[str, str], cwd: Path) -> int:
        """Run a command, and return its exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"words": words, "terminal": terminal, "environ": environ, "cwd": str(cwd)}
        print(json.dumps(order), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate()


class Terminal:
    """A terminal that says it has a number of columns; what is written to it is read by a thread.

    Its screen has more, so that lines that are too long are not broken in the middle of what differs each time.
    """

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self._master, self._slave = pty.openpty()
        self.name = os.ttyname(self._slave)
        self.raw = ""
        self._changed = threading.Condition()
        self._show(self._new_screen())
        self.resize(columns)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _new_screen(self) -> pyte.Screen:
        return pyte.Screen(_WIDEST, 400)

    def _show(self, screen: pyte.Screen) -> None:
        self._screen = screen
        self._stream = pyte.ByteStream(screen)

    def resize(self, columns: int, lines: int | None = None) -> None:
        ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines or LINES, columns, 0, 0))

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Show nothing of what is written during a block before its end."""
        with self._changed:
            yield

    def modes(self) -> int:
        """Return its local modes, such as `termios.ECHO`."""
        modes: int = termios.tcgetattr(self._slave)[3]
        return modes

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def text(self) -> str:
        """What the screen shows."""
        with self._changed:
            rows = self._screen.buffer  # only what was written to: 400 lines take long to read
            written = range(max(rows, default=-1) + 1)
            lines = ["".join(rows[y][x].data for x in range(max(rows[y], default=-1) + 1)).rstrip() for y in written]
            return "\n".join(lines).rstrip("\n")

    def cursor_is_hidden(self) -> bool:
        return bool(self._screen.cursor.hidden)

    def colours(self) -> set[str]:
        """The numbers of all colours that were used."""
        return {number for codes in _COLOURS.findall(self.raw) for number in codes.split(";")}

    def faint_words(self) -> list[str]:
        """The words that were written fainter than others: light themes hardly show them."""
        return [text for text in _FAINT.findall(self.raw) if re.search(r"\w", text)]

    def shows(self, seen: Callable[[str], bool], seconds: float) -> bool:
        """Return whether the screen shows something within a time."""
        with self._changed:
            return self._changed.wait_for(lambda: seen(self.text()), seconds)

    def wait_until(self, seen: Callable[[str], bool]) -> str:
        """Wait until the screen shows something, and return all of it."""
        with self._changed:
            assert self._changed.wait_for(lambda: seen(self.text()), PATIENCE), self.text()
            return self.text()

    def settle(self) -> None:
        """Wait until all is read that was written."""
        end = time.monotonic() + PATIENCE
        mark = "\x1b]0;end\x07"  # a title, which is not on the screen
        os.write(self._slave, mark.encode())
        with self._changed:
            assert self._changed.wait_for(lambda: mark in self.raw, end - time.monotonic())
            self.raw = self.raw.replace(mark, "")

    def close(self) -> None:
        os.close(self._slave)
        self._thread.join()
        os.close(self._master)

    def _read(self) -> None:
        while True:
            select.select([self._master], [], [])
            try:
                data = os.read(self._master, 65536)
            except OSError:  # nobody has it open any more
                return
            with self._changed:
                self.raw += data.decode("utf-8", "replace")
                self._stream.feed(data)
                self._changed.notify_all()


class SmallTerminal(Terminal):
    """A terminal whose screen is as large as it says, with what has left it at the top.

    When it is resized it divides its lines anew, as most terminals do.
    """

    def __init__(self, columns: int, lines: int) -> None:
        self.lines = lines
        super().__init__(columns)

    def _new_screen(self) -> pyte.Screen:
        return pyte.HistoryScreen(self.columns, self.lines, history=10_000)

    def resize(self, columns: int, lines: int | None = None) -> None:
        with self._changed:
            shown = self.text().splitlines()
            at_start = not self._screen.cursor.x
            self.columns, self.lines = columns, lines or self.lines
            self._show(self._new_screen())
            self._stream.feed("\r\n".join([*shown, *([""] if at_start else [])]).encode())
            super().resize(columns, self.lines)

    def text(self) -> str:
        """What was on the screen, and what is on it, down to the cursor."""
        with self._changed:
            screen: Any = self._screen
            above = [screen.history.top[at] for at in range(len(screen.history.top))]
            rows = [*above, *(screen.buffer[y] for y in range(screen.cursor.y + 1))]
            return "\n".join("".join(row[x].data for x in range(screen.columns)).rstrip() for row in rows).rstrip("\n")


@contextmanager
def terminal(columns: int, lines: int | None = None) -> Iterator[Terminal]:
    """A terminal; one whose screen is as small as it says where its lines are given."""
    made = SmallTerminal(columns, lines) if lines else Terminal(columns)
    try:
        yield made
    finally:
        made.close()


@contextmanager
def in_terminal(
    words: Sequence[str | Path], screen: Terminal, environ: dict[str, str], cwd: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in a terminal, in a session of its own; it is ended with the block."""
    program = ["sh", "-c", 'exec "$@" 0<>"$0" 1>&0 2>&0', screen.name, *words]
    with subprocess.Popen(program, env=environ, cwd=cwd, start_new_session=True) as process:
        try:
            yield process
        finally:
            process.kill()
