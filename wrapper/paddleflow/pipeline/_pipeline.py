"""A whole pipeline: made by a function, compiled, checked, sent."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

from paddleflow.pipeline._compiler import Compiled, Compiler, options_document
from paddleflow.pipeline._components import DAG, Component, EnvDict, Step, current_dag
from paddleflow.pipeline._errors import Finding, Location, PipelineDSLError, caller, refuse
from paddleflow.pipeline._options import CacheOptions, FailureOptions, FSOptions
from paddleflow.pipeline._references import Reference

if TYPE_CHECKING:
    pass

P = ParamSpec("P")

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,127}")
_SUFFIXES = (".json", ".yaml", ".yml")


class Pipeline:
    """A pipeline. As a decorator it makes a function build one: each call returns a new pipeline.

    >>> @Pipeline(name="hello", docker_env="alpine:3")
    ... def hello(who: str = "world") -> None:
    ...     ContainerStep(name="greet", command=f"echo hello {who}")
    >>> hello("all").run(fs_name="data")

    Args:
        name: Letters, digits, underscores and dashes, at most 128, not beginning with a digit or dash.
        parallelism: How many steps run at once, 1 to 20; default: chosen by the server (10).
        docker_env: Image of the steps that name none.
        env: Environment variables of all steps; a step's own come first.
        cache_options: When an earlier result is used.
        failure_options: What becomes of the other steps when one fails.
        fs_options: File systems that the steps use.

    Raises:
        PipelineDSLError: A value cannot be right.
    """

    def __init__(
        self,
        name: str,
        parallelism: int | None = None,
        docker_env: str | None = None,
        env: Mapping[str, str | Reference] | None = None,
        cache_options: CacheOptions | None = None,
        failure_options: FailureOptions | None = None,
        fs_options: FSOptions | None = None,
    ) -> None:
        self.location: Location = caller()
        self.name = name
        self.parallelism = _checked_parallelism(parallelism)
        self.docker_env = docker_env
        self.cache_options = cache_options
        self.failure_options = failure_options
        self.fs_options = fs_options
        self.components: dict[str, Component] = {}
        self.disabled: list[str] = []
        self._env = EnvDict()
        self.add_env(env)
        self._root: DAG | None = None
        self._post_process: Step | None = None

    def __call__(self, build: Callable[P, object]) -> Callable[P, Pipeline]:
        """Make a function build pipelines with these settings.

        Args:
            build: Makes steps and DAGs; what it returns is dropped.

        Returns:
            A function with the same parameters that returns a new `Pipeline`.
        """

        @functools.wraps(build)
        def built(*args: P.args, **kwargs: P.kwargs) -> Pipeline:
            if current_dag() is not None:
                raise refuse(f"pipeline {self.name} cannot be made inside another: call it outside, or use a DAG")
            pipeline = self._empty()
            with pipeline._outermost:
                build(*args, **kwargs)
            return pipeline

        built.__annotations__ = {**getattr(build, "__annotations__", {}), "return": Pipeline}
        return built

    def _empty(self) -> Pipeline:
        other = Pipeline(
            self.name,
            self.parallelism,
            self.docker_env,
            self._env,
            self.cache_options,
            self.failure_options,
            self.fs_options,
        )
        other.location = self.location
        other._post_process = self._post_process
        other.components = dict(self.components)
        other.disabled = list(self.disabled)
        other._root = DAG.outermost()
        return other

    @property
    def _outermost(self) -> DAG:
        if self._root is None:
            raise refuse(f"pipeline {self.name} has no steps yet: decorate a function with it and call that")
        return self._root

    @property
    def name(self) -> str:
        """Its name."""
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise refuse(
                "the name of a pipeline has letters, digits, underscores and dashes, begins with a letter or "
                f"underscore, and is at most 128 long: not {name!r}"
            )
        self._name = name

    @property
    def env(self) -> EnvDict:
        """Environment variables of all steps, by name."""
        return self._env

    @property
    def entry_points(self) -> dict[str, Component]:
        """Its steps and DAGs by name, to be looked at and changed."""
        return self._outermost.entry_points

    def add_env(self, env: Mapping[str, str | Reference] | None) -> None:
        """Add environment variables to all steps.

        Args:
            env: Texts by name.
        """
        if env:
            if not isinstance(env, Mapping):
                raise refuse(f"env is a dict, not {env!r}")
            for name, value in env.items():
                self._env[name] = value

    def set_post_process(self, step: Step) -> None:
        """Set the step that runs at the end, whatever happened.

        Args:
            step: One that was made outside; it replaces an earlier one.

        Raises:
            PipelineDSLError: It is no step.
        """
        if not isinstance(step, Step):
            raise refuse(f"the post_process of a pipeline is one step, not {step!r}")
        self._post_process = step

    def get_post_process(self) -> Step | None:
        """Return the step that runs at the end, if there is one."""
        return self._post_process

    def compile(self, save_path: str | Path | None = None, *, strict: bool = True) -> dict[str, Any]:
        """Return the pipeline as the server reads it. The pipeline itself is not changed.

        Args:
            save_path: Where to write it as well; ends in ``.yaml``, ``.yml`` or ``.json``. Folders are made.
            strict: Whether anything that `check` finds is an error.

        Returns:
            A new dict.

        Raises:
            PipelineDSLError: Something is wrong; all of it is listed.
        """
        if save_path is not None and Path(save_path).suffix not in _SUFFIXES:
            raise refuse(f"a pipeline is saved in a file that ends in one of {', '.join(_SUFFIXES)}, not {save_path!r}")
        compiled = self._compile()
        findings = [*compiled.findings, *(self._rules(compiled) if strict else ())]
        if findings:
            raise PipelineDSLError.of(findings)
        if save_path is not None:
            path = Path(save_path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                _as_json(compiled.document) if path.suffix == ".json" else _as_yaml(compiled.document), "utf-8"
            )
        return compiled.document

    def to_yaml(self) -> str:
        """Return the pipeline as YAML text that readers of YAML 1.1 and 1.2 understand alike.

        Raises:
            PipelineDSLError: Something is wrong; all of it is listed.
        """
        return _as_yaml(self.compile())

    def check(self) -> list[Finding]:
        """Return all that is wrong with the pipeline, without sending anything."""
        compiled = self._compile()
        return [*compiled.findings, *self._rules(compiled)]

    def _compile(self) -> Compiled:
        findings: list[Finding] = []
        compiler = Compiler(self._outermost, dict(self._env), self.location)
        document: dict[str, Any] = {"entry_points": compiler.entry_points()}
        if self.components:
            document["components"] = compiler.components(self.components)
        if self._post_process is not None:
            document["post_process"] = compiler.post_process(self._post_process)
        if self.docker_env:
            document["docker_env"] = self.docker_env
        document["name"] = self.name
        for key, options, kind, what in (
            ("cache", self.cache_options, CacheOptions, "cache_options"),
            ("failure_options", self.failure_options, FailureOptions, "failure_options"),
        ):
            self._option(document, findings, key, options, kind, what)
        if self.parallelism:
            document["parallelism"] = self.parallelism
        self._option(document, findings, "fs_options", self.fs_options, FSOptions, "fs_options")
        if self.disabled:
            document["disabled"] = ",".join(self.disabled)
        return Compiled(document, [*compiler.findings, *findings], compiler.locations())

    def _option(
        self, document: dict[str, Any], findings: list[Finding], key: str, options: object, kind: type, what: str
    ) -> None:
        if options is None or options is False:
            return
        try:
            document[key] = options_document(options, kind, what)
        except PipelineDSLError as problem:
            findings.extend(Finding(each.message, "", self.location) for each in problem.findings)

    def _rules(self, compiled: Compiled) -> list[Finding]:
        return []

    def __repr__(self) -> str:
        return f"<Pipeline {self.name}>"


def _as_yaml(document: dict[str, Any]) -> str:
    from paddleflow.pipeline._yaml import dump

    return dump(document)


def _as_json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _checked_parallelism(parallelism: object) -> int | None:
    if not parallelism:
        return None
    if isinstance(parallelism, bool) or not isinstance(parallelism, int) or parallelism < 1:
        raise refuse(f"parallelism is a whole number, 1 to 20, not {parallelism!r}")
    return parallelism
