"""User-supplied strings: small ones cannot keep the server busy, and all are processed off the event loop."""

import threading
from typing import Any

import pytest

from paddleflow_emulator.features.pipelines import handlers as pipelines
from paddleflow_emulator.features.runs import sources as run_sources

from ..support.api import Api, encoded

TOP = "name: t\ndocker_env: i\nentry_points:\n"
ALIASES = "".join(f"      a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 6))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{TOP}  a:\n    command: echo\n    parameters:\n      a0: &a0 [x, x, x]\n{ALIASES}", "excessive aliasing"),
        (f"{TOP}  a: {{command: echo, parameters: {{p: {'[' * 3000}{']' * 3000}}}}}\n", "exceeded max"),
        (f"{TOP}  a: {{command: echo, condition: '{'(' * 6000}'}}\n", "nested too deeply"),
        (f"{TOP}  a: {{command: echo, condition: '{'x' * 1_000_000}'}}\n", "the maximum is 8192"),
    ],
    ids=["aliases", "brackets", "parentheses", "condition"],
)
def test_expensive_pipelines_are_refused(root: Api, text: str, words: str) -> None:
    for path, key in (("/run", "runYamlRaw"), ("/pipeline", "yamlRaw")):
        answer = root.post(path, **{key: encoded(text)})
        assert answer.code == "InvalidPipeline"
        assert words in answer.body["message"]


@pytest.mark.slow
def test_one_line_of_a_million_characters_is_a_run(root: Api) -> None:
    text = f"{TOP}  a: {{command: ':', condition: 'false', parameters: {{p: '{'x' * 1_000_000}'}}}}\n"
    run = root.finished(root.start(text))
    assert (run["status"], run["runtime"]["a"][0]["status"]) == ("succeeded", "skipped")


def test_a_pattern_that_python_cannot_match_is_matched(root: Api) -> None:
    text = f'{TOP}  a:\n    command: echo hi\n    condition: \'"{"a" * 32}!" =~ "^(a+)+$"\'\n'
    run = root.finished(root.start(text))
    assert (run["status"], run["runtime"]["a"][0]["status"]) == ("succeeded", "skipped")


MERGES = {
    "after": ("  b:\n    <<: *x\n    env: {K: own}\n", "own"),
    "before": ("  b:\n    env: {K: own}\n    <<: *x\n", "base"),
    "list": ("  b:\n    <<: [*x, {env: {K: other}}]\n", "base"),
}


@pytest.mark.parametrize("merge", MERGES)
def test_a_step_that_merges_another_runs_with_the_value_it_has_there(root: Api, merge: str) -> None:
    step, value = MERGES[merge]
    text = f"{TOP}  a: &x\n    command: echo $K\n    env: {{K: base}}\n{step}"
    made = root.post("/pipeline", yamlRaw=encoded(text.replace("name: t", f"name: {merge}"))).ok["pipelineID"]
    for run_id in (root.start(text), root.post("/run", pipelineID=made).ok["runID"]):
        run = root.finished(run_id)
        assert (run["status"], run["runtime"]["b"][0]["env"]["K"]) == ("succeeded", value)


@pytest.mark.slow
def test_texts_are_read_beside_the_event_loop(root: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for module in (run_sources, pipelines):
        parse = module.parse_yaml

        def noting(text: str, parse: Any = parse, **options: Any) -> Any:
            seen.append(threading.current_thread().name.rpartition("_")[0])
            return parse(text, **options)

        monkeypatch.setattr(module, "parse_yaml", noting)
    text = f"{TOP}  a: {{command: ':'}}\n"
    made = root.post("/pipeline", yamlRaw=encoded(text.replace("name: t", "name: beside"))).ok["pipelineID"]
    root.finished(root.start(text))
    root.finished(root.post("/run", pipelineID=made).ok["runID"])
    assert seen == ["paddleflow-emulator-texts"] * 3
