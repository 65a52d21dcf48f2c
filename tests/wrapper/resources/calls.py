"""A call of every method, what the server answered, and what the method makes of it.

Most answers are recordings, by their name. Where none was made, the answer is built here as the spec has it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from attrs import field, frozen

from ...support.recorded_server import EMPTY, Answer, json


def itself(result: Any) -> Any:
    """The result as it is."""
    return result


def attributes(*names: str) -> Callable[[Any], tuple[Any, ...]]:
    """These attributes of an Info."""
    return lambda info: tuple(getattr(info, name) for name in names)


def each(*names: str) -> Callable[[Any], list[Any]]:
    """One attribute, or several, of every Info of a list."""
    return lambda infos: [attributes(*names)(info) if names[1:] else getattr(info, names[0]) for info in infos]


def inside(key: str, pick: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Something under a key of a dict."""
    return lambda result: pick(result[key])


@frozen
class CallCase:
    """A method, its arguments, the answer, and what it means."""

    method: str
    arguments: Mapping[str, Any]
    answer: str | Answer
    want: Any = None
    pick: Callable[[Any], Any] = itself
    sent: Any = field(default=None)
    """The body of the request; None when it has none."""
    query: Mapping[str, str] = field(factory=dict)

    def __str__(self) -> str:
        return self.method


YAML = b"name: demodemo\n"
KUBECONFIG = b"apiVersion: v1\nkind: Config\n"
CONFIG_MAP = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {"a": "1"}}
NODES = json(
    {
        "totalCount": 3,
        "nodeList": [
            {
                "nodeName": "node-1",
                "nodeIP": "10.0.0.1",
                "podsCount": 1,
                "labels": {"zone": "a"},
                "used": {"cpu": 1},
                "capacity": {"cpu": 16},
                "pods": [{"podName": "pod-1", "status": 2, "labels": None, "resources": {"cpu": 1}}],
            },
            {"nodeName": "node-2", "pods": None},
        ],
    }
)
POOL: dict[str, Any] = {
    "id": "rp-12345678",
    "name": "pool",
    "namespace": "default",
    "clusterName": "democluster",
    "type": "shared",
    "provider": "own",
    "orgID": "org",
    "creator": "root",
    "description": "of the team",
    "quotaType": "elasticQuota",
    "totalResources": {"cpu": "4", "mem": "8Gi"},
    "minResources": {"cpu": "1"},
    "labels": {"team": "a"},
    "annotations": None,
    "status": "open",
    "isHybrid": 1,
    "createTime": "2026-11-23 23:35:06",
    "updateTime": "2026-11-23 23:35:07",
}
STS = json(
    {
        "accessKey": "access",
        "secretKey": "secret",
        "sessionToken": "session",
        "createTime": "2026-11-23T23:35:06Z",
        "expiration": "2026-11-24T23:35:06Z",
        "userId": "u",
        "bucket": "bucket",
        "subPath": "/data",
        "endpoint": "bj.example.com",
        "region": "bj",
        "duration": 86400,
    }
)
LOG = json(
    {
        "jobID": "",
        "name": "default/pod-1",
        "type": "pod",
        "eventList": ["Pulled"],
        "taskList": [
            {"taskID": "task-1", "logInfo": {"logContent": "line\n", "hasNextPage": True, "truncated": True}},
            {"taskID": "task-2"},
        ],
    }
)
RESOURCES = {
    "democluster": {
        "allocatable": {"node-1": {"cpu": "16"}},
        "capacity": {"node-1": {"cpu": "16"}},
        "labels": {"node-1": {"zone": "a"}},
        "clusterName": "democluster",
    }
}
JOB = {"schedulingPolicy": {"queue": "demoqueue"}, "image": "busybox:1", "flavour": {"name": "flavour1"}}
MEMBER = {"role": "worker", "replicas": 2, **JOB}

CALLS = [
    CallCase(
        "add_user",
        {"user_name": "demoalice", "password": "abc12345"},
        "add user",
        sent={"username": "demoalice", "password": "abc12345"},
    ),
    CallCase("del_user", {"user_name": "demouser2"}, "delete user"),
    CallCase(
        "update_password",
        {"user_name": "demoalice", "password": "newpass123"},
        "update password",
        sent={"password": "newpass123"},
    ),
    CallCase(
        "list_user",
        {"maxsize": 2, "marker": "7cb5"},
        "list users page 1",
        ["demoalice", "demouser0"],
        each("name"),
        query={"maxKeys": "2", "marker": "7cb5"},
    ),
    CallCase(
        "show_user",
        {"user_name": "demoalice"},
        json({"name": "demoalice", "createTime": "2026-11-23T23:35:05Z"}),
        ("demoalice", datetime(2026, 11, 23, 23, 35, 5, tzinfo=UTC)),
        attributes("name", "create_datetime"),
        query={"user": "demoalice"},
    ),
    CallCase(
        "grant_queue",
        {"username": "demoalice", "queuename": "demoqueue"},
        "grant queue",
        sent={"userName": "demoalice", "resourceType": "queue", "resourceID": "demoqueue"},
    ),
    CallCase(
        "ungrant_queue",
        {"username": "demoalice", "queuename": "demoqueue"},
        "revoke grant",
        query={"username": "demoalice", "resourceType": "queue", "resourceID": "demoqueue"},
    ),
    CallCase(
        "show_queue_grant",
        {"username": "demoalice", "maxsize": 10},
        "list grants of user",
        [("demoalice", "demoqueue", "grant-5e2b882c", "2026-11-23T23:35:07.705918304Z")],
        each("username", "resourceName", "grant_id", "create_time"),
        query={"username": "demoalice", "maxKeys": "10"},
    ),
    CallCase(
        "list_queue",
        {"maxsize": 1, "marker": 7, "name": "demoqueue"},
        "list queues page 1",
        [("demoqueue", "10", "20G", None, None)],
        each("name", "cpu", "mem", "usedResources", "idleResources"),
        query={"maxKeys": "1", "marker": "7", "name": "demoqueue"},
    ),
    CallCase(
        "show_queue",
        {"queuename": "demoqueue"},
        "show queue",
        ("queue-1ae19591", "volcanoCapabilityQuota", {"cpu": "0", "memory": "0"}, {}, []),
        attributes("queue_id", "quotaType", "usedResources", "location", "schedulingPolicy"),
    ),
    CallCase(
        "create_queue",
        {"name": "q", "namespace": "default", "cpu": "4", "men": "8Gi", "clustername": "democluster"},
        "create queue",
        sent={
            "name": "q",
            "namespace": "default",
            "clusterName": "democluster",
            "maxResources": {"cpu": "4", "mem": "8Gi"},
        },
    ),
    CallCase("del_queue", {"queuename": "demoqueue"}, "delete queue"),
    CallCase(
        "add_queue",
        {
            "name": "demoqueue",
            "namespace": "default",
            "clusterName": "democluster",
            "maxResources": {"cpu": "10", "mem": "20G", "scalarResources": {"nvidia.com/gpu": "4"}},
            "minResources": {"cpu": "1"},
            "schedulingPolicy": ["fifo"],
            "location": {"zone": "a"},
            "quotaType": "volcanoCapabilityQuota",
        },
        "create queue",
        sent={
            "name": "demoqueue",
            "namespace": "default",
            "clusterName": "democluster",
            "maxResources": {"cpu": "10", "mem": "20G", "scalarResources": {"nvidia.com/gpu": "4"}},
            "minResources": {"cpu": "1"},
            "schedulingPolicy": ["fifo"],
            "location": {"zone": "a"},
            "quotaType": "volcanoCapabilityQuota",
        },
    ),
    CallCase(
        "update_queue",
        {"queuename": "demoqueue", "maxResources": {"cpu": "12", "mem": "24G"}},
        "update queue",
        sent={"maxResources": {"cpu": "12", "mem": "24G"}},
    ),
    CallCase(
        "list_flavour",
        {"maxsize": 5, "key": "demoflavour", "clustername": "c", "marker": "m"},
        "list flavours filtered",
        [("demoflavour", "3", {"nvidia.com/gpu": "1"})],
        each("name", "cpu", "scalar_resources"),
        query={"maxKeys": "5", "name": "demoflavour", "clusterName": "c", "marker": "m"},
    ),
    CallCase(
        "show_flavour",
        {"name": "demoflavour"},
        "show flavour",
        ("demoflavour", "2", "4Gi", "", "2026-11-23 23:35:07"),
        attributes("name", "cpu", "mem", "cluster_name", "createtime"),
    ),
    CallCase(
        "add_flavour",
        {"name": "f", "cpu": "2", "memory": "4Gi", "scalar_resources": {"nvidia.com/gpu": "1"}, "cluster_name": "c"},
        "create flavour",
        sent={"name": "f", "cpu": "2", "mem": "4Gi", "scalarResources": {"nvidia.com/gpu": "1"}, "clusterName": "c"},
    ),
    CallCase("del_flavour", {"name": "demoflavour"}, "delete flavour"),
    CallCase("update_flavour", {"name": "demoflavour", "cpu": "3"}, "update flavour", "demoflavour", sent={"cpu": "3"}),
    CallCase(
        "add_fs",
        {
            "fsname": "demofs",
            "url": "local://data/demo",
            "properties": {"debug": "true"},
            "username": "alice",
            "independent_mount_process": True,
        },
        "create fs",
        sent={
            "name": "demofs",
            "url": "local://data/demo",
            "properties": {"debug": "true"},
            "username": "alice",
            "independentMountProcess": True,
        },
    ),
    CallCase(
        "show_fs",
        {"fsname": "demofs", "username": "root"},
        "show fs",
        ("demofs", "root", "local", "", "/data/demo", {"debug": "true"}, "fs-root-demofs"),
        attributes("name", "owner", "fstype", "server_address", "subpath", "properties", "fs_id"),
        query={"username": "root"},
    ),
    CallCase(
        "list_fs",
        {"maxsize": 1, "username": "alice", "marker": "2026-11-23 23:35:06", "fsname": "demofs"},
        "list fs of user",
        [],
        query={"maxKeys": "1", "username": "alice", "marker": "2026-11-23 23:35:06", "fsName": "demofs"},
    ),
    CallCase("delete_fs", {"fsname": "demofs2", "username": "root"}, "delete fs", query={"username": "root"}),
    CallCase(
        "update_fs",
        {"fsname": "demofs", "url": "local://other"},
        "create fs",
        sent={"name": "demofs", "url": "local://other"},
    ),
    CallCase(
        "show_fs_sts",
        {"fsname": "bosfs"},
        STS,
        ("access", "secret", "session", 86400, datetime(2026, 11, 24, 23, 35, 6, tzinfo=UTC)),
        attributes("access_key", "secret_key", "session_token", "duration", "expiration_datetime"),
    ),
    CallCase(
        "create_cache",
        {
            "fsname": "demofs",
            "options": {"cacheDir": "/var/cachedir", "metaDriver": "disk", "blockSize": 4096},
            "username": "root",
        },
        "fs cache create",
        sent={
            "fsName": "demofs",
            "username": "root",
            "cacheDir": "/var/cachedir",
            "metaDriver": "disk",
            "blockSize": 4096,
        },
    ),
    CallCase(
        "get_fs_cache",
        {"fsname": "demofs"},
        "fs cache get",
        ("demofs", "root", "/tmp/cachedir", "disk", 4096, {"cpuLimit": "", "memoryLimit": ""}, {}),  # noqa: S108 - as it was recorded
        attributes("fsname", "username", "cachedir", "metadriver", "blocksize", "resource", "extra_config"),
    ),
    CallCase("delete_fs_cache", {"fsname": "demofs"}, "fs cache delete"),
    CallCase(
        "add_link",
        {"fsname": "demofss3", "fspath": "/images", "url": "s3://bucket/images", "properties": {"region": "us-east-1"}},
        "create link s3",
        sent={
            "fsName": "demofss3",
            "fsPath": "/images",
            "url": "s3://bucket/images",
            "properties": {"region": "us-east-1"},
        },
    ),
    CallCase("delete_link", {"fsname": "demofss3", "fspath": "/images"}, "delete s3 link", query={"fsPath": "/images"}),
    CallCase(
        "show_link",
        {"fsname": "demofss3", "fspath": "/images"},
        "show s3 link detail",
        ("demofss3", "/images", "/images", "us-east-1"),
        lambda link: (link.name, link.fspath, link.subpath, link.properties["region"]),
        query={"fsPath": "/images", "maxKeys": "100"},
    ),
    CallCase(
        "list_link",
        {"fsname": "demofss3", "marker": "2026-11-23 23:35:06"},
        "show s3 links",
        [],
        query={"maxKeys": "100", "marker": "2026-11-23 23:35:06"},
    ),
    CallCase(
        "create_run",
        {
            "fs_name": "demofs",
            "run_yaml_raw": YAML,
            "param": {"epoch": 1},
            "failure_options": {"strategy": "continue"},
            "docker_env": "busybox:1",
        },
        "create run cached",
        "run-000005",
        sent={
            "fsName": "demofs",
            "runYamlRaw": "bmFtZTogZGVtb2RlbW8K",
            "parameters": {"epoch": 1},
            "failureOptions": {"strategy": "continue"},
            "dockerEnv": "busybox:1",
        },
    ),
    CallCase(
        "list_run",
        {"fs_name": "f", "username": "u", "run_id": "r", "run_name": "n", "status": "failed", "marker": "m"},
        "list runs page 1",
        ["run-000001", "run-000002"],
        inside("runList", each("run_id")),
        query={
            "fsFilter": "f",
            "userFilter": "u",
            "runFilter": "r",
            "nameFilter": "n",
            "statusFilter": "failed",
            "marker": "m",
            "maxKeys": "100",
        },
    ),
    CallCase(
        "show_run",
        {"run_id": "run-000001"},
        "show run succeeded",
        ("run-000001", "succeeded", None),
        attributes("run_id", "status", "scheduled_time"),
    ),
    CallCase("stop_run", {"run_id": "run-000004"}, "stop run", sent={"stopForce": False}, query={"action": "stop"}),
    CallCase("delete_run", {"run_id": "run-000002"}, "delete run", sent={"checkCache": True}),
    CallCase("retry_run", {"run_id": "run-000002"}, "retry run", "run-000003", query={"action": "retry"}),
    CallCase(
        "create_run_json",
        {"workflow": {"name": "demo", "entryPoints": {"main": {"command": "echo", "dockerEnv": "busybox:1"}}}},
        "create run from pipeline",
        "run-000001",
        sent={"name": "demo", "entryPoints": {"main": {"command": "echo", "dockerEnv": "busybox:1"}}},
    ),
    CallCase(
        "list_cache",
        {"user_filter": "u", "fs_filter": "f", "run_filter": "r", "max_keys": None},
        "list run caches",
        "cch-000001",
        lambda page: page["runCacheList"][0].cache_id,
        query={"userFilter": "u", "fsFilter": "f", "runFilter": "r"},
    ),
    CallCase(
        "show_cache",
        {"cache_id": "cch-000001"},
        "show run cache",
        ("cch-000001", "run-000005"),
        attributes("cache_id", "run_id"),
    ),
    CallCase("delete_cache", {"cache_id": "cch-000001"}, "delete run cache"),
    CallCase(
        "list_artifact",
        {"type_filter": "output", "path_filter": "p", "maxkeys": 1},
        "list artifacts filtered",
        [("run-000005", "output", "main")],
        inside("artifactList", each("run_id", "type", "step")),
        query={"typeFilter": "output", "pathFilter": "p", "maxKeys": "1"},
    ),
    CallCase(
        "delete_artifact",
        {"fs_name": "demofs", "run_id": "run-000005", "path": "a/b", "username": "root"},
        EMPTY,
        query={"fsname": "demofs", "runID": "run-000005", "path": "a/b", "username": "root"},
    ),
    CallCase(
        "create_pipeline",
        {"yaml_raw": YAML, "desc": "d"},
        "create pipeline",
        {"name": "demodemo", "pplID": "ppl-000001", "pplVerID": "1"},
        sent={"yamlRaw": "bmFtZTogZGVtb2RlbW8K", "desc": "d"},
    ),
    CallCase(
        "list_pipeline",
        {"name_filter": "n", "user_filter": "u"},
        "list pipelines page 1",
        ["ppl-000001"],
        inside("pipelineList", each("pipeline_id")),
        query={"nameFilter": "n", "userFilter": "u", "maxKeys": "50"},
    ),
    CallCase(
        "show_pipeline",
        {"pipeline_id": "ppl-000001", "max_keys": "1", "fs_filter": "f"},
        "show pipeline page",
        ["1"],
        inside("pipelineVersionList", each("pipeline_version_id")),
        query={"maxKeys": "1", "fsFilter": "f"},
    ),
    CallCase("delete_pipeline", {"pipeline_id": "ppl-000002"}, "delete pipeline"),
    CallCase(
        "update_pipeline",
        {"pipeline_id": "ppl-000001", "yaml_raw": YAML},
        "update pipeline",
        {"pipelineID": "ppl-000001", "pipelineVersionID": "2"},
        sent={"yamlRaw": "bmFtZTogZGVtb2RlbW8K"},
    ),
    CallCase(
        "show_pipeline_version",
        {"pipeline_id": "ppl-000001", "pipeline_version_id": "1"},
        "show pipeline version",
        "1",
        lambda detail: detail["pipelineVersionInfo"].pipeline_version_id,
    ),
    CallCase(
        "delete_pipeline_version", {"pipeline_id": "ppl-000001", "pipeline_version_id": "2"}, "delete pipeline version"
    ),
    CallCase(
        "create_schedule",
        {
            "name": "demonightly",
            "pipeline_id": "ppl-000001",
            "pipeline_version_id": "1",
            "crontab": "0 3 * * *",
            "desc": "每晚",
            "start_time": "2030-01-01 00-00-00",
            "end_time": datetime(2031, 1, 1),  # noqa: DTZ001 - the server's own zone
            "concurrency": 0,
            "concurrency_policy": "suspend",
            "expire_interval": 100,
            "catchup": False,
        },
        "create schedule",
        "schedule-000001",
        sent={
            "name": "demonightly",
            "pipelineID": "ppl-000001",
            "pipelineVersionID": "1",
            "crontab": "0 3 * * *",
            "desc": "每晚",
            "startTime": "2030-01-01 00:00:00",
            "endTime": "2031-01-01 00:00:00",
            "concurrency": 0,
            "concurrencyPolicy": "suspend",
            "expireInterval": 100,
            "catchup": False,
        },
    ),
    CallCase(
        "list_schedule",
        {"status_filter": "running", "ppl_filter": "ppl-000001", "max_keys": "5"},
        "list schedules filtered",
        [
            (
                "schedule-000001",
                {"catchup": False, "expireInterval": 100, "concurrency": 2, "concurrencyPolicy": "suspend"},
                {"username": ""},
                "running",
            )
        ],
        inside("scheduleList", each("schedule_id", "options", "fs_config", "status")),
        query={"statusFilter": "running", "pplFilter": "ppl-000001", "maxKeys": "5"},
    ),
    CallCase(
        "show_schedule",
        {"schedule_id": "schedule-000001", "status_filter": "succeeded", "max_keys": 1},
        "show schedule filtered",
        ([], None),
        lambda detail: (detail["runList"], detail["nextMarker"]),
        query={"statusFilter": "succeeded", "maxKeys": "1"},
    ),
    CallCase("stop_schedule", {"schedule_id": "schedule-000001"}, "stop schedule"),
    CallCase("delete_schedule", {"schedule_id": "schedule-000001"}, "delete schedule"),
    CallCase(
        "create_cluster",
        {
            "clustername": "democluster",
            "endpoint": "http://127.0.0.1:16443",
            "clustertype": "Kubernetes",
            "credential": b"CREDENTIAL",
            "description": "training cluster",
            "source": "OnPremise",
            "setting": "{}",
            "status": "online",
            "namespacelist": ["default"],
            "version": "1.19",
        },
        "create cluster",
        "cluster-cbc98024",
        sent={
            "clusterName": "democluster",
            "endpoint": "http://127.0.0.1:16443",
            "clusterType": "Kubernetes",
            "version": "1.19",
            "credential": "Q1JFREVOVElBTA==",
            "description": "training cluster",
            "source": "OnPremise",
            "setting": "{}",
            "status": "online",
            "namespaceList": ["default"],
        },
    ),
    CallCase(
        "list_cluster",
        {"clusterstatus": "online", "clustername": "a,b", "maxkeys": 1},
        "list clusters page",
        [("democluster", "CREDENTIAL", "{}", ["default"])],
        each("clustername", "credential", "setting", "namespacelist"),
        query={"clusterStatus": "online", "clusterNames": "a,b", "maxKeys": "1"},
    ),
    CallCase(
        "show_cluster",
        {"clustername": "democluster"},
        "show cluster",
        ("cluster-cbc98024", "1.19", "online", datetime(2026, 11, 23, 23, 35, 5)),  # noqa: DTZ001 - the server's own zone
        attributes("clusterid", "version", "status", "create_datetime"),
    ),
    CallCase("delete_cluster", {"clustername": "democluster"}, EMPTY),
    CallCase(
        "update_cluster",
        {"clustername": "democluster", "clustertype": "k3s-v1.2", "credential": "a: b", "namespacelist": []},
        "update cluster",
        "cluster-cbc98024",
        sent={"clusterType": "K3S", "version": "1.2", "credential": "YTogYg==", "namespaceList": []},
    ),
    CallCase(
        "list_cluster_resource",
        {"clustername": "democluster"},
        "list cluster resource named",
        ["node-1", "node-2"],
        lambda answer: [node["nodeName"] for node in answer["democluster"]["nodeList"]],
        query={"clusterNames": "democluster"},
    ),
    CallCase(
        "list_cluster_resource_v2", {"page_no": 0}, json(RESOURCES), RESOURCES, sent={"pageNo": 0, "pageSize": 1000}
    ),
    CallCase(
        "list_cluster_resource_v2",
        {
            "page_no": 1,
            "page_size": 10,
            "clusternames": ["democluster"],
            "queuenaame": "q",
            "labels": "a=b",
            "node_status": "Ready",
        },
        json(RESOURCES),
        RESOURCES,
        sent={
            "pageNo": 1,
            "pageSize": 10,
            "clusterNames": ["democluster"],
            "queueName": "q",
            "labels": "a=b",
            "nodeStatus": "Ready",
        },
    ),
    CallCase(
        "list_cluster_node",
        {"clustername": "democluster"},
        NODES,
        (3, "10.0.0.1", {"cpu": 16}, "pod-1", {}, []),
        lambda page: (
            page["totalCount"],
            page["nodeList"][0].node_ip,
            page["nodeList"][0].capacity,
            page["nodeList"][0].pods[0].pod_name,
            page["nodeList"][0].pods[0].labels,
            page["nodeList"][1].pods,
        ),
        query={"pageNo": "1", "pageSize": "100"},
    ),
    CallCase(
        "create_resource_pool",
        {
            "name": "pool",
            "namespace": "default",
            "clustername": "c",
            "total_resources": {"cpu": "4"},
            "quota_type": "elasticQuota",
            "type": "shared",
            "org_id": "org",
            "is_hybrid": False,
            "labels": {"a": "b"},
        },
        json({"name": "pool"}),
        sent={
            "name": "pool",
            "namespace": "default",
            "clusterName": "c",
            "totalResources": {"cpu": "4"},
            "quotaType": "elasticQuota",
            "type": "shared",
            "orgID": "org",
            "isHybrid": False,
            "labels": {"a": "b"},
        },
    ),
    CallCase(
        "list_resource_pool",
        {"maxsize": 1},
        json({"maxKeys": 1, "isTruncated": True, "nextMarker": "m", "resourcePoolList": [POOL]}),
        (["pool"], "m"),
        lambda page: ([pool.name for pool in page], page.next_marker),
        query={"maxKeys": "1"},
    ),
    CallCase(
        "show_resource_pool",
        {"name": "pool"},
        json(POOL),
        ("rp-12345678", {"cpu": "4", "mem": "8Gi"}, {}, True, "shared"),
        attributes("pool_id", "total_resources", "annotations", "is_hybrid", "type"),
    ),
    CallCase(
        "update_resource_pool",
        {"name": "pool", "total_resources": {"mem": "1Gi"}, "status": "closed"},
        json({**POOL, "status": "closed"}),
        "closed",
        lambda pool: pool.status,
        sent={"totalResources": {"mem": "1Gi"}, "status": "closed"},
    ),
    CallCase("delete_resource_pool", {"name": "pool"}, EMPTY),
    CallCase(
        "create_kubernetes_object",
        {"clustername": "c", "kubernetes_object": CONFIG_MAP},
        json(CONFIG_MAP),
        CONFIG_MAP,
        sent=CONFIG_MAP,
        query={"action": "create"},
    ),
    CallCase(
        "show_kubernetes_object",
        {"clustername": "c", "name": "settings", "kind": "ConfigMap", "api_version": "v1", "namespace": "default"},
        json(CONFIG_MAP),
        CONFIG_MAP,
        query={"name": "settings", "kind": "ConfigMap", "apiVersion": "v1", "namespace": "default"},
    ),
    CallCase(
        "update_kubernetes_object",
        {"clustername": "c", "kubernetes_object": CONFIG_MAP},
        json(CONFIG_MAP),
        CONFIG_MAP,
        sent=CONFIG_MAP,
    ),
    CallCase(
        "delete_kubernetes_object",
        {"clustername": "c", "kubernetes_object": CONFIG_MAP},
        EMPTY,
        sent={"apiVersion": "v1", "kind": "ConfigMap", "name": "settings"},
        query={"action": "delete"},
    ),
    CallCase(
        "show_log",
        {"runid": "run-000001", "jobid": "j", "pagesize": 1, "logfileposition": "begin"},
        "log run of job",
        ("run-000001", 1, 1),
        lambda log: (log[0].runid, log[0].pagesize, log[0].pageno),
        query={"jobID": "j", "pageSize": "1", "pageNo": "1", "logFilePosition": "begin"},
    ),
    CallCase(
        "show_log_by_limit",
        {
            "name": "pod-1",
            "namespace": "default",
            "cluster_name": "c",
            "type": "pod",
            "read_from_tail": True,
            "line_limit": "10",
            "size_limit": "1M",
        },
        LOG,
        (
            ["Pulled"],
            [
                ("task-1", "default/pod-1", True, True, 10, "1M", "line\n"),
                ("task-2", "default/pod-1", False, False, 10, "1M", ""),
            ],
        ),
        lambda log: (
            log["eventList"],
            each("task_id", "name", "has_next_page", "truncated", "line_limit", "size_limit", "log_content")(
                log["logs"]
            ),
        ),
        query={
            "name": "pod-1",
            "namespace": "default",
            "clusterName": "c",
            "type": "pod",
            "readFromTail": "true",
            "lineLimit": "10",
            "sizeLimit": "1M",
        },
    ),
    CallCase(
        "get_statistics",
        {"jobid": "job-1"},
        "statistics of job",
        "25.00%",
        lambda info: info.metrics_info["cpu_usage_rate"],
    ),
    CallCase(
        "get_statistics_detail",
        {"jobid": "job-1", "start": 1000, "end": 2000, "step": 60},
        "statistics detail of job",
        [1000, 0.25],
        lambda info: info.result[0].task_info[0].values[0],
        query={"start": "1000", "end": "2000", "step": "60"},
    ),
    CallCase(
        "get_cardtime_by_queue_name",
        {
            "queue_names": ["demoqueue"],
            "start_time": "2026-01-01 00:00:00",
            "end_time": datetime(2027, 1, 1, tzinfo=UTC),
        },
        "card time",
        ("demoqueue", "root", True),
        lambda info: (
            info.data[0].queue_name,
            info.data[0].detail[0].user_name,
            info.data[0].detail[0].job_info_list[0].job_id.startswith("job-run-000001"),
        ),
        sent={"queueNames": ["demoqueue"], "startTime": "2026-01-01 00:00:00", "endTime": "2027-01-01 00:00:00"},
    ),
    CallCase(
        "get_cardtime",
        {"queuename": "demoqueue", "start_time": "2026-01-01 00:00:00", "end_time": "2027-01-01 00:00:00"},
        json({"data": None}),
        [],
        lambda info: info.data,
        query={"startTime": "2026-01-01 00:00:00", "endTime": "2027-01-01 00:00:00"},
    ),
    CallCase(
        "create_job", {"job_type": "single", "job_request": JOB}, "create job single", "job-36453c65f8bf4df9", sent=JOB
    ),
    CallCase(
        "create_job",
        {
            "job_type": "distributed",
            "job_request": {"framework": "paddle", "schedulingPolicy": {"queue": "demoqueue"}, "members": [MEMBER]},
        },
        "create job distributed",
        "job-642a73aef0364411",
        sent={"framework": "paddle", "schedulingPolicy": {"queue": "demoqueue"}, "members": [MEMBER]},
    ),
    CallCase(
        "create_job",
        {
            "job_type": "workflow",
            "job_request": {"extensionTemplate": {"kind": "Workflow"}, "schedulingPolicy": {"queue": "demoqueue"}},
        },
        json({"id": "job-1"}),
        "job-1",
        sent={"extensionTemplate": {"kind": "Workflow"}, "schedulingPolicy": {"queue": "demoqueue"}},
    ),
    CallCase(
        "show_job",
        {"jobid": "job-36453c65f8bf4df9"},
        "show job",
        ("demojob1", {"team": "x"}, {}, "root", "demoqueue", "NORMAL", "standalone", "job is succeeded", [], []),
        attributes(
            "job_name",
            "labels",
            "annotations",
            "username",
            "queue",
            "priority",
            "framework",
            "message",
            "args_list",
            "extra_fs_list",
        ),
    ),
    CallCase(
        "list_job",
        {
            "status": "succeeded",
            "timestamp": 0,
            "start_time": datetime(2026, 1, 1, tzinfo=UTC),
            "queue": "demoqueue",
            "labels": {"team": "甲"},
            "maxkeys": 1,
        },
        "list jobs filtered",
        (["job-36453c65f8bf4df9"], "cdf0397e12abfd7207482c6fb02adbcd"),
        lambda page: ([job.job_id for job in page], page.next_marker),
        query={
            "status": "succeeded",
            "timestamp": "0",
            "startTime": "2026-01-01 00:00:00",
            "queue": "demoqueue",
            "labels": '{"team": "甲"}',
            "maxKeys": "1",
        },
    ),
    CallCase(
        "update_job",
        {"jobid": "job-1", "priority": "high", "labels": {"a": "b"}, "annotations": {}},
        EMPTY,
        sent={"priority": "high", "labels": {"a": "b"}, "annotations": {}},
        query={"action": "modify"},
    ),
    CallCase("stop_job", {"jobid": "job-1"}, EMPTY, query={"action": "stop"}),
    CallCase("delete_job", {"jobid": "job-1"}, "delete job"),
    CallCase("get_version", {}, "version", "v0.0.0", lambda version: version["gitVersion"]),
]
