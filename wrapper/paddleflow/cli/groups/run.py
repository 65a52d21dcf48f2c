"""Runs of pipelines."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option, Table

_RUN = Argument("run_id", kind="run", required=False, help="The run; default: the newest one")
_SHOWN = (
    Table(
        "run id, status, name, desc=description, param=parameters, source, run msg, create time, update time, activate"
        " time"
    ),
    Table(
        "fs name, username, docker env, schedule id, fs options(json)=fs_options, failure "
        "options(json)=failure_options, disabled, run cached ids"
    ),
    Table("run yaml detail=run_yaml"),
    Table("runtime in json=runtime"),
    Table("postProcess in json=post_process"),
)

COMMANDS = (
    Command(
        "run create",
        Argument("file", to="", required=False, help="YAML file of a pipeline on this machine; - is standard input"),
        Option(
            "watch", "-w", "--watch", to="", flag=True, help="Show the run until it ends; exit with 0 if it succeeded"
        ),
        Option("fs_name", "-f", "--fsname", kind="fs"),
        Option("name", "-n", "--name", to="run_name"),
        Option("desc", "-d", "--desc"),
        Option("username", "-u", "--username", kind="user"),
        Option(
            "param",
            "-p",
            "--param",
            type=values.pair,
            repeat=True,
            help="Value of a parameter: epoch=100, or train.epoch=100 for one component",
        ),
        Option("run_yaml_path", "-yp", "--runyamlpath"),
        Option(
            "run_yaml_raw",
            "-yr",
            "--runyamlraw",
            type=values.content,
            help="Content of the YAML file: a file on this machine, like FILE",
        ),
        Option("pipeline_id", "-pplid", "--pipelineid", kind="pipeline"),
        Option("pipeline_version_id", "-pplver", "--pipelineversionid"),
        Option("disabled", "--disabled", repeat=True),
        Option("docker_env", "-de", "--dockerenv"),
        method="create_run",
        message="run[{name}] create success with run id[{id}]",
        run="paddleflow.cli.runs:create",
    ),
    Command(
        "run list",
        Option("fs_name", "-f", "--fsname", kind="fs"),
        Option("username", "-u", "--username", kind="user"),
        Option("run_id", "-r", "--runid", kind="run"),
        Option("name", "-n", "--name", to="run_name"),
        Option("status", "-s", "--status", type=values.run_states),
        Option("max_size", "-m", "--maxsize", to="maxsize", type=values.integer),
        Option("marker", "-mk", "--marker"),
        method="list_run",
        help="List runs, the newest first. Root sees all of them, other users their own.",
        tables=(
            Table(
                "run id, fs name, username, status, name, description, run msg, source, schedule id, scheduled "
                "time, create time, activate time, update time",
                of="runList",
                first="run id, status, name, create time, username, run msg, description, fs name, schedule id, "
                "source, activate time, update time",
            ),
        ),
        rows="iter_runs",
        empty="no run found ",
        count="{count} runs shown under:",
        id="run_id",
        newest=True,
    ),
    Command(
        "run show",
        Argument("run_id", kind="run", many=True),
        method="show_run",
        tables=_SHOWN,
        id="run_id",
        run="paddleflow.cli.runs:show",
    ),
    Command(
        "run stop",
        Argument("run_id", kind="run", many=True),
        Option("force", "-f", "--force", flag=True, help="Stop its post_process too"),
        method="stop_run",
        message="runid[{run_id}] stop success",
    ),
    Command(
        "run retry",
        Argument("run_id", kind="run", many=True),
        method="retry_run",
        message="run id[{run_id}] retry success, new run id is [{id}]",
    ),
    Command(
        "run delete",
        Argument("run_id", kind="run", many=True),
        Option(
            "not_check_cache",
            "-not-cc",
            "--notcheckcache",
            to="check_cache",
            flag=True,
            value=False,
            help="Delete it even if other runs have reused its results",
        ),
        method="delete_run",
        message="run id [{run_id}] delete success",
        asks=True,
    ),
    Command(
        "run listcache",
        Option("user_filter", "-u", "--userfilter", kind="user"),
        Option("fs_filter", "-f", "--fsfilter", kind="fs"),
        Option("run_filter", "-r", "--runfilter", kind="run"),
        Option("max_keys", "-m", "--maxkeys", to="maxsize", type=values.integer),
        Option("marker", "-mk", "--marker"),
        method="list_cache",
        tables=(
            Table(
                "cache id, run id, job id, fsname=fs_name, username, expired time, create time, update time",
                of="runCacheList",
            ),
        ),
        rows="iter_caches",
        empty="no run found ",
        id="cache_id",
        newest=True,
    ),
    Command(
        "run showcache",
        Argument("cache_id", kind="cache", many=True),
        method="show_cache",
        tables=(
            Table(
                "cache id, run id, job id, fsname=fs_name, username, expired time, strategy, custom, create "
                "time, update time"
            ),
            Table("first fp, second fp"),
        ),
        id="cache_id",
    ),
    Command(
        "run deletecache",
        Argument("cache_id", kind="cache", many=True),
        method="delete_cache",
        message="cache id [{cache_id}] delete success",
        asks=True,
    ),
    Command(
        "run listartifact",
        Option("user_filter", "-u", "--userfilter", kind="user"),
        Option("fs_filter", "-f", "--fsfilter", kind="fs"),
        Option("run_filter", "-r", "--runfilter", kind="run"),
        Option("type_filter", "-t", "--typefilter"),
        Option("path_filter", "-p", "--pathfilter"),
        Option("max_keys", "-m", "--maxkeys", to="maxsize", type=values.integer),
        Option("marker", "-mk", "--marker"),
        method="list_artifact",
        tables=(
            Table(
                "run id, fsname=fs_name, username, artifact path, type, step, artifact name, meta, create time,"
                " update time",
                of="artifactList",
            ),
        ),
        rows="iter_artifacts",
        empty="no artifact found ",
        id="artifact_path",
        newest=True,
    ),
    Command(
        "run watch",
        _RUN,
        run="paddleflow.cli.runs:watch",
        help="Show a run until it ends; exit with 0 if it succeeded.",
        tables=_SHOWN,
        id="run_id",
    ),
    Command(
        "run wait",
        Argument("run_id", kind="run", many=True, help="The runs"),
        Option("timeout", "--timeout", type=values.seconds, help="Seconds to wait at most; default: no limit"),
        run="paddleflow.cli.runs:wait",
        help="Wait until runs have ended; exit with 0 if all succeeded.",
        tables=_SHOWN,
        id="run_id",
    ),
    Command(
        "run why",
        Argument("run_id", kind="run", required=False, help="The run; default: the newest one that failed"),
        Option("lines", "-n", "--lines", type=values.integer, help="Lines of each log; default: 20"),
        run="paddleflow.cli.runs:why",
        help="Show why a run failed: which steps, with their messages, commands and last lines, and what to do next.",
    ),
    Command(
        "run logs",
        _RUN,
        Option("follow", "-f", "--follow", flag=True, help="Go on until the run has ended"),
        Option("step", "--step", repeat=True, help="Only this step; can be repeated"),
        Option(
            "since_lines",
            "--since-lines",
            type=values.integer,
            help="How many of the last lines of each step; default: all",
        ),
        Option("grep", "--grep", help="Only lines that match this regular expression"),
        run="paddleflow.cli.runs:logs",
        help="Show what the steps of a run have written, each line with its step before it.",
    ),
    Command(
        "run graph",
        _RUN,
        Option("style", "--style", choices=("text", "mermaid", "dot"), help="How it is drawn; default: text"),
        run="paddleflow.cli.runs:graph",
        help="Draw the steps of a run with their states, and what each waits for.",
    ),
    Command("run gantt", _RUN, run="paddleflow.cli.runs:gantt", help="Draw when each step of a run began and ended."),
)
