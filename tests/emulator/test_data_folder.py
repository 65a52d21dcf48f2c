"""What a server does to the folder that it is lent: it makes one of its own in it, and touches nothing else."""

import io
import json
import shutil
import signal
import sqlite3
import stat
from collections.abc import Mapping
from contextlib import ExitStack, closing
from itertools import product
from pathlib import Path

import pytest

from paddleflow_emulator import serve
from paddleflow_emulator.__main__ import main
from paddleflow_emulator.remote_control import RemoteControl
from paddleflow_emulator.storage.data_folder import hold_data_folder
from paddleflow_emulator.storage.database import open_database

from ..support.api import PASSWORD, ROOT_PASSWORD, encoded, long_sleep, pipeline_yaml, sleepers, wait_for
from ..support.jobs import start, until
from .conftest import Serving

OWN = "paddleflow-emulator"


def contents(folder: Path) -> Mapping[str, str]:
    """Every file below a folder, and every folder, with its mode and text."""
    return {
        f"{path.relative_to(folder)}": f"{path.stat().st_mode:o} {b'' if path.is_dir() else path.read_bytes()!r}"
        for path in sorted(folder.rglob("*"))
    }


def fill(folder: Path) -> None:
    """What a user might have in a folder: with names that the server's own files have, too."""
    for name in ("work/thesis.tex", "logs/2026.log", "lock", "server.json"):
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(f"my {name}")


@pytest.mark.slow
def test_nothing_is_touched_beside_the_servers_own_folder(serving: Serving, tmp_path: Path) -> None:
    fill(tmp_path)
    before = contents(tmp_path)
    for _ in range(2):
        with serving(tmp_path) as api:
            root = api.login()
            root.finished(root.start(pipeline_yaml()))
        after = contents(tmp_path)
        assert {name: text for name, text in after.items() if not name.startswith(OWN)} == before


@pytest.mark.parametrize("name", ["data", "local_root"])
@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_name_is_refused(
    name: str, empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(tmp_path)
    before = contents(tmp_path)
    with pytest.raises(ValueError, match=f"{name} is empty: name a folder"), serve(**{name: empty}):  # type: ignore[arg-type]
        pass
    assert main([f"--{name.replace('_', '-')}", empty]) == 1
    assert capsys.readouterr().err.startswith(f"paddleflow-emulator cannot start: {name} is empty")
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("mark", "problem"),
    [
        (None, "holds something that is not the embedded server's"),
        ("", "is not the mark of the embedded server"),
        ("{", "is not the mark of the embedded server"),
        ("[1]", "is not the mark of the embedded server"),
        ('{"program": "other", "layout": 1, "server": "a"}', "is not the mark of the embedded server"),
        (json.dumps({"program": OWN, "layout": 99, "server": "a"}), "is of another version"),
    ],
)
def test_a_folder_of_another_owner_is_refused_unchanged(tmp_path: Path, mark: str | None, problem: str) -> None:
    own = tmp_path / OWN
    (own / "work").mkdir(parents=True)
    (own / "work" / "thesis.tex").write_text("mine")
    own.chmod(0o755)
    if mark is not None:
        (own / "server.json").write_text(mark)
    before = contents(tmp_path)
    with pytest.raises(FileExistsError, match=problem), serve(tmp_path):
        pass
    assert contents(tmp_path) == before


def test_the_state_of_an_older_version_is_refused_and_let_be(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "paddleflow.db").write_text("tables")
    before = contents(tmp_path)
    with (
        pytest.raises(FileExistsError, match=r"older version of the embedded server, in paddleflow\.db"),
        serve(tmp_path),
    ):
        pass
    assert contents(tmp_path) == before


def test_a_folder_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hold_data_folder(tmp_path):
        pass
    owner = tmp_path.stat().st_uid
    monkeypatch.setattr("os.geteuid", lambda: owner + 1)
    with pytest.raises(PermissionError, match="belongs to another user"), hold_data_folder(tmp_path):
        pass


def test_an_empty_folder_of_the_name_is_taken_and_a_server_keeps_its_identity(tmp_path: Path) -> None:
    (tmp_path / OWN).mkdir()
    with hold_data_folder(tmp_path) as first:
        pass
    with hold_data_folder(tmp_path) as again, hold_data_folder(tmp_path / "other") as other:
        assert again == first
        assert other.server != first.server


def test_the_data_folder_is_readable_by_its_owner_only(serving: Serving, tmp_path: Path) -> None:
    """Also of an existing folder: one that was copied, or was readable by others."""
    with hold_data_folder(tmp_path) as folder:
        for path in (folder.path, folder.logs, folder.work):
            path.chmod(0o755)
    with serving(tmp_path) as api:
        root = api.login()
        root.finished(root.start(pipeline_yaml()))
        found = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder.path, *folder.path.rglob("*"))}
    assert {mode for path, mode in found.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in found.items() if path.is_file()} == {0o600}
    assert any(path.suffix == ".log" for path in found)


# ------------------------------------------------------------------------------------------------------- odd names


@pytest.mark.parametrize("name", ["with blank", "100%", "p%41", "a?x=1", "a#b", "file:a", ":memory:", "ü\udcff"])
def test_any_name_is_that_of_one_folder(tmp_path: Path, name: str) -> None:
    with hold_data_folder(tmp_path / name) as folder:
        database = open_database(folder.database)
        secret = database.secret("markers")
        assert {path.name for path in folder.path.iterdir()} >= {"paddleflow.db", "paddleflow.db-wal"}
        database.close()
        again = open_database(folder.database)
        assert again.secret("markers") == secret
        again.close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_temporary_folder_and_a_reset_work_below_any_name(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "100%?mode=memory#\udcff"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with serving(control=True) as api:
        api.login().add_user("alice")
        RemoteControl(api.address, ROOT_PASSWORD).reset()
        assert not api.login().get("/user").ok["userList"]
        assert len(list(temporary.iterdir())) == 1
    assert list(temporary.iterdir()) == []


def test_the_command_prints_paths_that_are_not_utf8(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Output(io.TextIOWrapper):
        """Takes UTF-8 only, and stops the command once it has said something."""

        has_stopped = False

        def write(self, text: str) -> int:
            written = super().write(text)
            if not self.has_stopped:  # Told a second time, the command ends at once, and this test with it.
                self.has_stopped = True
                signal.raise_signal(signal.SIGTERM)
            return written

    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", Output(raw, encoding="utf-8", errors="strict"))
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        assert main(["--port", "0", "--data", f"{tmp_path}/\udcff"]) == 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert raw.getvalue().startswith(b"PaddleFlow (embedded) listens on http://127.0.0.1:")


# ------------------------------------------------------------------------------------------------ files that vanish


def test_writing_to_a_deleted_database_fails(
    serving: Serving, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(tmp_path) as api:
        root = api.login()
        for number, (ending, replaced) in enumerate(product(("", "-wal"), (False, True))):
            file = tmp_path / OWN / f"paddleflow.db{ending}"
            kept = file.rename(tmp_path / "kept")
            if replaced:
                shutil.copy(kept, file)
            caplog.clear()
            for _ in range(2):
                refused = root.post("/user", username=f"user{number}", password=PASSWORD)
                assert (refused.status, refused.code) == (500, "InternalError")
                assert f"{file} was deleted or replaced while the server ran: nothing" in refused.body["message"]
            assert len(root.get("/user").ok["userList"] or ()) == number
            assert file.exists() == replaced
            assert sum(record.getMessage().startswith(str(file)) for record in caplog.records) == 1
            kept.replace(file)
            root.add_user(f"user{number}")


@pytest.mark.slow
def test_a_database_that_is_locked_keeps_nobody_waiting_and_no_run_from_its_end(
    serving: Serving, tmp_path: Path
) -> None:
    """Each write waited for 10 s, and all others with it; then the runs failed."""
    locked, go = "database is locked", tmp_path / "go"
    with serving(tmp_path) as api:
        root = api.login()
        run_id = root.start(pipeline_yaml(main=f"until test -e {go}; do sleep 0.01; done", after_main="true"))
        root.until(run_id, lambda run: run["runtime"].get("main", [{}])[0].get("status") == "running")
        single = start(root, f"until test -e {go}; do sleep 0.01; done; exit 1")
        until(root, single, "running")
        root.post("/pipeline", yamlRaw=encoded(pipeline_yaml()))
        ticks = {"crontab": "@every 1s", "pipelineID": "ppl-000001", "pipelineVersionID": "1", "name": "ticks"}
        schedule = root.post("/schedule", **ticks).ok["scheduleID"]
        with closing(sqlite3.connect(tmp_path / OWN / "paddleflow.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            go.touch()
            for _ in range(10):
                refused = root.post("/pipeline", yamlRaw=encoded(pipeline_yaml("other")))
                assert (refused.status, refused.code) == (500, "InternalError")
                assert refused.body["message"] == f"the server cannot use its files: {locked}"
                assert root.run(run_id)["status"] == "running"
            wait_for(lambda: root.get(f"/log/run/{run_id}").ok["submitLog"], lambda log: "Run successfully" in log)
            other.execute("ROLLBACK")
        assert root.finished(run_id)["status"] == "succeeded"
        assert until(root, single)["status"] == "failed"
        fired = root.seen("/run", lambda found: len(found["runList"]) > 3)["runList"][1:]
        assert [run["runID"] for run in fired[:2]] == ["run-000002", "run-000003"]
        assert root.post("/pipeline", yamlRaw=encoded(pipeline_yaml("other"))).status == 201
        root.put(f"/schedule/{schedule}")


@pytest.mark.slow
def test_a_server_that_stops_while_its_database_is_locked_ends_as_if_killed(serving: Serving, tmp_path: Path) -> None:
    nap = long_sleep()
    with ExitStack() as stack:
        with serving(tmp_path) as api:
            run_id = api.login().start(pipeline_yaml(main=nap))
            wait_for(lambda: sleepers(nap), bool)
            other = stack.enter_context(closing(sqlite3.connect(tmp_path / OWN / "paddleflow.db")))
            other.execute("BEGIN IMMEDIATE")
        assert sleepers(nap) == []
    with serving(tmp_path) as api:
        assert api.login().run(run_id)["status"] in ("failed", "terminated")


def test_a_server_whose_file_is_gone_still_stops_and_leaves_no_process(serving: Serving, tmp_path: Path) -> None:
    naps = [long_sleep(), long_sleep()]
    with serving(tmp_path) as api:
        root = api.login()
        root.start(pipeline_yaml(main=naps[0]))
        body = {"image": "a", "command": naps[1], "schedulingPolicy": {"queue": "default-queue"}}
        assert root.post("/job/single", **body).ok
        for nap in naps:
            wait_for(lambda: sleepers(nap), bool)  # noqa: B023 - it is called at once
        (tmp_path / OWN / "paddleflow.db").unlink()
    assert [sleepers(nap) for nap in naps] == [[], []]
