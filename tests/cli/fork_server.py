"""Runs commands of `paddleflow` in terminals, each in a fork of this process, which has imported everything.

A line of JSON on stdin says what to run; a line on stdout has the exit code.
"""

import importlib
import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

from paddleflow.cli.main import main

for path in Path(sys.modules["paddleflow.cli"].__path__[0]).glob("*.py"):  # so that forks find it there
    if path.stem != "__init__":
        importlib.import_module(f"paddleflow.cli.{path.stem}")


def become(order: dict[str, Any]) -> NoReturn:
    """Be the command that was ordered, in a session of its own whose terminal is the one that is named."""
    code = 70
    try:
        os.setsid()
        terminal = os.open(order["terminal"], os.O_RDWR)  # a session without one gets it so
        for number in (0, 1, 2):
            os.dup2(terminal, number)
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
        os.environ.clear()
        os.environ.update(order["environ"])
        os.chdir(order["cwd"])
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = main(order["words"])
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    os._exit(code)


if __name__ == "__main__":
    for line in sys.stdin:
        if not (pid := os.fork()):
            become(json.loads(line))
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
