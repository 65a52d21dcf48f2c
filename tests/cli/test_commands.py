"""Every official command is run, as in the table's own examples, against the embedded server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from paddleflow.resources import fuse
from paddleflow_emulator.pytest_plugin import PaddleFlowServer

from ..emulator.storage import serve_storage
from ..support import yamls
from ..support.cases import with_each
from .conftest import Cli

TABLE: dict[str, Any] = yamls.read(Path(__file__).with_name("commands.yaml"))
OFFICIAL: list[dict[str, Any]] = TABLE["commands"]

PIPELINE = """
name: kept
docker_env: python:3.11
entry_points:
  prepare: {command: "echo {{word}}; sleep 30", parameters: {word: hello}}
"""
KUBECONFIG = """
apiVersion: v1
clusters: [{name: a, cluster: {server: "http://127.0.0.1:8080"}}]
contexts: [{name: a, context: {cluster: a, user: a}}]
users: [{name: a, user: {token: abc}}]
current-context: a
"""
JOB = """{"name": "hello", "schedulingPolicy": {"queue": "default-queue"}, "flavour": {"name": "flavour1"},
"image": "python:3.11", "command": "sleep 30"}"""

STEPS = r"""
user add alice Alice12345              => user\[alice\] add success
user set alice Alice54321              => user\[alice\] update success
user list                              => alice
queue create q3 default 1 1Gi --clustername default-cluster => queue\[q3\] create success
queue update q3 --maxcpu 2             => queue\[q3\] update success
queue show q3                          => status: +open
queue list                             => q3
queue grant alice q3                   => queue\[q3\] add username\[alice\] success
queue grantlist                        => alice +q3
queue ungrant alice q3                 => queue\[q3\] delete username\[alice\] success
queue delete q3                        => queue\[q3\] delete success
fs create demo local://{demo} -o debug=true => fs\[demo\] create success
fs list                                => demo +root +local
fs show demo                           => type: +local
fs createfscache demo -o cacheDir=/srv/cache -o metaDriver=disk -o blockSize=4096 => create fs cache success
fs getfscache demo                     => block size: +4096
fs deletefscache demo                  => fs\[demo\] cache config delete success
fs listlink demo                       => no link found
run create -f demo -n first -yp run.yaml -p word=x => run\[first\] create success with run id\[(?P<run>run-\d+)\]
run list                               => {run}
run show {run}                         => run id: +{run}
run stop {run} --force                 => runid\[{run}\] stop success
run wait {run}                         => {run}
log run {run}                          => run log:
log show {run}                         => run log:
run retry {run}                        => run id\[{run}\] retry success, new run id is \[(?P<retried>run-\d+)\]
run stop {retried} --force             => runid\[{retried}\] stop success
run wait {retried}                     => {retried}
run delete {retried} -not-cc           => run id \[{retried}\] delete success
run listcache                          => no run found|cache id
run listartifact                       => no artifact found
pipeline create demo -yp run.yaml -d mine => pipeline\[kept\] create  success, id\[(?P<ppl>ppl-\d+)\], versionID\[1\]
pipeline list                          => {ppl}
pipeline update {ppl} demo run.yaml    => pipeline\[{ppl}\] update success, new version id \[2\]
pipeline show {ppl}                    => ppl ver id
pipeline showversion {ppl} 1           => pipeline yaml
pipeline deleteversion {ppl} 2         => pipeline version \[2\] of pipeline \[{ppl}\] delete success
schedule create nightly {ppl} 1 '0 3 * * *' => create success with schedule id\[(?P<schedule>schedule-\d+)\]
schedule list                          => {schedule}
schedule show {schedule}               => crontab: +0 3
schedule stop {schedule}               => schedule with id \[{schedule}\] stop success
schedule delete {schedule}             => schedule with id \[{schedule}\] delete success
pipeline delete {ppl}                  => pipeline id \[{ppl}\] delete success
cluster list                           => default-cluster
cluster show default-cluster           => cluster type: +Local
cluster create k1 http://127.0.0.1:8080 Kubernetes -c {config} --version 1.20 => cluster\[k1\] create  success, id\[.+\]
cluster update k1 -d 'new words'       => cluster\[k1\] update success, id\[.+\]
cluster delete k1                      => cluster\[k1\] delete success
cluster resource                       => default-cluster +\{\{
cluster statistic                      => default-cluster +\{\{
flavour create fl9 -c 2 -m 4Gi -s nvidia.com/gpu=1 => flavour\[fl9\] create success
flavour list                           => fl9
flavour show fl9                       => mem: +4Gi
flavour update fl9 -c 3                => update \[fl9\] success
flavour delete fl9                     => flavour\[fl9\] delete success
job create single {job_file}           => job create success, id\[(?P<job>job-\w+)\]
job list                               => {job}
job show {job}                         => queue: +default-queue
job update {job} -l a=b                => jobid\[{job}\] update success
statistics job {job}                   => cpu usage rate|no data
statistics card-time -q default-queue -s '2026-01-01 00:00:00' -e '2026-12-31 00:00:00' => queueName|no data
job stop {job}                         => jobid\[{job}\] stop success
log job -j {job} -f single             => query logs for job {job}
log kube -n {job} -ns default -c default-cluster -t pod => query kubernetes pod log by \[default/{job}\]
log showlimit -n {job} -ns default -c default-cluster -t pod => logs:
fs delete demo                         => fs\[demo\] delete success
user delete alice                      => user\[alice\] delete success
version                                => "client": "PaddleFlow-
"""
WORK_HERE = {"queue create", "fs createfscache", "cluster create"}
"""What failed for no reason (B09), and a type of cluster that is understood."""

FAIL_OTHERWISE = {"pipeline create", "pipeline update", "schedule create", "log job"}
"""Examples that met a state of things, or a bug (B07, B08), and fail for another reason here."""


def test_every_command_works(cli: Cli, paddleflow_server_module: PaddleFlowServer, tmp_path: Path) -> None:
    import shlex

    demo = paddleflow_server_module.local_root / "demo"
    demo.mkdir()
    (demo / "run.yaml").write_text(PIPELINE)
    (tmp_path / "config").write_text(KUBECONFIG)
    (tmp_path / "job.json").write_text(JOB)
    names = {"demo": "demo", "config": str(tmp_path / "config"), "job_file": str(tmp_path / "job.json")}
    done = set()
    for step in STEPS.strip().splitlines():
        line, _, pattern = step.partition("=>")
        words = shlex.split(line.format(**names))
        ended = cli(*words)
        expected = pattern.strip().replace(r"\{\{", r"\{")
        for name, value in names.items():
            expected = expected.replace(f"{{{name}}}", value)
        found = re.search(expected, ended.out)
        assert found is not None, (line, expected, ended)
        assert ended.code in ((0,) if words[:2] != ["run", "wait"] else (0, 1)), (line, ended)
        names |= found.groupdict()
        done.add(" ".join(words[:2]) if words[0] != "version" else "version")
    assert {each["command"] for each in OFFICIAL} - done == ELSEWHERE.keys()


def test_caches(cli: Cli, paddleflow_server_module: PaddleFlowServer) -> None:
    (paddleflow_server_module.local_root / "cached").mkdir()
    assert cli("fs", "create", "cached", "local://cached").code == 0
    yaml = (
        "name: c\ndocker_env: x\nfs_options: {main_fs: {name: cached}}\n"
        "cache: {enable: true, max_expired_time: 400}\nentry_points: {s: {command: 'true'}}"
    )
    client = paddleflow_server_module.client()
    client.wait_for_run(client.create_run(run_yaml_raw=yaml).unwrap(), interval=0.05).unwrap()
    (cache,) = cli("run", "listcache", "-o", "name").out.split()
    assert "first fp" in cli("run", "showcache", cache).out
    assert cli("run", "deletecache", cache).out == f"cache id [{cache}] delete success\n"


def test_a_job_is_deleted(cli: Cli, paddleflow_server_module: PaddleFlowServer, tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(JOB.replace("sleep 30", "true"))
    job = cli("job", "create", "single", str(tmp_path / "job.json"), "-o", "name").out.strip()
    paddleflow_server_module.client().wait_for_job(job, interval=0.05).unwrap()
    assert cli("job", "delete", job).out == f"job[{job}] delete success \n"


@pytest.mark.slow
def test_links_over_s3(cli: Cli) -> None:
    with serve_storage() as storage:
        storage.bucket("data")
        storage.put("data", "images/1.png", "")
        settings = [word for pair in storage.properties.items() for word in ("-o", "=".join(pair))]
        assert cli("fs", "create", "linked", "s3://data/train", *settings).out == "fs[linked] create success\n"
        made = cli("fs", "link", "linked", "/images", "s3://data/images", *settings)
        assert (made.code, made.out) == (0, "fs[linked] create link success\n")
        shown = cli("fs", "showlink", "linked", "/images", "-o", "json").data
        assert (shown["fspath"], shown["subpath"]) == ("/images", "/images")
        assert shown["properties"]["secretKey"] == "******"
        assert cli("fs", "listlink", "linked", "-o", "name").out == "/images\n"
        assert cli("fs", "unlink", "linked", "/images").out == "fs[linked] delete link success\n"
        gone = cli("fs", "unlink", "linked", "/images")
        assert (gone.code, "code:LinkModelError" in gone.err) == (1, True)
        assert storage.keys("data") == ["images/1.png"]


def test_fs_mount_runs_the_fuse_program(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the platform's FUSE program, which records its arguments and keeps running."""
    written, program = tmp_path / "written", tmp_path / "pfs-fuse"
    program.write_text(f'#!/bin/sh\necho "$@" > {written}\nexec sleep 60\n')
    program.chmod(0o755)
    monkeypatch.setenv("fuse_env", str(program))
    monkeypatch.setattr(fuse.start_program, "__defaults__", (lambda _: written.exists() and written.stat().st_size,))
    assert cli("fs", "create", "mounted", "local://mounted", "-o", "debug=true").code == 0
    ended = cli("fs", "mount", "mounted", str(tmp_path), "-o", "block-size=4096")
    assert (ended.code, ended.out, ended.err) == (0, "mount success\n", "")
    mounting = fuse.RUNNING.pop(0)
    mounting.kill()
    mounting.wait()
    assert "--user-name=root" in written.read_text()
    assert written.read_text().endswith("--block-size=4096\n")


ELSEWHERE = {
    "fs mount": test_fs_mount_runs_the_fuse_program,
    "fs link": test_links_over_s3,
    "fs showlink": test_links_over_s3,
    "fs unlink": test_links_over_s3,
    "job delete": test_a_job_is_deleted,
    "run showcache": test_caches,
    "run deletecache": test_caches,
}
"""What needs more than a line of STEPS."""


@with_each(
    "command",
    [each for each in OFFICIAL if "example_failing" in each and each["command"] not in WORK_HERE],
    ids=lambda each: each["command"],
)
def test_an_official_example_that_fails_fails_here(cli: Cli, command: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(JOB)
    name = command["command"].replace(" ", "-")
    here = {"job.json": f"{tmp_path}/job.json", "fl9": name, "q3": name if "delete" in name else "default-queue"}
    words = [here.get(word, word) for word in command["example_failing"]["argv"]]
    if command["command"] in ("user add", "flavour create"):
        cli(*words)  # it fails the second time
    ended = cli(*words)
    assert ended.code in (1, 2)
    assert ended.out == "" or words[0] == "log"
    assert ended.err.strip()
    expected = command["example_failing"].get("stderr_last", "")
    if ended.code == 1 and command["command"] not in FAIL_OTHERWISE and (found := re.search(r"code:(\w+)", expected)):
        assert f"code:{found[1]} " in ended.err
