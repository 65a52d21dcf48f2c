"""POST /runjson: the camelCase JSON form of a pipeline (§9, end)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from paddleflow.pipeline._rules.problems import Problem, reject
from paddleflow.pipeline._rules.spec import Json
from paddleflow.pipeline._rules.yaml_text import json_number

_KEYS = {
    "dockerEnv": "docker_env",
    "entryPoints": "entry_points",
    "failureOptions": "failure_options",
    "postProcess": "post_process",
    "loopArgument": "loop_argument",
    "extraFS": "extra_fs",
    "fsOptions": "fs_options",
}
_CACHE_KEYS = {"maxExpiredTime": "max_expired_time", "fsScope": "fs_scope"}
_FS_KEYS = {"mainFS": "main_fs", "extraFS": "extra_fs"}
_MOUNT_KEYS = {"mountPath": "mount_path", "subPath": "sub_path", "readOnly": "read_only"}
_ENV_KEYS = {"flavour": "PF_JOB_FLAVOUR", "jobType": "PF_JOB_TYPE", "queue": "PF_JOB_QUEUE_NAME"}
_REQUEST_KEYS = ("description", "username")


def tree_of_json(body: Mapping[str, Any]) -> Json:
    """Turn the body of POST /runjson into the tree that `check` takes.

    Args:
        body: The parsed JSON. Snake-case keys are accepted as well; `description` and `username` are left out.

    Returns:
        The tree. `flavour`, `queue`, `jobType` and `env` are laid under every step's env; the step's own win.

    Raises:
        Rejected: InvalidPipeline: a wrong type where one of those keys has to be read.
    """
    tree = _component({key: _number(value) for key, value in body.items() if key not in _REQUEST_KEYS})
    env = _take_env(tree)
    given = tree.pop("env", None)
    if given is not None:
        if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
            _refuse("[env] should be map type with string values")
        env = given | {name: value for name, value in env.items() if name not in given}
    if not isinstance(tree.get("entry_points"), dict):
        _refuse("get entry_points map failed")
    for level in ("entry_points", "post_process", "components"):
        if isinstance(tree.get(level), dict):
            tree[level] = {name: _with_env(component, env) for name, component in tree[level].items()}
    return tree


def _refuse(message: str) -> NoReturn:
    reject(Problem(message))


def _component(tree: Mapping[str, Any]) -> Json:
    """Rename the keys of a workflow or a component, and below."""
    renamed = _renamed(tree, _KEYS)
    for key in ("entry_points", "post_process", "components"):
        if isinstance(renamed.get(key), dict):
            renamed[key] = {
                name: _component(child) if isinstance(child, dict) else child for name, child in renamed[key].items()
            }
    if isinstance(renamed.get("cache"), dict):
        renamed["cache"] = _renamed(renamed["cache"], _CACHE_KEYS)
    if isinstance(renamed.get("extra_fs"), list):
        renamed["extra_fs"] = _mounts(renamed["extra_fs"])
    if isinstance(renamed.get("fs_options"), dict):
        options = _renamed(renamed["fs_options"], _FS_KEYS)
        if isinstance(options.get("main_fs"), dict):
            options["main_fs"] = _renamed(options["main_fs"], _MOUNT_KEYS)
        if isinstance(options.get("extra_fs"), list):
            options["extra_fs"] = _mounts(options["extra_fs"])
        renamed["fs_options"] = options
    return renamed


def _renamed(tree: Mapping[str, Any], names: Mapping[str, str]) -> Json:
    return {names.get(key, key): value for key, value in tree.items()}


def _mounts(mounts: list[Any]) -> list[Any]:
    return [_renamed(mount, _MOUNT_KEYS) if isinstance(mount, dict) else mount for mount in mounts]


def _with_env(component: Any, env: Mapping[str, str]) -> Any:
    """Lay the global env under a step's own, and under those of all steps in a DAG."""
    if not isinstance(component, dict):
        return component
    children = component.get("entry_points")
    if isinstance(children, dict):
        return component | {"entry_points": {name: _with_env(child, env) for name, child in children.items()}}
    reference = component.get("reference")
    if isinstance(reference, dict) and reference.get("component"):
        return component
    step = dict(component)
    own = step.get("env", {})
    if not isinstance(own, dict):
        _refuse("[env] in component should be map type")
    step["env"] = {**env, **_take_env(step), **own}
    return step


def _take_env(tree: Json) -> dict[str, str]:
    """Take the keys that stand for variables out of a map."""
    found = {}
    for key, variable in _ENV_KEYS.items():
        value = tree.pop(key, None)
        if value is not None:
            if not isinstance(value, str):
                _refuse(f"[{key}] should be string type")
            found[variable] = value
    return found


def _number(value: Any) -> Any:
    """Return a value with numbers as the server's JSON has them: 1.0 is the integer 1."""
    if isinstance(value, float):
        return json_number(value)
    if isinstance(value, list):
        return [_number(item) for item in value]
    if isinstance(value, dict):
        return {key: _number(item) for key, item in value.items()}
    return value
