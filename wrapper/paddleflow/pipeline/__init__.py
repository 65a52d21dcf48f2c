"""Pipelines written in Python.

>>> from paddleflow.pipeline import ContainerStep, Pipeline
>>> @Pipeline(name="hello", docker_env="alpine:3")
... def hello() -> None:
...     ContainerStep(name="greet", command="echo hello")
>>> hello().run(fs_name="data")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from paddleflow.pipeline._check import check_yaml
from paddleflow.pipeline._components import DAG, ContainerStep
from paddleflow.pipeline._errors import Finding, Location, PipelineDSLError, StepFailed
from paddleflow.pipeline._functions import FunctionStep, StepFunction, collect, loop, output_path, step, when
from paddleflow.pipeline._options import (
    FAIL_CONTINUE,
    FAIL_FAST,
    CacheOptions,
    ExtraFS,
    FailureOptions,
    FSOptions,
    FSScope,
    MainFS,
)
from paddleflow.pipeline._pipeline import Pipeline
from paddleflow.pipeline._references import Artifact, Condition, Parameter

if TYPE_CHECKING:
    from paddleflow import PipelineInfo as PipelineInfo
    from paddleflow import PipelineVersionInfo as PipelineVersionInfo

PF_RUN_ID: Final = "{{PF_RUN_ID}}"
PF_STEP_NAME: Final = "{{PF_STEP_NAME}}"
PF_USER_NAME: Final = "{{PF_USER_NAME}}"
PF_LOOP_ARGUMENT: Final = "{{PF_LOOP_ARGUMENT}}"

__all__ = [
    "DAG",
    "FAIL_CONTINUE",
    "FAIL_FAST",
    "PF_LOOP_ARGUMENT",
    "PF_RUN_ID",
    "PF_STEP_NAME",
    "PF_USER_NAME",
    "Artifact",
    "CacheOptions",
    "Condition",
    "ContainerStep",
    "ExtraFS",
    "FSOptions",
    "FSScope",
    "FailureOptions",
    "Finding",
    "FunctionStep",
    "Location",
    "MainFS",
    "Parameter",
    "Pipeline",
    "PipelineDSLError",
    "StepFailed",
    "StepFunction",
    "check_yaml",
    "collect",
    "loop",
    "output_path",
    "step",
    "when",
]


def __getattr__(name: str) -> Any:
    """Return what is imported only when it is asked for."""
    if name in ("PipelineInfo", "PipelineVersionInfo"):
        import paddleflow

        return getattr(paddleflow, name)
    if name == "PipelineServiceApi":
        raise ImportError(
            "PipelineServiceApi is an inner class of the official SDK. Use paddleflow.Client (create_pipeline, "
            "list_pipeline, ...), or paddleflow_api.api.pipeline for bare requests"
        )
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
