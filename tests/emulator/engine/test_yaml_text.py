import pytest

from paddleflow.pipeline._rules.problems import Rejected
from paddleflow.pipeline._rules.yaml_text import DEEPEST, LARGEST_TEXT, parse_yaml

from ...support.cases import with_each


@with_each(
    "text, value",
    [
        ("1.0", 1),
        ("1e3", 1000),
        ("1.5", 1.5),
        ("0x10", 16),
        ("010", 8),
        ("08", 8),
        ("0o17", 15),
        ("0b11", 3),
        ("1_000", 1000),
        ("-3", -3),
        ("99999999999999999999", 1e20),
        ("1:30", "1:30"),
        ("2024-01-02", "2024-01-02"),
        ("yes", True),
        ("N", False),
        ("Off", False),
        ("yEs", "yEs"),
        ("'yes'", "yes"),
        ("~", None),
        ("NULL", None),
        ("", None),
        ("'1'", "1"),
        ("=", "="),
        ("+", "+"),
        ("1e400", "1e400"),
        ("!!str 5", "5"),
        ("!!int '5'", 5),
        ("!!float 5", 5),
        ("!!bool 'on'", True),
        ("!!null ~", None),
        ("!!binary aGk=", "hi"),
        ("!other 5", "5"),
        ("! '5'", 5),
        ("9" * 400, "9" * 400),
        ("0x" + "f" * 400, "0x" + "f" * 400),
        ("0b" + "1" * 64, float(2**64 - 1)),
    ],
)
def test_a_plain_word_is_what_the_go_library_makes_of_it(text: str, value: object) -> None:
    read = parse_yaml(f"key: {text}")["key"]
    assert (type(read), read) == (type(value), value)


def test_keys_become_text() -> None:
    assert parse_yaml("yes: 1\n2: x\n1.5: w\nn: z") == {"true": 1, "2": "x", "1.5": "w", "false": "z"}


def test_blocks_anchors_and_merges_are_read() -> None:
    tree = parse_yaml("a: &a {x: 1, z: 2}\nb:\n  <<: *a\n  z: 3\nc: |\n  yes\n")
    assert tree == {"a": {"x": 1, "z": 2}, "b": {"x": 1, "z": 3}, "c": "yes\n"}


BASE = "base: &base {K: base, L: base}\nown: &own {<<: *base, L: own}\n"


@with_each(
    "text, merged",
    [
        ("<<: *base\n K: own", "{K: own, L: base}"),
        ("K: own\n <<: *base", "{K: base, L: base}"),  # yes: the last one wins, as there
        ("<<: [*own, *base]", "{K: base, L: own}"),
        ("<<: [{L: x}, *own]", "{K: base, L: x}"),
        ("<<: *own", "{K: base, L: own}"),
        ("<<: {K: x}", "{K: x}"),
        ("!!merge <<: {K: x}", "{K: x}"),
        ("'<<': {K: x}", "{'<<': {K: x}}"),
        ("K: <<", "{K: '<<'}"),
        ("<<: []", "{}"),
    ],
)
@with_each("letters", [1, 2])
def test_a_merge_is_what_the_go_libraries_make_of_it(text: str, merged: str, letters: int) -> None:
    """Merged keys do not count as duplicates, and in merges of merges the newer value wins, even with short names."""
    text = f"{BASE}at:\n {text}\nexpected: {merged}".replace("K", "K" * letters).replace("L", "L" * letters)
    for unique_keys in (False, True):
        tree = parse_yaml(text, unique_keys=unique_keys)
        assert tree["at"] == tree["expected"]
        assert tree["base"] == {"K" * letters: "base", "L" * letters: "base"}


def test_a_duplicate_merge_key_is_a_duplicate_key() -> None:
    text = BASE + "at:\n <<: *own\n <<: {L: last}\n"
    assert parse_yaml(text)["at"] == {"K": "base", "L": "last"}
    with pytest.raises(Rejected, match='line 5: mapping key "<<" already defined at line 4'):
        parse_yaml(text, unique_keys=True)


@with_each("merged", ["1", "*list", "[*list]", "[1]", "null"])
def test_only_maps_are_merged(merged: str) -> None:
    with pytest.raises(Rejected, match="map merge requires map or sequence of maps"):
        parse_yaml(f"list: &list [{{a: 1}}]\nat: {{<<: {merged}}}")


def test_only_the_first_document_counts() -> None:
    assert parse_yaml("a: 1\n---\nb: 2\n") == {"a": 1}


def test_tags_of_mappings_and_lists_are_ignored() -> None:
    assert parse_yaml("!!omap\na: !!set {x}\nb: !other [1]") == {"a": {"x": None}, "b": [1]}


def test_a_text_that_begins_with_a_brace_is_json() -> None:
    assert parse_yaml('\n {\n\t"a": 1.0, "n": 99999999999999999999} and so on') == {"a": 1.0, "n": 1e20}


@with_each("text", ["{a: 1}", "{'a': 1}", '{"a": 010}', '{"a": 1e400}', '{"a": NaN}', '{"a": 1'])
def test_in_braces_nothing_but_json_is_read(text: str) -> None:
    with pytest.raises(Rejected):
        parse_yaml(text)


@with_each("text", ["%YAML 1.2\n---\na: 1", "a: \x01", "a: !!int 1.5", "a: !!binary '?'", "a: !!bool x", "a: &a [*a]"])
def test_yaml_that_the_go_library_cannot_read_is_refused(text: str) -> None:
    with pytest.raises(Rejected):
        parse_yaml(text)


@with_each("text", ["a: [", "", "- a", "just text", "? [a]\n: 1", "a: .nan", "a: .inf", "a: *b", "\t"])
def test_documents_that_are_not_mappings_are_refused(text: str) -> None:
    with pytest.raises(Rejected) as refused:
        parse_yaml(text)
    assert refused.value.code == "InvalidPipeline"


def test_a_key_written_twice_is_refused_only_when_asked() -> None:
    assert parse_yaml("a: 1\na: 2") == {"a": 2}
    with pytest.raises(Rejected, match='"a" already defined'):
        parse_yaml("a: 1\na: 2", unique_keys=True)
    assert parse_yaml('{"a": 1, "a": 2}') == {"a": 2}
    with pytest.raises(Rejected, match="already defined"):
        parse_yaml('{"a": 1, "a": 2}', unique_keys=True)


def bomb(levels: int) -> str:
    """Lists of nine aliases of lists of nine aliases and so on."""
    lists = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, levels)]
    return "\n".join(["a0: &a0 [x, x, x, x, x, x, x, x, x]", *lists])


@with_each("levels", [5, 9, 1000])
def test_excessive_aliasing_is_refused_in_the_words_of_the_go_library(levels: int) -> None:
    with pytest.raises(Rejected, match="document contains excessive aliasing"):
        parse_yaml(bomb(levels))


def test_ordinary_aliases_are_accepted() -> None:
    assert len(parse_yaml(bomb(3))["a2"]) == 9
    steps = "".join(f"s{number}: *step\n" for number in range(1000))
    assert len(parse_yaml("step: &step {command: echo, env: {A: b}}\n" + steps)) == 1001


def test_a_long_text_is_not_repeated_without_bound() -> None:
    with pytest.raises(Rejected, match="excessive aliasing: expanded it has more than"):
        parse_yaml(f"a: &a {'x' * 1_000_000}\nb: [{', '.join(['*a'] * 99)}]")


@with_each(
    "text",
    [
        "a: " + "[" * 3000 + "]" * 3000,
        "a: " + "[" * 1_000_000,
        "a: " + "{b: " * 3000,
        "- " * 3000,
        "".join(" " * depth + "a:\n" for depth in range(DEEPEST + 1)),
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, DEEPEST + 1)),
        '{"a": ' + "[" * 300 + "]" * 300 + "}",
        '{"a": ' + "[" * 1_000_000,
    ],
    ids=lambda text: text[:12],
)
def test_yaml_nested_too_deeply_is_refused(text: str) -> None:
    with pytest.raises(Rejected, match=f"exceeded max(imum nesting depth| depth of {DEEPEST})") as refused:
        parse_yaml(text)
    assert len(refused.value.message) < 200


def test_as_deep_as_allowed_is_read() -> None:
    inner = DEEPEST - 1
    assert (
        parse_yaml("a: " + "[" * inner + "]" * inner)["a"]
        == parse_yaml('{"a": ' + "[" * inner + "]" * inner + "}")["a"]
    )


def test_a_text_has_a_greatest_size() -> None:
    with pytest.raises(Rejected, match=f"more than {LARGEST_TEXT} bytes: split the pipeline up"):
        parse_yaml("a: " + "é" * (LARGEST_TEXT // 2))


def test_an_alias_of_what_it_is_in_or_of_nothing_names_its_line() -> None:
    with pytest.raises(Rejected, match="line 2: anchor 'a' value contains itself"):
        parse_yaml("a: &a\n  b: *a")
    with pytest.raises(Rejected, match="line 1: unknown anchor 'b' referenced"):
        parse_yaml("a: *b")


def test_keys_are_compared_as_they_are_written() -> None:
    assert parse_yaml("yes: 1\ntrue: 2", unique_keys=True) == {"true": 2}
    with pytest.raises(Rejected, match='"1" already defined'):
        parse_yaml("1: a\n'1': b", unique_keys=True)
