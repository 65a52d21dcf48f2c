"""Queues and who may use them."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option, Table

_LIMITS = (
    Option(
        "maxscalar", "--maxscalar", to="max_resources.scalarResources", type=values.pairs, repeat=True,
        help="The most of other resources that it may use: nvidia.com/gpu=1",
    ),
    Option("mincpu", "--mincpu", to="min_resources.cpu", help="CPUs that it always has: 1"),
    Option("minmem", "--minmem", to="min_resources.mem", help="Memory that it always has: 1Gi"),
    Option(
        "minscalar", "--minscalar", to="min_resources.scalarResources", type=values.pairs, repeat=True,
        help="What it always has of other resources: nvidia.com/gpu=1",
    ),
    Option("policy", "--policy", to="scheduling_policy", type=values.words),
    Option("location", "--location", type=values.pairs, repeat=True),
)  # fmt: skip

COMMANDS = (
    Command(
        "queue list",
        Option("maxsize", "-m", "--maxsize", type=values.integer),
        Option("marker", "-mk", "--marker"),
        method="list_queue",
        tables=(
            Table("name, namespace, status, cluster name=clusterName, create time=createTime, update time=updateTime"),
        ),
        rows="iter_queues",
        empty="no queue found ",
        id="name",
    ),
    Command(
        "queue show",
        Argument("queuename", kind="queue", many=True),
        method="show_queue",
        tables=(
            Table(
                "name, namespace, status, quota type=quotaType, cluster name=clusterName, create "
                "time=createTime, update time=updateTime"
            ),
            Table(
                "max resources=maxResources, min resources=minResources, used resources=usedResources, idle "
                "resources=idleResources, scheduling policy=schedulingPolicy, location"
            ),
        ),
        id="name",
    ),
    Command(
        "queue create",
        Argument("name", kind="queue"),
        Argument("namespace"),
        Argument("maxcpu", to="max_resources.cpu", help="The most CPUs that it may use: 4"),
        Argument("maxmem", to="max_resources.mem", help="The most memory that it may use: 8Gi"),
        *_LIMITS,
        Option("quota", "--quota", to="quota_type"),
        Option("clustername", "--clustername", kind="cluster", help="The cluster; default: the only one of the server"),
        method="add_queue",
        message="queue[{name}] create success ",
    ),
    Command(
        "queue update",
        Argument("name", to="queuename", kind="queue"),
        Option("maxcpu", "--maxcpu", to="max_resources.cpu", help="The most CPUs that it may use: 4"),
        Option("maxmem", "--maxmem", to="max_resources.mem", help="The most memory that it may use: 8Gi"),
        *_LIMITS,
        method="update_queue",
        message="queue[{name}] update success ",
        changes=True,
    ),
    Command(
        "queue delete",
        Argument("queuename", kind="queue", many=True),
        method="del_queue",
        message="queue[{queuename}] delete success ",
        asks=True,
    ),
    Command(
        "queue grant",
        Argument("username", kind="user"),
        Argument("queuename", kind="queue"),
        method="grant_queue",
        message="queue[{queuename}] add username[{username}] success",
    ),
    Command(
        "queue grantlist",
        Option("maxsize", "-m", "--maxsize", type=values.integer),
        Option("username", "-u", "--username", kind="user"),
        method="show_queue_grant",
        tables=(Table("user name=username, queue name=resourceName"),),
        rows="iter_queue_grants",
        empty="no grantlist found ",
        id="resourceName",
    ),
    Command(
        "queue ungrant",
        Argument("username", kind="user"),
        Argument("queuename", kind="queue"),
        method="ungrant_queue",
        message="queue[{queuename}] delete username[{username}] success",
    ),
)
