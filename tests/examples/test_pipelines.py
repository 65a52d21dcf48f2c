"""The pipelines in Python that are there to be copied, as a user runs them."""

import json
from pathlib import Path

import pytest

from paddleflow import Client

from .conftest import Script


@pytest.mark.slow
def test_the_training_pipeline_trains_a_model(script: Script, tmp_path: Path) -> None:
    done = script("examples/training_pipeline.py", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("run-000001 succeeded\n")
    assert "publish  succeeded" in done.stdout
    [model] = tmp_path.glob("training/.pipeline/run-000001/training/train-0-*/model")
    a, b, _ = json.loads(model.read_text())
    assert a > 0
    assert b > 0
    [measured] = tmp_path.glob("training/.pipeline/run-000001/training/evaluate-0-*/result")
    assert json.loads(measured.read_text()) > 0.85


@pytest.mark.slow
def test_the_fan_out_joins_all_counts(script: Script) -> None:
    done = script("examples/fan_out.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("run-000001 succeeded\n")


def test_the_nightly_schedule_is_brought_up_to_date(script: Script, address: str, tmp_path: Path) -> None:
    with Client(address, "root", "paddleflow") as client:
        client.add_fs("reports", f"local:/{tmp_path}").unwrap()
        for version in ("1", "2"):
            done = script("examples/nightly.py", address, "root", "paddleflow", "reports")
            assert (done.returncode, done.stderr) == (0, "")
            [schedule] = client.iter_schedules()
            assert (schedule.pipeline_version_id, schedule.crontab) == (version, "0 2 * * *")
            assert done.stdout == f"{schedule.schedule_id} runs next at {schedule.next_run_time}\n"
