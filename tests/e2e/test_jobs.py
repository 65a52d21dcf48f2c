"""Jobs, what they print and what they use; the version of the server."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ..support.api import long_sleep, wait_for
from .any_client import User, refusal
from .names import LONGEST, pipeline, run, step, unique

QUEUE = "default-queue"


def wanted(command: str, **more: Any) -> dict[str, Any]:
    """A job of one process."""
    return {"schedulingPolicy": {"queue": QUEUE}, "image": "busybox:1", "command": command, **more}


def test_a_job_is_created_waited_for_shown_listed_and_deleted(root: User) -> None:
    name = unique("job")
    request = wanted("echo hello", name=name, env={"COLOUR": "red"}, labels={"team": "a"})
    ret, job_id = root.create_job("single", request)
    assert ret
    seen: list[str] = []
    done = root.wait_for_job(
        job_id, timeout=LONGEST, interval=0.2, callback=lambda job: seen.append(job.status)
    ).unwrap()
    assert (done.status, seen[-1]) == ("succeeded", "succeeded")
    shown = root.show_job(job_id).unwrap()
    assert (shown.job_id, shown.job_name, shown.username, shown.queue, shown.image, shown.framework) == (
        job_id,
        name,
        root.name,
        QUEUE,
        "busybox:1",
        "standalone",
    )
    assert (shown.env["COLOUR"], shown.labels["team"]) == ("red", "a")
    assert shown.start_datetime
    assert job_id in [job.job_id for job in root.list_job(status="succeeded", queue=QUEUE).unwrap()]
    assert root.delete_job(job_id) == (True, None)
    assert refusal(root.show_job(job_id)) == "JobNotFound"


def test_a_job_fails_as_its_command_does(root: User) -> None:
    job_id = root.create_job("single", wanted("exit 7")).unwrap()
    done = root.wait_for_job(job_id, timeout=LONGEST, interval=0.2).unwrap()
    assert done.status == "failed"
    assert "7" in done.message


def test_a_job_is_changed_and_stopped(root: User) -> None:
    job_id = root.create_job("single", wanted(long_sleep())).unwrap()
    wait_for(lambda: root.show_job(job_id).unwrap().status, lambda status: status == "running")
    assert root.update_job(job_id, labels={"team": "b"}) == (True, None)
    assert refusal(root.delete_job(job_id)) == "ActionNotAllowed"
    assert root.stop_job(job_id) == (True, None)
    assert root.wait_for_job(job_id, timeout=LONGEST, interval=0.2).unwrap().status == "terminated"
    root.delete_job(job_id).unwrap()


@pytest.mark.embedded("on Kubernetes these run")
def test_jobs_that_need_a_cluster_say_so(root: User) -> None:
    member = {"role": "worker", "replicas": 2, **wanted("echo")}
    job_id = root.create_job(
        "distributed", {"framework": "paddle", "schedulingPolicy": {"queue": QUEUE}, "members": [member]}
    ).unwrap()
    done = root.wait_for_job(job_id, timeout=LONGEST).unwrap()
    assert done.status == "failed"
    assert "one machine runs no distributed job" in done.message
    ret, message = root.create_job(
        "workflow", {"schedulingPolicy": {"queue": QUEUE}, "extensionTemplate": {"kind": "Workflow"}}
    )
    assert (ret, message.code) == (False, "JobCreateFailed")
    assert "Kubernetes" in message


def test_a_job_is_checked(root: User) -> None:
    assert refusal(root.create_job("triple", wanted("echo"))) == "InvalidJobType"
    assert refusal(root.create_job("single", {"image": "busybox:1"})) == "InvalidJobRequest"
    ghost = wanted("echo") | {"schedulingPolicy": {"queue": unique("ghost")}}
    assert refusal(root.create_job("single", ghost)) == "JobCreateFailed"
    assert refusal(root.list_job(queue=unique("ghost"))) == "QueueNameNotFound"


@pytest.mark.embedded("the marker of a real server leads to newer jobs")
def test_jobs_come_the_newest_first_and_page_by_page(root: User) -> None:
    ids = [root.create_job("single", wanted("true")).unwrap() for _ in range(3)]
    for job_id in ids:
        root.wait_for_job(job_id, timeout=LONGEST, interval=0.2).unwrap()
    page = root.list_job(maxkeys=2).unwrap()
    assert [job.job_id for job in page] == ids[:0:-1]
    assert page.next_marker
    listed = [job.job_id for job in root.iter_jobs(maxkeys=2)]
    assert [job_id for job_id in listed if job_id in ids] == ids[::-1]


def test_the_step_of_a_run_is_a_job_too(root: User) -> None:
    done = run(root, pipeline(command="echo hello"))
    job_id = step(done, "main").jobId
    shown = root.show_job(job_id).unwrap()
    assert (shown.job_id, shown.status, shown.username) == (job_id, "succeeded", root.name)
    assert job_id in [job.job_id for job in root.list_job().unwrap()]


def test_users_see_and_touch_their_own_jobs_only(root: User, alice: User) -> None:
    job_id = root.create_job("single", wanted("true")).unwrap()
    root.wait_for_job(job_id, timeout=LONGEST, interval=0.2).unwrap()
    assert job_id not in [job.job_id for job in alice.iter_jobs()]
    assert refusal(alice.show_job(job_id)) == "ActionNotAllowed"
    assert refusal(alice.stop_job(job_id)) == "ActionNotAllowed"
    assert refusal(alice.delete_job(job_id)) == "ActionNotAllowed"
    assert refusal(alice.get_statistics(job_id)) == "AccessDenied"


@pytest.mark.embedded("the queue's cluster and namespace have these names there")
def test_the_log_of_a_job_comes_by_the_name_of_its_pod(root: User) -> None:
    done = run(root, pipeline(command="seq 1 9"))
    job_id = step(done, "main").jobId
    pod = {"name": job_id, "namespace": "default", "cluster_name": "default-cluster", "type": "pod"}
    (whole,) = root.show_log_by_limit(**pod).unwrap()["logs"]
    assert (whole.log_content, whole.has_next_page) == ("".join(f"{number}\n" for number in range(1, 10)), False)
    (tail,) = root.show_log_by_limit(**pod, line_limit=2, read_from_tail=True).unwrap()["logs"]
    assert (tail.log_content, tail.line_limit) == ("8\n9\n", 2)
    assert refusal(root.show_log_by_limit(**(pod | {"name": "ghost"}))) == "InternalError"
    assert refusal(root.show_log_by_limit(name="a", namespace="b")) == "InvalidClusterName"


@pytest.mark.embedded("a real server has them from Prometheus, some time later")
def test_statistics_tell_what_a_job_used(root: User) -> None:
    done = run(root, pipeline(command="dd if=/dev/zero of=/dev/null bs=1M count=2000 2> /dev/null; sleep 1.2"))
    job_id = step(done, "main").jobId
    metrics = root.get_statistics(job_id).unwrap().metrics_info
    assert {"cpu_usage_rate", "memory_usage"} <= metrics.keys()
    detail = root.get_statistics_detail(job_id, step=1).unwrap()
    (task,) = detail.result
    assert detail.truncated is False
    assert {each.metric for each in task.task_info} == metrics.keys()
    moments = [moment for moment, _ in task.task_info[0].values]
    assert moments == sorted(moments)
    assert len(moments) >= 2
    assert refusal(root.get_statistics(job_id, runid=done.run_id)) == "InvalidRequest"


def test_card_time_of_a_queue_without_cards_is_nothing(root: User) -> None:
    today = datetime.now(UTC)
    span = (today - timedelta(days=1), today + timedelta(days=1))
    (queue,) = root.get_cardtime(QUEUE, *span).unwrap().data
    assert (queue.queue_name, queue.card_time) == (QUEUE, 0)
    listed = root.get_cardtime_by_queue_name([QUEUE, unique("ghost")], *span).unwrap().data
    assert [each.queue_name for each in listed] == [QUEUE]


def test_the_version_is_returned(root: User) -> None:
    version = root.get_version().unwrap()
    assert {"gitVersion", "platform"} <= version.keys()
