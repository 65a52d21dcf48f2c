"""Pipelines that are stored on the server."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option, Table

_PIPELINE = Table("pipeline id, name, username, pipeline desc=desc, create time, update time", of="pipelineInfo")
_VERSION = "ppl ver id=pipeline_version_id, fs name, yaml path, username, create time, update time"
_YAML_RAW = Option(
    "yaml_raw",
    "-yr",
    "--yamlraw",
    type=values.content,
    help="YAML file of a pipeline on this machine; - is standard input",
)

COMMANDS = (
    Command(
        "pipeline create",
        Argument("fs_name", kind="fs", required=False),
        Option("yaml_path", "-yp", "--yamlpath"),
        _YAML_RAW,
        Option("desc", "-d", "--desc"),
        Option("username", "-u", "--username", kind="user"),
        method="create_pipeline",
        message="pipeline[{name}] create  success, id[{pplID}], versionID[{pplVerID}]",
        run="paddleflow.cli.pipelines:saved",
    ),
    Command(
        "pipeline list",
        Option("user_filter", "-u", "--userfilter", kind="user"),
        Option("name_filter", "-n", "--namefilter"),
        Option("max_keys", "-m", "--maxkeys", to="maxsize", type=values.integer),
        Option("marker", "-mk", "--marker"),
        method="list_pipeline",
        tables=(Table("pipeline id, name, username, desc, create time, update time", of="pipelineList"),),
        rows="iter_pipelines",
        empty="no pipeline found ",
        id="pipeline_id",
        newest=True,
    ),
    Command(
        "pipeline show",
        Argument("pipeline_id", kind="pipeline", many=True),
        Option("fs_filter", "-f", "--fsfilter", kind="fs"),
        Option("max_keys", "-m", "--maxkeys", type=values.integer),
        Option("marker", "-mk", "--marker"),
        method="show_pipeline",
        tables=(_PIPELINE, Table(_VERSION, of="pipelineVersionList")),
    ),
    Command(
        "pipeline delete",
        Argument("pipeline_id", kind="pipeline", many=True),
        method="delete_pipeline",
        message="pipeline id [{pipeline_id}] delete success",
        asks=True,
    ),
    Command(
        "pipeline update",
        Argument("pipeline_id", kind="pipeline"),
        Argument("fs_name", kind="fs", required=False),
        Argument("yaml_path", required=False),
        _YAML_RAW,
        Option("username", "-u", "--username", kind="user"),
        Option("desc", "-d", "--desc"),
        method="update_pipeline",
        message="pipeline[{pipelineID}] update success, new version id [{pipelineVersionID}]",
        run="paddleflow.cli.pipelines:saved",
    ),
    Command(
        "pipeline showversion",
        Argument("pipeline_id", kind="pipeline"),
        Argument("pipeline_version_id"),
        method="show_pipeline_version",
        tables=(
            _PIPELINE,
            Table(_VERSION, of="pipelineVersionInfo"),
            Table("ppl ver id=pipeline_version_id, pipeline yaml", of="pipelineVersionInfo"),
        ),
    ),
    Command(
        "pipeline deleteversion",
        Argument("pipeline_id", kind="pipeline"),
        Argument("pipeline_version_id"),
        method="delete_pipeline_version",
        message="pipeline version [{pipeline_version_id}] of pipeline [{pipeline_id}] delete success",
        asks=True,
    ),
)
