"""A pipeline as its author wrote it: tree of dicts to typed data, refusing wrong types and unknown keys (§1-§3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn, TypeAlias

from attrs import evolve, field, frozen

from paddleflow.pipeline._rules.go_format import env_text
from paddleflow.pipeline._rules.problems import Rejected
from paddleflow.pipeline._rules.yaml_text import LARGEST_WRITTEN_OUT

Json: TypeAlias = dict[str, Any]


@frozen
class Mount:
    """A file system in a step: the wire form of §8. An empty `mount_path` stands for the default, see `path`."""

    id: str = ""
    name: str = ""
    mount_path: str = ""
    sub_path: str = ""
    read_only: bool = False

    @property
    def path(self) -> str:
        """Where the step sees it."""
        return self.mount_path or f"/home/paddleflow/storage/mnt/{self.id}"

    def to_json(self) -> Json:
        """Give `{id, name, mountPath, subPath, readOnly}`."""
        return {
            "id": self.id,
            "name": self.name,
            "mountPath": self.mount_path,
            "subPath": self.sub_path,
            "readOnly": self.read_only,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Mount:
        """Read what `to_json` gave."""
        return cls(data["id"], data["name"], data["mountPath"], data["subPath"], data["readOnly"])


@frozen
class FsScope:
    """A part of a file system whose changes invalidate a cache (§10)."""

    name: str
    id: str
    path: str

    def to_json(self) -> Json:
        """Give `{name, id, path}`."""
        return {"name": self.name, "id": self.id, "path": self.path}


@frozen
class CacheSpec:
    """Cache settings as written: None and empty stand for keys that are absent."""

    enable: bool | None = None
    max_expired_time: str = ""
    fs_scope: tuple[FsScope, ...] = ()

    def over(self, workflow: CacheSpec) -> CacheSpec:
        """Lay a step's settings over the workflow's; scopes join, the step's first (§10)."""
        return CacheSpec(
            enable=workflow.enable if self.enable is None else self.enable,
            max_expired_time=self.max_expired_time or workflow.max_expired_time,
            fs_scope=self.fs_scope + workflow.fs_scope,
        )


@frozen
class ComponentSpec:
    """A component as written. Templates, typed parameters and references are still in place.

    `entry_points` is None for a step. `outputs` maps a step's names to "".
    """

    name: str
    deps_text: str = ""
    parameters: Mapping[str, Any] = field(factory=dict)
    inputs: Mapping[str, str] = field(factory=dict)
    outputs: Mapping[str, str] = field(factory=dict)
    condition: str = ""
    loop_argument: Any = None
    entry_points: Mapping[str, ComponentSpec] | None = None
    command: str = ""
    env: Mapping[str, str] = field(factory=dict)
    docker_env: str = ""
    cache: CacheSpec = field(factory=CacheSpec)
    extra_fs: tuple[Mount, ...] = ()
    reference: str = ""

    @property
    def deps(self) -> tuple[str, ...]:
        """The names in `deps_text`, a comma list with blanks and empty parts."""
        return tuple(part.strip() for part in self.deps_text.split(",") if part.strip())

    @property
    def kind(self) -> str:
        """`step` or `dag`, as messages name it."""
        return "step" if self.entry_points is None else "dag"


@frozen
class PipelineSpec:
    """A whole pipeline as written, the workflow's defaults already in its steps."""

    name: str
    docker_env: str
    entry_points: Mapping[str, ComponentSpec]
    components: Mapping[str, ComponentSpec]
    post_process: Mapping[str, ComponentSpec]
    cache: CacheSpec
    parallelism: int
    disabled: str
    strategy: str
    main_fs: Mount
    extra_fs: tuple[Mount, ...]


def refuse(message: str) -> NoReturn:
    """Refuse the pipeline with code InvalidPipeline."""
    raise Rejected("InvalidPipeline", message)


def read_pipeline(tree: Mapping[str, Any] | PipelineSpec) -> PipelineSpec:
    """Read the tree of a pipeline.

    Args:
        tree: what `parse_yaml` or `tree_of_json` gave; what was read before is returned as it is.

    Raises:
        Rejected: InvalidPipeline: a wrong type, an unknown key, no entry points.

    Source: §1-§3, §8, §10.
    """
    if isinstance(tree, PipelineSpec):
        return tree
    keys = _Keys(tree, "workflow", _WORKFLOW_KEYS)
    entry_points = _components(keys.mapping("entry_points"), "entry_points")
    components = _components(keys.mapping("components"), "components")
    post_process = _components(keys.mapping("post_process"), "post_process")
    if any(post.entry_points is not None for post in post_process.values()):
        refuse("[post_process] can only have step")
    cache = _cache(keys.mapping("cache"))
    main_fs, extra_fs = _fs_options(keys.mapping("fs_options"))
    if not isinstance(tree.get("entry_points"), dict):
        refuse("get entry_points map failed")
    if "cache" in tree and tree["cache"] is None:
        refuse("get globalCacheMap failed: [cache] of workflow should be map type")
    docker_env = keys.text("docker_env")
    defaults = text_size([docker_env, tree.get("cache"), tree.get("fs_options")])
    count = sum(1 for level in (entry_points, components, post_process) for _ in walk(level))
    if defaults * count > LARGEST_WRITTEN_OUT:
        refuse(
            f"what the workflow gives to each of its steps (docker_env, cache, fs_options) comes to more than "
            f"{LARGEST_WRITTEN_OUT} characters: give it to fewer steps"
        )

    def with_defaults(component: ComponentSpec) -> ComponentSpec:
        if component.reference:
            return component
        return evolve(
            component,
            docker_env=component.docker_env or docker_env,
            extra_fs=component.extra_fs + extra_fs,
        )

    def with_cache(component: ComponentSpec) -> ComponentSpec:
        component = with_defaults(component)
        return component if component.reference else evolve(component, cache=component.cache.over(cache))

    return PipelineSpec(
        name=keys.text("name"),
        docker_env=docker_env,
        entry_points=map_steps(entry_points, with_cache),
        components=map_steps(components, with_cache),
        post_process=map_steps(post_process, with_defaults),
        cache=cache,
        parallelism=_parallelism(tree.get("parallelism")),
        disabled=keys.text("disabled"),
        strategy=_strategy(tree.get("failure_options")),
        main_fs=main_fs,
        extra_fs=extra_fs,
    )


def map_steps(
    components: Mapping[str, ComponentSpec], change: Callable[[ComponentSpec], ComponentSpec]
) -> dict[str, ComponentSpec]:
    """Change every step of a level and below it."""
    return {
        name: change(component)
        if component.entry_points is None
        else evolve(component, entry_points=map_steps(component.entry_points, change))
        for name, component in components.items()
    }


def walk(components: Mapping[str, ComponentSpec], prefix: str = "") -> Iterator[tuple[str, ComponentSpec]]:
    """Give every component of a level and below it with its dotted name."""
    for name, component in components.items():
        yield prefix + name, component
        if component.entry_points is not None:
            yield from walk(component.entry_points, f"{prefix}{name}.")


def text_size(value: Any) -> int:
    """Count the characters in a tree, each list and each item for one more."""
    size, rest = 0, [value]
    while rest:
        item = rest.pop()
        if isinstance(item, str):
            size += len(item)
        elif isinstance(item, dict):
            size += sum(map(len, item))
            rest.extend(item.values())
        elif isinstance(item, list):
            rest.extend(item)
        size += 1
    return size


_WORKFLOW_KEYS = frozenset({
    "name", "docker_env", "entry_points", "components", "cache",
    "parallelism", "disabled", "failure_options", "post_process", "fs_options",
})  # fmt: skip
_SHARED_KEYS = frozenset({"loop_argument", "condition", "parameters", "deps", "artifacts", "type", "name"})
_DAG_KEYS = _SHARED_KEYS | {"entry_points"}
_STEP_KEYS = _SHARED_KEYS | {"command", "env", "docker_env", "cache", "reference", "extra_fs"}


class _Keys:
    """The values of one map, by key, of the type that each must have. Where nulls are taken, no null is looked at."""

    def __init__(self, tree: Mapping[str, Any], owner: str, known: frozenset[str], *, nulls: bool = True) -> None:
        for key, value in tree.items():
            if key not in known and not (nulls and value is None):
                refuse(f"{owner} has no attribute [{key}]")
        self._tree = tree
        self._owner = owner
        self._nulls = nulls

    def _get(self, key: str, kind: type, kind_name: str, default: Any) -> Any:
        value = self._tree.get(key)
        if value is None and (self._nulls or key not in self._tree):
            return default
        if not isinstance(value, kind):
            refuse(f"[{key}] in {self._owner} should be {kind_name} type")
        return value

    def text(self, key: str) -> str:
        return str(self._get(key, str, "string", ""))

    def flag(self, key: str) -> bool:
        return bool(self._get(key, bool, "bool", False))

    def mapping(self, key: str) -> Json:
        result: Json = self._get(key, dict, "map", {})
        return result

    def items(self, key: str) -> list[Any]:
        result: list[Any] = self._get(key, list, "list", [])
        return result


def _components(tree: Mapping[str, Any], owner: str) -> dict[str, ComponentSpec]:
    components = {}
    for name, value in tree.items():
        if not isinstance(value, dict):
            refuse(f"parse [{owner}] failed, error: component [{name}] should be map type")
        components[name] = _dag(name, value) if "entry_points" in value else _step(name, value)
    return components


def _dag(name: str, tree: Json) -> ComponentSpec:
    # Unlike in a step, a key without a value is an error here.
    keys = _Keys(tree, f"dag[{name}]", _DAG_KEYS, nulls=False)
    _check_type(keys.text("type"), "dag", name)
    artifacts = _Keys(keys.mapping("artifacts"), f"[artifacts] of dag[{name}]", _ARTIFACT_KEYS, nulls=False)
    return ComponentSpec(
        name=name,
        deps_text=keys.text("deps"),
        parameters=keys.mapping("parameters"),
        inputs=_texts(artifacts.mapping("input"), f"[artifacts.input] in dag[{name}]"),
        outputs=_texts(artifacts.mapping("output"), f"[artifacts.output] in dag[{name}]"),
        condition=keys.text("condition"),
        loop_argument=tree.get("loop_argument"),
        entry_points=_components(keys.mapping("entry_points"), f"entry_points of dag[{name}]"),
    )


def _step(name: str, tree: Json) -> ComponentSpec:
    keys = _Keys(tree, f"step[{name}]", _STEP_KEYS)
    _check_type(keys.text("type"), "step", name)
    reference = _Keys(keys.mapping("reference"), f"[reference] of step[{name}]", frozenset({"component"}), nulls=False)
    if "cache" in tree and tree["cache"] is None and not reference.text("component"):
        refuse(f"get componentCacheMap failed: [cache] in step[{name}] should be map type")
    artifacts = keys.mapping("artifacts")
    inputs = _Keys(artifacts, f"[artifacts] of step[{name}]", _ARTIFACT_KEYS, nulls=False).mapping("input")
    return ComponentSpec(
        name=name,
        deps_text=keys.text("deps"),
        parameters=keys.mapping("parameters"),
        inputs=_texts(inputs, f"[artifacts.input] in step[{name}]"),
        outputs=_step_outputs(artifacts.get("output", []), name),
        condition=keys.text("condition"),
        loop_argument=tree.get("loop_argument"),
        command=keys.text("command"),
        env=_env(keys.mapping("env"), name),
        docker_env=keys.text("docker_env"),
        cache=_cache(keys.mapping("cache")),
        extra_fs=tuple(_mount(value, "[extra_fs]") for value in keys.items("extra_fs")),
        reference=reference.text("component"),
    )


_ARTIFACT_KEYS = frozenset({"input", "output"})


def _check_type(written: str, kind: str, name: str) -> None:
    if written.lower() not in ("", kind):
        refuse(f"set [type] as [{written}] in {kind}[{name}]")


def _texts(tree: Mapping[str, Any], owner: str) -> dict[str, str]:
    for value in tree.values():
        if not isinstance(value, str):
            refuse(f"{owner} should be map[string]string type")
    return dict(tree)


def _step_outputs(value: Any, name: str) -> dict[str, str]:
    if isinstance(value, dict):
        if any(path != "" for path in value.values()):
            refuse(
                f'[artifacts.output] in step[{name}] with map type must use empty string("") value, '
                "list type is recommended"
            )
        return dict(value)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        refuse(f"[artifacts.output] in step[{name}] should be list of string type, or map type with empty values")
    return dict.fromkeys(value, "")


def _env(tree: Mapping[str, Any], name: str) -> dict[str, str]:
    env = {}
    for key, value in tree.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            refuse(f"values in [env] should be string type: [{key}] in step[{name}]")
        env[key] = env_text(value) if isinstance(value, float) else str(value)
    return env


def _cache(tree: Mapping[str, Any]) -> CacheSpec:
    keys = _Keys(tree, "[cache]", frozenset({"enable", "max_expired_time", "fs_scope"}))
    expired = tree.get("max_expired_time")
    if isinstance(expired, bool) or not isinstance(expired, str | int | None):
        refuse("[cache.max_expired_time] should be string/int64 type")
    return CacheSpec(
        enable=None if tree.get("enable") is None else keys.flag("enable"),
        max_expired_time="" if expired is None else str(expired),
        fs_scope=tuple(_scope(value) for value in keys.items("fs_scope")),
    )


def _scope(value: Any) -> FsScope:
    if not isinstance(value, dict):
        refuse("each info in [fs_scope] should be map type")
    keys = _Keys(value, "[fs_scope]", frozenset({"name", "path", "id"}), nulls=False)
    return FsScope(name=keys.text("name"), id="", path=keys.text("path"))


def _fs_options(tree: Mapping[str, Any]) -> tuple[Mount, tuple[Mount, ...]]:
    keys = _Keys(tree, "[fs_options]", frozenset({"main_fs", "extra_fs"}), nulls=False)
    extra = tuple(_mount(value, "[fs_options.extra_fs]") for value in keys.items("extra_fs"))
    return _mount(keys.mapping("main_fs"), "[fs_options.main_fs]"), extra


def _mount(value: Any, owner: str) -> Mount:
    if not isinstance(value, dict):
        refuse(f"each mount info in {owner} should be map type")
    keys = _Keys(value, owner, frozenset({"name", "mount_path", "sub_path", "read_only", "id"}), nulls=False)
    return Mount(
        name=keys.text("name"),
        mount_path=keys.text("mount_path"),
        sub_path=keys.text("sub_path"),
        read_only=keys.flag("read_only"),
    )


def _parallelism(value: Any) -> int:
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int | float):
        refuse("[parallelism] of workflow should be int type")
    return int(value)


def _strategy(value: Any) -> str:
    if value is None:
        return "fail_fast"
    if not isinstance(value, dict):
        refuse("[failure_options] of workflow should be map type")
    return _Keys(value, "[failure_options]", frozenset({"strategy"}), nulls=False).text("strategy")
