import pytest

from paddleflow.pipeline._rules.condition import LONGEST, ConditionError, check_syntax, is_true

from ...support.cases import with_each


@with_each(
    "expression, result",
    [
        ("", True),
        ("3 > 2", True),
        ("9<10", True),
        ("'9' > '10'", True),
        ("abc == abc", True),
        ("abc > def", False),
        ("abc != 'abc'", False),
        ('"a b" == "a b"', True),
        ("[a b] == 'a b'", True),
        ("1 == 1.0", True),
        ("1 == '1'", False),
        ("true", True),
        ("!true", False),
        ("true == 1", False),
        ("!(1 == 2) && true", True),
        ("false || 1 >= 1", True),
        ("true || 1", True),
        ("false && x", False),
        ("1 + 2 * 3 == 7", True),
        ("(1 + 2) * 3 == 9", True),
        ("7 - 2 - 1 == 4", True),
        ("7 % 4 == 3", True),
        ("2 ** 3 == 8", True),
        ("1 / 0 > 100", True),
        ("0 / 0 == 0", False),
        ("1 % 0 == 0", False),
        ("-1 < 0", True),
        ("- -1 == 1", True),
        ("~0 == -1", True),
        ("6 & 3 == 2", True),
        ("(6 | 1) == 7", True),
        ("(6 ^ 3) == 5", True),
        ("(1 << 4) == 16", True),
        ("(16 >> 4) == 1", True),
        ("0x10 == 16", True),
        ("abc =~ '^a.c$'", True),
        ("abc !~ b", False),
        ("'a' + 1 == 'a1'", True),
        ("x + true == xtrue", True),
        ("2 in (1, 2)", True),
        ("3 in (1, 2)", False),
        ("1 > 2 ? false : true", True),
        ("true ? true : false", True),
        ("true ?? false", True),
        ("10\n == 10", True),
        (r"a\-b == 'a-b'", True),
        (r"'it\'s' == 'it\'s'", True),
    ],
)
def test_an_expression_has_the_result_that_govaluate_gives(expression: str, result: bool) -> None:
    assert is_true(expression) is result


@with_each(
    "expression",
    [
        "a b == 'a b'",
        "1",
        "abc",
        "3 >-2",
        "3 > abc",
        "abc && true",
        "!1",
        "-abc == 1",
        "(1 == 1",
        "1 == 1)",
        "()",
        "1 ==",
        "== 1",
        "1abc == 1",
        "1.2.3 == 1",
        "a.b == a.b",
        "'open",
        r"x == 'open\'",
        "[open",
        "a = b",
        "x =~ '('",
        "1 =~ 'a'",
        "1 in 2",
        "false ? true",
        "a - b == c",
        "_x == 1",
        "a , b",
        "0x == 1",
        "(10 ** 400 & 1) == 1",
        "(0 / 0 | 1) == 1",
        "(" * 5000,
    ],
)
def test_conditions_that_govaluate_cannot_compute_are_errors(expression: str) -> None:
    with pytest.raises(ConditionError):
        is_true(expression)


def test_syntax_alone_does_not_care_about_types() -> None:
    check_syntax("v > abc && 1")
    with pytest.raises(ConditionError, match="empty"):
        check_syntax("  ")


def test_huge_powers_do_not_crash() -> None:
    assert is_true("10 ** 400 > 1")
    assert is_true("(1 << 100) > 1")


def test_patterns_match_in_linear_time() -> None:
    """With Python's own patterns, each of these takes longer than anybody waits."""
    assert is_true(f"'{'a' * 5000}!' =~ '^(a+)+$'") is False
    assert is_true(f"'{'x' * 5000}' !~ '(x+x+)+y'") is True


def test_a_pattern_is_read_as_in_go() -> None:
    assert is_true(r"'été' =~ '^\\pL+$'") is True
    with pytest.raises(ConditionError, match="error parsing regexp: invalid perl operator"):
        is_true("abc =~ '(?=a)'")


def test_a_pattern_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(ConditionError, match="pattern too large"):
        is_true("a =~ '(\\\\pL{30}){30}'")


@with_each("length", [LONGEST + 1, 1_000_000])
def test_a_condition_has_a_greatest_length_and_its_message_too(length: int) -> None:
    with pytest.raises(ConditionError, match=f"the maximum is {LONGEST}") as refused:
        is_true("a" * length)
    assert len(str(refused.value)) < 1000
    with pytest.raises(ConditionError, match=f"the maximum is {LONGEST}"):
        check_syntax("(" * length)
