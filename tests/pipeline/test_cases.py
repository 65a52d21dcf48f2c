"""What people write wrong, or what the official SDK got wrong: refused with its line, or right."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paddleflow.pipeline import FSOptions, MainFS, Pipeline, PipelineDSLError

from ..support import yamls
from ..support.cases import with_each
from .conftest import Run

CASES: list[dict[str, Any]] = yamls.read(Path(__file__).with_name("cases.yaml"))
REFUSED = [case for case in CASES if "refused" in case]
RIGHT = [case for case in CASES if "log" in case]

Script = Callable[[str], dict[str, Any]]


def named(cases: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


@with_each("case", REFUSED, ids=lambda case: case["name"])
def test_is_refused_with_the_line_that_is_wrong(script: Script, tmp_path: Path, case: dict[str, Any]) -> None:
    def check() -> None:
        findings = script(case["script"])["ppl"].check(**options(case))
        raise PipelineDSLError.of(findings)

    with pytest.raises(PipelineDSLError) as caught:
        check()
    assert caught.value.code == "PipelineDSLError"
    found = [str(finding).replace(f"{tmp_path / 'script.py'}:", "") for finding in caught.value.findings]
    assert found == case["refused"]


@named(RIGHT)
def test_runs_as_written(script: Script, run: Run, case: dict[str, Any]) -> None:
    pipeline: Pipeline = script(case["script"])["ppl"]
    pipeline.fs_options = FSOptions(MainFS("ppl"))
    ended, lines = run(pipeline, **case.get("run", {}))
    assert (ended.status, lines) == ("succeeded", case["log"])


def options(case: dict[str, Any]) -> dict[str, Any]:
    return {"fs_name": case.get("run", {}).get("fs", "ppl")}
