"""Reading results: the tree of a run, the second names of attributes, and what a value must be."""

from __future__ import annotations

from typing import Any

import pytest

from paddleflow import DagInfo, JobInfo, LinkInfo, PaddleFlowSDKException, RunInfo

from ...support.any_client import AnyClient
from ...support.cases import with_each
from ...support.recorded_server import Server


def test_a_runs_runtime_is_a_tree_of_dags_and_steps_that_can_be_walked(any_client: AnyClient, server: Server) -> None:
    server.answer("show run succeeded")
    run: RunInfo = any_client.show_run("run-000001").unwrap()
    walked = [(type(each), each.dag_name if isinstance(each, DagInfo) else each.step_name) for each in run.components()]
    assert run.runtime is not None
    dags = [each for each in run.components() if isinstance(each, DagInfo)]
    for dag in dags:
        inner = [component for copies in dag.entry_points.values() for component in copies]
        assert inner
        place = list(run.components()).index(dag)
        assert list(run.components())[place + 1] == inner[0]  # a DAG stands before what is in it
        assert all(component.parent_dag_id == dag.dag_id for component in inner)
    assert (DagInfo, "nested") in walked
    assert (JobInfo, "train") in walked


def test_a_row_of_a_list_has_no_components(any_client: AnyClient, server: Server) -> None:
    server.answer("list runs")
    assert list(any_client.list_run().unwrap()["runList"][0].components()) == []


def test_official_names_are_aliases_of_the_attributes(any_client: AnyClient, server: Server) -> None:
    server.answer("show run succeeded")
    run: RunInfo = any_client.show_run("run-000001").unwrap()
    step = next(each for each in run.components() if isinstance(each, JobInfo))
    assert (step.job_id, step.docker_env) == (step.jobId, step.dockerEnv)
    assert step.jobId.startswith("job-run-000001-")


def test_manual_names_are_aliases_of_the_attributes(any_client: AnyClient, server: Server) -> None:
    server.answer("list runs")
    first: RunInfo = any_client.list_run().unwrap()["runList"][0]
    assert (first.desc, first.description) == ("从模板", "从模板")


def test_an_address_is_spelt_both_ways() -> None:
    link = LinkInfo("f", server_address="http://127.0.0.1:15000")
    assert link.server_address == link.server_adddress == "http://127.0.0.1:15000"


@with_each(
    "call, text",
    [
        (
            lambda any_client: any_client.create_run(),
            "create_run: a non-empty source is needed: run_yaml_raw, pipeline_id",
        ),
        (
            lambda any_client: any_client.create_run(run_yaml_raw=""),
            "create_run: a non-empty source is needed: run_yaml",
        ),
        (lambda any_client: any_client.stop_run("run-000001", force="yes"), "force must be True or False, not 'yes'."),
        (lambda any_client: any_client.create_run(fs_name="f", param=[1]), "param must be a dict with string keys."),
        (lambda any_client: any_client.create_run(run_yaml_raw=5), "run_yaml_raw must be bytes or a string, not int."),
        (
            lambda any_client: any_client.show_log("run-000001", pagesize=101),
            "pagesize must be an integer from 1 to 100",
        ),
        (
            lambda any_client: any_client.show_log("run-000001", pageno="1"),
            "pageno must be an integer of at least 1, not '1'.",
        ),
        (
            lambda any_client: any_client.show_log("run-000001", pageno=0),
            "pageno must be an integer of at least 1, not 0.",
        ),
        (
            lambda any_client: any_client.show_log("run-000001", logfileposition="top"),
            "must be one of begin, end, not 'top'.",
        ),
        (
            lambda any_client: any_client.add_queue("q", "n", "c", {"cpu": "1", "mem": "1Gi"}, location=["a"]),
            "location must be a d",
        ),
        (
            lambda any_client: any_client.create_job("single", {"flavour": "small"}),
            "job_request has a value of the wrong type.",
        ),
        (lambda any_client: any_client.create_cache("f", {"resource": 5}), "options has a value of the wrong type."),
        (lambda any_client: any_client.create_run_json({"name": "n"}), "workflow lacks 'entryPoints'."),
        (
            lambda any_client: any_client.list_cluster_node("resource"),
            "clustername must not be 'resource': it would name another",
        ),
    ],
)
def test_a_message_says_what_the_value_must_be(any_client: AnyClient, server: Server, call: Any, text: str) -> None:
    result = call(any_client)
    assert not result.ok
    assert text in result.error
    assert server.requests == []
    with pytest.raises(PaddleFlowSDKException, match=r"must|lacks|needed|wrong type"):
        result.unwrap()
