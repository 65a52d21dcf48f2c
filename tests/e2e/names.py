"""Names that no other test uses, and small pipelines."""

from __future__ import annotations

import json
from secrets import token_hex
from typing import Any

from paddleflow import JobInfo, RunInfo

from .any_client import User

LONGEST = 30.0
"""Seconds that a test waits for a run at most."""


def unique(prefix: str) -> str:
    """A unique name of letters and digits, which is valid for users, queues and all other objects."""
    return f"{prefix}{token_hex(4)}"


def pipeline(name: str = "demo", command: str = "echo hello", **more: Any) -> str:
    """The YAML of a pipeline of one step, `main`."""
    return workflow(name, {"main": {"command": command, **more}})


def workflow(name: str, steps: dict[str, Any], **more: Any) -> str:
    """The YAML of a pipeline. JSON is YAML."""
    return json.dumps({"name": name, "docker_env": "busybox:1", "entry_points": steps, **more})


def ended(user: User, run_id: str) -> RunInfo:
    """The run once it has ended."""
    return user.wait_for_run(run_id, timeout=LONGEST, interval=0.2).unwrap()


def run(user: User, yaml: str | bytes, **more: Any) -> RunInfo:
    """Start a run and wait until it has ended."""
    return ended(user, user.create_run(run_yaml_raw=yaml, **more).unwrap())


def step(run: RunInfo, name: str) -> JobInfo:
    """The one step of a run that is called like this."""
    steps = [each for each in run.components() if isinstance(each, JobInfo)]
    (found,) = [each for each in [*steps, *(run.post_process or {}).values()] if each.step_name == name]
    return found


def printed(user: User, run_id: str) -> str:
    """What the steps of a run have printed."""
    return "".join(task.log_content for task in user.show_log(run_id).unwrap())
