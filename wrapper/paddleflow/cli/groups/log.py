"""Logs."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option

COMMANDS = (
    Command(
        "log show",
        Argument("runid", kind="run", many=True),
        Option("jobid", "-j", "--jobid", kind="job"),
        Option("pagesize", "-ps", "--pagesize", type=values.integer),
        Option("pageno", "-pn", "--pageno", type=values.integer),
        Option("logfileposition", "-fp", "--logfileposition"),
        method="show_log",
    ),
    Command(
        "log run",
        Argument("runid", kind="run"),
        Option("jobid", "-j", "--jobid", kind="job"),
        Option("pagesize", "-ps", "--pagesize", type=values.integer),
        Option("pageno", "-pn", "--pageno", type=values.integer),
        Option("logfileposition", "-fp", "--logfileposition"),
        method="show_log",
    ),
    Command(
        "log kube",
        Option("name", "-n", "--name", required=True),
        Option("namespace", "-ns", "--namespace", required=True),
        Option("clustername", "-c", "--clustername", to="cluster_name", required=True, kind="cluster"),
        Option("type", "-t", "--type", required=True),
        Option("readfromtail", "-r", "--readfromtail", to="read_from_tail", type=values.boolean),
        Option("line_limit", "-l", "--line_limit"),
        Option("size_limit", "-s", "--size_limit"),
        method="show_log_by_limit",
    ),
    Command(
        "log job",
        Option("jobid", "-j", "--jobid", to="job_id", required=True, kind="job"),
        Option("framework", "-f", "--framework", required=True),
        Option("readfromtail", "-r", "--readfromtail", to="read_from_tail", type=values.boolean),
        Option("line_limit", "-l", "--line_limit"),
        Option("size_limit", "-s", "--size_limit"),
        method="show_log_by_limit",
    ),
    Command(
        "log showlimit",
        Option("jobid", "-j", "--jobid", to="job_id", kind="job"),
        Option("name", "-n", "--name"),
        Option("namespace", "-ns", "--namespace"),
        Option("clustername", "-c", "--clustername", to="cluster_name", kind="cluster"),
        Option("readfromtail", "-r", "--readfromtail", to="read_from_tail", type=values.boolean),
        Option("line_limit", "-l", "--line_limit"),
        Option("size_limit", "-s", "--size_limit"),
        Option("type", "-t", "--type"),
        Option("framework", "-f", "--framework"),
        method="show_log_by_limit",
    ),
)
