"""YAML 1.1 as the real server reads it: a Go library, then JSON (§1). PyYAML differs in which plain words are what."""

import math
import re
from collections.abc import Hashable
from typing import Any

import yaml

from .interface import Rejected
from .workflow import Json

_BOOLEANS = {
    word: truth
    for truth, words in ((True, "y yes true on"), (False, "n no false off"))
    for stem in words.split()
    for word in (stem, stem.capitalize(), stem.upper())
}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SPECIAL_FLOATS = {
    sign + stem: value
    for stem in (".inf", ".Inf", ".INF")
    for sign, value in (("", math.inf), ("+", math.inf), ("-", -math.inf))
} | {".nan": math.nan, ".NaN": math.nan, ".NAN": math.nan}
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INTEGER = re.compile(r"[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)")
_INT64 = range(-(2**63), 2**63)


def parse_yaml(text: str, *, unique_keys: bool = False) -> Json:
    """Read a pipeline's text.

    Args:
        text: YAML; only its first document counts.
        unique_keys: refuse a key written twice: POST /run does, POST /pipeline lets the last one win.

    Returns:
        a tree of dicts with text keys, lists, and plain values as JSON has them: 1.0 is the integer 1.

    Raises:
        Rejected: InvalidPipeline when it is no YAML, or no map.

    Source: §1.
    """
    loader = (_StrictLoader if unique_keys else _Loader)(text)
    try:
        tree = _first_document(loader)
    except (yaml.YAMLError, RecursionError) as error:
        raise Rejected("InvalidPipeline", f"yaml: {error}") from error
    except ValueError as error:
        raise Rejected("InvalidPipeline", f"yaml: {error}") from error
    finally:
        loader.dispose()
    if not isinstance(tree, dict):
        raise Rejected("InvalidPipeline", "yaml: the pipeline should be a map with the keys name and entry_points")
    return tree


def plain_value(text: str) -> bool | int | float | str | None:
    """Give the value of an unquoted word."""
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if text in _SPECIAL_FLOATS:
        return _SPECIAL_FLOATS[text]
    number = text.replace("_", "")
    if text[:1] in "+-.0123456789":
        if _INTEGER.fullmatch(number):
            return _integer(number)
        if _FLOAT.fullmatch(number):
            return json_number(float(number))
    return text


def json_number(value: float) -> int | float:
    """Give a float as it arrives through JSON: a whole number that fits 64 bits is an integer."""
    if math.isfinite(value) and value.is_integer() and int(value) in _INT64:
        return int(value)
    return value


def _first_document(loader: yaml.SafeLoader) -> object:
    has_document = loader.check_data()  # type: ignore[no-untyped-call]  # PyYAML's stubs leave it untyped
    return loader.get_data() if has_document else None


def _integer(number: str) -> int | float:
    sign = -1 if number.startswith("-") else 1
    digits = number.lstrip("+-").lower()
    if digits[:2] in ("0x", "0b", "0o"):
        value = int(digits, 0)
    elif digits.startswith("0") and len(digits) > 1:
        value = int(digits, 8)
    else:
        value = int(digits)
    return sign * value if sign * value in _INT64 else float(sign * value)


class _Loader(yaml.SafeLoader):
    """PyYAML's safe loader with the words of the Go library."""

    def construct_plain(self, node: yaml.ScalarNode) -> bool | int | float | str | None:
        """Give a scalar's value: quoted ones and blocks are text."""
        text = str(node.value)
        if node.style is not None:
            return text
        value = plain_value(text)
        if isinstance(value, float) and not math.isfinite(value):
            raise yaml.constructor.ConstructorError(None, None, "unsupported value: not a number", node.start_mark)
        return value

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Give a map with text keys: a key that is a boolean or a number becomes its text."""
        self.flatten_mapping(node)
        result: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            self.admit(key, key_node, key in result)
            result[key] = self.construct_object(value_node, deep=True)
        return result

    def _key(self, node: yaml.Node) -> str:
        key = self.construct_plain(node) if isinstance(node, yaml.ScalarNode) else None
        if key is None:
            raise yaml.constructor.ConstructorError(None, None, "unsupported map key", node.start_mark)
        if isinstance(key, bool):
            return "true" if key else "false"
        return str(key)

    def admit(self, key: str, node: yaml.Node, known: bool) -> None:
        """Take any key; the last of two wins."""


class _StrictLoader(_Loader):
    """Refuses a key written twice."""

    def admit(self, key: str, node: yaml.Node, known: bool) -> None:
        """Refuse a known key."""
        if known:
            message = f'mapping key "{key}" already defined'
            raise yaml.constructor.ConstructorError(None, None, message, node.start_mark)


def _construct_scalar(loader: _Loader, node: yaml.Node) -> object:
    return loader.construct_plain(node) if isinstance(node, yaml.ScalarNode) else None


# Which tag PyYAML finds for a plain word does not matter: the Go library's table decides.
for _tag in ("null", "bool", "int", "float", "timestamp", "str", "merge", "value"):
    _Loader.add_constructor(f"tag:yaml.org,2002:{_tag}", _construct_scalar)
