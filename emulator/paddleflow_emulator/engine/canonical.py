"""A pipeline written out in full and in one way, and the source key made of that (§9, §10)."""

import hashlib
from collections.abc import Mapping
from typing import Any

import yaml

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
        """Indent lists in maps as well."""
        super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else '"' if plain_value(text) != text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_GoDumper.add_representer(str, _represent_text)


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
        "deps": ",".join(written.deps),
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
