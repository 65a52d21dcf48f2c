"""Many connections at once that read and write: a hundred, in `make torture` a thousand.

`bench/emulator.py load` does it for a minute.
"""

import os
import subprocess
import sys

import pytest

from .conftest import ROOT, Serving

CONNECTIONS, SECONDS = (1000, 3) if "PADDLEFLOW_TORTURE" in os.environ else (100, 1)


@pytest.mark.slow
def test_many_connections_lose_no_write_and_see_no_error(serving: Serving) -> None:
    with serving() as api:
        # In a process of its own: it is the clients' time that is scarce.
        command = [sys.executable, str(ROOT / "bench" / "mixed_load.py"), api.address, str(CONNECTIONS), str(SECONDS)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert f"{CONNECTIONS} connections" in done.stdout
        assert done.stdout.strip().endswith("0 errors, 0 writes lost")
