"""A pipeline as typed data, as its author wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from paddleflow.pipeline._rules.problems import Path

Json: TypeAlias = dict[str, Any]

LARGEST_WRITTEN_OUT = 32 * 1024 * 1024
"""Characters of a pipeline with its aliases, references and defaults expanded."""


@frozen
class Mount:
    """A file system in a step: the wire form of §8. If `mount_path` is empty, `path` has the default."""

    id: str = ""
    name: str = ""
    mount_path: str = ""
    sub_path: str = ""
    read_only: bool = False

    @property
    def path(self) -> str:
        """Where the step has it mounted."""
        return self.mount_path or f"/home/paddleflow/storage/mnt/{self.id}"

    def to_json(self) -> Json:
        """Return `{id, name, mountPath, subPath, readOnly}`."""
        return {
            "id": self.id,
            "name": self.name,
            "mountPath": self.mount_path,
            "subPath": self.sub_path,
            "readOnly": self.read_only,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Mount:
        """Read the result of `to_json`."""
        return cls(data["id"], data["name"], data["mountPath"], data["subPath"], data["readOnly"])


@frozen
class FsScope:
    """A part of a file system; changes in it invalidate a cached result (§10)."""

    name: str
    id: str
    path: str

    def to_json(self) -> Json:
        """Return `{name, id, path}`."""
        return {"name": self.name, "id": self.id, "path": self.path}


@frozen
class CacheSpec:
    """Cache settings as written: None and empty are absent keys."""

    enable: bool | None = None
    max_expired_time: str = ""
    fs_scope: tuple[FsScope, ...] = ()

    def over(self, workflow: CacheSpec) -> CacheSpec:
        """Merge a step's settings into the workflow's; scopes are joined, the step's first (§10)."""
        return CacheSpec(
            enable=workflow.enable if self.enable is None else self.enable,
            max_expired_time=self.max_expired_time or workflow.max_expired_time,
            fs_scope=self.fs_scope + workflow.fs_scope,
        )


@frozen
class Place:
    """The place of a component in the document: a name in a section of the pipeline or of its DAG."""

    parent: Place | None
    section: str
    name: str

    def path(self, *keys: str | int) -> Path:
        """Return the path of the component, or of something in it."""
        parts: list[str | int] = []
        place: Place | None = self
        while place is not None:
            parts += [place.name, place.section]
            place = place.parent
        return (*reversed(parts), *keys)


@frozen
class ComponentSpec:
    """A component as written. Templates, typed parameters and references are still in place.

    Attributes:
        place: Its place in the document.
        entry_points: None for a step.
        outputs: A step's are mapped to "".
    """

    name: str
    place: Place = field(eq=False)
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
        """The names in `deps_text`, which are separated by commas, perhaps with blanks or empty."""
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
    """Yield every component of a level and below it with its dotted name."""
    for name, component in components.items():
        yield prefix + name, component
        if component.entry_points is not None:
            yield from walk(component.entry_points, f"{prefix}{name}.")


def text_size(value: Any) -> int:
    """Count the characters in a tree, and one for each list and item."""
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
