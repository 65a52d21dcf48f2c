"""How the real server, a Go program, writes values as text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

_MOST_NAMES = 1000
_GO_TYPES = (  # bool first: it is an int in Python
    (type(None), "<nil>"),
    (bool, "bool"),
    (int, "int64"),
    (float, "float64"),
    (list, "[]interface {}"),
    (dict, "map[string]interface {}"),
)


def plain_text(value: Any) -> str:
    """Write a value as `%v` does: `3`, `1.5`, `1e-07`, `[1 b 2.5]` (§5, replies and PF_LOOP_ARGUMENT)."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case None:
            return "<nil>"
        case float():
            return _float_text(value)
        case list():
            return f"[{' '.join(plain_text(item) for item in value)}]"
        case dict():
            return f"map[{' '.join(f'{key}:{plain_text(value[key])}' for key in sorted(value))}]"
        case _:
            return str(value)


def command_text(value: Any) -> str:
    """Write a value as templates expand it: like `plain_text`, but a float never has an exponent (§5)."""
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    return plain_text(value)


def listed(names: Sequence[str]) -> str:
    """Join names with commas for a message; of very many only the first ones."""
    text = ",".join(names[:_MOST_NAMES])
    return text if len(names) <= _MOST_NAMES else f"{text} and {len(names) - _MOST_NAMES} more"


def env_text(value: float) -> str:
    """Write a float in `env`: eight decimals without trailing zeros (the point stays)."""
    return f"{value:.8f}".rstrip("0")


def go_type(value: Any) -> str:
    """Name a value's Go type, as error messages show it."""
    return next((name for kind, name in _GO_TYPES if isinstance(value, kind)), "string")


def compact_json(value: Any) -> str:
    """Write JSON byte for byte as Go does: no blanks, `< > &` escaped, all else unchanged. Keys keep their order."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _float_text(value: float) -> str:
    """Write the shortest text that reads back, with an exponent outside 1e-4 .. 1e6."""
    if value != value or value in (float("inf"), float("-inf")):
        return {"inf": "+Inf", "-inf": "-Inf"}.get(repr(value), "NaN")
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    power = len(digits) + int(exponent) - 1
    if value == 0 or -4 <= power < 6:
        return command_text(value)
    first, rest = str(digits[0]), "".join(map(str, digits[1:]))
    mantissa = f"{first}.{rest}" if rest else first
    return f"{'-' if sign else ''}{mantissa}e{'-' if power < 0 else '+'}{abs(power):02d}"
