"""The manual's examples in the manual's order, as one long session: every call as it is written there.

Each test walks one chapter on what the session has made so far, and can run alone. A failure names its section. Where
the manual's example unpacks three or four values, two are unpacked: every method returns a pair.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import paddleflow
from paddleflow import RunInfo

from .any_client import User
from .conftest import Target
from .names import ended, pipeline, step, unique, workflow

pytestmark = pytest.mark.embedded("the session puts pipelines into the folder of a file system")


@contextmanager
def section(title: str) -> Iterator[None]:
    """Name the manual's section in what fails in it."""
    try:
        yield
    except Exception as failure:
        failure.add_note(f"§ {title}")
        raise


@pytest.fixture(scope="module")
def client(any_clients: User, target: Target) -> User:
    host, port = target.address.removeprefix("http://").split(":")
    with section("client 初始化"):
        client = any_clients.new(host, "root", "paddleflow", port)
    with section("用户登录"):
        ret, response = client.login("root", "paddleflow")
        assert (ret, response) == (True, None)
    return client


@pytest.fixture(scope="module")
def username(client: User) -> Iterator[str]:
    name = unique("user")
    client.add_user(name, "password1").unwrap()
    yield name
    client.del_user(name).unwrap()


@pytest.fixture(scope="module")
def clustername(client: User) -> Iterator[str]:
    name = unique("cluster")
    client.create_cluster(name, "127.0.0.1", "Local").unwrap()
    yield name
    client.delete_cluster(name).unwrap()


@pytest.fixture(scope="module")
def fsname(client: User) -> Iterator[str]:
    name = unique("fs")
    client.add_fs(name, f"local://{name}").unwrap()
    yield name
    client.delete_fs(name).unwrap()


@pytest.fixture(scope="module")
def folder(fsname: str, target: Target) -> Path:
    """Where the files of the file system are."""
    assert target.local
    folder = target.local / fsname
    folder.mkdir(exist_ok=True)
    return folder


def test_users(client: User) -> None:
    username = unique("user")
    with section("用户增加"):
        ret, response = client.add_user(username, "password1")
        assert (ret, response) == (True, None)

    with section("用户删除"):
        ret, response = client.del_user(username)
        assert (ret, response) == (True, None)


def test_passwords(client: User, target: Target, username: str) -> None:
    with section("用户密码更新"):
        user_name, password = username, "password2"
        ret, response = client.update_password(user_name, password)
        assert (ret, response) == (True, None)
        assert client.new(target.address).login(user_name, password) == (True, None)

    with section("用户列表展示"):
        ret, response = client.list_user(maxsize=100)
        assert ret
        assert username in [user.name for user in response]


def test_queues(client: User, username: str, clustername: str) -> None:
    queuename, other = unique("queue"), unique("queue")
    client.create_queue(queuename, "default", "4", "8Gi", clustername).unwrap()
    with section("队列授权"):
        ret, response = client.grant_queue(username, queuename)
        assert (ret, response) == (True, None)

    with section("队列取消授权"):
        ret, response = client.ungrant_queue(username, queuename)
        assert (ret, response) == (True, None)

    with section("队列授权列表展示"):
        client.grant_queue(username, queuename).unwrap()
        ret, response = client.show_queue_grant(username, maxsize=100)
        assert ret
        assert [(grant.username, grant.resourceName) for grant in response] == [(username, queuename)]

    with section("队列列表展示"):
        ret, response = client.list_queue(maxsize=100)
        assert ret
        assert queuename in [queue.name for queue in response]

    with section("队列详情展示"):
        ret, response = client.show_queue(queuename)
        assert ret
        assert (response.name, response.status, response.namespace) == (queuename, "open", "default")
        assert (response.mem, response.cpu, response.clusterName) == ("8Gi", "4", clustername)

    with section("队列创建"):
        ret, response = client.create_queue(other, "default", "2", "4Gi", clustername)
        assert (ret, response) == (True, None)

    with section("队列停止"):
        ret, response = client.stop_queue(other)
        assert not ret
        assert "no action that stops a queue" in response

    with section("队列删除"):
        ret, response = client.del_queue(other)
        assert (ret, response) == (True, None)


def test_flavours(client: User) -> None:
    with section("flavour列表显示"):
        ret, response = client.list_flavour()
        assert ret
        assert "flavour1" in [flavour.name for flavour in response]


def test_file_systems(client: User) -> None:
    fsname = unique("fs")
    with section("创建存储"):
        ret, response = client.add_fs(fsname, f"local://{fsname}")
        assert (ret, response) == (True, None)

    with section("存储详情"):
        ret, response = client.show_fs(fsname)
        assert ret
        assert (response.name, response.owner, response.fstype) == (fsname, "root", "local")
        assert (response.server_adddress, response.subpath) == ("", f"/{fsname}")

    with section("存储列表"):
        ret, response = client.list_fs()
        assert ret
        assert fsname in [fs.name for fs in response]

    with section("删除存储"):
        ret, response = client.delete_fs(fsname)
        assert (ret, response) == (True, None)


def test_mounts_and_links(client: User, fsname: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("fuse_env", str(tmp_path / "no-such-program"))
    with section("存储挂载"):
        ret, response = client.mount(fsname, str(tmp_path))
        assert not ret
        assert "no-such-program is not on this machine" in response

    with section("创建link"):
        ret, response = client.add_link(fsname, "fspath", "hdfs://192.168.1.2:9000,192.168.1.3:9000/linkpath")
        assert not ret
        assert "can not support link feature" in response

    with section("删除link"):
        ret, response = client.delete_link(fsname, "fspath")
        assert not ret
        assert "not created fspath" in response

    with section("link详情"):
        ret, response = client.show_link(fsname, "fspath")
        assert not ret
        assert "record not found" in response

    with section("link列表"):
        ret, response = client.show_link(fsname)
        assert (ret, response) == (True, [])


@pytest.fixture(scope="module")
def run(client: User, fsname: str, folder: Path) -> Iterator[RunInfo]:
    """A run whose first step has succeeded; the last one fails without the file `flag`."""
    main = {
        "command": "echo hello; echo 42 > {{out}}",
        "artifacts": {"output": ["out"]},
        "cache": {"enable": True, "max_expired_time": "-1"},
    }
    last = {"command": f"test -e {folder}/flag", "deps": "main"}
    (folder / "run.yaml").write_text(workflow("demo", {"main": main, "last": last}))
    with section("工作流创建"):
        ret, response = client.create_run(fsname=fsname, runyamlpath="./run.yaml")
        assert ret
    yield ended(client, response)
    client.delete_run(response).unwrap()


def test_runs(client: User, run: RunInfo, fsname: str, folder: Path) -> None:
    runid = run.run_id
    with section("工作流列表"):
        ret, response = client.list_run()
        assert ret
        assert set(response) == {"runList", "nextMarker"}
        (row,) = client.list_run(fsname).unwrap()["runList"]
        assert (row.run_id, row.fs_name, row.name, row.source) == (runid, fsname, "demo", "./run.yaml")

    with section("工作流详情"):
        ret, response = client.show_run(runid)
        assert ret
        assert response.status == "failed"
        assert (response.runtime["main"][0].status, response.runtime["last"][0].status) == ("succeeded", "failed")

    with section("工作流停止"):
        stopped = client.create_run(run_yaml_raw=pipeline(command="sleep 3000")).unwrap()
        ret, response = client.stop_run(stopped)
        assert (ret, response) == (True, None)
        assert ended(client, stopped).status == "terminated"

    with section("工作流删除"):
        ret, response = client.delete_run(stopped)
        assert (ret, response) == (True, None)

    with section("工作流重试"):
        (folder / "flag").touch()
        ret, response = client.retry_run(runid)
        assert ret
        assert ended(client, response).status == "succeeded"
        client.delete_run(response).unwrap()


def test_caches(client: User, run: RunInfo, fsname: str) -> None:
    runid = run.run_id
    with section("工作流缓存列表显示"):
        ret, response = client.list_cache()
        assert ret
        assert set(response) == {"runCacheList", "nextMarker"}
        cacheids = [cache.cache_id for cache in response["runCacheList"] if cache.run_id == runid]
        assert cacheids

    with section("工作流缓存详情显示"):
        cacheid = cacheids[0]
        ret, response = client.show_cache(cacheid)
        assert ret
        assert (response.cache_id, response.run_id, response.fs_name) == (cacheid, runid, fsname)

    with section("工作流缓存删除"):
        ret, response = client.delete_cache(cacheid)
        assert (ret, response) == (True, None)


def test_artifacts(client: User, run: RunInfo) -> None:
    with section("工作流运行产出列表展示"):
        ret, response = client.list_artifact()
        assert ret
        assert set(response) == {"artifactList", "nextMarker"}
        assert [each.artifact_name for each in response["artifactList"] if each.run_id == run.run_id] == ["out"]


def test_pipelines(client: User, fsname: str, folder: Path) -> None:
    pipelinename = unique("ppl")
    with section("工作流模板创建"):
        ret, response = client.create_pipeline()
        assert not ret
        assert "yaml_raw, or from fs_name and yaml_path" in response
        (folder / "pipeline.yaml").write_text(pipeline(pipelinename, "echo version 1"))
        ret, response = client.create_pipeline(fs_name=fsname, yaml_path="./pipeline.yaml")
        assert ret
        assert (response["name"], response["pplVerID"]) == (pipelinename, "1")
        pipelineid = response["pplID"]

    with section("工作流模板列表显示"):
        ret, response = client.list_pipeline()
        assert ret
        assert set(response) == {"pipelineList", "nextMarker"}
        assert pipelineid in [row.pipeline_id for row in response["pipelineList"]]

    with section("工作流模板详情显示"):
        ret, response = client.show_pipeline(pipelineid)
        assert ret
        assert (response["pipelineInfo"].name, len(response["pipelineVersionList"])) == (pipelinename, 1)
        assert response["nextMarker"] is None

    with section("工作流模板删除"):
        ret, response = client.delete_pipeline(pipelineid)
        assert (ret, response) == (True, None)


@pytest.fixture(scope="module")
def pipelineid(client: User, fsname: str, folder: Path) -> Iterator[str]:
    """A pipeline of two versions."""
    name = unique("ppl")
    (folder / "pipeline.yaml").write_text(pipeline(name, "echo version 1"))
    pipelineid: str = client.create_pipeline(fs_name=fsname, yaml_path="./pipeline.yaml").unwrap()["pplID"]
    with section("工作流模板更新（版本创建）"):
        (folder / "pipeline.yaml").write_text(pipeline(name, "echo version 2"))
        ret, response = client.update_pipeline(pipelineid, fsname, "./pipeline.yaml")
        assert (ret, response) == (True, {"pipelineID": pipelineid, "pipelineVersionID": "2"})
    yield pipelineid
    client.delete_pipeline(pipelineid).unwrap()


def test_versions_of_a_pipeline(client: User, pipelineid: str) -> None:
    with section("工作流模板版本查看"):
        ret, response = client.show_pipeline_version(pipelineid, "2")
        assert ret
        assert response["pipelineVersionInfo"].yaml_path == "./pipeline.yaml"

    with section("工作流模板版本删除"):
        ret, response = client.delete_pipeline_version(pipelineid, "1")
        assert (ret, response) == (True, None)


def test_schedules(client: User, pipelineid: str) -> None:
    with section("周期调度创建"):
        ret, response = client.create_schedule(unique("name"), pipelineid, "2", "* */3 * * *")
        assert ret
        schedule_id = response

    with section("周期调度列表查看"):
        ret, response = client.list_schedule()
        assert ret
        assert set(response) == {"scheduleList", "nextMarker"}
        assert schedule_id in [schedule.schedule_id for schedule in response["scheduleList"]]

    with section("周期调度查看"):
        ret, response = client.show_schedule(schedule_id)
        assert ret
        assert set(response) == {"scheduleInfo", "runList", "nextMarker"}
        assert response["scheduleInfo"].crontab == "* */3 * * *"

    with section("停止周期调度"):
        ret, response = client.stop_schedule(schedule_id)
        assert (ret, response) == (True, None)

    with section("删除周期调度"):
        ret, response = client.delete_schedule(schedule_id)
        assert (ret, response) == (True, None)


def test_clusters(client: User, clustername: str) -> None:
    other = unique("cluster")
    with section("集群创建"):
        with pytest.raises(TypeError, match="missing 3 required positional arguments"):
            client.create_cluster()
        ret, response = client.create_cluster(other, "http://127.0.0.1:6443", "kubernetes-v1.16", "clusters: []")
        assert ret
        clusterid = response

    with section("集群列表显示"):
        ret, response = client.list_cluster()
        assert ret
        assert {clustername, other} <= {cluster.clustername for cluster in response}

    with section("集群详情显示"):
        ret, response = client.show_cluster(other)
        assert ret
        assert (response.clusterid, response.clustertype, response.status) == (clusterid, "Kubernetes", "online")

    with section("集群删除"):
        ret, response = client.delete_cluster(other)
        assert (ret, response) == (True, None)

    with section("集群更新"):
        ret, response = client.update_cluster(clustername)
        assert (ret, response) == (True, client.show_cluster(clustername).unwrap().clusterid)

    with section("获取集群资源剩余"):
        ret, response = client.list_cluster_resource()
        assert ret
        assert response[clustername]["summary"]["idle"]["cpu"]


def test_logs_and_statistics(client: User, run: RunInfo) -> None:
    jobid = step(run, "main").jobId
    with section("获取run任务下的运行日志"):
        ret, response = client.show_log(run.run_id)
        assert ret
        assert isinstance(response[0], paddleflow.LogInfo)
        assert [log.log_content for log in response if log.jobid == jobid] == ["hello\n"]

    with section("统计信息获取"):
        ret, response = client.get_statistics(jobid)
        assert ret
        assert "cpu_usage_rate" in response.metrics_info

    with section("统计信息详情获取"):
        ret, response = client.get_statistics_detail(jobid)
        assert ret
        assert response.result[0].task_info[0].metric in client.get_statistics(jobid).unwrap().metrics_info


def test_a_failure_names_its_section() -> None:
    title = "存储挂载"
    with pytest.raises(ZeroDivisionError) as failed, section(title):
        _ = 1 / 0
    assert failed.value.__notes__ == [f"§ {title}"]
