from paddleflow.pipeline._rules.go_format import command_text, compact_json, env_text, go_type, plain_text

from ...support.cases import with_each


@with_each(
    "value, plain, command",
    [
        ("x y", "x y", "x y"),
        (3, "3", "3"),
        (True, "true", "true"),
        (None, "<nil>", "<nil>"),
        (1.5, "1.5", "1.5"),
        (0.0, "0", "0"),
        (-2.0, "-2", "-2"),
        (100000.5, "100000.5", "100000.5"),
        (1000000.0, "1e+06", "1000000"),
        (1e-7, "1e-07", "0.0000001"),
        (1.2345678901234567e19, "1.2345678901234567e+19", "12345678901234567000"),
        (-1.5e-10, "-1.5e-10", "-0.00000000015"),
        ([1, "b", 2.5, [1, []]], "[1 b 2.5 [1 []]]", "[1 b 2.5 [1 []]]"),
        ({"b": 1, "a": "x"}, "map[a:x b:1]", "map[a:x b:1]"),
        (float("inf"), "+Inf", None),
    ],
)
def test_values_are_written_as_go_writes_them(value: object, plain: str, command: str | None) -> None:
    assert plain_text(value) == plain
    if command is not None:
        assert command_text(value) == command


def test_floats_in_env_have_up_to_eight_decimals() -> None:
    assert [env_text(value) for value in (1.5, 0.123456789, 1e20)] == ["1.5", "0.12345679", "100000000000000000000."]


def test_json_is_compact_and_escaped_as_in_go() -> None:
    assert compact_json({"b": "<a> & é\u2028", "a": []}) == '{"b":"\\u003ca\\u003e \\u0026 é\\u2028","a":[]}'


def test_types_have_their_go_names() -> None:
    names = [go_type(value) for value in (None, True, 1, 1.5, [], {}, "")]
    assert names == ["<nil>", "bool", "int64", "float64", "[]interface {}", "map[string]interface {}", "string"]
