"""The local check: what a server would refuse, and what would fail when it runs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paddleflow._files import text_of
from paddleflow.pipeline._errors import Finding, Location

if TYPE_CHECKING:
    from paddleflow.pipeline._rules.problems import Problem

# The rules, and PyYAML, are imported where something is checked: a script that makes pipelines starts without them.


def check_yaml(
    source: str | Path,
    *,
    fs_name: str | None = None,
    param: Mapping[str, Any] | None = None,
    disabled: Sequence[str] | str | None = None,
) -> list[Finding]:
    """Return all that is wrong with the YAML of a pipeline, each with its line and column. Nothing is sent.

    Whether file systems, queues and flavours are there is known to the server only.

    >>> for finding in check_yaml(Path("run.yaml"), fs_name="data"):
    ...     print(finding)

    Args:
        source: The YAML, or a `Path` to a file.
        fs_name: File system that the run is to work in, when the pipeline names none.
        param: Values of parameters that the run is to have.
        disabled: Dotted names of steps and DAGs that the run is to leave out.

    Returns:
        The findings, in the order in which a server looks for them; empty when there is nothing wrong.

    Raises:
        OSError: The file cannot be read, or has more than 16 MiB.
    """
    from paddleflow.pipeline._rules.positions import Positions
    from paddleflow.pipeline._rules.yaml_text import InvalidYaml, parse_yaml

    file = str(source) if isinstance(source, Path) else ""
    try:
        text = text_of(source)
        document = parse_yaml(text, unique_keys=True)
    except UnicodeDecodeError as error:
        return [Finding(f"yaml: the file is not UTF-8 text: {error}", "", Location(file, 1))]
    except InvalidYaml as error:
        hint = ""
        if isinstance(source, str) and "\n" not in source and Path(source).suffix in (".yaml", ".yml", ".json"):
            hint = ". A string is the YAML itself: for a file pass Path(...)"
        return [Finding(f"{error.message}{hint}", "", Location(file, error.line, error.column))]
    positions = Positions(text)
    size = len(text.encode())
    return [
        finding_of(problem, Location(file, *positions.of(problem.path)))
        for problem in problems_of(document, size=size, fs_name=fs_name, param=param, disabled=disabled)
    ]


def problems_of(
    document: Mapping[str, Any],
    *,
    size: int = 0,
    fs_name: str | None = None,
    any_fs: bool = False,
    param: Mapping[str, Any] | None = None,
    disabled: Sequence[str] | str | None = None,
) -> list[Problem]:
    """Return all that is wrong with a pipeline's document.

    Args:
        document: As a server reads it.
        size: Bytes of its text; 0 when it is not known.
        fs_name: The main file system when the pipeline names none.
        any_fs: Whether to assume that there will be one.
        param: Values of parameters.
        disabled: Dotted names, as a list or separated by commas.
    """
    from paddleflow.pipeline._rules.check import check_pipeline, with_request
    from paddleflow.pipeline._rules.check_run import LARGEST_COLUMN, check_run
    from paddleflow.pipeline._rules.problems import Problem
    from paddleflow.pipeline._rules.reader import read_pipeline

    problems: dict[Problem, None] = {}  # In order, and each once: defaults of the pipeline are in every step.
    refused: set[tuple[str | int, ...]] = set()

    def report(problem: Problem) -> None:
        if problem.kind == "refused":
            refused.add(problem.path)
        elif problem.path in refused:
            return  # A consequence of the same mistake.
        problems[problem] = None

    names = disabled if isinstance(disabled, str) else ",".join(disabled or ())
    pipeline = read_pipeline(document, report)
    pipeline = with_request(pipeline, report, disabled=names, fs_name=fs_name or "")
    pipeline = check_pipeline(pipeline, report, parameters=param, any_fs=any_fs)
    check_run(pipeline, report)
    if size > LARGEST_COLUMN:
        message = f"the YAML has {size} bytes"
        report(Problem(message, (), f"a server with MySQL takes at most {LARGEST_COLUMN}", "warning"))
    return list(problems)


def finding_of(problem: Problem, location: Location) -> Finding:
    """Return a problem as the author sees it."""
    return Finding(str(problem), problem.component, location, problem.kind)


def as_read(value: Any) -> Any:
    """Return a value as the server reads it in YAML: 1.0 is the integer 1, and integers have 64 bits."""
    if isinstance(value, dict):
        return {key: as_read(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_read(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**63:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        return float(value) if math.isfinite(value) else value
    return value
