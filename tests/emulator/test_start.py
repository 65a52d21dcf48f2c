"""A server starts quickly: it imports what its requests need, and that when they come."""

import subprocess
import sys

import pytest

UNUSED = {
    "httpx",  # the client's own transport needs none
    "jsonschema",
    "boto3",
    "botocore",
    "cryptography",
    "re2",
    "wsproto",
    *("paddleflow_emulator.control", "paddleflow_emulator.http.websocket_protocol"),
    *(
        f"paddleflow_emulator.features.{module}"
        for module in ("pipelines.handlers", "jobs.handlers", "statistics.handlers", "file_systems.handlers")
    ),
}

PROGRAM = """
import sys
from paddleflow_emulator import serve

with serve() as server, server.client() as client:
    client.list_run().unwrap()
    print(*sys.modules)
    client.list_pipeline().unwrap()
    print(*sys.modules)
"""


@pytest.mark.slow
def test_modules_that_no_request_needs_are_not_imported() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=True)
    first, second = (set(line.split()) for line in done.stdout.splitlines())
    assert UNUSED & first == set()
    assert UNUSED & second == {"paddleflow_emulator.features.pipelines.handlers"}
