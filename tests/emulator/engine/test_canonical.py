"""The text that a source key is made of: the same, byte for byte, that PyYAML writes, and in linear time."""

from functools import cmp_to_key
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from paddleflow.pipeline._rules.go_format import plain_text
from paddleflow.pipeline._rules.yaml_text import parse_yaml, scalar_value
from paddleflow_emulator.engine.canonical import canonical_yaml, compare, written_out

TAG = "tag:yaml.org,2002:"


class GoDumper(yaml.SafeDumper):
    """PyYAML set up to write as the Go library does; recorded runs of the real server have shown that it does."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        outer = self.indent
        super().increase_indent(flow, False)
        if outer is not None:
            self.indent = outer + len("- ") if self.sequence_context else (outer // 4 + 1) * 4

    def resolve(self, kind: type[yaml.Node], value: str, implicit: Any) -> str:
        return TAG + ("str" if kind is yaml.ScalarNode else "map" if kind is yaml.MappingNode else "seq")


def represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    quoted = scalar_value(text) != text or yaml.SafeLoader("").resolve(yaml.ScalarNode, text, (True, False)) in (
        TAG + "timestamp",
        TAG + "int",
    )
    return dumper.represent_scalar(TAG + "str", text, style="|" if "\n" in text else '"' if quoted else None)


def represent_value(dumper: yaml.SafeDumper, value: float | None) -> yaml.ScalarNode:
    return dumper.represent_scalar(TAG + "str", "null" if value is None else plain_text(value))


GoDumper.add_representer(str, represent_text)
GoDumper.add_representer(dict, lambda dumper, value: dumper.represent_mapping(TAG + "map", list(value.items())))
for kind in (bool, int, float, type(None)):
    GoDumper.add_representer(kind, represent_value)


def reference(tree: dict[str, Any]) -> str:
    text: str = yaml.dump(
        tree, Dumper=GoDumper, indent=4, width=2**31, allow_unicode=True, default_flow_style=False, sort_keys=False
    )
    return text


# Texts of the characters that decide how a text is written, and of any others.
texts = st.text(st.sampled_from("ab:#-?'\"\\{[,&*!|>%@` \t\n\x85\u2028\x07é€\U0001f600\ufeff0.~")) | st.text()
scalars = texts | st.booleans() | st.none() | st.integers() | st.floats(allow_nan=False)
trees = st.dictionaries(
    texts,
    st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(texts, inner), max_leaves=8),
    min_size=1,
    max_size=4,
)


@given(trees)
@example({"k": "a\n\n"})
@example({"k": ["a\n\n", [["- x"], {"": {"b" * 123: [1]}}]]})
@example({"a\nb": {"c": "  d\ne "}, "2024-01-02": "12:30"})
@example({"k": "a\x85b'c", "l": "\n", "m": "\n x", "n": "a\n\n\n b\n"})
def test_a_tree_is_written_as_pyyaml_writes_it(tree: dict[str, Any]) -> None:
    assert written_out(tree) == reference(tree)


@pytest.mark.slow
def test_text_of_a_million_characters_is_written_at_once() -> None:
    """PyYAML takes 13 s for each of these."""
    for unit in ("x", "x: ", "'", '"\t', "é" * 20 + "\n"):
        text = unit * (1_000_000 // len(unit)) + "."
        tree = {"name": "t", "entry_points": {"a": {"command": text}}}
        assert parse_yaml(canonical_yaml(tree))["entry_points"]["a"]["command"] == text


def go_order(names: list[str]) -> list[str]:
    return sorted(names, key=cmp_to_key(compare))


@pytest.mark.parametrize(
    "names",
    [
        ["s1", "s2", "s10", "s100"],
        ["A_B", "AA", "B", "a", "ab"],
        ["a-1", "a-2", "a-02", "a-10"],
        ["a1b", "a1-"],
        ["x0", "x00", "x1", "x01"],
        ["9" * 5000, "a"],
    ],
)
def test_keys_are_ordered_as_by_the_go_library(names: list[str]) -> None:
    assert go_order(names[::-1]) == names


def test_long_numbers_in_keys_are_compared_in_one_go_over_them() -> None:
    """They run over 64 bits as in Go; `int` refuses more than 4,300 digits, and is quadratic below."""
    assert compare("1" * 100_000 + "8", "1" * 100_000 + "9") == -1
    assert compare("0" * 100_000 + "x", "0" * 100_001) != 0
