"""Steps in containers of a real engine. Not part of the suite, since an engine is not everywhere: `make containers`.

The image is PADDLEFLOW_TEST_IMAGE: any that has a shell and the usual small programs.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from paddleflow_emulator.engine.launch.containers import find_container_engine

from ..emulator.conftest import Serving, serving
from ..support.api import Api, long_sleep, sleepers, wait_for
from ..support.contract import Contract
from ..support.processes import logged_in, server

__all__ = ["serving"]

IMAGE = os.environ.get("PADDLEFLOW_TEST_IMAGE", "busybox")


@pytest.fixture(scope="module")
def root(serving: Serving, local: Path) -> Iterator[Api]:
    with serving(local_root=local, containers=True) as api:
        root = api.login()
        for name in ("data", "other"):
            root.post("/fs", name=name, url=f"local://{name}")
        yield root


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("a, local: folder")


@cache
def engine() -> str:
    found = asyncio.run(find_container_engine())
    assert found is not None, "no container engine answers: start Docker, or install Podman"
    return found


def containers() -> list[str]:
    """The ids of the jobs that have containers, running or not: each one's name begins with it."""
    command = [engine(), "ps", "--all", "--format", "{{.Names}}"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return [name.rpartition("-")[0] for name in names]


def pipeline(*, image: str = IMAGE, options: Any = None, **steps: Any) -> str:
    entry_points = {name: {"docker_env": image, **step} for name, step in steps.items()}
    return json.dumps({"name": "boxed", "entry_points": entry_points, **(options or {})})


def finished(root: Api, text: str, **request: Any) -> dict[str, Any]:
    return root.finished(root.start(text, **request))


def only(run: dict[str, Any], name: str = "main") -> dict[str, Any]:
    (step,) = run["runtime"][name]
    return step


def log_of(root: Api, run: dict[str, Any]) -> str:
    return root.log(run["runID"])


def test_a_step_runs_in_its_image(root: Api) -> None:
    run = finished(root, pipeline(main={"command": f"test -e {__file__} || echo elsewhere; echo I am $$"}))
    assert only(run)["jobMessage"] == "job is succeeded"
    assert log_of(root, run) == "elsewhere\nI am 1\n"
    lines = root.get(f"/log/run/{run['runID']}").ok["submitLog"]
    assert f"the job runs in image[{IMAGE}]" in lines
    assert only(run)["jobID"] not in containers()


def test_variables_arrive_as_they_are(root: Api) -> None:
    env = {
        "QUOTES": 'it\'s "so"',
        "LINES": "a\nb",
        "HTTP_PROXY": "http://p:1",
        "EMPTY": "",
        "PATH_LIKE": "/a:/b",
        "U": "ü",
    }
    shown = "; ".join(f'echo "{name}=${name}"' for name in env)
    run = finished(root, pipeline(main={"command": shown, "env": env}))
    assert log_of(root, run) == "".join(f"{name}={value}\n" for name, value in env.items())


def test_file_systems_are_mounted(root: Api, local: Path) -> None:
    options = {
        "fs_options": {
            "main_fs": {"name": "data"},
            "extra_fs": [
                {"name": "other", "mount_path": "/r o", "read_only": True},
                {"name": "other", "mount_path": "/rw", "sub_path": "inner"},
            ],
        }
    }
    make = {
        "command": "pwd; echo $PF_WORK_DIR; echo made > {{out}}; touch '/r o/x' || echo refused; touch /rw/x",
        "artifacts": {"output": ["out"]},
    }
    read = {"deps": "make", "command": "cat {{in}}", "artifacts": {"input": {"in": "{{make.out}}"}}}
    run = finished(root, pipeline(options=options, make=make, read=read))
    assert run["status"] == "succeeded"
    mount = "/home/paddleflow/storage/mnt/fs-root-data"
    log = log_of(root, run).splitlines()  # What a step writes to two pipes comes in any order.
    assert [line for line in log if "Read-only" not in line] == [mount, mount, "refused", "made"]
    assert not (local / "other" / "x").exists()
    assert (local / "other" / "inner" / "x").exists()
    (out,) = only(run, "make")["artifacts"]["output"].values()
    assert (local / "data" / out).read_text() == "made\n"


def test_exit_codes_and_all_of_the_output_are_seen(root: Api) -> None:
    run = finished(root, pipeline(main={"command": "seq 200000; echo last; exit 7"}))
    assert "exited with code: 7" in only(run)["jobMessage"]
    assert log_of(root, run).endswith("199999\n200000\nlast\n")
    assert len((log_of(root, run)).splitlines()) == 100


@pytest.mark.parametrize("image", ["--privileged", "localhost/no/such:1", "Not An Image"])
def test_an_image_that_cannot_be_pulled_fails_the_step(root: Api, image: str) -> None:
    run = finished(root, pipeline(image=image, main={"command": "true"}))
    assert only(run)["status"] == "failed"
    assert only(run)["jobMessage"].startswith("start job for step[boxed.entry_points.main] failed: [")
    assert only(run)["jobID"] not in containers()


def test_a_stop_ends_the_container(root: Api) -> None:
    nap = long_sleep()
    run_id = root.start(pipeline(main={"command": f"{nap} & {nap}; {nap}"}))
    running = root.until(run_id, lambda run: only_status(run) == "running")
    assert only(running)["jobID"] in containers()
    root.put(f"/run/{run_id}", params={"action": "stop"})
    run = root.finished(run_id)
    assert (run["status"], only(run)["jobMessage"]) == ("terminated", "job is terminated")
    assert only(run)["jobID"] not in containers()
    assert sleepers(nap) == []


def only_status(run: dict[str, Any]) -> str:
    steps = run["runtime"].get("main")
    return steps[0]["status"] if steps else ""


def test_the_processes_of_a_container_are_measured(root: Api) -> None:
    talk = (
        "(while :; do nc -l -p 5000 > /dev/null; done) & while :; do head -c 100000 /dev/zero | nc 127.0.0.1 5000; done"
    )
    run_id = root.start(pipeline(main={"command": talk}))
    running = root.until(run_id, lambda run: only_status(run) == "running")
    job = only(running)["jobID"]
    for name, least in (("cpu_usage_rate", 10), ("memory_usage", 100_000), ("net_send_bytes", 10_000)):
        wait_for(lambda name=name: measured(root, job, name), lambda value, least=least: value > least)
    root.put(f"/run/{run_id}", params={"action": "stop"})
    root.finished(run_id)


def measured(root: Api, job: str, name: str) -> float:
    """A number, without its unit."""
    text = root.get(f"/statistics/job/{job}").ok["metricsInfo"][name]
    return float(re.sub("[^0-9.].*", "", text))


def test_a_single_job_runs_in_its_image(root: Api) -> None:
    made = root.post(
        "/job/single",
        schedulingPolicy={"queue": "default-queue"},
        image=IMAGE,
        command="test $$ = 1",
        fs={"name": "data", "mountPath": "/data"},
    ).ok["id"]
    job = wait_for(lambda: root.get(f"/job/{made}").ok, lambda seen: seen["status"] in ("succeeded", "failed"))
    assert (job["status"], job["message"]) == ("succeeded", "job is succeeded")
    assert made not in containers()


def test_a_job_leaves_a_container_of_its_name_alone(root: Api) -> None:
    name = f"theirs{os.getpid()}"
    subprocess.run([engine(), "create", "--name", name, IMAGE, "true"], check=True, capture_output=True)
    try:
        for command in ("true", long_sleep()):
            job = {"schedulingPolicy": {"queue": "default-queue"}, "image": IMAGE, "command": command}
            root.post("/job/single", id=name, **job)
            wait_for(lambda: root.get(f"/job/{name}").ok["status"], lambda status: status in ("succeeded", "running"))
            root.put(f"/job/{name}", params={"action": "stop"})
            wait_for(
                lambda: root.get(f"/job/{name}").ok["status"], lambda status: status in ("succeeded", "terminated")
            )
            assert root.send("DELETE", f"/job/{name}").status == 200
        shown = [engine(), "inspect", "--format", "{{.State.Status}}", name]
        assert subprocess.run(shown, check=True, capture_output=True, text=True).stdout.strip() == "created"
    finally:
        subprocess.run([engine(), "rm", "--force", name], check=False, capture_output=True)


@pytest.mark.parametrize("again", [["--containers"], []])
def test_a_killed_servers_containers_are_removed_by_the_next(
    contract: Contract, tmp_path: Path, again: list[str]
) -> None:
    nap = long_sleep()
    with server(tmp_path, "--containers") as process, logged_in(process, contract) as api:
        run_id = api.start(pipeline(main={"command": nap}))
        running = api.until(run_id, lambda run: only_status(run) == "running")
        process.send_signal(signal.SIGKILL)
    job = only(running)["jobID"]
    assert job in containers()
    with server(tmp_path, *again) as process, logged_in(process, contract) as api:
        assert api.finished(run_id)["status"] == "failed"
        assert job not in containers()
        assert sleepers(nap) == []
