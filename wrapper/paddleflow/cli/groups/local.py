"""A server on this machine."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option

COMMANDS = (
    Command(
        "local up",
        Option("port", "--port", type=values.port, help="The port; default: 8999, or a free one where that is taken"),
        Option("containers", "--containers", flag=True, help="Run steps in their images, by Docker or Podman"),
        run="paddleflow.cli.local:up",
        help="Start a server in the background, which keeps what it has until local reset.",
    ),
    Command(
        "local down",
        run="paddleflow.cli.local:down",
        help="Stop the server, and wait until it has ended with all its jobs.",
    ),
    Command(
        "local status",
        run="paddleflow.cli.local:status",
        help="Show where the server is and where it keeps what it has; exit with 1 if it does not run.",
    ),
    Command(
        "local reset",
        run="paddleflow.cli.local:reset",
        help="Stop the server and delete all its data: runs, logs, users.",
        asks=True,
    ),
    Command(
        "local run",
        Argument("file", help="YAML file of a pipeline; - is standard input"),
        Option("param", "-p", "--param", type=values.pair, repeat=True, help="Value of a parameter: epoch=3"),
        Option("name", "-n", "--name", help="Name of the run"),
        Option("folder", "--folder", help="Folder for the files of the run; default: the one that FILE is in"),
        run="paddleflow.cli.local:run",
        help="Run a pipeline on the local server, started if needed, and show it until it ends.",
    ),
)
