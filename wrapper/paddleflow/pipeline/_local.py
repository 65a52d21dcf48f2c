"""Steps and pipelines on this machine: for trying out and for tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paddleflow.errors import PaddleFlowSDKException
from paddleflow.pipeline._components import DAG
from paddleflow.pipeline._script import ARGUMENT

if TYPE_CHECKING:
    from paddleflow.pipeline._functions import StepFunction


class StepFailed(PaddleFlowSDKException):
    """The command of a step ended with an error.

    Attributes:
        exit_code: What it ended with.
        output: What it printed.
    """

    def __init__(self, message: str, exit_code: int = 1, output: str = "") -> None:
        super().__init__("StepFailed", message)
        self.exit_code = exit_code
        self.output = output

    def __reduce__(self) -> tuple[object, ...]:
        return (StepFailed, (self.message, self.exit_code, self.output))


def run_step(function: StepFunction[Any, Any], values: Mapping[str, Any]) -> Any:
    """Run the command of a function's step in a temporary folder, and return what the function returned."""
    with DAG.outermost():
        step = function._step({k: v.absolute() if isinstance(v, Path) else v for k, v in values.items()})
    folder = Path(tempfile.mkdtemp(prefix="paddleflow-step-"))
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
        shutil.rmtree(folder)
        last = printed.rstrip().rpartition("\n")[2]
        raise StepFailed(f"{step.name} ended with exit code {done.returncode}: {last}", done.returncode, printed)
    if not step._result:
        shutil.rmtree(folder)
        return None
    result = folder / step._result
    if function._script.returns is Path:
        return result
    value = json.loads(result.read_text("utf-8"))
    shutil.rmtree(folder)
    return value
