"""The YAML of a pipeline: readers of 1.1 and 1.2 understand it alike, and it becomes the same pipeline again."""

import json
import re
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from paddleflow.pipeline import Pipeline
from paddleflow.pipeline._rules.yaml_text import parse_yaml
from paddleflow.pipeline._yaml import dump

from ..support.cases import with_each

ROOT = Path(__file__).parents[2]
RECORDED = json.loads((ROOT / "tests" / "recordings" / "pipelines.json").read_text("utf-8"))
VALID = {
    **{case["name"]: case["yaml"] for case in RECORDED if "POST /run" not in case["observed"]},
    "examples/pipeline.yaml": (ROOT / "examples" / "pipeline.yaml").read_text("utf-8"),
}

# What a reader of YAML 1.2 (its core schema) takes for no text when it has no quotes.
CORE = re.compile(
    r"^(?:null|Null|NULL|~|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|)$"
)
WORDS = st.sampled_from([
    *("y", "N", "on", "Off", "yes", "1e-4", "0o17", "017", "0x1F", "1_0", "1:20", "~", "null", ".5", "+1", ".inf"),
    *("<<", "=", "true", "2026-01-01", "{{p}}", "é", "你好", "a: b", "# c", "- d", "\t", " a", "a\n b\n", "\n"),
    *("a\r\nb", "'", '"', "", "a\x85b", "\u2028", "\ufeff"),
])  # fmt: skip
TEXTS = st.one_of(WORDS, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
TREES = st.recursive(
    st.one_of(TEXTS, st.integers(-(2**63), 2**63 - 1), st.floats(-1e9, 1e9).filter(lambda value: value % 1 != 0)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def as_core_schema_has_it(text: str) -> Any:
    """Read it with the rules that YAML 1.2 has for words without quotes."""

    class Reader(yaml.SafeLoader):
        yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as PyYAML has it

    Reader.add_implicit_resolver("!other", CORE, None)
    Reader.add_constructor("!other", lambda _, node: parse_scalar(node.value))
    return yaml.load(text, Loader=Reader)  # noqa: S506 - a SafeLoader


def parse_scalar(word: str) -> Any:
    """Return a number; nothing else of the document may be without quotes and no text."""
    return json.loads(word)


@given(tree=st.dictionaries(TEXTS, TREES, max_size=3))
def test_yaml_readers_of_both_versions_agree(tree: dict[str, Any]) -> None:
    text = dump(tree)
    assert yaml.safe_load(text) == tree
    assert as_core_schema_has_it(text) == tree
    if tree:
        assert parse_yaml(text, unique_keys=True) == tree


@with_each("text", VALID.values())
def test_a_yaml_becomes_the_same_pipeline_again(text: str) -> None:
    first = Pipeline.from_yaml(text)
    again = Pipeline.from_yaml(first.to_yaml())
    assert again.compile() == first.compile()
    written, said = parse_yaml(text), parse_yaml(first.to_yaml())
    assert said["entry_points"].keys() == written["entry_points"].keys()
    assert {key: said.get(key) for key in ("name", "docker_env", "parallelism")} == {
        key: written.get(key) for key in ("name", "docker_env", "parallelism")
    }


def test_a_yaml_is_read_as_the_server_reads_it() -> None:
    text = "name: p\nentry_points:\n  s:\n    command: echo\n    parameters: {y: 010, z: 0o17, w: 1e3}\n"
    step = Pipeline.from_yaml(text).entry_points["s"]
    assert {name: parameter.default for name, parameter in step.parameters.items()} == {"true": 8, "z": 15, "w": 1000}
