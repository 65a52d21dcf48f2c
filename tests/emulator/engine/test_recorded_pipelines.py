"""Every pipeline that a real server ran, run here: the same states, parameters, commands and output."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from paddleflow.pipeline import check_yaml
from paddleflow.pipeline._rules.problems import Rejected
from paddleflow.pipeline._rules.reader import read_pipeline
from paddleflow.pipeline._rules.yaml_text import parse_yaml
from paddleflow_emulator.engine.check import check
from paddleflow_emulator.engine.records import Step
from paddleflow_emulator.engine.workflow import RunOptions

from ...support.cases import with_each

Case = Mapping[str, Any]
CASES: list[Case] = json.loads((Path(__file__).parents[2] / "recordings" / "pipelines.json").read_text())
RUN = [case for case in CASES if "runtime" in case["observed"] or "first" in case["observed"]]
REFUSED = [case for case in CASES if "POST /run" in case["observed"]]
MOUNT = "/home/paddleflow/storage/mnt/fs-root-heldfs"


def named(cases: list[Case]) -> Any:
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


def observed(lab: Any, run_id: str) -> dict[str, Any]:
    """What the recordings hold of a run."""

    def hide(text: str, run: str = run_id) -> str:
        # A cached step's command names the run that it was taken from.
        sources = [step.cache_run_id for step in lab.store.records(run_id) if isinstance(step, Step)]
        for name in [run, *filter(None, sources)]:
            text = text.replace(name, "RUN")
        return text.replace(MOUNT, "FS")

    def row(view: Mapping[str, Any]) -> dict[str, Any]:
        shown = {key: view[key] for key in ("deps", "parameters", "status")}
        if view["type"] == "dag":
            return shown | {"children": rows(view["entryPoints"])}
        return shown | {"cached": bool(view["cacheRunID"]), "command": hide(view["command"])}

    def rows(runtime: Mapping[str, Any]) -> dict[str, Any]:
        return {name: sorted((row(view) for view in views), key=json.dumps) for name, views in runtime.items()}

    runtime, post = lab.runtime(run_id)
    message = lab.message(run_id)
    return {
        "log": sorted(hide(line) for line in lab.log(run_id)),
        "post": {name: [row(view)] for name, view in post.items()},
        "runMsg": message.split(":")[0],
        "runtime": rows(runtime),
        "status": lab.status(run_id),
    }


def sorted_rows(runtime: Mapping[str, Any]) -> dict[str, Any]:
    return {name: sorted(rows, key=lambda row: json.dumps(row, sort_keys=True)) for name, rows in runtime.items()}


def expect(actual: dict[str, Any], expected: Mapping[str, Any]) -> None:
    fields = ("log", "post", "runMsg", "runtime", "status")
    wanted = {key: expected[key] for key in fields} | {"runtime": sorted_rows(expected["runtime"])}
    assert actual | {"runtime": sorted_rows(actual["runtime"])} == wanted


@named(RUN)
async def test_a_recorded_pipeline_ends_as_on_the_real_server(lab: Any, case: Case) -> None:
    request = {**case["request"], **({"fs_name": "heldfs"} if case["with_fs"] else {})}
    results = case["observed"]
    run_id = lab.submit(case["yaml"], **request)
    if isinstance(case["then"], dict):
        await lab.until_running(run_id, "a")
        lab.engine.stop(run_id, force=case["then"]["stop when a step runs"]["stopForce"])
    await lab.wait(run_id)
    expect(observed(lab, run_id), results.get("first", results))
    if case["then"] == "run again":
        expect(observed(lab, await lab.run(case["yaml"], **request)), results["second"])
    elif case["then"] == "retry":
        again = await lab.run(case["yaml"], kept=lab.store.records(run_id), **request)
        expect(observed(lab, again), results["second"])


@with_each("case", RUN)
def test_the_local_check_accepts_what_the_server_ran(case: Case) -> None:
    findings = check_yaml(
        case["yaml"],
        fs_name="heldfs" if case["with_fs"] else None,
        param=case["request"].get("parameters"),
        disabled=case["request"].get("disabled"),
    )
    wrong = [finding for finding in findings if finding.kind != "warning"]
    succeeded = case["observed"].get("first", case["observed"])["status"] == "succeeded"
    assert [finding for finding in wrong if succeeded or finding.kind == "refused"] == []


@with_each("case", [case for case in REFUSED if case["observed"]["POST /run"][1] == "InvalidPipeline"])
def test_the_local_check_refuses_what_the_server_refuses(case: Case) -> None:
    assert any(finding.kind == "refused" for finding in check_yaml(case["yaml"]))


@with_each("case", REFUSED)
@with_each("route", ["POST /run", "POST /pipeline"])
def test_a_recorded_mistake_is_refused_with_the_real_code(
    lab_check: Callable[..., object], case: Case, route: str
) -> None:
    _, code = case["observed"][route]
    if code is None:
        lab_check(case["yaml"], for_pipeline=route == "POST /pipeline")
    else:
        with pytest.raises(Rejected) as refused:
            lab_check(case["yaml"], for_pipeline=route == "POST /pipeline")
        assert refused.value.code == code


@pytest.fixture
def lab_check() -> Callable[..., object]:
    class NoFileSystems:
        def find(self, owner: str, name: str) -> None:
            return None

    def run(text: str, *, for_pipeline: bool) -> object:
        tree = parse_yaml(text, unique_keys=not for_pipeline)
        return check(read_pipeline(tree), RunOptions("root"), NoFileSystems(), for_pipeline=for_pipeline)

    return run
