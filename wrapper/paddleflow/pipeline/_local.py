"""Runs steps and pipelines on this machine, for development and tests."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paddleflow.errors import NotSupported
from paddleflow.pipeline._components import DAG, ContainerStep
from paddleflow.pipeline._errors import StepFailed
from paddleflow.pipeline._script import ARGUMENT

if TYPE_CHECKING:
    from paddleflow import RunInfo
    from paddleflow.pipeline._functions import StepFunction
    from paddleflow.pipeline._pipeline import Pipeline

_SHOWN_LINES = 20  # of the log of a failed step: the log is deleted with the server


def run_step(function: StepFunction[Any, Any], values: Mapping[str, Any]) -> Any:
    """Run the command of a function's step in a temporary folder, and return what the function returned."""
    with DAG.outermost():
        step = function._step({k: v.absolute() if isinstance(v, Path) else v for k, v in values.items()})
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="paddleflow-step-"))
        stack.callback(shutil.rmtree, folder)
        _run_command(step, folder)
        if not step._result:
            return None
        result = folder / step._result
        if function._script.returns is Path:
            stack.pop_all()  # the caller reads it
            return result
        return json.loads(result.read_text("utf-8"))


def _run_command(step: ContainerStep, folder: Path) -> None:
    """Run the command of a step in a folder, as a container would.

    Raises:
        StepFailed: It ended with an error.
    """
    environ = {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])}
    for name, parameter in step.parameters.items():
        environ[ARGUMENT + name] = str(parameter.default)
    for name in step.outputs:
        environ[f"PF_OUTPUT_ARTIFACT_{name.upper()}"] = str(folder / name)
    command = step.command or ""
    done = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    printed = done.stdout.decode(errors="replace")
    sys.stdout.write(printed)
    if done.returncode:
        last = printed.rstrip().rpartition("\n")[2]
        raise StepFailed(f"{step.name} ended with exit code {done.returncode}: {last}", done.returncode, printed)


def run_pipeline(
    pipeline: Pipeline,
    folder: Path | None,
    options: Mapping[str, Any],
    *,
    containers: bool,
    show: Callable[[str], object] | None,
) -> RunInfo:
    """Run a pipeline on an embedded server that is stopped at the end of the run."""
    try:
        from paddleflow_emulator import serve
    except ImportError as problem:
        raise NotSupported("NotSupported", str(problem), method="run_here") from None

    with contextlib.ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="paddleflow-run-")))
        root = folder.resolve()
        server = stack.enter_context(serve(local_root=root, containers=containers))
        client = stack.enter_context(server.client())
        fs_name = options.get("fs_name") or ("" if pipeline.fs_options and pipeline.fs_options.main_fs else "here")
        for name in {*_file_systems(pipeline), *([fs_name] if fs_name else [])}:
            (root / name).mkdir(parents=True, exist_ok=True)
            client.add_fs(name, f"local://{name}").unwrap()
        start = time.monotonic()
        run_id = pipeline.run(client=client, **{**options, "fs_name": fs_name or None}).unwrap()
        for change in client.watch_run(run_id, interval=0.1):
            if show is not None:
                seconds = time.monotonic() - start
                message = f"  {change.message}" if change.status == "failed" else ""
                show(f"{seconds:7.2f} s  {change.name or run_id}  {change.status}{message}")
        ended = client.show_run(run_id).unwrap()
        if show is not None:
            for step in [step for step in ended.failed_steps() if step.job_id]:
                for task in client.show_log(run_id, step.job_id).unwrap():
                    for line in task.log_content.splitlines()[-_SHOWN_LINES:]:
                        show(f"{step.step_name}: {line}")
        return ended


def _file_systems(pipeline: Pipeline) -> set[str]:
    """Return the names of all file systems that a pipeline mounts."""
    document = pipeline.compile(strict=False)
    found: set[str] = set()

    def visit(value: Any) -> None:
        if isinstance(value, dict):
            mounts = [*value.get("extra_fs", ()), *([value["main_fs"]] if "main_fs" in value else [])]
            found.update(mount["name"] for mount in mounts)
            for each in value.values():
                visit(each)

    visit(document)
    return found
