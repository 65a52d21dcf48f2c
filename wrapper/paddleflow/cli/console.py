"""Where a command writes: results go to stdout and nothing else does; what is said beside them goes to stderr."""

from __future__ import annotations

import contextlib
import io
import os
import sys

from paddleflow.cli import terminal
from paddleflow.cli.lines import is_ascii_only, painted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paddleflow.cli.lines import Line

NO_SUCH_COMMAND = 127
"""What a shell ends with when there is no such program."""


class Console:
    """Writes texts: on a terminal in colours, cut to its width, and by a pager where there are too many lines.

    Args:
        for_people: Whether a person is to read them.
    """

    def __init__(self, *, for_people: bool) -> None:
        self.for_people = for_people
        self.stream = sys.stdout
        self.interactive = terminal.is_terminal(sys.stdout)
        self.colours = terminal.has_colours(sys.stdout)
        self.ascii_only = is_ascii_only(sys.stdout)

    @property
    def width(self) -> int:
        """The columns of the terminal."""
        return terminal.size(self.stream)[0]

    def line(self, text: str = "") -> None:
        """Write a line; control characters in it are shown."""
        print(terminal.clean(text, lines=True))

    def note(self, text: str) -> None:
        """Say something beside the result, on stderr."""
        print(terminal.clean(text, lines=True), file=sys.stderr)

    def draw(self, lines: Iterable[Line], *, whole: bool = False) -> None:
        """Write lines that are clean already; on a terminal they are cut to its width unless they are wanted whole."""
        width = self.width if self.interactive and not whole else None
        for line in lines:
            print(painted(line, width, colours=self.colours, ascii_only=self.ascii_only))

    @contextlib.contextmanager
    def paged(self) -> Iterator[None]:
        """Show what is written in a block by PAGER, where it is more than the terminal has lines."""
        pager = os.environ.get("PAGER", "less")
        if not (self.interactive and self.for_people and pager):
            yield
            return
        with contextlib.redirect_stdout(io.StringIO()) as written:
            yield
        text = written.getvalue()
        if text.count("\n") >= terminal.size(self.stream)[1]:
            import subprocess

            with contextlib.suppress(BrokenPipeError):
                environ = {"LESS": "FRX", **os.environ}
                shown = subprocess.run(pager, shell=True, input=text, text=True, env=environ, check=False)  # noqa: S602
                if shown.returncode != NO_SUCH_COMMAND:
                    return
        self.stream.write(text)
