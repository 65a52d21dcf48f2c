"""The use of container engines, with stand-ins; `tests/containers` uses real ones (`make containers`)."""

from __future__ import annotations

import asyncio
import json
import shlex
from pathlib import Path

import pytest

from paddleflow_emulator import serve
from paddleflow_emulator.engine.launch.containers import remove_containers

from ..support.api import long_sleep, pipeline_yaml, sleepers, wait_for
from ..support.contract import Contract
from ..support.processes import logged_in, server
from .conftest import Serving

_ANSWERS = {"version": "exit 0", "create": "echo 0123"}


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, **commands: str) -> None:
    """A stand-in for a container engine, the only one on the path."""
    program = folder / "docker"
    cases = "".join(f"{name}) {command};;\n" for name, command in {**_ANSWERS, **commands}.items())
    program.write_text(f'#!/bin/sh\necho "$@" >> {folder}/calls\ncase $1 in\n{cases}esac\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin")


@pytest.mark.parametrize("there", [False, True])
def test_without_an_engine_a_server_that_is_asked_for_containers_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    """Without its program, and with one that cannot reach its engine."""
    monkeypatch.setenv("PATH", str(tmp_path))
    if there:
        (tmp_path / "podman").write_text("#!/bin/sh\necho 'no daemon' >&2; exit 1\n")
        (tmp_path / "podman").chmod(0o755)
    with pytest.raises(OSError, match="no container engine answers: start Docker"), serve(containers=True):
        pass


def test_the_container_engines_error_is_the_steps_message(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Unable to find image\ndocker: Error: pull access denied\nSee 'docker run --help'."
    stand_in(tmp_path, monkeypatch, create=f"printf %s {shlex.quote(said)} >&2; exit 125")
    with serving(containers=True) as api:
        root = api.login()
        run = root.finished(root.start(pipeline_yaml(main="echo hello")))
    (step,) = run["runtime"]["main"]
    assert step["status"] == "failed"
    assert step["jobMessage"] == (
        "start job for step[demo.entry_points.main] failed: [docker: Error: pull access denied]"
    )


def test_a_container_that_cannot_start_fails_the_step_with_the_reason_in_its_log(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, monkeypatch, start="echo 'no such file: sh' >&2; exit 127", inspect="echo created 0123 0")
    with serving(containers=True) as api:
        root = api.login()
        run = root.finished(root.start(pipeline_yaml(main="echo hello")))
        assert root.log(run["runID"]) == "no such file: sh\n"
    (step,) = run["runtime"]["main"]
    assert step["jobMessage"].startswith("job is failed, container run-000001-main exited with code: 127")


def test_a_step_is_stopped_while_its_image_is_fetched(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nap = long_sleep()
    stand_in(tmp_path, monkeypatch, create=f"exec {nap}")
    with serving(containers=True) as api:
        root = api.login()
        run_id = root.start(pipeline_yaml(main="echo hello"))
        job = root.post(
            "/job/single", schedulingPolicy={"queue": "default-queue"}, image="busybox:1", command="true"
        ).ok["id"]
        wait_for(lambda: sleepers(nap), lambda found: len(found) == 2)
        root.put(f"/run/{run_id}", params={"action": "stop"})
        root.put(f"/job/{job}", params={"action": "stop"})
        run = root.finished(run_id)
        stopped = wait_for(lambda: root.get(f"/job/{job}").ok, lambda seen: seen["status"] == "terminated")
        assert sleepers(nap) == []
    assert (run["status"], stopped["message"]) == ("terminated", "job is terminated")
    assert run["runtime"]["main"][0]["jobMessage"] == "job is terminated"


def test_a_container_that_ends_while_it_is_stopped_is_terminated_all_the_same(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nap = long_sleep()
    stand_in(
        tmp_path,
        monkeypatch,
        start=f"echo $$ > {tmp_path}/pid; exec {nap}",
        inspect="echo running 0123 0",
        stop=f"kill $(cat {tmp_path}/pid); echo 'no such container' >&2; exit 1",
    )
    with serving(containers=True) as api:
        root = api.login()
        run_id = root.start(pipeline_yaml(main="echo hello"))
        root.until(run_id, lambda run: any(step["status"] == "running" for step in run["runtime"].get("main", ())))
        root.put(f"/run/{run_id}", params={"action": "stop"})
        run = root.finished(run_id)
    assert (run["status"], run["runtime"]["main"][0]["jobMessage"]) == ("terminated", "job is terminated")


@pytest.mark.slow
def test_processes_of_a_killed_server_are_ended_by_one_that_uses_containers(
    serving: Serving, contract: Contract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nap = long_sleep()
    data = tmp_path / "data"
    with server(data) as process, logged_in(process, contract) as api:
        api.start(pipeline_yaml(main=nap))
        wait_for(lambda: sleepers(nap), bool)
        process.kill()
    stand_in(tmp_path, monkeypatch)
    with serving(data, containers=True):
        assert sleepers(nap) == []


def test_the_variables_of_a_step_reach_its_container_only(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the list of processes, and not the engine's program, which could take them for its own."""
    seen = tmp_path / "seen"
    stand_in(
        tmp_path, monkeypatch, create=f"printf '%s\\n' \"$@\" > {seen}.arguments; env > {seen}.environment; exit 1"
    )
    monkeypatch.setenv("TAKEN", "ours")
    env = {"TOKEN": "s3cret value", "DOCKER_HOST": "tcp://elsewhere", "https_proxy": "http://elsewhere", "TAKEN": "its"}
    with serving(containers=True) as api:
        root = api.login()
        step = {"command": "true", "docker_env": "busybox:1", "env": env}
        root.finished(root.start(json.dumps({"name": "secret", "entry_points": {"main": step}})))
    arguments = Path(f"{seen}.arguments").read_text().splitlines()
    environment = Path(f"{seen}.environment").read_text().splitlines()
    assert "TOKEN" in arguments
    assert "TOKEN=s3cret value" in environment
    assert {"DOCKER_HOST=tcp://elsewhere", "https_proxy=http://elsewhere", "TAKEN=its"} <= set(arguments)
    assert "TAKEN=ours" in environment
    assert "s3cret" not in "".join(arguments)
    assert "elsewhere" not in "".join(environment)


def calls(folder: Path, *commands: str) -> list[list[str]]:
    """The calls that a stand-in received, of some commands."""
    asked = [line.split() for line in (folder / "calls").read_text().splitlines()]
    return [words for words in asked if words and words[0] in commands]


@pytest.mark.parametrize("taken", [False, True])
def test_a_job_with_the_name_of_a_container_does_nothing_to_that_container(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    """Only what `create` made is removed, by the id that it gave."""
    conflict = {"create": "echo 'the name is in use' >&2; exit 125"} if taken else {}
    stand_in(tmp_path, monkeypatch, inspect="echo exited 0123 0", ps="echo 4567 database", **conflict)
    with serving(containers=True) as api:
        root = api.login()
        job = {"schedulingPolicy": {"queue": "default-queue"}, "image": "busybox:1", "command": "true"}
        root.post("/job/single", id="database", **job)
        seen = wait_for(lambda: root.get("/job/database").ok, lambda job: job["status"] in ("succeeded", "failed"))
    assert seen["status"] == ("failed" if taken else "succeeded")
    assert [words[-1] for words in calls(tmp_path, "start", "inspect", "stop", "rm")] == (
        [] if taken else ["0123", "0123", "0123"]
    )


def test_only_this_servers_containers_are_left_overs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = "aaaa job-a-0123abcd\nbbbb job-b-0123abcd\ncccc job-a\ndddd job-a-99999999"
    stand_in(tmp_path, monkeypatch, ps=f"printf '{listed}'")
    asyncio.run(remove_containers("0123abcd4567", {"job-a": "docker", "job-c": "docker", "job-b": "7:1.0"}))
    (listing,) = calls(tmp_path, "ps")
    assert "label=paddleflow-emulator.server=0123abcd4567" in listing
    assert calls(tmp_path, "rm") == [["rm", "--force", "--volumes", "aaaa"]]
