"""Watch a pipeline run: on the embedded server, or on the PaddleFlow whose address is given.

python examples/demo.py
python examples/demo.py http://pf.example.com:8999 --user alice --password secret1 --fs data --queue train
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from progress import ENDED, Progress, steps

from paddleflow import Client, JobInfo, PaddleFlowSDKException

PIPELINE = Path(__file__).with_name("pipeline.yaml")


def main() -> int:
    """Run the pipeline; return the exit code."""
    options = arguments()
    if options.address:
        with Client(options.address, options.user, options.password) as client:
            client.login().unwrap()
            return watch(options, options.address, client, every=1.0)
    from paddleflow_emulator import serve

    with tempfile.TemporaryDirectory() as folder, serve() as server, server.client() as client:
        client.add_fs(options.fs, f"local:/{Path(folder).resolve()}").unwrap()  # a new server has no file system yet
        return watch(options, server, client, every=0.02, folder=Path(folder).resolve())


def watch(options: argparse.Namespace, address: str, client: Client, every: float, folder: Path | None = None) -> int:
    """Submit the pipeline, follow the run until it ends, and show its results."""
    text = PIPELINE.read_text(encoding="utf-8").replace("python:3.11", options.image)
    place = {"queue": options.queue, "flavour": options.flavour}

    print(f"{PIPELINE.name} on {address}")
    progress = Progress()
    run_id = client.create_run(options.fs, run_yaml_raw=text, param=place).unwrap()
    while True:
        run = client.show_run(run_id).unwrap()
        progress.show(run)
        if run.status in ENDED:
            break
        time.sleep(every)
    seconds = time.monotonic() - progress.start

    details = {step.step_name: results(client, run_id, step, folder) for step in steps(run)}
    progress.finish(run, details)
    print(f"\n{seconds:.2f} s from submit to {run.status}")
    return 0 if run.status == "succeeded" else 1


def results(client: Client, run_id: str, step: JobInfo, folder: Path | None) -> list[str]:
    """Return the log of a step and its artifacts, with the content of small ones if the folder is local."""
    tasks = client.show_log(run_id, step.job_id).unwrap() if step.job_id else []
    lines = [f"log: {line}" for task in tasks for line in task.log_content.splitlines()]
    if step.status != "succeeded":
        lines.append(step.job_message)
    for name, path in step.artifacts["output"].items():
        if path:
            lines.append(f"artifact {name}: {path}")
        if folder and (file := folder / path).is_file() and file.stat().st_size < 100:
            lines += [f"  {line}" for line in file.read_text(encoding="utf-8").splitlines()]
    return lines


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Watch a pipeline run.")
    parser.add_argument("address", nargs="?", help="of a PaddleFlow server (default: start the embedded one)")
    parser.add_argument("--user", default="root")
    parser.add_argument("--password", default="paddleflow")
    parser.add_argument("--fs", default="demo", help="file system for the artifacts (default: %(default)s)")
    parser.add_argument("--queue", default="default-queue", help="default: %(default)s")
    parser.add_argument("--flavour", default="flavour1", help="default: %(default)s")
    parser.add_argument("--image", default="python:3.11", help="has sh, awk and python3 (default: %(default)s)")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except PaddleFlowSDKException as problem:
        sys.exit(str(problem))
