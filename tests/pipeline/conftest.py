"""A server that runs what the tests write in Python."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from paddleflow import Client, RunInfo
from paddleflow.pipeline import Pipeline
from paddleflow_emulator import serve

Run = Callable[..., tuple[RunInfo, list[str]]]


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    with serve(password="paddleflow") as address:
        yield address


@pytest.fixture(scope="package")
def client(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("ppl")
    with Client(address, "root", "paddleflow") as client:
        client.add_fs("ppl", f"local:/{folder}").unwrap()
        yield client


@pytest.fixture(scope="package")
def run(client: Client) -> Run:
    """Run a pipeline; return how it ended, and the lines of all logs, sorted."""

    def started(pipeline: Pipeline, **options: object) -> tuple[RunInfo, list[str]]:
        run_id = pipeline.run(client=client, **options).unwrap()  # type: ignore[call-overload]
        ended = client.wait_for_run(run_id, timeout=60).unwrap()
        lines = [line for task in client.show_log(run_id).unwrap() for line in task.log_content.splitlines()]
        return ended, sorted(lines)

    return started


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str], dict[str, object]]:
    """Run the text of a script that leaves `ppl`, as a file, so that messages can name its lines."""

    def executed(text: str) -> dict[str, object]:
        file = tmp_path / "script.py"
        file.write_text(text, "utf-8")
        names: dict[str, object] = {"__name__": "script"}
        exec(compile(text, str(file), "exec"), names)  # noqa: S102 - the text is the test's own
        return names

    return executed
