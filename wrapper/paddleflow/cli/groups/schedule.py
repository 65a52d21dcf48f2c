"""Schedules."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option, Table

_SCHEDULE = (
    "schedule id, name, desc, pipeline id, pipeline version id, crontab, username, fs config, options, message, status"
)
_ZONE = "in the server's zone: 2030-01-31 10:20:30"
_TIMES = "schedule id, start time, end time, create time, update time, next run time"

COMMANDS = (
    Command(
        "schedule create",
        Argument("name"),
        Argument("ppl_id", to="pipeline_id", kind="pipeline"),
        Argument("ppl_ver_id", to="pipeline_version_id"),
        Argument("crontab"),
        Option("desc", "-d", "--desc"),
        Option("start_time", "-s", "--starttime", type=values.time, help=f"When it starts, {_ZONE}; default: now"),
        Option("end_time", "-e", "--endtime", type=values.time, help=f"When it ends, {_ZONE}; default: never"),
        Option("concurrency", "-c", "--concurrency", type=values.integer),
        Option("concurrency_policy", "-cp", "--concurrencypolicy"),
        Option("expire_interval", "-ei", "--expireinterval", type=values.integer),
        Option("catchup", "--catchup", flag=True, help="Make up for missed times, as the server does by default"),
        Option(
            "no_catchup", "--no-catchup", to="catchup", flag=True, value=False, help="Do not make up for missed times"
        ),
        Option("username", "-u", "--username", kind="user"),
        method="create_schedule",
        message="schedule [{name}] create success with schedule id[{id}]",
    ),
    Command(
        "schedule list",
        Option("user_filter", "-u", "--userfilter", kind="user"),
        Option("name_filter", "-n", "--namefilter"),
        Option("ppl_filter", "-p", "--pplfilter", kind="pipeline"),
        Option("ppl_ver_filter", "-pv", "--pplverfilter", to="ppl_version_filter"),
        Option("status_filter", "-s", "--statusfilter", type=values.schedule_states),
        Option("max_keys", "-m", "--maxkeys"),
        Option("marker", "-mk", "--marker"),
        method="list_schedule",
        tables=(Table(_SCHEDULE, of="scheduleList"), Table(_TIMES, of="scheduleList")),
        rows="iter_schedules",
        empty="No schedule found.",
        id="schedule_id",
        newest=True,
    ),
    Command(
        "schedule show",
        Argument("schedule_id", kind="schedule", many=True),
        Option("run_filter", "-r", "--runfilter", kind="run"),
        Option("status_filter", "-s", "--statusfilter", type=values.run_states),
        Option("max_keys", "-m", "--maxkeys"),
        Option("marker", "-mk", "--marker"),
        method="show_schedule",
        tables=(
            Table(_SCHEDULE, of="scheduleInfo"),
            Table(_TIMES, of="scheduleInfo"),
            Table(
                "run id, fs name, username, status, name, description, run msg, source, schedule id, scheduled "
                "time, create time, activate time, update time",
                of="runList",
            ),
        ),
    ),
    Command(
        "schedule stop",
        Argument("schedule_id", kind="schedule", many=True),
        method="stop_schedule",
        message="schedule with id [{schedule_id}] stop success",
    ),
    Command(
        "schedule delete",
        Argument("schedule_id", kind="schedule", many=True),
        method="delete_schedule",
        message="schedule with id [{schedule_id}] delete success",
        asks=True,
    ),
)
