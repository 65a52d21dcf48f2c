"""A pipeline written out in full and in one way, and the source key made of that (§9, §10)."""

import hashlib
import re
from collections.abc import Mapping
from functools import cmp_to_key
from itertools import takewhile
from typing import Any

import yaml

from .gotext import plain_text
from .source import Source, Written, WrittenCache, read_source
from .workflow import Json, Mount
from .yaml_text import plain_value


def raw_source(tree: Mapping[str, Any]) -> str:
    """Give the source key of a raw YAML: comments and formatting do not change it, anything else does.

    Args:
        tree: what `parse_yaml` or `tree_of_json` gave, before a request's changes.

    Returns:
        the md5 of `canonical_yaml`; for plain pipelines the very key that the real server has.

    Raises:
        Rejected: InvalidPipeline as `check` does for wrong types and unknown keys.

    Source: §10.
    """
    return hashlib.md5(canonical_yaml(tree).encode(), usedforsecurity=False).hexdigest()


def canonical_yaml(tree: Mapping[str, Any]) -> str:
    """Write a pipeline out with every key there is, sorted: also the `runYaml` of POST /runjson (§9)."""
    text: str = yaml.dump(
        _workflow(read_source(tree)),
        Dumper=_GoDumper,
        indent=4,
        width=2**31,
        allow_unicode=True,
        default_flow_style=False,
    )
    return text


class _GoDumper(yaml.SafeDumper):
    """Writes as the Go library does."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists in maps as well; the rest of a list's item stands below its beginning."""
        outer = self.indent
        super().increase_indent(flow, False)
        if outer is not None:
            self.indent = outer + len("- ") if self.sequence_context else (outer // 4 + 1) * 4

    def resolve(self, kind: type[yaml.Node], value: str, implicit: Any) -> str:
        """Take every scalar for text: the representers below quote what would be read as something else."""
        return _TEXT if kind is yaml.ScalarNode else _TAG + ("map" if kind is yaml.MappingNode else "seq")


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    reads_as_other = plain_value(text) != text or _TIME_OR_DATE.fullmatch(text)
    return dumper.represent_scalar(_TEXT, text, style="|" if "\n" in text else '"' if reads_as_other else None)


def _represent_map(dumper: yaml.SafeDumper, values: Mapping[str, Any]) -> yaml.MappingNode:
    ordered = sorted(values, key=cmp_to_key(_compare))
    return dumper.represent_mapping(_TAG + "map", [(key, values[key]) for key in ordered])


def _compare(one: str, other: str) -> int:
    """Order keys as the Go library does, `s2` before `s10`: give less than 0 when `one` comes first."""
    at = next((place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), None)
    if at is None:
        return len(one) - len(other)
    if one[at].isalpha() and other[at].isalpha():
        return ord(one[at]) - ord(other[at])
    if one[at].isalpha() or other[at].isalpha():
        # After a digit a letter comes first, elsewhere it comes last.
        return -1 if one[at].isalpha() == one[at - 1 : at].isdigit() else 1
    # The numbers that begin or go on here; inside of a number a 0 counts, in front of it it does not.
    inside = "1" if _NUMBER_BEFORE.search(one[:at]) and "0" in (one[at], other[at]) else ""
    left, right = ("".join(takewhile(str.isdecimal, name[at:])) for name in (one, other))
    order = int(inside + left or "0") - int(inside + right or "0")
    return order or len(left) - len(right) or ord(one[at]) - ord(other[at])


def _represent_value(dumper: yaml.SafeDumper, value: float | None) -> yaml.ScalarNode:
    return dumper.represent_scalar(_TEXT, "null" if value is None else plain_text(value))


_TAG = "tag:yaml.org,2002:"
_TEXT = _TAG + "str"
_TIME_OR_DATE = re.compile(
    r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}.*)?"
)
_NUMBER_BEFORE = re.compile("[1-9][0-9]*$")
_GoDumper.add_representer(str, _represent_text)
_GoDumper.add_representer(dict, _represent_map)
for _kind in (bool, int, float, type(None)):
    _GoDumper.add_representer(_kind, _represent_value)


def _workflow(source: Source) -> Json:
    return {
        "name": source.name,
        "docker_env": source.docker_env,
        "entry_points": _components(source.entry_points),
        "components": _components(source.components),
        "cache": _cache(source.cache),
        "parallelism": source.parallelism,
        "disabled": source.disabled,
        "failure_options": {"strategy": source.strategy},
        "post_process": _components(source.post_process),
        "fs_options": {"main_fs": _mount(source.main_fs), "extra_fs": [_mount(mount) for mount in source.extra_fs]},
    }


def _components(components: Mapping[str, Written]) -> Json:
    return {name: _component(component) for name, component in components.items()}


def _component(written: Written) -> Json:
    shared = {
        "loop_argument": written.loop_argument,
        "condition": written.condition,
        "parameters": dict(written.parameters),
        "deps": written.deps_text,
        "artifacts": {"input": dict(written.inputs), "output": dict(written.outputs)},
    }
    if written.entry_points is not None:
        return shared | {"entry_points": _components(written.entry_points)}
    return shared | {
        "command": written.command,
        "env": dict(written.env),
        "docker_env": written.docker_env,
        "cache": _cache(written.cache),
        "reference": {"component": written.reference},
        "extra_fs": [_mount(mount) for mount in written.extra_fs],
    }


def _cache(cache: WrittenCache) -> Json:
    return {
        "enable": bool(cache.enable),
        "max_expired_time": cache.max_expired_time,
        "fs_scope": [{"name": scope.name, "path": scope.path} for scope in cache.fs_scope],
    }


def _mount(mount: Mount) -> Json:
    return {
        "name": mount.name,
        "mount_path": mount.mount_path,
        "sub_path": mount.sub_path,
        "read_only": mount.read_only,
    }
