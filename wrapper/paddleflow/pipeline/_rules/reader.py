"""From a pipeline's document to typed data: wrong types and unknown keys (§1-§3, §8, §10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from paddleflow.pipeline._rules.go_format import env_text
from paddleflow.pipeline._rules.problems import Path, Problem, Rejected, Report, reject, suggestion
from paddleflow.pipeline._rules.spec import (
    LARGEST_WRITTEN_OUT,
    CacheSpec,
    ComponentSpec,
    FsScope,
    Json,
    Mount,
    PipelineSpec,
    Place,
    map_steps,
    text_size,
    walk,
)

_WORKFLOW_KEYS = frozenset({
    "name", "docker_env", "entry_points", "components", "cache",
    "parallelism", "disabled", "failure_options", "post_process", "fs_options",
})  # fmt: skip
_SHARED_KEYS = frozenset({"loop_argument", "condition", "parameters", "deps", "artifacts", "type", "name"})
_DAG_KEYS = _SHARED_KEYS | {"entry_points"}
_STEP_KEYS = _SHARED_KEYS | {"command", "env", "docker_env", "cache", "reference", "extra_fs"}
_ARTIFACT_KEYS = frozenset({"input", "output"})
# Common mistakes for the names of keys.
_SYNONYMS = {"image": "docker_env", "run": "command", "cmd": "command", "depends": "deps", "steps": "entry_points"}
_CACHE_ADVICE = "write {enable: true}, or leave it out"
_KIND_ADVICE = {"string": "put it in quotes", "list": "write it in brackets: [a, b]", "bool": "write true or false"}


def read_pipeline(tree: Mapping[str, Any] | PipelineSpec, report: Report = reject) -> PipelineSpec:
    """Read the document of a pipeline.

    Args:
        tree: From `parse_yaml`; a pipeline that is read already is returned unchanged.
        report: Called for wrong types, unknown keys, and missing entry points.

    Returns:
        The pipeline; without the wrong parts, if `report` does not raise.

    Raises:
        Rejected: InvalidPipeline: it is nested too deeply.
    """
    if isinstance(tree, PipelineSpec):
        return tree
    try:
        return Reader(report).pipeline(tree)
    except RecursionError as error:
        raise Rejected("InvalidPipeline", "the pipeline is nested too deeply") from error


class _SpecFields:
    """The values of one mapping, by key and type. With `nulls`, a null is treated like a missing key."""

    def __init__(
        self,
        tree: Mapping[str, Any],
        owner: str,
        path: Path,
        known: frozenset[str],
        report: Report,
        *,
        nulls: bool = True,
    ) -> None:
        for key, value in tree.items():
            if key not in known and not (nulls and value is None):
                synonym = _SYNONYMS.get(key)
                meant = synonym if synonym in known else None
                advice = f"write {meant}" if meant else suggestion(key, known, "its keys are")
                report(Problem(f"{owner} has no attribute [{key}]", (*path, key), advice))
        self.tree = tree
        self._owner = owner
        self._path = path
        self._nulls = nulls
        self._report = report

    def _get(self, key: str, kind: type, kind_name: str, default: Any) -> Any:
        value = self.tree.get(key)
        if value is None and (self._nulls or key not in self.tree):
            return default
        if not isinstance(value, kind):
            advice = _KIND_ADVICE.get(kind_name, "")
            self._report(Problem(f"[{key}] in {self._owner} should be {kind_name} type", (*self._path, key), advice))
            return default
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


class Reader:
    """Reads one document."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def _refuse(self, message: str, path: Path, advice: str = "") -> None:
        self._report(Problem(message, path, advice))

    def _fields(
        self, tree: Mapping[str, Any], owner: str, path: Path, known: frozenset[str], *, nulls: bool = True
    ) -> _SpecFields:
        return _SpecFields(tree, owner, path, known, self._report, nulls=nulls)

    def pipeline(self, tree: Mapping[str, Any]) -> PipelineSpec:
        fields = self._fields(tree, "workflow", (), _WORKFLOW_KEYS)
        entry_points = self._components(fields.mapping("entry_points"), "entry_points", None, "entry_points")
        components = self._components(fields.mapping("components"), "components", None, "components")
        post_process = self._components(fields.mapping("post_process"), "post_process", None, "post_process")
        for name, post in list(post_process.items()):
            if post.entry_points is not None:
                self._refuse("[post_process] can only have step", post.place.path(), "a DAG cannot run there")
                del post_process[name]
        cache = self._cache(fields.mapping("cache"), ("cache",))
        main_fs, extra_fs = self._fs_options(fields.mapping("fs_options"))
        if tree.get("entry_points") is None:
            self._refuse("get entry_points map failed", ("entry_points",), "put the steps under entry_points")
        if "cache" in tree and tree["cache"] is None:
            message = "get globalCacheMap failed: [cache] of workflow should be map type"
            self._refuse(message, ("cache",), _CACHE_ADVICE)
        docker_env = fields.text("docker_env")
        defaults = text_size([docker_env, tree.get("cache"), tree.get("fs_options")])
        self._check_size(defaults * sum(1 for level in (entry_points, components, post_process) for _ in walk(level)))

        def completed(level: Mapping[str, ComponentSpec], cache: CacheSpec) -> dict[str, ComponentSpec]:
            return map_steps(level, lambda step: _with_defaults(step, docker_env, extra_fs, cache))

        return PipelineSpec(
            name=fields.text("name"),
            docker_env=docker_env,
            entry_points=completed(entry_points, cache),
            components=completed(components, cache),
            post_process=completed(post_process, CacheSpec()),
            cache=cache,
            parallelism=self._parallelism(tree.get("parallelism")),
            disabled=fields.text("disabled"),
            strategy=self._strategy(tree.get("failure_options")),
            main_fs=main_fs,
            extra_fs=extra_fs,
        )

    def _check_size(self, defaults: int) -> None:
        if defaults > LARGEST_WRITTEN_OUT:
            message = (
                "the defaults that the workflow gives its steps (docker_env, cache, fs_options) have more than "
                f"{LARGEST_WRITTEN_OUT} characters in all"
            )
            self._refuse(message, (), "set them for fewer steps")

    # Components.
    def _components(
        self, tree: Mapping[str, Any], owner: str, parent: Place | None, section: str
    ) -> dict[str, ComponentSpec]:
        components = {}
        for name, value in tree.items():
            place = Place(parent, section, name)
            if not isinstance(value, dict):
                message = f"parse [{owner}] failed, error: component [{name}] should be map type"
                self._refuse(message, place.path(), "a step has a command, a DAG has entry_points")
                continue
            components[name] = (self._dag if "entry_points" in value else self._step)(name, value, place)
        return components

    def _dag(self, name: str, tree: Json, place: Place) -> ComponentSpec:
        # Unlike in a step, a key without a value is an error here.
        fields = self._fields(tree, f"dag[{name}]", place.path(), _DAG_KEYS, nulls=False)
        self._check_type(fields.text("type"), "dag", name, place)
        path = place.path("artifacts")
        artifacts = self._fields(
            fields.mapping("artifacts"), f"[artifacts] of dag[{name}]", path, _ARTIFACT_KEYS, nulls=False
        )
        return ComponentSpec(
            name=name,
            place=place,
            deps_text=fields.text("deps"),
            parameters=fields.mapping("parameters"),
            inputs=self._texts(artifacts.mapping("input"), f"[artifacts.input] in dag[{name}]", (*path, "input")),
            outputs=self._texts(artifacts.mapping("output"), f"[artifacts.output] in dag[{name}]", (*path, "output")),
            condition=fields.text("condition"),
            loop_argument=tree.get("loop_argument"),
            entry_points=self._components(
                fields.mapping("entry_points"), f"entry_points of dag[{name}]", place, "entry_points"
            ),
        )

    def _step(self, name: str, tree: Json, place: Place) -> ComponentSpec:
        fields = self._fields(tree, f"step[{name}]", place.path(), _STEP_KEYS)
        self._check_type(fields.text("type"), "step", name, place)
        reference = self._fields(
            fields.mapping("reference"),
            f"[reference] of step[{name}]",
            place.path("reference"),
            frozenset({"component"}),
            nulls=False,
        ).text("component")
        if "cache" in tree and tree["cache"] is None and not reference:
            message = f"get componentCacheMap failed: [cache] in step[{name}] should be map type"
            self._refuse(message, place.path("cache"), _CACHE_ADVICE)
        path = place.path("artifacts")
        artifacts = fields.mapping("artifacts")
        inputs = self._fields(artifacts, f"[artifacts] of step[{name}]", path, _ARTIFACT_KEYS, nulls=False)
        return ComponentSpec(
            name=name,
            place=place,
            deps_text=fields.text("deps"),
            parameters=fields.mapping("parameters"),
            inputs=self._texts(inputs.mapping("input"), f"[artifacts.input] in step[{name}]", (*path, "input")),
            outputs=self._step_outputs(artifacts.get("output", []), name, (*path, "output")),
            condition=fields.text("condition"),
            loop_argument=tree.get("loop_argument"),
            command=fields.text("command"),
            env=self._env(fields.mapping("env"), name, place.path("env")),
            docker_env=fields.text("docker_env"),
            cache=self._cache(fields.mapping("cache"), place.path("cache")),
            extra_fs=self._mounts(fields.items("extra_fs"), "[extra_fs]", place.path("extra_fs")),
            reference=reference,
        )

    def _check_type(self, written: str, kind: str, name: str, place: Place) -> None:
        if written.lower() not in ("", kind):
            advice = "a component with entry_points is a dag, any other a step"
            self._refuse(f"set [type] as [{written}] in {kind}[{name}]", place.path("type"), advice)

    def _texts(self, tree: Mapping[str, Any], owner: str, path: Path) -> dict[str, str]:
        for key, value in tree.items():
            if not isinstance(value, str):
                advice = f'put it in quotes: "{{{{step.output}}}}", for [{key}]'
                self._refuse(f"{owner} should be map[string]string type", (*path, key), advice)
        return {key: value for key, value in tree.items() if isinstance(value, str)}

    def _step_outputs(self, value: Any, name: str, path: Path) -> dict[str, str]:
        if isinstance(value, dict):
            for key, item in value.items():
                if item != "":
                    where = f"[artifacts.output] in step[{name}] with map type"
                    self._refuse(f'{where} must use empty string("") value, list type is recommended', (*path, key))
            return dict.fromkeys(value, "")
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._refuse(
                f"[artifacts.output] in step[{name}] should be list of string type, or map type with empty values",
                path,
                "write the names in brackets: [model, metrics], and y, n, yes, no, on, off in quotes",
            )
            value = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
        return dict.fromkeys(value, "")

    def _env(self, tree: Mapping[str, Any], name: str, path: Path) -> dict[str, str]:
        env = {}
        for key, value in tree.items():
            if isinstance(value, bool) or not isinstance(value, str | int | float):
                message = f"values in [env] should be string type: [{key}] in step[{name}]"
                self._refuse(message, (*path, key), "put it in quotes")
                continue
            env[key] = env_text(value) if isinstance(value, float) else str(value)
        return env

    # Options.
    def _cache(self, tree: Mapping[str, Any], path: Path) -> CacheSpec:
        fields = self._fields(tree, "[cache]", path, frozenset({"enable", "max_expired_time", "fs_scope"}))
        expired = tree.get("max_expired_time")
        if isinstance(expired, bool) or not isinstance(expired, str | int | None):
            advice = "write an integer of seconds; -1 means no limit"
            self._refuse("[cache.max_expired_time] should be string/int64 type", (*path, "max_expired_time"), advice)
            expired = None
        scopes = []
        for number, value in enumerate(fields.items("fs_scope")):
            where = (*path, "fs_scope", number)
            if not isinstance(value, dict):
                self._refuse("each info in [fs_scope] should be map type", where, "write {name: ..., path: ...}")
                continue
            scope = self._fields(value, "[fs_scope]", where, frozenset({"name", "path", "id"}), nulls=False)
            scopes.append(FsScope(name=scope.text("name"), id="", path=scope.text("path")))
        return CacheSpec(
            enable=None if tree.get("enable") is None else fields.flag("enable"),
            max_expired_time="" if expired is None else str(expired),
            fs_scope=tuple(scopes),
        )

    def _fs_options(self, tree: Mapping[str, Any]) -> tuple[Mount, tuple[Mount, ...]]:
        path = ("fs_options",)
        fields = self._fields(tree, "[fs_options]", path, frozenset({"main_fs", "extra_fs"}), nulls=False)
        extra = self._mounts(fields.items("extra_fs"), "[fs_options.extra_fs]", (*path, "extra_fs"))
        main = self._mounts([fields.mapping("main_fs")], "[fs_options.main_fs]", (*path, "main_fs"), single=True)
        return main[0], extra

    def _mounts(self, values: list[Any], owner: str, path: Path, *, single: bool = False) -> tuple[Mount, ...]:
        mounts = []
        for number, value in enumerate(values):
            where = path if single else (*path, number)
            if not isinstance(value, dict):
                message = f"each mount info in {owner} should be map type"
                self._refuse(message, where, "write {name: ..., mount_path: ...}")
                continue
            known = frozenset({"name", "mount_path", "sub_path", "read_only", "id"})
            fields = self._fields(value, owner, where, known, nulls=False)
            mounts.append(
                Mount(
                    name=fields.text("name"),
                    mount_path=fields.text("mount_path"),
                    sub_path=fields.text("sub_path"),
                    read_only=fields.flag("read_only"),
                )
            )
        return tuple(mounts)

    def _parallelism(self, value: Any) -> int:
        if value is None:
            return 0
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._refuse("[parallelism] of workflow should be int type", ("parallelism",), "write a number, 1 to 20")
            return 0
        return int(value)

    def _strategy(self, value: Any) -> str:
        if value is None:
            return "fail_fast"
        path = ("failure_options",)
        if not isinstance(value, dict):
            self._refuse("[failure_options] of workflow should be map type", path, "write {strategy: continue}")
            return "fail_fast"
        fields = self._fields(value, "[failure_options]", path, frozenset({"strategy"}), nulls=False)
        return fields.text("strategy")


def _with_defaults(
    step: ComponentSpec, docker_env: str, extra_fs: tuple[Mount, ...], cache: CacheSpec
) -> ComponentSpec:
    if step.reference:
        return step
    return evolve(
        step,
        docker_env=step.docker_env or docker_env,
        extra_fs=step.extra_fs + extra_fs,
        cache=step.cache.over(cache),
    )
