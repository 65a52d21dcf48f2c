"""Flavours: how much a job may use."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option, Table

_FLAVOUR = Table("name, cpu, mem, scalarResources=scalar_resources")
_SCALAR = Option(
    "scalar",
    "-s",
    "--scalar",
    to="scalar_resources",
    type=values.pairs,
    repeat=True,
    help="Other resources by name: nvidia.com/gpu=1",
)

COMMANDS = (
    Command(
        "flavour list",
        Option("maxkeys", "-m", "--maxkeys", to="maxsize", type=values.integer),
        Option("marker", "--marker"),
        method="list_flavour",
        tables=(_FLAVOUR,),
        rows="iter_flavours",
        empty="not find flavour",
        id="name",
    ),
    Command(
        "flavour show",
        Argument("name", kind="flavour", many=True),
        method="show_flavour",
        tables=(_FLAVOUR,),
        id="name",
    ),
    Command(
        "flavour update",
        Argument("name", kind="flavour"),
        Option("cpu", "-c", "--cpu"),
        Option("memory", "-m", "--memory"),
        _SCALAR,
        method="update_flavour",
        message="update [{name}] success",
        changes=True,
    ),
    Command(
        "flavour create",
        Argument("name", kind="flavour"),
        Option("cpu", "-c", "--cpu", required=True),
        Option("memory", "-m", "--memory", required=True),
        _SCALAR,
        method="add_flavour",
        message="flavour[{name}] create success ",
    ),
    Command(
        "flavour delete",
        Argument("name", kind="flavour", many=True),
        method="del_flavour",
        message="flavour[{name}] delete success ",
        asks=True,
    ),
)
