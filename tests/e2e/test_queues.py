"""Queues and who may use them."""

from collections.abc import Iterator

import pytest

from .any_client import User, refusal
from .names import ended, unique, workflow

LARGE = {"cpu": "8", "mem": "16Gi"}


@pytest.fixture
def queue(root: User, cluster: str) -> Iterator[str]:
    """The name of a new queue."""
    name = unique("queue")
    root.add_queue(name, "default", cluster, LARGE).unwrap()
    yield name
    root.del_queue(name).unwrap()


def test_a_queue_is_created_shown_listed_and_deleted(root: User, cluster: str) -> None:
    name = unique("queue")
    assert root.create_queue(name, "default", "4", "8Gi", cluster) == (True, None)
    ret, shown = root.show_queue(name)
    assert ret
    assert (shown.name, shown.namespace, shown.cpu, shown.mem, shown.clusterName, shown.status) == (
        name,
        "default",
        "4",
        "8Gi",
        cluster,
        "open",
    )
    assert shown.usedResources["cpu"] == "0"
    assert [row.name for row in root.list_queue(name=name).unwrap()] == [name]
    assert name in [row.name for row in root.iter_queues(maxsize=1)]
    assert refusal(root.create_queue(name, "default", "4", "8Gi", cluster)) == "QueueNameDuplicated"
    assert root.del_queue(name) == (True, None)
    assert refusal(root.show_queue(name)) == "QueueNameNotFound"


def test_a_queue_is_changed(root: User, cluster: str) -> None:
    name = unique("queue")
    added = root.add_queue(
        name, "default", cluster, LARGE, {"cpu": "1", "mem": "1Gi"}, location={"zone": "a"}, quota_type="elasticQuota"
    )
    assert added == (True, None)
    assert root.update_queue(name, max_resources={"cpu": "16", "mem": "32Gi"}, scheduling_policy=["p"]) == (True, None)
    shown = root.show_queue(name).unwrap()
    assert (shown.cpu, shown.mem, shown.minResources["cpu"], shown.location["zone"], shown.schedulingPolicy) == (
        "16",
        "32Gi",
        "1",
        "a",
        ["p"],
    )
    root.del_queue(name).unwrap()


def test_a_queue_cannot_be_stopped_and_says_so(root: User, queue: str) -> None:
    assert refusal(root.stop_queue(queue)) == "QueueActionIsNotSupported"
    assert root.show_queue(queue).unwrap().status == "open"


def test_a_grant_lets_a_user_see_and_use_a_queue(root: User, alice: User, queue: str) -> None:
    name = alice.name
    place = {"PF_JOB_QUEUE_NAME": queue}
    yaml = workflow("placed", {"main": {"command": "echo $PF_JOB_QUEUE_NAME", "env": place}})
    assert refusal(alice.show_queue(queue)) == "ActionNotAllowed"
    assert root.grant_queue(name, queue) == (True, None)
    assert refusal(root.grant_queue(name, queue)) == "GrantAlreadyExist"
    granted = root.show_queue_grant(name, maxsize=100).unwrap()
    assert [(grant.username, grant.resourceName) for grant in granted] == [(name, queue)]
    assert queue in [grant.resourceName for grant in root.iter_queue_grants(maxsize=1)]
    assert [row.name for row in alice.list_queue(name=queue).unwrap()] == [queue]
    assert ended(alice, alice.create_run(run_yaml_raw=yaml).unwrap()).status == "succeeded"
    assert root.ungrant_queue(name, queue) == (True, None)
    assert root.show_queue_grant(name).unwrap() == []
    assert refusal(root.ungrant_queue(name, queue)) == "GrantNotFound"
    assert alice.list_queue(name=queue).unwrap() == []
    assert refusal(alice.show_queue(queue)) == "ActionNotAllowed"


def test_grants_must_name_what_is_there(root: User, alice: User, queue: str) -> None:
    assert refusal(root.grant_queue(alice.name, unique("ghost"))) == "QueueNameNotFound"
    assert refusal(root.grant_queue(unique("ghost"), queue)) == "UserNotExist"
    assert refusal(root.grant_queue("root", queue)) == "GrantRootActionNotSupport"


def test_only_root_changes_queues(alice: User, queue: str, cluster: str) -> None:
    assert refusal(alice.create_queue(unique("queue"), "default", "4", "8Gi", cluster)) == "OnlyRootAllowed"
    assert refusal(alice.update_queue(queue, max_resources=LARGE)) == "OnlyRootAllowed"
    assert refusal(alice.del_queue(queue)) == "OnlyRootAllowed"
    assert refusal(alice.grant_queue(alice.name, queue)) == "OnlyRootAllowed"
    assert refusal(alice.show_queue_grant()) == "OnlyRootAllowed"
