"""What a run does with parameters, artifacts, loops, nesting and environment; steps are real processes."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from paddleflow.pipeline._rules.reader import read_pipeline
from paddleflow.pipeline._rules.yaml_text import parse_yaml
from paddleflow_emulator.engine.check import check
from paddleflow_emulator.engine.interface import RunRequest
from paddleflow_emulator.engine.runtime.engine import Engine
from paddleflow_emulator.engine.workflow import RunOptions

from .conftest import OneQueue

DIAMOND = """
name: p
docker_env: x
entry_points:
  a: {command: 'true'}
  b: {command: 'true', deps: a}
  c: {command: 'true', deps: a}
  d: {command: 'true', deps: 'b,c'}
"""


@pytest.mark.slow
async def test_a_diamond_takes_no_longer_than_its_processes(lab: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is polled: between the steps the engine never sleeps."""
    pauses: list[float] = []
    ours, real_sleep = asyncio.get_running_loop(), asyncio.sleep

    async def sleep(seconds: float, result: object = None) -> object:
        if asyncio.get_running_loop() is not ours:  # other servers of this process have loops of their own
            return await real_sleep(seconds, result)
        pauses.append(seconds)
        return result

    monkeypatch.setattr(asyncio, "sleep", sleep)
    run_id = await lab.run(DIAMOND)
    assert lab.store.runs[run_id]["status"] == "succeeded"
    assert not any(pauses)


def test_the_engine_runs_on_a_loop_in_any_thread(tmp_path: Path, new_store: Any, no_file_systems: Any) -> None:
    store = new_store()

    async def main() -> None:
        engine = Engine(store, no_file_systems, OneQueue(), tmp_path / "logs")
        workflow = check(read_pipeline(parse_yaml(DIAMOND)), RunOptions("root"), no_file_systems)
        engine.submit(RunRequest("run-000001", workflow, "source", "root"))
        await engine.wait("run-000001")
        await engine.close()

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    thread.join(timeout=20)
    assert store.runs["run-000001"]["status"] == "succeeded"


async def test_system_names_are_the_steps_own_but_in_parameters_the_parents(lab: Any) -> None:
    run_id = await lab.run("""
name: p
docker_env: x
entry_points:
  d:
    loop_argument: [u]
    entry_points:
      s:
        parameters: {p: '{{PF_STEP_NAME}}/{{PF_LOOP_ARGUMENT}}', q: '{{PF_PARENT.PF_LOOP_ARGUMENT}}'}
        loop_argument: [v]
        env: {E: '{{PF_STEP_NAME}}/{{PF_LOOP_ARGUMENT}}'}
        command: 'echo {{p}} {{q}} $E {{PF_STEP_NAME}} {{PF_LOOP_ARGUMENT}} {{PF_USER_NAME}} {{PF_RUN_ID}}'
  t: {parameters: {p: '[{{PF_STEP_NAME}}]'}, command: 'echo {{p}} "$PF_STEP_NAME"'}
""")
    assert sorted(lab.log(run_id)) == ["[] t", f"d/u u s/v s v root {run_id}"]


async def test_a_whole_template_keeps_its_type_and_mixed_text_does_not(lab: Any) -> None:
    run_id = await lab.run("""
name: p
docker_env: x
entry_points:
  a: {parameters: {l: [1, x], f: 0.0000001}}
  b:
    deps: a
    parameters: {l: '{{a.l}}', f: '{{a.f}}', m: '{{a.l}}!'}
    loop_argument: '{{l}}'
    command: 'echo {{PF_LOOP_ARGUMENT}} {{f}} "{{m}}" {{l}}'
""")
    assert sorted(lab.log(run_id)) == ["1 0.0000001 [1 x]! [1 x]", "x 0.0000001 [1 x]! [1 x]"]
    assert lab.steps(run_id, "b")[0].parameters == {"l": "[1 x]", "f": "1e-07", "m": "[1 x]!"}


async def test_loops_run_over_json_text_and_what_a_step_wrote(lab: Any) -> None:
    run_id = await lab.run(
        """
name: p
docker_env: x
entry_points:
  j: {loop_argument: '[1, 2.5, "a", [3, "b"], 1000000]', command: 'echo j {{PF_LOOP_ARGUMENT}}'}
  w: {command: 'echo "[7, 8]" > {{o}}', artifacts: {output: [o]}}
  r:
    deps: w
    artifacts: {input: {i: '{{w.o}}'}, output: [o]}
    loop_argument: '{{i}}'
    command: 'echo r {{PF_LOOP_ARGUMENT}}; echo {{PF_LOOP_ARGUMENT}} > {{o}}'
  all: {deps: r, artifacts: {input: {i: '{{r.o}}'}}, command: 'for f in $(echo {{i}} | tr , " "); do cat $f; done'}
""",
        fs_name="heldfs",
    )
    assert lab.status(run_id) == "succeeded"
    assert sorted(lab.log(run_id)) == ["7", "8", "j 1", "j 1e+06", "j 2.5", "j [3 b]", "j a", "r 7", "r 8"]
    names = [step.name for step in lab.steps(run_id, "r")]
    assert names == [f"{run_id}-r", f"{run_id}-r-1"]


@pytest.mark.parametrize(
    ("loop", "message"),
    [
        ("[]", "set the sysparams for dag[p.entry_points.s] failed: get LoopArgument"),
        ("'{{num}}'", "cannot get the value of loop_arugment for step[p.entry_points.s]"),
        ("'{{text}}'", "cannot get the value of loop_arugment for step[p.entry_points.s]"),
    ],
)
async def test_a_loop_over_nothing_fails_the_step(lab: Any, loop: str, message: str) -> None:
    run_id = await lab.run(
        "name: p\ndocker_env: x\nentry_points:\n"
        f"  s: {{loop_argument: {loop}, parameters: {{num: 3, text: x}}}}\n  t: {{deps: s}}\n"
    )
    assert lab.message(run_id).endswith("some step or dag run failed: entry_points.s")
    assert lab.step(run_id, "s").message.startswith(message)
    assert lab.step(run_id, "t").status == "cancelled"


async def test_an_empty_loop_fails_a_dag_too(lab: Any) -> None:
    run_id = await lab.run("name: p\nentry_points:\n  d: {loop_argument: [], entry_points: {s: {docker_env: x}}}\n")
    assert lab.message(run_id).endswith(": entry_points.d")
    assert lab.states(run_id) == {"d": "failed"}


async def test_dags_hand_artifacts_up_and_down_over_their_copies(lab: Any) -> None:
    run_id = await lab.run(
        """
name: p
docker_env: x
entry_points:
  a: {command: 'echo base > {{o}}', artifacts: {output: [o]}}
  d:
    deps: a
    loop_argument: [1, 2]
    artifacts: {input: {i: '{{a.o}}'}, output: {out: '{{s.o}}'}}
    entry_points:
      s:
        loop_argument: [u, v]
        parameters: {num: '{{PF_PARENT.PF_LOOP_ARGUMENT}}'}
        artifacts: {input: {i: '{{PF_PARENT.i}}'}, output: [o]}
        command: 'echo $(cat {{i}}) {{num}} {{PF_LOOP_ARGUMENT}} > {{o}}'
  z: {deps: d, artifacts: {input: {i: '{{d.out}}'}}, command: 'cat $(echo $PF_INPUT_ARTIFACT_I | tr , " ")'}
""",
        fs_name="heldfs",
    )
    assert lab.log(run_id) == ["base 1 u", "base 1 v", "base 2 u", "base 2 v"]
    runtime, _ = lab.runtime(run_id)
    second = runtime["d"][1]
    assert second["name"] == f"dag-{run_id}-d-1"
    assert second["artifacts"]["output"]["out"].count(",") == 1
    assert second["message"].startswith("all subDag or subStep run succeeded or skipped: p.entry_points.d-1.s,")
    assert [view["parentDagID"] for view in second["entryPoints"]["s"]] == [second["id"]] * 2
    assert len(lab.store.artifact_events) == 1 + 4 * 2 + 1


async def test_stored_paths_mount_paths_and_local_directories_are_three_things(lab: Any, folder: Path) -> None:
    run_id = await lab.run("""
name: p
docker_env: x
fs_options:
  main_fs: {name: heldfs, mount_path: /home/main, sub_path: msub}
  extra_fs: [{name: otherfs, mount_path: /home/main/extra}]
entry_points:
  s:
    artifacts: {output: [o]}
    env: {WHERE: /home/main/x, NOT: /home/mainx}
    command: 'pwd; echo hi > {{o}}; echo $WHERE $NOT $PF_WORK_DIR; echo e > /home/main/extra/e; cat {{o}}'
""")
    step = lab.step(run_id, "s")
    stored = step.artifacts.output["o"]
    assert stored.startswith(f"msub/.pipeline/{run_id}/p/s-0-")
    assert step.command.split("; ")[1] == f"echo hi > /home/main{stored.removeprefix('msub')}"
    assert step.env["PF_OUTPUT_ARTIFACT_O"] == f"/home/main{stored.removeprefix('msub')}"
    assert "PF_WORK_DIR" not in step.env
    assert (folder / stored).read_text() == "hi\n"
    assert (folder.parent / "otherfs" / "e").read_text() == "e\n"
    assert lab.log(run_id) == ["/home/main", "/home/main/x /home/mainx /home/main", "hi"]
    assert lab.log(run_id, seen=False)[0] == str(folder / "msub")


async def test_without_a_file_system_a_step_has_a_folder_of_its_own(lab: Any) -> None:
    run_id = await lab.run(
        "name: p\ndocker_env: x\nentry_points:\n  a: {command: 'ls; echo > mine; pwd'}\n"
        "  b: {deps: a, command: 'ls; pwd'}\n"
    )
    first, second = lab.log(run_id)
    assert first != second
    assert not Path(first).exists()  # noqa: ASYNC240 - a moment


async def test_the_process_sees_only_the_machines_basics_and_its_own(lab: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_SERVER", "x")
    run_id = await lab.run(
        "name: p\nentry_points:\n  a: {docker_env: x, env: {PF_MOUNT_PATH: none}, command: 'env'}\n", fs_name="heldfs"
    )
    seen = dict(line.split("=", 1) for line in lab.log(run_id))
    assert {"PATH", "PF_RUN_ID", "PF_STEP_NAME", "PF_JOB_NAMESPACE", "PF_JOB_MODE"} <= seen.keys()
    assert not {"SECRET_OF_THE_SERVER", "PF_WORK_DIR"} & seen.keys()
    assert lab.step(run_id, "a").env["PF_JOB_NAMESPACE"] == "default"


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("{}", "[required fields in {image} are empty, please fill it: give docker_env to the step"),
        ("{docker_env: x, env: {PF_JOB_QUEUE_NAME: ghost}}", "ghost"),
        ("{docker_env: x, env: {PF_JOB_FLAVOUR: ghost}}", "flavour[ghost]"),
        ("{docker_env: x, env: {PF_JOB_PRIORITY: urgent}}", "priority URGENT"),
        ("{docker_env: x, env: {PF_JOB_TYPE: distributed}}", "distributed job is not implemented"),
        ("{docker_env: x, env: {PF_JOB_TYPE: spark}}", "job type spark is not support"),
        ("{docker_env: x, extra_fs: [{name: heldfs, mount_path: /}]}", "mountPath cannot be '/'"),
        ("{docker_env: x, extra_fs: [{name: heldfs, mount_path: ..}]}", "mountPath cannot be '..'"),
    ],
)
async def test_a_job_that_cannot_be_placed_fails_its_step(lab: Any, step: str, message: str) -> None:
    run_id = await lab.run(f"name: p\nentry_points:\n  s: {step}\n")
    row = lab.step(run_id, "s")
    assert (lab.status(run_id), row.status, row.job_id, row.start_time) == ("failed", "failed", "", "")
    assert row.message.startswith("validating step[p.entry_points.s] failed: [")
    assert message in row.message
    assert row.env["PF_STEP_NAME"] == "s"


async def test_exit_codes_and_signals_are_in_the_message(lab: Any) -> None:
    run_id = await lab.run(
        "name: p\ndocker_env: x\nfailure_options: {strategy: continue}\nentry_points:\n"
        "  a: {command: exit 7}\n  b: {command: 'kill -9 $$'}\n  c: {command: 'cd /nowhere; true'}\n"
        "  e: {command: bash -c exit 5}\n  g: {command: ''}\n"
    )
    assert lab.step(run_id, "a").message == (
        f"job is failed, container {run_id}-a exited with code: 7, reason: Error, message: "
        " (on this machine, not in image[x])"
    )
    assert "exited with code: 137" in lab.step(run_id, "b").message
    assert lab.step(run_id, "c").status == "succeeded"
    assert "exited with code: 5" in lab.step(run_id, "e").message
    assert lab.step(run_id, "g").status == "succeeded"


async def test_conditions_read_artifacts_and_are_tested_per_copy(lab: Any) -> None:
    run_id = await lab.run(
        """
name: p
docker_env: x
failure_options: {strategy: continue}
entry_points:
  w: {command: 'echo 5 > {{o}}; mkdir {{d}}; head -c 2000 /dev/zero > {{big}}', artifacts: {output: [o, d, big]}}
  t: {deps: w, artifacts: {input: {i: '{{w.o}}'}}, condition: '{{i}} > 4', command: echo t}
  u: {deps: w, artifacts: {input: {i: '{{w.d}}'}}, condition: '{{i}} > 4'}
  v: {deps: w, artifacts: {input: {i: '{{w.big}}'}}, condition: '{{i}} > 4'}
  l: {loop_argument: [1, 2, 3], condition: '{{PF_LOOP_ARGUMENT}} != 2', command: 'echo l {{PF_LOOP_ARGUMENT}}'}
  q: {parameters: {p: a b}, condition: '{{p}} == "a b"'}
  g: {parameters: {num: 1}, condition: '{{num}} > 1', entry_points: {s: {}}}
  h: {parameters: {p: a b}, condition: '{{p}} == x', entry_points: {s: {}}}
""",
        fs_name="heldfs",
    )
    states = lab.states(run_id)
    assert states == {
        "w": "succeeded", "t": "succeeded", "u": "failed", "v": "failed", "l": "succeeded", "l#1": "skipped",
        "l#2": "succeeded", "q": "failed", "g": "skipped", "h": "failed",
    }  # fmt: skip
    assert lab.step(run_id, "u").message.startswith("caculate the condition field for step[p.entry_points.u] faild:")
    skipped = lab.steps(run_id, "l")[1]
    assert skipped.message == "the result of condition for step[p.entry_points.l-1] is false, skip running"
    assert skipped.end_time == ""


async def test_disabled_components_count_as_done(lab: Any) -> None:
    run_id = await lab.run("""
name: p
docker_env: x
disabled: a, d.s, r.s, z
entry_points:
  a: {command: exit 1, loop_argument: [1, 2]}
  b: {deps: a, command: echo b}
  d: {entry_points: {s: {command: exit 1}, t: {deps: s, command: echo t}}}
  r: {reference: {component: c}}
components: {c: {entry_points: {s: {command: exit 1}}}}
post_process: {z: {command: exit 1}}
""")
    assert lab.status(run_id) == "succeeded"
    assert [step.status for step in lab.steps(run_id, "a") + lab.steps(run_id, "s")] == ["skipped"] * 4
    assert lab.step(run_id, "z").message == "step[p.post_process.z] is disabled, skip running"
    assert sorted(lab.log(run_id)) == ["b", "t"]


async def test_references_run_as_what_they_refer_to(lab: Any) -> None:
    run_id = await lab.run(
        """
name: p
docker_env: x
entry_points:
  a: {command: 'echo a > {{o}}', artifacts: {output: [o]}}
  r: {deps: a, reference: {component: chain}, parameters: {v: 9}, artifacts: {input: {i: '{{a.o}}'}}}
  g: {deps: r, reference: {component: graph}}
components:
  chain: {reference: {component: real}, parameters: {v: 5}, artifacts: {input: {i: ''}}}
  real: {command: 'cat {{i}}; echo {{v}} {{w}}', parameters: {v: 1, w: 2}, artifacts: {input: {i: ''}}}
  graph: {entry_points: {s: {command: echo inner, loop_argument: [1, 2]}}}
""",
        fs_name="heldfs",
    )
    assert lab.status(run_id) == "succeeded"
    assert lab.log(run_id) == ["a", "9 2", "inner", "inner"]
    runtime, _ = lab.runtime(run_id)
    assert runtime["g"][0]["type"] == "dag"
    assert runtime["r"][0]["deps"] == "a"


async def test_nothing_to_do_succeeds(lab: Any) -> None:
    assert lab.message(await lab.run("name: p\nentry_points: {}")) == "Run successfully"
    run_id = await lab.run("name: p\nentry_points: {d: {entry_points: {}}}")
    assert lab.states(run_id) == {"d": "succeeded"}


async def test_post_process_keeps_its_parameters_raw(lab: Any) -> None:
    run_id = await lab.run(
        "name: p\ndocker_env: x\nentry_points: {a: {}}\n"
        "post_process: {z: {parameters: {p: '{{PF_RUN_ID}}'}, env: {E: '{{PF_STEP_NAME}}'}, "
        "artifacts: {output: [o]}, command: 'echo $E {{PF_STEP_NAME}}; echo > {{o}}'}}\n",
        fs_name="heldfs",
    )
    _, post = lab.runtime(run_id)
    assert post["z"]["parameters"] == {"p": "{{PF_RUN_ID}}"}
    assert post["z"]["cache"] == {"enable": False, "maxExpiredTime": "", "fsScope": None}
    assert post["z"]["parentDagID"] == ""
    assert lab.log(run_id) == ["z z"]


async def test_views_have_the_form_of_the_api(lab: Any) -> None:
    run_id = await lab.run("name: p\ndocker_env: x\nentry_points: {d: {entry_points: {s: {command: 'true'}}}}\n")
    runtime, post = lab.runtime(run_id)
    (dag,) = runtime["d"]
    (step,) = dag["entryPoints"]["s"]
    assert post == {}
    assert list(dag) == [
        "id", "name", "type", "dagName", "parentDagID", "deps", "parameters", "artifacts", "startTime", "endTime",
        "status", "message", "entryPoints",
    ]  # fmt: skip
    assert list(step) == [
        "jobID", "name", "type", "stepName", "parentDagID", "command", "parameters", "env", "extraFS", "startTime",
        "endTime", "status", "deps", "dockerEnv", "artifacts", "cache", "jobMessage", "cacheRunID", "cacheJobID",
    ]  # fmt: skip
    assert step["jobID"].startswith(f"job-{run_id}-s-")
    assert (step["extraFS"], step["parentDagID"]) == (None, dag["id"])
    assert step["jobMessage"] == "job is succeeded (on this machine, not in image[x])"
    assert [status for key, status in lab.store.history if key.endswith("s#0")] == ["init", "running", "succeeded"]


async def test_events_name_the_run_and_its_jobs(lab: Any) -> None:
    run_id = lab.submit("name: p\ndocker_env: x\nentry_points: {s: {command: 'true'}}\n")
    await lab.wait(run_id)
    job_id = lab.step(run_id, "s").job_id
    lines = lab.engine.events.lines(run_id)
    assert [line.split("] ")[2] for line in lines if run_id in line and job_id not in line] == [
        f"{run_id} start workflow",
        f"{run_id} Run successfully",
    ]
    assert lab.engine.events.lines(run_id, job_id) == lines[2:]
    assert lines[3].endswith("the job runs (on this machine, not in image[x])")
    assert lab.engine.events.lines("run-999999") == []


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("command: '" + "{{p}}" * 20 + "', parameters: {p: '" + "x" * 60_000 + "'}", "more than 1048576 characters"),
        ("command: '" + "{{p}}" * 1001 + "', parameters: {p: x}", "more than 1000 templates"),
        ("command: 'true', condition: '\"{{p}}\" == a', parameters: {p: '" + "x" * 9000 + "'}", "the maximum is 8192"),
    ],
)
async def test_a_text_that_templates_make_too_long_fails_its_step(lab: Any, step: str, words: str) -> None:
    run_id = await lab.run(f"name: p\ndocker_env: x\nentry_points:\n  a: {{{step}}}\n")
    assert lab.status(run_id) == "failed"
    message = lab.step(run_id, "a").message
    assert words in message
    assert len(message) < 1000


@pytest.mark.slow
async def test_parameters_that_double_from_step_to_step_end_in_a_message(lab: Any) -> None:
    """Twenty of them make a million times the first one."""
    steps = "".join(
        f"  s{n}: {{deps: s{n - 1}, command: 'true', parameters: {{p: '{{{{s{n - 1}.p}}}}{{{{s{n - 1}.p}}}}'}}}}\n"
        for n in range(1, 20)
    )
    text = f"name: p\ndocker_env: x\nentry_points:\n  s0: {{command: 'true', parameters: {{p: {'x' * 100_000}}}}}\n"
    run_id = await lab.run(text + steps)
    assert (lab.status(run_id), lab.step(run_id, "s4").status) == ("failed", "failed")
    assert "more than 1048576 characters" in lab.step(run_id, "s4").message
