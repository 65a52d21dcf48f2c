"""The two fingerprints of a cached step (§10), byte for byte the real server's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from attrs import frozen

from paddleflow.pipeline._rules.go_format import compact_json
from paddleflow.pipeline._rules.spec import FsScope, Json, Mount
from paddleflow.pipeline._rules.templates import SYSTEM_NAMES
from paddleflow_emulator.engine.interface import FileSystem, FileSystems
from paddleflow_emulator.engine.launch.mounts import MountError


@frozen
class FirstKey:
    """What makes two steps the same. `command` has its inputs filled in, its outputs still as templates."""

    docker_env: str
    command: str
    env: Mapping[str, str]
    parameters: Mapping[str, str]
    inputs: Mapping[str, str]
    outputs: tuple[str, ...]
    main_fs: Mount
    extra_fs: tuple[Mount, ...]

    def fingerprint(self) -> str:
        """Return the first fingerprint, in hexadecimal."""
        env = {name: value for name, value in self.env.items() if name not in SYSTEM_NAMES}
        optional: Json = {
            "Env": _sorted(env),
            "Parameters": _sorted(self.parameters),
            "InputArtifacts": _sorted(self.inputs),
            "OutputArtifacts": _sorted(dict.fromkeys(self.outputs, "")),
        }
        key: Json = {"DockerEnv": self.docker_env, "Command": self.command}
        key |= {name: value for name, value in optional.items() if value}
        key["MainFS"] = self.main_fs.to_json()
        if self.extra_fs:
            key["ExtraFS"] = [mount.to_json() for mount in self.extra_fs]
        return _sha256(key)


def second_fingerprint(
    inputs: Mapping[str, str],
    scopes: tuple[FsScope, ...],
    main: FileSystem | None,
    user: str,
    file_systems: FileSystems,
) -> str:
    """Return the fingerprint of when inputs and scopes were last changed.

    Args:
        inputs: Artifact name → stored paths, joined by commas.
        scopes: Parts of file systems; no path means all of it.
        main: Where artifacts are.
        user: Whose file systems the scopes mean.
        file_systems: Those that the server knows.

    Raises:
        MountError: Something is not there: the step fails (§10).
    """
    input_times = {}
    for name in sorted(inputs):
        if main is None or not all(inputs[name].split(",")):
            raise MountError(f"the input artifact[{name}] is illegal, name or path of it is empty")
        with _named(f"inputArtfact[{name}]"):
            input_times[name] = str(max(map(main.changed, inputs[name].split(","))))
    scope_times: dict[str, dict[str, str]] = {}
    for scope in scopes:
        system = file_systems.find(user, scope.name)
        if system is None:
            raise MountError(f"fs[{scope.id}] not found")
        times = scope_times.setdefault(scope.id, {})
        for path in filter(None, (part.strip() for part in (scope.path.strip() or "/").split(","))):
            with _named(f"fsScope file[{path}]"):
                times[path] = str(system.changed(path))
    key: Json = {}
    if input_times:
        key["InputArtifactsModTime"] = input_times
    if scope_times:
        # The odd key is the real server's: a slip in a struct tag.
        key["FsScopeModTime"] = {fs: {"omitempty": _sorted(scope_times[fs])} for fs in sorted(scope_times)}
    return _sha256(key)


@contextmanager
def _named(what: str) -> Iterator[None]:
    """Name the artifact whose time could not be read, not its local path."""
    try:
        yield
    except OSError as wrong:
        reason = (wrong.strerror or str(wrong)).lower()
        raise MountError(
            "Calculate SecondFingerprint failed due to generating SecondCacheKey failed: "
            f"generate SecondCacheKey failed: [get the mtime of {what} failed: {reason}]"
        ) from wrong


def _sorted(values: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(values.items()))


def _sha256(key: Json) -> str:
    return hashlib.sha256(compact_json(key).encode()).hexdigest()
