"""Import paths of the official SDK, and what importing costs."""

import subprocess
import sys

import pytest

import paddleflow
import paddleflow.pipeline

from ..support.cases import with_each

OFFICIAL = (
    *("Pipeline", "ContainerStep", "DAG", "Parameter", "Artifact", "CacheOptions", "FSScope", "FailureOptions"),
    *("FAIL_FAST", "FAIL_CONTINUE", "FSOptions", "MainFS", "ExtraFS", "PipelineInfo", "PipelineVersionInfo"),
    *("PF_RUN_ID", "PF_STEP_NAME", "PF_USER_NAME", "PF_LOOP_ARGUMENT"),
)


@with_each("name", OFFICIAL)
def test_the_official_names_are_there(name: str) -> None:
    assert getattr(paddleflow.pipeline, name) is not None


def test_the_service_class_of_the_official_sdk_names_its_replacement() -> None:
    with pytest.raises(ImportError, match=r"paddleflow\.Client"):
        from paddleflow.pipeline import PipelineServiceApi  # noqa: F401


def test_the_exception_has_its_official_import_paths() -> None:
    from paddleflow.common.exception import PaddleFlowSDKException  # type: ignore[import-not-found]
    from paddleflow.common.exception.paddleflow_sdk_exception import (  # type: ignore[import-not-found]
        PaddleFlowSDKException as Same,
    )

    assert PaddleFlowSDKException is Same is paddleflow.PaddleFlowSDKException
    with pytest.raises(PaddleFlowSDKException) as caught:
        paddleflow.pipeline.ContainerStep("a b")
    assert (caught.value.get_code(), caught.value.get_request_id()) == ("PipelineDSLError", None)
    assert str(caught.value.get_message()).startswith(f"{__file__}:")


def test_a_script_starts_without_what_only_sending_and_checking_need() -> None:
    code = "import sys, paddleflow.pipeline; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "yaml",
        "attrs",
        "httpx",
        "re2",
        "subprocess",
        "paddleflow.client",
        "paddleflow_api",
        "paddleflow_emulator",
    }
    assert heavy & {*loaded} == set()
    assert [name for name in loaded if name.startswith("paddleflow.pipeline._rules")] == []
