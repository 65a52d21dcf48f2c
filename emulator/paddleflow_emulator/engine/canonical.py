"""A pipeline written out in full and in one way, and the source key made of that (§9, §10)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cmp_to_key
from itertools import takewhile
from typing import Any

from attrs import define, field

from paddleflow.pipeline._rules.go_format import plain_text
from paddleflow.pipeline._rules.reader import read_pipeline
from paddleflow.pipeline._rules.spec import CacheSpec, ComponentSpec, Json, Mount, PipelineSpec
from paddleflow.pipeline._rules.yaml_text import scalar_value


def raw_source(tree: Mapping[str, Any] | PipelineSpec) -> str:
    """Return the source key of a raw YAML: comments and formatting do not change it, anything else does.

    Args:
        tree: What `parse_yaml`, `tree_of_json` or `read_pipeline` gave, before a request's changes.

    Returns:
        The md5 of `canonical_yaml`; for plain pipelines the very key that the real server has.

    Raises:
        Rejected: InvalidPipeline as `check` does for wrong types and unknown keys.
    """
    return source_key(canonical_yaml(tree))


def source_key(canonical: str) -> str:
    """Return the source key of a pipeline as `canonical_yaml` writes it."""
    return hashlib.md5(canonical.encode(), usedforsecurity=False).hexdigest()


def canonical_yaml(tree: Mapping[str, Any] | PipelineSpec) -> str:
    """Write a pipeline out with every key there is, sorted: also the `runYaml` of POST /runjson (§9)."""
    return written_out(_workflow(read_pipeline(tree)))


def written_out(tree: Mapping[str, Any]) -> str:
    """Write a map as the Go library does, keys in the order that they have: what PyYAML would take minutes for."""
    writer = _Writer()
    writer.block(tree, 0, "")
    return "".join([*writer.parts, "...\n" if writer.keeps_breaks else ""])


# ------------------------------------------------------------------------------------------------------ the full tree


def _workflow(source: PipelineSpec) -> Json:
    """Return the tree that is written; its keys, and those of all maps in it, stand in the order of the Go library."""
    return {
        "cache": _cache(source.cache),
        "components": _components(source.components),
        "disabled": source.disabled,
        "docker_env": source.docker_env,
        "entry_points": _components(source.entry_points),
        "failure_options": {"strategy": source.strategy},
        "fs_options": {"extra_fs": [_mount(mount) for mount in source.extra_fs], "main_fs": _mount(source.main_fs)},
        "name": source.name,
        "parallelism": source.parallelism,
        "post_process": _components(source.post_process),
    }


def _components(components: Mapping[str, ComponentSpec]) -> Json:
    return {name: _component(components[name]) for name in _ordered(components)}


def _component(written: ComponentSpec) -> Json:
    artifacts = {"input": _sorted(written.inputs), "output": _sorted(written.outputs)}
    loop, parameters = _sorted(written.loop_argument), _sorted(written.parameters)
    if written.entry_points is not None:
        return {
            "artifacts": artifacts,
            "condition": written.condition,
            "deps": written.deps_text,
            "entry_points": _components(written.entry_points),
            "loop_argument": loop,
            "parameters": parameters,
        }
    return {
        "artifacts": artifacts,
        "cache": _cache(written.cache),
        "command": written.command,
        "condition": written.condition,
        "deps": written.deps_text,
        "docker_env": written.docker_env,
        "env": _sorted(written.env),
        "extra_fs": [_mount(mount) for mount in written.extra_fs],
        "loop_argument": loop,
        "parameters": parameters,
        "reference": {"component": written.reference},
    }


def _cache(cache: CacheSpec) -> Json:
    return {
        "enable": bool(cache.enable),
        "fs_scope": [{"name": scope.name, "path": scope.path} for scope in cache.fs_scope],
        "max_expired_time": cache.max_expired_time,
    }


def _mount(mount: Mount) -> Json:
    return {
        "mount_path": mount.mount_path,
        "name": mount.name,
        "read_only": mount.read_only,
        "sub_path": mount.sub_path,
    }


def _sorted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _sorted(value[key]) for key in _ordered(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value


# -------------------------------------------------------------------------------------------------- the order of keys


def _ordered(keys: Iterable[str]) -> list[str]:
    names = list(keys)
    if len(names) < 2:
        return names
    # Nothing but letters: the order of the library is that of the letters.
    return sorted(names) if all(map(str.isalpha, names)) else sorted(names, key=_BY_COMPARING)


def compare(one: str, other: str) -> int:
    """Order keys as the Go library does, `s2` before `s10`: return less than 0 when `one` comes first."""
    at = next((place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), None)
    if at is None:
        return len(one) - len(other)
    left, right = one[at], other[at]
    if left.isalpha() and right.isalpha():
        return ord(left) - ord(right)
    if left.isalpha() or right.isalpha():
        # After a digit a letter comes first, elsewhere it comes last.
        return -1 if left.isalpha() == one[at - 1 : at].isdecimal() else 1
    # The numbers that begin or go on here; inside of a number a 0 counts, in front of it it does not.
    inside = "0" in (left, right) and _is_inside_number(one, at)
    (first, length), (second, other_length) = _number(one, at, inside), _number(other, at, inside)
    return first - second or length - other_length or ord(left) - ord(right)


def _is_inside_number(name: str, at: int) -> bool:
    digits = takewhile(str.isdecimal, reversed(name[:at]))
    return any(digit != "0" for digit in digits)


def _number(name: str, at: int, inside: bool) -> tuple[int, int]:
    """Read digits into 64 bits, which run over as in Go; return the number and how many digits there are."""
    number, end = int(inside), at
    while end < len(name) and name[end].isdecimal():
        number = (number * 10 + ord(name[end]) - ord("0")) & _64_BITS
        end += 1
    return number - (_64_BITS + 1) if number >> 63 else number, end - at


_64_BITS = 2**64 - 1
_BY_COMPARING = cmp_to_key(compare)


# ------------------------------------------------------------------------------------------------------------ writing

_TIME_OR_DATE = re.compile(
    r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}.*)?"
)
_BREAKS = "\n\x85\u2028\u2029"
_BREAK = re.compile(f"[{_BREAKS}]")
_BREAKS_INSIDE = re.compile(f"[{_BREAKS}]+(?=[^{_BREAKS}])")
_BREAKS_RUN = re.compile(f"[{_BREAKS}]+")
_SPACE_BREAK, _BREAK_SPACE = re.compile(f" [{_BREAKS}]"), re.compile(f"[{_BREAKS}] ")
_SPECIAL = re.compile("[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010fffe]|\ufeff")
_NOT_PLAIN = re.compile(
    r"""\A(?:---|\.\.\.|[ #,\[\]{}&*!|>'"%@`]|[?-](?: |\Z))"""  # how it may not begin
    rf"|:(?:[ {_BREAKS}]|\Z)| \#|[{_BREAKS}]| \Z"
)
_ESCAPED = re.compile('["\\\\\x85\u2028\u2029\ufeff]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd]')
_ESCAPES = {
    "\0": "0", "\x07": "a", "\x08": "b", "\t": "t", "\n": "n", "\x0b": "v", "\x0c": "f", "\r": "r", "\x1b": "e",
    '"': '"', "\\": "\\", "\x85": "N", "\u2028": "L", "\u2029": "P",
}  # fmt: skip
_LONGEST_SIMPLE_KEY = 122


@define
class _Writer:
    """Writes maps and lists in block style."""

    parts: list[str] = field(factory=list)
    keeps_breaks: bool = False
    """Whether the last text was a block that ends with empty lines."""
    _known: dict[str, str] = field(factory=dict)
    """Texts of one line that were written before: most come again."""

    def block(self, group: Mapping[str, Any] | list[Any], indent: int, margin: str) -> None:
        """Write a map or list that is not empty.

        Args:
            group: What to write.
            indent: The column of its keys or dashes.
            margin: What is missing to get there on the line that has begun.
        """
        write, full_margin, inner = self.parts.append, " " * indent, (indent // 4 + 1) * 4
        if isinstance(group, list):
            for item in group:
                write(f"{margin}-")
                self._node(item, indent + 2, " ")
                margin = full_margin
            return
        for key, value in group.items():
            if 0 < len(key) <= _LONGEST_SIMPLE_KEY and not _BREAK.search(key):
                write(f"{margin}{self._text(key, inner)}:")
                self._node(value, inner, None)
            else:
                write(f"{margin}? {_line(self._text(key, inner))}{full_margin}:")
                self._node(value, inner, " " * (inner - indent - 1))
            margin = full_margin

    def _node(self, value: Any, indent: int, margin: str | None) -> None:
        """Write a value after a key, for which `margin` is None, or after a dash or the like."""
        if isinstance(value, Mapping | list):
            if not value:
                self.parts.append(" []\n" if isinstance(value, list) else " {}\n")
                self.keeps_breaks = False
            elif margin is None:
                self.parts.append("\n")
                self.block(value, indent, " " * indent)
            else:
                self.block(value, indent, margin)
        elif isinstance(value, str):
            self.parts.append(" " + _line(self._text(value, indent)))
        else:
            self.parts.append(f" {'null' if value is None else plain_text(value)}\n")
            self.keeps_breaks = False

    def _text(self, text: str, indent: int) -> str:
        self.keeps_breaks = False
        if (written := self._known.get(text)) is not None:
            return written
        if _BREAK.search(text):
            return self._lines(text, " " * indent)
        if scalar_value(text) != text or _TIME_OR_DATE.fullmatch(text) or _SPECIAL.search(text):
            written = _double_quoted(text)
        elif _NOT_PLAIN.search(text):
            written = f"""'{text.replace("'", "''")}'"""
        else:
            written = text
        self._known[text] = written
        return written

    def _lines(self, text: str, margin: str) -> str:
        if _SPECIAL.search(text) or _SPACE_BREAK.search(text):
            return _double_quoted(text)
        if "\n" not in text:  # The breaks are others, which only some writers know.
            if _BREAK_SPACE.search(text) or _TIME_OR_DATE.fullmatch(text):
                return _double_quoted(text)
            quoted = text.replace("'", "''")
            return f"'{_BREAKS_RUN.sub(lambda breaks: breaks[0] + margin, quoted)}'"
        if text.endswith(" "):
            return _double_quoted(text)
        hint = "4" if text[0] in " " + _BREAKS else ""
        if text[-1] not in _BREAKS:
            hint += "-"
        elif len(text) == 1 or text[-2] in _BREAKS:
            hint += "+"
            self.keeps_breaks = True
        first = "" if text[0] in _BREAKS else margin
        return f"|{hint}\n{first}{_BREAKS_INSIDE.sub(lambda breaks: breaks[0] + margin, text)}"


def _line(text: str) -> str:
    """End a line, unless the text is a block that ended it."""
    return text if text[-1] in _BREAKS else text + "\n"


def _double_quoted(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in _ESCAPES:
        return "\\" + _ESCAPES[character]
    code = ord(character)
    return f"\\x{code:02X}" if code <= 0xFF else f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
