"""Time of four trivial steps in a diamond, from submit to succeeded: python bench/diamond.py [ADDRESS]."""

import sys
import time
from contextlib import ExitStack

from paddleflow import Client
from paddleflow_emulator import serve

TRIALS = 5
POLL_SECONDS = 0.01
PIPELINE = """
name: diamond
docker_env: python:3.11
entry_points:
  top: {command: "true"}
  left: {command: "true", deps: top}
  right: {command: "true", deps: top}
  bottom: {command: "true", deps: "left,right"}
"""


def main() -> None:
    with ExitStack() as stack:
        address = sys.argv[1] if sys.argv[1:] else stack.enter_context(serve(password="paddleflow"))
        client = stack.enter_context(Client(address, "root", "paddleflow"))
        client.login().unwrap()
        taken = [seconds(client) for _ in range(TRIALS)]
    print(f"diamond of 4 steps, submit to succeeded: best of {TRIALS} {min(taken):.3f} s, worst {max(taken):.3f} s")


def seconds(client: Client) -> float:
    start = time.perf_counter()
    run_id = client.create_run(run_yaml_raw=PIPELINE).unwrap()
    while (run := client.show_run(run_id).unwrap()).status not in ("succeeded", "failed", "terminated"):
        time.sleep(POLL_SECONDS)
    if run.status != "succeeded":
        sys.exit(f"{run_id} {run.status}: {run.run_msg}")
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
