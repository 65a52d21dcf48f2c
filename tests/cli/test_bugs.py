"""B01 to B33: the bugs of the official command line (`bugs` in commands.yaml), none of which is here."""

from __future__ import annotations

import re
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from paddleflow_emulator.pytest_plugin import PaddleFlowServer

from ..support.api import wait_for
from .conftest import Cli

SECOND_FAILS = """
name: second
docker_env: python:3.11
entry_points:
  prepare:
    command: echo preparing
  train:
    deps: prepare
    command: |
      echo loading
      false
"""
KUBECONFIG = """
apiVersion: v1
clusters: [{name: a, cluster: {server: "http://127.0.0.1:8080"}}]
contexts: [{name: a, context: {cluster: a, user: a}}]
users: [{name: a, user: {token: s3cr3t}}]
current-context: a
"""
WRITES = """
name: writes
docker_env: python:3.11
entry_points:
  writer:
    command: echo 1 > {{rows}}
    artifacts: {output: [rows]}
"""
HERE = ("--clustername", "default-cluster")
KEPT = """
name: kept
docker_env: python:3.11
entry_points:
  only:
    command: echo once
"""


@pytest.fixture(scope="module")
def failed(paddleflow_server_module: PaddleFlowServer) -> str:
    """A run whose second step has failed."""
    client = paddleflow_server_module.client()
    run_id = client.create_run(run_yaml_raw=SECOND_FAILS).unwrap()
    client.wait_for_run(run_id, interval=0.05).unwrap()
    return run_id


@pytest.fixture(scope="module")
def job(paddleflow_server_module: PaddleFlowServer) -> str:
    """A job that has ended."""
    client = paddleflow_server_module.client()
    request = {
        "name": "hello", "schedulingPolicy": {"queue": "default-queue"}, "flavour": {"name": "flavour1"},
        "image": "python:3.11", "command": "echo from the job", "labels": {"a": "b"},
    }  # fmt: skip
    job_id = client.create_job("single", request).unwrap()
    client.wait_for_job(job_id, interval=0.05).unwrap()
    return job_id


@pytest.fixture(scope="module")
def pipeline(paddleflow_server_module: PaddleFlowServer) -> str:
    client = paddleflow_server_module.client()
    client.add_fs("demo", "local://demo").unwrap()
    return client.create_pipeline(yaml_raw=KEPT).unwrap()["pplID"]


def test_b01_a_runs_log_is_that_of_all_its_steps(cli: Cli, failed: str) -> None:
    ended = cli("log", "run", failed)
    assert ended.code == 0
    assert "\npreparing\n" in ended.out
    assert "\nloading\n" in ended.out


@pytest.mark.parametrize("command", ["run list", "run list -s pending", "run show @latest", "queue show default-queue"])
def test_b02_json_is_json(cli: Cli, failed: str, command: str) -> None:
    ended = cli("--output", "json", *command.split())
    assert ended.code == 0
    assert isinstance(ended.data, list) == (" list" in command)


def test_b03_text_output_takes_cells_of_every_type(cli: Cli, failed: str, job: str, pipeline: str) -> None:
    for command in ("fs list", f"run show {failed}", "cluster show default-cluster", f"statistics job {job} -d"):
        ended = cli("--output", "text", *command.split())
        assert (ended.code, ended.err) == (0, "")
    assert cli("-o", "text", "fs", "list").out == "demo \troot \tlocal \t \t/demo \t{} \t\n"


def test_b04_success_is_exit_code_0(cli: Cli) -> None:
    assert cli("flavour", "list").code == 0


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        ("list_user", "user list"),
        ("list_job", "job list"),
        ("delete_fs", "fs delete x -y"),
        ("delete_fs_cache", "fs deletefscache x"),
        ("POST /link", "fs link x /a local://b"),
        ("delete_link", "fs unlink x /a -y"),
    ],
)
def test_b05_a_message_instead_of_an_answer_is_a_failure(
    cli: Cli, paddleflow_server_module: PaddleFlowServer, operation: str, words: str
) -> None:
    paddleflow_server_module.control.fail(200, body='{"message": "the disk is full"}', on=operation)
    ended = cli(*words.split())
    assert ended.code == 1
    assert (ended.out, "the disk is full" in ended.err) == ("", True)


def test_b05_an_option_without_a_value_and_an_unknown_job_are_failures(cli: Cli, failed: str) -> None:
    assert cli("fs", "create", "a", "local://tmp/x", "-o", "debug").code == 2
    ended = cli("log", "run", failed, "-j", "job-ghost")
    assert (ended.code, ended.out) == (1, "")
    assert "has no job job-ghost: its jobs are job-" in ended.err


def test_b06_help_and_usage_errors_need_no_server(offline: Cli) -> None:
    assert offline("queue", "--help").code == 0
    assert offline("queue").code == 0
    assert "No such command 'lst'" in offline("queue", "lst").err


def test_b06_a_login_is_kept(cli: Cli, home: Path, paddleflow_server_module: PaddleFlowServer) -> None:
    assert cli("queue", "list").code == 0
    debugged = cli("queue", "list", "--debug")
    assert "list_queue GET" in debugged.err
    assert "login" not in debugged.err


def test_b07_a_schedule_has_numbers_times_and_no_catchup(cli: Cli, pipeline: str) -> None:
    created = cli(
        "schedule", "create", "nightly", pipeline, "1", "0 3 * * *", "-c", "1", "-ei", "60", "-cp", "skip",
        "-s", "2099-01-01 00-00-00", "-e", "2099-02-01 00:00:00", "--no-catchup",
    )  # fmt: skip
    assert created.code == 0, created.err
    (found,) = re.findall(r"create success with schedule id\[(.+)\]", created.out)
    shown = cli("schedule", "show", found, "-o", "json").data["scheduleInfo"]
    assert shown["start_time"] == "2099-01-01 00:00:00"
    assert shown["options"] == {"catchup": False, "concurrency": 1, "concurrencyPolicy": "skip", "expireInterval": 60}


def test_b08_a_jobs_log_is_shown(cli: Cli, job: str) -> None:
    ended = cli("log", "job", "-j", job, "-f", "standalone")
    assert ended.code == 0
    assert ended.out.startswith(f"query logs for job {job}\n")
    assert "\nfrom the job\n" in ended.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("run create -yp a.yaml -p x", "'x' is not NAME=VALUE"),
        ("job list -l x", "'x' is not NAME=VALUE"),
        ("job list -fl nope", "'nope' is not one of id, name"),
    ],
)
def test_b09_a_usage_error_says_what_is_wrong(cli: Cli, words: str, says: str) -> None:
    ended = cli(*words.split())
    assert (ended.code, says in ended.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("run", "list", "--maxsize", "5000"), "Error: --maxsize must be "),
        (("queue", "create", "q", "n", "", "8Gi", "--clustername", "c"), "Error: max_resources must say "),
        (
            ("schedule", "create", "n", "p", "1", "* * * * *", "--starttime", "2024-13-01 00:00:00"),
            "Error: --starttime",
        ),
    ],
)
def test_b09_a_refused_value_is_named_by_its_option(cli: Cli, words: tuple[str, ...], says: str) -> None:
    ended = cli(*words)
    assert (ended.code, ended.err.startswith(says), "requestId" in ended.err) == (2, True, False)


def test_b09_no_python_error_is_a_message(cli: Cli, job: str, pipeline: str) -> None:
    for words in (
        "fs createfscache demo -o cacheDir=/srv/cache",
        "queue create q9 default 1 1Gi --minscalar nvidia.com/gpu=1 --clustername default-cluster",
        f"job show {job}",
        "job update job-ghost -p high",
    ):
        assert not re.search("list index|NoneType|KeyError|'[a-zA-Z]+'\n|format string", cli(*words.split()).err)


def test_b10_a_credential_is_read_from_a_file(cli: Cli) -> None:
    ended = cli("cluster", "create", "c", "http://h", "Kubernetes", "-c", "kubeconfig", "--version", "1.16")
    assert ended.code == 2
    assert "kubeconfig cannot be read: No such file" in ended.err


@pytest.mark.parametrize("words", ["run create {}", "job create single {}", "cluster create c h Kubernetes -c {}"])
def test_a_file_without_end_is_refused(cli: Cli, words: str) -> None:
    ended = cli(*words.format("/dev/zero").split())
    assert (ended.code, ended.out) == (2, "")
    assert "/dev/zero cannot be read: it has more than 16 MiB, or no end" in ended.err


def test_b11_each_row_is_a_job_for_any_choice_of_fields(cli: Cli, job: str) -> None:
    out = cli("job", "list", "-fl", "id,name,status", "-m", "1").out.splitlines()
    assert out[0].split("  ")[0] == "job id"
    assert len(out) == 3
    assert out[-1].startswith("marker: ")
    assert f"{job} \t" in cli("job", "list", "-fl", "id", "-o", "text").out.splitlines()


def test_b12_the_states_of_schedules_are_theirs(cli: Cli) -> None:
    request = cli("schedule", "list", "-s", "final", "--dry-run").out
    assert "statusFilter=success%2Cfailed%2Cterminated" in request


def test_b12_an_ended_schedule_is_final(cli: Cli, pipeline: str, paddleflow_server_module: PaddleFlowServer) -> None:
    end = datetime.now().astimezone() + timedelta(hours=2)
    words = ("schedule", "create", "ends", pipeline, "1", "0 * * * *", "-e", f"{end:%Y-%m-%d %H:%M:%S}", "-o", "name")
    schedule = cli(*words).out.strip()
    assert schedule in cli("schedule", "list", "-s", "active", "-o", "name").out.split()
    paddleflow_server_module.control.advance(timedelta(hours=3))
    show = ("schedule", "show", schedule, "--jq", "scheduleInfo.status")
    wait_for(lambda: cli(*show).data, lambda status: status == "success")
    assert schedule in cli("schedule", "list", "-s", "final", "-o", "name").out.split()
    assert schedule not in cli("schedule", "list", "-s", "active", "-o", "name").out.split()


def test_b13_type_and_step_of_an_artifact_are_not_swapped(
    cli: Cli, pipeline: str, paddleflow_server_module: PaddleFlowServer
) -> None:
    client = paddleflow_server_module.client()
    run_id = client.create_run("demo", run_yaml_raw=WRITES).unwrap()
    client.wait_for_run(run_id, interval=0.05).unwrap()
    head, row, *_ = [line for line in cli("run", "listartifact", "-r", run_id).out.splitlines() if "  " in line]
    shown = dict(zip(re.split("  +", head), re.split("  +", row), strict=False))
    assert (shown["type"], shown["step"]) == ("output", "writer")


def test_b14_strings_that_look_like_numbers_are_kept(cli: Cli) -> None:
    assert cli("flavour", "create", "1e3", "-c", "0.50", "-m", "1Gi").code == 0
    assert re.match(r"name: +1e3\ncpu: +0\.50\n", cli("flavour", "show", "1e3").out)


def test_b15_a_created_run_is_named_by_its_name(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "run.yaml"
    file.write_text(KEPT)
    assert re.fullmatch(
        r"run\[my\] create success with run id\[run-\d{6}\]\n", cli("run", "create", "-yr", str(file), "-n", "my").out
    )


def test_b16_lists_begin_with_the_newest_and_leave_nothing_out(cli: Cli) -> None:
    names = [cli("flavour", "create", f"page{n}", "-c", "1", "-m", "1Gi").code for n in range(3)]
    assert names == [0, 0, 0]
    assert len(cli("flavour", "list", "--all", "-o", "name").out.split()) >= 6
    ids = cli("run", "list", "-o", "name").out.split()
    assert ids == sorted(ids, reverse=True)
    limited = cli("run", "list", "-o", "name", "--limit", "1")
    assert limited.out.split() == ids[:1]
    assert f"The newest 1 of {len(ids)} are shown" in limited.err
    assert cli("run", "list", "-m", "1", "-o", "name").out.split() == ids[-1:]


def test_b17_no_word_is_dropped(cli: Cli) -> None:
    assert cli("queue", "create", "q17", "default", "1", "1Gi", "--mincpu", "0.5", *HERE).code == 0
    assert cli("queue", "show", "q17", "-o", "json").data["minResources"]["cpu"] == "500m"
    for words in ("queue update q", "flavour update f", "cluster update c", "job update j"):
        assert "Nothing to change" in cli(*words.split()).err
    ended = cli("run", "list", "-s", "nonsense")
    assert ended.code == 2
    assert "'nonsense' is not one of initiating, pending, running" in ended.err


def test_b18_pairs_hold_any_value(cli: Cli) -> None:
    words = ("queue", "create", "q18", "default", "1", "1Gi", *HERE, "--location")
    assert cli(*words, "gpu").code == 2
    assert cli(*words, r"a=b=c,d=e\,f", "--location", "g=h").code == 0
    assert {"a": "b=c", "d": "e,f", "g": "h"}.items() <= cli("queue", "show", "q18", "-o", "json").data[
        "location"
    ].items()


def test_b19_help_is_right(offline: Cli) -> None:
    help_ = " ".join(offline("run", "create", "--help").out.split())
    assert "Content of the YAML file" in help_
    assert (
        "'sure' is neither true nor false"
        in offline("log", "kube", "-n", "a", "-ns", "b", "-c", "c", "-t", "pod", "-r", "sure").err
    )
    assert '"100M"' in offline("log", "kube", "--help").out


def test_b20_a_deleted_version_is_named_right(cli: Cli, pipeline: str, tmp_path: Path) -> None:
    file = tmp_path / "kept.yaml"
    file.write_text(KEPT)
    updated = cli("pipeline", "update", pipeline, "demo", "-yr", str(file))
    (version,) = re.findall(r"new version id \[(\d+)\]", updated.out)
    assert cli("pipeline", "deleteversion", pipeline, version).out == (
        f"pipeline version [{version}] of pipeline [{pipeline}] delete success\n"
    )


def test_b21_no_line_is_ruled_and_chinese_is_aligned(cli: Cli, paddleflow_server_module: PaddleFlowServer) -> None:
    client = paddleflow_server_module.client()
    client.create_run(run_yaml_raw=KEPT, run_name="zh", desc="训练模型").unwrap()
    client.create_run(run_yaml_raw=KEPT, run_name="en", desc="a model").unwrap()
    head, *rows = [line for line in cli("run", "list", "--fields", "description,name").out.splitlines() if "  " in line]
    assert not re.search("[+|=]", head)
    assert {"训练模型     zh", "a model      en"} <= set(rows)
    assert head.index("name") == rows[0].index("en") or head.index("name") == len("a model      ")


def test_b22_passwords_are_not_arguments_and_no_file_is_made(cli: Cli, home: Path) -> None:
    assert cli("user", "add", "alice22", "--password-stdin", stdin="Alice12345\n").code == 0
    assert cli("user", "set", "alice22", env={"PADDLEFLOW_NEW_PASSWORD": "Alice54321"}).code == 0
    old = cli("user", "add", "bobby22", "Bobby12345")
    assert (old.code, "can see a password on the command line" in old.err) == (0, True)
    assert not (home / ".paddleflow" / "paddleflow.ini").exists()
    tokens = home / ".cache" / "paddleflow" / "tokens"
    assert {stat.S_IMODE(each.stat().st_mode) for each in tokens.iterdir()} == {0o600}


def test_b23_a_failure_names_no_other_command(cli: Cli) -> None:
    for words in ("queue grant ghost default-queue", "run showcache cch-999999", "schedule delete schedule-999999 -y"):
        err = cli(*words.split()).err
        assert not re.search("queue add failed|cache list failed|schedule stop failed", err)
    assert cli("run", "listcache", "-f", "ghost").out.startswith("no run found ")  # what scripts look for


def test_b24_json_does_not_contain_encoded_json(cli: Cli, failed: str) -> None:
    run = cli("run", "show", failed, "-o", "json").data
    assert run["runtime"]["train"][0]["status"] == "failed"
    assert isinstance(cli("cluster", "resource", "-o", "json").data["default-cluster"], dict)
    assert not any(" " in key for key in run)


def test_b24_chinese_is_chinese_in_json(cli: Cli, paddleflow_server_module: PaddleFlowServer) -> None:
    client = paddleflow_server_module.client()
    run_id = client.create_run(run_yaml_raw=KEPT, desc="训练").unwrap()
    assert '"description": "训练"' in cli("run", "show", run_id, "-o", "json").out


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("http://127.0.0.1:1", "Connection refused"),
        ("127.0.0.1:0", "must be a number from 1 to 65535"),
        ("127.0.0.1:no", "PADDLEFLOW_PORT"),
    ],
)
def test_b25_a_lost_connection_is_reported(offline: Cli, host: str, says: str) -> None:
    login = {"PADDLEFLOW_HOST": host, "PADDLEFLOW_USERNAME": "root", "PADDLEFLOW_PASSWORD": "x"}
    login |= {"PADDLEFLOW_ATTEMPTS": "1"}
    for words in ("queue list", "fs show x", "job show x"):
        ended = offline(*words.split(), env=login)
        assert ended.code in (1, 2)
        assert not re.search("NoneType|local variable|HTTPError", ended.err)
        assert re.search(says, ended.err, re.I) or "port" in ended.err
        assert "Http://" not in ended.err


def test_b25_an_html_page_of_a_proxy_is_reported(cli: Cli, paddleflow_server_module: PaddleFlowServer) -> None:
    paddleflow_server_module.control.fail(
        200, body="<html>Please log in</html>", headers={"content-type": "text/html"}, on="list_queue"
    )
    ended = cli("queue", "list")
    assert ended.code == 1
    assert "proxy or login page in between" in ended.err


def test_b26_a_pipeline_is_made_from_a_file_of_this_machine(cli: Cli, pipeline: str) -> None:
    created = cli("pipeline", "create", "demo", "-yr", "-", stdin=KEPT.replace("name: kept", "name: kept26"))
    assert re.fullmatch(r"pipeline\[kept26\] create  success, id\[ppl-\d+\], versionID\[1\]\n", created.out)


def test_b27_secrets_are_hidden_unless_they_are_wanted(cli: Cli, tmp_path: Path) -> None:
    config = tmp_path / "kubeconfig"
    config.write_text(KUBECONFIG)
    made = cli(
        "cluster", "create", "k27", "http://127.0.0.1:8080", "Kubernetes", "-c", str(config), "--version", "1.16"
    )
    assert made.code == 0, made.err
    assert "s3cr3t" not in cli("cluster", "show", "k27", "-o", "json").out + cli("cluster", "list", "-o", "json").out
    assert "s3cr3t" in cli("cluster", "show", "k27", "-o", "json", "--show-secrets").out
    words = ("fs", "create", "s27", "s3://bucket/a", "-o", "accessKey=AKIA", "-o", "secretKey=hush", "--dry-run")
    assert not re.search("AKIA|hush", cli(*words).out)


def test_b28_a_mount_that_fails_says_so(
    cli: Cli, pipeline: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("fuse_env", str(tmp_path / "no-such-program"))
    monkeypatch.chdir(tmp_path)
    ended = cli("fs", "mount", "demo", str(tmp_path))
    assert (ended.code, ended.out) == (1, "")
    assert [each.name for each in tmp_path.iterdir()] == ["home"]


def test_b29_required_options_are_declared_so(offline: Cli) -> None:
    ended = offline("statistics", "card-time")
    assert (ended.code, ended.out) == (2, "")
    assert "Missing option '-q' / '--queue_names'" in ended.err
    assert "--start goes with -d" in offline("statistics", "job", "J", "-s", "1").err


def test_b30_version_needs_no_login(offline: Cli) -> None:
    assert re.fullmatch(r"paddleflow \d+\.\d+\.\d+\S*\n", offline("--version").out)
    assert offline("-h").out == offline("--help").out


def test_b31_what_does_not_exist_is_a_failure(cli: Cli) -> None:
    assert cli("cluster", "statistic", "-cn", "ghost").code == 1
    times = ("-s", "2026-01-01 00:00:00", "-e", "2026-12-31 00:00:00")
    ended = cli("statistics", "card-time", "-q", "ghost", *times)
    assert ended.code == 1
    assert "code:" in ended.err


def test_b32_an_id_asks_no_other_route(cli: Cli) -> None:
    assert "/queue/..%2Fuser" in cli("queue", "show", "../user", "--dry-run").out
    ended = cli("queue", "show", "../user")
    assert (ended.code, ended.out) == (1, "")
    assert "code:QueueNameNotFound" in ended.err


def test_b33_failures_are_reported_on_stderr(cli: Cli, job: str) -> None:
    ended = cli("statistics", "job", "job-ghost")
    assert (ended.code, ended.out) == (1, "")
    assert "code:JobNotFound" in ended.err
