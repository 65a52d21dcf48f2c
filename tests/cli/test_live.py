"""Redrawing on a small terminal whose size changes, and the state in which it is left."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from paddleflow import Client
from paddleflow._terminal import BOLD, GREEN
from paddleflow.cli.lines import Line
from paddleflow.cli.watching import Screen

from .pseudo_terminal import READABLE, Forks, Terminal, terminal

STEPS = """
name: slow
docker_env: python:3.11
entry_points:
  prepare:
    command: echo preparing
  train:
    deps: prepare
    command: |
      for n in 1 2 3 4 5; do echo "epoch $n with more words than there is room for"; done
      until [ -e {go} ]; do sleep 0.05; done
  report:
    deps: train
    command: echo report
"""


class Live:
    """A command that goes on in a small terminal, and a file that ends what it shows."""

    def __init__(self, forks: Forks, folder: Path, environ: dict[str, str]) -> None:
        self._forks, self._folder, self._environ = forks, folder, environ
        self.go = folder / "go"
        self.code: int | None = None

    @contextmanager
    def shows(self, *words: str, columns: int = 50, lines: int = 9) -> Iterator[Terminal]:
        """Run a command in a terminal; at the end of the block let end what it shows, and wait for it."""

        def run() -> None:
            self.code = self._forks.run(list(words), screen.name, self._environ, self._folder)

        with terminal(columns, lines) as screen:
            thread = threading.Thread(target=run)
            thread.start()
            try:
                yield screen
            finally:
                self.go.touch()
                thread.join()
                screen.settle()
            assert screen.colours() <= READABLE
            assert screen.faint_words() == []
            assert "\x1b[?" not in screen.raw, "the cursor is not hidden, and no other mode is changed"
            assert "\x1b[2J" not in screen.raw, "the screen is not cleared between two frames: it would flicker"


@pytest.fixture
def live(forks: Forks, tmp_path: Path, environ: dict[str, str], client: Client) -> Live:
    return Live(forks, tmp_path, environ)


@pytest.fixture
def run_id(live: Live, client: Client) -> str:
    return client.create_run(run_yaml_raw=STEPS.format(go=live.go)).unwrap()


@pytest.fixture
def job_id(live: Live, client: Client) -> Iterator[str]:
    job = {
        "name": "hello", "schedulingPolicy": {"queue": "default-queue"}, "flavour": {"name": "flavour1"},
        "image": "python:3.11", "command": f"until [ -e {live.go} ]; do sleep 0.05; done",
    }  # fmt: skip
    made = client.create_job("single", job).unwrap()
    yield made
    live.go.touch()
    client.wait_for_job(made, interval=0.1).unwrap()


def heads(text: str, word: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(word)]


@pytest.mark.parametrize("sizes", [(30, 70), (20, 21, 90), (12, 50)], ids=str)
def test_nothing_is_left_behind_when_the_terminal_becomes_narrower_or_wider(sizes: tuple[int, ...]) -> None:
    """Where it is narrower, lines that were drawn take several each."""
    lines: list[Line] = [[(f"{n} ", BOLD), ("words " * n, GREEN), ("训练", "")] for n in range(9)]
    with terminal(50, 40) as screen, open(screen.name, "w", encoding="utf-8") as out:  # noqa: PTH123 - a device
        drawn = Screen(out, colours=True)
        drawn.draw(lines)
        for columns in sizes:
            screen.settle()
            screen.resize(columns)
            drawn.draw(lines)
            screen.settle()
            text = screen.text().splitlines()
            assert [line[:1] for line in text] == [str(n) for n in range(9)]
            assert max(map(len, text)) <= columns
        drawn.draw(lines[:2])
        screen.settle()
        assert len(screen.text().splitlines()) == 2


@pytest.mark.slow
def test_a_tree_follows_the_size_of_the_terminal(live: Live, run_id: str) -> None:
    """Lines that scroll off the top of a screen stay as they are; those on it are redrawn."""
    with live.shows("run", "watch", run_id, lines=20) as screen:
        screen.wait_until(lambda text: "● train" in text and "epoch 5" in text)
        for columns, lines, shown in (
            (30, 20, "epoch 5 with more wor…"),
            (60, 20, "than there is room for"),
            (50, 5, "and "),
        ):
            screen.resize(columns, lines)
            text = screen.wait_until(lambda text, shown=shown: shown in text.rpartition(run_id)[2])  # type: ignore[misc]
            tree = [run_id, *text.rpartition(run_id)[2].splitlines()]
            assert len(tree) < lines
            assert max(map(len, tree)) <= columns
    assert live.code == 0
    assert [re.sub(r" *\d+s$", "", line) for line in screen.text().splitlines()[-4:]] == [
        f"{run_id}  slow  succeeded",
        "├─ ✔ prepare  succeeded",
        "├─ ✔ train    succeeded",
        "└─ ✔ report   succeeded",
    ]


@pytest.mark.slow
def test_ctrl_c_leaves_the_tree_as_it_was(live: Live, run_id: str, client: Client) -> None:
    with live.shows("run", "watch", run_id) as screen:
        screen.wait_until(lambda text: "● train" in text)
        screen.press("\x03")
        text = screen.wait_until(lambda text: "Stop it" in text)
        assert client.show_run(run_id).unwrap().status == "running"
    assert (live.code, "^C" in text, len(heads(text, f"{run_id}  slow"))) == (130, False, 1)


@pytest.mark.slow
def test_a_followed_log_goes_on_when_the_terminal_changes_and_ends_by_hand(
    live: Live, run_id: str, client: Client
) -> None:
    with live.shows("run", "logs", "-f", run_id, columns=80) as screen:
        screen.wait_until(lambda text: "train   | epoch 5 with more" in text)
        screen.resize(40, 5)
        screen.press("\x03")
        text = screen.wait_until(lambda text: "Stop it" in text)
        assert client.show_run(run_id).unwrap().status == "running"
    assert live.code == 130
    assert [line[:17] for line in heads(text, "train   |")] == [f"train   | epoch {n}" for n in range(1, 6)]
    assert f"{run_id} goes on." in text
    assert "Aborted" not in text


def test_ctrl_c_during_a_wait_says_that_the_run_goes_on(live: Live, run_id: str, client: Client) -> None:
    with live.shows("run", "wait", run_id, "--debug", columns=120) as screen:
        screen.wait_until(lambda text: "show_run GET" in text)
        screen.press("\x03")
        screen.wait_until(lambda text: "Stop it" in text)
        assert client.show_run(run_id).unwrap().status == "running"
    assert live.code == 130
    assert f"{run_id} goes on." in screen.text()


def test_a_followed_log_ends_with_the_run(live: Live, run_id: str) -> None:
    with live.shows("run", "logs", "-f", run_id, columns=80) as screen:
        screen.wait_until(lambda text: "epoch 5" in text)
    assert live.code == 0
    assert screen.text().splitlines()[-1] == "report  | report"


@pytest.mark.slow
@pytest.mark.parametrize("by_hand", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_charts_are_drawn_while_a_job_runs(live: Live, job_id: str, by_hand: bool) -> None:
    with live.shows("statistics", "job", job_id, "--plot", columns=60, lines=14) as screen:
        screen.wait_until(lambda text: "network sent" in text and " max" in text)
        screen.resize(36, 8)
        text = screen.wait_until(lambda text: len(heads(text.rpartition(job_id)[2], "network")) == 2)
        assert max(map(len, text.splitlines())) <= 36
        if by_hand:
            screen.press("\x03")
            screen.wait_until(lambda text: "^C" in text or live.code is not None)
    assert live.code == (130 if by_hand else 0)
    assert "^C" not in screen.text()
    assert heads(screen.text().rpartition(job_id)[2], "cpu")
