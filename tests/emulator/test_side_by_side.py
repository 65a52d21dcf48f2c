"""Servers that share a machine and storage: none overwrites, deletes or ends what is another's (decision 0012)."""

import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from paddleflow.pipeline._rules.spec import Mount
from paddleflow_emulator.engine.interface import FileSystem
from paddleflow_emulator.engine.runtime.run_folders import newest_number, owns, remove, take
from paddleflow_emulator.features.file_systems.local import LocalFileSystem
from paddleflow_emulator.features.file_systems.s3 import Bucket, S3FileSystem

from ..support.api import Api, long_sleep, pipeline_yaml, sleepers, wait_for
from .conftest import Serving
from .storage import Storage


@pytest.fixture(scope="module")
def both(serving: Serving, local: Path) -> Iterator[tuple[Api, Api]]:
    with serving(local_root=local) as one, serving(local_root=local) as other:
        yield one.login(), other.login()


@pytest.fixture
def fs(both: tuple[Api, Api], local: Path) -> Iterator[str]:
    """A file system that both servers have."""
    for root in both:
        assert root.post("/fs", name="shared", url="local://shared").ok
    yield "shared"
    for root in both:
        root.delete("/fs/shared")
    shutil.rmtree(local / "shared")


def artifact_yaml(text: str) -> str:
    step = {"docker_env": "busybox:1", "command": f"echo {text} > {{{{out}}}}", "artifacts": {"output": ["out"]}}
    return json.dumps({"name": "art", "entry_points": {"main": step}})


def make(root: Api, text: str) -> dict[str, Any]:
    run = root.finished(root.start(artifact_yaml(text), fsName="shared"))
    assert run["status"] == "succeeded", run
    return run


def artifact(run: dict[str, Any]) -> str:
    path: str = run["runtime"]["main"][0]["artifacts"]["output"]["out"]
    return path


@pytest.mark.slow
def test_artifacts_are_kept_apart_and_only_their_own_server_deletes_them(
    both: tuple[Api, Api], fs: str, local: Path
) -> None:
    one, other = both
    runs = local / fs / ".pipeline"
    (runs / "run-000002").mkdir(parents=True)  # A real server's, or an older version's.
    first, plain = make(one, "first"), other.start(pipeline_yaml(), fsName=fs)
    second = make(other, "second")
    assert [first["runID"], plain, second["runID"]] == ["run-000001", "run-000001", "run-000003"]
    for run, text in ((first, "first"), (second, "second")):
        path = artifact(run)
        assert re.fullmatch(rf"\.pipeline/{run['runID']}/art/main-0-[0-9a-f]{{32}}/out", path)
        assert (local / fs / path).read_text() == f"{text}\n"
    other.finished(plain)
    for run_id in (plain, second["runID"]):
        assert other.send("DELETE", f"/run/{run_id}", json={}).ok == ""
    assert sorted(path.name for path in runs.iterdir()) == ["run-000001", "run-000002"]
    assert (local / fs / artifact(first)).read_text() == "first\n"


def test_runs_at_once_all_have_folders_of_their_own(both: tuple[Api, Api], fs: str, local: Path) -> None:
    def start(number: int) -> tuple[Api, str, str]:
        root, text = both[number % 2], f"text{number}"
        return root, root.start(artifact_yaml(text), fsName=fs), text

    with ThreadPoolExecutor(4) as pool:
        started = list(pool.map(start, range(8)))
    assert len({run_id for _, run_id, _ in started}) == len(started)
    for root, run_id, text in started:
        assert (local / fs / artifact(root.finished(run_id))).read_text() == f"{text}\n"


def test_jobs_of_the_same_id_are_ended_apart(both: tuple[Api, Api]) -> None:
    naps = [long_sleep(), long_sleep()]
    for root, nap in zip(both, naps, strict=True):
        job = {"schedulingPolicy": {"queue": "default-queue"}, "image": "busybox:1", "command": nap}
        assert root.post("/job/single", id="train", **job).ok
        wait_for(lambda: sleepers(nap), bool)  # noqa: B023 - it is called at once
    both[0].put("/job/train", params={"action": "stop"})
    wait_for(lambda: both[0].get("/job/train").ok["status"], lambda status: status == "terminated")
    assert (sleepers(naps[0]), len(sleepers(naps[1]))) == ([], 1)


def test_a_folder_that_another_server_made_meanwhile_fails_the_step(
    both: tuple[Api, Api], fs: str, local: Path
) -> None:
    step = {"docker_env": "busybox:1", "command": "true"}
    waits = {**step, "command": f"while ! test -e {local}/go; do sleep 0.02; done"}
    writes = {**step, "deps": "waits", "artifacts": {"output": ["out"]}}
    run_id = both[0].start(json.dumps({"name": "art", "entry_points": {"waits": waits, "main": writes}}), fsName=fs)
    (local / fs / ".pipeline" / run_id / ".paddleflow-emulator").unlink()
    (local / "go").touch()
    run = both[0].finished(run_id)
    assert run["runtime"]["main"][0]["jobMessage"].endswith(f"path: .pipeline/{run_id} was not made by this server")


MOUNT = Mount(sub_path="in/")
RUNS = "in/.pipeline"


def check_folders(system: FileSystem) -> None:
    """What holds for the folders of runs on any storage."""
    assert newest_number(system, MOUNT) == 0
    for name in ("run-000003", "run-12", "run-x", "run-99999999999999999999", "notes"):
        assert system.claim(f"{RUNS}/{name}", "file", b"")
    assert newest_number(system, MOUNT) == 3
    assert [take(system, MOUNT, run_id, "me") for run_id in ("run-000003", "run-000002")] == [False, True]
    assert [owns(system, MOUNT, run_id, "me") for run_id in ("run-000003", "run-000002")] == [False, True]
    assert not take(system, MOUNT, "run-000002", "you")
    assert not owns(system, MOUNT, "run-000002", "you")
    remove(system, MOUNT, "run-000002", "you")
    remove(system, MOUNT, "run-000003", "me")
    assert sorted(system.folders(RUNS))[:3] == ["notes", "run-000002", "run-000003"]
    remove(system, MOUNT, "run-000002", "me")
    assert "run-000002" not in system.folders(RUNS)


def test_a_folder_is_its_makers_on_local_storage(tmp_path: Path) -> None:
    system = LocalFileSystem("root", "fs", tmp_path)
    check_folders(system)
    assert take(system, MOUNT, "run-000004", "me")
    runs = tmp_path / RUNS
    shutil.copy(runs / "run-000004" / ".paddleflow-emulator", runs / "run-000003")
    (runs / "run-000005").symlink_to("run-000004")
    for run_id in ("run-000003", "run-000005"):
        remove(system, MOUNT, run_id, "me")  # A mark that was copied, or is seen through a link, is none.
        assert (runs / run_id).exists()


def test_a_folder_is_its_makers_in_a_bucket(storage: Storage) -> None:
    storage.bucket("side-by-side")
    bucket = Bucket.of("/top", {**storage.properties, "bucket": "side-by-side"})
    check_folders(S3FileSystem("root", "fs", bucket))
    assert bucket.create("once", b"1")
    assert not bucket.create("once", b"2")
