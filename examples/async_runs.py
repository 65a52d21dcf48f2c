"""Submit several runs at once and wait for all of them: python examples/async_runs.py ADDRESS [USER PASSWORD]."""

import asyncio
import sys

from paddleflow import AsyncClient, PaddleFlowSDKException

PIPELINE = """
name: squares
docker_env: python:3.11
entry_points:
  square:
    parameters: {number: 1}
    command: echo "{{number}} squared is $(( {{number}} * {{number}} ))"
"""


async def square(client: AsyncClient, number: int) -> str:
    """Run the pipeline with one number; return its log."""
    run_id = (await client.create_run(run_yaml_raw=PIPELINE, param={"number": number})).unwrap()
    run = (await client.wait_for_run(run_id, interval=0.5)).unwrap()
    if run.status != "succeeded":
        raise PaddleFlowSDKException(run.status, f"{run_id} {run.status}: {run.run_msg}")
    return "".join(task.log_content for task in (await client.show_log(run_id)).unwrap()).strip()


async def main(address: str, user: str | None = None, password: str | None = None) -> None:
    """Square five numbers at once."""
    async with AsyncClient(address, user, password) as client:
        (await client.login()).unwrap()
        for line in await asyncio.gather(*(square(client, number) for number in range(1, 6))):
            print(line)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 4):
        sys.exit(__doc__)
    try:
        asyncio.run(main(*sys.argv[1:]))
    except PaddleFlowSDKException as problem:
        sys.exit(str(problem))
