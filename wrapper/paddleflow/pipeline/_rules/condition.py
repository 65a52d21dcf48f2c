"""Conditions: the part of the expression language of the Go library govaluate that conditions can use (§12).

Bare words are strings. There are no functions, fields or dates. Patterns are those of RE2, as in Go, which match in
linear time.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from functools import cache
from typing import Any, NoReturn, TypeAlias

from attrs import frozen

LONGEST = 8 * 1024
"""Size of a condition after its templates are expanded."""

_PATTERN_MEMORY = 512 * 1024  # bytes: RE2 refuses a pattern that needs more, such as (\pL{30}){30}

Operand: TypeAlias = "float | bool | str | list[Operand]"


class ConditionError(ValueError):
    """An invalid condition, or one whose result is not a boolean."""


@frozen
class _Token:
    kind: str  # number, text, boolean, symbol, prefix, open, close
    value: Operand


_PREFIXES = {"-", "!", "~"}
# From the weakest to the strongest; each level groups from the left.
_LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"||"}),
    frozenset({"&&"}),
    frozenset({"==", "!=", ">", "<", ">=", "<=", "=~", "!~", "in"}),
    frozenset({"&", "|", "^"}),
    frozenset({"<<", ">>"}),
    frozenset({"+", "-"}),
    frozenset({"*", "/", "%"}),
    frozenset({"**"}),
)
_SYMBOLS = frozenset().union(*_LEVELS) | {"?", ":", "??"}
_NUMBER = re.compile(r"0x[0-9a-fA-F]+|[0-9.]+")
_WORD = re.compile(r"[^\W\d_](?:[\w.]|\\.)*")
_SYMBOL = re.compile(r"[^\w\s()\[\]'\",]+|_+")


def check_syntax(expression: str) -> None:
    """Parse an expression without computing it; raise ConditionError if it is invalid."""
    _read(expression)


def is_true(expression: str) -> bool:
    """Compute a condition.

    Args:
        expression: With its templates expanded; empty is true.

    Raises:
        ConditionError: It is invalid, or its result is not a boolean.
    """
    if not expression:
        return True
    try:
        result = _read(expression)()
    except (ConditionError, ArithmeticError, ValueError, RecursionError) as error:
        raise ConditionError(f"failed to parse condition[{_shortened(expression)}]: {error}") from error
    if not isinstance(result, bool):
        # The real server writes false here, whatever the result is.
        raise ConditionError(f"the result of condition[{expression}] cannot trans to bool: false")
    return result


def _read(expression: str) -> _Compute:
    if len(expression) > LONGEST:
        raise ConditionError(
            f"it has {len(expression)} characters, but the maximum is {LONGEST}: let a step check long strings"
        )
    return _ConditionParser(_tokens(expression)).parse()


def _shortened(expression: str) -> str:
    return expression if len(expression) <= LONGEST else f"{expression[:100]}..."


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    position = 0
    while position < len(text):
        character = text[position]
        if character.isspace():
            position += 1
            continue
        token, position = _token(text, position, _expects_operand(tokens))
        tokens.append(token)
    return tokens


def _expects_operand(tokens: list[_Token]) -> bool:
    return not tokens or tokens[-1].kind in ("symbol", "prefix", "open")


def _token(text: str, position: int, operand: bool) -> tuple[_Token, int]:
    character = text[position]
    if match := _NUMBER.match(text, position):
        return _Token("number", _number(match[0])), match.end()
    if character in "'\"[":
        # Any quote closes any quote, as in the library.
        return _quoted(text, position, "]" if character == "[" else "'\"")
    if character in "()":
        return _Token("open" if character == "(" else "close", character), position + 1
    if character == ",":
        return _Token("symbol", ","), position + 1
    if match := _WORD.match(text, position):
        return _word(match[0]), match.end()
    match = _SYMBOL.match(text, position)
    symbol = match[0] if match else character
    if operand and symbol in _PREFIXES:
        return _Token("prefix", symbol), position + len(symbol)
    if symbol in _SYMBOLS:
        return _Token("symbol", symbol), position + len(symbol)
    raise ConditionError(f"Invalid token: '{symbol}'")


def _number(text: str) -> float:
    try:
        return float(int(text, 16)) if text.startswith("0x") else float(text)
    except ValueError as error:
        raise ConditionError(f"Unable to parse numeric value '{text}' to float64") from error


def _quoted(text: str, position: int, closing: str) -> tuple[_Token, int]:
    content = ""
    index = position + 1
    while index < len(text):
        character = text[index]
        if character == "\\" and index + 1 < len(text):
            content += text[index + 1]
            index += 2
        elif character in closing:
            return _Token("text", content), index + 1
        else:
            content += character
            index += 1
    raise ConditionError("Unclosed parameter bracket" if closing == "]" else "Unclosed string literal")


def _word(text: str) -> _Token:
    text = re.sub(r"\\(.)", r"\1", text)
    if text in ("true", "false"):
        return _Token("boolean", text == "true")
    if text in ("in", "IN"):
        return _Token("symbol", "in")
    if "." in text:
        raise ConditionError(f"'{text}' has a period: quote it to compare it as a string")
    return _Token("text", text)


_Compute: TypeAlias = Callable[[], Operand]


class _ConditionParser:
    """Parses tokens to a function that computes the result."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._position = 0

    def parse(self) -> _Compute:
        if not self._tokens:
            raise ConditionError("the expression is empty")
        compute = self._ternary()
        if self._position < len(self._tokens):
            raise ConditionError(f"Cannot transition token types to {self._tokens[self._position].value!r}")
        return compute

    def _peek(self) -> _Token | None:
        return self._tokens[self._position] if self._position < len(self._tokens) else None

    def _accept(self, kind: str, values: frozenset[str]) -> str | None:
        token = self._peek()
        if token is None or token.kind != kind or token.value not in values:
            return None
        self._position += 1
        return str(token.value)

    def _ternary(self) -> _Compute:
        condition = self._level(0)
        if self._accept("symbol", frozenset({"??"})):
            self._ternary()
            return condition
        if not self._accept("symbol", frozenset({"?"})):
            return condition
        then = self._ternary()
        otherwise = self._ternary() if self._accept("symbol", frozenset({":"})) else None

        def compute() -> Operand:
            if _boolean("?", condition()):
                return then()
            return otherwise() if otherwise else _refuse("?", "false")

        return compute

    def _level(self, level: int) -> _Compute:
        if level == len(_LEVELS):
            return self._prefix()
        left = self._level(level + 1)
        while symbol := self._accept("symbol", _LEVELS[level]):
            left = _combine(symbol, left, self._level(level + 1))
        return left

    def _prefix(self) -> _Compute:
        symbol = self._accept("prefix", frozenset(_PREFIXES))
        if symbol is None:
            return self._value()
        operand = self._prefix()
        match symbol:
            case "-":
                return lambda: -_float(symbol, operand())
            case "!":
                return lambda: not _boolean(symbol, operand())
            case _:
                return lambda: float(~int(_float(symbol, operand())))

    def _value(self) -> _Compute:
        token = self._peek()
        if token is None:
            raise ConditionError("Unexpected end of expression")
        self._position += 1
        if token.kind == "open":
            return self._clause()
        if token.kind not in ("number", "text", "boolean"):
            raise ConditionError(f"Cannot transition token types to {token.value!r}")
        return lambda: token.value

    def _clause(self) -> _Compute:
        items = [self._ternary()]
        while self._accept("symbol", frozenset({","})):
            items.append(self._ternary())
        if not self._accept("close", frozenset({")"})):
            raise ConditionError("Unbalanced parenthesis")
        return items[0] if len(items) == 1 else lambda: [item() for item in items]


def _combine(symbol: str, left: _Compute, right: _Compute) -> _Compute:
    if symbol == "||":
        return lambda: _boolean(symbol, left()) or _boolean(symbol, right())
    if symbol == "&&":
        return lambda: _boolean(symbol, left()) and _boolean(symbol, right())
    operation = _OPERATIONS.get(symbol, _calculate)
    return lambda: operation(symbol, left(), right())


def _equals(symbol: str, left: Operand, right: Operand) -> bool:
    # In Python True == 1.0; here a boolean and a number differ.
    return (type(left) is type(right) and left == right) is (symbol == "==")


def _compare(symbol: str, left: Operand, right: Operand) -> bool:
    if not (isinstance(left, str) and isinstance(right, str)):
        left, right = _float(symbol, left), _float(symbol, right)
    return bool(_COMPARISONS[symbol](left, right))


def _matches(symbol: str, left: Operand, right: Operand) -> bool:
    import re2  # type: ignore[import-untyped]  # it comes without types; whoever only checks syntax need not have it

    if not isinstance(left, str) or not isinstance(right, str):
        _refuse(symbol, left)
    try:
        return (re2.search(right, left, _pattern_options()) is not None) is (symbol == "=~")
    except re2.error as error:
        raise ConditionError(f"error parsing regexp: {error.args[0].decode(errors='replace')}: `{right}`") from error


@cache
def _pattern_options() -> Any:
    import re2

    options = re2.Options()
    options.max_mem = _PATTERN_MEMORY
    options.log_errors = False
    return options


def _contains(symbol: str, left: Operand, right: Operand) -> bool:
    if not isinstance(right, list):
        _refuse(symbol, right)
    return any(_equals("==", left, item) for item in right)


def _calculate(symbol: str, left: Operand, right: Operand) -> Operand:
    if symbol == "+" and (isinstance(left, str) or isinstance(right, str)):
        return _text(left) + _text(right)
    a, b = _float(symbol, left), _float(symbol, right)
    if symbol in _BITWISE:
        return float(_BITWISE[symbol](int(a), int(b)))
    return _ARITHMETIC[symbol](a, b)


def _divide(a: float, b: float) -> float:
    return a / b if b else math.copysign(math.inf, a) if a else math.nan


def _power(a: float, b: float) -> float:
    try:
        return math.pow(a, b)
    except (OverflowError, ValueError):
        return math.inf


_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_OPERATIONS: dict[str, Callable[[str, Operand, Operand], Operand]] = {
    **dict.fromkeys(("==", "!="), _equals),
    **dict.fromkeys(("=~", "!~"), _matches),
    **dict.fromkeys(_COMPARISONS, _compare),
    "in": _contains,
}
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
    "%": lambda a, b: math.fmod(a, b) if b else math.nan,
    "**": _power,
}
_BITWISE: dict[str, Callable[[int, int], int]] = {
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "<<": lambda a, b: a << min(max(b, 0), 64),
    ">>": lambda a, b: a >> max(b, 0),
}


def _text(value: Operand) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _float(symbol: str, value: Operand) -> float:
    if isinstance(value, bool) or not isinstance(value, float):
        _refuse(symbol, value)
    return value


def _boolean(symbol: str, value: Operand) -> bool:
    if not isinstance(value, bool):
        _refuse(symbol, value)
    return value


def _refuse(symbol: str, value: Operand) -> NoReturn:
    raise ConditionError(f"Value '{value}' cannot be used with the operator '{symbol}'")
