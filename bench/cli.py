"""The cost of the command in millions of instructions, counted by callgrind: other load does not matter.

python bench/cli.py [OTHER_PADDLEFLOW]

OTHER_PADDLEFLOW is the command line of another program to compare with; it is run with `--pf_config` and a settings
file.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from paddleflow_emulator import serve

OURS = [sys.executable, str(Path(sys.executable).with_name("paddleflow"))]


def instructions(command: list[str], environ: dict[str, str]) -> float:
    """Return the millions of instructions of a command whose modules are compiled."""
    subprocess.run(command, env=environ, capture_output=True, check=False)
    counted = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command]
    said = subprocess.run(counted, env=environ, capture_output=True, text=True, check=False).stderr
    found = re.search(r"Collected : (\d+)", said)
    if found is None:
        sys.exit(f"valgrind did not count: {said[-500:]}")
    return int(found[1]) / 1e6


def main() -> None:
    """Print the table."""
    other = sys.argv[1:]
    with tempfile.TemporaryDirectory() as home, serve() as server:
        environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        login = {"PADDLEFLOW_USERNAME": "root", "PADDLEFLOW_PASSWORD": server.password}
        environ |= {"HOME": home, "PADDLEFLOW_HOST": server.address, **login}
        subprocess.run([*OURS, "queue", "list"], env=environ, capture_output=True, check=True)  # logs in
        start = instructions([sys.executable, "-c", "pass"], environ)
        print(f"{'a bare start':36}{start:8.0f} M")
        for words in ("--help", "run list --help", "run lst", "__complete run s", "queue list"):
            count = instructions([*OURS, *words.split()], environ)
            print(f"{'paddleflow ' + words:36}{count:8.0f} M {count / start:5.1f} starts")
        if other:
            host, _, port = server.address.removeprefix("http://").partition(":")
            settings = Path(home, "theirs.ini")
            settings.write_text(
                f"[user]\nname = root\npassword = {server.password}\n"
                f"[server]\npaddleflow_server_host = {host}\npaddleflow_server_port = {port}\n"
            )
            count = instructions([*other, "--pf_config", str(settings), "queue", "list"], environ)
            print(f"{'the other: queue list':36}{count:8.0f} M {count / start:5.1f} starts")


if __name__ == "__main__":
    main()
