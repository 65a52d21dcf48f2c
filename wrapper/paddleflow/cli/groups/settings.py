"""What belongs to no group: the login, the settings, the version."""

from paddleflow.cli.command import Argument, Command, Option

COMMANDS = (
    Command(
        "configure",
        Option("host", "--host", help="The server: host name, IP address or whole address"),
        Option("user", "--user", "-u", help="Who logs in"),
        Option("ca", "--ca", help="File or folder of certificates to trust, in PEM form"),
        Option(
            "keyring", "--keyring", flag=True, help="Put the password into the machine's keyring, not into the file"
        ),
        Option("no_test", "--no-test", flag=True, help="Save the settings without trying the login"),
        run="paddleflow.cli.settings:configure",
        help="Save a server and a login, after trying them. What is left out is prompted for.",
    ),
    Command(
        "profiles",
        run="paddleflow.cli.settings:profiles",
        help="List the profiles: those of the settings file, and local.",
    ),
    Command(
        "login",
        Argument("user", required=False, help="User; default: the one in the settings"),
        run="paddleflow.cli.account:login",
        help="Log in, and store the token for the commands that follow.",
    ),
    Command(
        "logout",
        Option("everywhere", "--all", flag=True, help="Delete those of all servers and users"),
        run="paddleflow.cli.account:logout",
        help="Delete the stored token.",
    ),
    Command("whoami", run="paddleflow.cli.account:whoami", help="Show who is logged in, and where."),
    Command(
        "doctor", run="paddleflow.cli.doctor:doctor", help="Diagnose the connection to a server, and say what to do."
    ),
    Command(
        "completion",
        Argument("shell", choices=("bash", "zsh", "fish"), help="Which shell: bash, zsh or fish"),
        run="paddleflow.cli.completion:script",
        help="Print the script that lets a shell complete commands, ids and names. "
        'bash and zsh: eval "$(paddleflow completion bash)"; fish: paddleflow completion fish | source.',
    ),
    Command(
        "version", run="paddleflow.cli.settings:version", help="Show the version of this client and of the server."
    ),
)
