"""Grants: who may give them, what they name, and what they permit."""

from typing import Any

import pytest

from ..support.api import Api, pipeline_yaml
from ..support.cases import with_each
from .conftest import Serving


@pytest.fixture(scope="module")
def alice(root: Api) -> Api:
    return root.add_user("alice")


@pytest.fixture(scope="module", autouse=True)
def things(root: Api, alice: Api) -> None:
    for name in ("first", "second"):
        assert (
            root.post("/queue", name=name, namespace="default", maxResources={"cpu": "1", "mem": "1Gi"}).status == 200
        )
    assert root.post("/fs", name="data", url="local://data").status == 201


def grant(api: Api, **change: Any) -> Any:
    return api.post("/grant", **{"userName": "alice", "resourceType": "queue", "resourceID": "first"} | change)


def revoke(api: Api, **change: Any) -> Any:
    return api.delete("/grant", **{"username": "alice", "resourceType": "queue", "resourceID": "first"} | change)


WRONG = [
    ({"userName": "root"}, "GrantRootActionNotSupport"),
    ({"userName": "root", "resourceType": "moon"}, "GrantRootActionNotSupport"),
    ({"resourceType": "moon"}, "GrantResourceTypeNotFound"),
    ({"resourceType": ""}, "GrantResourceTypeNotFound"),
    ({"resourceType": "cluster", "resourceID": "default-cluster"}, "GrantResourceTypeNotFound"),
    ({"resourceID": "ghost"}, "QueueNameNotFound"),
    ({"resourceID": "ghost", "userName": "ghost"}, "QueueNameNotFound"),
    ({"userName": "ghost"}, "UserNotExist"),
    ({"resourceType": "fs", "resourceID": "fs-root-ghost"}, "UserNotExist"),
    ({"resourceType": "fs", "resourceID": "data"}, "UserNotExist"),
    ({"resourceType": "user", "resourceID": "ghost"}, "UserNotExist"),
]


@with_each("change, code", WRONG)
def test_a_wrong_grant_is_neither_given_nor_taken(root: Api, change: dict[str, str], code: str) -> None:
    assert grant(root, **change).code == code
    assert revoke(root, **{key.replace("userName", "username"): value for key, value in change.items()}).code == code


def test_a_body_of_wrong_types_is_malformed(root: Api) -> None:
    assert root.post("/grant", userName=7).code == "MalformedJSON"


def test_only_root_handles_grants(alice: Api) -> None:
    assert grant(alice).code == "OnlyRootAllowed"
    assert grant(alice, userName="root").code == "AuthIllegalUser"
    assert revoke(alice).code == "OnlyRootAllowed"
    assert alice.get("/grant").code == "OnlyRootAllowed"


@pytest.mark.parametrize(("kind", "name"), [("queue", "second"), ("user", "root"), ("fs", "fs-root-data")])
def test_a_grant_is_there_once_and_can_be_taken_away_once(root: Api, kind: str, name: str) -> None:
    given = grant(root, resourceType=kind, resourceID=name).ok["grantID"]
    assert grant(root, resourceType=kind, resourceID=name).code == "GrantAlreadyExist"
    assert given in [row["grantID"] for row in root.get("/grant", username="alice").ok["grantList"]]
    assert root.get("/grant", username="bob").ok["grantList"] == []
    assert revoke(root, resourceType=kind, resourceID=name).ok == ""
    assert revoke(root, resourceType=kind, resourceID=name).code == "GrantNotFound"


def test_others_see_the_queues_that_they_have_a_grant_for(root: Api, alice: Api) -> None:
    assert [row["name"] for row in alice.get("/queue").ok["queueList"]] == ["default-queue"]
    assert alice.get("/queue/first").code == "ActionNotAllowed"
    assert alice.get("/queue/ghost").code == "ActionNotAllowed"
    grant(root)
    assert [row["name"] for row in alice.get("/queue").ok["queueList"]] == ["default-queue", "first"]
    assert alice.get("/queue", name="second").ok["queueList"] == []
    assert alice.get("/queue/first").ok["name"] == "first"
    assert alice.get("/queue/second").code == "ActionNotAllowed"
    revoke(root)
    assert alice.get("/queue/first").code == "ActionNotAllowed"


def run_in(api: Api, queue: str) -> dict[str, Any]:
    yaml = pipeline_yaml(main="echo hello").replace(
        '"command"', f'"env": {{"PF_JOB_QUEUE_NAME": "{queue}"}}, "command"'
    )
    return api.finished(api.start(yaml))


def test_grants_restrict_reading_not_submitting(root: Api, alice: Api) -> None:
    """Measured on the real server: who may not see a queue may still submit to it."""
    assert alice.get("/queue/first").code == "ActionNotAllowed"
    assert run_in(alice, "first")["status"] == "succeeded"
    job = {"schedulingPolicy": {"queue": "first"}, "image": "busybox:1", "command": "true"}
    assert alice.post("/job/single", **job).status == 200


@pytest.mark.slow
def test_queues_made_at_start_are_open_to_all_users(serving: Serving) -> None:
    with serving(queues=["shared"]) as api:
        bob = api.login().add_user("bobby")
        assert bob.get("/queue/shared").ok["name"] == "shared"
        assert run_in(bob, "shared")["status"] == "succeeded"
