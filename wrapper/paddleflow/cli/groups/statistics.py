"""What jobs and queues use."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option

COMMANDS = (
    Command(
        "statistics job",
        Argument("jobid", kind="job"),
        Option("detail", "-d", "--detail", to="", flag=True),
        Option("start", "-s", "--start", type=values.integer),
        Option("end", "-e", "--end", type=values.integer),
        Option("step", "-st", "--step", type=values.integer),
        Option("plot", "--plot", to="", flag=True, help="draw it over time; while the job runs, until it ends"),
        help="Show what a job uses: on average, or over time.",
        method="get_statistics",
        run="paddleflow.cli.statistics:job",
    ),
    Command(
        "statistics card-time",
        Option("queue_names", "-q", "--queue_names", required=True, type=values.words, kind="queue"),
        Option("start_time", "-s", "--start_time", required=True, type=values.time),
        Option("end_time", "-e", "--end_time", required=True, type=values.time),
        method="get_cardtime_by_queue_name",
        empty="no data",
        run="paddleflow.cli.statistics:card_time",
    ),
)
