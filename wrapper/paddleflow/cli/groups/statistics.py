"""What jobs and queues use."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option

COMMANDS = (
    Command(
        "statistics job",
        Argument("jobid", kind="job"),
        Option("detail", "-d", "--detail", to="", flag=True, help="Show it over time, not on average"),
        Option(
            "start", "-s", "--start", type=values.integer, help="Start, in seconds since 1970; default: that of the job"
        ),
        Option("end", "-e", "--end", type=values.integer, help="End, in seconds since 1970; default: that of the job"),
        Option("step", "-st", "--step", type=values.integer, help="Seconds between two values; default: 60"),
        Option("plot", "--plot", to="", flag=True, help="Draw it over time, until the job ends"),
        help="Show what a job uses: on average, or over time.",
        method="get_statistics",
        run="paddleflow.cli.statistics:job",
    ),
    Command(
        "statistics card-time",
        Option(
            "queue_names",
            "-q",
            "--queue_names",
            required=True,
            type=values.words,
            kind="queue",
            help="Names of the queues, separated by commas",
        ),
        Option("start_time", "-s", "--start_time", required=True, type=values.time),
        Option("end_time", "-e", "--end_time", required=True, type=values.time),
        method="get_cardtime_by_queue_name",
        empty="no data",
        run="paddleflow.cli.statistics:card_time",
    ),
)
