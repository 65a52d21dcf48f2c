"""Many at once, on one client: tasks of an event loop, and threads."""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from paddleflow import AsyncClient, Client

from .conftest import Target
from .names import LONGEST, pipeline, unique

RUNS, THREADS = 20, 8


def test_twenty_runs_submitted_at_once_by_tasks_of_one_client(target: Target) -> None:
    name = unique("tasks")

    async def submit() -> tuple[list[str], list[str], list[str]]:
        async with AsyncClient(target.address, target.user, target.password) as client:
            (await client.login()).unwrap()

            async def one(number: int) -> str:
                return (
                    await client.create_run(run_yaml_raw=pipeline(command=f"echo {number}"), run_name=name)
                ).unwrap()

            ids = await asyncio.gather(*map(one, range(RUNS)))
            done = await asyncio.gather(*(client.wait_for_run(run_id, LONGEST, 0.5) for run_id in ids))
            listed = [run.run_id async for run in client.iter_runs(run_name=name, maxsize=7)]
        return ids, [run.unwrap().status for run in done], listed

    ids, states, listed = asyncio.run(submit())
    assert states == ["succeeded"] * RUNS
    assert Counter(listed) == Counter(ids)
    assert len(set(ids)) == RUNS


def test_twenty_runs_submitted_at_once_by_threads_of_one_client(target: Target) -> None:
    name = unique("threads")
    with Client(target.address, target.user, target.password) as client, ThreadPoolExecutor(THREADS) as threads:
        client.login().unwrap()

        def one(number: int) -> tuple[str, str, str]:
            run_id = client.create_run(run_yaml_raw=pipeline(command=f"echo {number}"), run_name=name).unwrap()
            status = client.wait_for_run(run_id, LONGEST, 0.5).unwrap().status
            return run_id, status, "".join(task.log_content for task in client.show_log(run_id).unwrap())

        done = list(threads.map(one, range(RUNS)))
        listed = [run.run_id for run in client.iter_runs(run_name=name, maxsize=7)]
    assert [(status, log) for _, status, log in done] == [("succeeded", f"{number}\n") for number in range(RUNS)]
    assert Counter(listed) == Counter(run_id for run_id, _, _ in done)
    assert len(set(listed)) == RUNS


def test_threads_share_the_renewal_of_a_login(target: Target) -> None:
    with (
        Client(target.address, target.user, target.password, token=None) as client,
        ThreadPoolExecutor(THREADS) as threads,
    ):
        answers = list(threads.map(lambda _: client.list_run(maxsize=1), range(THREADS)))
    assert all(answer.ok for answer in answers)
