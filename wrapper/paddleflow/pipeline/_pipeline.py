"""A whole pipeline: made by a function, compiled, checked, sent."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

from paddleflow.pipeline._check import as_read, finding_of, problems_of
from paddleflow.pipeline._components import DAG, ENTRY_POINT, Component, ContainerStep, EnvDict, as_mapping, current_dag
from paddleflow.pipeline._errors import Finding, Location, PipelineDSLError, caller, refuse
from paddleflow.pipeline._names import PIPELINE_NAME
from paddleflow.pipeline._options import CacheOptions, FailureOptions, FSOptions
from paddleflow.pipeline._references import Reference
from paddleflow.pipeline._send import send

if TYPE_CHECKING:
    from paddleflow import RunInfo
    from paddleflow.pipeline._compiler import Compiled
    from paddleflow.pipeline._graph import GraphFormat
    from paddleflow.pipeline._send import PipelineSent, RunSent, SendsPipeline, SendsRun, SendsVersion, VersionSent

P = ParamSpec("P")

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
        failure_options: What happens to the other steps when one fails.
        fs_options: File systems that the steps use.

    Raises:
        PipelineDSLError: A value is invalid.
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
        self._post_process: ContainerStep | None = None

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
        if not isinstance(name, str) or not PIPELINE_NAME.fullmatch(name):
            raise refuse(
                "the name of a pipeline must consist of letters, digits, underscores and dashes, begin with a letter "
                f"or underscore, and have at most 128 characters, not {name!r}"
            )
        self._name = name

    @property
    def env(self) -> EnvDict:
        """Environment variables of all steps, by name."""
        return self._env

    @property
    def entry_points(self) -> dict[str, Component]:
        """Its steps and DAGs by name; may be changed."""
        return self._outermost.entry_points

    def add_env(self, env: Mapping[str, str | Reference] | None) -> None:
        """Add environment variables to all steps.

        Args:
            env: Values by name.
        """
        self._env.update(as_mapping(env, "env"))

    def set_post_process(self, step: ContainerStep) -> None:
        """Set the step that runs at the end, whatever happened.

        Args:
            step: A step made outside the pipeline; it replaces an earlier one.

        Raises:
            PipelineDSLError: It is not a step.
        """
        if not isinstance(step, ContainerStep):
            raise refuse(f"the post_process of a pipeline must be a step, not {step!r}")
        self._post_process = step

    def get_post_process(self) -> ContainerStep | None:
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
            raise refuse(f"save_path must end in one of {', '.join(_SUFFIXES)}, not {save_path!r}")
        document = self._checked(strict=strict, any_fs=True)
        if save_path is not None:
            path = Path(save_path)
            path.parent.mkdir(parents=True, exist_ok=True)
            is_json = path.suffix == ".json"
            text = json.dumps(document, ensure_ascii=False, indent=2) + "\n" if is_json else _as_yaml(document)
            path.write_text(text, "utf-8")
        return document

    @classmethod
    def from_yaml(cls, source: str | Path) -> Pipeline:
        """Return the pipeline that a YAML describes.

        Args:
            source: The YAML, or a `Path` to a file.

        Raises:
            PipelineDSLError: It does not describe a pipeline.
            OSError: The file cannot be read, or has more than 16 MiB.
        """
        from paddleflow.pipeline._reader import pipeline_of
        from paddleflow.pipeline._yaml import load

        return pipeline_of(load(source))

    def to_yaml(self) -> str:
        """Return the pipeline as YAML text that readers of YAML 1.1 and 1.2 understand alike.

        Raises:
            PipelineDSLError: Something is wrong; all of it is listed.
        """
        return _as_yaml(self.compile())

    def check(
        self,
        *,
        fs_name: str | None = None,
        param: Mapping[str, Any] | None = None,
        disabled: Sequence[str] | str | None = None,
    ) -> list[Finding]:
        """Return all that is wrong with the pipeline, each with the line that made the step or DAG. Nothing is sent.

        Whether file systems, queues and flavours are there is known to the server only.

        Args:
            fs_name: File system that the run is to work in, when the pipeline names none.
            param: Values of parameters that the run is to have.
            disabled: Dotted names of steps and DAGs that the run is to leave out.

        Returns:
            The findings; empty when there is nothing wrong. `compile`, `run` and `create` raise all but warnings.
        """
        return self._findings(self._compile(), fs_name=fs_name, param=param, disabled=disabled)

    def run(
        self,
        config: str | Path | None = None,
        username: str | None = None,
        fs_name: str | None = None,
        run_name: str | None = None,
        desc: str | None = None,
        disabled: Sequence[str] | str | None = None,
        *,
        client: SendsRun[RunSent] | None = None,
        param: Mapping[str, Any] | None = None,
        docker_env: str | None = None,
        failure_options: FailureOptions | None = None,
        strict: bool = True,
    ) -> RunSent:
        """Check the pipeline and start a run of it.

        Args:
            config: Settings file of the client; default: environment and profile, as for `Client`.
            username: Whose file systems are meant; root only.
            fs_name: File system that the run works in, when the pipeline names none.
            run_name: Name of the run; default: the pipeline's.
            desc: Free text.
            disabled: Dotted names of steps and DAGs to leave out.
            client: The client to use, blocking or asynchronous; default: one for this call.
            param: Values of parameters: ``{"epoch": 100}``, or ``{"train.epoch": 100}`` for one component's.
            docker_env: Image of the steps that name none.
            failure_options: What happens to the other steps when one fails, instead of the pipeline's.
            strict: Whether to send only what `check` finds nothing wrong with.

        Returns:
            The pair of `Client.create_run`, to be awaited when the client is asynchronous.
        """

        def prepare() -> dict[str, Any]:
            names = self._disabled(disabled)
            document = self._checked(strict=strict, docker_env=docker_env, fs_name=fs_name, param=param, disabled=names)
            return {
                "fs_name": fs_name,
                "username": username,
                "run_name": run_name,
                "desc": desc,
                "param": param,
                "docker_env": docker_env,
                "disabled": ",".join(names) or None,
                "failure_options": failure_options.compile() if failure_options is not None else None,
                "run_yaml_raw": _as_yaml(document).encode(),
            }

        sent: RunSent = send("create_run", prepare, client, config)
        return sent

    def create(
        self,
        config: str | Path | None = None,
        username: str | None = None,
        desc: str | None = None,
        *,
        client: SendsPipeline[PipelineSent] | None = None,
        strict: bool = True,
    ) -> PipelineSent:
        """Check the pipeline and register it on the server, for runs and schedules.

        Args:
            config: Settings file of the client; default: environment and profile, as for `Client`.
            username: Whose file systems are meant; root only.
            desc: Free text, at most 256 bytes.
            client: The client to use, blocking or asynchronous; default: one for this call.
            strict: Whether to send only what `check` finds nothing wrong with.

        Returns:
            The pair of `Client.create_pipeline`, to be awaited when the client is asynchronous.
        """

        def prepare() -> dict[str, Any]:
            yaml = _as_yaml(self._checked(strict=strict)).encode()
            return {"username": username, "desc": desc, "yaml_raw": yaml}

        sent: PipelineSent = send("create_pipeline", prepare, client, config)
        return sent

    def update(
        self,
        pipeline_id: str,
        config: str | Path | None = None,
        username: str | None = None,
        desc: str | None = None,
        *,
        client: SendsVersion[VersionSent] | None = None,
        strict: bool = True,
    ) -> VersionSent:
        """Check the pipeline and add it to one on the server, as its newest version.

        Args:
            pipeline_id: The pipeline on the server, of the same name.
            config: Settings file of the client; default: environment and profile, as for `Client`.
            username: Whose file systems are meant; root only.
            desc: Free text, at most 256 bytes; replaces the old one.
            client: The client to use, blocking or asynchronous; default: one for this call.
            strict: Whether to send only what `check` finds nothing wrong with.

        Returns:
            The pair of `Client.update_pipeline`, to be awaited when the client is asynchronous.
        """

        def prepare() -> dict[str, Any]:
            yaml = _as_yaml(self._checked(strict=strict)).encode()
            return {"pipeline_id": pipeline_id, "username": username, "desc": desc, "yaml_raw": yaml}

        sent: VersionSent = send("update_pipeline", prepare, client, config)
        return sent

    def run_here(
        self,
        *,
        fs_name: str | None = None,
        folder: str | Path | None = None,
        param: Mapping[str, Any] | None = None,
        disabled: Sequence[str] | str | None = None,
        containers: bool = False,
        show: Callable[[str], object] | None = print,
    ) -> RunInfo:
        """Run the pipeline on this machine and wait for its end. Nothing else has to be set up.

        The steps are processes of this machine, not in their images, unless ``containers`` is given.

        Args:
            fs_name: File system that the run works in, when the pipeline names none.
            folder: Keeps the file systems, each a folder of its name; default: a temporary one, deleted at the end.
            param: Values of parameters: ``{"epoch": 100}``, or ``{"train.epoch": 100}`` for one component's.
            disabled: Dotted names of steps and DAGs to leave out.
            containers: Whether each step runs in a container of its image, by Docker or Podman.
            show: Takes a line for each change of state; None for silence.

        Returns:
            The run as it ended.

        Raises:
            PipelineDSLError: Something is wrong with the pipeline.
            PaddleFlowSDKException: It could not be run; the extra ``emulator`` is missing, for example.
        """
        from paddleflow.pipeline._local import run_pipeline

        options = {"fs_name": fs_name, "param": param, "disabled": disabled}
        path = None if folder is None else Path(folder)
        return run_pipeline(self, path, options, containers=containers, show=show)

    def graph(self, style: GraphFormat = "mermaid") -> str:
        """Return the graph of the pipeline as Mermaid or DOT.

        Args:
            style: ``mermaid`` or ``dot``.

        Raises:
            PipelineDSLError: Something is wrong with the pipeline.
        """
        from paddleflow.pipeline._graph import draw

        return draw(self.compile(strict=False), style)

    def _checked(self, *, strict: bool, docker_env: str | None = None, **request: Any) -> dict[str, Any]:
        """Return the document, with another image for the steps that name none.

        Raises:
            PipelineDSLError: It cannot be made, or, if `strict`, would not run.
        """
        compiled = self._compile()
        if docker_env:  # The server only shows that of a request.
            compiled.document["docker_env"] = docker_env
        findings = self._findings(compiled, **request) if strict else compiled.findings
        errors = [finding for finding in findings if finding.kind != "warning"]
        if errors:
            raise PipelineDSLError.of(errors)
        return compiled.document

    def _findings(self, compiled: Compiled, **request: Any) -> list[Finding]:
        findings = list(compiled.findings)
        for problem in problems_of(as_read(compiled.document), **request):
            if (problem.component, *problem.path[-1:]) not in compiled.unresolved:
                location = compiled.locations.get(problem.component, self.location)
                findings.append(finding_of(problem, location))
        return findings

    def _disabled(self, names: Sequence[str] | str | None) -> list[str]:
        listed = names.split(",") if isinstance(names, str) else list(names or ())
        dotted = [name.strip().removeprefix(f"{ENTRY_POINT}.") for name in listed]
        for name in dotted:
            components: Mapping[str, Component] = self.entry_points
            for part in name.split("."):
                component = components.get(part)
                if component is None:
                    raise refuse(f"disabled: there is no {name} in pipeline {self.name}")
                components = component.entry_points if isinstance(component, DAG) else {}
        return dotted

    def _compile(self) -> Compiled:
        from paddleflow.pipeline._compiler import Compiled, Compiler

        compiler = Compiler(self._outermost, dict(self._env), self.location)
        document = {
            "entry_points": compiler.entry_points(),
            "components": compiler.components(self.components) if self.components else None,
            "post_process": compiler.post_process(self._post_process) if self._post_process is not None else None,
            "docker_env": self.docker_env or None,
            "name": self.name,
            "cache": compiler.options(self.cache_options, CacheOptions, "cache_options"),
            "failure_options": compiler.options(self.failure_options, FailureOptions, "failure_options"),
            "parallelism": self.parallelism or None,
            "fs_options": compiler.options(self.fs_options, FSOptions, "fs_options"),
            "disabled": ",".join(self.disabled) or None,
        }
        given = {key: value for key, value in document.items() if value is not None}
        return Compiled(given, compiler.findings, compiler.locations(), compiler.unresolved)

    def __repr__(self) -> str:
        return f"<Pipeline {self.name}>"


def _as_yaml(document: dict[str, Any]) -> str:
    from paddleflow.pipeline._yaml import dump

    return dump(document)


def _checked_parallelism(parallelism: object) -> int | None:
    if not parallelism:
        return None
    if isinstance(parallelism, bool) or not isinstance(parallelism, int) or parallelism < 1:
        raise refuse(f"parallelism must be an integer from 1 to 20, not {parallelism!r}")
    return parallelism
