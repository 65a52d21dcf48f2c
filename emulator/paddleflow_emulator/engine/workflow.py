"""A checked pipeline as data: what `check` gives, what runs are made of, what goes into the store as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from paddleflow.pipeline._rules.spec import FsScope, Json, Mount

Value: TypeAlias = "str | int | float | list[Value]"
"""A parameter's value, a loop item: what §5 allows."""


@frozen
class CacheOptions:
    """A step's cache settings (§10). `fs_scope` None is shown as null: a post-process step has it so."""

    enable: bool = False
    max_expired_time: str = "-1"
    fs_scope: tuple[FsScope, ...] | None = ()

    def to_json(self) -> Json:
        """Return `{enable, maxExpiredTime, fsScope}`."""
        scope = None if self.fs_scope is None else [part.to_json() for part in self.fs_scope]
        return {"enable": self.enable, "maxExpiredTime": self.max_expired_time, "fsScope": scope}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> CacheOptions:
        """Read what `to_json` gave."""
        scope = data["fsScope"]
        parts = None if scope is None else tuple(FsScope(part["name"], part["id"], part["path"]) for part in scope)
        return cls(data["enable"], data["maxExpiredTime"], parts)


@frozen
class RunOptions:
    """What a request changes in a pipeline, and what it says about the run.

    Attributes:
        user: Whose file systems are meant.
        name: Replaces the pipeline's.
        parameters: `param`, `step.param` or `dag.step.param` → value.
        disabled: A comma list; replaces the pipeline's.
        strategy: Of the failure options; None when the request has none.
        fs_name: Becomes the main file system when the pipeline names none.
        docker_env: Shown as the run's image.
        description: Shown with the run.
        schedule_id: The schedule that starts the run.
        scheduled: The moment for which the schedule starts it.
    """

    user: str
    name: str = ""
    parameters: Json | None = None
    disabled: str = ""
    strategy: str | None = None
    fs_name: str = ""
    docker_env: str = ""
    description: str = ""
    schedule_id: str = ""
    scheduled: datetime | None = None


@frozen
class _Component:
    """A component as written, references resolved (§3, §14). Templates are still in place.

    `referenced` holds, for a component that was a `reference`, the parameters it was written with: a copy that never
    starts is shown with those.
    """

    name: str
    deps: tuple[str, ...] = ()
    parameters: Mapping[str, Value] = field(factory=dict)
    inputs: Mapping[str, str] = field(factory=dict)
    condition: str = ""
    loop_argument: Value | None = None
    referenced: Mapping[str, Value] | None = None

    def to_json(self) -> Json:
        """Return it as plain JSON."""
        return {
            "name": self.name,
            "deps": list(self.deps),
            "parameters": dict(self.parameters),
            "inputs": dict(self.inputs),
            "condition": self.condition,
            "loopArgument": self.loop_argument,
            "referenced": self.referenced,
        }


@frozen
class StepComponent(_Component):
    """A step."""

    outputs: tuple[str, ...] = ()
    command: str = ""
    env: Mapping[str, str] = field(factory=dict)
    docker_env: str = ""
    cache: CacheOptions = field(factory=CacheOptions)
    extra_fs: tuple[Mount, ...] = ()

    def to_json(self) -> Json:
        """Return it as plain JSON."""
        return super().to_json() | {
            "type": "step",
            "outputs": list(self.outputs),
            "command": self.command,
            "env": dict(self.env),
            "dockerEnv": self.docker_env,
            "cache": self.cache.to_json(),
            "extraFS": [mount.to_json() for mount in self.extra_fs],
        }


@frozen
class DagComponent(_Component):
    """A DAG. `outputs` maps a name to `{{child.out}}`."""

    outputs: Mapping[str, str] = field(factory=dict)
    entry_points: Mapping[str, Component] = field(factory=dict)

    def to_json(self) -> Json:
        """Return it as plain JSON."""
        return super().to_json() | {
            "type": "dag",
            "outputs": dict(self.outputs),
            "entryPoints": {name: child.to_json() for name, child in self.entry_points.items()},
        }


Component: TypeAlias = StepComponent | DagComponent


def _component_from_json(data: Mapping[str, Any]) -> Component:
    shared: Json = {
        "name": data["name"],
        "deps": tuple(data["deps"]),
        "parameters": data["parameters"],
        "inputs": data["inputs"],
        "condition": data["condition"],
        "loop_argument": data["loopArgument"],
        "referenced": data["referenced"],
    }
    if data["type"] == "dag":
        children = {name: _component_from_json(child) for name, child in data["entryPoints"].items()}
        return DagComponent(**shared, outputs=data["outputs"], entry_points=children)
    return StepComponent(
        **shared,
        outputs=tuple(data["outputs"]),
        command=data["command"],
        env=data["env"],
        docker_env=data["dockerEnv"],
        cache=CacheOptions.from_json(data["cache"]),
        extra_fs=tuple(Mount.from_json(mount) for mount in data["extraFS"]),
    )


@frozen
class Workflow:
    """A checked pipeline with the request's changes already in it: name, parameters, disabled, strategy, main fs.

    Args:
        name: The effective one (§7).
        root: The outermost DAG; its name is empty.
        post_process: None when there is none.
        main_fs: None when no file system is mounted; its id and mount path are filled.
        disabled: Dotted component names (§11).
        docker_env: The workflow's; steps have it already.
    """

    name: str
    root: DagComponent
    post_process: StepComponent | None = None
    main_fs: Mount | None = None
    parallelism: int = 10
    strategy: Literal["fail_fast", "continue"] = "fail_fast"
    disabled: tuple[str, ...] = ()
    docker_env: str = ""

    @property
    def makes_artifacts(self) -> bool:
        """Whether a step of it has output artifacts."""
        components: list[Component] = [self.root, *([self.post_process] if self.post_process else [])]
        while components:
            component = components.pop()
            if isinstance(component, DagComponent):
                components += component.entry_points.values()
            elif component.outputs:
                return True
        return False

    def to_json(self) -> Json:
        """Return it as plain JSON."""
        return {
            "name": self.name,
            "root": self.root.to_json(),
            "postProcess": self.post_process and self.post_process.to_json(),
            "mainFS": self.main_fs and self.main_fs.to_json(),
            "parallelism": self.parallelism,
            "strategy": self.strategy,
            "disabled": list(self.disabled),
            "dockerEnv": self.docker_env,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Workflow:
        """Read what `to_json` gave."""
        root, post = (
            _component_from_json(data["root"]),
            data["postProcess"] and _component_from_json(data["postProcess"]),
        )
        if not isinstance(root, DagComponent) or isinstance(post, DagComponent):
            raise TypeError("not a workflow: its root is a DAG and its post-process component a step")
        return cls(
            name=data["name"],
            root=root,
            post_process=post,
            main_fs=data["mainFS"] and Mount.from_json(data["mainFS"]),
            parallelism=data["parallelism"],
            strategy=data["strategy"],
            disabled=tuple(data["disabled"]),
            docker_env=data["dockerEnv"],
        )
