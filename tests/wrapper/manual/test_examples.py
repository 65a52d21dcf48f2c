# ruff: noqa: N802 - the names are the manual's sections, and its examples unpack what a test may not look at
"""Every call of the manual as it is written there, each under the name of its section, on both kinds of client.

The answers are those of the real server. Where the manual's example unpacks three or four values, two are unpacked:
every method returns a pair.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import paddleflow
from paddleflow import (
    ArtifactInfo,
    ClusterInfo,
    FlavourInfo,
    FSInfo,
    GrantInfo,
    LinkInfo,
    LogInfo,
    PipelineInfo,
    PipelineVersionInfo,
    QueueInfo,
    RunCacheInfo,
    RunInfo,
    ScheduleInfo,
    StatisticsJobDetailInfo,
    StatisticsJobInfo,
    UserInfo,
)

from ...support.recorded_server import Server, json
from .signatures import described

SECTIONS: list[str] = []
SESSION = re.findall(
    r'section\("(.+)"\)', (Path(__file__).parents[2] / "e2e" / "test_manual.py").read_text(encoding="utf-8")
)
Test = Callable[..., None]


def section(title: str) -> Callable[[Test], Test]:
    """Note that a test has the example of a section."""

    def decorate(test: Test) -> Test:
        SECTIONS.append(title)
        return test

    return decorate


@section("client 初始化")
def test_client_初始化() -> None:
    client = paddleflow.Client("127.0.0.1", "your-username", "your-password", "8999")
    assert repr(client) == "<Client http://127.0.0.1:8999 user='your-username'>"


@section("用户登录")
def test_用户登录(client: Any, server: Server) -> None:
    server.answer("login")
    ret, response = client.login("username", "password")
    assert (ret, response) == (True, None)


@section("用户增加")
def test_用户增加(client: Any, server: Server) -> None:
    server.answer("add user")
    ret, response = client.add_user("username", "password")
    assert (ret, response) == (True, None)


@section("用户删除")
def test_用户删除(client: Any, server: Server) -> None:
    server.answer("delete user")
    ret, response = client.del_user("username")
    assert (ret, response) == (True, None)


@section("用户密码更新")
def test_用户密码更新(client: Any, server: Server) -> None:
    server.answer("update password")
    user_name, password = "demoalice", "newpass123"
    ret, response = client.update_password(user_name, password)
    assert (ret, response) == (True, None)


@section("用户列表展示")
def test_用户列表展示(client: Any, server: Server) -> None:
    server.answer("list users")
    ret, response = client.list_user(maxsize=100)
    assert ret
    assert response[0] == UserInfo("demoalice", "2026-11-23T23:35:05.261623717Z")


@section("队列授权")
def test_队列授权(client: Any, server: Server) -> None:
    server.answer("grant queue")
    ret, response = client.grant_queue("username", "queuename")
    assert (ret, response) == (True, None)


@section("队列取消授权")
def test_队列取消授权(client: Any, server: Server) -> None:
    server.answer("revoke grant")
    ret, response = client.ungrant_queue("username", "queuename")
    assert (ret, response) == (True, None)


@section("队列授权列表展示")
def test_队列授权列表展示(client: Any, server: Server) -> None:
    server.answer("list grants")
    username = "demoalice"
    ret, response = client.show_queue_grant(username, maxsize=100)
    assert ret
    assert isinstance(response[0], GrantInfo)
    assert (response[0].username, response[0].resourceName) == ("demoalice", "demoqueue")


@section("队列列表展示")
def test_队列列表展示(client: Any, server: Server) -> None:
    server.answer("list queues")
    ret, response = client.list_queue(maxsize=100)
    assert ret
    first = response[0]
    assert isinstance(first, QueueInfo)
    assert (first.name, first.status, first.namespace, first.mem, first.cpu, first.clusterName) == (
        "demoqueue",
        "open",
        "default",
        "20G",
        "10",
        "democluster",
    )
    assert (first.createTime, first.updateTime) == ("2026-11-23 23:35:06", "2026-11-23 23:35:06")


@section("队列详情展示")
def test_队列详情展示(client: Any, server: Server) -> None:
    server.answer("show queue")
    ret, response = client.show_queue("queuename")
    assert ret
    assert isinstance(response, QueueInfo)
    assert response.idleResources == {"cpu": "10", "memory": "20G", "scalarResources": {"nvidia.com/gpu": "4"}}


@section("队列创建")
def test_队列创建(client: Any, server: Server) -> None:
    server.answer("create queue")
    ret, response = client.create_queue("name", "namespace", "cpu", "men", "clustername")
    assert (ret, response) == (True, None)
    assert server.requests[-1].json == {
        "name": "name",
        "namespace": "namespace",
        "clusterName": "clustername",
        "maxResources": {"cpu": "cpu", "mem": "men"},
    }


@section("队列停止")
def test_队列停止(client: Any, server: Server) -> None:
    ret, response = client.stop_queue("queuename")
    assert not ret
    assert "no action that stops a queue" in response
    assert server.requests == []


@section("队列删除")
def test_队列删除(client: Any, server: Server) -> None:
    server.answer("delete queue")
    ret, response = client.del_queue("queuename")
    assert (ret, response) == (True, None)


@section("flavour列表显示")
def test_flavour列表显示(client: Any, server: Server) -> None:
    ret, response = client.list_flavour()
    assert ret
    assert [(each.name, each.cpu, each.mem) for each in response] == [
        ("flavour1", "1", "1Gi"),
        ("flavour2", "4", "8Gi"),
        ("flavour3", "4", "8Gi"),
    ]
    assert isinstance(response[0], FlavourInfo)


@section("创建存储")
def test_创建存储(client: Any, server: Server) -> None:
    server.answer("create fs")
    ret, response = client.add_fs("fsname", "url")
    assert (ret, response) == (True, None)


@section("存储详情")
def test_存储详情(client: Any, server: Server) -> None:
    server.answer("show fs s3")
    ret, response = client.show_fs("fsname")
    assert ret
    assert isinstance(response, FSInfo)
    assert (response.name, response.owner, response.fstype, response.server_adddress, response.subpath) == (
        "demofss3",
        "root",
        "s3",
        "http://127.0.0.1:15000",
        "/data",
    )
    assert response.properties["region"] == "us-east-1"


@section("存储列表")
def test_存储列表(client: Any, server: Server) -> None:
    server.answer("list fs")
    ret, response = client.list_fs()
    assert ret
    assert [each.name for each in response] == ["demofs"]


@section("删除存储")
def test_删除存储(client: Any, server: Server) -> None:
    server.answer("delete fs")
    ret, response = client.delete_fs("fsname")
    assert (ret, response) == (True, None)


@section("存储挂载")
def test_存储挂载(client: Any, server: Server) -> None:
    ret, response = client.mount("fsname", "mount_path")  # there is no such folder here; see test_fuse.py
    assert not ret
    assert "mount_path" in response


@section("创建link")
def test_创建link(client: Any, server: Server) -> None:
    server.answer("create link s3")
    ret, response = client.add_link("fsname", "fspath", "url")
    assert (ret, response) == (True, None)


@section("删除link")
def test_删除link(client: Any, server: Server) -> None:
    server.answer("delete s3 link")
    ret, response = client.delete_link("fsname", "fspath")
    assert (ret, response) == (True, None)


@section("link详情")
def test_link详情(client: Any, server: Server) -> None:
    server.answer("show s3 link detail")
    ret, response = client.show_link("fsname", "fspath")
    assert ret
    assert isinstance(response, LinkInfo)
    assert (response.name, response.owner, response.fstype, response.fspath, response.server_adddress) == (
        "demofss3",
        "root",
        "s3",
        "/images",
        "http://127.0.0.1:15000",
    )


@section("link列表")
def test_link列表(client: Any, server: Server) -> None:
    one = json({"marker": "", "truncated": False, "nextMarker": "", "linkList": [{"fsName": "f", "fsPath": "/p"}]})
    server.answer(one, one)
    ret, response = client.show_link("fsname")
    assert (ret, response) == (True, [LinkInfo("f", fspath="/p")])
    assert client.list_link("fsname") == (ret, response)


@section("工作流创建")
def test_工作流创建(client: Any, server: Server) -> None:
    server.answer("create run from pipeline")
    ret, response = client.create_run(fsname="fsname", runyamlpath="./run.yaml")
    assert (ret, response) == (True, "run-000001")
    assert server.requests[-1].json == {"fsName": "fsname", "runYamlPath": "./run.yaml"}


@section("工作流列表")
def test_工作流列表(client: Any, server: Server) -> None:
    server.answer("list runs page 1")
    ret, response = client.list_run()
    assert ret
    assert set(response) == {"runList", "nextMarker"}
    assert isinstance(response["runList"][0], RunInfo)
    assert response["nextMarker"] == "78113df941a8ee172497e92277025b8f"


@section("工作流详情")
def test_工作流详情(client: Any, server: Server) -> None:
    server.answer("show run succeeded")
    ret, response = client.show_run("runid")
    assert ret
    assert isinstance(response, RunInfo)
    assert (response.run_id, response.status) == ("run-000001", "succeeded")
    assert response.runtime


@section("工作流停止")
def test_工作流停止(client: Any, server: Server) -> None:
    server.answer("stop run")
    ret, response = client.stop_run("run_id")
    assert (ret, response) == (True, None)


@section("工作流删除")
def test_工作流删除(client: Any, server: Server) -> None:
    server.answer("delete run")
    ret, response = client.delete_run("runid")
    assert (ret, response) == (True, None)


@section("工作流重试")
def test_工作流重试(client: Any, server: Server) -> None:
    server.answer("retry run")
    ret, response = client.retry_run("runid")
    assert (ret, response) == (True, "run-000003")


@section("工作流缓存列表显示")
def test_工作流缓存列表显示(client: Any, server: Server) -> None:
    ret, response = client.list_cache()
    assert ret
    assert set(response) == {"runCacheList", "nextMarker"}
    assert isinstance(response["runCacheList"][0], RunCacheInfo)


@section("工作流缓存详情显示")
def test_工作流缓存详情显示(client: Any, server: Server) -> None:
    server.answer("show run cache")
    ret, response = client.show_cache("cacheid")
    assert ret
    assert response.cache_id == "cch-000001"


@section("工作流缓存删除")
def test_工作流缓存删除(client: Any, server: Server) -> None:
    server.answer("delete run cache")
    ret, response = client.delete_cache("cacheid")
    assert (ret, response) == (True, None)


@section("工作流运行产出列表展示")
def test_工作流运行产出列表展示(client: Any, server: Server) -> None:
    server.answer("list artifacts")
    ret, response = client.list_artifact()
    assert ret
    assert set(response) == {"artifactList", "nextMarker"}
    assert isinstance(response["artifactList"][0], ArtifactInfo)


@section("工作流模板创建")
def test_工作流模板创建(client: Any, server: Server) -> None:
    ret, response = client.create_pipeline()  # every parameter is optional in the table, but one of two must be there
    assert not ret
    assert "yaml_raw, or from fs_name and yaml_path" in response
    server.answer("create pipeline")
    ret, response = client.create_pipeline(yaml_raw=b"name: demodemo")
    assert (ret, response) == (True, {"name": "demodemo", "pplID": "ppl-000001", "pplVerID": "1"})


@section("工作流模板列表显示")
def test_工作流模板列表显示(client: Any, server: Server) -> None:
    server.answer("list pipelines")
    ret, response = client.list_pipeline()
    assert ret
    assert set(response) == {"pipelineList", "nextMarker"}
    assert isinstance(response["pipelineList"][0], PipelineInfo)


@section("工作流模板详情显示")
def test_工作流模板详情显示(client: Any, server: Server) -> None:
    server.answer("show pipeline")
    ret, response = client.show_pipeline("pipelineid")
    assert ret
    assert set(response) == {"pipelineInfo", "pipelineVersionList", "nextMarker"}
    assert isinstance(response["pipelineInfo"], PipelineInfo)
    assert isinstance(response["pipelineVersionList"][0], PipelineVersionInfo)


@section("工作流模板删除")
def test_工作流模板删除(client: Any, server: Server) -> None:
    server.answer("delete pipeline")
    ret, response = client.delete_pipeline("pipelineid")
    assert (ret, response) == (True, None)


@section("工作流模板更新（版本创建）")
def test_工作流模板更新_版本创建(client: Any, server: Server) -> None:
    server.answer("update pipeline")
    ret, response = client.update_pipeline("pipeline_id", "fs_name", "yaml_path")
    assert (ret, response) == (True, {"pipelineID": "ppl-000001", "pipelineVersionID": "2"})


@section("工作流模板版本查看")
def test_工作流模板版本查看(client: Any, server: Server) -> None:
    server.answer("show pipeline version")
    ret, response = client.show_pipeline_version("pipeline_id", "pieline_ver_id")
    assert ret
    assert set(response) == {"pipelineInfo", "pipelineVersionInfo"}
    assert response["pipelineVersionInfo"].pipeline_version_id == "1"


@section("工作流模板版本删除")
def test_工作流模板版本删除(client: Any, server: Server) -> None:
    server.answer("delete pipeline version")
    ret, response = client.delete_pipeline_version("pipeline_id", "pieline_ver_id")
    assert (ret, response) == (True, None)


@section("周期调度创建")
def test_周期调度创建(client: Any, server: Server) -> None:
    server.answer("create schedule")
    ret, response = client.create_schedule("name", "pipeline_id", "pipeline_ver_id", "* */3 * * *")
    assert (ret, response) == (True, "schedule-000001")


@section("周期调度列表查看")
def test_周期调度列表查看(client: Any, server: Server) -> None:
    ret, response = client.list_schedule()
    assert ret
    assert set(response) == {"scheduleList", "nextMarker"}
    assert isinstance(response["scheduleList"][0], ScheduleInfo)


@section("周期调度查看")
def test_周期调度查看(client: Any, server: Server) -> None:
    server.answer("show schedule")
    ret, response = client.show_schedule("schedule_id")
    assert ret
    assert set(response) == {"scheduleInfo", "runList", "nextMarker"}
    assert response["scheduleInfo"].next_run_time == "2030-01-01 03:00:00"


@section("停止周期调度")
def test_停止周期调度(client: Any, server: Server) -> None:
    server.answer("stop schedule")
    ret, response = client.stop_schedule("schedule_id")
    assert (ret, response) == (True, None)


@section("删除周期调度")
def test_删除周期调度(client: Any, server: Server) -> None:
    server.answer("delete schedule")
    ret, response = client.delete_schedule("schedule_id")
    assert (ret, response) == (True, None)


@section("集群创建")
def test_集群创建_leaves_out_what_its_own_table_requires(client: Any, server: Server) -> None:
    with pytest.raises(TypeError, match="missing 3 required positional arguments: 'clustername', 'endpoint', and"):
        client.create_cluster()
    server.answer("create cluster")
    ret, response = client.create_cluster("democluster", "http://127.0.0.1:16443", "kubernetes-v1.16")
    assert (ret, response) == (True, "cluster-cbc98024")


@section("集群列表显示")
def test_集群列表显示(client: Any, server: Server) -> None:
    server.answer("list clusters page")
    ret, response = client.list_cluster()
    assert ret
    assert [each.clustername for each in response] == ["democluster"]
    assert response.next_marker == "f03907e5c3552f9ebe254e691c9d17a3"


@section("集群详情显示")
def test_集群详情显示(client: Any, server: Server) -> None:
    server.answer("show cluster")
    ret, response = client.show_cluster("clustername")
    assert ret
    assert isinstance(response, ClusterInfo)
    assert (response.clusterid, response.clustertype, response.namespacelist) == (
        "cluster-cbc98024",
        "Kubernetes",
        ["default"],
    )


@section("集群删除")
def test_集群删除(client: Any, server: Server) -> None:
    server.answer("delete flavour")  # no deletion of a cluster was recorded; this is what one looks like
    ret, response = client.delete_cluster("clustername")
    assert (ret, response) == (True, None)


@section("集群更新")
def test_集群更新(client: Any, server: Server) -> None:
    server.answer("update cluster")
    ret, response = client.update_cluster("clustername")
    assert (ret, response) == (True, "cluster-cbc98024")


@section("获取集群资源剩余")
def test_获取集群资源剩余(client: Any, server: Server) -> None:
    server.answer("list cluster resource")
    ret, response = client.list_cluster_resource()
    assert ret
    assert response["democluster"]["summary"]["idle"]["cpu"] == "32"


@section("获取run任务下的运行日志")
def test_获取run任务下的运行日志(client: Any, server: Server) -> None:
    server.answer("log run of job")
    ret, response = client.show_log("runid")
    assert ret
    assert isinstance(response[0], LogInfo)
    assert (response[0].pagesize, response[0].pageno) == (100, 1)


@section("统计信息获取")
def test_统计信息获取(client: Any, server: Server) -> None:
    server.answer("statistics of job")
    ret, response = client.get_statistics("job-run-000075-main-33a69d9b")
    assert ret
    assert isinstance(response, StatisticsJobInfo)
    assert response.metrics_info["cpu_usage_rate"] == "25.00%"


@section("统计信息详情获取")
def test_统计信息详情获取(client: Any, server: Server) -> None:
    server.answer("statistics detail of job")
    ret, response = client.get_statistics_detail("job-run-000075-main-33a69d9b")
    assert ret
    assert isinstance(response, StatisticsJobDetailInfo)
    assert response.truncated is False
    assert response.result[0].task_info[0].metric == "cpu_usage_rate"
    assert response.result[0].task_info[0].values[0] == [1000, 0.25]


@pytest.mark.parametrize("examples", [SECTIONS, SESSION], ids=["here", "e2e"])
def test_every_section_of_the_manual_has_its_example_in_order(examples: list[str]) -> None:
    assert [entry.section for entry in described().values() if entry.section] == examples
