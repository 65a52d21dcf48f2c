"""YAML 1.1 as the real server reads it: a Go library, then JSON (§1). PyYAML differs in which plain words are what."""

import base64
import json
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
_TAG = "tag:yaml.org,2002:"
_MERGE = _TAG + "merge"
_PLAIN = ""
_TYPES: dict[str, tuple[type, ...]] = {
    _TAG + "bool": (bool,),
    _TAG + "int": (int,),
    _TAG + "float": (int, float),
    _TAG + "null": (type(None),),
}


def parse_yaml(text: str, *, unique_keys: bool = False) -> Json:
    """Read a pipeline's text.

    Args:
        text: YAML, of which only the first document counts. What begins with a brace has to be JSON.
        unique_keys: refuse a key written twice: POST /run does, POST /pipeline lets the last one win.

    Returns:
        a tree of dicts with text keys, lists, and plain values as JSON has them: 1.0 is the integer 1.

    Raises:
        Rejected: InvalidPipeline when it is no YAML, or no map.

    Source: §1.
    """
    try:
        tree = _read_json(text, unique_keys) if text.lstrip().startswith("{") else _read_yaml(text, unique_keys)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Rejected("InvalidPipeline", f"yaml: {error}") from error
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
        if _FLOAT.fullmatch(number) and math.isfinite(value := float(number)):
            return json_number(value)
    return text


def json_number(value: float) -> int | float:
    """Give a float as it arrives through JSON: a whole number that fits 64 bits is an integer."""
    if math.isfinite(value) and value.is_integer() and int(value) in _INT64:
        return int(value)
    return value


def _read_json(text: str, unique_keys: bool) -> object:
    """Read the JSON value at the start of a text; what follows does not count."""

    def object_of(pairs: list[tuple[str, Any]]) -> Json:
        if unique_keys and len(dict(pairs)) < len(pairs):
            raise ValueError(f"mapping key already defined in {[key for key, _ in pairs]}")
        return dict(pairs)

    decoder = json.JSONDecoder(
        object_pairs_hook=object_of,
        parse_int=lambda word: int(word) if int(word) in _INT64 else float(word),
        parse_float=_finite,
        parse_constant=_finite,
    )
    return decoder.raw_decode(text.lstrip())[0]


def _finite(word: str) -> float:
    if not math.isfinite(value := float(word)):
        raise ValueError(f"[{word}] is not a number that JSON can hold")
    return value


def _read_yaml(text: str, unique_keys: bool) -> object:
    loader = (_StrictLoader if unique_keys else _Loader)(text)
    try:
        has_document = loader.check_data()  # type: ignore[no-untyped-call]  # PyYAML's stubs leave it untyped
        tree = loader.get_data() if has_document else None
        if loader.yaml_version not in (None, (1, 1)):
            raise ValueError("found incompatible YAML document")
        return tree
    finally:
        loader.dispose()


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
    """PyYAML's safe loader with the words and the tags of the Go library."""

    yaml_version: tuple[int, int] | None

    def resolve(self, kind: type[yaml.Node], value: str, implicit: Any) -> str:
        """Give the tag of a node without one: plain words keep theirs open."""
        if kind is yaml.ScalarNode and implicit[0]:
            return _MERGE if value == "<<" else _PLAIN
        return _TAG + "str"

    def construct_any(self, node: yaml.Node) -> Any:
        """Give a node's value. Only scalars have types: a map or list is one whatever its tag says."""
        if isinstance(node, yaml.MappingNode):
            return self.construct_mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.construct_object(item, deep=True) for item in node.value]
        return self.construct_plain(node)

    def construct_plain(self, node: yaml.Node) -> bool | int | float | str | None:
        """Give a scalar's value: quoted ones, blocks and those with an unknown tag are text."""
        text = str(node.value)
        if node.tag == _TAG + "binary":
            return base64.b64decode("".join(text.split()), validate=True).decode(errors="replace")
        if node.tag not in (_PLAIN, _MERGE, *_TYPES):
            return text
        value = plain_value(text)
        if isinstance(value, float) and not math.isfinite(value):
            raise yaml.constructor.ConstructorError(None, None, "unsupported value: not a number", node.start_mark)
        if node.tag in _TYPES and type(value) not in _TYPES[node.tag]:
            raise yaml.constructor.ConstructorError(None, None, f"{text!r} is no {node.tag}", node.start_mark)
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


# Tags that PyYAML knows do not matter: the Go library's rules decide.
_Loader.yaml_constructors = {None: _Loader.construct_any}
