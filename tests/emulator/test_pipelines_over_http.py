"""Every pipeline that a real server ran, and what the facts say of others, over HTTP: states, commands, output."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ..support import yamls
from ..support.api import Api, encoded
from ..support.cases import with_each
from .conftest import Serving

Case = Mapping[str, Any]

MOUNT = "/home/paddleflow/storage/mnt/fs-root-heldfs"
RECORDED: list[Case] = json.loads((Path(__file__).parents[1] / "recordings" / "pipelines.json").read_text())
FACTS: list[Case] = yamls.read(Path(__file__).with_name("pipeline_facts.yaml"))
RUNNING = [case for case in RECORDED if "yaml" in case and "POST /run" not in case["observed"]]
REFUSED = [case for case in RECORDED if "POST /run" in case["observed"]]
FACTS_THAT_RUN = [case for case in FACTS if "refused" not in case]
FACTS_REFUSED = [case for case in FACTS if "refused" in case]


def by_name(case: Case) -> str:
    return case["name"]


@pytest.fixture(scope="module")
def root(serving: Serving, local: Path) -> Iterator[Api]:
    """The user of the recordings: with their queue, their flavour, their file system and another one."""
    with serving(local_root=local, queues=["heldq"]) as api:
        root = api.login()
        assert root.get("/flavour/flavour1").ok
        for name in ("heldfs", "otherfs"):
            assert root.post("/fs", name=name, url=f"local://{name}").ok
            (local / name).mkdir()
            (local / name / "here").write_text(f"{name}\n")
        (local / "heldfs" / "file").write_text("not a directory")
        yield root


@pytest.fixture(scope="module")
def held(root: Api, local: Path) -> Path:
    """The directory of the file system `heldfs`."""
    return local / "heldfs"


@pytest.fixture(scope="module")
def started(root: Api) -> dict[str, str]:
    """Run ids by case: all are started at once, since many of them wait."""
    runs = {case["name"]: root.start(case["yaml"], **request_of(case)) for case in RUNNING}
    facts = {fact["name"]: root.start(fact["yaml"], **request_of(fact)) for fact in FACTS_THAT_RUN}
    assert not runs.keys() & facts.keys()
    return runs | facts


def request_of(case: Case) -> dict[str, Any]:
    return {**case.get("request", {}), **({"fsName": "heldfs"} if case.get("with_fs") else {})}


def hide(text: str) -> str:
    return re.sub(r"run-\d{6}", "RUN", text).replace(MOUNT, "FS")


def row(view: Mapping[str, Any]) -> dict[str, Any]:
    """What the recordings hold of a step or a DAG."""
    shown = {key: view[key] for key in ("deps", "parameters", "status")}
    if view["type"] == "dag":
        return shown | {"children": rows(view["entryPoints"])}
    return shown | {"cached": bool(view["cacheRunID"]), "command": hide(view["command"])}


def rows(runtime: Mapping[str, Any]) -> dict[str, Any]:
    return {name: ordered([row(view) for view in views]) for name, views in runtime.items()}


def ordered(copies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The copies of a loop, in an order of their own."""
    return sorted(copies, key=lambda copy: json.dumps(copy, sort_keys=True))


def observed(root: Api, run_id: str) -> dict[str, Any]:
    """What the recordings hold of a run."""
    run = root.finished(run_id)
    return {
        "status": run["status"],
        "runMsg": run["runMsg"].split(":")[0],
        "runtime": rows(run["runtime"]),
        "post": {name: [row(view)] for name, view in run["postProcess"].items()},
        "log": lines(root, run_id),
    }


def lines(root: Api, run_id: str) -> list[str]:
    return sorted(hide(root.log(run_id)).splitlines())


def expected(recorded: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: recorded[name] for name in ("status", "runMsg", "post", "log")}
    return kept | {"runtime": {name: ordered(copies) for name, copies in recorded["runtime"].items()}}


@pytest.mark.slow
@with_each("case", RUNNING, ids=by_name)
def test_a_recorded_pipeline_ends_as_on_the_real_server(root: Api, started: dict[str, str], case: Case) -> None:
    run_id, results, then = started[case["name"]], case["observed"], case["then"]
    if isinstance(then, dict):
        root.until(
            run_id, lambda run: any(view["status"] == "running" for views in run["runtime"].values() for view in views)
        )
        stopped = root.put(f"/run/{run_id}", params={"action": "stop"}, **then["stop when a step runs"])
        assert stopped.status == results["stop"]
    assert observed(root, run_id) == expected(results.get("first", results))
    if then == "run again":
        assert observed(root, root.start(case["yaml"], **request_of(case))) == expected(results["second"])
    elif then == "retry":
        retried = root.put(f"/run/{run_id}", params={"action": "retry"})
        assert retried.status == results["retry"]
        assert observed(root, retried.ok["runID"]) == expected(results["second"])


def refusals(root: Api, text: str, request: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Status and code of starting a run of a pipeline, and of storing it."""
    answers = {
        "POST /run": root.post("/run", runYamlRaw=encoded(text), **request),
        "POST /pipeline": root.post("/pipeline", yamlRaw=encoded(text)),
    }
    return {name: [answer.status, answer.body.get("code")] for name, answer in answers.items()}


@with_each("case", REFUSED, ids=by_name)
def test_a_recorded_mistake_is_refused_with_the_real_code(root: Api, case: Case) -> None:
    assert refusals(root, case["yaml"], {}) == case["observed"]


# ---------------------------------------------------------------------------------------------------------- the facts


def flat(run: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Every row by its path: `d.s`, `post.s`; the copies of all loops together."""
    found: dict[str, list[Mapping[str, Any]]] = {}

    def add(prefix: str, views: Mapping[str, Any]) -> None:
        for name, copies in views.items():
            for view in copies:
                found.setdefault(prefix + name, []).append(view)
                if view["type"] == "dag":
                    add(f"{prefix}{name}.", view["entryPoints"])

    add("", run["runtime"])
    return found | {f"post.{name}": [view] for name, view in run["postProcess"].items()}


def states(run: Mapping[str, Any]) -> dict[str, str]:
    return {path: " ".join(sorted(view["status"] for view in views)) for path, views in flat(run).items()}


@pytest.mark.slow
@with_each("case", FACTS_THAT_RUN, ids=by_name)
def test_a_pipeline_ends_as_the_facts_say(root: Api, started: dict[str, str], case: Case) -> None:
    """Holds only what the case names, but all states and all lines."""
    run = root.finished(started[case["name"]])
    by_path = flat(run)
    expected_states = case.get("states") or dict.fromkeys(by_path, "succeeded")
    seen = {path: state if path in case.get("states", ()) else state.split()[0] for path, state in states(run).items()}
    assert seen == expected_states, {
        path: view["jobMessage"] for path, (view, *_) in by_path.items() if "jobMessage" in view
    }
    assert run["status"] == case.get("status", "succeeded")
    assert lines(root, run["runID"]) == sorted(case.get("log", []))
    for path, text in case.get("messages", {}).items():
        view = by_path[path][0]
        assert text in hide(view["message" if view["type"] == "dag" else "jobMessage"])
    for path, fields in case.get("rows", {}).items():
        view = by_path[path][0]
        assert {name: normal(view[name]) for name in fields} == fields
    for path, env in case.get("env", {}).items():
        assert {name: hide(by_path[path][0]["env"].get(name, "absent")) for name in env} == env
    assert {name: run[name] for name in case.get("run", {})} == case.get("run", {})


def normal(value: Any) -> Any:
    return json.loads(hide(json.dumps(value)))


@pytest.mark.slow
@with_each("case", FACTS_REFUSED, ids=by_name)
def test_a_mistake_is_refused_as_the_facts_say(root: Api, case: Case) -> None:
    answers = refusals(root, case["yaml"], request_of(case))
    assert {route: code or "accepted" for route, (_, code) in answers.items() if route in case["refused"]} == case[
        "refused"
    ]
    assert all(status == (201 if code is None else 400) for status, code in answers.values())


# -------------------------------------------------------------------------------------------------------------- caches

CACHED = """
name: cached
docker_env: b
cache: {{enable: true, {more}}}
entry_points:
  a: {{command: '{command}', artifacts: {{output: [o]}}}}
  c: {{command: 'cat {{{{i}}}}; echo c', deps: a, artifacts: {{input: {{i: '{{{{a.o}}}}'}}}}}}
"""


def cached_yaml(command: str, more: str = "max_expired_time: 600") -> str:
    return CACHED.format(command=command, more=more)


def ended(root: Api, text: str, **request: Any) -> dict[str, Any]:
    return root.finished(root.start(text, **{"fsName": "heldfs", **request}))


def cached(run: Mapping[str, Any]) -> dict[str, bool]:
    return {path: bool(views[0]["cacheRunID"]) for path, views in flat(run).items()}


def test_a_step_hits_only_with_its_upstream_and_shows_the_old_outputs(root: Api) -> None:
    text = cached_yaml("echo whole > {{o}}")
    first = ended(root, text)
    second = ended(root, text, name="another")
    assert cached(second) == {"a": True, "c": True}
    a, old = second["runtime"]["a"][0], first["runtime"]["a"][0]
    assert (a["jobID"], a["startTime"], a["cacheJobID"]) == ("", "", old["jobID"])
    assert a["artifacts"] == old["artifacts"]
    assert a["jobMessage"] == (
        f"skip job for step[another.entry_points.a] in runid[{second['runID']}], use cache of runid[{first['runID']}]"
    )
    assert root.run(first["runID"])["runCachedIDs"] == second["runID"]
    assert lines(root, second["runID"]) == []
    events = root.get("/artifact", runFilter=second["runID"]).ok["artifactEventList"]
    assert [(event["type"], event["jobID"]) for event in events] == [("output", "")]


@pytest.mark.slow
def test_comments_do_not_matter_and_any_other_change_loses_every_step(root: Api) -> None:
    text = cached_yaml("echo source > {{o}}")
    ended(root, text)
    assert cached(ended(root, f"# said once more\n{text}\n")) == {"a": True, "c": True}
    assert cached(ended(root, text.replace("echo c", "echo d"))) == {"a": False, "c": False}


@pytest.mark.parametrize(("expired", "hit"), [("0", False), ('"-1"', True), ('"600"', True)])
def test_a_cache_expires(root: Api, expired: str, hit: bool) -> None:
    text = cached_yaml(f"echo {hit} > {{{{o}}}}", f"max_expired_time: {expired}")
    ended(root, text)
    assert cached(ended(root, text)) == {"a": hit, "c": hit}


def test_a_failure_is_cached_too(root: Api) -> None:
    text = cached_yaml("exit 3")
    first, second = ended(root, text), ended(root, text)
    assert states(first) == states(second) == {"a": "failed", "c": "cancelled"}
    assert cached(second)["a"]
    assert second["runMsg"] == first["runMsg"]


@pytest.mark.slow
def test_a_change_in_the_scope_counts(root: Api, held: Path) -> None:
    (held / "scope").mkdir()
    (held / "scope" / "code.py").write_text("1")
    text = cached_yaml("echo scope > {{o}}", "fs_scope: [{name: heldfs, path: 'scope, here'}]")
    ended(root, text)
    assert cached(ended(root, text)) == {"a": True, "c": True}
    (held / "scope" / "code.py").write_text("2")
    assert cached(ended(root, text)) == {"a": False, "c": False}


def test_a_scope_that_is_not_there_fails_the_step(root: Api) -> None:
    run = ended(root, cached_yaml("echo none > {{o}}", "fs_scope: [{name: heldfs, path: nowhere}]"))
    assert states(run)["a"] == "failed"
    assert run["runtime"]["a"][0]["jobMessage"].startswith("check cache for step[cached.entry_points.a]")


def test_a_step_overrides_the_workflows_cache_key_by_key(root: Api) -> None:
    text = """
    name: merged
    docker_env: b
    cache: {enable: true, max_expired_time: 100, fs_scope: [{name: heldfs, path: here}]}
    fs_options: {main_fs: {name: heldfs}, extra_fs: [{name: otherfs}]}
    entry_points:
      without: {command: echo without, cache: {enable: false}}
      with: {command: echo with, cache: {max_expired_time: "200", fs_scope: [{name: otherfs, path: here}]}}
    """
    run = ended(root, text)
    scope = [{"name": name, "id": f"fs-root-{name}", "path": "here"} for name in ("otherfs", "heldfs")]
    assert run["runtime"]["with"][0]["cache"] == {"enable": True, "maxExpiredTime": "200", "fsScope": scope}
    assert run["runtime"]["without"][0]["cache"] == {"enable": False, "maxExpiredTime": "100", "fsScope": scope[1:]}
    assert cached(ended(root, text)) == {"without": False, "with": True}


@pytest.mark.slow
def test_a_hit_waits_for_a_job_that_still_runs(root: Api) -> None:
    text = cached_yaml("sleep 1; echo waited > {{o}}")
    first = root.start(text, fsName="heldfs")
    root.until(first, lambda run: run["runtime"].get("a", [{"status": ""}])[0]["status"] == "running")
    second = ended(root, text)
    assert second["runtime"]["a"][0]["cacheRunID"] == first
    assert root.finished(first)["status"] == second["status"] == "succeeded"


def test_a_run_whose_cache_is_used_is_deleted_only_without_the_check(root: Api) -> None:
    text = cached_yaml("echo kept > {{o}}")
    first, second = ended(root, text)["runID"], ended(root, text)["runID"]
    refused = root.delete(f"/run/{first}")
    assert (refused.code, second in refused.body["message"]) == ("ActionNotAllowed", True)
    assert root.send("DELETE", f"/run/{first}", json={"checkCache": False}).status == 200
    assert cached(ended(root, text)) == {"a": False, "c": False}  # passed over: on the real server this fails


# ------------------------------------------------------------------------------------------------------ stop and retry

STOPPABLE = """
name: stoppable
docker_env: b
entry_points:
  a: {command: %s}
  b: {command: echo b, deps: a}
post_process:
  bye: {command: %s}
"""


def is_running(path: str) -> Any:
    return lambda run: any(view["status"] == "running" for view in flat(run).get(path, ()))


def test_a_forced_stop_ends_post_process(root: Api) -> None:
    run_id = root.start(STOPPABLE % ("'true'", "sleep 60"))
    root.until(run_id, is_running("post.bye"))
    assert root.put(f"/run/{run_id}", params={"action": "stop"}, stopForce=True).status == 200
    run = root.finished(run_id)
    assert states(run) == {"a": "succeeded", "b": "succeeded", "post.bye": "terminated"}
    assert run["status"] == "terminated"


def test_a_forced_stop_cancels_post_process_that_has_not_begun(root: Api) -> None:
    run_id = root.start(STOPPABLE % ("sleep 60", "echo bye"))
    root.until(run_id, is_running("a"))
    assert root.put(f"/run/{run_id}", params={"action": "stop"}, stopForce=True).status == 200
    run = root.finished(run_id)
    assert states(run) == {"a": "terminated", "b": "cancelled", "post.bye": "cancelled"}
    assert run["runtime"]["b"][0]["jobMessage"] == "receive stop signall"
    assert run["postProcess"]["bye"]["jobMessage"] == "reveice termination signal"


def test_a_stop_lets_post_process_run_and_the_run_succeeds(root: Api) -> None:
    run_id = root.start(STOPPABLE % ("'true'", "sleep 1; echo bye"))
    root.until(run_id, is_running("post.bye"))
    assert root.put(f"/run/{run_id}", params={"action": "stop"}).status == 200
    assert root.put(f"/run/{run_id}", params={"action": "stop"}).code == "ActionNotAllowed"
    run = root.finished(run_id)
    assert (run["status"], run["runMsg"]) == ("succeeded", "Run successfully")


def test_a_retry_keeps_what_succeeded_and_runs_only_the_missing_copies(root: Api, held: Path) -> None:
    text = """
    name: again
    docker_env: b
    failure_options: {strategy: continue}
    entry_points:
      d:
        entry_points:
          ok: {command: echo ok}
          l:
            command: echo l{{PF_LOOP_ARGUMENT}}; test -e flag || test {{PF_LOOP_ARGUMENT}} != 2
            loop_argument: [1, 2]
      last: {command: echo last, deps: d}
    post_process: {bye: {command: echo bye}}
    """
    first = ended(root, text)
    assert states(first) == {
        "d": "failed", "d.ok": "succeeded", "d.l": "failed succeeded", "last": "cancelled", "post.bye": "succeeded",
    }  # fmt: skip
    (held / "flag").touch()
    new_id = root.put(f"/run/{first['runID']}", params={"action": "retry"}).ok["runID"]
    second = root.finished(new_id)
    assert second["status"] == "succeeded"
    assert (second["createTime"], new_id > first["runID"]) == (first["createTime"], True)
    assert lines(root, new_id) == ["bye", "l2", "last"]
    assert flat(second)["d.ok"] == flat(first)["d.ok"]
    assert second["runtime"]["d"][0]["id"] == first["runtime"]["d"][0]["id"]
    assert root.put(f"/run/{new_id}", params={"action": "retry"}).code == "ActionNotAllowed"
    assert root.run(first["runID"]) == first


# ------------------------------------------------------------------------------------------------------- other sources


@pytest.mark.slow
def test_a_pipeline_and_a_file_are_sources_of_their_own(root: Api, held: Path) -> None:
    text = "name: kept\ndocker_env: b\nentry_points: {a: {command: echo {{v}}, parameters: {v: 1}}}".replace(
        "echo {{v}}", "'echo {{v}}'"
    )
    pipeline = root.post("/pipeline", yamlRaw=encoded(text)).ok["pipelineID"]
    (held / "run.yaml").write_text(text)
    (held / "b.yaml").write_text(text)
    sources = {
        f"{pipeline}-": {"pipelineID": pipeline},
        f"{pipeline}-1": {"pipelineID": pipeline, "pipelineVersionID": "1"},
        "./run.yaml": {"fsName": "heldfs"},
        "b.yaml": {"fsName": "heldfs", "runYamlPath": "b.yaml"},
    }
    for source, request in sources.items():
        run = root.finished(root.post("/run", parameters={"v": source}, **request).ok["runID"])
        assert (run["source"], run["runYaml"], lines(root, run["runID"])) == (source, text, [source])
    assert root.post("/run", fsName="heldfs", runYamlPath="ghost.yaml").code == "ReadYamlFileFailed"
    assert root.post("/run", pipelineID="ppl-999999").code == "PipelineNotFound"
    assert root.post("/run").code == "InvalidArguments"
    assert root.post("/run", runYamlRaw="%%%").code == "MalformedYaml"


@pytest.mark.slow
def test_the_source_of_raw_yaml_is_that_of_its_meaning(root: Api) -> None:
    text = "name: same\ndocker_env: b\nentry_points: {a: {command: echo a}}"
    runs = [ended(root, text), ended(root, f"{text}  # a comment"), ended(root, text.replace("echo a", "echo b"))]
    sources = [run["source"] for run in runs]
    assert sources[0] == sources[1] != sources[2]
    assert all(re.fullmatch("[0-9a-f]{32}", source) for source in sources)
