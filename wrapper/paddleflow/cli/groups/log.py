"""Logs."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option

_OF_A_RUN = (
    Argument("runid", kind="run"),
    Option("jobid", "-j", "--jobid", kind="job"),
    Option("pagesize", "-ps", "--pagesize", type=values.integer),
    Option("pageno", "-pn", "--pageno", type=values.integer),
    Option("logfileposition", "-fp", "--logfileposition"),
)
_PART = (
    Option(
        "readfromtail",
        "-r",
        "--readfromtail",
        to="read_from_tail",
        type=values.boolean,
        help="Whether the end is shown where there is more than the limits: true or false; default: false",
    ),
    Option("line_limit", "-l", "--line_limit"),
    Option("size_limit", "-s", "--size_limit"),
)

COMMANDS = (
    Command(
        "log show",
        *_OF_A_RUN,
        help="Show the log of a run; log run is the newer name.",
        method="show_log",
        run="paddleflow.cli.logs:run",
    ),
    Command(
        "log run",
        *_OF_A_RUN,
        help="Show the logs of all steps of a run, or of one of them.",
        method="show_log",
        run="paddleflow.cli.logs:run",
    ),
    Command(
        "log kube",
        Option("name", "-n", "--name", required=True, help="Name of the pod or deployment"),
        Option("namespace", "-ns", "--namespace", required=True, help="Its namespace"),
        Option("clustername", "-c", "--clustername", to="cluster_name", required=True, kind="cluster"),
        Option("type", "-t", "--type", required=True),
        *_PART,
        help="Show the log and the events of a pod or deployment of a cluster.",
        method="show_log_by_limit",
        run="paddleflow.cli.logs:kube",
    ),
    Command(
        "log job",
        Option("jobid", "-j", "--jobid", to="job_id", required=True, kind="job", help="The job"),
        Option("framework", "-f", "--framework", help="Not needed any more"),
        *_PART,
        help="Show the log and the events of a job.",
        method="show_log_by_limit",
        run="paddleflow.cli.logs:job",
    ),
    Command(
        "log showlimit",
        Option("jobid", "-j", "--jobid", to="job_id", kind="job", help="The job, instead of a pod or deployment"),
        Option("name", "-n", "--name"),
        Option("namespace", "-ns", "--namespace", help="Its namespace"),
        Option("clustername", "-c", "--clustername", to="cluster_name", kind="cluster"),
        *_PART,
        Option("type", "-t", "--type"),
        Option("framework", "-f", "--framework"),
        help="Show the log of a job, pod or deployment; log job and log kube are the newer names.",
        method="show_log_by_limit",
        run="paddleflow.cli.logs:showlimit",
    ),
)
