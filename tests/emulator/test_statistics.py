"""Statistics: jobs are really measured, and what is shown of it has the real server's form."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddleflow_emulator.features.statistics.handlers import METRICS
from paddleflow_emulator.features.statistics.net_counters import Traffic, add_up, total
from paddleflow_emulator.features.statistics.sampler import Family, Sample, Series

from ..support.api import Api, long_sleep, pipeline_yaml, wait_for
from ..support.jobs import job, start, until
from .conftest import Serving

MEMORY = 64 * 1024 * 1024
DAYS = {"startTime": "2001-01-01 00:00:00", "endTime": "2090-01-01 00:00:00"}


def metrics(api: Api, job_id: str) -> dict[str, str]:
    return api.get(f"/statistics/job/{job_id}").ok["metricsInfo"]


def number(text: str) -> float:
    found = re.match(r"[0-9.]+", text)
    assert found
    return float(found[0])


def measured(api: Api, job_id: str, good: Callable[[dict[str, float]], bool]) -> dict[str, float]:
    return wait_for(lambda: {name: number(text) for name, text in metrics(api, job_id).items()}, good)


def python(code: str) -> str:
    return f"{sys.executable} -c '{code}'"


# ---------------------------------------------------------------------------------------------------------- measurement


def test_processor_memory_and_disk_of_the_whole_tree_are_measured(root: Api) -> None:
    """The work is done by a child of the job's shell, and by one that left its session."""
    busy = python(f'x = b"x" * {MEMORY}\nwhile True: sum(range(10000))')
    writer = python('import os, time\nos.write(os.open("big", os.O_CREAT | os.O_RDWR), b"x" * 10**6)\ntime.sleep(999)')
    made = start(root, f"setsid {writer} & {busy}")
    seen = measured(
        root,
        made,
        lambda seen: seen["cpu_usage_rate"] > 5 and seen["memory_usage"] > MEMORY / 4 and seen["disk_usage"] > 10**5,
    )
    assert seen["memory_usage_rate"] == pytest.approx(seen["memory_usage"] / 2**30 * 100, abs=0.5)
    assert seen["gpu_util"] == 0
    root.put(f"/job/{made}", params={"action": "stop"})
    until(root, made)
    assert measured(root, made, bool)["memory_usage"] > MEMORY / 8


@pytest.fixture
def sink() -> Iterator[int]:
    """A port that takes everything."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def take() -> None:
            with suppress(OSError), listener.accept()[0] as connection:  # the test may fail before anybody connects
                while connection.recv(1 << 16):
                    pass

        threading.Thread(target=take, daemon=True).start()  # what fails leaves the job that sends
        yield listener.getsockname()[1]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux counts bytes for each socket")
def test_the_network_traffic_is_the_jobs_own(root: Api, sink: int) -> None:
    connect = f'import socket, time\ns = socket.create_connection(("127.0.0.1", {sink}))\n'
    made = start(root, python(connect + 'while True: s.send(b"x" * 65536); time.sleep(0.01)'))
    idle = start(root, long_sleep())
    assert measured(root, made, lambda seen: seen["net_send_bytes"] > 10_000)["net_receive_bytes"] == 0
    assert measured(root, idle, bool)["net_send_bytes"] == 0
    for job_id in (made, idle):
        root.put(f"/job/{job_id}", params={"action": "stop"})
        until(root, job_id)


def test_a_socket_missing_from_one_sample_is_not_counted_twice() -> None:
    counted: Traffic = {}
    for now in ({7: (1, 10), 8: (0, 5)}, {7: (0, 0), 8: (0, 5)}, {7: (1, 30)}, {7: (0, 0), 9: (2, 2)}):
        counted = add_up(counted, now)
    assert total(counted) == (3, 37)


def test_the_processes_of_a_job_count_that_were_seen_before_the_job_was_known() -> None:
    family = Family()
    with subprocess.Popen(["sh", "-c", f"{long_sleep()} & wait"], start_new_session=True) as shell:
        (nap,) = wait_for(psutil.Process(shell.pid).children, bool)
        assert family.members({}) == {}
        try:
            assert {process.pid for process in family.members({shell.pid: "job"})["job"]} == {shell.pid, nap.pid}
        finally:
            os.killpg(shell.pid, signal.SIGKILL)


@pytest.mark.slow
def test_statistics_of_steps_survive_a_restart(serving: Serving, tmp_path: Path) -> None:
    with serving(tmp_path) as api:
        root = api.login()
        run_id = root.start(pipeline_yaml(main=long_sleep()))
        run = root.until(run_id, lambda run: run["runtime"].get("main", [{}])[0].get("status") == "running")
        job_id = run["runtime"]["main"][0]["jobID"]
        measured(root, job_id, lambda seen: seen["memory_usage"] > 0)
        root.put(f"/run/{run_id}", params={"action": "stop"})
        root.finished(run_id)
    with serving(tmp_path) as api:  # Before the first server has ended, a last sample may still come.
        before = metrics(api.login(), job_id)
        assert before.keys() == METRICS.keys()
    with serving(tmp_path) as api:
        root = api.login()
        assert metrics(root, job_id) == before
        assert root.delete(f"/run/{run_id}").ok == ""
        assert root.get(f"/statistics/job/{job_id}").code == "JobNotFound"


# ---------------------------------------------------------------------------------------------------------------- form


def test_averages_are_texts_with_units(root: Api) -> None:
    made = start(root, long_sleep())
    until(root, made, "running")
    seen = metrics(root, made)
    assert seen.keys() == METRICS.keys()
    assert all(re.fullmatch(r"\d+\.\d\d" + re.escape(METRICS[name]), text) for name, text in seen.items())
    root.put(f"/job/{made}", params={"action": "stop"})


def test_a_job_that_never_ran_used_nothing(root: Api) -> None:
    body = {"framework": "ray", "schedulingPolicy": {"queue": "default-queue"}}
    made = root.post("/job/distributed", **body, extensionTemplate={"kind": "RayJob"}).ok["id"]
    assert {number(text) for text in metrics(root, made).values()} == {0}
    path = f"/statistics/jobDetail/{made}"
    assert root.get(path).ok == {"result": [], "truncated": False}
    assert root.get(path, end=100).ok == {"result": [], "truncated": False}
    assert root.get(path, start=50, end=100).ok["result"][0]["taskName"] == made


def series(api: Api, job_id: str, **query: Any) -> dict[str, list[list[float]]]:
    (task,) = api.get(f"/statistics/jobDetail/{job_id}", **query).ok["result"]
    assert task["taskName"] == job_id
    return {each["metric"]: each["values"] for each in task["taskInfo"]}


def test_a_series_has_a_value_for_every_step(root: Api) -> None:
    made = start(root, long_sleep())
    measured(root, made, lambda seen: seen["memory_usage"] > 0)
    found = series(root, made, step=1)
    assert list(found) == list(METRICS)
    begun = datetime.fromisoformat(job(root, made)["startTime"]).timestamp()
    moments = [moment for moment, _ in found["memory_usage"]]
    assert moments == [begun + number for number in range(len(moments))]
    assert max(value for _, value in found["memory_usage"]) > 0
    assert series(root, made, start=1000, end=1200)["cpu_usage_rate"] == [[1000, 0], [1060, 0], [1120, 0], [1180, 0]]
    root.put(f"/job/{made}", params={"action": "stop"})
    until(root, made)
    assert len(series(root, made)["cpu_usage_rate"]) == 1


@pytest.mark.slow
def test_a_series_has_at_most_a_thousand_values(root: Api) -> None:
    made = start(root)
    until(root, made)
    answer = root.get(f"/statistics/jobDetail/{made}", start=1, end=5000, step=1).ok
    assert answer["truncated"]
    assert [len(each["values"]) for each in answer["result"][0]["taskInfo"]] == [1000] * len(METRICS)


@pytest.mark.parametrize(
    "query", [{"start": 10}, {"start": 10, "end": 5}, {"step": 0}, {"step": -1}, {"start": "x"}, {"end": -1}]
)
def test_a_wrong_span_is_refused(root: Api, query: dict[str, Any]) -> None:
    made = start(root)
    assert root.get(f"/statistics/jobDetail/{made}", **query).code == "InvalidURI"


def test_a_huge_span_is_answered(root: Api) -> None:
    made = start(root)
    until(root, made)
    answer = root.get(f"/statistics/jobDetail/{made}", start=10**18, end=10**19).ok
    assert [each["values"] for each in answer["result"][0]["taskInfo"]] == [[]] * len(METRICS)


def test_unknown_jobs_have_no_statistics(root: Api) -> None:
    assert root.get("/statistics/job/ghost").code == "JobNotFound"
    assert root.get("/statistics/jobDetail/ghost").code == "JobNotFound"


# ----------------------------------------------------------------------------------------------------------- card time


def test_card_time_lists_the_jobs_of_a_queue_by_user(serving: Serving) -> None:
    with serving(queues=["cards", "empty"]) as api:
        root = api.login()
        assert root.put("/queue/cards", maxResources={"scalarResources": {"nvidia.com/gpu": "2"}}).status == 200
        gpus = {"cpu": "1", "mem": "1Gi", "scalarResources": {"nvidia.com/gpu": "2"}}
        made = start(root, schedulingPolicy={"queue": "cards"}, flavour=gpus)
        alices = start(root.add_user("alice"), long_sleep(), schedulingPolicy={"queue": "cards"})
        until(root, made)
        until(root, alices, "running")
        (queue,) = root.get("/statistics/cardTime/cards", **DAYS).ok["data"]
        assert (queue["queueName"], queue["cardTime"], queue["deviceType"]) == ("cards", 0, "")
        shown = [(user["userName"], user["jobCount"], user["jobInfoList"][0]["jobId"]) for user in queue["detail"]]
        assert shown == [("root", 1, made), ("alice", 1, alices)]
        first, second = (user["jobInfoList"][0] for user in queue["detail"])
        assert (first["deviceCount"], second["deviceCount"], second["finishTime"]) == (2, 0, "0001-01-01 00:00:00")
        queues = ["ghost", "empty", "cards", "cards"]
        answer = root.post("/statistics/cardTime", queueNames=queues, **DAYS).ok["data"]
        assert [(queue["queueName"], queue["detail"] is None) for queue in answer] == [
            ("empty", True),
            ("cards", False),
        ]
        past = {"startTime": "2001-01-01 00:00:00", "endTime": "2001-01-02 00:00:00"}
        assert root.get("/statistics/cardTime/cards", **past).ok["data"][0]["detail"] is None


def test_an_unknown_queue_has_null_card_time(root: Api) -> None:
    assert root.get("/statistics/cardTime/ghost", **DAYS).ok == {"data": None}
    assert root.post("/statistics/cardTime", **DAYS).ok == {"data": None}


@pytest.mark.parametrize(
    "change",
    [{"startTime": ""}, {"endTime": "later"}, {"startTime": "2091-01-01 00:00:00"}, {"endTime": DAYS["startTime"]}],
)
def test_a_wrong_time_is_500_without_a_code(root: Api, change: dict[str, str]) -> None:
    for answer in (
        root.get("/statistics/cardTime/default-queue", **{**DAYS, **change}),
        root.post("/statistics/cardTime", **{**DAYS, **change}),
    ):
        assert (answer.status, answer.code, answer.body["message"]) == (500, "", "")


def test_a_malformed_body_is_500_without_a_code(root: Api) -> None:
    answer = root.post("/statistics/cardTime", **DAYS, queueNames="x")
    assert (answer.status, answer.code) == (500, "")


# -------------------------------------------------------------------------------------------------------------- series

samples = st.lists(st.builds(Sample, *[st.floats(0, 10**9, allow_subnormal=False)] * 8), max_size=1500)


@pytest.mark.slow
@given(samples)
def test_a_series_is_bounded_keeps_its_ends_and_never_counts_back(found: list[Sample]) -> None:
    kept = Series()
    for sample in found:
        kept = kept.with_sample(sample)
    assert len(kept.samples) <= 600
    counted = [(sample.cpu, sample.read, sample.written, sample.received, sample.sent) for sample in kept.samples]
    assert all(before <= after for old, new in pairwise(counted) for before, after in zip(old, new, strict=True))
    ends = [(kept.samples[at].time, found[at].time) for at in (0, -1) if found]
    assert all(shown == measured for shown, measured in ends)


@pytest.mark.slow
@given(st.lists(st.builds(Sample, *[st.integers(0, 10**12).map(float)] * 8), max_size=20))
def test_a_stored_series_is_the_same(found: list[Sample]) -> None:
    assert Series.from_json(Series(found).to_json()) == Series(found)
