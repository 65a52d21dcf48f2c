"""YAML 1.1 as the real server reads it: a Go library, then JSON (§1). PyYAML differs in which plain words are what.

The tree is built from libyaml's events, in one pass and within bounds: an alias costs nothing here, but counts as its
anchor. See decision 0015 for the bounds.
"""

from __future__ import annotations

import base64
import json
import math
import re
from typing import Any, NoReturn

import yaml
from attrs import define, field, frozen

from paddleflow.pipeline._rules.problems import Rejected
from paddleflow.pipeline._rules.spec import LARGEST_WRITTEN_OUT

LARGEST_TEXT = 4 * 1024 * 1024
"""Bytes of a pipeline's YAML."""

DEEPEST = 200
"""Levels of mappings and lists, with aliases expanded."""

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
_WORDS: dict[str, bool | float | None] = {**dict.fromkeys(_NULLS), **_BOOLEANS, **_SPECIAL_FLOATS}
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INTEGER = re.compile(r"[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)")
_INT64 = range(-(2**63), 2**63)
_MOST_DIGITS = 64  # of an integer of 64 bits, in base 2
_TAG = "tag:yaml.org,2002:"
_MERGE = _TAG + "merge"
_TYPES: dict[str, tuple[type, ...]] = {
    _TAG + "bool": (bool,),
    _TAG + "int": (int,),
    _TAG + "float": (int, float),
    _TAG + "null": (type(None),),
}
SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, which PyYAML's wheels bring


class InvalidYaml(Rejected):
    """YAML that cannot be read.

    Args:
        message: What is wrong.
        line: Where, from 1; 0 when it is not known.
        column: Where in the line, from 1; 0 when it is not known.
    """

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__("InvalidPipeline", f"yaml: {message}")
        self.line = line
        self.column = column


def parse_yaml(text: str, *, unique_keys: bool = False) -> dict[str, Any]:
    """Read the YAML of a pipeline.

    Args:
        text: YAML, of which only the first document is read. A text that begins with a brace must be JSON.
        unique_keys: Refuse a key written twice: POST /run does, POST /pipeline lets the last one win.

    Returns:
        A tree of dicts with string keys, lists, and plain values as in JSON: 1.0 is the integer 1 (§1).

    Raises:
        InvalidYaml: It is not YAML, not a mapping, or beyond the bounds.
    """
    if len(text) > LARGEST_TEXT or len(text.encode(errors="replace")) > LARGEST_TEXT:
        raise InvalidYaml(f"the YAML has more than {LARGEST_TEXT} bytes: split the pipeline up")
    try:
        if text.lstrip().startswith("{"):
            tree = _read_json(text, unique_keys)
        else:
            tree = _Composer(SAFE_LOADER(text), unique_keys).read()
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise _invalid(error, text) from error
    if not isinstance(tree, dict):
        raise InvalidYaml("the pipeline should be a mapping with the keys name and entry_points", 1, 1)
    return tree


def scalar_value(text: str) -> bool | int | float | str | None:
    """Return the value of an unquoted word."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "+-.0123456789":
        number = text.replace("_", "")
        if _INTEGER.fullmatch(number):
            return _integer(number, text)
        return _float(number, text)
    return text


def json_number(value: float) -> int | float:
    """Return a float as JSON carries it: a whole number that fits 64 bits is an integer."""
    if math.isfinite(value) and value.is_integer() and int(value) in _INT64:
        return int(value)
    return value


def is_too_deep(value: Any) -> bool:
    """Return whether mappings and lists are nested in more than `DEEPEST` levels."""
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [
            item
            for group in level
            if isinstance(group, dict | list)
            for item in (group.values() if isinstance(group, dict) else group)
        ]
        if not level:
            return False
    return True


def _invalid(error: Exception, text: str) -> InvalidYaml:
    """Return the error for a text, with its position and advice."""
    if isinstance(error, json.JSONDecodeError):
        before = text[: len(text) - len(text.lstrip())]
        return InvalidYaml(str(error), error.lineno + before.count("\n"), error.colno)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return InvalidYaml(str(error))
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    advice = ""
    if re.search(r":\s*\{\{|-\s+\{\{", line):
        advice = ': put a value that begins with {{ in quotes, as in command: "{{name}}"'
    elif "\t" in line[: mark.column + 1]:
        advice = ": indent with spaces, not tabs"
    elif "mapping values are not allowed" in str(error):
        advice = ": quote a string with a colon, or check the indentation of the line above"
    return InvalidYaml(f"{error}{advice}", mark.line + 1, mark.column + 1)


class _MarkedError(ValueError):
    """An error at the position of an event."""

    def __init__(self, event: Any, problem: str) -> None:
        super().__init__(problem)
        self.problem_mark = event.start_mark


def _read_json(text: str, unique_keys: bool) -> object:
    """Read the JSON value at the start of a text; the rest is ignored."""

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if not unique_keys:
            return dict(pairs)
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise ValueError(f"mapping key {json.dumps(key)} already defined")
            found[key] = value
        return found

    decoder = json.JSONDecoder(
        object_pairs_hook=object_of, parse_int=_json_integer, parse_float=_finite, parse_constant=_finite
    )
    try:
        value: object = decoder.raw_decode(text.lstrip())[0]
    except RecursionError:
        _refuse_depth()
    if is_too_deep(value):
        _refuse_depth()
    return value


def _json_integer(word: str) -> int | float:
    if len(word) <= _MOST_DIGITS and int(word) in _INT64:
        return int(word)
    return _finite(word)


def _finite(word: str) -> float:
    if not math.isfinite(value := float(word)):
        raise ValueError(f"[{word}] is not a number that JSON can hold")
    return value


def _integer(number: str, text: str) -> int | float | str:
    sign = -1 if number.startswith("-") else 1
    digits = number.lstrip("+-").lower()
    if len(digits) > _MOST_DIGITS + len("0b"):
        return _float(number, text)
    if digits[:2] in ("0x", "0b", "0o"):
        value = int(digits, 0)
    elif digits.startswith("0") and len(digits) > 1:
        value = int(digits, 8)
    else:
        value = int(digits)
    return sign * value if sign * value in _INT64 else float(sign * value)


def _float(number: str, text: str) -> int | float | str:
    if _FLOAT.fullmatch(number) and math.isfinite(value := float(number)):
        return json_number(value)
    return text


def _refuse_depth() -> NoReturn:
    raise ValueError(f"exceeded max depth of {DEEPEST}: mappings and lists are nested too deeply")


@frozen
class _Anchor:
    """A node with an anchor, for aliases."""

    value: Any
    nodes: int
    """Nodes that Go's library decodes for it, with aliases expanded."""
    characters: int
    height: int


@define
class _Composer:
    """Composes a tree of the events of one document."""

    parser: Any
    """A PyYAML loader, of which only the events are used; it has no types."""
    unique_keys: bool
    anchors: dict[str, _Anchor | None] = field(factory=dict)
    """None for a node that is not complete yet."""
    nodes: int = 0
    aliased: int = 0
    characters: int = 0
    reached: int = 0
    """The greatest depth of the current anchored node, or of the document."""

    def read(self) -> Any:
        """Read the first document; None when there is none."""
        try:
            self.parser.get_event()
            start = self.parser.get_event()
            if not isinstance(start, yaml.DocumentStartEvent):
                return None
            if start.version not in (None, (1, 1)):
                raise ValueError("found incompatible YAML document")
            value = self._node(self.parser.get_event(), 0)
            self.parser.get_event()
            self._check_aliasing()
            return value
        finally:
            self.parser.dispose()

    def _node(self, event: Any, depth: int) -> Any:
        self.nodes += 1
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, depth)
        if event.anchor is None:
            return self._content(event, depth)
        nodes, characters, reached = self.nodes, self.characters, self.reached
        self.anchors[event.anchor], self.reached = None, depth
        value = self._content(event, depth)
        self.anchors[event.anchor] = _Anchor(
            value, self.nodes - nodes + 1, self.characters - characters, self.reached - depth
        )
        self.reached = max(self.reached, reached)
        return value

    def _alias(self, event: Any, depth: int) -> Any:
        if event.anchor not in self.anchors:
            _fail(event, f"unknown anchor '{event.anchor}' referenced")
        anchor = self.anchors[event.anchor]
        if anchor is None:
            _fail(event, f"anchor '{event.anchor}' value contains itself")
        self.nodes += anchor.nodes
        self.aliased += anchor.nodes
        self.characters += anchor.characters
        self._descend(depth + anchor.height)
        self._check_aliasing()
        return anchor.value

    def _check_aliasing(self) -> None:
        """Refuse excessive aliasing as Go's library does, and documents that aliases make too large."""
        share = (self.nodes - 400_000) / 3_600_000
        allowed = 0.99 - 0.89 * min(max(share, 0), 1)
        if self.aliased > 100 and self.nodes > 1000 and self.aliased / self.nodes > allowed:
            raise ValueError("document contains excessive aliasing")
        if self.aliased and self.characters > LARGEST_WRITTEN_OUT:
            raise ValueError(
                f"document contains excessive aliasing: expanded it has more than {LARGEST_WRITTEN_OUT} characters"
            )

    def _descend(self, depth: int) -> None:
        if depth > DEEPEST:
            _refuse_depth()
        self.reached = max(self.reached, depth)

    def _content(self, event: Any, depth: int) -> Any:
        """Return a node's value. Only scalars have types: tags of mappings and lists are ignored."""
        if isinstance(event, yaml.ScalarEvent):
            self.characters += len(event.value)
            return _scalar(event)
        self._descend(depth + 1)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth + 1)
        items = []
        while not isinstance(item := self.parser.get_event(), yaml.SequenceEndEvent):
            items.append(self._node(item, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict[str, Any]:
        """Return a mapping with string keys: a boolean or a number as key becomes a string.

        Keys and merges apply in their order in the text, and the last one wins, so a merge overrides a key above it.
        Only keys as written, including `<<`, are checked for duplicates.
        """
        result: dict[str, Any] = {}
        lines: dict[tuple[type, str], int] = {}
        while not isinstance(event := self.parser.get_event(), yaml.MappingEndEvent):
            if self.unique_keys:
                written = (type(event), getattr(event, "value", None) or getattr(event, "anchor", None) or "")
                line = event.start_mark.line + 1
                if written in lines:
                    key = json.dumps(written[1], ensure_ascii=False)
                    raise _MarkedError(
                        event,
                        f"unmarshal errors:\n  line {line}: mapping key {key} already defined at line {lines[written]}",
                    )
                lines[written] = line
            if _is_merge(event):
                self._merge(result, self.parser.get_event(), depth)
            else:
                key = _key(event, self._node(event, depth))
                result[key] = self._node(self.parser.get_event(), depth)
        return result

    def _merge(self, result: dict[str, Any], event: Any, depth: int) -> None:
        """Merge a mapping, or a list of mappings, into another; the first of a list wins."""
        value = self._node(event, depth)
        maps = value if isinstance(event, yaml.SequenceStartEvent) else [value]
        if not all(isinstance(merged, dict) for merged in maps):
            _fail(event, "map merge requires map or sequence of maps as the value")
        for merged in reversed(maps):
            result.update(merged)


def _is_merge(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.value == "<<" and (event.implicit[0] or event.tag == _MERGE)


def _scalar(event: Any) -> bool | int | float | str | None:
    """Return a scalar's value: quoted ones, blocks and those with an unknown tag are strings."""
    text: str = event.value
    tag = event.tag
    if tag is None or tag == "!":
        value = scalar_value(text) if event.implicit[0] else text
    elif tag == _TAG + "binary":
        return base64.b64decode("".join(text.split()), validate=True).decode(errors="replace")
    elif tag in _TYPES:
        value = scalar_value(text)
        if type(value) not in _TYPES[tag]:
            _fail(event, f"{text!r} is not a {tag}")
    else:
        return text
    if isinstance(value, float) and not math.isfinite(value):
        _fail(event, "unsupported value: not a number")
    return value


def _key(event: Any, value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        _fail(event, "unsupported map key")
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _fail(event: Any, problem: str) -> NoReturn:
    raise _MarkedError(event, f"line {event.start_mark.line + 1}: {problem}")
