"""What the check of a YAML says: the component, what is allowed, where, and what to write."""

import copy
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from paddleflow.pipeline import Finding, Pipeline, PipelineDSLError, check_yaml
from paddleflow.pipeline._rules.problems import Rejected
from paddleflow.pipeline._rules.reader import read_pipeline
from paddleflow.pipeline._rules.yaml_text import parse_yaml
from paddleflow_emulator.engine.check import check
from paddleflow_emulator.engine.workflow import RunOptions

from ..support import yamls
from ..support.cases import with_each

GOLDEN = sorted(Path(__file__).with_name("golden").glob("*/compiled.yaml"))
RECORDED = json.loads((Path(__file__).parents[1] / "recordings" / "pipelines.json").read_text("utf-8"))


def pipeline(step: str, more: str = "") -> str:
    return f"name: p\ndocker_env: alpine:3\nentry_points:\n  s:\n    {step}\n{more}"


MISTAKES = {
    "circle": (
        "name: p\ndocker_env: i\nentry_points:\n  a: {deps: b}\n  b: {deps: a}\n",
        ["4:7: a: workflow is not acyclic: each waits for the next: a -> b -> a"],
    ),
    "no entry points": (
        "name: p\n",
        ["1:1: get entry_points map failed: put the steps under entry_points"],
    ),
    "expiry": (
        pipeline("cache: {max_expired_time: 1d}"),
        ["5:13: s: MaxExpiredTime[1d] of cache in [s] not correct: write an integer of seconds; -1 means no limit"],
    ),
    "loop over a number": (
        pipeline("loop_argument: 5"),
        [
            "5:5: s: loopArgument can only be string or list type: write a list for s: [1, 2, 3], the JSON "
            "of one, or one parameter or input"
        ],
    ),
    "cache key": (
        pipeline("cache: {enabled: true}"),
        ["5:13: s: [cache] has no attribute [enabled]: did you mean enable?"],
    ),
    "mount key": (
        pipeline("extra_fs: [{nam: data}]"),
        [
            "5:17: s: [extra_fs] has no attribute [nam]: did you mean name?",
            "5:5: s: [name] in [extra_fs] or [main_fs] must not be empty: step s mounts a file system without a name",
        ],
    ),
    "condition": (
        pipeline("condition: yes please"),
        [
            "5:5: s: condition[yes please] is invalid, error: Cannot transition token types to 'please': write a "
            'comparison, such as {{score}} > 0.9 or "{{word}}" == "a b"'
        ],
    ),
    "template without quotes": (
        pipeline("command: {{p}}"),
        [
            "5:15: yaml: line 5: unsupported map key: put a value that begins with {{ in quotes, "
            'as in command: "{{name}}"'
        ],
    ),
    "no image": (
        "name: p\nentry_points:\n  s: {command: echo}\n",
        ["3:3: s: the step has no image: set docker_env for it, or for the whole pipeline"],
    ),
    "empty text": ("", ["1:1: yaml: the pipeline should be a mapping with the keys name and entry_points"]),
    "the key image": (pipeline("image: x"), ["5:5: s: step[s] has no attribute [image]: write docker_env"]),
    "a word that is a boolean": (
        pipeline("artifacts: {output: [n]}", "fs_options: {main_fs: {name: f}}"),
        [
            "5:17: s: [artifacts.output] in step[s] should be list of string type, or map type with empty values: "
            "write the names in brackets: [model, metrics], and y, n, yes, no, on, off in quotes"
        ],
    ),
    "a tab": (
        "name: p\nentry_points:\n\ts: {}\n",
        ["3:1: yaml: *found character*that cannot start any token*: indent with spaces, not tabs"],
    ),
    "twice": (
        pipeline("command: a\n    command: b"),
        ['6:5: yaml: unmarshal errors:\n  line 6: mapping key "command" already defined at line 5'],
    ),
    "inside a DAG": (
        "name: p\ndocker_env: i\nentry_points:\n  d:\n    entry_points:\n      s:\n        command: |\n"
        "          echo {{epcoh}}\n        parameters: {epoch: 1}\n",
        [
            "7:9: d.s: unsupported RefParamName[epcoh] for param[echo {{epcoh}}\n] of filedType[command]: "
            "did you mean epoch?"
        ],
    ),
    "JSON": (
        '{"name": "p", "docker_env": "i",\n "entry_points": {"s": {"deps": "t"}}}',
        ["2:25: s: component [s] has an wrong dep [t]: there are none"],
    ),
    "an empty loop": (
        pipeline("loop_argument: '[]'"),
        ["5:5: s: the loop goes over an empty list: give it at least one item"],
    ),
    "a text with blanks in a condition": (
        pipeline("condition: '{{p}} == \"a b\"'\n    parameters: {p: a b}"),
        [
            "5:5: s: the condition fails when it runs: failed to parse condition[a b == \"a b\"]: Cannot transition "
            'token types to \'b\': quote a template that is a string, as in "{{name}}" == "a b"'
        ],
    ),
    "no steps": ("name: p\nentry_points: {}\n", ["2:1: the pipeline has no steps: its run would never end"]),
    "priority": (
        pipeline("env: {PF_JOB_PRIORITY: urgent}"),
        ["5:11: s: PF_JOB_PRIORITY is urgent: use one of LOW, NORMAL, HIGH"],
    ),
    "large": (
        pipeline("command: '" + "#" * 140_000 + "'"),
        [
            "5:5: s: the command has 140000 bytes: the maximum is 131071: put it in a file",
            "1:1: the YAML has 140064 bytes: a server with MySQL takes at most 65535",
        ],
    ),
}  # fmt: skip


@with_each("text, expected", MISTAKES.values())
def test_a_mistake_is_named_with_its_place_and_what_to_write(text: str, expected: list[str]) -> None:
    found = [str(finding) for finding in check_yaml(text)]
    if "*" in expected[0]:
        assert all(part in found[0] for part in expected[0].split("*"))
    else:
        assert found == expected


def test_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "run.yaml"
    file.write_text("name: p\nentry_points: []\n")
    [finding] = check_yaml(file)
    assert str(finding).startswith(f"{file}:2:1: [entry_points] in workflow should be map type")
    assert "pass Path(...)" in check_yaml("run.yaml")[0].message
    file.write_bytes(b"\xff")
    assert "UTF-8" in check_yaml(file)[0].message


def test_a_request_is_checked_too() -> None:
    text = pipeline("parameters: {p: 1}\n    artifacts: {output: [o]}")
    assert [finding.component for finding in check_yaml(text)] == ["s"]
    assert check_yaml(text, fs_name="data", param={"s.p": 2}) == []
    assert "did you mean p?" not in str(check_yaml(text, fs_name="data"))
    [unknown] = check_yaml(text, fs_name="data", param={"s.q": 2})
    assert "no parameter named [q]" in unknown.message
    [other] = check_yaml(f"{text}fs_options: {{main_fs: {{name: f}}}}", fs_name="data")
    assert "should be same as fs_name" in other.message
    [disabled] = check_yaml(text, fs_name="data", disabled=["x"])
    assert "disabled component[x] not existed" in disabled.message


@with_each("file", GOLDEN)
def test_golden_pipelines_are_right(file: Path) -> None:
    assert [finding for finding in check_yaml(file, fs_name="ppl") if finding.kind != "warning"] == []


# Agreement with the server.
class Anything:
    """File systems of any name: whether they are there is known to a server only."""

    remote = True

    def find(self, owner: str, name: str) -> Any:
        return self


TEXTS = [yamls.read(file) for file in GOLDEN] + [
    yamls.parsed(case["yaml"]) for case in RECORDED if "Run successfully" in str(case)
]
PIECES: list[Any] = [
    *(
        None,
        "",
        0,
        -1,
        1.5,
        True,
        "{{p}}",
        "{{a.p}}",
        "{{PF_PARENT.p}}",
        "a",
        "a,b",
        "x y",
        "d.e",
        "[1]",
        "p > 1",
        [],
        {},
    ),
    *({"command": "x"}, {"entry_points": {}}, {"type": "list", "default": [1]}, {"default": 1}, ["a", "b"], [["n"]]),
    *({"name": "f"}, {"component": "a"}, {"input": {"i": "{{a.o}}"}}, {"output": ["o"]}, {"a": "x"}),
]
KEYS = [
    *("name", "docker_env", "entry_points", "components", "cache", "parallelism", "disabled", "failure_options"),
    *("post_process", "fs_options", "loop_argument", "condition", "parameters", "deps", "artifacts", "type", "command"),
    *("env", "reference", "extra_fs", "a", "p", "main_fs", "input", "output", "enable", "max_expired_time", "fs_scope"),
]


def mutated(document: Any, seed: random.Random) -> Any:
    """Return a document with something in it changed."""
    document = copy.deepcopy(document)
    places: list[Any] = []
    rest = [document]
    while rest:
        group = rest.pop()
        places.append(group)
        rest += [
            item for item in (group.values() if isinstance(group, dict) else group) if isinstance(item, dict | list)
        ]
    group = seed.choice(places)
    keys: list[Any] = list(group) if isinstance(group, dict) else list(range(len(group)))
    piece = copy.deepcopy(seed.choice(PIECES))
    match seed.randrange(3):
        case 0 if keys:
            group[seed.choice(keys)] = piece
        case 1 if keys:
            del group[seed.choice(keys)]
        case _ if isinstance(group, dict):
            group[seed.choice(KEYS)] = piece
        case _:
            group.append(piece)
    return document


@pytest.mark.parametrize("read", [check_yaml, Pipeline.from_yaml])
def test_a_file_without_end_is_refused(read: Callable[[Path], object]) -> None:
    with pytest.raises(OSError, match="it has more than 16 MiB, or no end"):
        read(Path("/dev/zero"))


def test_a_binary_file_is_not_a_pipeline(tmp_path: Path) -> None:
    (tmp_path / "pipeline.yaml").write_bytes(b"name: \xff")
    (finding,) = check_yaml(tmp_path / "pipeline.yaml")
    with pytest.raises(PipelineDSLError, match="the file is not UTF-8 text") as refused:
        Pipeline.from_yaml(tmp_path / "pipeline.yaml")
    assert finding.message in str(refused.value)


@settings(max_examples=2000 if "PADDLEFLOW_TORTURE" in os.environ else 60)
@given(seed=st.integers(0, 2**32))
def test_the_local_check_and_the_server_agree(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - hypothesis chooses the seed
    document = chance.choice(TEXTS)
    for _ in range(chance.randrange(1, 4)):
        document = mutated(document, chance)
    text = yaml.safe_dump(document)
    findings = check_yaml(text)
    refused = [finding for finding in findings if finding.kind == "refused" and not is_known_difference(finding)]
    rejected: object = None
    try:
        check(read_pipeline(parse_yaml(text, unique_keys=True)), RunOptions("root"), Anything())
    except Rejected as error:
        rejected = error
    assert bool(refused) == bool(rejected), (refused, rejected, text)


def is_known_difference(finding: Finding) -> bool:
    """Return whether the embedded server takes what the real one refuses (DIFFERENCES.md)."""
    return "does not accept parameters of type list" in finding.message
