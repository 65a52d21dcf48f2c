"""Flavours, and the quantities that they are made of."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddleflow_emulator.features.clusters.quantities import amount

from ..support.api import Api
from ..support.cases import with_each
from .conftest import Serving

AMOUNTS = {
    "0": Fraction(0),
    "4": Fraction(4),
    "+1.5": Fraction(3, 2),
    "-.5": Fraction(-1, 2),
    "500m": Fraction(1, 2),
    "1n": Fraction(1, 10**9),
    "2k": Fraction(2000),
    "8Gi": Fraction(8 * 2**30),
    "1e3": Fraction(1000),
    "1E-2": Fraction(1, 100),
    "1E": Fraction(10**18),
}


@with_each("text, value", AMOUNTS.items())
def test_a_quantity_stands_for_a_number(text: str, value: Fraction) -> None:
    assert amount(text) == value


@with_each("text", ["", "lots", "1 Gi", "1gi", "Gi", ".", "1e", "1e999", "--1", "١"])
def test_invalid_quantities_have_no_amount(text: str) -> None:
    assert amount(text) is None


@given(st.text(max_size=8))
def test_any_text_is_a_quantity_or_none(text: str) -> None:
    assert amount(text) is None or isinstance(amount(text), Fraction)


@with_each(
    "change, code",
    [
        ({"name": ""}, "FlavourNotFound"),
        ({"cpu": "0"}, "FlavourInvalidField"),
        ({"mem": "-1"}, "FlavourInvalidField"),
        ({"mem": "lots"}, "FlavourInvalidField"),
        ({"scalarResources": {"gpu": "-1"}}, "FlavourInvalidField"),
        ({"clusterName": "far"}, "ClusterNameNotFound"),
        ({"cpu": 1}, "MalformedJSON"),
    ],
)
def test_a_wrong_flavour_is_refused(root: Api, change: dict[str, Any], code: str) -> None:
    assert root.post("/flavour", **{"name": "wrong", "cpu": "1", "mem": "1Gi"} | change).code == code


def test_an_update_keeps_what_is_left_out_and_adds_resources(root: Api) -> None:
    root.post("/flavour", name="mine", cpu="1", mem="1Gi", scalarResources={"a": "1"})
    changed = root.put("/flavour/mine", cpu="2", scalarResources={"b": "2"}).ok
    assert (changed["cpu"], changed["mem"], changed["scalarResources"]) == ("2", "1Gi", {"a": "1", "b": "2"})
    assert root.put("/flavour/mine", cpu="0m").code == "FlavourInvalidField"
    assert root.get("/flavour/mine").ok["cpu"] == "2"


def test_anybody_adds_a_flavour_and_only_root_changes_it(root: Api) -> None:
    alice = root.add_user("alice")
    assert alice.post("/flavour", name="hers", cpu="1", mem="1Gi").ok == {"name": "hers"}
    assert alice.put("/flavour/hers", cpu="2").code == "ActionNotAllowed"
    assert alice.delete("/flavour/hers").code == "ActionNotAllowed"
    assert root.delete("/flavour/hers").ok == ""


def test_invalid_quantities_are_found_before_the_flavour_or_the_user(root: Api) -> None:
    bobby = root.add_user("bobby")
    changes: list[dict[str, Any]] = [{"cpu": "-1"}, {"mem": "lots"}, {"scalarResources": {"gpu": "x"}}]
    for change in changes:
        answers = [root.put("/flavour/ghost", **change), bobby.put("/flavour/flavour1", **change)]
        assert [answer.code for answer in answers] == ["FlavourInvalidField"] * 2


def test_unknown_and_blank_flavour_names_are_refused(root: Api) -> None:
    assert root.get("/flavour/ghost").code == "FlavourNotFound"
    assert (root.put("/flavour/ghost", cpu="1").status, root.put("/flavour/ghost", cpu="1").code) == (500, "")
    for answer in (root.get("/flavour/%20"), root.put("/flavour/%20"), root.delete("/flavour/%20")):
        assert answer.code == "FlavourNameEmpty"


def test_wildcards_in_a_name_filter_are_literal(root: Api) -> None:
    root.post("/flavour", name="with%sign", cpu="1", mem="1Gi")
    assert [row["name"] for row in root.get("/flavour", name="%").ok["flavourList"]] == ["with%sign"]
    assert root.get("/flavour", name="nowhere").ok["flavourList"] is None


def test_a_flavour_of_a_cluster_is_listed_for_it_only(root: Api) -> None:
    assert root.post("/flavour", name="far-1", cpu="1", mem="1Gi", clusterName="default-cluster").ok == {
        "name": "far-1"
    }
    found = root.get("/flavour", clusterName="default-cluster").ok["flavourList"]
    assert {"far-1", "flavour1"} <= {row["name"] for row in found}
    assert "far-1" not in {row["name"] for row in root.get("/flavour").ok["flavourList"]}
    answer = root.get("/flavour", clusterName="ghost")
    assert (answer.status, answer.code) == (500, "")


@pytest.mark.slow
def test_built_in_flavours_come_back_after_a_restart(serving: Serving, tmp_path: Any) -> None:
    with serving(tmp_path) as api:
        root = api.login()
        root.delete("/flavour/flavour1")
        root.post("/flavour", name="mine", cpu="1", mem="1Gi")
    with serving(tmp_path) as api:
        names = {row["name"] for row in api.login().get("/flavour").ok["flavourList"]}
        assert names == {"flavour1", "flavour2", "flavour3", "mine"}


def test_a_step_names_a_flavour_that_exists(root: Api) -> None:
    yaml = "name: f\ndocker_env: x:1\nentry_points: {a: {command: 'true', env: {PF_JOB_FLAVOUR: NAME}}}\n"
    assert root.finished(root.start(yaml.replace("NAME", "flavour1")))["status"] == "succeeded"
    failed = root.finished(root.start(yaml.replace("NAME", "ghost")))
    assert "ghost" in failed["runtime"]["a"][0]["jobMessage"]
