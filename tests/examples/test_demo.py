"""The demo as a user sees it, on the embedded server and on a server that is given."""

import re
from io import StringIO
from pathlib import Path

import pytest

from paddleflow import Client

from .conftest import Completed, Script, run_script
from .documents import claiming

HASH = "[0-9a-f]{32}"


@pytest.fixture(scope="module", params=["script", pytest.param("process", marks=pytest.mark.slow)])
def demo(request: pytest.FixtureRequest) -> Completed:
    """The demo as `make demo` runs it, in a pipe."""
    run: Script = request.getfixturevalue(request.param)
    return run("examples/demo.py")


def tree(output: str) -> str:
    """The finished run, without the seconds."""
    return re.sub(r" *\d+\.\d\d s", "", output[output.index("\n\nrun-") + 2 : output.rindex("\n\n")])


def part(output: str, step: str) -> list[str]:
    """The lines of a step in the finished run."""
    lines = tree(output).splitlines()
    start = next(i for i, line in enumerate(lines) if re.match(rf"[├└]─ {step} ", line))
    stop = next((i for i in range(start + 1, len(lines)) if lines[i][0] in "├└"), len(lines))
    return [line.lstrip("├└─│ ") for line in lines[start:stop]]


def make_fs(address: str, folder: Path) -> None:
    with Client(address, "root", "paddleflow") as client:
        client.login().unwrap()
        client.add_fs("data", f"local:/{folder}").unwrap()


def test_the_demo_ends_with_the_run_and_its_four_steps(demo: Completed) -> None:
    heads = [line for line in tree(demo.stdout).splitlines() if line[0] in "r├└"]
    assert (demo.returncode, demo.stderr) == (0, "")
    assert heads[0] == "run-000001  succeeded   points"
    assert sorted(heads[1:4]) == [
        "├─ draw     succeeded",
        "├─ estimate succeeded   after draw",
        "├─ spread   succeeded   after draw",
    ]
    assert heads[4:] == ["└─ report   succeeded   after estimate, spread"]


def test_the_demo_shows_what_each_step_printed_and_left(demo: Completed) -> None:
    output = demo.stdout
    _, log, artifact = part(output, "draw")
    assert log == "log: drew 100000 points with seed 7"
    assert re.fullmatch(rf"artifact points: \.pipeline/run-000001/points/draw-0-{HASH}/points", artifact)
    _, log, artifact, content = part(output, "estimate")
    assert log == "log: pi is about 3.14224"
    assert re.fullmatch(rf"artifact pi: \.pipeline/run-000001/points/estimate-0-{HASH}/pi", artifact)
    assert content == "3.14224"
    _, log, artifact = part(output, "spread")
    assert log == "log: counted 16 cells"
    assert re.fullmatch(rf"artifact counts: \.pipeline/run-000001/points/spread-0-{HASH}/counts", artifact)
    _, log, artifact, *content = part(output, "report")
    assert log == "log: wrote the report"
    assert re.fullmatch(rf"artifact report: \.pipeline/run-000001/points/report-0-{HASH}/report", artifact)
    assert content == ["pi is about 3.14224", "a cell holds 6114 to 6384 points"]


def test_in_a_pipe_the_demo_writes_a_line_for_each_change_of_state(demo: Completed) -> None:
    output = demo.stdout
    live = output[: output.index("\n\n")].splitlines()[1:]
    changes = [tuple(line.split()[2:]) for line in live]
    assert "\x1b" not in output
    assert len(changes) == len(set(changes))
    for name in ("draw", "estimate", "spread", "report", "run-000001"):
        assert (name, "succeeded") in changes
    assert changes.index(("draw", "succeeded")) < changes.index(("estimate", "succeeded"))
    assert changes[-2:] == [("report", "succeeded"), ("run-000001", "succeeded")]


def test_the_demo_says_how_long_the_run_took(demo: Completed) -> None:
    assert re.fullmatch(r"\d+\.\d\d s from submit to succeeded", demo.stdout.splitlines()[-1])


def test_the_readme_shows_what_the_demo_prints(demo: Completed) -> None:
    def without_numbers(lines: str) -> list[str]:
        """Two steps side by side may end in either order."""
        return sorted(re.sub(r" *\d+\.\d\d s", " # s", lines.strip()).splitlines())

    (block,) = claiming("README.md", "prints: examples/demo.py")
    assert without_numbers(block) == without_numbers(demo.stdout[demo.stdout.index("\n\n") :])


class Screen(StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.slow
def test_on_a_terminal_the_demo_redraws_one_tree() -> None:
    done = run_script("examples/demo.py", stdout=Screen())
    assert (done.returncode, done.stderr) == (0, "")
    frames = re.split(r"\x1b\[\d+F\x1b\[J", done.stdout)
    assert len(frames) > 3
    assert "running" in frames[0]
    assert "report" not in frames[0]
    assert "\x1b[32msucceeded \x1b[0m" in frames[-1]
    assert "pi is about 3.14224" in frames[-1]


@pytest.mark.slow
def test_the_demo_runs_on_the_server_that_is_given_with_queue_flavour_and_image(
    script: Script, address: str, tmp_path: Path
) -> None:
    make_fs(address, tmp_path)
    with Client(address, "root", "paddleflow") as client:
        client.add_flavour("small", "500m", "1Gi").unwrap()
    place = ["--fs", "data", "--queue", "default-queue", "--flavour", "small", "--image", "python:3.12"]
    done = script("examples/demo.py", address, "--user", "root", "--password", "paddleflow", *place)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"pipeline.yaml on {address}\n")
    assert part(done.stdout, "report")[1] == "log: wrote the report"
    (written,) = tmp_path.glob(".pipeline/run-000001/points/report-0-*/report")
    assert written.read_text() == "pi is about 3.14224\na cell holds 6114 to 6384 points\n"
    with Client(address, "root", "paddleflow") as client:
        client.login().unwrap()
        run = client.show_run("run-000001").unwrap()
        (report,) = (step for step in run.components() if step.name == "run-000001-report")
    assert getattr(report, "dockerEnv") == "python:3.12"  # noqa: B009 - a DAG has none
    assert getattr(report, "env")["PF_JOB_FLAVOUR"] == "small"  # noqa: B009


def test_a_run_that_fails_is_shown_with_the_reason_and_ends_with_1(script: Script) -> None:
    done = script("examples/demo.py", "--queue", "nowhere")
    assert (done.returncode, done.stderr) == (1, "")
    assert "get queue[nowhere] failed" in part(done.stdout, "draw")[1]
    assert done.stdout.splitlines()[-1].endswith("s from submit to failed")


def test_an_unreachable_server_is_reported_in_one_line(script: Script) -> None:
    done = script("examples/demo.py", "http://127.0.0.1:1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "cannot connect to http://127.0.0.1:1" in done.stderr
