"""The server as a whole: starting, stopping, going on after a crash, many clients at once."""

import asyncio
import os
import signal
import socket
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from paddleflow_emulator import serve, server
from paddleflow_emulator.engine.runtime.engine import Engine as PipelineEngine
from paddleflow_emulator.storage.data_folder import hold_data_folder

from ..support.api import client, encoded, long_sleep, pipeline_yaml, sleepers, wait_for
from ..support.contract import Contract
from ..support.processes import address_in, command
from .conftest import Serving


def databases() -> set[Path]:
    """The databases that servers in this process have open."""
    return {Path(entry.path) for entry in psutil.Process().open_files() if entry.path.endswith(".db")}


def test_nothing_is_left_after_a_stop(serving: Serving) -> None:
    threads, files = set(threading.enumerate()), os.listdir("/proc/self/fd")  # noqa: PTH208 - numbers, no paths
    others = databases()
    with serving() as api:
        root = api.login()
        nap = long_sleep()
        root.start(pipeline_yaml(main=nap))
        wait_for(lambda: sleepers(nap), bool)
        (folder,) = {path.parent for path in databases() - others}
    assert sleepers(nap) == []
    assert set(threading.enumerate()) == threads
    assert len(os.listdir("/proc/self/fd")) == len(files)  # noqa: PTH208
    assert not folder.exists()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((urlsplit(api.address).hostname, urlsplit(api.address).port))


def test_a_hanging_stop_times_out_and_removes_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "STOP_SECONDS", 0.05)
    over, others, threads = threading.Event(), databases(), set(threading.enumerate())
    folders: set[Path] = set()
    close = PipelineEngine.close

    async def hang(engine: PipelineEngine) -> None:
        await asyncio.to_thread(over.wait)
        await close(engine)

    monkeypatch.setattr(PipelineEngine, "close", hang)
    with pytest.raises(server.StopTimeoutError, match="has not stopped within"), serve():
        folders |= {path.parent for path in databases() - others}
    assert [folder.exists() for folder in folders] == [False]
    over.set()
    ours = [
        thread for thread in threading.enumerate() if thread.name == "paddleflow-emulator" and thread not in threads
    ]
    assert ours
    for thread in ours:
        thread.join(20)
        assert not thread.is_alive()


def test_a_connection_that_is_kept_open_does_not_hold_the_server(serving: Serving) -> None:
    with serving() as api, socket.create_connection((urlsplit(api.address).hostname, urlsplit(api.address).port)):
        api.login()


def test_it_listens_on_loopback_on_a_free_port() -> None:
    with serve() as first, serve() as second:
        assert urlsplit(first).hostname == urlsplit(second).hostname == "127.0.0.1"
        assert first != second


def test_the_server_listens_on_the_given_host(contract: Contract) -> None:
    with serve(host="::1") as address, client(address, contract) as api:
        assert address.startswith("http://[::1]:")
        assert api.get("/version").code == "AuthWithoutToken"


def test_a_taken_port_is_an_os_error() -> None:
    with serve() as address, pytest.raises(OSError, match="in use"), serve(port=urlsplit(address).port or 0):
        pass


def test_a_folder_has_one_server_at_a_time(tmp_path: Path) -> None:
    with serve(tmp_path), pytest.raises(BlockingIOError, match="another embedded server"), serve(tmp_path):
        pass
    with serve(tmp_path):
        pass


def test_a_folder_that_cannot_be_used_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"), serve(tmp_path / "file"):
        pass


def test_a_start_that_fails_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    with hold_data_folder(tmp_path) as folder:
        folder.database.write_text("this is no database, and long enough to be looked at as one" * 20)
    before = set(threading.enumerate())
    with pytest.raises(Exception, match="not a database"), serve(tmp_path):
        pass
    assert set(threading.enumerate()) == before


def test_a_folder_of_another_version_is_refused_and_let_be(serving: Serving, tmp_path: Path) -> None:
    with serving(tmp_path) as api:
        api.login()
    with sqlite3.connect(tmp_path / "paddleflow-emulator" / "paddleflow.db") as database:
        database.execute("PRAGMA user_version = 7")
    before = list(database.iterdump())
    with (
        pytest.raises(OSError, match=r"paddleflow\.db is of another version of this server: use that one"),
        serve(tmp_path),
    ):
        pass
    assert list(database.iterdump()) == before
    database.close()


@pytest.mark.slow
def test_a_folder_keeps_users_tokens_runs_and_files(serving: Serving, tmp_path: Path) -> None:
    with serving(tmp_path) as api:
        alice = api.login().add_user("alice")
        token = alice.http.headers["x-pf-authorization"]
        run_id = alice.start(pipeline_yaml())
        before, log = alice.finished(run_id), alice.log(run_id)
    with serving(tmp_path) as api:
        api.http.headers["x-pf-authorization"] = token
        assert api.run(run_id) == before
        assert api.log(run_id) == log == "hello\n"
        assert api.start(pipeline_yaml()) > run_id


def test_a_stopped_server_ends_its_runs(serving: Serving, tmp_path: Path) -> None:
    with serving(tmp_path) as api:
        run_id = api.login().start(pipeline_yaml(main=long_sleep()))
    with serving(tmp_path) as api:
        assert api.login().run(run_id)["status"] in ("terminated", "failed")


@pytest.mark.slow  # Of what test_crash.py does, with a retry.
def test_a_killed_server_loses_no_answered_write_and_no_run_hangs(contract: Contract, tmp_path: Path) -> None:
    data = ["--data", str(tmp_path / "data")]
    with command(*data) as (process, line), client(address_in(line), contract) as api:
        token = api.post("/login", username="root", password="paddleflow").ok["authorization"]
        api.http.headers["x-pf-authorization"] = token
        nap = long_sleep()
        running = api.start(pipeline_yaml(main=nap, after_main="echo never"))
        wait_for(lambda: sleepers(nap), bool)
        pipelines = [
            api.post("/pipeline", yamlRaw=encoded(pipeline_yaml(f"made{number}"))).ok["pipelineID"]
            for number in range(5)
        ]
        process.kill()
        process.wait()
    with command(*data) as (process, line), client(address_in(line), contract) as api:
        api.http.headers["x-pf-authorization"] = token
        assert [row["pipelineID"] for row in api.get("/pipeline").ok["pipelineList"]] == pipelines
        run = api.finished(running)
        assert run["status"] == "failed"
        assert run["runMsg"]
        assert sleepers(nap) == []
        retried = api.put(f"/run/{running}", params={"action": "retry"}).ok["runID"]
        api.until(retried, lambda run: run["runtime"]["main"][0]["status"] == "running")
        process.terminate()
        assert process.wait(10) == 0
    assert sleepers(nap) == []


def test_the_command_says_where_it_listens_and_stops_cleanly(contract: Contract) -> None:
    with command() as (process, line):
        assert line.startswith("PaddleFlow (embedded) listens on http://127.0.0.1:")
        with client(address_in(line), contract) as api:
            token = api.post("/login", username="root", password="paddleflow").ok["authorization"]
            api.http.headers["x-pf-authorization"] = token
            nap = long_sleep()
            api.start(pipeline_yaml(main=nap))
            wait_for(lambda: sleepers(nap), bool)
        process.terminate()
        _, errors = process.communicate(timeout=10)
        assert (process.returncode, errors) == (0, "")
        assert sleepers(nap) == []


@pytest.mark.slow
def test_the_command_warns_when_others_can_reach_it_and_stops_at_ctrl_c() -> None:
    with command("--host", "0.0.0.0") as (process, line):  # noqa: S104 - what the warning is for
        assert "http://0.0.0.0:" in line
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
        assert process.returncode == 0
        assert errors.startswith("WARNING: listening on http://0.0.0.0:")
        assert len(errors.splitlines()) == 1


@pytest.mark.slow
def test_the_command_says_why_it_cannot_start(serving: Serving, tmp_path: Path) -> None:
    with serving(tmp_path), command("--data", str(tmp_path)) as (second, nothing):
        assert nothing == ""
        _, errors = second.communicate(timeout=10)
        assert second.returncode == 1
        assert errors.startswith("paddleflow-emulator cannot start: ")


@pytest.mark.slow
def test_creates_at_once_lose_nothing(serving: Serving) -> None:
    count, at_once = 40, 8
    with serving() as api, ThreadPoolExecutor(at_once) as pool:
        root = api.login()
        runs = list(pool.map(lambda number: root.start(pipeline_yaml(f"run{number}")), range(count)))
        assert len(set(runs)) == count
        made = list(pool.map(lambda number: root.post("/pipeline", yamlRaw=encoded(pipeline_yaml("same"))), range(8)))
        assert sorted(answer.status for answer in made) == [201] + [400] * 7
        assert {root.finished(run_id)["status"] for run_id in runs} == {"succeeded"}
        listed = [row["runID"] for row in root.get("/run").ok["runList"]]
        assert listed == sorted(runs)


@pytest.mark.slow
def test_many_readers_do_not_hold_up_a_run(serving: Serving) -> None:
    with serving() as api, ThreadPoolExecutor(4) as pool:
        root = api.login()
        run_id = root.start(pipeline_yaml(main="true"))
        answers = list(pool.map(lambda _: root.run(run_id)["runID"], range(100)))
        assert set(answers) == {run_id}
        assert root.finished(run_id)["status"] == "succeeded"
