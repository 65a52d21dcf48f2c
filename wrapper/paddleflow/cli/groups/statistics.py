"""What jobs and queues use."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option, Table

COMMANDS = (
    Command(
        "statistics job",
        Argument("jobid", kind="job"),
        Option("detail", "-d", "--detail", to="", flag=True),
        Option("start", "-s", "--start", type=values.integer),
        Option("end", "-e", "--end", type=values.integer),
        Option("step", "-st", "--step", type=values.integer),
        method="get_statistics",
        tables=(
            Table("each key of metrics_info, _ as space=metrics_info"),
            Table("timestamp=values[][0], each metric, _ as space=result[0].task_info[].metric / values[][1]"),
        ),
    ),
    Command(
        "statistics card-time",
        Option("queue_names", "-q", "--queue_names", type=values.words, kind="queue"),
        Option("start_time", "-s", "--start_time"),
        Option("end_time", "-e", "--end_time"),
        method="get_cardtime_by_queue_name",
        tables=(
            Table(
                "queueName=queue_name, cardTime=card_time, deviceType=device_type, detail=detail: [{userName, "
                "jobInfo: [{jobId, cardTime, createTime, startTime, finishTime, deviceCount}], jobCount, "
                "totalCardTime}]"
            ),
        ),
        empty="no data",
    ),
)
