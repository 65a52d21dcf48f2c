"""What belongs to no group: the login, the settings, the version."""

from paddleflow.cli.command import Command

COMMANDS = (
    Command(
        "version",
        run="paddleflow.cli.account:version",
        help="Show the version of this client and of the server.",
    ),
)
