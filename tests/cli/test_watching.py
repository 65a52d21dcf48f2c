"""Watching in a terminal: what is drawn while a run goes on, and how it ends, by itself and by hand."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from paddleflow import Client, PaddleFlowSDKException
from paddleflow.cli.watching import Outage
from paddleflow_emulator.pytest_plugin import PaddleFlowServer

from .pseudo_terminal import READABLE, Forks, Terminal, in_terminal, terminal

STEPS = """
name: slow
docker_env: python:3.11
entry_points:
  prepare:
    command: echo preparing
  train:
    deps: prepare
    command: |
      for n in 1 2 3 4 5; do echo "epoch $n"; done
      until [ -e {go} ]; do sleep 0.02; done
      exit {code}
  report:
    deps: train
    command: echo report
"""


class Watch:
    """`run create --watch` of a run whose step waits for a file."""

    def __init__(self, forks: Forks, folder: Path, environ: dict[str, str], screen: Terminal, code: int = 0) -> None:
        self.go = folder / "go"
        file = folder / "slow.yaml"
        file.write_text(STEPS.format(go=self.go, code=code))
        self.screen = screen
        self.code: int | None = None
        words = ["run", "create", str(file), "--watch"]
        self._thread = threading.Thread(target=lambda: self._keep(forks.run(words, screen.name, environ, folder)))
        self._thread.start()

    def _keep(self, code: int) -> None:
        self.code = code

    def end(self) -> str:
        """Wait for the end of the command; what is on the screen then."""
        self._thread.join()
        self.screen.settle()
        return self.screen.text()


def steady(text: str) -> str:
    """The text without durations, which differ."""
    return re.sub(r"( +)(\d+)s\b", lambda found: f"{found[1]}{' ' * (len(found[2]) - 1)}0s", text)


@pytest.mark.parametrize("columns", [80, pytest.param(140, marks=pytest.mark.slow)])
def test_running_steps_are_drawn_with_the_end_of_their_log(
    forks: Forks, tmp_path: Path, environ: dict[str, str], client: Client, columns: int
) -> None:
    with terminal(columns) as screen:
        watch = Watch(forks, tmp_path, environ, screen)
        try:
            during = screen.wait_until(lambda text: bool(re.search("━(.|\n)* epoch 5\n└─ .*after train$", text)))
        finally:
            watch.go.touch()
        after = watch.end()
        assert (watch.code, screen.cursor_is_hidden()) == (0, False)
        assert screen.colours() <= READABLE
        assert screen.faint_words() == []
        assert "\x1b[?" not in screen.raw, "no mode of the terminal is changed, so none has to be restored"
    assert steady(during).splitlines()[1:] == [
        "run-000001  slow  running  0s  ━━━━━━──────────────  1/3",
        "├─ ✔ prepare  succeeded        0s",
        "├─ ● train    running          0s",
        "│       epoch 3",
        "│       epoch 4",
        "│       epoch 5",
        "└─ ○ report   waiting              after train",
    ]
    assert steady(after).splitlines()[1:] == [
        "run-000001  slow  succeeded  0s",
        "├─ ✔ prepare  succeeded        0s",
        "├─ ✔ train    succeeded        0s",
        "└─ ✔ report   succeeded        0s",
    ]


def test_watch_exits_with_the_status_of_the_run(
    forks: Forks, tmp_path: Path, environ: dict[str, str], client: Client
) -> None:
    with terminal(80) as screen:
        watch = Watch(forks, tmp_path, environ, screen, code=7)
        watch.go.touch()
        text = watch.end()
    assert watch.code == 1
    assert "exit code 7" in text
    assert "paddleflow run retry run-000001" in text


def test_ctrl_c_leaves_the_run_alone_and_a_second_one_does_nothing_worse(
    forks: Forks, tmp_path: Path, environ: dict[str, str], client: Client
) -> None:
    with terminal(80) as screen:
        watch = Watch(forks, tmp_path, environ, screen)
        try:
            screen.wait_until(lambda text: "● train" in text)
            screen.press("\x03\x03")
            text = watch.end()
            assert client.show_run("run-000001").unwrap().status == "running"
        finally:
            watch.go.touch()
        assert (watch.code, screen.cursor_is_hidden()) == (130, False)
    assert text.splitlines()[-2:] == [
        "run-000001 goes on. Watch it again: paddleflow run watch run-000001",
        "Stop it: paddleflow run stop run-000001",
    ]
    assert "Traceback" not in text
    assert client.wait_for_run("run-000001", interval=0.1).unwrap().status == "succeeded"


GOODBYE = """
import signal, sys
from paddleflow.cli.watching import one_interrupt
try:
    with one_interrupt():
        print("ready", flush=True)
        signal.pause()
except KeyboardInterrupt:
    print(*(f"{number:040}" for number in range(200)), sep="\\n", flush=True)
    open(sys.argv[1], "w").close()  # a pipe: waits until it is read
    open(sys.argv[1]).close()
"""


@pytest.mark.slow
def test_a_second_ctrl_c_discards_nothing_that_is_written_after_the_first(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with terminal(80) as screen, in_terminal([sys.executable, "-c", GOODBYE, pipe], screen, {}, tmp_path) as process:
        before = screen.modes()
        screen.wait_until(lambda text: "ready" in text)
        with screen.busy():
            screen.press("\x03")
            pipe.read_bytes()
            screen.press("\x03")
            time.sleep(0.1)
        pipe.write_bytes(b"")
        assert process.wait() == 0
        screen.settle()
        lines = screen.text().replace("^C", "").splitlines()
        assert screen.modes() == before
    assert lines[-200:] == [f"{number:040}" for number in range(200)]


@pytest.mark.slow
def test_a_server_that_is_away_for_a_while_is_waited_for(
    forks: Forks,
    tmp_path: Path,
    environ: dict[str, str],
    client: Client,
    paddleflow_server_module: PaddleFlowServer,
) -> None:
    with terminal(80) as screen:
        watch = Watch(forks, tmp_path, environ, screen)
        try:
            screen.wait_until(lambda text: "● train" in text)
            paddleflow_server_module.control.fail(503, times=12)
            screen.wait_until(lambda text: "! Cannot reach the server, retrying" in text)
        finally:
            watch.go.touch()
        text = watch.end()
    assert watch.code == 0
    assert "Cannot reach" not in text


def test_an_outage_is_reported_once_a_minute_and_again_after_it_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    now, said = [0.0], list[str]()
    monkeypatch.setattr("paddleflow.cli.watching.time.monotonic", lambda: now[0])
    outage, error = Outage(said.append), PaddleFlowSDKException("ConnectionFailed", "no route")
    counts = []
    for now[0], is_over in ((0.0, False), (59.0, False), (61.0, False), (62.0, True), (63.0, False)):
        outage.end() if is_over else outage.begin(error)
        counts.append(len(said))
    assert counts == [1, 1, 2, 2, 3]
    assert set(said) == {f"Cannot reach the server, retrying: {error}"}


@pytest.mark.slow
def test_in_a_pipe_a_line_for_each_change(tmp_path: Path, environ: dict[str, str], client: Client) -> None:
    file = tmp_path / "slow.yaml"
    file.write_text(STEPS.format(go=tmp_path, code=3))
    command = [Path(sys.executable).with_name("paddleflow"), "run", "create", file, "--watch"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "")
    first, *changes = done.stdout.partition("\n\n")[0].splitlines()
    assert first == "run[run-000001] create success with run id[run-000001]"
    assert all(re.match(r"\d\d:\d\d:\d\d  \S+  [a-z]+", line) for line in changes)
    told = [line.split("  ")[1:3] for line in changes]
    assert told[-1] == ["run-000001", "failed"]
    assert ["train", "failed"] in told
    assert "\x1b" not in done.stdout


@pytest.mark.slow
def test_json_and_nothing_else_on_stdout(tmp_path: Path, environ: dict[str, str], client: Client) -> None:
    file = tmp_path / "slow.yaml"
    file.write_text(STEPS.format(go=tmp_path, code=0))
    command = [Path(sys.executable).with_name("paddleflow"), "run", "create", file, "--watch", "-o", "json"]
    done = subprocess.run([*command, "--jq", "status"], env=environ, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, '"succeeded"\n')
    assert "train  succeeded" in done.stderr


@pytest.mark.slow
def test_sigterm_ends_it_with_all_that_was_drawn(tmp_path: Path, environ: dict[str, str], client: Client) -> None:
    go = tmp_path / "go"
    run_id = client.create_run(run_yaml_raw=STEPS.format(go=go, code=0)).unwrap()
    with terminal(80) as screen, open(screen.name, "r+b", buffering=0) as tty:  # noqa: PTH123 - unbuffered
        command = [Path(sys.executable).with_name("paddleflow"), "run", "watch", run_id]
        process = subprocess.Popen(command, env=environ, stdin=tty, stdout=tty, stderr=tty)
        try:
            screen.wait_until(lambda text: "● train" in text)
            process.send_signal(signal.SIGTERM)
            assert process.wait() == 128 + signal.SIGTERM
        finally:
            go.touch()
        screen.settle()
        assert "Traceback" not in screen.text()
        assert not screen.cursor_is_hidden()
