"""Runs: started in every way, looked at, stopped, retried, deleted."""

from pathlib import Path

import pytest

from paddleflow import DagInfo

from ..support.api import long_sleep, wait_for
from .any_client import User, refusal
from .names import ended, pipeline, printed, run, step, unique, workflow

NAP = 'trap "exit 1" TERM; while :; do sleep 0.1; done'


def started(user: User, yaml: str) -> str:
    """A run whose first step runs."""
    run_id = user.create_run(run_yaml_raw=yaml).unwrap()

    def states() -> list[str]:
        return [component.status for component in user.show_run(run_id).unwrap().components()]

    wait_for(states, lambda seen: "running" in seen)
    return run_id


def test_a_run_of_a_text_tells_what_it_was_and_how_it_went(root: User) -> None:
    name = unique("run")
    yaml = pipeline(name, "echo hello; echo $PF_RUN_ID", env={"COLOUR": "red"})
    done = run(root, yaml.encode(), run_name=name, desc="说明")
    assert (done.status, done.name, done.description, done.username) == ("succeeded", name, "说明", root.name)
    assert (done.run_yaml, done.run_msg, done.post_process) == (yaml, "Run successfully", {})
    assert done.create_datetime
    assert done.activate_datetime
    assert done.activate_datetime >= done.create_datetime
    main = step(done, "main")
    assert (main.status, main.type, main.dockerEnv) == ("succeeded", "step", "busybox:1")
    assert main.env["COLOUR"] == "red"
    assert main.jobId.startswith(f"job-{done.run_id}-")
    assert printed(root, done.run_id) == f"hello\n{done.run_id}\n"


def test_parameters_replace_those_of_the_pipeline(root: User) -> None:
    yaml = workflow(
        "params",
        {
            "a": {"command": "echo a {{epoch}}", "parameters": {"epoch": 1}},
            "b": {"command": "echo b {{epoch}} {{rate}}", "parameters": {"epoch": 1, "rate": 1}, "deps": "a"},
        },
    )
    done = run(root, yaml, param={"epoch": 5, "b.rate": 7})
    assert (done.status, done.parameters) == ("succeeded", {"epoch": 5, "b.rate": 7})
    assert printed(root, done.run_id) == "a 5\nb 5 7\n"


def test_steps_are_disabled_and_failures_are_survived_on_request(root: User) -> None:
    yaml = workflow("options", {"bad": {"command": "exit 3"}, "good": {"command": "echo fine"}})
    without = run(root, yaml, disabled="bad")
    assert (without.status, without.disabled) == ("succeeded", "bad")
    assert step(without, "bad").status == "skipped"
    on = run(root, yaml, failure_options={"strategy": "continue"})
    assert (on.status, on.failure_options) == ("failed", {"strategy": "continue"})
    assert (step(on, "bad").status, step(on, "good").status) == ("failed", "succeeded")


def test_components_walks_dags_and_loops(root: User) -> None:
    yaml = workflow(
        "tree",
        {
            "outer": {
                "entry_points": {
                    "first": {"command": "echo {{PF_LOOP_ARGUMENT}}", "loop_argument": ["a", "b"]},
                    "last": {"command": "echo end", "deps": "first"},
                }
            }
        },
        post_process={"closing": {"command": "echo closed"}},
    )
    done = run(root, yaml)
    assert done.status == "succeeded", done.run_msg
    outer, *inside = done.components()
    assert isinstance(outer, DagInfo)
    assert (outer.type, outer.dag_name, len(outer.entry_points["first"])) == ("dag", "outer", 2)
    assert [component.type for component in inside] == ["step", "step", "step"]
    assert step(done, "closing").status == "succeeded"
    lines = printed(root, done.run_id).splitlines()
    assert sorted(lines) == ["a", "b", "closed", "end"]


def test_a_run_comes_as_a_dict(root: User) -> None:
    name = unique("json")
    main = {"command": "echo {{greeting}}", "dockerEnv": "busybox:1", "parameters": {"greeting": "hi"}}
    done = ended(root, root.create_run_json({"name": name, "entryPoints": {"main": main}}).unwrap())
    assert (done.name, done.status, printed(root, done.run_id)) == (name, "succeeded", "hi\n")


@pytest.mark.embedded("the test writes the pipeline's file into the folder of the file system")
def test_a_run_comes_from_a_file(root: User, folder: Path) -> None:
    (folder / "run.yaml").write_text(pipeline("default", "echo default"))
    (folder / "other.yaml").write_text(pipeline("other", "echo other"))
    runs = [
        ended(root, root.create_run(folder.name).unwrap()),
        ended(root, root.create_run(fsname=folder.name, runyamlpath="other.yaml").unwrap()),
    ]
    assert [(each.name, each.source, each.fs_name, each.status) for each in runs] == [
        ("default", "./run.yaml", folder.name, "succeeded"),
        ("other", "other.yaml", folder.name, "succeeded"),
    ]
    assert refusal(root.create_run(folder.name, run_yaml_path="missing.yaml")) == "ReadYamlFileFailed"
    assert refusal(root.create_run(folder.name, run_yaml_path="../secret.yaml")) == "ReadYamlFileFailed"
    listed = root.list_run(fs_name=folder.name).unwrap()["runList"]
    assert [each.run_id for each in listed] == [each.run_id for each in runs]


def test_runs_are_filtered_and_come_page_by_page(root: User, alice: User) -> None:
    name = unique("list")
    ids = [run(root, pipeline(name), run_name=name).run_id for _ in range(3)]
    failed = run(root, pipeline(name, "exit 1"), run_name=name).run_id
    hers = run(alice, pipeline(name), run_name=name).run_id

    def found(**filters: str) -> list[str]:
        return [row.run_id for row in root.list_run(run_name=name, **filters).unwrap()["runList"]]

    assert found() == [*ids, failed, hers]
    assert found(status="failed") == [failed]
    assert found(username=alice.name) == [hers]
    assert found(run_id=f"{ids[0]},{ids[2]}") == [ids[0], ids[2]]
    assert found(fs_name="ghost") == []
    page = root.list_run(run_name=name, maxsize=3).unwrap()
    rest = root.list_run(run_name=name, maxsize=3, marker=page["nextMarker"]).unwrap()
    assert [row.run_id for row in [*page["runList"], *rest["runList"]]] == [*ids, failed, hers]
    assert (page["runList"].truncated, rest["nextMarker"]) == (True, None)
    assert [row.run_id for row in root.iter_runs(run_name=name, maxsize=2)] == [*ids, failed, hers]
    (row,) = root.list_run(run_id=failed).unwrap()["runList"]
    assert (row.name, row.desc, row.status, row.runtime) == (name, "", "failed", None)


def test_users_see_and_touch_their_own_runs_only(root: User, alice: User) -> None:
    theirs = run(root, pipeline()).run_id
    hers = run(alice, pipeline()).run_id
    listed = [row.run_id for row in alice.iter_runs()]
    assert hers in listed
    assert theirs not in listed
    refused = [
        alice.show_run(theirs),
        alice.show_log(theirs),
        alice.stop_run(theirs),
        alice.retry_run(theirs),
        alice.delete_run(theirs),
    ]
    assert [refusal(answer) for answer in refused] == ["AccessDenied"] * 5
    assert root.show_run(hers).ok


def test_logs_come_in_pages_from_either_end(root: User) -> None:
    done = run(root, pipeline("lines", "seq 1 25"))
    main = step(done, "main")
    (last,) = root.show_log(done.run_id, pagesize=10).unwrap()
    assert (last.runid, last.jobid, last.pagesize, last.pageno, last.has_next_page) == (
        done.run_id,
        main.jobId,
        10,
        1,
        True,
    )
    assert last.log_content == "".join(f"{number}\n" for number in range(16, 26))
    (third,) = root.show_log(done.run_id, main.jobId, 10, 3, "begin").unwrap()
    assert (third.log_content, third.has_next_page) == ("21\n22\n23\n24\n25\n", False)
    assert root.show_log(done.run_id, jobid="job-ghost").unwrap() == []
    assert root.show_log(done.run_id).unwrap().submit_log


def test_a_stopped_run_still_closes_and_a_forced_stop_does_not(root: User) -> None:
    yaml = workflow("stop", {"main": {"command": NAP}}, post_process={"closing": {"command": "echo closed"}})
    gentle, forced = started(root, yaml), started(root, yaml)
    assert root.stop_run(gentle) == (True, None)
    assert root.stop_run(forced, force=True) == (True, None)
    first, second = ended(root, gentle), ended(root, forced)
    assert (first.status, step(first, "closing").status) == ("terminated", "succeeded")
    assert step(first, "main").status == "terminated"
    assert second.status == "terminated"
    assert "closed" in printed(root, gentle)
    assert "closed" not in printed(root, forced)
    assert refusal(root.stop_run(gentle)) == "ActionNotAllowed"


@pytest.mark.embedded("the step looks for a file that the test makes")
def test_a_retry_runs_again_what_failed_and_keeps_the_rest(root: User, folder: Path) -> None:
    yaml = workflow("retry", {"good": {"command": "echo once"}, "bad": {"command": f"test -e {folder}/flag"}})
    old = run(root, yaml, failure_options={"strategy": "continue"})
    assert old.status == "failed"
    assert "exit" in step(old, "bad").job_message
    (folder / "flag").touch()
    ret, new_id = root.retry_run(old.run_id)
    assert ret
    assert new_id != old.run_id
    new = ended(root, new_id)
    assert new.status == "succeeded"
    assert step(new, "good").jobId == step(old, "good").jobId
    assert root.show_run(old.run_id).unwrap().status == "failed"
    assert refusal(root.retry_run(new_id)) == "ActionNotAllowed"


def test_a_run_is_deleted_after_its_end(root: User) -> None:
    run_id = started(root, pipeline("delete", long_sleep()))
    assert refusal(root.delete_run(run_id)) == "ActionNotAllowed"
    root.stop_run(run_id, True).unwrap()
    ended(root, run_id)
    assert root.delete_run(run_id) == (True, None)
    assert refusal(root.show_run(run_id)) == "RunNotFound"
    assert refusal(root.show_log(run_id)) == "RunNotFound"
    assert root.list_run(run_id=run_id).unwrap()["runList"] == []


def test_a_bad_pipeline_starts_no_run_and_says_what_is_wrong(root: User) -> None:
    ret, message = root.create_run(run_yaml_raw=workflow("bad", {"main": {"command": "echo {{nothing}}"}}))
    assert (ret, message.http_status) == (False, 400)
    assert "nothing" in message
    assert message.request_id
    assert refusal(root.create_run(run_yaml_raw="name: [")) in ("InvalidPipeline", "MalformedYaml")
    assert refusal(root.create_run()) == "InvalidRequest"
