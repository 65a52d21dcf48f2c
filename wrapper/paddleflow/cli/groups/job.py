"""Single jobs."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option, Table

COMMANDS = (
    Command(
        "job show",
        Argument("jobid", kind="job", many=True),
        method="show_job",
        tables=(
            Table("job id, job name, queue, priority, status, accept time, start time, finish time"),
            Table(
                "flavour, fs, extraFS=extra_fs_list, labels, annotations, image, command, args=args_list, port,"
                " framework, members=member_list, extensionTemplate=extension_template, message, runtime, "
                "distributed runtime, workflow runtime"
            ),
        ),
        id="job_id",
    ),
    Command(
        "job list",
        Option("status", "-s", "--status", type=values.job_states),
        Option("timestamp", "-t", "--timestamp", type=values.integer),
        Option("starttime", "-st", "--starttime", to="start_time"),
        Option("queue", "-q", "--queue", kind="queue"),
        Option("labels", "-l", "--labels", type=values.pairs, repeat=True),
        Option("maxkeys", "-m", "--maxkeys", type=values.integer),
        Option("marker", "-mk", "--marker"),
        Option("fieldlist", "-fl", "--fieldlist", to="", type=values.words, help="Columns: id,name,status"),
        method="list_job",
        tables=(Table("job id, job name, queue, status, accept time, start time, finish time"),),
        rows="iter_jobs",
        id="job_id",
        run="paddleflow.cli.jobs:listed",
    ),
    Command(
        "job create",
        Argument("jobtype", to="job_type"),
        Argument(
            "jsonpath",
            to="job_request",
            type=values.json_content,
            help="JSON file of the job, under the server's names; - is standard input",
        ),
        method="create_job",
        message="job create success, id[{id}]",
    ),
    Command(
        "job update",
        Argument("jobid", kind="job"),
        Option("priority", "-p", "--priority"),
        Option("labels", "-l", "--labels", type=values.pairs, repeat=True, help="Labels: team=a,kind=b"),
        Option("annotations", "-a", "--annotations", type=values.pairs, repeat=True, help="Annotations: owner=a"),
        method="update_job",
        message="jobid[{jobid}] update success",
        changes=True,
    ),
    Command(
        "job stop", Argument("jobid", kind="job", many=True), method="stop_job", message="jobid[{jobid}] stop success"
    ),
    Command(
        "job delete",
        Argument("jobid", kind="job", many=True),
        method="delete_job",
        message="job[{jobid}] delete success ",
        asks=True,
    ),
)
