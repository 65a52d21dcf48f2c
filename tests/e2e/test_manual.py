"""The manual's examples in the manual's order, as one long session: every call as it is written there.

Where the manual's example unpacks three or four values, two are unpacked: every method returns a pair. A comment names
the section that each call is from.
"""

import re
from pathlib import Path

import pytest

import paddleflow

from ..wrapper.manual.signatures import described
from .any_client import User
from .conftest import Target
from .names import LONGEST, pipeline, unique, workflow

SECTION = re.compile(r"^    # § (.+)$", re.MULTILINE)


@pytest.mark.embedded("the session puts pipelines into the folder of a file system")
def test_the_manual_is_one_session(
    any_clients: User, target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert target.local
    username, fsname, queuename, clustername, pipelinename = map(unique, ("user", "fs", "queue", "cluster", "ppl"))
    host, port = target.address.removeprefix("http://").split(":")
    monkeypatch.setenv("fuse_env", str(tmp_path / "no-such-program"))

    # § client 初始化
    client = any_clients.new(host, "root", "paddleflow", port)

    # § 用户登录
    ret, response = client.login("root", "paddleflow")
    assert (ret, response) == (True, None)

    # § 用户增加
    ret, response = client.add_user(username, "password1")
    assert (ret, response) == (True, None)

    # § 用户删除
    ret, response = client.del_user(username)
    assert (ret, response) == (True, None)

    # § 用户密码更新
    client.add_user(username, "password1").unwrap()
    user_name, password = username, "password2"
    ret, response = client.update_password(user_name, password)
    assert (ret, response) == (True, None)
    assert client.new(target.address).login(user_name, password) == (True, None)

    # § 用户列表展示
    ret, response = client.list_user(maxsize=100)
    assert ret
    assert username in [user.name for user in response]

    # § 队列授权
    client.create_cluster(clustername, "127.0.0.1", "Local").unwrap()
    client.create_queue(queuename, "default", "4", "8Gi", clustername).unwrap()
    ret, response = client.grant_queue(username, queuename)
    assert (ret, response) == (True, None)

    # § 队列取消授权
    ret, response = client.ungrant_queue(username, queuename)
    assert (ret, response) == (True, None)

    # § 队列授权列表展示
    client.grant_queue(username, queuename).unwrap()
    ret, response = client.show_queue_grant(username, maxsize=100)
    assert ret
    assert [(grant.username, grant.resourceName) for grant in response] == [(username, queuename)]

    # § 队列列表展示
    ret, response = client.list_queue(maxsize=100)
    assert ret
    assert queuename in [queue.name for queue in response]

    # § 队列详情展示
    ret, response = client.show_queue(queuename)
    assert ret
    assert (response.name, response.status, response.namespace, response.mem, response.cpu, response.clusterName) == (
        queuename,
        "open",
        "default",
        "8Gi",
        "4",
        clustername,
    )

    # § 队列创建
    other_queue = unique("queue")
    ret, response = client.create_queue(other_queue, "default", "2", "4Gi", clustername)
    assert (ret, response) == (True, None)

    # § 队列停止
    ret, response = client.stop_queue(other_queue)
    assert not ret
    assert "no action that stops a queue" in response

    # § 队列删除
    ret, response = client.del_queue(other_queue)
    assert (ret, response) == (True, None)

    # § flavour列表显示
    ret, response = client.list_flavour()
    assert ret
    assert "flavour1" in [flavour.name for flavour in response]

    # § 创建存储
    ret, response = client.add_fs(fsname, f"local://{fsname}")
    assert (ret, response) == (True, None)

    # § 存储详情
    ret, response = client.show_fs(fsname)
    assert ret
    assert (response.name, response.owner, response.fstype, response.server_adddress, response.subpath) == (
        fsname,
        "root",
        "local",
        "",
        f"/{fsname}",
    )

    # § 存储列表
    ret, response = client.list_fs()
    assert ret
    assert fsname in [fs.name for fs in response]

    # § 删除存储
    ret, response = client.delete_fs(fsname)
    assert (ret, response) == (True, None)

    # § 存储挂载
    client.add_fs(fsname, f"local://{fsname}").unwrap()
    ret, response = client.mount(fsname, str(tmp_path))
    assert not ret
    assert "no-such-program is not on this machine" in response

    # § 创建link
    ret, response = client.add_link(fsname, "fspath", "hdfs://192.168.1.2:9000,192.168.1.3:9000/linkpath")
    assert not ret
    assert "can not support link feature" in response

    # § 删除link
    ret, response = client.delete_link(fsname, "fspath")
    assert not ret
    assert "not created fspath" in response

    # § link详情
    ret, response = client.show_link(fsname, "fspath")
    assert not ret
    assert "record not found" in response

    # § link列表
    ret, response = client.show_link(fsname)
    assert (ret, response) == (True, [])

    # § 工作流创建
    folder = target.local / fsname
    folder.mkdir(exist_ok=True)
    main = {
        "command": "echo hello; echo 42 > {{out}}",
        "artifacts": {"output": ["out"]},
        "cache": {"enable": True, "max_expired_time": "-1"},
    }
    last = {"command": f"test -e {tmp_path}/flag", "deps": "main"}
    (folder / "run.yaml").write_text(workflow(pipelinename, {"main": main, "last": last}))
    ret, response = client.create_run(fsname=fsname, runyamlpath="./run.yaml")
    assert ret
    runid = response
    client.wait_for_run(runid, LONGEST, 0.2).unwrap()

    # § 工作流列表
    ret, response = client.list_run()
    assert ret
    assert set(response) == {"runList", "nextMarker"}
    (row,) = client.list_run(fsname).unwrap()["runList"]
    assert (row.run_id, row.fs_name, row.name, row.source) == (runid, fsname, pipelinename, "./run.yaml")

    # § 工作流详情
    ret, response = client.show_run(runid)
    assert ret
    assert (response.status, response.runtime["main"][0].status, response.runtime["last"][0].status) == (
        "failed",
        "succeeded",
        "failed",
    )
    jobid = response.runtime["main"][0].jobId

    # § 工作流停止
    stopped = client.create_run(run_yaml_raw=pipeline(command="sleep 3000")).unwrap()
    ret, response = client.stop_run(stopped)
    assert (ret, response) == (True, None)
    assert client.wait_for_run(stopped, LONGEST, 0.2).unwrap().status == "terminated"

    # § 工作流删除
    ret, response = client.delete_run(stopped)
    assert (ret, response) == (True, None)

    # § 工作流重试
    (tmp_path / "flag").touch()
    ret, response = client.retry_run(runid)
    assert ret
    retried = response
    assert client.wait_for_run(retried, LONGEST, 0.2).unwrap().status == "succeeded"

    # § 工作流缓存列表显示
    ret, response = client.list_cache()
    assert ret
    assert set(response) == {"runCacheList", "nextMarker"}
    cacheids = [cache.cache_id for cache in response["runCacheList"] if cache.run_id == runid]
    assert cacheids

    # § 工作流缓存详情显示
    cacheid = cacheids[0]
    ret, response = client.show_cache(cacheid)
    assert ret
    assert (response.cache_id, response.run_id, response.fs_name) == (cacheid, runid, fsname)

    # § 工作流缓存删除
    ret, response = client.delete_cache(cacheid)
    assert (ret, response) == (True, None)

    # § 工作流运行产出列表展示
    ret, response = client.list_artifact()
    assert ret
    assert set(response) == {"artifactList", "nextMarker"}
    assert [each.artifact_name for each in response["artifactList"] if each.run_id == runid] == ["out"]

    # § 工作流模板创建
    ret, response = client.create_pipeline()
    assert not ret
    assert "yaml_raw, or from fs_name and yaml_path" in response
    (folder / "pipeline.yaml").write_text(pipeline(pipelinename, "echo version 1"))
    ret, response = client.create_pipeline(fs_name=fsname, yaml_path="./pipeline.yaml")
    assert ret
    assert (response["name"], response["pplVerID"]) == (pipelinename, "1")
    pipelineid = response["pplID"]

    # § 工作流模板列表显示
    ret, response = client.list_pipeline()
    assert ret
    assert set(response) == {"pipelineList", "nextMarker"}
    assert pipelineid in [row.pipeline_id for row in response["pipelineList"]]

    # § 工作流模板详情显示
    ret, response = client.show_pipeline(pipelineid)
    assert ret
    assert (response["pipelineInfo"].name, len(response["pipelineVersionList"]), response["nextMarker"]) == (
        pipelinename,
        1,
        None,
    )

    # § 工作流模板删除
    ret, response = client.delete_pipeline(pipelineid)
    assert (ret, response) == (True, None)

    # § 工作流模板更新（版本创建）
    pipelineid = client.create_pipeline(fs_name=fsname, yaml_path="./pipeline.yaml").unwrap()["pplID"]
    (folder / "pipeline.yaml").write_text(pipeline(pipelinename, "echo version 2"))
    ret, response = client.update_pipeline(pipelineid, fsname, "./pipeline.yaml")
    assert (ret, response) == (True, {"pipelineID": pipelineid, "pipelineVersionID": "2"})

    # § 工作流模板版本查看
    ret, response = client.show_pipeline_version(pipelineid, "2")
    assert ret
    assert response["pipelineVersionInfo"].yaml_path == "./pipeline.yaml"

    # § 工作流模板版本删除
    ret, response = client.delete_pipeline_version(pipelineid, "1")
    assert (ret, response) == (True, None)

    # § 周期调度创建
    ret, response = client.create_schedule(unique("name"), pipelineid, "2", "* */3 * * *")
    assert ret
    schedule_id = response

    # § 周期调度列表查看
    ret, response = client.list_schedule()
    assert ret
    assert set(response) == {"scheduleList", "nextMarker"}
    assert schedule_id in [schedule.schedule_id for schedule in response["scheduleList"]]

    # § 周期调度查看
    ret, response = client.show_schedule(schedule_id)
    assert ret
    assert set(response) == {"scheduleInfo", "runList", "nextMarker"}
    assert response["scheduleInfo"].crontab == "* */3 * * *"

    # § 停止周期调度
    ret, response = client.stop_schedule(schedule_id)
    assert (ret, response) == (True, None)

    # § 删除周期调度
    ret, response = client.delete_schedule(schedule_id)
    assert (ret, response) == (True, None)

    # § 集群创建
    other_cluster = unique("cluster")
    with pytest.raises(TypeError, match="missing 3 required positional arguments"):
        client.create_cluster()
    ret, response = client.create_cluster(other_cluster, "http://127.0.0.1:6443", "kubernetes-v1.16", "clusters: []")
    assert ret
    clusterid = response

    # § 集群列表显示
    ret, response = client.list_cluster()
    assert ret
    assert {clustername, other_cluster} <= {cluster.clustername for cluster in response}

    # § 集群详情显示
    ret, response = client.show_cluster(other_cluster)
    assert ret
    assert (response.clusterid, response.clustertype, response.status) == (clusterid, "Kubernetes", "online")

    # § 集群删除
    ret, response = client.delete_cluster(other_cluster)
    assert (ret, response) == (True, None)

    # § 集群更新
    ret, response = client.update_cluster(clustername)
    assert (ret, response) == (True, client.show_cluster(clustername).unwrap().clusterid)

    # § 获取集群资源剩余
    ret, response = client.list_cluster_resource()
    assert ret
    assert response[clustername]["summary"]["idle"]["cpu"]

    # § 获取run任务下的运行日志
    ret, response = client.show_log(runid)
    assert ret
    assert isinstance(response[0], paddleflow.LogInfo)
    assert [log.log_content for log in response if log.jobid == jobid] == ["hello\n"]

    # § 统计信息获取
    ret, response = client.get_statistics(jobid)
    assert ret
    assert "cpu_usage_rate" in response.metrics_info

    # § 统计信息详情获取
    ret, response = client.get_statistics_detail(jobid)
    assert ret
    assert response.result[0].task_info[0].metric in client.get_statistics(jobid).unwrap().metrics_info

    # The session ends as it began.
    client.delete_pipeline(pipelineid).unwrap()
    client.delete_run(retried).unwrap()
    client.delete_run(runid).unwrap()
    client.delete_fs(fsname).unwrap()
    client.delete_cluster(clustername).unwrap()
    client.del_user(username).unwrap()


def test_the_session_has_every_section_in_the_manuals_order() -> None:
    sections = [entry.section for entry in described().values() if entry.section]
    assert SECTION.findall(Path(__file__).read_text(encoding="utf-8")) == sections
