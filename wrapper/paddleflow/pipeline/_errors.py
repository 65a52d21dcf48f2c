"""What is wrong with a pipeline, and where in the script."""

from __future__ import annotations

import collections
import contextlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass  # attrs would double what importing this package costs
from pathlib import Path
from typing import TYPE_CHECKING

from paddleflow.errors import PaddleFlowSDKException

if TYPE_CHECKING:
    from paddleflow.pipeline._rules.problems import Kind

# Files whose frames are skipped when looking for the line of the script.
_NOT_THE_SCRIPT = (str(Path(__file__).parent), "<frozen ", collections.__file__, contextlib.__file__)


@dataclass(frozen=True, slots=True)
class Location:
    """A line of a file.

    Attributes:
        file: Path of the file; empty when it is not known.
        line: Number of the line, from 1.
        column: Number of the column, from 1; 0 when it is not known.
    """

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.file, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(part for part in parts if part)


def caller() -> Location:
    """Return the line of the user's script that is running."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_NOT_THE_SCRIPT):
        frame = frame.f_back
    return Location(frame.f_code.co_filename, frame.f_lineno)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a pipeline.

    Attributes:
        message: What is wrong, and what to write instead.
        component: Dotted name of the step or DAG, such as ``train.evaluate``; empty for the pipeline itself.
        location: The line that made the object, or the place in the YAML.
        kind: ``refused``: the server refuses the pipeline; ``fails``: it takes it, but the run fails or never ends;
            ``warning``: it runs, but perhaps not as meant, or not on every server.
    """

    message: str
    component: str = ""
    location: Location = Location()
    kind: Kind = "refused"

    def __str__(self) -> str:
        where = [str(self.location), self.component]
        return ": ".join([*(part for part in where if part), self.message])


class PipelineDSLError(PaddleFlowSDKException):
    """An invalid pipeline; nothing was sent.

    Attributes:
        findings: All that is wrong, each with its place.
    """

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__("PipelineDSLError", message)
        self.findings = tuple(findings)

    def __reduce__(self) -> tuple[object, ...]:
        return (PipelineDSLError, (self.message, self.findings))

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> PipelineDSLError:
        """Return the error that lists these findings."""
        return cls("\n".join(str(finding) for finding in findings), findings)


class StepFailed(PaddleFlowSDKException):
    """The command of a step ended with an error.

    Attributes:
        exit_code: Its exit code.
        output: What it printed.
    """

    def __init__(self, message: str, exit_code: int = 1, output: str = "") -> None:
        super().__init__("StepFailed", message)
        self.exit_code = exit_code
        self.output = output

    def __reduce__(self) -> tuple[object, ...]:
        return (StepFailed, (self.message, self.exit_code, self.output))


def refuse(message: str, component: str = "") -> PipelineDSLError:
    """Return the error for a mistake in the line of the script that is running."""
    return PipelineDSLError.of([Finding(message, component, caller())])
