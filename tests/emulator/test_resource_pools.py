"""Resource pools: their rules, and what is odd about them."""

from typing import Any

import pytest

from ..support.api import Api, Response
from ..support.cases import with_each


@pytest.fixture(scope="module")
def alice(root: Api) -> Api:
    return root.add_user("alice")


def create(root: Api, name: str, **change: Any) -> Response:
    return root.post("/resourcepool", **{"name": name, "namespace": "default"} | change)


def test_a_pool_is_shown_as_the_real_server_shows_it(root: Api) -> None:
    body = {"type": "t", "provider": "p", "orgID": "o", "description": "d", "isHybrid": True, "labels": {"a": "b"}}
    amounts = {"totalResources": {"cpu": "4"}, "minResources": {"cpu": "x"}}
    assert create(root, "whole", **body, **amounts).ok == {"name": "whole"}
    shown = root.get("/resourcepool/whole").ok
    assert {key: shown[key] for key in body} == body | {"isHybrid": 1}
    assert (shown["status"], shown["quotaType"]) == ("creating", "elasticQuota")
    assert (shown["creator"], shown["clusterName"]) == ("", "")
    assert shown["totalResources"] == shown["minResources"] == {}
    assert shown["annotations"] is None
    assert shown["id"].startswith("rp-")


WRONG = [
    ({"name": "Bad"}, 400, "InvalidArguments"),
    ({"name": ""}, 400, "InvalidArguments"),
    ({"namespace": ""}, 400, "InvalidArguments"),
    ({"type": "x" * 33}, 400, "InvalidArguments"),
    ({"provider": "x" * 33}, 400, "InvalidArguments"),
    ({"description": "x" * 2049}, 400, "InvalidArguments"),
    ({"clusterName": "ghost"}, 400, "ClusterNotFound"),
    ({"clusterName": "off"}, 400, "InvalidClusterStatus"),
    ({"quotaType": "other"}, 400, "QueueQuotaTypeIsNotSupported"),
    ({"totalResources": {"cpu": "lots"}}, 500, "InvalidComputeResource"),
    ({"name": "taken"}, 500, "InternalError"),
    ({"isHybrid": 1}, 400, "MalformedJSON"),
]


@with_each("change, status, code", WRONG)
def test_a_wrong_pool_is_refused(root: Api, change: dict[str, Any], status: int, code: str) -> None:
    create(root, "taken")
    root.post("/cluster", clusterName="off", clusterType="Local", endpoint="x", status="offline")
    answer = create(root, **{"name": "wrong"} | change)
    assert (answer.status, answer.code) == (status, code)


def test_others_than_root_may_only_list(root: Api, alice: Api) -> None:
    create(root, "seen")
    assert "seen" in [row["name"] for row in alice.get("/resourcepool").ok["resourcePoolList"]]
    assert alice.get("/resourcepool/seen").code == "ActionNotAllowed"
    assert alice.get("/resourcepool/ghost").code == "ResourceNotFound"
    assert create(alice, "hers").code == "OnlyRootAllowed"
    assert alice.put("/resourcepool/seen").code == "OnlyRootAllowed"
    assert alice.delete("/resourcepool/seen").code == "OnlyRootAllowed"


def test_pages_are_exact_and_the_name_of_a_list_is_ignored(root: Api) -> None:
    for name in ("page-1", "page-2", "page-3"):
        create(root, name)
    names: list[str] = []
    page = root.get("/resourcepool", maxKeys=2, name="nowhere").ok
    while page["isTruncated"]:
        names += [row["name"] for row in page["resourcePoolList"]]
        page = root.get("/resourcepool", maxKeys=2, marker=page["nextMarker"]).ok
    names += [row["name"] for row in page["resourcePoolList"]]
    assert len(page["resourcePoolList"]) > 0
    assert names == [row["name"] for row in root.get("/resourcepool").ok["resourcePoolList"]]
    assert root.get("/resourcepool", marker="zzz").code == "InvalidMarker"


def test_a_status_without_other_changes_is_returned_but_not_stored(root: Api) -> None:
    create(root, "opening", annotations={"a": "1"})
    assert root.put("/resourcepool/opening", status="open").ok["status"] == "open"
    assert root.get("/resourcepool/opening").ok["status"] == "creating"
    assert root.put("/resourcepool/opening", status="open", annotations={"b": "2"}).ok["status"] == "open"
    assert root.get("/resourcepool/opening").ok["status"] == "open"


def test_annotations_are_merged_also_into_none(root: Api) -> None:
    create(root, "noted")
    assert root.put("/resourcepool/noted", annotations={"a": "1", "b": "2"}).ok["annotations"] == {"a": "1", "b": "2"}
    assert root.put("/resourcepool/noted", annotations={"a": ""}).ok["annotations"] == {"b": "2"}
    assert root.put("/resourcepool/noted", totalResources={"cpu": "1"}).ok["annotations"] == {"b": "2"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "creating"}, "InvalidArguments"),
        ({"totalResources": {"mem": "-1"}}, "InvalidArguments"),
        ({"annotations": 7}, "MalformedJSON"),
    ],
)
def test_a_wrong_update_is_refused(root: Api, change: dict[str, Any], code: str) -> None:
    create(root, "kept")
    assert root.put("/resourcepool/kept", **change).code == code
    assert (root.put("/resourcepool/ghost").status, root.put("/resourcepool/ghost").code) == (404, "RecordNotFound")


def test_a_pool_is_deleted_once(root: Api) -> None:
    create(root, "going")
    assert root.delete("/resourcepool/going").ok == ""
    assert root.delete("/resourcepool/going").code == "ResourceNotFound"
    assert create(root, "going").status == 200
