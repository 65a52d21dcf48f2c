import pytest

from paddleflow_emulator.engine import Rejected, parse_yaml


@pytest.mark.parametrize(
    ("text", "value"),
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


def test_only_the_first_document_counts() -> None:
    assert parse_yaml("a: 1\n---\nb: 2\n") == {"a": 1}


def test_maps_and_lists_are_what_they_are_whatever_their_tag_says() -> None:
    assert parse_yaml("!!omap\na: !!set {x}\nb: !other [1]") == {"a": {"x": None}, "b": [1]}


def test_what_begins_with_a_brace_is_json_up_to_its_end() -> None:
    assert parse_yaml('\n {\n\t"a": 1.0, "n": 99999999999999999999} and so on') == {"a": 1.0, "n": 1e20}


@pytest.mark.parametrize("text", ["{a: 1}", "{'a': 1}", '{"a": 010}', '{"a": 1e400}', '{"a": NaN}', '{"a": 1'])
def test_in_braces_nothing_but_json_is_read(text: str) -> None:
    with pytest.raises(Rejected):
        parse_yaml(text)


@pytest.mark.parametrize(
    "text", ["%YAML 1.2\n---\na: 1", "a: \x01", "a: !!int 1.5", "a: !!binary '?'", "a: !!bool x", "a: &a [*a]"]
)
def test_what_the_go_library_cannot_read_is_refused(text: str) -> None:
    with pytest.raises(Rejected):
        parse_yaml(text)


@pytest.mark.parametrize("text", ["a: [", "", "- a", "just text", "? [a]\n: 1", "a: .nan", "a: .inf", "a: *b", "\t"])
def test_what_is_no_map_is_refused(text: str) -> None:
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
