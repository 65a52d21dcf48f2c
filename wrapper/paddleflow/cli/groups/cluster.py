"""Clusters."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option, Table

_FACTS = (
    Option("credential", "-c", "--credential", type=values.credential),
    Option("description", "-d", "--description"),
    Option("source", "--source"),
    Option("setting", "--setting"),
    Option("status", "--status"),
    Option("namespacelist", "-ns", "--namespacelist", type=values.words),
    Option("version", "--version"),
)

COMMANDS = (
    Command(
        "cluster list",
        Option("maxkeys", "-m", "--maxkeys", to="maxsize", type=values.integer),
        Option("marker", "-mk", "--marker"),
        Option("clusternames", "-cn", "--clusternames", to="clustername", kind="cluster"),
        Option("clusterstatus", "-cs", "--clusterstatus"),
        method="list_cluster",
        tables=(
            Table(
                "cluster id=clusterid, cluster name=clustername, description, cluster type=clustertype, "
                "version, status, create time=createtime, update time=updatetime"
            ),
        ),
        rows="iter_clusters",
        empty="no cluster found ",
        id="clustername",
    ),
    Command(
        "cluster show",
        Argument("clustername", kind="cluster", many=True),
        method="show_cluster",
        tables=(
            Table(
                "cluster id=clusterid, cluster name=clustername, description, endpoint, source, cluster "
                "type=clustertype, version, status, setting, namespace list=namespacelist, create "
                "time=createtime, update time=updatetime"
            ),
        ),
        id="clustername",
    ),
    Command(
        "cluster create",
        Argument("clustername"),
        Argument("endpoint"),
        Argument("clustertype"),
        *_FACTS,
        method="create_cluster",
        message="cluster[{clustername}] create  success, id[{id}]",
    ),
    Command(
        "cluster delete",
        Argument("clustername", kind="cluster", many=True),
        method="delete_cluster",
        message="cluster[{clustername}] delete success",
        asks=True,
    ),
    Command(
        "cluster update",
        Argument("clustername", kind="cluster"),
        Option("endpoint", "-e", "--endpoint"),
        Option("clustertype", "-t", "--clustertype"),
        *_FACTS,
        method="update_cluster",
        message="cluster[{clustername}] update success, id[{id}]",
        changes=True,
    ),
    Command(
        "cluster resource",
        Option("clustername", "-cn", "--clustername", kind="cluster"),
        method="list_cluster_resource",
        run="paddleflow.cli.clusters:resources",
    ),
    Command(
        "cluster statistic",
        Option("pageno", "--pageno", to="page_no", type=values.integer),
        Option("pagesize", "--pagesize", to="page_size", type=values.integer),
        Option("clusternames", "-cn", "--clusternames", type=values.words, kind="cluster"),
        Option("queuename", "-q", "--queuename", kind="queue"),
        Option("labels", "-l", "--labels"),
        method="list_cluster_resource_v2",
        run="paddleflow.cli.clusters:resources",
    ),
)
