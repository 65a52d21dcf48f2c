"""The pytest plugin: it is loaded everywhere, costs nothing, and starts a server for each test that asks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from paddleflow_emulator.pytest_plugin import PaddleFlowServer

HEAVY = (
    "paddleflow_emulator.server",
    "paddleflow_api",
    "paddleflow",
    "uvicorn",
    "starlette",
    "httpx",
    "attrs",
)

ALONE = [
    word
    for other in ("cacheprovider", "asyncio", "hypothesispytest", "anyio", "schemathesis", "xdist")
    for word in ("-p", f"no:{other}")
]
"""Other plugins that are installed here import, and warn of, things of their own."""

TESTS = """
import json
from pathlib import Path

YAML = "name: mine\\ndocker_env: b\\nentry_points: {a: {command: echo hi > out}}\\nfs_options: {main_fs: {name: f}}"


def test_one(paddleflow_server):
    client = paddleflow_server.client()
    paddleflow_server.control.seed(
        users=[{"name": "alice", "password": "abc12345"}], file_systems=[{"name": "f", "url": "local://f"}]
    )
    assert client.create_run(run_yaml_raw=YAML).unwrap() == "run-000001"
    client.wait_for_run("run-000001").unwrap()
    assert (paddleflow_server.local_root / "f" / "out").read_text() == "hi\\n"
    assert paddleflow_server.client("alice", "abc12345").list_run().unwrap()["runList"] == []


def test_outage(paddleflow_server):
    client = paddleflow_server.client()
    assert client.list_run().unwrap()["runList"] == []
    assert list(paddleflow_server.local_root.iterdir()) == []
    paddleflow_server.control.unavailable(times=2, retry_after=0)
    assert client.list_run().ok
    paddleflow_server.control.unavailable(times=100)


def test_third(paddleflow_server):
    assert paddleflow_server.address.startswith("http://127.0.0.1:")
    assert paddleflow_server.client().list_user().unwrap() == []


def test_shared(paddleflow_server_module, paddleflow_server_session, paddleflow_server):
    servers = paddleflow_server_module, paddleflow_server_session, paddleflow_server
    assert len({server.address for server in servers}) == 3
    for server in servers[:2]:
        server.client().add_user("kept", "abc12345").unwrap()


def test_wider_fixtures_keep_their_state(paddleflow_server_module, paddleflow_server_session):
    for server in (paddleflow_server_module, paddleflow_server_session):
        assert [user.name for user in server.client().list_user().unwrap()] == ["kept"]
"""

LOADED = """
import json, sys


def test_it(request):
    assert request.config.pluginmanager.has_plugin("paddleflow")
    print("LOADED", json.dumps(sorted(sys.modules)))
"""


def pytest_in(folder: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_users.py").write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    command = [sys.executable, "-W", "error", "-m", "pytest", *ALONE, *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_a_test_leaves_a_user_and_a_fault_behind(paddleflow_server: PaddleFlowServer) -> None:
    paddleflow_server.client().add_user("left", "abc12345").unwrap()
    paddleflow_server.control.unavailable(times=100)


def test_the_next_one_finds_neither(paddleflow_server: PaddleFlowServer) -> None:
    assert paddleflow_server.client().list_user().unwrap() == []


@pytest.mark.slow
def test_each_test_has_a_server_as_if_it_were_new(tmp_path: Path) -> None:
    done = pytest_in(tmp_path, TESTS, "-q")
    assert "5 passed" in done.stdout, done.stdout + done.stderr
    assert "warning" not in done.stdout


def test_the_plugin_is_found_and_imports_nothing_before_it_is_used(tmp_path: Path) -> None:
    done = pytest_in(tmp_path, LOADED, "-q", "-s")
    assert "1 passed" in done.stdout, done.stdout + done.stderr
    line = next(line for line in done.stdout.splitlines() if "LOADED" in line)
    loaded = json.loads(line.partition("LOADED ")[2])
    assert "paddleflow_emulator.pytest_plugin" in loaded
    assert [name for name in HEAVY if name in loaded] == []


@pytest.mark.slow
def test_the_fixture_is_documented(tmp_path: Path) -> None:
    done = pytest_in(tmp_path, "", "--fixtures", "-q")
    assert "paddleflow_server -- " in done.stdout
    assert "An embedded PaddleFlow server with nothing in it" in done.stdout
