"""Runs of a workflow that comes as JSON: exact keys, unlike every other body."""

from typing import Any

import pytest

from ..support.api import Api

WORKFLOW: dict[str, Any] = {
    "name": "json",
    "dockerEnv": "busybox:1",
    "description": "说明",
    "env": {"GREETING": "hello", "NAME": "nobody"},
    "entryPoints": {
        "greet": {"command": "echo $GREETING $NAME {{n}}", "env": {"NAME": "you"}, "parameters": {"n": 1.0}},
        "inner": {"deps": "greet", "entryPoints": {"last": {"command": "echo $NAME"}}},
    },
}


def test_a_workflow_of_json_runs(root: Api) -> None:
    run = root.finished(root.post("/runjson", **WORKFLOW).ok["runID"])
    assert (run["status"], run["name"], run["description"]) == ("succeeded", "json", "说明")
    assert root.log(run["runID"]) == "hello you 1\nnobody\n"
    assert run["runYaml"].startswith("cache:")


@pytest.mark.parametrize(
    "change",
    [{"extra": 1}, {"entryPoints": None}, {"entryPoints": {"a": {"comand": "x"}}}, {"name": 7}, {"env": {"A": 1}}],
)
def test_json_of_the_wrong_types_is_an_invalid_pipeline(root: Api, change: dict[str, Any]) -> None:
    # A number in env drops the connection of the real server.
    assert root.send("POST", "/runjson", json=WORKFLOW | change).code == "InvalidPipeline"


def test_a_workflow_needs_a_name(root: Api) -> None:
    nameless = {key: value for key, value in WORKFLOW.items() if key != "name"}
    assert root.send("POST", "/runjson", json=nameless).code == "InvalidPipeline"


def test_who_and_what_for_are_left_out_unless_they_are_text(root: Api) -> None:
    odd = WORKFLOW | {"description": 1, "username": [], "env": None}
    run = root.finished(root.send("POST", "/runjson", json=odd).ok["runID"])
    assert (run["description"], run["username"]) == ("", "root")


@pytest.mark.parametrize("content", [b"", b"{", b"[]"])
def test_an_unusable_body_is_malformed(root: Api, content: bytes) -> None:
    assert root.send("POST", "/runjson", content=content).code == "MalformedJSON"


@pytest.mark.slow
def test_only_root_names_another_user(root: Api) -> None:
    alice = root.add_user("alice")
    assert alice.post("/runjson", **WORKFLOW, username="root").code == "AuthIllegalUser"
    assert root.finished(root.post("/runjson", **WORKFLOW, username="alice").ok["runID"])["status"] == "succeeded"
