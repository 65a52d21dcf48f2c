"""What belongs to no group: the login, the settings, the version."""

from paddleflow.cli.command import Argument, Command, Option

COMMANDS = (
    Command(
        "configure",
        Option("host", "--host", help="the server: host name, IP address or whole address"),
        Option("user", "--user", "-u", help="who logs in"),
        Option("ca", "--ca", help="file or folder of certificates to trust, in PEM form"),
        Option(
            "keyring", "--keyring", flag=True, help="put the password into the machine's keyring, not into the file"
        ),
        Option("no_test", "--no-test", flag=True, help="save the settings without trying the login"),
        run="paddleflow.cli.account:configure",
        help="Save a server and a login, after trying them. What is not given is asked for.",
        added=True,
    ),
    Command(
        "profiles",
        run="paddleflow.cli.account:profiles",
        help="List the profiles: those of the settings file, and local.",
        added=True,
    ),
    Command(
        "login",
        Argument("user", required=False, help="who; default: whom the settings name"),
        run="paddleflow.cli.account:login",
        help="Log in, and keep the token for the commands that follow.",
        added=True,
    ),
    Command(
        "logout",
        Option("everywhere", "--all", flag=True, help="of all servers and users"),
        run="paddleflow.cli.account:logout",
        help="Forget the kept token.",
        added=True,
    ),
    Command(
        "whoami",
        run="paddleflow.cli.account:whoami",
        help="Show who is logged in where.",
        added=True,
    ),
    Command(
        "doctor",
        run="paddleflow.cli.doctor:doctor",
        help="Find out why a server cannot be used, and say what to do about it.",
        added=True,
    ),
    Command(
        "completion",
        Argument("shell", choices=("bash", "zsh", "fish"), help="bash, zsh or fish"),
        run="paddleflow.cli.completion:script",
        help="Print the script that lets a shell complete commands, ids and names. "
        'bash and zsh: eval "$(paddleflow completion bash)"; fish: paddleflow completion fish | source.',
        added=True,
    ),
    Command(
        "version",
        run="paddleflow.cli.account:version",
        help="Show the version of this client and of the server.",
    ),
)
