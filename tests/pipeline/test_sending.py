"""Pipelines are checked, sent, and run here."""

import inspect
from collections.abc import Callable
from typing import Any

import jedi
import pytest

from paddleflow import AsyncClient, Client, JobInfo
from paddleflow.pipeline import Artifact, ContainerStep, FailureOptions, FSOptions, MainFS, Pipeline, PipelineDSLError

from .conftest import Run


def pipeline(build: Callable[[], object], name: str = "p", **options: Any) -> Pipeline:
    return Pipeline(name=name, **options)(build)()


def hello() -> None:
    ContainerStep("a", command="echo {{who}}", parameters={"who": "world"})


def leaves() -> None:
    ContainerStep("a", command="echo > {{o}}", outputs={"o": Artifact()})


def test_a_run_takes_parameters_an_image_and_failure_options(run: Run) -> None:
    made = pipeline(hello)
    ended, lines = run(made, param={"a.who": "you"}, docker_env="alpine:3", failure_options=FailureOptions("continue"))
    assert (ended.status, lines) == ("succeeded", ["you"])
    assert ended.failure_options == {"strategy": "continue"}
    [step] = (ended.runtime or {})["a"]
    assert isinstance(step, JobInfo)
    assert step.docker_env == "alpine:3"


def test_an_invalid_pipeline_is_not_sent(client: Client) -> None:
    made = pipeline(hello)
    runs = len(list(client.iter_runs()))
    for result in (made.run(client=client), made.create(client=client), made.update("ppl-000001", client=client)):
        assert result.error is not None
        assert result.error.code == "PipelineDSLError"
        assert "has no image" in result.error
    assert not made.run(client=client, docker_env="alpine:3", param={"a.whom": "x"}).ok
    assert len(list(client.iter_runs())) == runs


def test_an_invalid_pipeline_is_sent_when_not_strict(client: Client) -> None:
    made = pipeline(hello)
    assert made.run(client=client, strict=False).ok


def test_a_pipeline_with_outputs_needs_a_file_system(client: Client) -> None:
    made = pipeline(leaves, docker_env="alpine:3")
    assert made.compile()
    assert not made.create(client=client).ok
    assert not made.run(client=client).ok
    assert made.run(client=client, fs_name="ppl").ok
    assert [finding.component for finding in made.check()] == ["a"]
    assert made.check(fs_name="ppl") == []


def test_a_pipeline_is_kept_and_gets_versions(client: Client) -> None:
    made = pipeline(hello, name="kept", docker_env="alpine:3")
    created = made.create(client=client).unwrap()
    assert made.update(created["pplID"], client=client).unwrap()["pipelineVersionID"] == "2"


async def test_an_asynchronous_client_is_awaited(address: str) -> None:
    made = pipeline(hello, docker_env="alpine:3")
    async with AsyncClient(address, "root", "paddleflow") as other:
        assert (await made.run(client=other)).unwrap().startswith("run-")
        refused = await pipeline(hello).run(client=other)
        assert not refused.ok


def test_a_pipeline_runs_here_with_nothing_set_up() -> None:
    shown: list[str] = []
    made = pipeline(leaves, docker_env="alpine:3", fs_options=FSOptions(MainFS("data")))
    ended = made.run_here(show=shown.append)
    assert ended.status == "succeeded"
    assert [line.split()[2:] for line in shown][-1] == [ended.run_id, "succeeded"]
    assert any(line.split()[2:] == ["a", "succeeded"] for line in shown)


def test_a_step_that_fails_here_shows_the_end_of_its_log() -> None:
    shown: list[str] = []
    made = pipeline(lambda: ContainerStep("a", command="seq 1 50; exit 3"), docker_env="alpine:3")
    ended = made.run_here(show=shown.append)
    assert [step.step_name for step in ended.failed_steps()] == ["a"]
    assert shown[-20:] == [f"a: {number}" for number in range(31, 51)]


def test_warnings_stop_nothing() -> None:
    made = pipeline(hello, docker_env="alpine:3", parallelism=100)
    [finding] = made.check()
    assert (finding.kind, "the maximum is 20" in finding.message) == ("warning", True)
    assert made.compile()["parallelism"] == 100


def test_all_findings_come_at_once_with_their_lines() -> None:
    def build() -> None:
        ContainerStep("a", command="echo {{x}}", condition="yes please")
        ContainerStep("b", command="true", loop_argument=[])

    with pytest.raises(PipelineDSLError) as caught:
        pipeline(build, docker_env="alpine:3").compile()
    line = build.__code__.co_firstlineno
    places = [(finding.component, finding.location.line - line) for finding in caught.value.findings]
    assert places == [("a", 1), ("a", 1), ("b", 2)]
    assert all(finding.location.file == __file__ for finding in caught.value.findings)


@pytest.mark.slow
@pytest.mark.parametrize("method", ["run", "create", "update"])
def test_jedi_sees_one_signature_with_documentation(method: str) -> None:
    line = f"made.{method}("
    code = f"from paddleflow.pipeline import Pipeline\nmade = Pipeline('p')\n{line}"
    (signature,) = jedi.Script(code).get_signatures(3, len(line))
    assert [each.name for each in signature.params] == list(inspect.signature(getattr(Pipeline, method)).parameters)[1:]
    assert "Settings file of the client" in signature.docstring(raw=True)
