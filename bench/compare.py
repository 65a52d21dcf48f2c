"""What is slower than in a release or another commit: python bench/compare.py [COMMIT].

Each measure runs in fresh processes of both trees, alternately, each tree in its own environment. All are milliseconds
of processor time, of which the best counts. Noise is the distance from the best to the median, in the noisier tree.
Without a commit: the last release, which is the newest tag; without a tag, the first commit of all.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fast_server import fast_server

ROOT = Path(__file__).parents[1]
ROUNDS = 4
CALLS = 200
STEPS = 1000
LEAST = 0.05
"""Smaller differences are ignored."""

WIDE = json.dumps(
    {
        "name": "wide",
        "parallelism": 1,
        "entry_points": {f"s{number}": {"command": "true", "docker_env": "b"} for number in range(STEPS)},
    }
)
TINY = "name: x\ndocker_env: b\nentry_points: {a: {command: 'true'}}"
JOBS = json.dumps(
    {
        "name": "jobs",
        "parallelism": 16,
        "entry_points": {"a": {"command": "true", "docker_env": "b", "loop_argument": list(range(200))}},
    }
)

# The following runs in both versions, so it uses only what both have.


@contextmanager
def embedded() -> Iterator[Any]:
    """A client of an embedded server in this process."""
    from paddleflow import Client
    from paddleflow_emulator import serve

    try:
        running = serve(password="paddleflow")
    except TypeError:  # Older versions always have that password.
        running = serve()
    with running as address, Client(str(address), "root", "paddleflow") as client:
        client.login()
        yield client


def spent(work: Callable[[], object], number: int = 1) -> float:
    start = time.process_time()
    for _ in range(number):
        work()
    return (time.process_time() - start) * 1000 / number


def first_call() -> float:
    """Import, Client made and first call done."""
    with fast_server() as port:

        def work() -> None:
            import paddleflow

            paddleflow.Client("127.0.0.1", paddleflow_server_port=port, token="t").list_run()

        return spent(work)


def call_of(size: int, number: int) -> float:
    import paddleflow

    with fast_server() as port, paddleflow.Client("127.0.0.1", paddleflow_server_port=port, token="t") as client:
        client.list_run()
        return spent(lambda: client.list_run(maxsize=size), number)


def blocking_call() -> float:
    """One blocking call, 10 rows to Info."""
    return call_of(10, CALLS)


def thousand_rows() -> float:
    """One blocking call, 1,000 rows to Info."""
    return call_of(1000, 10)


def start_of_server() -> float:
    """serve() from import to first answer."""

    def work() -> None:
        with embedded() as client:
            client.list_run()

    return spent(work)


def post_of_steps() -> float:
    """POST /run of 1,000 tiny steps, to its answer."""
    with embedded() as client:
        return spent(lambda: client.create_run(run_yaml_raw=WIDE))


def answer() -> float:
    """list_run of the embedded server, with its client."""
    with embedded() as client:
        client.create_run(run_yaml_raw=TINY)
        time.sleep(0.5)
        return spent(client.list_run, CALLS)


def step() -> float:
    """A step of 200, server and its processes."""
    with embedded() as client:
        before = sum(os.times()[:4])
        run_id = client.create_run(run_yaml_raw=JOBS)[1]
        while client.list_run(run_id=run_id)[1]["runList"][0].status == "running":
            time.sleep(0.1)
    return (sum(os.times()[:4]) - before) * 1000 / 200  # Its processes are included once they are waited for.


MEASURES: dict[str, Callable[[], float]] = {
    measure.__name__: measure
    for measure in (first_call, blocking_call, thousand_rows, start_of_server, post_of_steps, answer, step)
}


# ------------------------------------------------------------------------------------------------------- the comparison


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        print(MEASURES[sys.argv[2]]())
        return
    commit = sys.argv[1] if sys.argv[1:] else last_release()
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder) / "other"
        git("worktree", "add", "--quiet", "--detach", str(other), commit)
        try:
            # With its own dependencies, which may differ from ours.
            subprocess.run(["make", "--silent", "-C", other, ".venv/.ready"], check=True, stdout=subprocess.DEVNULL)
            compare(commit, other)
        finally:
            git("worktree", "remove", "--force", str(other))


def git(*arguments: str) -> str:
    return subprocess.run(["git", "-C", ROOT, *arguments], check=True, capture_output=True, text=True).stdout.strip()


def last_release() -> str:
    tags = git("tag", "--sort=-creatordate").split()
    return tags[0] if tags else git("rev-list", "--max-parents=0", "HEAD").split()[0]


def compare(commit: str, other: Path) -> None:
    print(f"Milliseconds of processor time, best of {ROUNDS}   {commit[:12]:>12}          now   ratio")
    worse = []
    for name, measure in MEASURES.items():
        before, now = [], []
        for number in range(-1, ROUNDS):
            values = [in_tree(tree, name, other.parent / "bytecode") for tree in (other, ROOT)]
            if number >= 0:  # The first compiles the imported modules.
                before.append(values[0])
                now.append(values[1])
        ratio = min(now) / min(before)
        noise = max(statistics.median(values) / min(values) - 1 for values in (before, now))
        verdict = ""
        if ratio > 1 + max(noise, LEAST):
            verdict = "WORSE"
            worse.append(name)
        what = (measure.__doc__ or name).rstrip(".")
        print(f"  {what:<46} {min(before):>12.2f} {min(now):>12.2f} {ratio:>7.2f}  ±{noise:.0%} {verdict}")
    print(f"Worse than noise: {', '.join(worse) or 'nothing'}")


def in_tree(tree: Path, measure: str, bytecode: Path) -> float:
    paths = os.pathsep.join(str(tree / part) for part in ("generated", "wrapper", "emulator"))
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PYTHONPATH": paths, "HOME": home}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # Users have compiled modules.
        environment["PYTHONPYCACHEPREFIX"] = str(bytecode)
        done = subprocess.run(
            [tree / ".venv" / "bin" / "python", __file__, "--measure", measure],
            env=environment,
            capture_output=True,
            text=True,
            cwd=home,
            check=False,
        )
    if done.returncode:
        sys.exit(f"{measure} failed in {tree}:\n{done.stderr}")
    return float(done.stdout.split()[-1])


if __name__ == "__main__":
    main()
